"""What a foreign file held, and what became of it: nothing is lost without a word."""

from msgspec import Struct, field

from casecode.model.problem import Problem


class Account(Struct):
    """What became of the things of one kind that a file held: rows, references, codes, selections.

    `new` are the ids of those that are added, `same` of those that are there already, `changed` what differs in those
    that are there, by id; `left` are the bad ones, by their place in the file from 0 or any other key that is theirs,
    with all that is wrong with each; `passed` counts what a study cannot hold, by the reason.
    """

    what: str
    held: int
    new: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    left: dict[object, list[Problem]] = field(default_factory=dict)
    passed: dict[str, int] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        """How many were held and are nowhere; below 0 where some are told twice. It must be 0."""
        return self.held - sum(map(len, (self.new, self.same, self.changed, self.left))) - sum(self.passed.values())
