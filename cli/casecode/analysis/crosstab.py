"""Crossing any two axes: a matrix whose cells keep their evidence, and how often two codes go together."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import Literal

from msgspec import Struct

from casecode.analysis.axes import NONE, Had, Key
from casecode.analysis.axis import Axis, Keys
from casecode.analysis.matrix import Entry
from casecode.analysis.refusal import Refusal, RefusedCallError
from casecode.analysis.selection import Selection
from casecode.model.case import Evidence, Stance, weighed
from casecode.model.scale import Spread, spread
from casecode.model.study import Study, natural

Within = Literal["evidence", "unit", "case"]
ORDERS = ("declared", "title", "total", "rating")  # others are attributes of cases or units
# What is counted: a piece of evidence, a unit of a case, or a case, by the ids of the case and of the thing in it.
Context = tuple[str, str]


class Coded(Struct, frozen=True):
    """A piece of evidence with its case, and the codes for which it stands where it stands."""

    study: Study
    piece: Evidence
    codes: tuple[str, ...]


class Keyed(Struct, eq=False):
    """A piece of evidence with its case, and the keys that it has on the two axes, where rows and columns meet in it.

    A piece that says one thing of one factor and another of the next is here once for each stance, where stances are
    crossed with factors.
    """

    study: Study
    piece: Evidence
    keys: tuple[Had, Had]

    def codes(self, row: Key | None, column: Key | None) -> tuple[str, ...]:
        """The codes for which it stands in a row and a column; without one in any of them."""
        found: dict[str, None] = {}
        for key, had in zip((row, column), self.keys, strict=True):
            for codes in had.values() if key is None else (had.get(key, ()),):
                found.update(dict.fromkeys(codes))
        # Where neither axis is of codes, a piece stands there for all of its own.
        return tuple(found) or self.piece.codes


class Cell(Struct, frozen=True, dict=True):
    """Where a row and a column meet, or, without one of them, the total of such cells.

    `contexts` are the things counted: pieces of evidence that have both, or units or cases that have both. `pieces` is
    the evidence behind, each piece once. `association` is there between two axes of codes: of the contexts that have
    either, the share that has both (Jaccard 1912; the c-coefficient of qualitative data analysis), from 0 to 1.
    `is_of_several` tells that several cases are in view: shared themes have the label of the framework.
    """

    row: Key | None
    column: Key | None
    contexts: Sequence[Context]
    behind: Mapping[Context, Sequence[Keyed]]
    within: Within = "evidence"
    association: float | None = None
    is_of_factors: bool = False
    is_of_several: bool = False

    @property
    def count(self) -> int:
        return len(self.contexts)

    @cached_property
    def _keyed(self) -> dict[Keyed, None]:
        row, column = self.row, self.column
        least = 2 if self.within == "evidence" else 1  # within a unit each of the two may come from another piece
        return {
            one: None
            for context in self.contexts
            for one in self.behind[context]
            if (row is None or row in one.keys[0]) + (column is None or column in one.keys[1]) >= least
        }

    @property
    def pieces(self) -> tuple[Coded, ...]:
        found: dict[Context, Coded] = {}
        for one in self._keyed:
            id_, codes = (one.study.case.id, one.piece.id), one.codes(self.row, self.column)
            before = found[id_].codes if id_ in found else ()
            found[id_] = Coded(one.study, one.piece, (*dict.fromkeys((*before, *codes)),))
        return tuple(found.values())

    @property
    def sources(self) -> int:
        """Independent sources: original ones; each case has its own."""
        return len({(one.study.case.id, one.piece.source) for one in self._keyed})

    @property
    def rating(self) -> Spread | None:
        """The ratings of the pieces, each counted once; none where none is rated."""
        found = {(one.study.case.id, one.piece.id): one.piece.rating for one in self._keyed}
        return spread([rating for rating in found.values() if rating is not None])

    @property
    def stance(self) -> Stance:
        """What the pieces say, taken together: of factors how they bear on them, of anything else their stance."""
        if not self.is_of_factors:
            return weighed(one.piece.stance for one in self._keyed)
        return weighed(one.study.says(one.piece, one.codes(self.row, self.column)) for one in self._keyed)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The codes in the cell with their evidence, in the order in which they are declared."""
        found: dict[str, list[Coded]] = {}
        for one in self.pieces:
            for code in one.codes:
                found.setdefault(code, []).append(one)
        order = sorted(found, key=lambda code: (found[code][0].study.code_order[code], code))
        return tuple(_entry(code, found[code], self.is_of_several) for code in order)


