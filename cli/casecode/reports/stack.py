"""The report of `casecode stack`: the displays of single cases on one sheet, one below the other.

The partially ordered meta-matrix of Miles, Huberman & Saldaña (2014, ch. 8): all that the cases have, in one place, by
case or by factor, before anything is condensed.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.matrix import Column, Matrix, layout_rows, tally
from casecode.reports import contract, periods
from casecode.reports.cells import LEGEND, TIDY_COLUMNS, cell_lines, observations, totals, wire_column, wire_theme
from casecode.reports.naming import naming_of
from casecode.reports.outline import heading, of_factors, sheet_rows
from casecode.reports.presences import stands
from casecode.sheet import Page, Sheet, SheetRow, Tidy, line


class Stack(Struct, frozen=True):
    """Columns as blocks of rows, ordered by an attribute if there is one."""

    matrix: Matrix
    attribute: str
    by_factor: bool

    def page(self) -> Page:
        """A section for each column with its factors, or for each factor with its columns; empty rows stay out."""
        rows = self._factors() if self.by_factor else self._columns()
        sheet = Sheet(
            self.matrix.title, ("", "Themes"), tuple(rows), (totals(self.matrix), *periods.notes(self.matrix.columns))
        )
        return Page(self.matrix.title, (sheet,), (LEGEND,))

    def tidy(self) -> Tidy:
        """A row for each theme in each column, with the value of the attribute."""
        standings = {column.id: stands(column, self.attribute).value for column in self.matrix.columns}
        rows = ((*seen, standings[seen[4]]) for seen in observations(self.matrix))
        return Tidy((*TIDY_COLUMNS, "standing"), tuple(rows))

    def wire(self) -> contract.Stack:
        """The JSON of `casecode/stack`."""
        return contract.Stack(
            matrix=self.matrix.id or None,
            displays=[
                contract.Stacked(
                    wire_column(column),
                    stands(column, self.attribute).value or None,
                    {
                        row.factor: [wire_theme(entry) for entry in row.cells[position]]
                        for row in self.matrix.rows
                        if row.cells[position]
                    },
                )
                for position, column in enumerate(self.matrix.columns)
            ],
        )

    def _columns(self) -> Iterator[SheetRow]:
        names = naming_of(self.matrix.columns)
        for position, column in enumerate(self.matrix.columns):
            found = [row for row in self.matrix.rows if row.cells[position]]
            if found:
                yield heading(self._head(column))
                cells = [[cell_lines(row.cells[position], column, names)] for row in found]
                lines = of_factors(column.study.framework, [row.factor for row in found])
                for row in sheet_rows(lines, cells):
                    yield replace(row, depth=row.depth + 1)

    def _factors(self) -> Iterator[SheetRow]:
        """The columns of a factor as a whole stand right below the heading of the factor."""
        rows = [row for row in self.matrix.rows if not row.is_empty]
        names = naming_of(self.matrix.columns)
        framework = self.matrix.columns[0].study.framework
        for it in of_factors(framework, [row.factor for row in rows]):
            depth = it.depth if it.is_whole else it.depth + 1
            if not it.is_whole:
                yield heading(it.title, it.depth)
            if it.row is not None:
                for column, cell in zip(self.matrix.columns, rows[it.row].cells, strict=True):
                    if cell:
                        yield SheetRow((line(self._head(column)), cell_lines(cell, column, names)), depth=depth)

    def _head(self, column: Column) -> str:
        if not self.attribute:
            return column.title
        return f"{column.title} ({stands(column, self.attribute).title or 'not rated'})"


def build(columns: Sequence[Column], matrix: str = "", attribute: str = "", by_factor: bool = False) -> Stack:
    """Stack columns of one framework over all its factors, or over those of one of its matrices."""
    framework = columns[0].study.framework
    layouts = [layout for layout in framework.matrices if layout.id == matrix]
    groups = layout_rows(framework, layouts[0]) if layouts else tuple(root.id for root in framework.factors)
    ordered = tuple(sorted(columns, key=lambda column: stands(column, attribute).rank)) if attribute else tuple(columns)
    title = f"{', '.join(column.title for column in ordered)}: factor by factor"
    rows = tally(ordered, groups)
    return Stack(Matrix(matrix, title, ordered, rows), attribute, by_factor)
