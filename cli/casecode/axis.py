"""Axes of a matrix: what evidence can be sorted by, and which places on an axis a piece has."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from casecode.model.case import STANCES, Evidence
from casecode.model.framework import Framework
from casecode.model.source import KINDS as SOURCE_KINDS
from casecode.model.study import Study
from casecode.query import Query

KINDS = ("unit", "case", "source", "source-kind", "year", "coder", "stance")
CODES = ("factor", "theme")


class Key(Struct, frozen=True):
    """A row or column: an id and its title. Without an id it is for evidence that has no place on the axis."""

    id: str
    title: str


NONE = Key("", "none")


class Axis(Struct, frozen=True):
    """One side of a matrix: what it is about, and what it is limited to.

    `within` is a factor for axes of factors and themes (only what stands at or below it), and the id of the attribute
    for an axis of that. `depth` cuts the tree of factors: 1 for its roots; 0 for all of it. With several cases units,
    sources and themes of their own are told apart by the id of their case.
    """

    kind: str
    within: str = ""
    depth: int = 0
    is_single: bool = True

    @property
    def is_of_codes(self) -> bool:
        return self.kind in CODES

    def places(self, study: Study, piece: Evidence, query: Query) -> dict[Key, list[str]]:
        """The places of a piece on this axis that the query and the limit of the axis let through.

        With each come the codes that put the piece there; on an axis that is not of codes none.
        """
        found: dict[Key, list[str]] = {}
        for key, code in _OF[self.kind](self, study, piece, query):
            codes = found.setdefault(key, [])
            if code:
                codes.append(code)
        return found

    def declared(self, studies: Iterable[Study], query: Query) -> tuple[Key, ...]:
        """Every place that the cases and frameworks declare, in their order: what could have evidence."""
        return tuple(dict.fromkeys(key for study in studies for key in _DECLARED[self.kind](self, study, query)))

    def is_placeless(self, piece: Evidence) -> bool:
        """Whether a piece that no place of the axis takes belongs into the matrix all the same, under no key.

        On an axis of codes only a piece that nobody has coded; others were left out on purpose.
        """
        return not (self.is_of_codes and (piece.codes or self.within))

    def factor_key(self, framework: Framework, factor: str) -> Key:
        """The place of a factor, cut at the depth of the axis."""
        path = (*framework.ancestors.get(factor, ()), factor)
        at = path[min(self.depth or len(path), len(path)) - 1]
        return Key(at, framework.title_of(at))

    def takes_factor(self, study: Study, factor: str, query: Query) -> bool:
        """Whether a factor lies within the limit of the axis and passes the query."""
        is_within = not self.within or study.framework.is_within(factor, self.within)
        return is_within and query.keeps_factor(study, factor)

    def own(self, study: Study, id_: str, title: str, is_shared: bool = False) -> Key:
        """A place that belongs to one case: with several cases its name says to which."""
        if self.is_single or is_shared:
            return Key(id_, title)
        return Key(f"{study.case.id}:{id_}", f"{study.case.title}, {title}")


_Places = Iterable[tuple[Key, str]]


def _factors(axis: Axis, study: Study, piece: Evidence, query: Query) -> _Places:
    for code in dict.fromkeys(piece.codes):
        for factor in study.factors_of(code):
            if axis.takes_factor(study, factor, query):
                yield axis.factor_key(study.framework, factor), code


def _themes(axis: Axis, study: Study, piece: Evidence, query: Query) -> _Places:
    for code in dict.fromkeys(piece.codes):
        is_wanted = not query.themes or code in query.themes
        if is_wanted and any(axis.takes_factor(study, factor, query) for factor in study.factors_of(code)):
            yield _code_key(axis, study, code), code


def _code_key(axis: Axis, study: Study, code: str) -> Key:
    if code in study.themes:
        return axis.own(study, code, study.label_of(code), code in study.framework.themes)
    return Key(code, f"{study.label_of(code)}, without a theme")


def _units(axis: Axis, study: Study, piece: Evidence, query: Query) -> _Places:
    wanted = (unit for unit in piece.units if not query.units or unit in query.units)
    return ((axis.own(study, unit, study.unit_title(unit)), "") for unit in wanted)


def _attribute(axis: Axis, study: Study) -> Iterator[Key]:
    value = study.case.attributes.get(axis.within)
    if value:
        declared = study.framework.attributes.get(axis.within)
        known = declared.values.get(value) if declared else None
        yield Key(value, known.title if known else value)


def _source(axis: Axis, study: Study, source: str) -> Key:
    known = study.sources.get(source)
    is_shared = source in study.framework.references
    return axis.own(study, source, known.citation if known else source, is_shared)


def _kind(study: Study, piece: Evidence) -> _Places:
    source = study.sources.get(piece.source)
    return _word(source.kind if source else "")


def _word(text: str) -> _Places:
    return [(Key(text, text), "")] if text else []


_OF: dict[str, Callable[[Axis, Study, Evidence, Query], _Places]] = {
    "factor": _factors,
    "theme": _themes,
    "unit": _units,
    "case": lambda _axis, study, _piece, _query: [(Key(study.case.id, study.case.title), "")],
    "source": lambda axis, study, piece, _query: [(_source(axis, study, piece.source), "")],
    "source-kind": lambda _axis, study, piece, _query: _kind(study, piece),
    "year": lambda _axis, _study, piece, _query: [(Key(year, year), "") for year in years(piece.date)],
    "coder": lambda _axis, _study, piece, _query: _word(piece.coder),
    "stance": lambda _axis, _study, piece, _query: _word(piece.stance),
    "attribute": lambda axis, study, _piece, _query: [(key, "") for key in _attribute(axis, study)],
}


def years(date: str) -> Sequence[str]:
    """The years that a date or interval covers."""
    if not date:
        return ()
    first, _, last = date.partition("/")
    return [f"{year:04}" for year in range(int(first[:4]), int((last or first)[:4]) + 1)]


def _all_factors(axis: Axis, study: Study, query: Query) -> Iterator[Key]:
    """The factors without factors below them, and those above that evidence is coded to, in the order of the tree."""
    coded = {factor for piece in study.evidence for code in piece.codes for factor in study.factors_of(code)}
    for factor in study.framework.by_id.values():
        if (not factor.factors or factor.id in coded) and axis.takes_factor(study, factor.id, query):
            yield axis.factor_key(study.framework, factor.id)


def _all_themes(axis: Axis, study: Study, query: Query) -> Iterator[Key]:
    for code in study.themes:
        if any(axis.takes_factor(study, factor, query) for factor in study.factors_of(code)):
            yield _code_key(axis, study, code)


_DECLARED: dict[str, Callable[[Axis, Study, Query], Iterable[Key]]] = {
    "factor": _all_factors,
    "theme": _all_themes,
    "unit": lambda axis, study, query: [
        axis.own(study, unit, study.unit_title(unit))
        for unit in study.case.units
        if not query.units or unit in query.units
    ],
    "case": lambda _axis, study, _query: [Key(study.case.id, study.case.title)],
    "source": lambda axis, study, _query: [_source(axis, study, source) for source in study.case.sources],
    "source-kind": lambda _axis, _study, _query: [Key(kind, kind) for kind in SOURCE_KINDS],
    "year": lambda _axis, _study, _query: (),
    "coder": lambda _axis, _study, _query: (),
    "stance": lambda _axis, _study, _query: [Key(stance, stance) for stance in STANCES],
    "attribute": lambda axis, study, _query: _attribute(axis, study),
}
