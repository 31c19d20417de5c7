"""The report of `casecode timeline`: dated evidence and events, by unit and year, then one by one; and as a chart."""

import math
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from casecode.chronology import Chronology, Happening, Only, chronicle
from casecode.lens import Loss
from casecode.model.study import Study
from casecode.query import Query
from casecode.reports import contract, lenses
from casecode.reports.cells import plural
from casecode.sheet import Cell, Chart, Lane, Line, Mark, MarkKind, Page, Role, Sheet, SheetRow, Tidy, line

_STANCES: dict[str, Role] = {"supports": "plain", "contradicts": "against", "qualifies": "qualified"}
_MARKS: dict[str, MarkKind] = {"supports": "point", "contradicts": "cross", "qualifies": "ring"}
LONGEST = 40  # years one below the other; a longer time is told in decades
UNPLACED = "No unit"


class Timeline(Struct, frozen=True):
    """What happened when, in which units."""

    chronology: Chronology
    losses: tuple[Loss, ...]

    def page(self) -> Page:
        """A grid of units and years, then the list."""
        found = self.chronology
        title = f"{', '.join(study.case.title for study in found.studies)}: timeline"
        rows = tuple(map(_row, found.happenings))
        notes = []
        if found.undated:
            notes.append(f"{plural(found.undated, 'piece')} of evidence without a date left out.")
        if not rows:
            return Page(title, (Sheet(title, (), (), ("Nothing has a date.", *notes)), *lenses.sheets(self.losses)))
        sheet = Sheet("One by one", ("Date", "What", "Units and codes", "Source"), rows, tuple(notes))
        return Page(title, (_grid(found, title), sheet, *lenses.sheets(self.losses)))

    def tidy(self) -> Tidy:
        """A row for each event and piece of evidence."""
        columns = tuple(contract.Happening.__struct_fields__)
        return Tidy(columns, tuple(tuple(_text(getattr(it, name)) for name in columns) for it in self.records()))

    def wire(self) -> contract.Timeline:
        """The JSON of `casecode/timeline`."""
        return contract.Timeline(
            happenings=self.records(), undated=self.chronology.undated, lenses=lenses.wire(self.losses)
        )

    def records(self) -> list[contract.Happening]:
        """The events and pieces one by one."""
        return [_record(it) for it in self.chronology.happenings]

    def chart(self) -> Chart:
        """A lane for each unit with something in it, and one for what bears on none."""
        lanes = []
        for study in self.chronology.studies:
            own = [it for it in self.chronology.happenings if it.study is study]
            for unit, title in _units(study):
                marks = tuple(_mark(it) for it in own if _stands_in(it, unit))
                if marks:
                    is_named = len(self.chronology.studies) > 1
                    lanes.append(Lane(f"{study.case.title}, {title}" if is_named else title, marks))
        title = f"{', '.join(study.case.title for study in self.chronology.studies)}: timeline"
        return Chart(title, tuple(lanes))


def build(studies: Sequence[Study], query: Query, only: Only = "") -> Timeline:
    """The timeline of cases over the evidence that a query selects, or over events or evidence only."""
    return Timeline(chronicle(studies, query, only), lenses.losses(studies, query))


def _grid(found: Chronology, title: str) -> Sheet:
    """How much there is in each year and unit; a date that covers several years counts in each of them."""
    every = [int(year) for it in found.happenings for year in it.years]
    step = 1 if max(every) - min(every) < LONGEST else 10
    lanes = [(study, unit, title) for study in found.studies for unit, title in _units(study)]
    counts = {(study.case.id, unit): _counts(found, study, unit, step) for study, unit, _ in lanes}
    columns = [(study, unit, title) for study, unit, title in lanes if counts[study.case.id, unit]]
    most = max(max(one.values()) for one in counts.values() if one)
    rows = []
    for start in sorted({year - year % step for year in every}):
        cells = (_count(counts[study.case.id, unit][start], most) for study, unit, _ in columns)
        rows.append(SheetRow((line(f"{start:04}" if step == 1 else f"{start:04}s"), *cells)))
    is_named = len(found.studies) > 1
    heads = (f"{study.case.title}, {title}" if is_named else title for study, _, title in columns)
    note = "Events and dated pieces of evidence; what covers several years or units counts in each."
    return Sheet(title, ("", *heads), tuple(rows), (note,), is_grid=True)


def _counts(found: Chronology, study: Study, unit: str, step: int) -> Counter[int]:
    own = (it for it in found.happenings if it.study is study and _stands_in(it, unit))
    return Counter(start for it in own for start in {int(year) - int(year) % step for year in it.years})


def _count(count: int, most: int) -> Cell:
    return (Line(str(count), shade=math.ceil(5 * count / most)),) if count else ()


def _units(study: Study) -> list[tuple[str, str]]:
    return [*((unit, study.unit_title(unit)) for unit in study.case.units), ("", UNPLACED)]


def _stands_in(it: Happening, unit: str) -> bool:
    return unit in it.thing.units if unit else not it.thing.units


def _row(it: Happening) -> SheetRow:
    study, thing = it.study, it.thing
    said = "" if it.stance == "supports" else it.stance
    lead = "" if it.is_event else " ".join(it.evidence)
    what = Line(it.text, "strong" if it.is_event else _STANCES[it.stance], note=said, lead=lead)
    about: list[Line] = [*line(", ".join(map(study.unit_title, thing.units)), "muted")]
    about += [Line(study.label_of(code)) for code in it.codes]
    source = " ".join(filter(None, (thing.source, thing.locator))) or " ".join(it.evidence)
    return SheetRow((line(thing.date), (what,), tuple(about), line(source, "muted")))


def _mark(it: Happening) -> Mark:
    codes = ", ".join(map(it.study.label_of, it.codes))
    said = f" ({it.stance})" if it.stance != "supports" else ""
    about = f"{it.thing.date}: {it.text}{said}" + (f"\n{codes}" if codes else "")
    kind: MarkKind = "event" if it.is_event else _MARKS[it.stance]
    return Mark(it.first, it.last, kind, about, it.text if it.is_event else "")


def _record(it: Happening) -> contract.Happening:
    thing = it.thing
    path, number = thing.place.where
    return contract.Happening(
        case=it.study.case.id,
        kind="event" if it.is_event else "evidence",
        date=thing.date,
        first=it.first,
        last=it.last,
        units=list(thing.units),
        codes=list(it.codes),
        text=it.text,
        stance=None if it.is_event else it.stance,
        evidence=list(it.evidence),
        source=thing.source or None,
        locator=thing.locator or None,
        path=path,
        line=number,
    )


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
