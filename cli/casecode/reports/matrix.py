"""The report of `casecode matrix`: any two axes crossed, with what the cells are asked to show."""

import math
from collections.abc import Sequence
from itertools import product
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.attributes import Standing
from casecode.analysis.axes import Key
from casecode.analysis.axis import Axis, Keys
from casecode.analysis.crosstab import ORDERS, Cell, Crosstab, Within, cross
from casecode.analysis.crosswalk import Loss
from casecode.analysis.selection import Selection
from casecode.model.case import Summary
from casecode.model.scale import sign, signed
from casecode.model.study import Study
from casecode.reports import contract, lenses, periods, quoted
from casecode.reports.cells import LEGEND, entry_line, plural
from casecode.reports.naming import naming
from casecode.reports.outline import Outlined, Row, factor_row, outline, sheet_rows, theme_rows
from casecode.sheet import Cell as SheetCell
from casecode.sheet import Line, Note, Notes, Page, Role, Sheet, SheetRow, Tidy, line, tidied

CellKind = Literal["count", "sources", "presence", "rating", "themes", "quotes", "statements", "summary", "ids"]
GRIDS = ("count", "sources", "presence", "rating")
DIRECTIONS: dict[int, Role] = {-1: "bad", 0: "plain", 1: "good"}
PRESENCE: dict[str, tuple[str, Role]] = {
    "supports": ("+", "good"),
    "contradicts": ("x", "bad"),
    "qualifies": ("~", "warn"),
}
LEGENDS: dict[CellKind, str] = {
    "count": "Pieces of evidence.",
    "sources": "Independent sources: original ones, whatever they were read in.",
    "presence": "+ supported; x only contradicted; ~ only qualified; blank: no evidence. Totals: pieces.",
    "rating": "Median rating; below it the lowest and highest, and how many pieces are rated, where these are several.",
    "themes": LEGEND,
    "quotes": "",
    "statements": "",
    "summary": "Below each summary the evidence that stands in its cell.",
    "ids": "",
}


