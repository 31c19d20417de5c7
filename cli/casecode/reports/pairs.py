"""The report of `casecode pairs`: the distance between every two cases or units, and what it consists of."""

from collections.abc import Sequence

from msgspec import Struct

from casecode.analysis.distance import Pair, pairs
from casecode.analysis.matrix import Column
from casecode.analysis.presence import PresenceTable, RowKind, presences
from casecode.reports import contract, periods
from casecode.reports.cells import plural
from casecode.reports.presences import counted, titles, unplaced, wire_codes, wire_presences
from casecode.sheet import Line, Note, Page, Sheet, SheetRow, Tidy, line, tidied

_NOTES = (
    "Distance: the Jaccard distance between what evidence tells of the two; 0: all of it alike, 1: nothing.",
    "In brackets the share in which the two surely differ, and the most in which they may: what has evidence on one "
    "side only is open. It may be a difference, or was never looked for.",
)


class Pairs(Struct, frozen=True):
    """All pairs, the nearest first; a page shows `top` of them from each end."""

    table: PresenceTable
    pairs: tuple[Pair, ...]
    top: int

    def page(self) -> Page:
        """The distances as a table, then the nearest and the farthest pairs with what their distance consists of."""
        kind = self.table.kind
        title = f"How alike {len(self.table.columns)} columns are by {kind}"
        known = [pair for pair in self.pairs if pair.distance is not None]
        near, far = known[: self.top], known[self.top :][-self.top :][::-1]
        sheets = [self._distances()] if len(self.table.columns) > 2 else []
        sheets.append(_sheet("Most similar" if far else "All pairs, the most similar first", near))
        if far:
            sheets.append(_sheet("Most different", far))
        rest = len(self.pairs) - len(known)
        unknown = (f"Of {plural(rest, 'pair')} nothing is known.",) if rest else ()
        hint = Note("", "Where factors do not tell two apart, themes may: --rows theme.")
        finer = (hint,) if kind == "factor" else ()
        is_coarse = any(pair.distance == 0 for pair in known)
        notes = (
            *_NOTES,
            *periods.notes(one.column for one in self.table.columns),
            *unknown,
            *unplaced(self.table),
            *(finer if is_coarse else ()),
        )
        return Page(title, tuple(sheets), notes)

    def tidy(self) -> Tidy:
        """A row for each pair."""
        names = ("first", "second", "distance", "least", "most", "alike", "opposed", "only_first", "only_second")
        rows = []
        for pair in self.pairs:
            wired = _wire(pair)
            figures = ("" if it is None else f"{it:.4f}" for it in (wired.distance, wired.least, wired.most))
            lists = (wired.alike, wired.opposed, wired.only_first, wired.only_second)
            rows.append((*wired.columns, *figures, *map(tidied, lists)))
        return Tidy(names, tuple(rows))

    def wire(self) -> contract.Pairs:
        """The JSON of `casecode/pairs`."""
        return contract.Pairs(
            unplaced=self.table.unplaced,
            rows=wire_codes(self.table.rows),
            profiles=wire_presences(self.table),
            pairs=[_wire(pair) for pair in self.pairs],
        )

    def _distances(self) -> Sheet:
        columns = [side.column for side in self.table.columns]
        found = {frozenset((pair.first.column.id, pair.second.column.id)): pair for pair in self.pairs}
        rows = []
        for column in columns:
            cells = []
            for other in columns:
                pair = found.get(frozenset((column.id, other.id)))
                cells.append(() if pair is None else line("?" if pair.distance is None else f"{pair.distance:.2f}"))
            rows.append(SheetRow((line(column.title), *cells)))
        return Sheet("Distances", ("", *(column.title for column in columns)), tuple(rows), is_grid=True)


def _sheet(title: str, pairs: Sequence[Pair]) -> Sheet:
    rows = []
    for pair in pairs:
        assert pair.bounds is not None
        least, most = pair.bounds
        figures = f"{pair.distance:.2f} ({least:.0%} to {most:.0%})"
        names = (Line(pair.first.column.title), Line(pair.second.column.title), Line(figures, "strong"))
        one_sided = tuple(
            Line(titles(codes), "muted", lead=f"{len(codes)} only {side.column.title}")
            for side, codes in ((pair.first, pair.only_first), (pair.second, pair.only_second))
            if codes
        )
        rows.append(SheetRow((names, counted(pair.alike), counted(pair.opposed), one_sided)))
    return Sheet(title, ("", "Alike", "Opposed", "Open"), tuple(rows))


def _wire(pair: Pair) -> contract.Pair:
    least, most = pair.bounds or (None, None)
    return contract.Pair(
        columns=(pair.first.column.id, pair.second.column.id),
        distance=pair.distance,
        least=least,
        most=most,
        alike=[row.id for row in pair.alike],
        opposed=[row.id for row in pair.opposed],
        only_first=[row.id for row in pair.only_first],
        only_second=[row.id for row in pair.only_second],
    )


def build(columns: Sequence[Column], kind: RowKind = "factor", top: int = 3) -> Pairs:
    """The distances between columns of one framework, over its factors or over themes."""
    found = presences(columns, kind)
    return Pairs(found, tuple(pairs(found)), top)
