"""A memo: a dated note of the researcher on anything that has an id (Corbin & Strauss 2015)."""

from collections.abc import Iterator
from typing import Literal, get_args

from msgspec import Struct

from casecode.model.span import NOWHERE, Origin

# What has an id, and may be told apart by its kind, as in theme:low-prices.
Kind = Literal[
    "case",
    "framework",
    "unit",
    "source",
    "theme",
    "factor",
    "evidence",
    "question",
    "conclusion",
    "proposition",
    "matrix",
    "attribute",
    "display",
    "role",
    "memo",
]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Memo(Struct, frozen=True):
    """A note: when it was written, what it is on and what else it speaks of, by ids, what sort it is, and its text."""

    id: str = ""
    date: str = ""
    about: tuple[str, ...] = ()
    kind: str = ""
    author: str = ""
    text: str = ""
    links: tuple[str, ...] = ()
    origin: Origin = NOWHERE

    @property
    def names(self) -> Iterator[tuple[str, int, str]]:
        """What it is on and links to: under which key of it, at which place there, and the name."""
        for key, names in (("about", self.about), ("links", self.links)):
            for position, name in enumerate(names):
                yield key, position, name


def owners_in(name: str) -> list[str]:
    """The cases or frameworks that stand before an id; what else stands there is its kind."""
    return [part for part in name.split(":")[:-1] if part not in KINDS]
