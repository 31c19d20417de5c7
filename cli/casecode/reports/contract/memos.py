"""The JSON contract: memos."""

from typing import Literal

from msgspec import Struct


class Thing(Struct):
    """Anything that has an id: its kind, and the case or framework that it belongs to."""

    within: str
    kind: str
    id: str


class Memo(Struct):
    """A note, with what it is on and what else it speaks of, and the line of the file where it begins."""

    within: str
    id: str
    date: str
    kind: str | None
    author: str | None
    text: str
    about: list[Thing]
    links: list[Thing]
    path: str
    line: int


class Memos(Struct, kw_only=True):
    """What `casecode memo list` tells: the memos by date."""

    schema: Literal["casecode/memos/1"] = "casecode/memos/1"
    memos: list[Memo]
