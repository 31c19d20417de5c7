"""A display as a sheet: a table, bars, boxes on a grid, or a tree."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from casecode.model.case import Evidence
from casecode.model.display import BLOCKS, Display, Entry
from casecode.reports.backing import documents, places
from casecode.reports.naming import located
from casecode.sheet import Area, Cell, Line, Sheet, SheetRow, line

if TYPE_CHECKING:
    from casecode.model.study import Study

OPEN = Line("open", "muted")  # what stands for a value that is not known
# Where the blocks of a business model lie (Osterwalder & Pigneur 2010), on a grid of ten columns.
_PLACES = {
    "key-partners": Area(0, 0, 2, 2),
    "key-activities": Area(0, 2, 1, 2),
    "key-resources": Area(1, 2, 1, 2),
    "value-propositions": Area(0, 4, 2, 2),
    "customer-relationships": Area(0, 6, 1, 2),
    "channels": Area(1, 6, 1, 2),
    "customer-segments": Area(0, 8, 2, 2),
    "cost-structure": Area(2, 0, 1, 5),
    "revenue-streams": Area(2, 5, 1, 5),
}


class Drawn(Struct, frozen=True):
    """A display that is being drawn: its parts with what they rest on, the evidence there is, and what units are
    called. What all of it was read in, or all rests on where that is one place, is told once, below; and so are units
    that all of it is of."""

    display: Display
    entries: tuple[Entry, ...]
    pieces: Mapping[str, Evidence]
    unit_title: Callable[[str], str]
    document: str
    source: str
    has_one_unit: bool

    def places(self, entry: Entry) -> str:
        """What a part rests on, as far as that is not what all of the display rests on."""
        return "" if self.source else places(self.pieces, entry, self.document)

    def sourced(self, entry: Entry) -> Cell:
        """That as a cell, with the evidence."""
        return (Line(found, "muted", ids=entry.evidence),) if (found := self.places(entry)) else ()

    def units(self, entry: Entry) -> Cell:
        """The units that a part holds for."""
        return () if self.has_one_unit else line(", ".join(map(self.unit_title, entry.units)))

    def with_note(self, entry: Entry, *lines: Line) -> Cell:
        """A cell, with what the researcher says of it."""
        return (*lines, *line(entry.note, "muted"))


def sheet(display: Display, study: "Study | None") -> Sheet:
    """The sheet of a display, of a case or of a framework."""
    pieces = located(study, (id_ for it in (display, *display.walk()) for id_ in it.evidence)) if study else {}
    entries = display.settled
    said = [entry for top in entries for entry in top.walk() if entry.says_something]
    read_in = {document for entry in said for document in documents(pieces, entry)}
    document = read_in.pop() if len(read_in) == 1 else ""
    found = {places(pieces, entry) for entry in said}
    common = found.pop() if len(found) == 1 else ""
    units = {entry.units for entry in entries if entry.says_something or entry.cells}
    unit_title = study.unit_title if study else str
    drawn = Drawn(display, entries, pieces, unit_title, document, common, len(units) == 1)
    made = {"table": _table, "series": _series, "canvas": _canvas, "tree": _tree}[display.kind](drawn)
    notes = [display.note] if display.note else []
    notes += [f"Unit: {', '.join(map(unit_title, of))}." for of in units if of and drawn.has_one_unit]
    notes += [f"Source: {common or document}."] if common or document else []
    return Sheet(display.title, made.columns, made.rows, tuple(notes), areas=made.areas)


def _without_blank(columns: Sequence[str], rows: list[list[Cell]], least: int) -> Sheet:
    """A table without the columns behind the first ones in which nothing stands."""
    kept = [at for at in range(len(columns)) if at < least or any(row[at] for row in rows)]
    return Sheet("", tuple(columns[at] for at in kept), tuple(SheetRow(tuple(row[at] for at in kept)) for row in rows))


def _table(drawn: Drawn) -> Sheet:
    columns = drawn.display.columns
    rows = []
    for entry in drawn.entries:
        cells = entry.cells
        is_one = len({drawn.places(cell) for cell in cells.values()}) == 1
        whole = next(iter(cells.values())) if is_one else entry  # the row: what rests on something else tells it
        texts = [_cell(drawn, cells[name], whole) if name in cells else () for name in columns]
        rows.append([drawn.with_note(entry, Line(entry.label)), *texts, drawn.units(entry), drawn.sourced(whole)])
    return _without_blank(("", *columns.values(), "Unit", "Source"), rows, 1 + len(columns))


def _cell(drawn: Drawn, cell: Entry, row: Entry) -> Cell:
    own = drawn.sourced(cell) if drawn.places(cell) != drawn.places(row) else ()
    ids = () if own else cell.evidence  # told once: beside the places
    return (*drawn.with_note(cell, Line(cell.text, ids=ids)), *own)


def _series(drawn: Drawn) -> Sheet:
    figures = [float(entry.value) for entry in drawn.entries if entry.value]
    least, most = min([0.0, *figures]), max([0.0, *figures])
    reach = (most - least) or 1.0
    rows: list[SheetRow] = []
    cells = []
    for entry in drawn.entries:
        value = Line(entry.text or entry.value, ids=entry.evidence) if entry.text or entry.value else OPEN
        if entry.value:
            ends = sorted((0.0, float(entry.value)))
            bar = ((ends[0] - least) / reach, (ends[1] - least) / reach)
            value = replace(value, bar=bar)
        value = replace(value, note=entry.note)
        cells.append([line(entry.label or entry.date), (value,), drawn.units(entry), drawn.sourced(entry)])
    made = _without_blank(("", drawn.display.measure, "Unit", "Source"), cells, 2)
    heads = dict.fromkeys(entry.of for entry in drawn.entries)
    for of in heads:
        if of:
            rows.append(SheetRow((line(of, "strong"),), is_section=True))
        own = (row for row, entry in zip(made.rows, drawn.entries, strict=True) if entry.of == of)
        rows += (SheetRow(row.cells, depth=1 if of else 0) for row in own)
    return Sheet("", made.columns, tuple(rows))


def _canvas(drawn: Drawn) -> Sheet:
    display, entries = drawn.display, {entry.id: entry for entry in drawn.entries}
    if display.is_canvas_of_nine:
        names, areas = [*BLOCKS], tuple(_PLACES[name] for name in BLOCKS)
    else:
        names = [*entries]
        across = 2 if len(names) in (2, 4) else 3
        areas = tuple(Area(*divmod(at, across)) for at in range(len(names)))
    rows = []
    for name in names:
        block = entries.get(name) or Entry(id=name)
        title = Line(block.label or BLOCKS.get(name, name), "strong")
        rows.append(SheetRow((drawn.with_note(block, title), tuple(_item(drawn, item) for item in block.entries))))
    return Sheet("", ("", ""), tuple(rows), areas=areas)


def _item(drawn: Drawn, item: Entry) -> Line:
    """What stands in a block, with what it rests on and what is said of it behind it."""
    return Line(item.text, "item", ids=item.evidence, note=". ".join(filter(None, (drawn.places(item), item.note))))


def _tree(drawn: Drawn) -> Sheet:
    rows = []
    for depth, entry in _descend(drawn.entries):
        head = Line(entry.label, "plain" if depth else "strong", depth=depth)
        said = drawn.with_note(entry, *line(entry.text))
        rows.append([(head,), said, drawn.sourced(entry) if entry.says_something else ()])
    return _without_blank(("", "", "Source"), rows, 1)


def _descend(entries: Sequence[Entry], depth: int = 0) -> Iterator[tuple[int, Entry]]:
    for entry in entries:
        yield depth, entry
        yield from _descend(entry.entries, depth + 1)
