"""The report of `casecode contrast`: cases or units at both ends of an attribute, factor by factor.

The contrast table of Miles, Huberman & Saldaña (2014, ch. 9) sets extreme cases side by side.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from casecode.analysis.comparison import supported
from casecode.analysis.matrix import Column, Matrix, Row, tally
from casecode.analysis.presence import presence
from casecode.reports import contract, periods
from casecode.reports.cells import (
    LEGEND,
    TIDY_COLUMNS,
    observations,
    plural,
    row_cells,
    wire_cells,
    wire_column,
)
from casecode.reports.naming import naming_of
from casecode.reports.outline import of_factors, sheet_rows
from casecode.reports.presences import stands
from casecode.sheet import Note, Page, Role, Sheet, Tidy, line

Kind = Literal["opposed", "mixed", "open", "alike"]
_ROLES: dict[Kind, Role] = {"opposed": "bad", "mixed": "plain", "open": "warn", "alike": "muted"}


class Contrast(Struct, frozen=True):
    """The columns at the two ends with their rows; `ends` are the titles of the values, the first declared first."""

    attribute: str
    title: str
    ends: dict[str, tuple[Column, ...]]
    matrix: Matrix
    kinds: tuple[Kind, ...]
    omitted: int

    def page(self) -> Page:
        """One table: the columns of the one end, then those of the other."""
        framework = self.matrix.columns[0].study.framework
        columns, names = self.matrix.columns, naming_of(self.matrix.columns)
        lines = of_factors(framework, [row.factor for row in self.matrix.rows])
        kinds = [line(kind, _ROLES[kind]) for kind in self.kinds]
        rows = sheet_rows(lines, [row_cells(row, columns, names) for row in self.matrix.rows], kinds)
        heads = tuple(f"{column.title} ({end})" for end, columns in self.ends.items() for column in columns)
        notes: list[str | Note] = [
            "The factor is opposed (evidence for it at one end, against it at the other), mixed, alike, or open: at "
            "one end nothing is known, which is not absence. Its themes may differ all the same."
        ]
        notes += periods.notes(columns)
        if self.omitted:
            count = plural(self.omitted, "row")
            notes.append(Note(f"{count} left out with the same themes at both ends.", "--all shows them."))
        sheet = Sheet(self.matrix.title, ("", *heads), rows, tuple(notes))
        return Page(self.matrix.title, (sheet,), (LEGEND,))

    def tidy(self) -> Tidy:
        """A row for each theme in each column, with the contrast of its row and the end of its column."""
        kinds = {row.factor: kind for row, kind in zip(self.matrix.rows, self.kinds, strict=True)}
        ends = {column.id: end for end, columns in self.ends.items() for column in columns}
        rows = [(*seen, kinds[seen[2]], ends[seen[4]]) for seen in observations(self.matrix)]
        return Tidy((*TIDY_COLUMNS, "contrast", "end"), tuple(rows))

    def wire(self) -> contract.Contrast:
        """The JSON of `casecode/contrast`."""
        columns = self.matrix.columns
        return contract.Contrast(
            attribute=self.attribute,
            ends={end: [column.id for column in group] for end, group in self.ends.items()},
            columns=[wire_column(column) for column in columns],
            rows=[
                contract.Contrasted(row.factor, row.title, kind, wire_cells(columns, row.cells))
                for row, kind in zip(self.matrix.rows, self.kinds, strict=True)
            ],
        )


def extremes(columns: Iterable[Column], attribute: str) -> dict[str, tuple[Column, ...]]:
    """The columns with the first and with the last value of an attribute that any of them has, by its title."""
    rated = [(stands(column, attribute), column) for column in columns]
    ranks = sorted({stand.rank for stand, _ in rated if stand.value})
    wanted = ranks if len(ranks) < 2 else (ranks[0], ranks[-1])
    return {
        next(stand.title for stand, _ in rated if stand.rank == rank): tuple(
            column for stand, column in rated if stand.rank == rank
        )
        for rank in wanted
    }


def build(ends: dict[str, tuple[Column, ...]], attribute: str, title: str, keep_alike: bool = False) -> Contrast:
    """Set the columns of two ends side by side over all factors of their framework."""
    one, other = ends.values()
    columns = (*one, *other)
    framework = columns[0].study.framework
    rows = [row for row in tally(columns, (root.id for root in framework.factors)) if not row.is_empty]
    kinds = {row.factor: _kind(row, columns, len(one)) for row in rows}
    kept = tuple(row for row in rows if keep_alike or kinds[row.factor] != "alike" or not _shares_all(row, len(one)))
    names = " and ".join(ends)
    matrix = Matrix("contrast", f"{title}: {names} in contrast", columns, kept)
    return Contrast(attribute, title, ends, matrix, tuple(kinds[row.factor] for row in kept), len(rows) - len(kept))


def _kind(row: Row, columns: Sequence[Column], border: int) -> Kind:
    states = [
        presence(column.study, ((entry.code, entry.evidence) for entry in cell)).state
        for column, cell in zip(columns, row.cells, strict=True)
    ]
    sides = [{*part} - {"open"} for part in (states[:border], states[border:])]
    if not all(sides):
        return "open"
    if len(sides[0] | sides[1]) == 1:
        return "alike"
    return "mixed" if sides[0] & sides[1] else "opposed"


def _shares_all(row: Row, border: int) -> bool:
    """Whether the themes that are supported at the one end are those supported at the other."""
    codes = [
        {code for column in part for code in column} for part in (supported(row)[:border], supported(row)[border:])
    ]
    return codes[0] == codes[1]
