"""A case: what is studied, with its units, sources, themes, evidence and what is concluded from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from casecode.model.attribute import Owner
from casecode.model.backing import Backing
from casecode.model.display import Display
from casecode.model.framework import Theme
from casecode.model.memo import Memo
from casecode.model.source import Source
from casecode.model.span import NOWHERE, Origin, Spot, by_origin

Stance = Literal["supports", "contradicts", "qualifies"]
STANCES: tuple[Stance, ...] = ("supports", "contradicts", "qualifies")


def weighed(stances: Iterable[Stance]) -> Stance:
    """What several stances come to: `supports` if one does, else `contradicts` if one does, else `qualifies`."""
    found = {*stances}
    return "supports" if "supports" in found else "contradicts" if "contradicts" in found else "qualifies"


class Unit(Struct, frozen=True):
    """An embedded unit of analysis (Yin 2018): a part of the case, such as a market, a ward, a period."""

    id: str = ""
    title: str = ""
    role: str = ""
    attributes: Mapping[str, str] = {}
    note: str = ""
    origin: Origin = NOWHERE


class Evidence(Struct, frozen=True, array_like=True):  # as an array it takes half the room in the cache
    """One coded piece: what it says, in own words or those of its source; codes, units, and its stance towards them."""

    id: str = ""
    codes: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    statement: str = ""
    quote: str = ""
    source: str = ""
    via: str = ""
    locator: str = ""
    date: str = ""
    stance: Stance = "supports"
    rating: int | None = None
    coder: str = ""
    explains: tuple[str, ...] = ()
    important: bool = False
    note: str = ""
    origin: Origin = NOWHERE

    @property
    def words(self) -> str:
        """What it says, where one text is to say it: the statement, or else the quote in quotation marks."""
        return self.statement or (f"“{self.quote}”" if self.quote else "")


class Fact(Backing, frozen=True, kw_only=True):
    """A line of the case's profile."""

    label: str = ""
    value: str = ""


class Event(Backing, frozen=True, kw_only=True):
    """A line of the case's timeline."""

    date: str = ""
    event: str = ""
    units: tuple[str, ...] = ()


class Summary(Struct, frozen=True):
    """The researcher's own words for one cell of a framework matrix (Ritchie & Spencer 1994): a factor in a unit, or
    in the case as a whole where no unit is named."""

    factor: str = ""
    unit: str = ""
    text: str = ""
    rating: int | None = None
    note: str = ""
    origin: Origin = NOWHERE


class Conclusion(Struct, frozen=True):
    """An answer to one of the framework's questions, resting on named themes."""

    question: str = ""
    text: str = ""
    themes: tuple[str, ...] = ()
    note: str = ""
    origin: Origin = NOWHERE


class Case(Struct, frozen=True, dict=True):
    """A case as its files declare it."""

    id: str = ""
    title: str = ""
    framework: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    attributes: Mapping[str, str] = {}
    evidence_files: tuple[str, ...] = ()
    allow_outside: bool = False
    units: Mapping[str, Unit] = {}
    sources: Mapping[str, Source] = {}
    themes: Mapping[str, Theme] = {}
    evidence: tuple[Evidence, ...] = ()
    profile: tuple[Fact, ...] = ()
    timeline: tuple[Event, ...] = ()
    displays: tuple[Display, ...] = ()
    summaries: tuple[Summary, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    memos: tuple[Memo, ...] = ()
    unread: tuple[Spot, ...] = ()  # parts of its files that could not be read
    origin: Origin = NOWHERE

    @cached_property
    def unread_by_origin(self) -> Mapping[Origin, Sequence[Spot]]:
        """The parts that could not be read, by the record that they are of."""
        return by_origin(self.unread)

    @property
    def descriptions(self) -> Iterator[tuple[str, Backing]]:
        """Every descriptive statement of the case, with what it is a part of."""
        yield from (("profile", fact) for fact in self.profile)
        yield from (("timeline", event) for event in self.timeline)
        for display in self.displays:
            yield f'display "{display.id}"', display
            yield from ((f'display "{display.id}"', entry) for entry in display.walk())

    def owners(self) -> Iterator[tuple[Owner, "Case | Unit | Source"]]:
        """What can have attributes, with the kind: the case, its units and its sources."""
        yield "case", self
        for unit in self.units.values():
            yield "unit", unit
        for source in self.sources.values():
            yield "source", source