def _entry(code: str, pieces: Sequence[Coded], is_of_several: bool) -> Entry:
    study = pieces[0].study
    label = study.shared_label_of(code) if is_of_several else study.label_of(code)
    cases = tuple(one.study.case.id for one in pieces)
    return Entry(code, label, code in study.themes, tuple(one.piece for one in pieces), cases)


class Crosstab(Struct, frozen=True):
    """Rows and columns in their order, the cells that hold something, and totals in which each thing counts once."""

    rows: tuple[Key, ...]
    columns: tuple[Key, ...]
    cells: dict[tuple[Key, Key], Cell]
    row_totals: dict[Key, Cell]
    column_totals: dict[Key, Cell]
    total: Cell


MOST_CELLS = 100_000


def cross(
    selections: Sequence[Selection],
    axes: tuple[Axis, Axis],
    within: Within = "evidence",
    order: tuple[str, str] = ("declared", "declared"),
    keep_empty: bool = False,
) -> Crosstab:
    """Cross two axes, rows first, over the evidence selected.

    A piece with several codes or units stands in several cells, and once in each total. A piece without a place on one
    axis stands under a last key without an id. Keys are ordered as declared, by title, by their total or their median
    rating, or by an attribute of the cases or units that they stand for. Within units or cases two codes meet where
    each of them is supported by at least one piece, not necessarily the same. Crossed with factors a stance is what a
    piece says of the factor.
    """
    sides = axes[0].keys(selections), axes[1].keys(selections)
    behind = _behind(sides, within)
    having: tuple[Counter[Key], Counter[Key]] = (Counter(), Counter())
    met: defaultdict[tuple[Key | None, Key | None], list[Context]] = defaultdict(list)
    for context, keyed in behind.items():
        groups = [keyed] if within != "evidence" else [[one] for one in keyed]
        pairs: dict[tuple[Key | None, Key | None], None] = {}
        for group in groups:
            down, across = (_together([one.keys[side] for one in group]) for side in (0, 1))
            having[0].update(down)
            having[1].update(across)
            if down and across:
                _stop_over(len(down), len(across))
                pairs.update(dict.fromkeys(product((*down, None), (*across, None))))
        for pair in pairs:
            met[pair].append(context)
    is_of_codes = axes[0].is_of_codes and axes[1].is_of_codes
    is_of_factors = {axis.kind for axis in axes if axis.is_of_codes} == {"factor"}
    is_of_several = len(selections) > 1
    cells: dict[tuple[Key, Key], Cell] = {}
    totals: tuple[dict[Key, Cell], dict[Key, Cell]] = ({}, {})
    for (row, column), contexts in met.items():
        if row is not None and column is not None:
            either = having[0][row] + having[1][column] - len(contexts)
            association = len(contexts) / either if is_of_codes else None
            cells[row, column] = Cell(row, column, contexts, behind, within, association, is_of_factors, is_of_several)
        elif row is not None:
            totals[0][row] = Cell(row, None, contexts, behind, within)
        elif column is not None:
            totals[1][column] = Cell(None, column, contexts, behind, within)
    rows, columns = (
        _in_order(keys, total, how, keep_empty) for keys, total, how in zip(sides, totals, order, strict=True)
    )
    _stop_over(len(rows), len(columns))
    return Crosstab(rows, columns, cells, totals[0], totals[1], Cell(None, None, met[None, None], behind, within))


