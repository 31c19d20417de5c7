"""Whether factors or themes are present in cases and units, as far as evidence tells.

Presence has three states: evidence for, evidence against, and neither. What nothing was found about is not absent: a
conclusion that would need to know it is open. What a piece says of a theme is its own stance, and of a factor how it
bears on that (`Study.says`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Literal

from msgspec import Struct

from casecode.analysis.matrix import Column
from casecode.model.case import STANCES, Evidence, Stance
from casecode.model.study import Study

State = Literal["for", "against", "open"]
RowKind = Literal["factor", "theme"]
# Codes that stand for one thing, each with the evidence that is coded to it.
Coded = Iterable[tuple[str, Sequence[Evidence]]]


class Code(Struct, frozen=True):
    """A factor or theme whose presence is asked for; `factor` is the one that a theme stands under."""

    id: str
    title: str
    factor: str


class Presence(Struct, frozen=True):
    """What the evidence says of one factor or theme in one column: each piece once, by what it says."""

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


class Presences(Struct, frozen=True):
    """What is present in one column, by the ids of factors or themes; what is left out has no evidence."""

    column: Column
    by_code: dict[str, Presence]

    def of(self, id_: str) -> Presence:
        """The presence of a factor or theme."""
        return self.by_code.get(id_, NOTHING)

    def state(self, id_: str) -> State:
        """The state of a factor or theme."""
        return self.of(id_).state


class PresenceTable(Struct, frozen=True):
    """Columns with the factors or themes that have evidence in at least one of them, in the order of the framework.

    `unplaced` counts the pieces that say nothing of any row: those coded to a factor as a whole that has others below
    it, or among themes those without one.
    """

    kind: RowKind
    rows: tuple[Code, ...]
    columns: tuple[Presences, ...]
    unplaced: int = 0


def presences(columns: Sequence[Column], kind: RowKind = "factor") -> PresenceTable:
    """What is present in each column: of the factors without others below them, or of the themes of all cases."""
    codes: dict[str, Code] = {}
    for column in columns:
        for code in _codes(column.study, kind):
            codes.setdefault(code.id, code)
    tree = dict.fromkeys(factor for column in columns for factor in column.study.framework.by_id)
    rank = {factor: at for at, factor in enumerate(tree)}
    found = []
    unplaced: set[tuple[str, str]] = set()
    for column in columns:
        own, left = _presences(column, codes)
        found.append(Presences(column, own))
        unplaced.update((column.study.case.id, id_) for id_ in left)
    present = {id_ for one in found for id_ in one.by_code}
    rows = sorted((code for id_, code in codes.items() if id_ in present), key=lambda code: rank[code.factor])
    return PresenceTable(kind, tuple(rows), tuple(found), len(unplaced))


def _codes(study: Study, kind: RowKind) -> Iterator[Code]:
    if kind == "theme":
        return (Code(it.id, study.shared_label_of(it.id), it.factor) for it in study.themes.values())
    factors = (factor for factor in study.framework.by_id.values() if not factor.factors)
    return (Code(factor.id, factor.title or factor.id, factor.id) for factor in factors)


def _presences(column: Column, codes: Mapping[str, Code]) -> tuple[dict[str, Presence], set[str]]:
    """What is present of those rows that a column has evidence for, and the pieces that no row takes."""
    study = column.study
    by_row: defaultdict[str, list[tuple[str, Sequence[Evidence]]]] = defaultdict(list)
    seen: set[str] = set()
    for code, pieces in column.by_code.items():
        factors = column.selection.kept_factors_of(code)
        seen.update(piece.id for piece in pieces)
        for row in dict.fromkeys((code, *factors)) if factors else ():
            if row in codes:
                by_row[row].append((code, pieces))
    found = {row: presence(study, coded, is_of_factor=codes[row].factor == row) for row, coded in by_row.items()}
    return found, seen - {piece.id for one in found.values() for piece in one.pieces}


def presence_of(column: Column, code: str) -> Presence:
    """What the evidence says of a theme, or of a factor with all below it, in one column."""
    study = column.study
    if code in study.themes:
        return presence(study, [(code, column.by_code.get(code, ()))], is_of_factor=False)
    below = study.framework.is_within
    coded = ((one, own) for one, own in column.by_code.items() if any(below(it, code) for it in study.factors_of(one)))
    return presence(study, coded)


def presence(study: Study, coded: Coded, is_of_factor: bool = True) -> Presence:
    """What the evidence of codes says of the factor that they stand for, or of the theme that they are."""
    coded = [*coded]
    pieces = {piece.id: piece for _, own in coded for piece in own}.values()
    said: Iterable[Stance] = map(attrgetter("stance"), pieces)
    if is_of_factor and _turns(study, coded):
        codes_of: defaultdict[str, list[str]] = defaultdict(list)
        for code, own in coded:
            for piece in own:
                codes_of[piece.id].append(code)
        said = [study.says(piece, codes_of[piece.id]) for piece in pieces]
    found: dict[Stance, list[Evidence]] = {stance: [] for stance in STANCES}
    for stance, piece in zip(said, pieces, strict=True):
        found[stance].append(piece)
    return Presence(*(tuple(found[stance]) for stance in STANCES))


def _turns(study: Study, coded: Coded) -> bool:
    """Whether one of the codes is a theme that does not simply support its factor. If not, each piece says of the
    factor what its own stance is, whichever of the codes it has; and this is so of nearly all factors."""
    return any(code in study.turning for code, _ in coded)


def stances_of(study: Study, coded: Sequence[tuple[str, Sequence[Evidence]]]) -> set[Stance]:
    """What the pieces of codes say of the factor that these stand for, without telling which says what."""
    if not _turns(study, coded):
        return {stance for _, pieces in coded for stance in map(attrgetter("stance"), pieces)}
    found = presence(study, coded)
    return {
        stance
        for stance, own in zip(STANCES, (found.supporting, found.contradicting, found.qualifying), strict=True)
        if own
    }
