"""A neutral page between a report and a format: sheets of rows and cells, without any markup.

All text in it is data as it was written in the files; each writer does its own escaping.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Literal, Protocol, runtime_checkable

from msgspec import Struct
from msgspec.structs import replace

LONG = 5  # characters of a title; one as short as a year or "Total" can stay

Role = Literal["plain", "item", "strong", "muted", "against", "qualified", "good", "warn", "bad", "own"]


class Line(Struct, frozen=True):
    """One line of a cell: a text, what it means for the eye, a count behind it, and the evidence it stands for.

    Words of the researcher have the role `own`, where a document might be taken for speaking itself.

    `note` says in words what the role shows in colour, for formats and readers without colour; `marks` are the ranges
    of the text that a search has found; `lead` stands before the text and names what it is about; `depth` tells how
    deep the line stands in a tree; `shade` tells from 0 to 5 how much there is, for formats that can shade a cell;
    `bar` is where a bar before the text begins and ends, as shares of the room that all bars of the sheet have.
    """

    text: str
    role: Role = "plain"
    count: str = ""
    ids: tuple[str, ...] = ()
    note: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    lead: str = ""
    depth: int = 0
    shade: int = 0
    bar: tuple[float, float] | None = None


Cell = tuple[Line, ...]


class SheetRow(Struct, frozen=True):
    """Cells, one for each column; the first heads the row. A section heads the rows below it that stand deeper, and has
    one cell; a total sums up the rows above it. `depth` is the number of sections that a row or section stands in.
    A row that is about one thing with an id has that as its `key`, to which links may lead."""

    cells: tuple[Cell, ...]
    is_section: bool = False
    is_total: bool = False
    depth: int = 0
    key: str = ""


class Note(Struct, frozen=True):
    """A note with what else one may ask: an option or a command, of which a document has no use."""

    text: str
    hint: str = ""


def documented(notes: "Notes") -> Iterator[str]:
    """What a document has of notes."""
    return (text for one in notes if (text := one.text if isinstance(one, Note) else one))


def told(notes: "Notes") -> Iterator[str]:
    """Notes as a terminal has them, with their hints."""
    return (" ".join(filter(None, (one.text, one.hint))) if isinstance(one, Note) else one for one in notes)


Notes = tuple[str | Note, ...]


class Area(Struct, frozen=True):
    """Where a box lies on a grid: its first row and column, and how many of each it takes."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


class Sheet(Struct, frozen=True):
    """A table with its heading and notes. Without column titles it is a plain list of pairs.

    `is_grid` tells that the cells after the first are short figures, to be set to the right; where there are too many
    columns for their titles, these are numbered and listed below. Where there are `areas`, one for each row, the rows
    are boxes, to be laid out on a grid by who can: a heading, and what stands in the box.

    In a document of many sheets `label` is what the text calls it ("Table 3"), `text` are paragraphs that stand above
    the rows, and one that `is_chapter` heads all sheets up to the next such.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    notes: Notes = ()
    is_grid: bool = False
    areas: tuple[Area, ...] = ()
    label: str = ""
    text: tuple[Line, ...] = ()
    is_chapter: bool = False

    @property
    def heading(self) -> str:
        """The title with the label before it."""
        return ". ".join(filter(None, (self.label, self.title)))


class Page(Struct, frozen=True):
    """What one report shows: a title and sheets, one below the other."""

    title: str
    sheets: tuple[Sheet, ...]
    notes: Notes = ()


def levels(page: Page) -> list[int]:
    """For each sheet the level of its heading: chapters are of the first, and what stands below one of the second."""
    found = []
    is_within = False
    for sheet in page.sheets:
        found.append(1 if sheet.is_chapter or not is_within else 2)
        is_within = is_within or sheet.is_chapter
    return found


class Tidy(Struct, frozen=True):
    """The data of a report as one table: a row for each observation, a column for each variable."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Box(Struct, frozen=True):
    """A node of a diagram: its key, what kind of thing it is, its text, what is counted of it, and the key of the box
    that it stands in. The kind `missing` tells that something is not there."""

    key: str
    kind: str
    text: str
    note: str = ""
    within: str = ""


