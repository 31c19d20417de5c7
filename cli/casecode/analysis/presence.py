"""Whether factors or themes are present in cases and units, as far as evidence tells.

Presence has three states: evidence for, evidence against, and neither. What nothing was found about is not absent: a
conclusion that would need to know it is open.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from casecode.analysis.matrix import Column
from casecode.model.case import Evidence, Stance
from casecode.model.study import Study

State = Literal["for", "against", "open"]
RowKind = Literal["factor", "theme"]


class Line(Struct, frozen=True):
    """A factor or theme whose presence is asked for; `factor` is the one that a theme stands under."""

    id: str
    title: str
    factor: str


class Presence(Struct, frozen=True):
    """What the evidence says of one factor or theme in one column, by the stance that it comes to there."""

    supporting: tuple[Evidence, ...] = ()
    contradicting: tuple[Evidence, ...] = ()
    qualifying: tuple[Evidence, ...] = ()

    @property
    def state(self) -> State:
        """`for` where at least one piece supports, else `against` where one contradicts; a qualification decides
        nothing."""
        return "for" if self.supporting else "against" if self.contradicting else "open"

    @property
    def pieces(self) -> tuple[Evidence, ...]:
        return (*self.supporting, *self.contradicting, *self.qualifying)


NOTHING = Presence()


class Profile(Struct, frozen=True):
    """What is present in one column, by the ids of factors or themes; what is left out has no evidence."""

    column: Column
    presences: dict[str, Presence]

    def of(self, id_: str) -> Presence:
        """The presence of a factor or theme."""
        return self.presences.get(id_, NOTHING)

    def state(self, id_: str) -> State:
        """The state of a factor or theme."""
        return self.of(id_).state


class Profiles(Struct, frozen=True):
    """Columns with the factors or themes that have evidence in at least one of them, in the order of the framework.

    `unplaced` counts the pieces that say nothing of any row: those coded to a factor as a whole that has others below
    it, or among themes those without one.
    """

    kind: RowKind
    rows: tuple[Line, ...]
    columns: tuple[Profile, ...]
    unplaced: int = 0


def profiles(columns: Sequence[Column], kind: RowKind = "factor") -> Profiles:
    """The profile of each column over the factors without others below them, or over the themes of all cases."""
    lines: dict[str, Line] = {}
    for column in columns:
        for line in _lines(column.study, kind):
            lines.setdefault(line.id, line)
    tree = dict.fromkeys(factor for column in columns for factor in column.study.framework.by_id)
    rank = {factor: at for at, factor in enumerate(tree)}
    found = []
    unplaced: set[tuple[str, str]] = set()
    for column in columns:
        presences, left = _presences(column, lines)
        found.append(Profile(column, presences))
        unplaced.update((column.study.case.id, id_) for id_ in left)
    present = {id_ for profile in found for id_ in profile.presences}
    rows = sorted(
        (line for id_, line in lines.items() if id_ in present), key=lambda line: rank.get(line.factor, len(rank))
    )
    return Profiles(kind, tuple(rows), tuple(found), len(unplaced))


def _lines(study: Study, kind: RowKind) -> Iterator[Line]:
    if kind == "theme":
        return (Line(it.id, study.shared_label_of(it.id), it.factor) for it in study.themes.values())
    factors = (factor for factor in study.framework.by_id.values() if not factor.factors)
    return (Line(factor.id, factor.title or factor.id, factor.id) for factor in factors)


def _presences(column: Column, lines: Mapping[str, Line]) -> tuple[dict[str, Presence], set[str]]:
    """The presences of a column in those rows that it has evidence for, and the pieces that no row takes."""
    study = column.study
    by_row: defaultdict[str, dict[Stance, dict[str, Evidence]]] = defaultdict(dict)
    seen: set[str] = set()
    for code, pieces in column.by_code.items():
        factors = column.selection.kept_factors_of(code)
        if not factors:
            continue
        seen.update(piece.id for piece in pieces)
        for row in (code, *factors) if code not in factors else factors:
            if row not in lines:
                continue
            for piece in pieces:
                stance = piece.stance if lines[row].factor != row else study.bearing(code, piece.stance)
                by_row[row].setdefault(stance, {})[piece.id] = piece
    placed = {id_ for found in by_row.values() for pieces in found.values() for id_ in pieces}
    return {row: _presence(found) for row, found in by_row.items()}, seen - placed


def presence_of(column: Column, code: str) -> Presence:
    """What the evidence says of a theme, or of a factor with all below it, in one column."""
    study = column.study
    is_theme = code in study.themes
    found: defaultdict[Stance, dict[str, Evidence]] = defaultdict(dict)
    for one, pieces in column.by_code.items():
        if one == code if is_theme else any(study.framework.is_within(it, code) for it in study.factors_of(one)):
            for piece in pieces:
                found[piece.stance if is_theme else study.bearing(one, piece.stance)][piece.id] = piece
    return _presence(found)


def _presence(found: Mapping[Stance, Mapping[str, Evidence]]) -> Presence:
    return Presence(*(tuple(found.get(stance, {}).values()) for stance in ("supports", "contradicts", "qualifies")))
