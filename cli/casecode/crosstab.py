"""Crossing any two axes: a matrix whose cells keep their evidence, and how often two codes go together."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from casecode.axis import NONE, Axis, Key
from casecode.matrix import Entry
from casecode.model.case import Evidence, Stance
from casecode.model.study import Study, natural
from casecode.query import Query, select

Within = Literal["evidence", "unit", "case"]
Order = Literal["declared", "title", "total"]
# What is counted: a piece of evidence, a unit of a case, or a case, by the ids of the case and of the thing in it.
Context = tuple[str, str]


class Coded(Struct, frozen=True):
    """A piece of evidence with its case, and the codes for which it stands where it stands."""

    study: Study
    piece: Evidence
    codes: tuple[str, ...]


class Cell(Struct, frozen=True):
    """Where a row and a column meet, or a total of such cells.

    `contexts` are the things counted: pieces of evidence that have both, or units or cases that have both. `pieces` is
    the evidence behind, each piece once. `association` is there between two axes of codes: of the contexts that have
    either, the share that has both (Jaccard 1912; the c-coefficient of qualitative data analysis), from 0 to 1.
    """

    contexts: frozenset[Context]
    pieces: tuple[Coded, ...]
    association: float | None = None

    @property
    def count(self) -> int:
        return len(self.contexts)

    @property
    def sources(self) -> int:
        """Independent sources: original ones; each case has its own."""
        return len({(one.study.case.id, one.piece.source) for one in self.pieces})

    @property
    def stance(self) -> Stance:
        """`supports` if at least one piece supports; else `contradicts` if one does; else `qualifies`."""
        stances = {one.piece.stance for one in self.pieces}
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
    return Entry(code, study.label_of(code), code in study.themes, tuple(one.piece for one in pieces))


class Crosstab(Struct, frozen=True):
    """Rows and columns in their order, the cells that hold something, and totals in which each thing counts once."""

    rows: tuple[Key, ...]
    columns: tuple[Key, ...]
    cells: dict[tuple[Key, Key], Cell]
    row_totals: dict[Key, Cell]
    column_totals: dict[Key, Cell]
    total: Cell


_Side = dict[Key, list[Coded]]


def cross(
    studies: Sequence[Study],
    query: Query,
    axes: tuple[Axis, Axis],
    within: Within = "evidence",
    order: tuple[Order, Order] = ("declared", "declared"),
    keep_empty: bool = False,
) -> Crosstab:
    """Cross two axes, rows first, over the evidence that a query selects.

    A piece with several codes or units stands in several cells, and once in each total. A piece without a place on one
    axis stands under a last key without an id. Within units or cases two codes meet where each of them is supported by
    at least one piece, not necessarily the same.
    """
    sides = _sides(studies, query, axes, within)
    having: tuple[dict[Key, set[Context]], ...] = ({}, {})
    for context, pair in sides.items():
        for side, places in zip(having, pair, strict=True):
            for key in places:
                side.setdefault(key, set()).add(context)
    met: dict[tuple[Key, Key], list[tuple[Context, list[Coded]]]] = {}
    for context, (down, across) in sides.items():
        for row, here in down.items():
            for column, there in across.items():
                met.setdefault((row, column), []).append((context, [*here, *there]))
    is_of_codes = axes[0].is_of_codes and axes[1].is_of_codes
    cells = {}
    for (row, column), found in met.items():
        either = len(having[0][row] | having[1][column])
        cells[row, column] = _cell(found, len(found) / either if is_of_codes else None)
    totals = [_totals(met, side) for side in (0, 1)]
    keys = [
        _in_order(axis, studies, query, total, how, keep_empty)
        for axis, total, how in zip(axes, totals, order, strict=True)
    ]
    return Crosstab(
        keys[0], keys[1], cells, totals[0], totals[1], _cell([it for found in met.values() for it in found])
    )


def _sides(
    studies: Iterable[Study], query: Query, axes: tuple[Axis, Axis], within: Within
) -> dict[Context, tuple[_Side, _Side]]:
    """For each thing counted the rows and the columns that it has, with the evidence for that."""
    sides: dict[Context, tuple[_Side, _Side]] = {}
    for study in studies:
        for piece in select(study, query):
            if within != "evidence" and piece.stance != "supports":
                continue
            places = [axis.places(study, piece, query) for axis in axes]
            if within == "evidence":
                for axis, found in zip(axes, places, strict=True):
                    if not found and axis.is_placeless(piece):
                        found[NONE] = []
            for context in _contexts(study, piece, query, within):
                pair = sides.setdefault(context, ({}, {}))
                for side, found in zip(pair, places, strict=True):
                    for key, codes in found.items():
                        side.setdefault(key, []).append(Coded(study, piece, tuple(codes)))
    return sides


def _contexts(study: Study, piece: Evidence, query: Query, within: Within) -> list[Context]:
    if within == "evidence":
        return [(study.case.id, piece.id)]
    if within == "case":
        return [(study.case.id, "")]
    return [(study.case.id, unit) for unit in piece.units if not query.units or unit in query.units]


def _cell(found: Iterable[tuple[Context, list[Coded]]], association: float | None = None) -> Cell:
    """A cell of contexts with their evidence; a piece that comes twice counts once, with all its codes there."""
    contexts: set[Context] = set()
    pieces: dict[tuple[str, str], Coded] = {}
    for context, coded in found:
        contexts.add(context)
        for one in coded:
            key = (one.study.case.id, one.piece.id)
            known = pieces.get(key)
            codes = dict.fromkeys((*known.codes, *one.codes) if known else one.codes)
            pieces[key] = Coded(one.study, one.piece, tuple(codes))
    # Where neither axis is of codes, a piece stands there for all of its own.
    whole = (one if one.codes else Coded(one.study, one.piece, one.piece.codes) for one in pieces.values())
    return Cell(frozenset(contexts), tuple(whole), association)


def _totals(met: dict[tuple[Key, Key], list[tuple[Context, list[Coded]]]], side: int) -> dict[Key, Cell]:
    found: dict[Key, list[tuple[Context, list[Coded]]]] = {}
    for pair, these in met.items():
        found.setdefault(pair[side], []).extend(these)
    return {key: _cell(these) for key, these in found.items()}


def _in_order(
    axis: Axis, studies: Sequence[Study], query: Query, totals: dict[Key, Cell], order: Order, keep_empty: bool
) -> tuple[Key, ...]:
    """The keys of an axis that have evidence, or all that are declared; the one without an id comes last."""
    declared = {key: rank for rank, key in enumerate(axis.declared(studies, query))}
    keys = [*declared, *(key for key in totals if key not in declared)] if keep_empty else [*totals]
    last = len(declared)

    def rank(key: Key) -> tuple[object, ...]:
        if order == "title":
            return key == NONE, key.title.casefold(), natural(key.id)
        count = totals[key].count if order == "total" and key in totals else 0
        return key == NONE, -count, declared.get(key, last), natural(key.id)

    return tuple(sorted(keys, key=rank))
