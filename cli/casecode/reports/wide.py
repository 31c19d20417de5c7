"""A matrix as a wide table, for R and for QCA: a row for each row, a column for each column, and attributes beside.

Where there is no evidence a cell is empty, as it is no absence: only counts are 0 there. Presence is 1 where evidence
supports, and 0 where it only contradicts or qualifies; a rating is the median. Evidence of no unit is in no row.
"""

from collections.abc import Mapping

from msgspec import Struct

from casecode.analysis.axes import AXES, Key
from casecode.reports.matrix import MatrixReport
from casecode.sheet import Page, Tidy, tidied


class WideReport(Struct, frozen=True):
    """What `casecode matrix --wide` writes."""

    matrix: MatrixReport

    def page(self) -> Page:
        """The matrix as it is shown."""
        return self.matrix.page()

    def tidy(self) -> Tidy:
        """A row for each row of the matrix, under the ids of its columns."""
        table, axis = self.matrix.table, self.matrix.axes[0]
        attributes = self._attributes()
        names = tuple(dict.fromkeys(name for own in attributes.values() for name in own))
        columns = (axis.kind, *(column.id or "none" for column in table.columns), *names)
        rows = []
        for row in filter(lambda row: row.id, table.rows):  # what has no case or unit is none of them
            own = attributes.get(row.id, {})
            figures = (self._figure(row, column) for column in table.columns)
            rows.append((row.id, *figures, *(tidied(own.get(name, "")) for name in names)))
        return Tidy(columns, tuple(rows))

    def wire(self) -> object:
        """The JSON of the matrix."""
        return self.matrix.wire()

    def _figure(self, row: Key, column: Key) -> str:
        cell = self.matrix.table.cells.get((row, column))
        if self.matrix.shows == "rating":
            return f"{cell.rating.median:g}" if cell and cell.rating else ""
        if self.matrix.shows == "presence":
            return "" if cell is None or not cell.stance else str(int(cell.stance == "supports"))
        if cell is None:
            return "0"
        return str(cell.sources if self.matrix.shows == "sources" else cell.count)

    def _attributes(self) -> Mapping[str, Mapping[str, str]]:
        """The attributes of what the rows are, by their ids as the axis writes them."""
        owner = AXES[self.matrix.axes[0].kind].owner
        studies = self.matrix.studies
        found: dict[str, Mapping[str, str]] = {}
        for study in studies:
            for of, one in study.case.owners():
                if of == owner:
                    key = one.id if of == "case" or len(studies) == 1 else f"{study.case.id}:{one.id}"
                    found[key] = one.attributes
        return found
