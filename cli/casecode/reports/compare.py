"""The report of `casecode compare`: what columns share, what is distinct, and how alike they are."""

from collections.abc import Sequence

from msgspec import Struct

from casecode.analysis.comparison import Compared, Likeness, compare_row, likenesses
from casecode.analysis.crosswalk import Loss
from casecode.analysis.matrix import Column, Matrix, layout_rows, tally
from casecode.analysis.selection import Selection
from casecode.model.framework import Framework
from casecode.reports import contract, lenses, periods
from casecode.reports.cells import (
    LEGEND,
    TIDY_COLUMNS,
    entry_line,
    independent_sources,
    observations,
    plural,
    totals,
    wire_cells,
    wire_column,
)
from casecode.reports.naming import Naming, naming_of
from casecode.reports.outline import of_factors, sheet_rows
from casecode.sheet import Cell, Line, Note, Notes, Page, Role, Sheet, Tidy, line

SHARED_LEGEND = "A shared theme has one such count for each column, in their order."
OPEN = "Open: a column has no evidence there, which is not absence; no index counts such a row."
MOST = 4  # columns that stand side by side
_VERDICTS: dict[str, Role] = {
    "same": "good",
    "differ": "warn",
    "mixed": "plain",
    "partial": "plain",
    "open": "warn",
    "unsupported": "bad",
    "no evidence": "muted",
}


class Comparison(Struct, frozen=True):
    """Columns side by side. `omitted` are the factors without evidence in any of them."""

    framework: Framework
    matrix: Matrix
    rows: tuple[Compared, ...]
    likenesses: tuple[Likeness, ...]
    omitted: tuple[str, ...]
    losses: tuple[Loss, ...] = ()

    def page(self) -> Page:
        """One sheet: what is shared beside what stands in some columns only."""
        titles = tuple(column.title for column in self.matrix.columns)
        lines = of_factors(self.framework, [row.factor for row in self.matrix.rows])
        verdicts = [line(compared.verdict, _VERDICTS[compared.verdict]) for compared in self.rows]
        rows = sheet_rows(lines, [self._row(compared) for compared in self.rows], verdicts)
        heads = ("In all", "In several", "In one or none") if self._is_wide else ("Shared", *titles)
        sheet = Sheet(self.matrix.title, ("", *heads), rows, self._notes())
        return Page(self.matrix.title, (sheet, *lenses.sheets(self.losses)), (f"{LEGEND} {SHARED_LEGEND}",))

    def tidy(self) -> Tidy:
        """A row for each theme in each column, with the verdict of its row and whether the theme is shared."""
        verdicts = {compared.row.factor: compared for compared in self.rows}
        rows = []
        for seen in observations(self.matrix):
            compared = verdicts[seen[2]]
            rows.append((*seen, compared.verdict, "yes" if seen[6] in compared.shared else "no"))
        return Tidy((*TIDY_COLUMNS, "verdict", "shared"), tuple(rows))

    def wire(self) -> contract.Comparison:
        """The JSON of `casecode/comparison`."""
        return contract.Comparison(
            framework=self.framework.id,
            columns=[wire_column(column) for column in self.matrix.columns],
            rows=[self._wire_row(compared) for compared in self.rows],
            similarity=[
                contract.Similarity(
                    (pair.first.id, pair.second.id), pair.shared, pair.either, pair.jaccard, pair.rows, pair.open
                )
                for pair in self.likenesses
            ],
            omitted=list(self.omitted),
            evidence=self.matrix.pieces,
            sources=independent_sources(self.matrix),
            lenses=lenses.wire(self.losses),
        )

    def _row(self, compared: Compared) -> tuple[Cell, ...]:
        shared = tuple(self._shared_line(code, compared) for code in compared.shared)
        if self._is_wide:
            return (shared, *self._by_sharing(compared))
        cells = tuple(self._distinct(position, compared) for position in range(len(compared.row.cells)))
        return (shared, *cells)

    @property
    def _names(self) -> Naming:
        return naming_of(self.matrix.columns)

    @property
    def _is_wide(self) -> bool:
        """Whether there are too many columns for a table that has one for each."""
        return len(self.matrix.columns) > MOST

    def _by_sharing(self, compared: Compared) -> tuple[Cell, Cell]:
        """The themes that several columns support, and those that one or none does, with the names of the columns."""
        several: list[Line] = []
        one: list[Line] = []
        cells = [[entry for entry in cell if entry.code not in compared.shared] for cell in compared.row.cells]
        for code in dict.fromkeys(entry.code for cell in cells for entry in cell):
            found = [
                (column.title, entry_line(entry, self._names, column.study.case.id))
                for column, cell in zip(self.matrix.columns, cells, strict=True)
                for entry in cell
                if entry.code == code
            ]
            names = [f"{title}: {line.note}" if line.note else title for title, line in found]
            ids = tuple(id_ for _, line in found for id_ in line.ids)
            first = found[0][1]
            merged = Line(first.text, first.role, " ".join(line.count for _, line in found), ids, "; ".join(names))
            (several if code in compared.partial else one).append(merged)
        return tuple(several), tuple(one)

    def _shared_line(self, code: str, compared: Compared) -> Line:
        """A theme that every column supports, with the counts of each column in their order."""
        lines = [
            entry_line(entry, self._names, column.study.case.id)
            for column, cell in zip(self.matrix.columns, compared.row.cells, strict=True)
            for entry in cell
            if entry.code == code
        ]
        titles = (column.title for column in self.matrix.columns)
        notes = [f"{title}: {one.note}" for title, one in zip(titles, lines, strict=True) if one.note]
        ids = tuple(id_ for one in lines for id_ in one.ids)
        return Line(lines[0].text, "item", " ".join(one.count for one in lines), ids, "; ".join(notes))

    def _distinct(self, position: int, compared: Compared) -> Cell:
        case = self.matrix.columns[position].study.case.id
        return tuple(
            entry_line(entry, self._names, case, self._also_in(entry.code, position, compared))
            for entry in compared.row.cells[position]
            if entry.code not in compared.shared
        )

    def _also_in(self, code: str, position: int, compared: Compared) -> str:
        others = [
            column.title
            for other, column in enumerate(self.matrix.columns)
            if other != position and code in compared.distinct[other]
        ]
        return f"also in {', '.join(others)}" if others else ""

    def _notes(self) -> Notes:
        notes: list[str | Note] = [totals(self.matrix)]
        if self._is_wide:
            notes.append(Note("", "How alike the columns are: casecode pairs --rows theme."))
        else:
            notes += [_likeness_note(pair) for pair in self.likenesses]
        notes += periods.notes(self.matrix.columns)
        if any(compared.verdict == "open" for compared in self.rows):
            notes.append(OPEN)
        if self.omitted:
            left_out = plural(len(self.omitted), "row")
            notes.append(Note(f"{left_out} without evidence in any column left out.", "--all shows them."))
        return tuple(notes)

    def _wire_row(self, compared: Compared) -> contract.ComparedRow:
        row, columns = compared.row, self.matrix.columns
        return contract.ComparedRow(
            factor=row.factor,
            title=row.title,
            path=list(row.path),
            verdict=compared.verdict,
            shared=list(compared.shared),
            partial=list(compared.partial),
            distinct={column.id: list(codes) for column, codes in zip(columns, compared.distinct, strict=True)},
            cells=wire_cells(columns, row.cells),
        )