def _stop_over(rows: int, columns: int) -> None:
    """Raise `RefusedCallError` where a matrix has more cells than anybody reads, or than a computer sets in minutes."""
    if rows * columns > MOST_CELLS:
        why = f"the matrix has {rows:,} rows and {columns:,} columns; {MOST_CELLS:,} cells are the most"
        hint = "narrow it down (--unit, --factor, --theme, --source), or list what is in it: `casecode evidence`"
        raise RefusedCallError(Refusal(why, hint))


def _behind(sides: tuple[Keys, Keys], within: Within) -> dict[Context, list[Keyed]]:
    """For each thing counted the evidence behind it, with the keys of that."""
    behind: defaultdict[Context, list[Keyed]] = defaultdict(list)
    kinds = (sides[0].axis.kind, sides[1].axis.kind)
    for selection in sides[0].selections:
        study = selection.study
        row, column = (keys.reader(selection, within == "evidence") for keys in sides)
        for piece in selection.pieces:
            had = row(piece), column(piece)
            if within != "evidence":
                supported = _supported(study, piece, kinds[0], had[0]), _supported(study, piece, kinds[1], had[1])
                if any(supported):
                    for context in _contexts(selection, piece, within):
                        behind[context].append(Keyed(study, piece, supported))
            elif {*kinds} == {"factor", "stance"}:
                behind[study.case.id, piece.id] = _by_stance(study, piece, had, kinds.index("factor"))
            else:
                behind[study.case.id, piece.id] = [Keyed(study, piece, had)]
    return behind


def _supported(study: Study, piece: Evidence, kind: str, had: Had) -> Had:
    """The keys that a piece supports: themes, or factors for which it speaks."""
    if kind != "factor":
        return had if piece.stance == "supports" else {}
    return {key: codes for key, codes in had.items() if study.says(piece, codes) == "supports"}


def _by_stance(study: Study, piece: Evidence, had: tuple[Had, Had], side: int) -> list[Keyed]:
    """A piece crossed with stances once for each of them, with the factors that it says that of."""
    found: dict[Key, Had] = {}
    for key, codes in had[side].items():
        stance = study.says(piece, codes) if codes else piece.stance
        found.setdefault(Key(stance, stance), {})[key] = codes
    pairs: list[tuple[Had, Had]] = [(factors, {stance: ()}) for stance, factors in found.items()]
    return [Keyed(study, piece, pair if side == 0 else pair[::-1]) for pair in pairs]


def _together(had: Sequence[Had]) -> tuple[Key, ...]:
    """The keys of one or several pieces, each once."""
    return tuple(had[0] if len(had) == 1 else dict.fromkeys(key for one in had for key in one))


def _contexts(selection: Selection, piece: Evidence, within: Within) -> list[Context]:
    case = selection.study.case.id
    if within == "case":
        return [(case, "")]
    return [(case, unit) for unit in piece.units if selection.asks_for("unit", unit)]


def _in_order(keys: Keys, totals: dict[Key, Cell], order: str, keep_empty: bool) -> tuple[Key, ...]:
    """The keys of an axis that have evidence, or all that are declared; the one without an id comes last."""
    found = dict.fromkeys((*keys.declared, *totals)) if keep_empty else totals
    standings = {} if order in ORDERS else keys.standings(order)

    def rank(key: Key) -> tuple[object, ...]:
        if order == "title":
            return key == NONE, key.title.casefold(), natural(key.id)
        count = totals[key].count if order == "total" and key in totals else 0
        rated = totals[key].rating if order == "rating" and key in totals else None
        stands = standings[key].rank if key in standings else ()
        return key == NONE, stands, -count, (rated is None, rated.median if rated else 0), *keys.rank(key)

    return tuple(sorted(found, key=rank))
