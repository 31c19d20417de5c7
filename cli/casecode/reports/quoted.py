"""What pieces of evidence say, in a cell: the chosen ones first, each with who says it and where."""

from collections.abc import Iterable, Sequence
from typing import Literal

from casecode.analysis.crosstab import Coded
from casecode.model.case import Evidence
from casecode.reports.cells import ROLES
from casecode.reports.columns import Shown
from casecode.reports.naming import Naming
from casecode.sheet import Cell, Line

Kind = Literal["quotes", "statements"]


def chosen(pieces: Iterable[Coded], kind: Kind) -> list[Coded]:
    """The pieces that have words of a kind, and say what no other does: the important ones first, else in their order.

    Two coders on one passage are one quote.
    """
    having = (one for one in pieces if kind == "statements" or one.piece.quote)
    found: dict[tuple[str, ...], Coded] = {}
    for one in sorted(having, key=lambda one: not one.piece.important):
        found.setdefault((one.study.case.id, one.piece.source, text_of(one.piece, kind), one.piece.stance), one)
    return [*found.values()]


def lines(pieces: Sequence[Coded], kind: Kind, names: Naming, limit: int = 0, names_case: bool = True) -> Cell:
    """The words of pieces with their attributions, as many as there is room for, and how many others there are."""
    found = chosen(pieces, kind)
    kept = found[:limit] if limit else found
    shown = tuple(_line(Shown(one.study, one.piece, names), kind, names_case) for one in kept)
    left = [f"{len(found) - len(kept)} more"] if len(kept) < len(found) else []
    if without := sum(not one.piece.quote for one in pieces) if kind == "quotes" else 0:
        left.append(f"{without} without a quote")
    return (*shown, Line(", ".join(left), "muted")) if left else shown


def text_of(piece: Evidence, kind: Kind) -> str:
    """The quote, or what a piece says in any words."""
    return f"“{piece.quote}”" if kind == "quotes" else piece.words


def _line(one: Shown, kind: Kind, names_case: bool) -> Line:
    said = "" if one.piece.stance == "supports" else one.piece.stance
    note = "; ".join(filter(None, (said, ", ".join(one.attributions(names_case)))))
    ids = (one.names.piece(one.study, one.piece),)
    return Line(text_of(one.piece, kind), ROLES[one.piece.stance], ids=ids, note=note)
