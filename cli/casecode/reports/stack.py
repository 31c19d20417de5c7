"""The report of `casecode stack`: the displays of single cases on one sheet, one below the other.

The partially ordered meta-matrix of Miles, Huberman & Saldaña (2014, ch. 8): all that the cases have, in one place, by
case or by factor, before anything is condensed.
"""

from collections.abc import Sequence

from msgspec import Struct

from casecode.analysis.matrix import Column, Matrix, layout_rows, tally
from casecode.reports import contract
from casecode.reports.cells import LEGEND, TIDY_COLUMNS, cell_lines, observations, totals, wire_column, wire_theme
from casecode.reports.presences import stands
from casecode.sheet import Page, Sheet, SheetRow, Tidy, line


class Stack(Struct, frozen=True):
    """Columns as blocks of rows, ordered by an attribute if there is one."""

    matrix: Matrix
    attribute: str
    by_factor: bool

    def page(self) -> Page:
        """A section for each column with its factors, or for each factor with its columns; empty rows stay out."""
        blocks = self._factors() if self.by_factor else self._columns()
        rows = []
        for heading, lines in blocks:
            if lines:
                rows += [SheetRow((line(heading, "strong"),), is_section=True), *lines]
        sheet = Sheet(self.matrix.title, ("", "Themes"), tuple(rows), (totals(self.matrix),))
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

    def _columns(self) -> list[tuple[str, list[SheetRow]]]:
        return [
            (
                self._head(column),
                [
                    SheetRow((line(row.title), cell_lines(row.cells[position])))
                    for row in self.matrix.rows
                    if row.cells[position]
                ],
            )
            for position, column in enumerate(self.matrix.columns)
        ]

    def _factors(self) -> list[tuple[str, list[SheetRow]]]:
        return [
            (
                row.title,
                [
                    SheetRow((line(self._head(column)), cell_lines(cell)))
                    for column, cell in zip(self.matrix.columns, row.cells, strict=True)
                    if cell
                ],
            )
            for row in self.matrix.rows
        ]

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
