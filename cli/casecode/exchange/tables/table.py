"""A table of another program: columns with their names, rows of cells, and where each stands in its file."""

from collections.abc import Callable, Iterable
from functools import cached_property

from msgspec import Struct

from casecode.model.problem import Problem
from casecode.model.span import Document, Span

Cell = str | list[str]
_CONTROLS = (*range(9), 11, 12, *range(14, 32), *range(127, 160))
_NO_TEXT = str.maketrans(dict.fromkeys(map(chr, _CONTROLS), "\ufffd"))
_BREAKS = str.maketrans("\x0b\x0c\x1e\x85", "\n\n-\n")  # a line, a page, Word's hyphen that does not break, a line


class Failure(str):
    """A cell that holds an error of the spreadsheet, such as #N/A."""

    __slots__ = ()


FAILED = ("the cell holds an error of the spreadsheet (such as #N/A)", "mend the formula, or empty the cell")


class Day(str):
    """A cell that the spreadsheet holds as a date; its text is the date as far as it is shown."""

    __slots__ = ()


class NoTableError(Exception):
    """A file that is no table of what was asked for; says what it is."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


class Row(Struct):
    """A row: the line on which it begins, counting from 0, and its cells; one that ends early has fewer."""

    line: int
    cells: list[Cell]


class Table(Struct, dict=True):
    """What a file holds. `headings` are the names of the columns as they are written; `columns` tell those of one name
    apart. `source` makes the text that messages show, `notes` say how the file was read, and `program` is the id of the
    declaration that its reader has found out (`programs.py`)."""

    name: str
    headings: list[str]
    rows: list[Row]
    source: Callable[[], str]
    notes: list[str] = []
    program: str = ""
    header_line: int = 0

    @cached_property
    def columns(self) -> list[str]:
        """The headings, each once: of a second "Note" the name is "Note (2)", and that of none is its number."""
        taken: set[str] = set()
        found = []
        for number, heading in enumerate(self.headings, 1):
            name = heading or f"column {number}"
            times = 1
            while name in taken:
                times += 1
                name = f"{heading or 'column'} ({times})"
            taken.add(name)
            found.append(name)
        return found

    @cached_property
    def document(self) -> Document:
        """The file as messages show it."""
        return Document(self.name, self.source(), is_yaml=False)

    def span(self, row: Row, column: int | None = None) -> Span:
        """Where a cell of a row stands; without a column the first that is filled."""
        if column is None:
            column = next((at for at, cell in enumerate(row.cells) if cell), None)
        lines = self.document.lines
        text = lines[row.line] if row.line < len(lines) else ""
        start = 0
        shown = ""
        for cell in row.cells[: (column if column is not None else -1) + 1]:
            shown = first_line(cell)
            found = text.find(shown, start)
            start, begin = (found + len(shown), found) if found >= 0 else (start, start)
            if found < 0:
                shown = ""
        if column is None or column >= len(row.cells):
            return Span(self.document, row.line + 1, 1, row.line + 1, 2)
        begin = start - len(shown)
        return Span(self.document, row.line + 1, begin + 1, row.line + 1, begin + 1 + max(len(shown), 1))

    @property
    def start(self) -> Span:
        """The beginning of the file."""
        return Span(self.document, 1, 1, 1, 1)


def first_line(cell: Cell) -> str:
    """What of a cell stands on its first line."""
    text = cell if isinstance(cell, str) else next(iter(cell), "")
    return text.strip().partition("\n")[0].rstrip()


def cleaned(text: str) -> str:
    """A text without control characters: what breaks a line does, and for any other there is a sign that shows it."""
    if text.isprintable():
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS).translate(_NO_TEXT)


def text_of(cell: Cell) -> str:
    """What a cell says, on one line."""
    return " ".join((cell if isinstance(cell, str) else "; ".join(cell)).split())


def made(name: str, headings: list[str], rows: Iterable[list[Cell]], program: str, notes: Iterable[str] = ()) -> Table:
    """A table of records that are no rows of a file: each stands on a line of its own, as it is shown."""
    found = [Row(number, cells) for number, cells in enumerate(rows)]

    def source() -> str:
        return "\n".join(" ".join(text_of(cell) for cell in row.cells) for row in found)

    return Table(name, headings, found, source, [*notes], program)
