"""The report of `casecode analyze`: the matrices of a case and what its evidence covers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.coverage import Coverage, cover
from casecode.analysis.crosswalk import Loss
from casecode.analysis.matrix import Cell as MatrixCell
from casecode.analysis.matrix import Column, Matrix, Row, analyze, layout_rows
from casecode.analysis.selection import Selection
from casecode.model.case import Evidence
from casecode.model.framework import Layout
from casecode.model.study import Study
from casecode.reports import contract, lenses
from casecode.reports.cells import (
    LEGEND,
    TIDY_COLUMNS,
    cell_lines,
    independent_sources,
    observations,
    plural,
    totals,
    wire_cells,
    wire_column,
)
from casecode.reports.naming import Naming, naming
from casecode.reports.outline import of_factors, sheet_rows
from casecode.sheet import Cell, Note, Page, Sheet, SheetRow, Tidy, line


class CaseAnalysis(Struct, frozen=True):
    """The matrices of one case, with the coverage of the evidence selected.

    `elsewhere` counts for each matrix the pieces on its factors that no column takes, by the units that they bear on.
    """

    study: Study
    matrices: tuple[Matrix, ...]
    elsewhere: tuple[dict[str, int], ...]
    coverage: Coverage


class Analysis(Struct, frozen=True):
    """The cases analyzed, one after the other."""

    cases: tuple[CaseAnalysis, ...]
    losses: tuple[Loss, ...] = ()

    def page(self) -> Page:
        """A sheet for each matrix of each case."""
        title = ", ".join(case.study.case.title for case in self.cases)
        names = naming(case.study for case in self.cases)
        sheets = tuple(sheet for case in self.cases for sheet in sheets_of(case, names))
        return Page(title, (*sheets, *lenses.sheets(self.losses)), (LEGEND,))

    def tidy(self) -> Tidy:
        """A row for each theme in each cell of each matrix."""
        rows = (row for case in self.cases for matrix in case.matrices for row in observations(matrix))
        return Tidy(TIDY_COLUMNS, tuple(rows))

    def wire(self) -> contract.Analysis:
        """The JSON of `casecode/analysis`."""
        return contract.Analysis(cases=[_wire_case(case) for case in self.cases], lenses=lenses.wire(self.losses))


WHOLE = Layout("factors", "All factors of {case}")  # what is shown of a framework that lays nothing out


def build(selections: Sequence[Selection], matrices: Sequence[str] = (), hides_empty: bool = False) -> Analysis:
    """Analyze cases: all matrices of their frameworks, or those named; with the rows that have no evidence, or
    without."""
    return Analysis(tuple(_analyze(one, matrices, hides_empty) for one in selections), lenses.losses(selections))


def _analyze(selection: Selection, wanted: Sequence[str], hides_empty: bool) -> CaseAnalysis:
    study = selection.study
    layouts = [it for it in study.framework.matrices or (WHOLE,) if not wanted or it.id in wanted]
    matrices = tuple(analyze(selection, layout) for layout in layouts)
    if hides_empty:
        matrices = tuple(replace(it, rows=tuple(row for row in it.rows if not row.is_empty)) for it in matrices)
    elsewhere = tuple(_elsewhere(selection, *both) for both in zip(layouts, matrices, strict=True))
    return CaseAnalysis(study, matrices, elsewhere, cover(selection))


def _elsewhere(selection: Selection, layout: Layout, matrix: Matrix) -> dict[str, int]:
    """How many pieces on the factors of a matrix stand in none of its columns, by unit; without one under no name."""
    if matrix.by_group:
        return {}
    study = selection.study
    groups = layout_rows(study.framework, layout)
    missing: dict[int, Evidence] = {}
    for code, pieces in selection.by_code().items():
        if any(study.framework.is_within(factor, group) for factor in study.factors_of(code) for group in groups):
            found = dict(zip(map(id, pieces), pieces, strict=True))
            missing.update((key, found[key]) for key in found.keys() - matrix.in_cells)
    counts = Counter(unit for piece in missing.values() for unit in piece.units or ("",))
    return {unit: counts[unit] for unit in (*study.case.units, "") if counts[unit]}


def sheets_of(case: CaseAnalysis, names: Naming) -> tuple[Sheet, ...]:
    """A sheet for each matrix of a case, and what its evidence covers."""
    sheets = []
    for matrix, elsewhere in zip(case.matrices, case.elsewhere, strict=True):
        if matrix.by_group:
            heads = tuple(column.title for column in matrix.columns)
            sheets.append(Sheet(matrix.title, heads, _side_by_side(matrix, names), (totals(matrix),)))
        else:
            kept = [
                position for position, _ in enumerate(matrix.columns) if any(row.cells[position] for row in matrix.rows)
            ]
            kept = kept or [*range(len(matrix.columns))]
            heads = tuple(matrix.columns[position].title for position in kept)
            notes = (totals(matrix), *_notes(case.study, matrix, kept, elsewhere))
            sheets.append(Sheet(matrix.title, ("", *heads), _down(case.study, matrix, kept, names), notes))
    coverage = Sheet("", (), (), _coverage_notes(case))
    return (*sheets, coverage)


def _side_by_side(matrix: Matrix, names: Naming) -> tuple[SheetRow, ...]:
    """Groups of factors next to each other: the n-th factor of each group in the n-th row, as in a printed table."""
    blocks = [
        [
            _block(row, row.cells[position], column, names)
            for row in matrix.rows
            if column.group in (row.factor, *row.path)
        ]
        for position, column in enumerate(matrix.columns)
    ]
    return tuple(SheetRow(cells) for cells in zip_longest(*blocks, fillvalue=()))


def _block(row: Row, cell: MatrixCell, column: Column, names: Naming) -> Cell:
    """A factor with its themes, named with those between it and the column; one that heads the column is not named
    again."""
    path = (*row.path, row.factor)
    below = path[path.index(column.group) + 1 :]
    title = " / ".join(map(column.study.framework.title_of, below))
    return (*line(title, "strong"), *cell_lines(cell, column, names))


def _notes(study: Study, matrix: Matrix, kept: Sequence[int], elsewhere: dict[str, int]) -> Iterator[str | Note]:
    """Which units have nothing here, and what stands in none of the columns."""
    empty = [column.title for position, column in enumerate(matrix.columns) if position not in kept]
    if empty:
        yield f"No evidence on these factors in {', '.join(empty)}."
    if elsewhere:
        where = (
            f"{count} in {study.unit_title(unit)}" if unit else f"{count} without a unit"
            for unit, count in elsewhere.items()
        )
        yield Note(f"On the same factors, but in no column: {', '.join(where)}.", "--unit asks for one.")


def _down(study: Study, matrix: Matrix, kept: Sequence[int], names: Naming) -> tuple[SheetRow, ...]:
    """Factors down the side, under the titles of the groups that they stand in, with the columns kept."""
    columns = matrix.columns
    cells = [[cell_lines(row.cells[at], columns[at], names) for at in kept] for row in matrix.rows]
    return sheet_rows(of_factors(study.framework, [row.factor for row in matrix.rows]), cells)


def _coverage_notes(case: CaseAnalysis) -> tuple[str, ...]:
    coverage, title_of = case.coverage, case.study.framework.title_of
    factors = len(coverage.covered) + len(coverage.opposed) + len(coverage.gaps)
    said = f"Coverage: {len(coverage.covered)} of {plural(factors, 'factor')} with supporting evidence"
    if coverage.opposed:
        said += f"; only contradicted or qualified: {', '.join(map(title_of, coverage.opposed))}"
    if coverage.gaps:
        said += f"; no evidence: {', '.join(map(title_of, coverage.gaps))}"
    single = f"{len(coverage.single_source)} of {plural(coverage.themes, 'theme')} rest on one source"
    total = f"{plural(coverage.evidence, 'piece')} of evidence from {plural(coverage.sources, 'source')} selected"
    return (f"{said}. {single}. {total}.",)


def _wire_case(case: CaseAnalysis) -> contract.CaseAnalysis:
    return contract.CaseAnalysis(
        case=case.study.case.id,
        title=case.study.case.title,
        framework=case.study.framework.id,
        matrices=[_wire_matrix(matrix) for matrix in case.matrices],
        coverage=contract.Coverage(
            evidence=case.coverage.evidence,
            sources=case.coverage.sources,
            factors_with_evidence=list(case.coverage.covered),
            factors_contradicted=list(case.coverage.opposed),
            factors_without_evidence=list(case.coverage.gaps),
            themes=case.coverage.themes,
            single_source_themes=list(case.coverage.single_source),
        ),
    )


def _wire_matrix(matrix: Matrix) -> contract.Matrix:
    return contract.Matrix(
        id=matrix.id,
        title=matrix.title,
        columns=[wire_column(column) for column in matrix.columns],
        rows=[
            contract.Row(row.factor, row.title, list(row.path), wire_cells(matrix.columns, row.cells))
            for row in matrix.rows
        ],
        evidence=matrix.pieces,
        sources=independent_sources(matrix),
    )