class MatrixReport(Struct, frozen=True):
    """Two axes crossed. `summaries` are the researcher's words for a row and a column; `heat` shades by count."""

    studies: tuple[Study, ...]
    axes: tuple[Axis, Axis]
    within: Within
    table: Crosstab
    shows: CellKind
    summaries: dict[tuple[Key, Key], Summary]
    has_totals: bool
    heat: bool
    omitted: tuple[int, int]
    standings: tuple[dict[Key, Standing], dict[Key, Standing]]
    losses: tuple[Loss, ...]
    lines: tuple[Outlined, ...] | None = None  # the rows under their headings, where they have any
    limit: int = 0  # quotes or statements in a cell; 0 for all
    reach: tuple[Note, ...] = ()  # how far the evidence of cases that stand side by side reaches in time

    def page(self) -> Page:
        """One sheet: a grid of figures, or cells of text."""
        table = self.table
        if not table.rows:
            return Page(self._title(), (Sheet(self._title(), (), (), self._notes()), *lenses.sheets(self.losses)))
        has_totals = self.has_totals and self.shows in GRIDS
        most = max((cell.count for (row, column), cell in table.cells.items() if row != column), default=0)
        following = []
        for row in table.rows:
            cells = [self._cell(row, column, most) for column in table.columns]
            total = [self._total(table.row_totals.get(row))] if has_totals else []
            following.append([*cells, *total])
        lines = self.lines or outline([Row((), self._head(row, 0)) for row in table.rows])
        rows = [*sheet_rows(lines, following)]
        heads = tuple(self._head(column, 1) for column in table.columns)
        if has_totals:
            sums = (self._total(table.column_totals.get(column)) for column in table.columns)
            rows.append(SheetRow((line("Total", "strong"), *sums, self._total(table.total)), is_total=True))
            heads = (*heads, "Total")
        sheet = Sheet(self._title(), ("", *heads), tuple(rows), self._notes(), self.shows in GRIDS)
        return Page(self._title(), (sheet, *lenses.sheets(self.losses)))

    def tidy(self) -> Tidy:
        """A row for each cell that holds something."""
        names = ("row", "row_title", "column", "column_title", "count", "sources", "stance", "association")
        rows = []
        for row, column, cell in self._cells():
            wired = self._wire_cell(row, column, cell)
            index = "" if wired.association is None else f"{wired.association:.4f}"
            figures = (str(wired.count), str(wired.sources), wired.stance, index)
            texts = (tidied(wired.themes), tidied(wired.evidence), wired.summary or "")
            found = wired.rating
            spread = (f"{found.median:g}", *map(str, (found.low, found.high, found.rated))) if found else ("",) * 4
            rated = (*spread, tidied(wired.summary_rating))
            rows.append((row.id, row.title, column.id, column.title, *figures, *texts, *rated))
        more = ("rating", "rating_low", "rating_high", "rated", "summary_rating")
        return Tidy((*names, "themes", "evidence", "summary", *more), tuple(rows))

    def wire(self) -> contract.Crosstab:
        """The JSON of `casecode/matrix`."""
        table = self.table
        return contract.Crosstab(
            cases=[study.case.id for study in self.studies],
            row_axis=_wire_axis(self.axes[0]),
            column_axis=_wire_axis(self.axes[1]),
            within=self.within,
            columns=[
                contract.Key(
                    column.id, column.title, _wire_total(table.column_totals.get(column)), self._standing(column, 1)
                )
                for column in table.columns
            ],
            rows=[
                contract.CrosstabRow(
                    row.id,
                    row.title,
                    _wire_total(table.row_totals.get(row)),
                    self._standing(row, 0),
                    {
                        column.id: self._wire_cell(row, column, table.cells[row, column])
                        for column in table.columns
                        if (row, column) in table.cells
                    },
                )
                for row in table.rows
            ],
            total=_wire_total(table.total),
            lenses=lenses.wire(self.losses),
        )

    def _head(self, key: Key, side: int) -> str:
        """What heads a row or column: its title, and where it stands by the attribute that orders the axis."""
        standings = self.standings[side]
        return f"{key.title} ({standings[key].title or 'not rated'})" if key in standings else key.title

    def _standing(self, key: Key, side: int) -> str | None:
        return self.standings[side][key].value or None if key in self.standings[side] else None

    def _cells(self) -> list[tuple[Key, Key, Cell]]:
        cells = self.table.cells
        pairs = ((row, column) for row in self.table.rows for column in self.table.columns)
        return [(*pair, cells[pair]) for pair in pairs if pair in cells]

    def _cell(self, row: Key, column: Key, most: int) -> SheetCell:
        cell = self.table.cells.get((row, column))
        if self.shows == "summary":
            return self._summary(row, column, cell)
        if self.shows == "rating":
            return self._rating(cell, self.summaries.get((row, column)))
        if cell is None:
            return ()
        if self.shows in ("quotes", "statements"):
            names_case = not {"case", "unit"} & {axis.kind for axis in self.axes}  # their titles name it
            return quoted.lines(cell.pieces, self.shows, naming(self.studies), self.limit, names_case)
        if self.shows == "themes":
            names = naming(self.studies)
            return tuple(entry_line(entry, names) for entry in cell.entries)
        if self.shows == "ids":
            return line(" ".join(self._names(cell)))
        is_diagonal = row == column and cell.association is not None
        shade = math.ceil(5 * min(cell.count / most, 1)) if self.heat and most and not is_diagonal else 0
        if self.shows == "presence":
            text, role = PRESENCE[cell.stance]
            return (Line(text, role, shade=shade),)
        text = str(cell.count if self.shows == "count" else cell.sources)
        has_index = self.shows == "count" and cell.association is not None and not is_diagonal
        index = f"{cell.association:.2f}" if has_index else ""
        return (Line(text, "muted" if is_diagonal else "plain", index, shade=shade),)

    def _summary(self, row: Key, column: Key, cell: Cell | None) -> SheetCell:
        summary = self.summaries.get((row, column))
        rating = summary.rating if summary else None
        lead = "" if rating is None else signed(rating)
        if cell is None:
            return (Line(summary.text, "warn", note="no evidence", lead=lead),) if summary else ()
        count = f"{cell.count}/{cell.sources}"
        ids = tuple(self._names(cell))
        if summary is None:
            return (Line("no summary", "muted", count, ids),)
        return (Line(summary.text, count=count, ids=ids, lead=lead),)

    def _rating(self, cell: Cell | None, summary: Summary | None = None) -> SheetCell:
        """The median of the ratings with their spread; below it that of the summary, where it has one."""
        found = cell.rating if cell else None
        lines = []
        if found:
            lines.append(Line(signed(found.median), DIRECTIONS[sign(found.median)]))
            between = f"{signed(found.low)}…{signed(found.high)}, " if found.low < found.high else ""
            lines += [Line(f"{between}n {found.count}", "muted")] if found.count > 1 else []
        if summary and summary.rating is not None:
            lines.append(Line(signed(summary.rating), DIRECTIONS[sign(summary.rating)], "summary"))
        return tuple(lines)

    def _total(self, cell: Cell | None) -> SheetCell:
        if self.shows == "rating":
            return self._rating(cell)
        if cell is None:
            return line("0", "strong")
        return line(str(cell.sources if self.shows == "sources" else cell.count), "strong")

    def _names(self, cell: Cell) -> list[str]:
        names = naming(self.studies)
        return [names.piece(one.study, one.piece) for one in cell.pieces]

    def _title(self) -> str:
        cases = ", ".join(study.case.title for study in self.studies)
        return f"{cases}: {self.axes[0].title(self.studies)} by {self.axes[1].title(self.studies)}"

    def _notes(self) -> Notes:
        counted = (
            LEGENDS[self.shows]
            if self.within == "evidence"
            else f"Number of {self.within}s in which evidence supports both."
        )
        notes: list[str | Note] = [counted] if counted else []
        if self.shows == "count" and self.axes[0].is_of_codes and self.axes[1].is_of_codes:
            notes.append(
                "Beside each count the index of association: of what has either of the two the share that has both."
            )
        total = self.table.total
        evidence = (
            f"{plural(len(total.pieces), 'piece')} of evidence from {plural(total.sources, 'independent source')}."
        )
        notes.append(f"{evidence} Each counts once in a total, in however many cells it stands.")
        notes += self.reach
        for count, what in zip(self.omitted, ("row", "column"), strict=True):
            if count:
                notes.append(Note(f"{plural(count, what)} without evidence left out.", "--all shows them."))
        return tuple(notes)

    def _wire_cell(self, row: Key, column: Key, cell: Cell) -> contract.CrosstabCell:
        summary, rating = self.summaries.get((row, column)), cell.rating
        return contract.CrosstabCell(
            count=cell.count,
            sources=cell.sources,
            stance=cell.stance,
            themes=[entry.code for entry in cell.entries],
            evidence=self._names(cell),
            summary=summary.text if summary else None,
            association=cell.association,
            rating=contract.Rating(rating.median, rating.low, rating.high, rating.count) if rating else None,
            summary_rating=summary.rating if summary else None,
        )


