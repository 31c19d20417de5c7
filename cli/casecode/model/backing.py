"""What a descriptive statement of a case or framework rests on."""

from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from casecode.model.span import NOWHERE, Origin

_B = TypeVar("_B", bound="Backing")


class Backing(Struct, frozen=True, kw_only=True):
    """What a descriptive statement rests on: evidence of the case, or a place in a source."""

    evidence: tuple[str, ...] = ()
    source: str = ""
    via: str = ""
    locator: str = ""
    note: str = ""
    origin: Origin = NOWHERE

    @property
    def is_backed(self) -> bool:
        """Whether it names anything that it rests on."""
        return bool(self.evidence or self.source)


def resting(below: _B, above: Backing) -> _B:
    """A part of something with what it rests on: its own, or what the whole rests on, at the place that it names."""
    if below.is_backed:
        return below
    locator = below.locator or above.locator
    return replace(below, evidence=above.evidence, source=above.source, via=below.via or above.via, locator=locator)
