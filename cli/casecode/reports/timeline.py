"""The report of `casecode timeline`: dated evidence and events, by unit and year, then one by one; and as a chart."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.chronology import Chronology, Happening, Only, chronicle
from casecode.analysis.crosswalk import Loss
from casecode.analysis.selection import Selection
from casecode.model.case import Evidence
from casecode.model.study import Study
from casecode.reports import contract, lenses
from casecode.reports.backing import places
from casecode.reports.cells import plural
from casecode.reports.naming import Naming, located, naming, place_of
from casecode.sheet import Cell, Chart, Lane, Line, Mark, MarkKind, Page, Role, Sheet, SheetRow, Tidy, line, tidied

_STANCES: dict[str, Role] = {"supports": "plain", "contradicts": "against", "qualifies": "qualified"}
_MARKS: dict[str, MarkKind] = {"supports": "point", "contradicts": "cross", "qualifies": "ring"}
LONGEST = 40  # years one below the other; a longer time is told in tens or hundreds of years
UNPLACED = "No unit"
NOTHING = "Nothing has a date."


class Timeline(Struct, frozen=True):
    """What happened when, in which units."""

    chronology: Chronology
    losses: tuple[Loss, ...]

    def page(self) -> Page:
        """For each case a grid of years and units, then the list."""
        found = self.chronology
        title = _title(found)
        if not found.happenings:
            return Page(title, (Sheet(title, (), (), (NOTHING, *_left_out(found))), *lenses.sheets(self.losses)))
        names = naming(found.studies)
        is_named = names.is_full
        cited = [id_ for it in found.happenings if it.is_event for id_ in it.evidence]
        read = {study.case.id: located(study, cited) for study in found.studies}
        rows = tuple(_row(it, names, read[it.study.case.id]) for it in found.happenings)
        about = "Case, units and codes" if is_named else "Units and codes"
        sheet = Sheet("One by one", ("Date", "What", about, "Source"), rows, _left_out(found))
        return Page(title, (*_grids(found), sheet, *lenses.sheets(self.losses)))

    def tidy(self) -> Tidy:
        """A row for each event and piece of evidence."""
        columns = tuple(contract.Happening.__struct_fields__)
        return Tidy(columns, tuple(tuple(tidied(getattr(it, name)) for name in columns) for it in self.records()))

    def wire(self) -> contract.Timeline:
        """The JSON of `casecode/timeline`."""
        return contract.Timeline(
            happenings=self.records(), undated=self.chronology.undated, lenses=lenses.wire(self.losses)
        )

    def records(self) -> list[contract.Happening]:
        """The events and pieces one by one."""
        return [_record(it) for it in self.chronology.happenings]

    def chart(self) -> Chart:
        """A lane for each unit with something in it, and one for what bears on none; by case if there are several."""
        found = self.chronology
        names = naming(found.studies)
        is_named = names.is_full
        lanes = [
            Lane(_unit(study, unit), tuple(_mark(it, names) for it in own), study.case.title if is_named else "")
            for study in found.studies
            for unit, own in found.lanes(study).items()
        ]
        notes = (*(() if lanes else (NOTHING,)), *_left_out(found))
        if any(len(it.thing.units) > 1 for it in found.happenings):
            notes = (*notes, "What bears on several units stands in the lane of each.")
        return Chart(_title(found), tuple(lanes), _about(found), notes)


def build(selections: Sequence[Selection], only: Only = "") -> Timeline:
    """The timeline of cases over the evidence selected, or over events or evidence only."""
    return Timeline(chronicle(selections, only), lenses.losses(selections))


def _title(found: Chronology) -> str:
    return f"{', '.join(study.case.title for study in found.studies)}: timeline"


def _left_out(found: Chronology) -> tuple[str, ...]:
    return (f"{plural(found.undated, 'piece')} of evidence without a date left out.",) if found.undated else ()


def _about(found: Chronology) -> str:
    """The chart in a sentence, for those who do not see it."""
    if not found.happenings:
        return NOTHING
    events = sum(it.is_event for it in found.happenings)
    evidence = plural(len(found.happenings) - events, "dated piece")
    first, last = min(it.first for it in found.happenings)[:4], max(it.last for it in found.happenings)[:4]
    return f"{plural(events, 'event')} and {evidence} of evidence from {first} to {last}, in a lane for each unit."


def _grids(found: Chronology) -> list[Sheet]:
    """How much there is in each year and unit; a date that covers several years counts in each of them."""
    years = [int(day[:4]) for it in found.happenings for day in (it.first, it.last)]
    span = max(years) - min(years)
    step = next((step for step in (1, 10) if span < LONGEST * step), 100)
    cases = [(study, found.lanes(study)) for study in found.studies]
    counts = {study.case.id: {unit: _counts(own, step) for unit, own in lanes.items()} for study, lanes in cases}
    most = max(count for lanes in counts.values() for lane in lanes.values() for count in lane.values())
    is_named = len(cases) > 1
    grids = [
        _grid(study.case.title if is_named else _title(found), study, counts[study.case.id], step, most)
        for study, lanes in cases
        if lanes
    ]
    note = "Events and dated pieces of evidence; what covers several years or units counts in each."
    return [*grids[:-1], replace(grids[-1], notes=(note,))]


def _grid(title: str, study: Study, counts: dict[str, Counter[int]], step: int, most: int) -> Sheet:
    """The grid of one case. Years without anything are shown, and several in a row as one, so that a gap is seen."""
    rows = []
    last = 0
    for start in sorted(set().union(*counts.values())):
        if last and start > last + step:
            rows.append(SheetRow((line(_years(last + step, start - step, step)), *((),) * len(counts))))
        cells = (_count(lane[start], most) for lane in counts.values())
        rows.append(SheetRow((line(_years(start, start, step)), *cells)))
        last = start
    heads = (_unit(study, unit) for unit in counts)
    return Sheet(title, ("", *heads), tuple(rows), is_grid=True)


def _years(first: int, last: int, step: int) -> str:
    """What a row of the grid is called: a year, ten of them, a hundred, or several such."""
    if step == 100:
        return f"{first:04} to {last + step - 1:04}"
    ends = dict.fromkeys(f"{start:04}{'s' if step > 1 else ''}" for start in (first, last))
    return " to ".join(ends)


def _counts(lane: Sequence[Happening], step: int) -> Counter[int]:
    return Counter(start for it in lane for start in it.periods(step))


def _count(count: int, most: int) -> Cell:
    return (Line(str(count), shade=math.ceil(5 * count / most)),) if count else ()


def _unit(study: Study, unit: str) -> str:
    return study.unit_title(unit) if unit else UNPLACED


def _row(it: Happening, names: Naming, read: Mapping[str, Evidence]) -> SheetRow:
    study, thing = it.study, it.thing
    said = "" if it.stance == "supports" else it.stance
    evidence = " ".join(names.of(study.case.id, id_) for id_ in it.evidence)
    lead = "" if it.is_event else evidence
    what = Line(it.text, "strong" if it.is_event else _STANCES[it.stance], note=said, lead=lead)
    about: list[Line] = [*line(study.case.title if names.is_full else "", "muted")]
    about += [*line(", ".join(map(study.unit_title, thing.units)), "muted")]
    about += [Line(study.label_of(code)) for code in it.codes]
    if isinstance(thing, Evidence):
        source = line(names.where(study, thing), "muted")
    else:
        found = places(read, thing, named=lambda id_: names.source(study, id_))
        source = (*line(found, "muted"), *line(evidence, "muted"))
    note = line(f"Note: {thing.note}" if thing.note else "", "muted")
    return SheetRow((line(thing.date), (what, *note), tuple(about), source))


def _mark(it: Happening, names: Naming) -> Mark:
    codes = ", ".join(map(it.study.label_of, it.codes))
    said = f" ({it.stance})" if it.stance != "supports" else ""
    named = "" if it.is_event else f"{names.of(it.study.case.id, ''.join(it.evidence))} "
    about = f"{it.thing.date}: {named}{it.text}{said}" + (f"\n{codes}" if codes else "")
    kind: MarkKind = "event" if it.is_event else _MARKS[it.stance]
    return Mark(it.first, it.last, kind, about, it.text if it.is_event else "", it.is_period)


def _record(it: Happening) -> contract.Happening:
    thing = it.thing
    path, number = thing.origin.where
    return contract.Happening(
        case=it.study.case.id,
        kind="event" if it.is_event else "evidence",
        id=None if it.is_event else "".join(it.evidence),
        date=thing.date,
        first=it.first,
        last=it.last,
        units=list(thing.units),
        codes=list(it.codes),
        text=it.text,
        stance=None if it.is_event else it.stance,
        evidence=list(it.evidence),
        source=thing.source or None,
        via=thing.via or None,
        locator=thing.locator or None,
        place=(place_of(it.study, thing) if isinstance(thing, Evidence) else thing.locator) or None,
        note=thing.note or None,
        path=path,
        line=number,
    )