def build(
    selections: Sequence[Selection],
    axes: tuple[Axis, Axis],
    shows: CellKind = "count",
    within: Within = "evidence",
    order: tuple[str, str] = ("declared", "declared"),
    keep_empty: bool = False,
    has_totals: bool = True,
    heat: bool = False,
    limit: int = 0,
    hides_empty: bool = False,
) -> MatrixReport:
    """Cross two axes, rows first. Cells show a summary only where factors meet units or cases.

    `hides_empty` leaves out the rows and columns in which no cell has anything of what cells show.
    """
    studies = tuple(selection.study for selection in selections)
    table = cross(selections, axes, within, order, keep_empty)
    sides = axes[0].keys(selections), axes[1].keys(selections)
    missing = [len({*keys.declared} - {*shown}) for keys, shown in zip(sides, (table.rows, table.columns), strict=True)]
    omitted = (missing[0], missing[1])
    summaries = _summaries(sides)
    if hides_empty:
        table, omitted = _without_empty(table, shows, summaries), (0, 0)
    losses = lenses.losses(selections)
    lines = tuple(_outline(sides[0], table.rows)) if axes[0].is_of_codes and order[0] == "declared" else None
    down, across = ({} if how in ORDERS else keys.standings(how) for keys, how in zip(sides, order, strict=True))
    standings = (down, across)
    reach = periods.notes(selections) if {"case", "unit"} & {axis.kind for axis in axes} else ()
    return MatrixReport(
        studies,
        axes,
        within,
        table,
        shows,
        summaries,
        has_totals,
        heat,
        omitted,
        standings,
        losses,
        lines,
        limit,
        reach,
    )


