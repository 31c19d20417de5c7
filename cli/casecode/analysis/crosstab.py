"""Crossing any two axes: a matrix whose cells keep their evidence, and how often two codes go together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import Literal

from msgspec import Struct

from casecode.analysis.axes import CODES, NONE, Axis, Key, Places
from casecode.analysis.matrix import Entry
from casecode.analysis.selection import Selection
from casecode.model.case import Evidence, Stance
from casecode.model.study import Study, natural

Within = Literal["evidence", "unit", "case"]
ORDERS = ("declared", "title", "total")  # others are attributes of cases or units
# What is counted: a piece of evidence, a unit of a case, or a case, by the ids of the case and of the thing in it.
Context = tuple[str, str]


class Coded(Struct, frozen=True):
    """A piece of evidence with its case, and the codes for which it stands where it stands."""

    study: Study
    piece: Evidence
    codes: tuple[str, ...]


class Placed(Struct, eq=False):
    """A piece of evidence with its case, and where it stands on the two axes."""

    study: Study
    piece: Evidence
    places: tuple[Places, Places]

    def codes(self, row: Key | None, column: Key | None) -> tuple[str, ...]:
        """The codes for which it stands in a row and a column; without one in any of them."""
        found: dict[str, None] = {}
        for key, places in zip((row, column), self.places, strict=True):
            for codes in places.values() if key is None else (places.get(key, ()),):
                found.update(dict.fromkeys(codes))
        # Where neither axis is of codes, a piece stands there for all of its own.
        return tuple(found) or self.piece.codes


class Cell(Struct, frozen=True, dict=True):
    """Where a row and a column meet, or, without one of them, the total of such cells.

    `contexts` are the things counted: pieces of evidence that have both, or units or cases that have both. `pieces` is
    the evidence behind, each piece once. `association` is there between two axes of codes: of the contexts that have
    either, the share that has both (Jaccard 1912; the c-coefficient of qualitative data analysis), from 0 to 1.
    """

    row: Key | None
    column: Key | None
    contexts: Sequence[Context]
    behind: Mapping[Context, Sequence[Placed]]
    association: float | None = None
    is_of_factors: bool = False

    @property
    def count(self) -> int:
        return len(self.contexts)

    @cached_property
    def _placed(self) -> dict[Placed, None]:
        row, column = self.row, self.column
        if row is None or column is None:
            return {one: None for context in self.contexts for one in self.behind[context]}
        return {
            one: None
            for context in self.contexts
            for one in self.behind[context]
            if row in one.places[0] or column in one.places[1]
        }

    @property
    def pieces(self) -> tuple[Coded, ...]:
        return tuple(Coded(one.study, one.piece, one.codes(self.row, self.column)) for one in self._placed)

    @property
    def sources(self) -> int:
        """Independent sources: original ones; each case has its own."""
        return len({(one.study.case.id, one.piece.source) for one in self._placed})

    @property
    def stance(self) -> Stance:
        """`supports` if at least one piece supports; else `contradicts` if one does; else `qualifies`.

        Where factors meet something other than themes, a theme that contradicts its factor turns what supports it.
        """
        if self.is_of_factors and any(one.study.turning for one in self._placed):
            stances = {one.study.bearing(code, one.piece.stance) for one in self.pieces for code in one.codes}
        else:
            stances = {one.piece.stance for one in self._placed}
        return next(stance for stance in _BY_WEIGHT if stance in stances)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The codes in the cell with their evidence, in the order in which they are declared."""
        found: dict[str, list[Coded]] = {}
        for one in self.pieces:
            for code in one.codes:
                found.setdefault(code, []).append(one)
        order = sorted(found, key=lambda code: (found[code][0].study.code_order.get(code, 0), code))
        return tuple(_entry(code, found[code]) for code in order)


_BY_WEIGHT: tuple[Stance, ...] = ("supports", "contradicts", "qualifies")


def _entry(code: str, pieces: Sequence[Coded]) -> Entry:
    study = pieces[0].study
    is_of_several = any(one.study is not study for one in pieces)
    label = study.shared_label_of(code) if is_of_several else study.label_of(code)
    return Entry(code, label, code in study.themes, tuple(one.piece for one in pieces))


class Crosstab(Struct, frozen=True):
    """Rows and columns in their order, the cells that hold something, and totals in which each thing counts once."""

    rows: tuple[Key, ...]
    columns: tuple[Key, ...]
    cells: dict[tuple[Key, Key], Cell]
    row_totals: dict[Key, Cell]
    column_totals: dict[Key, Cell]
    total: Cell


