"""The report of `casecode structure`: the data structure of a case, from codes to dimensions (Gioia, Corley & Hamilton
2013): its themes as codes of the first order, factors as themes of the second, what stands above these as dimensions.
"""

from itertools import pairwise

from msgspec import Struct

from casecode.analysis.crosswalk import Loss
from casecode.analysis.matrix import Column, Entry, Matrix, tally
from casecode.analysis.selection import Selection
from casecode.reports import contract, lenses
from casecode.reports.cells import LEGEND, TIDY_COLUMNS, cell_lines, entry_line, observations, totals, wire_theme
from casecode.reports.naming import ALONE
from casecode.reports.outline import of_factors, sheet_rows
from casecode.sheet import Arrow, Box, Graph, Page, Sheet, Tidy

HEADS = ("First-order codes", "Second-order themes", "Aggregate dimensions")
_BROKEN = {"against", "qualified"}


class Structure(Struct, frozen=True):
    """The factors of a case that have evidence, each with its themes."""

    matrix: Matrix
    losses: tuple[Loss, ...] = ()

    def page(self) -> Page:
        """A sheet: dimensions head the factors, beside these stand the themes."""
        (column,) = self.matrix.columns
        rows = self.matrix.rows
        lines = of_factors(column.study.framework, [row.factor for row in rows])
        cells = [[cell_lines(row.cells[0], column, ALONE)] for row in rows]
        heads = ("Dimensions and second-order themes", HEADS[0])
        sheet = Sheet(self.matrix.title, heads, sheet_rows(lines, cells), (totals(self.matrix),))
        return Page(self.matrix.title, (sheet, *lenses.sheets(self.losses)), (LEGEND,))

    def tidy(self) -> Tidy:
        """A row for each theme under its factor."""
        return Tidy(TIDY_COLUMNS, tuple(observations(self.matrix)))

    def wire(self) -> contract.Structure:
        """The JSON of `casecode/structure`."""
        (column,) = self.matrix.columns
        return contract.Structure(
            case=column.study.case.id,
            framework=column.study.framework.id,
            factors=[
                contract.StructuredFactor(
                    factor=row.factor,
                    title=row.title,
                    dimensions=list(row.path),
                    themes=[wire_theme(entry) for entry in row.cells[0]],
                )
                for row in self.matrix.rows
            ],
            lenses=lenses.wire(self.losses),
        )

    def graph(self) -> Graph:
        """Codes on the left, what they come to on the right."""
        framework = self.matrix.columns[0].study.framework
        boxes: dict[str, Box] = {}
        arrows: dict[tuple[str, str], Arrow] = {}
        for row in self.matrix.rows:
            for entry in row.cells[0]:
                key = f"{row.factor} {entry.code}"
                boxes[key] = _code(key, entry)
                role = entry_line(entry, ALONE).role
                arrows[key, row.factor] = Arrow(key, row.factor, is_broken=role in _BROKEN)
        for row in self.matrix.rows:
            above = [row.factor, *reversed(row.path)]
            for factor in above:
                boxes.setdefault(factor, Box(factor, "factor", framework.title_of(factor)))
            for start, end in pairwise(above):
                arrows.setdefault((start, end), Arrow(start, end))
        return Graph(
            tuple(boxes.values()),
            tuple(arrows.values()),
            self.matrix.title,
            HEADS,
            (LEGEND,),
            is_across=True,
            is_tree=True,
        )


def _code(key: str, entry: Entry) -> Box:
    line = entry_line(entry, ALONE)
    return Box(key, "theme", line.text, ", ".join(filter(None, (line.count, line.note))))


def build(selection: Selection) -> Structure:
    """The data structure of a case over the evidence selected."""
    study = selection.study
    column = Column(study.case.id, study.case.title, selection)
    rows = tally((column,), [root.id for root in study.framework.factors])
    kept = tuple(row for row in rows if not row.is_empty)
    matrix = Matrix("", f"{study.case.title}: data structure", (column,), kept)
    return Structure(matrix, lenses.losses([selection]))
