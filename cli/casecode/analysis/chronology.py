"""A case in time: its dated evidence and the events of its timeline, in the order of their dates."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from casecode.analysis.selection import Selection
from casecode.model.case import Event, Evidence, Stance
from casecode.model.dates import bounds, sort_key
from casecode.model.study import Study, natural

Only = Literal["", "events", "evidence"]


class Happening(Struct, frozen=True):
    """An event, or a piece of evidence with a date: when, in which units, and coded to what.

    `first` and `last` are the first and the last day that the date may mean. The codes of an event are those of the
    evidence that it rests on.
    """

    study: Study
    thing: Event | Evidence
    first: str
    last: str
    codes: tuple[str, ...]

    @property
    def is_event(self) -> bool:
        return isinstance(self.thing, Event)

    @property
    def text(self) -> str:
        return self.thing.event if isinstance(self.thing, Event) else self.thing.words

    @property
    def stance(self) -> Stance:
        """What a piece of evidence does with its codes; an event has nothing to support but itself."""
        return "supports" if isinstance(self.thing, Event) else self.thing.stance

    @property
    def evidence(self) -> tuple[str, ...]:
        """The ids of the evidence: that which an event rests on, or the piece itself."""
        return self.thing.evidence if isinstance(self.thing, Event) else (self.thing.id,)

    @property
    def is_period(self) -> bool:
        """Whether it lasted from the first day to the last; else it was at some time between."""
        return "/" in self.thing.date

    def periods(self, step: int) -> range:
        """The first years of the years, or of the tens or hundreds of years, that the date reaches into."""
        first, last = int(self.first[:4]), int(self.last[:4])
        return range(first - first % step, last + 1, step)


class Chronology(Struct, frozen=True):
    """What happened when, in order, and how many pieces of the evidence selected have no date.

    `units` are those asked for; none for all.
    """

    studies: tuple[Study, ...]
    happenings: tuple[Happening, ...]
    undated: int
    units: tuple[str, ...] = ()

    def lanes(self, study: Study) -> dict[str, tuple[Happening, ...]]:
        """What bears on each unit of a case, in the order of the units; last, under no name, what bears on none."""
        found: dict[str, list[Happening]] = {unit: [] for unit in (*study.case.units, "")}
        for it in self.happenings:
            if it.study is study:
                for unit in dict.fromkeys(it.thing.units or ("",)):
                    found[unit].append(it)
        return {unit: tuple(own) for unit, own in found.items() if own and (not self.units or unit in self.units)}


def chronicle(selections: Sequence[Selection], only: Only = "") -> Chronology:
    """The dated evidence selected, and the events that pass it.

    An event has units, a source and a date of its own. A filter on what only evidence has (factor, theme, coder,
    stance, rating) lets it through with the evidence that it rests on.
    """
    found: list[Happening] = []
    undated = 0
    for selection in selections:
        study = selection.study
        if only != "events":
            # What has no date is in no period, but it is told how much there is of it in any.
            pieces = selection.asking(since="", until="").pieces
            undated += sum(bounds(piece.date) is None for piece in pieces)
            found += [_happening(study, piece, piece.codes) for piece in selection.pieces if bounds(piece.date)]
        if only != "evidence":
            found += [_happening(study, event, codes) for event, codes in _events(selection)]
    found.sort(key=lambda it: (*sort_key(it.thing.date), not it.is_event, natural("".join(it.evidence[:1])), it.text))
    units = tuple(
        dict.fromkeys(
            unit
            for one in selections
            for unit in one.study.case.units
            if one.query.narrows("unit") and one.asks_for("unit", unit)
        )
    )
    return Chronology(tuple(selection.study for selection in selections), tuple(found), undated, units)


def _happening(study: Study, thing: Event | Evidence, codes: tuple[str, ...]) -> Happening:
    first, last = bounds(thing.date) or ("", "")
    return Happening(study, thing, first, last, codes)


def _events(selection: Selection) -> list[tuple[Event, tuple[str, ...]]]:
    """The events that pass the query, with the codes of the evidence that they rest on."""
    study, query = selection.study, selection.query
    by_id = {piece.id: piece for piece in study.evidence}
    kept = {piece.id for piece in selection.pieces}
    of_evidence = bool(query.factors or query.themes or query.coders or query.stances or query.ratings)
    own = selection.asking(factors=(), themes=(), coders=(), stances=(), ratings=()).query
    tests = own.filters(study)
    found = []
    for event in study.case.timeline:
        behind = [by_id[name] for name in event.evidence if name in by_id]
        sources = (event.source, *(piece.source for piece in behind))
        passes = any(all(test(it) for test in tests) for it in (_as_piece(event, source) for source in sources))
        if passes and (not of_evidence or any(piece.id in kept for piece in behind)):
            found.append((event, tuple(dict.fromkeys(code for piece in behind for code in piece.codes))))
    return found


def _as_piece(event: Event, source: str) -> Evidence:
    """What a query can ask of an event, in the form in which it asks."""
    return Evidence(units=event.units, statement=event.event, note=event.note, source=source, date=event.date)