def build(columns: Sequence[Column], matrix: str = "", keep_empty: bool = False) -> Comparison:
    """Compare columns of one framework over all its factors, or over those of one of its matrices."""
    framework = columns[0].study.framework
    layouts = [layout for layout in framework.matrices if layout.id == matrix]
    groups = layout_rows(framework, layouts[0]) if layouts else tuple(root.id for root in framework.factors)
    rows = tally(columns, groups)
    kept = tuple(row for row in rows if keep_empty or not row.is_empty)
    omitted = tuple(row.factor for row in rows if row.is_empty and not keep_empty)
    *first, last = (column.title for column in columns)
    has_commas = any("," in name for name in (*first, last))
    title = f"{'; '.join(first)}; {last} compared" if has_commas else f"{', '.join(first)} and {last} compared"
    table = Matrix(matrix or "comparison", title, tuple(columns), kept)
    losses = lenses.losses(_compared(columns))
    return Comparison(framework, table, tuple(map(compare_row, kept)), likenesses(table), omitted, losses)


def _compared(columns: Sequence[Column]) -> list[Selection]:
    """What is selected of the columns: of units only what bears on them."""
    units = tuple(column.unit for column in columns)
    is_of_units = all(units) and not columns[0].selection.query.narrows("unit")
    return [column.selection.asking(units=units) if is_of_units else column.selection for column in columns]


def _likeness_note(pair: Likeness) -> str:
    names = f"{pair.first.title} and {pair.second.title}"
    left = f"; {plural(pair.open, 'row')} open" if pair.open else ""
    if pair.jaccard is not None:
        return (
            f"{names}: {pair.shared} of {plural(pair.either, 'theme')} shared, Jaccard index {pair.jaccard:.2f}{left}."
        )
    if not pair.rows:
        return f"{names}: no row in which both have evidence, so no index of likeness{left}."
    why = f"{plural(pair.unsupported, 'theme')} only contradicted or qualified" if pair.unsupported else "no theme"
    return f"{names}: {why} in the rows of both, so no index of likeness{left}."