class Arrow(Struct, frozen=True):
    """An edge of a diagram from box to box; where it is broken, what it stands for is not there."""

    start: str
    end: str
    label: str = ""
    is_broken: bool = False
    role: Role = "plain"


class Graph(Struct, frozen=True):
    """The data of a report as a diagram. One that goes across is read from left to right; `heads` are the titles of its
    columns then. In a tree all arrows lead to what stands above."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    title: str = ""
    heads: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_across: bool = False
    is_tree: bool = False


MarkKind = Literal["event", "point", "ring", "cross"]


class Mark(Struct, frozen=True):
    """One mark of a chart: the first and last day that it may stand for, what it looks like, what to say about it, and
    what to write beside it. A period lasts from the first day to the last; anything else lies somewhere between."""

    first: str
    last: str
    kind: MarkKind
    about: str
    label: str = ""
    is_period: bool = False


class Lane(Struct, frozen=True):
    """The marks of one unit; lanes that follow each other in one group stand below its title."""

    title: str
    marks: tuple[Mark, ...]
    group: str = ""


class Chart(Struct, frozen=True):
    """Lanes along one axis of time, with a sentence for those who do not see them."""

    title: str
    lanes: tuple[Lane, ...]
    about: str = ""
    notes: tuple[str, ...] = ()


class Report(Protocol):
    """What every report can be turned into; writers need nothing else."""

    def page(self) -> Page:
        """For people: sheets."""
        ...

    def tidy(self) -> Tidy:
        """For statistics and spreadsheets: one row for each observation."""
        ...

    def wire(self) -> Any:
        """For programs: the JSON contract."""
        ...


@runtime_checkable
class Counted(Report, Protocol):
    """A report that may be figures alone, for a script."""

    def figures(self) -> list[tuple[str, ...]] | None:
        """The fields of each line; none where there is more to read."""
        ...


class Recorded(Report, Protocol):
    """A report that is a list of records."""

    def records(self) -> list[Any]:
        """The records of the JSON contract, one by one."""
        ...


class Referring(Protocol):
    """A report that is a list of references."""

    def references(self) -> list[dict[str, Any]]:
        """Its references as items of CSL JSON."""
        ...


class Drawn(Report, Protocol):
    """A report that can be drawn as a diagram."""

    def graph(self) -> Graph:
        """Its boxes and arrows."""
        ...


class Pictured(Report, Protocol):
    """A report whose sheets can be drawn."""

    def picture(self) -> Page:
        """The sheets."""
        ...


@runtime_checkable
class Charted(Report, Protocol):
    """A report that can be drawn along time."""

    def chart(self) -> Chart:
        """Its lanes."""
        ...


def numbered(sheet: Sheet) -> Sheet:
    """The sheet with numbers for the titles of its columns, and a note that tells which is which: for all of them where
    one is long, but for the column that sums up the others."""
    first, *titles = sheet.columns
    counted = titles[:-1] if titles[-1:] == ["Total"] and any(row.is_total for row in sheet.rows) else titles
    if not any(len(title) > LONG for title in counted):
        return sheet
    numbers = [str(number) for number, _ in enumerate(counted, 1)]
    heads = [*numbers, *titles[len(counted) :]]
    key = "; ".join(f"{number} {title}" for number, title in zip(numbers, counted, strict=True))
    notes: Notes = (f"Columns: {key}.", *sheet.notes) if key else sheet.notes
    return replace(sheet, columns=(first, *heads), notes=notes)


def stems(depths: Sequence[int]) -> list[str]:
    """The lines that lead to each part of a tree, given how deep each stands: `├` where more follow, else `└`."""
    found = []
    open_: set[int] = set()  # depths at which more follow below, seen from the end
    for depth in reversed(depths):
        marks = ["│" if at in open_ else " " for at in range(1, depth)]
        found.append(" ".join([*marks, "├" if depth in open_ else "└"]) if depth else "")
        open_ = {at for at in open_ if at < depth} | {depth}
    return found[::-1]


def tidied(value: object) -> str:
    """A value as the cell of a tidy table: a list as `a; b`, as the tables that are read in have it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "; ".join(f"{name}={', '.join(values)}" for name, values in value.items())
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)


def line(text: str, role: Role = "plain") -> Cell:
    """A cell with a single line; an empty text is an empty cell."""
    return (Line(text, role),) if text else ()
