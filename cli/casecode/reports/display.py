"""The report of `casecode display`: the tables, series, canvases and trees that a case or framework carries."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from casecode.model.display import Display, Entry
from casecode.model.framework import Framework
from casecode.model.study import Study
from casecode.reports import backing, contract, drawing
from casecode.sheet import Page, Tidy, tidied

BACKED = ("evidence", "source", "via", "locator", "note")


class Displays(Struct, frozen=True):
    """Displays of a case (with its study) or of a framework (without one)."""

    within: str
    title: str
    displays: tuple[Display, ...]
    study: Study | None = None

    def page(self) -> Page:
        """A sheet for each."""
        title = self.displays[0].title if len(self.displays) == 1 else f"{self.title}: displays"
        return Page(title, tuple(drawing.sheet(display, self.study) for display in self.displays))

    def picture(self) -> Page:
        """The same, for a picture."""
        return self.page()

    def tidy(self) -> Tidy:
        """A row for each cell, value, item and branch, with what it rests on."""
        columns = ("within", "display", "kind", "part", "column", "date", "value", "text", "units", *BACKED)
        rows = [(self.within, display.id, display.kind, *row) for display in self.displays for row in _rows(display)]
        return Tidy(columns, tuple(rows))

    def wire(self) -> contract.Displays:
        """The JSON of `casecode/displays`."""
        return contract.Displays(within=self.within, displays=[wire(display) for display in self.displays])


def build(of: Study | Framework, ids: Sequence[str] = ()) -> Displays:
    """The displays of a case or framework: all, or those of these ids in this order."""
    owner = of.case if isinstance(of, Study) else of
    by_id = {display.id: display for display in owner.displays}
    chosen = tuple(by_id[id_] for id_ in dict.fromkeys(ids)) if ids else owner.displays
    return Displays(owner.id, owner.title, chosen, of if isinstance(of, Study) else None)


def wire(display: Display) -> contract.Display:
    """A display in JSON, each part with what it rests on, be it by what it stands in."""
    return contract.Display(
        id=display.id,
        kind=display.kind,
        title=display.title,
        measure=display.measure or None,
        columns=dict(display.columns),
        parts=[_part(entry) for entry in display.settled],
        backing=backing.wire(display),
        note=display.note or None,
    )


def _part(entry: Entry) -> contract.DisplayPart:
    return contract.DisplayPart(
        id=entry.id or None,
        label=entry.label or None,
        text=entry.text or None,
        date=entry.date or None,
        value=float(entry.value) if entry.value else None,
        of=entry.of or None,
        units=list(entry.units),
        cells={
            name: contract.DisplayCell(cell.text, backing.wire(cell), cell.note or None)
            for name, cell in entry.cells.items()
        },
        parts=[_part(below) for below in entry.entries],
        backing=backing.wire(entry),
        note=entry.note or None,
    )


def _rows(display: Display) -> Iterator[tuple[str, ...]]:
    """Part, column, date, value, text, units and backing of all that states something."""
    for entry in display.settled:
        yield from _below(entry, ())


def _below(entry: Entry, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    own = (*path, entry.of, entry.label or entry.id)
    part = " / ".join(filter(None, own))
    for name, cell in entry.cells.items():
        yield (part, name, "", "", cell.text, tidied(entry.units), *_backed(cell))
    if not entry.cells and (entry.says_something or entry.date):
        yield (part, "", entry.date, entry.value, entry.text, tidied(entry.units), *_backed(entry))
    for below in entry.entries:
        yield from _below(below, own)


def _backed(entry: Entry) -> tuple[str, ...]:
    return (tidied(entry.evidence), entry.source, entry.via, entry.locator, entry.note)