def _without_empty(table: Crosstab, shows: CellKind, summaries: dict[tuple[Key, Key], Summary]) -> Crosstab:
    """The table with those rows and columns only in which a cell has something to show."""

    def has(pair: tuple[Key, Key]) -> bool:
        cell, summary = table.cells.get(pair), summaries.get(pair)
        if shows == "summary":
            return summary is not None
        if shows == "rating":
            return bool(cell and cell.rating) or (summary is not None and summary.rating is not None)
        if shows == "quotes":
            return cell is not None and any(one.piece.quote for one in cell.pieces)
        return cell is not None

    shown = [pair for pair in product(table.rows, table.columns) if has(pair)]
    rows, columns = {row for row, _ in shown}, {column for _, column in shown}
    kept = (tuple(filter(rows.__contains__, table.rows)), tuple(filter(columns.__contains__, table.columns)))
    return replace(table, rows=kept[0], columns=kept[1])


def _outline(keys: Keys, rows: Sequence[Key]) -> list[Outlined]:
    """Factors or themes as rows under the factors above them."""
    if keys.axis.kind == "factor":
        of = {factor: study.framework for study in keys.studies[::-1] for factor in study.framework.by_id}
        is_flat = not any(of[key.id].ancestors[key.id] for key in rows if key.id in of)
        return outline(
            [
                factor_row(of[key.id], key.id, key.title, keys.axis.depth)
                if key.id in of and not is_flat
                else Row((), key.title)
                for key in rows
            ]
        )
    return outline(theme_rows(keys, rows))


def takes_summaries(axes: tuple[Axis, Axis]) -> bool:
    """Whether the cells of two axes are such as summaries speak of: whole factors in units or cases."""
    kinds = {axis.kind for axis in axes}
    return kinds in ({"factor", "unit"}, {"factor", "case"}) and not any(axis.depth for axis in axes)


def _summaries(sides: tuple[Keys, Keys]) -> dict[tuple[Key, Key], Summary]:
    if not takes_summaries((sides[0].axis, sides[1].axis)):
        return {}
    has_units = "unit" in (sides[0].axis.kind, sides[1].axis.kind)
    return {
        (_key(sides[0], study, summary), _key(sides[1], study, summary)): summary
        for study in sides[0].studies
        for summary in study.case.summaries
        if bool(summary.unit) == has_units
    }


def _key(keys: Keys, study: Study, summary: Summary) -> Key:
    """The row or column that a summary belongs to."""
    if keys.axis.kind == "factor":
        return Key(summary.factor, study.framework.title_of(summary.factor))
    if keys.axis.kind == "unit":
        return keys.key(study, summary.unit, study.unit_title(summary.unit))
    return Key(study.case.id, study.case.title)


def _wire_axis(axis: Axis) -> contract.Axis:
    return contract.Axis(axis.kind, axis.within or None, axis.depth)


def _wire_total(cell: Cell | None) -> contract.Total:
    return contract.Total(cell.count, cell.sources) if cell else contract.Total(0, 0)
