"""The JSON contract: the changes that commands made."""

from typing import Literal

from msgspec import Struct


class LoggedChange(Struct):
    """A change: when it was made, the command as it was called, by whom, and its files as named from the project.

    `takes_back` is the number of the change that it took back; `is_taken_back` tells that a later one did so to it.
    """

    number: int
    at: str
    command: str
    who: str | None
    files: list[str]
    takes_back: int | None
    is_taken_back: bool


class Logged(Struct, kw_only=True):
    """What `casecode log` tells: the last change first; so many earlier ones are not listed."""

    schema: Literal["casecode/log/1"] = "casecode/log/1"
    changes: list[LoggedChange]
    further: int