def cross(
    selections: Sequence[Selection],
    axes: tuple[Axis, Axis],
    within: Within = "evidence",
    order: tuple[str, str] = ("declared", "declared"),
    keep_empty: bool = False,
) -> Crosstab:
    """Cross two axes, rows first, over the evidence selected.

    A piece with several codes or units stands in several cells, and once in each total. A piece without a place on one
    axis stands under a last key without an id. Keys are ordered as declared, by title, by their total, or by an
    attribute of the cases or units that they stand for. Within units or cases two codes meet where each of them is
    supported by at least one piece, not necessarily the same.
    """
    behind = _behind(selections, axes, within)
    having: tuple[Counter[Key], Counter[Key]] = (Counter(), Counter())
    met: defaultdict[tuple[Key | None, Key | None], list[Context]] = defaultdict(list)
    for context, placed in behind.items():
        down, across = (_together([one.places[side] for one in placed]) for side in (0, 1))
        having[0].update(down)
        having[1].update(across)
        if down and across:
            for pair in product((*down, None), (*across, None)):
                met[pair].append(context)
    is_of_codes = axes[0].is_of_codes and axes[1].is_of_codes
    is_of_factors = {axis.kind for axis in axes} & {*CODES} == {"factor"}
    cells: dict[tuple[Key, Key], Cell] = {}
    totals: tuple[dict[Key, Cell], dict[Key, Cell]] = ({}, {})
    for (row, column), contexts in met.items():
        if row is not None and column is not None:
            either = having[0][row] + having[1][column] - len(contexts)
            association = len(contexts) / either if is_of_codes else None
            cells[row, column] = Cell(row, column, contexts, behind, association, is_of_factors)
        elif row is not None:
            totals[0][row] = Cell(row, None, contexts, behind)
        elif column is not None:
            totals[1][column] = Cell(None, column, contexts, behind)
    rows, columns = (
        _in_order(axis, selections, total, how, keep_empty)
        for axis, total, how in zip(axes, totals, order, strict=True)
    )
    return Crosstab(rows, columns, cells, totals[0], totals[1], Cell(None, None, met[None, None], behind))


def _behind(selections: Iterable[Selection], axes: tuple[Axis, Axis], within: Within) -> dict[Context, list[Placed]]:
    """For each thing counted the evidence behind it, and where that stands."""
    behind: defaultdict[Context, list[Placed]] = defaultdict(list)
    for selection in selections:
        study = selection.study
        row, column = (axis.placing(selection, within == "evidence") for axis in axes)
        for piece in selection.pieces:
            if within == "evidence":
                behind[study.case.id, piece.id].append(Placed(study, piece, (row(piece), column(piece))))
            elif piece.stance == "supports":
                one = Placed(study, piece, (row(piece), column(piece)))
                for context in _contexts(selection, piece, within):
                    behind[context].append(one)
    return behind


def _together(places: Sequence[Places]) -> tuple[Key, ...]:
    """The places of one or several pieces, each once."""
    return tuple(places[0] if len(places) == 1 else dict.fromkeys(key for some in places for key in some))


def _contexts(selection: Selection, piece: Evidence, within: Within) -> list[Context]:
    case, wanted = selection.study.case.id, selection.query.units
    if within == "case":
        return [(case, "")]
    return [(case, unit) for unit in piece.units if not wanted or unit in wanted]


def _in_order(
    axis: Axis, selections: Sequence[Selection], totals: dict[Key, Cell], order: str, keep_empty: bool
) -> tuple[Key, ...]:
    """The keys of an axis that have evidence, or all that are declared; the one without an id comes last."""
    declared = {key: rank for rank, key in enumerate(axis.declared(selections))}
    keys = [*declared, *(key for key in totals if key not in declared)] if keep_empty else [*totals]
    last = len(declared)
    standings = {} if order in ORDERS else axis.standings((one.study for one in selections), order)

    def rank(key: Key) -> tuple[object, ...]:
        if order == "title":
            return key == NONE, key.title.casefold(), natural(key.id)
        count = totals[key].count if order == "total" and key in totals else 0
        stands = standings[key].rank if key in standings else ()
        return key == NONE, stands, -count, declared.get(key, last), natural(key.id)

    return tuple(sorted(keys, key=rank))
