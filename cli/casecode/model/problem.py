"""What is wrong with a file: values with a rule, a message and a place, never exceptions."""

from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from casecode.model.likeness import closest
from casecode.model.span import Span, Spot

Severity = Literal["error", "warning"]

MOST_PROBLEMS = 10_000  # that are told; nobody reads as many, and often one thing is wrong everywhere
WAIVES = b"# waive"  # a file without these bytes waives no warning


class Related(Struct, frozen=True):
    """A second place that explains a problem."""

    message: str
    span: Span


class Problem(Struct, frozen=True):
    """One thing that is wrong in a file: which rule, what, where, and what to do about it.

    What keeps a file from being read is an error; `unread` is the part of a record that cannot be known because of it.
    """

    rule: str
    message: str
    span: Span
    hint: str | None = None
    related: tuple[Related, ...] = ()
    severity: Severity = "error"
    unread: Spot | None = None


class Finding(Struct, frozen=True):
    """What a check finds: a problem whose place is still a part of a record. `related` are spots with what is there.

    The rule is filled in by the rule itself, whose check it is.
    """

    message: str
    spot: Spot
    hint: str | None = None
    related: tuple[tuple[str, Spot], ...] = ()
    rule: str = ""
    severity: Severity = "error"

    def located(self, find: Callable[[Spot], Span]) -> Problem:
        """The problem, given what finds the span of a spot."""
        related = tuple(Related(message, find(spot)) for message, spot in self.related)
        return Problem(self.rule, self.message, find(self.spot), self.hint, related, self.severity)


def unread_in(problems: Iterable[Problem], otherwise: Spot | None = None) -> tuple[Spot, ...]:
    """What cannot be known because of problems; where one does not say it, something else may be meant."""
    spots = (problem.unread or otherwise for problem in problems)
    return tuple(dict.fromkeys(spot for spot in spots if spot is not None))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file, then by place, each once."""
    unique: dict[tuple[str, str, str], Problem] = {}
    for problem in problems:
        unique.setdefault((problem.rule, problem.message, str(problem.span)), problem)
    return tuple(sorted(unique.values(), key=lambda p: (p.span.document.name, p.span.line, p.span.column, p.rule)))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the known word most like this one, never this one itself; nothing where none is like it."""
    near = closest(word, known)
    return f'did you mean "{near}"?' if near else None


def in_full(names: Iterable[str]) -> str | None:
    """A hint for an id that is there, but not where it was looked for: the full names of what has it, if anything."""
    found = [*dict.fromkeys(names)]
    if not found:
        return None
    return f'did you mean "{found[0]}"?' if len(found) == 1 else f"write one of {', '.join(found)}"
