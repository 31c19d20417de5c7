"""What matrix reports have in common: the lines of a cell, the observations of a row, the JSON of an entry."""

from collections.abc import Iterable

from casecode.analysis.matrix import Cell, Column, Entry, Matrix, Row
from casecode.model.case import STANCES, Stance
from casecode.reports import contract
from casecode.reports.naming import Naming
from casecode.sheet import Cell as SheetCell
from casecode.sheet import Line, Role, tidied

LEGEND = "3/2 after a theme: three pieces of evidence from two independent sources."
ROLES: dict[str, Role] = {"supports": "item", "contradicts": "against", "qualifies": "qualified"}
NOTES = {"supports": "", "contradicts": "contradicted", "qualifies": "qualified only"}

TIDY_COLUMNS = (
    "case",
    "matrix",
    "factor",
    "factor_title",
    "column",
    "column_title",
    "theme",
    "label",
    "stance",
    "pieces",
    "sources",
    "supports",
    "contradicts",
    "qualifies",
    "evidence",
)


def plural(number: int, one: str, many: str = "") -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def cell_lines(cell: Cell, column: Column, names: Naming) -> SheetCell:
    """The lines of a cell: a theme each, what speaks against it said in words."""
    return tuple(entry_line(entry, names, column.study.case.id) for entry in cell)


def row_cells(row: Row, columns: Iterable[Column], names: Naming) -> list[SheetCell]:
    """The cells of a row."""
    return [cell_lines(cell, column, names) for cell, column in zip(row.cells, columns, strict=True)]


def entry_line(entry: Entry, names: Naming, case: str = "", more: str = "") -> Line:
    """A theme with its number of pieces and of independent sources; `case` is that of its column."""
    counts = entry.counts
    notes = [NOTES[entry.stance]] if NOTES[entry.stance] else []
    if entry.stance == "supports":
        notes += [f"{counts[stance]} {word}" for stance, word in AGAINST if counts[stance]]
    if more:
        notes.append(more)
    count = f"{len(entry.evidence)}/{len(entry.sources)}"
    ids = names.entry(entry, case)
    text = entry.label if entry.is_theme else "Without a theme"
    return Line(text, ROLES[entry.stance], count, ids, "; ".join(notes))


AGAINST: tuple[tuple[Stance, str], ...] = (("contradicts", "against"), ("qualifies", "qualifying"))


def independent_sources(matrix: Matrix) -> int:
    """How many original sources stand behind the cells of a matrix; each case has its own."""
    return len(
        {
            (column.study.case.id, source)
            for row in matrix.rows
            for column, cell in zip(matrix.columns, row.cells, strict=True)
            for entry in cell
            for source in entry.sources
        }
    )


def totals(matrix: Matrix) -> str:
    """A line that counts the evidence in the cells, each piece once."""
    pieces = plural(matrix.pieces, "piece")
    return f"{pieces} of evidence from {plural(independent_sources(matrix), 'independent source')}."


def observations(matrix: Matrix) -> Iterable[tuple[str, ...]]:
    """One row for each theme in each cell, with its evidence."""
    for row in matrix.rows:
        for column, cell in zip(matrix.columns, row.cells, strict=True):
            for entry in cell:
                yield (
                    column.study.case.id,
                    matrix.id,
                    row.factor,
                    row.title,
                    column.id,
                    column.title,
                    entry.code,
                    entry.label,
                    entry.stance,
                    str(len(entry.evidence)),
                    str(len(entry.sources)),
                    *(str(entry.counts[stance]) for stance in STANCES),
                    tidied([piece.id for piece in entry.evidence]),
                )


def wire_cells(columns: Iterable[Column], cells: Iterable[Cell]) -> dict[str, list[contract.Theme]]:
    """The cells of a row under the ids of their columns."""
    return {column.id: [wire_theme(entry) for entry in cell] for column, cell in zip(columns, cells, strict=True)}


def wire_theme(entry: Entry) -> contract.Theme:
    """An entry of a cell in JSON."""
    counts = entry.counts
    return contract.Theme(
        theme=entry.code,
        kind="theme" if entry.is_theme else "factor",
        label=entry.label,
        stance=entry.stance,
        evidence=[piece.id for piece in entry.evidence],
        sources=list(entry.sources),
        counts=contract.Counts(counts["supports"], counts["contradicts"], counts["qualifies"]),
    )


def wire_column(column: Column) -> contract.Column:
    """A column in JSON."""
    group = column.group or None
    return contract.Column(column.id, column.title, column.study.case.id, column.unit or None, group)
