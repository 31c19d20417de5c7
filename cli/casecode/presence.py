"""Whether factors or themes are present in cases and units, as far as evidence tells.

Presence has three states: evidence for, evidence against, and neither. What nothing was found about is not absent: a
conclusion that would need to know it is open.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from casecode.matrix import Column
from casecode.model.case import Evidence, Stance
from casecode.model.study import Study
from casecode.query import Query, selected

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
    """Columns with the factors or themes that have evidence in at least one of them, in the order of the framework."""

    kind: RowKind
    rows: tuple[Line, ...]
    columns: tuple[Profile, ...]


def profiles(columns: Sequence[Column], query: Query, kind: RowKind = "factor") -> Profiles:
    """The profile of each column over factors, or over the themes of all cases."""
    found = [Profile(column, _presences(column, query, kind)) for column in columns]
    present = {id_ for profile in found for id_ in profile.presences}
    lines: dict[str, Line] = {}
    for column in columns:
        for line in _lines(column.study, kind):
            if line.id in present:
                lines.setdefault(line.id, line)
    return Profiles(kind, tuple(lines.values()), tuple(found))


def _lines(study: Study, kind: RowKind) -> list[Line]:
    framework = study.framework
    factors = [Line(factor.id, factor.title or factor.id, factor.id) for factor in framework.by_id.values()]
    if kind == "factor":
        return factors
    rank = {factor: position for position, factor in enumerate(framework.by_id)}
    themes = [Line(theme.id, theme.label or theme.id, theme.factor) for theme in study.themes.values()]
    return sorted(themes, key=lambda line: rank.get(line.factor, len(rank)))


def _presences(column: Column, query: Query, kind: RowKind) -> dict[str, Presence]:
    """The presences of a column. Evidence that is coded to a factor without a theme says nothing of themes."""
    study = column.study
    by_row: defaultdict[str, dict[Stance, dict[str, Evidence]]] = defaultdict(dict)
    for code, pieces in selected(study, query).by_code(column.unit).items():
        factors = [factor for factor in study.factors_of(code) if query.keeps_factor(study, factor)]
        if not factors or (kind == "theme" and code not in study.themes):
            continue
        for row in factors if kind == "factor" else [code]:
            for piece in pieces:
                stance = study.bearing(code, piece.stance) if kind == "factor" else piece.stance
                by_row[row].setdefault(stance, {})[piece.id] = piece
    return {
        row: Presence(*(tuple(found.get(stance, {}).values()) for stance in ("supports", "contradicts", "qualifies")))
        for row, found in by_row.items()
    }
