"""Axes of a matrix: what evidence can be sorted by, and which places on an axis a piece has."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from casecode.analysis.attributes import Standing, standing
from casecode.analysis.selection import Selection
from casecode.model.case import STANCES, Evidence
from casecode.model.framework import Framework
from casecode.model.source import KINDS as SOURCE_KINDS
from casecode.model.study import Study

KINDS = ("unit", "case", "source", "source-kind", "year", "coder", "stance")
CODES = ("factor", "theme")


class Key(Struct, frozen=True):
    """A row or column: an id and its title. Without an id it is for evidence that has no place on the axis."""

    id: str
    title: str


NONE = Key("", "none")
# Where a piece stands, and the codes that put it there.
Places = dict[Key, tuple[str, ...]]


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

    def placing(self, selection: Selection, keeps_placeless: bool) -> Callable[[Evidence], Places]:
        """What finds the places of a piece on this axis that the query and the limit of the axis let through.

        With each place come the codes that put the piece there; on an axis that is not of codes none. A piece that no
        place takes may stand under `NONE`; on an axis of codes only where nobody has coded it: others were left out on
        purpose.
        """
        kind = _KINDS[self.kind]
        # Places depend on one property of a piece, and there are far fewer codes, units and sources than pieces.
        known: dict[object, Places] = {}

        def places(piece: Evidence) -> Places:
            value = kind.read(piece)
            found = known.get(value)
            if found is None:
                found = known[value] = _gathered(kind.places(self, selection, value))
                if not found and keeps_placeless and not (self.is_of_codes and (value or self.within)):
                    found[NONE] = ()
            return found

        return places

    def declared(self, selections: Sequence[Selection]) -> tuple[Key, ...]:
        """Every place that the cases and frameworks declare, in their order: what could have evidence.

        Factors and themes stand in the order of the tree of factors, whichever case has them.
        """
        found = dict.fromkeys(key for one in selections for key in _KINDS[self.kind].declared(self, one))
        studies = [selection.study for selection in selections]
        if not self.is_of_codes:
            return tuple(found)
        tree = {
            id_: rank for rank, id_ in enumerate(dict.fromkeys(id_ for it in studies for id_ in it.framework.by_id))
        }
        factor_of = {theme.id: theme.factor for study in studies for theme in study.themes.values()}

        def rank(key: Key) -> int:
            own = key.id.rpartition(":")[2]
            return tree.get(factor_of.get(own, own) if self.kind == "theme" else own, len(tree))

        return tuple(sorted(found, key=rank))

    def standings(self, studies: Iterable[Study], attribute: str) -> dict[Key, Standing]:
        """Where the cases or units on the axis stand by an attribute; on other axes nothing does."""
        if self.kind == "case":
            return {Key(study.case.id, study.case.title): standing(study, "", attribute) for study in studies}
        if self.kind == "unit":
            return {
                self.own(study, unit, study.unit_title(unit)): standing(study, unit, attribute)
                for study in studies
                for unit in study.case.units
            }
        return {}

    def factor_key(self, framework: Framework, factor: str) -> Key:
        """The place of a factor, cut at the depth of the axis."""
        path = (*framework.ancestors.get(factor, ()), factor)
        at = path[min(self.depth or len(path), len(path)) - 1]
        return Key(at, framework.title_of(at))

    def takes_factor(self, selection: Selection, factor: str) -> bool:
        """Whether a factor lies within the limit of the axis and passes the query."""
        is_within = not self.within or selection.study.framework.is_within(factor, self.within)
        return is_within and selection.keeps_factor(factor)

    def own(self, study: Study, id_: str, title: str, is_shared: bool = False) -> Key:
        """A place that belongs to one case: with several cases its name says to which."""
        if self.is_single or is_shared:
            return Key(id_, title)
        return Key(f"{study.case.id}:{id_}", f"{study.case.title}, {title}")


_Found = Iterable[tuple[Key, str]]
_Declared = Callable[[Axis, Selection], Iterable[Key]]


def _gathered(found: _Found) -> Places:
    places: dict[Key, tuple[str, ...]] = {}
    for key, code in found:
        places[key] = (*places.get(key, ()), code) if code else ()
    return places


def _factors(axis: Axis, selection: Selection, codes: Sequence[str]) -> _Found:
    study = selection.study
    for code in dict.fromkeys(codes):
        for factor in study.factors_of(code):
            if axis.takes_factor(selection, factor):
                yield axis.factor_key(study.framework, factor), code


def _themes(axis: Axis, selection: Selection, codes: Sequence[str]) -> _Found:
    study, wanted = selection.study, selection.query.themes
    for code in dict.fromkeys(codes):
        is_wanted = not wanted or code in wanted
        if is_wanted and any(axis.takes_factor(selection, factor) for factor in study.factors_of(code)):
            yield _code_key(axis, study, code), code


def _code_key(axis: Axis, study: Study, code: str) -> Key:
    if code in study.themes:
        label = study.label_of(code) if axis.is_single else study.shared_label_of(code)
        return axis.own(study, code, label, code in study.framework.themes)
    return Key(code, f"{study.label_of(code)}, without a theme")


def _units(axis: Axis, selection: Selection, units: Iterable[str]) -> Iterator[Key]:
    study, wanted = selection.study, selection.query.units
    return (axis.own(study, unit, study.unit_title(unit)) for unit in units if not wanted or unit in wanted)


def _case(study: Study) -> Key:
    return Key(study.case.id, study.case.title)


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


def _kind(study: Study, source: str) -> str:
    known = study.sources.get(source)
    return known.kind if known else ""


def _words(*texts: str) -> list[Key]:
    return [Key(text, text) for text in texts if text]


def years(date: str) -> Sequence[str]:
    """The years that a date or interval covers."""
    if not date:
        return ()
    first, _, last = date.partition("/")
    return [f"{year:04}" for year in range(int(first[:4]), int((last or first)[:4]) + 1)]


def _all_factors(axis: Axis, selection: Selection) -> Iterator[Key]:
    """The factors without factors below them, and those above that evidence is coded to, in the order of the tree."""
    study = selection.study
    coded = {factor for piece in study.evidence for code in piece.codes for factor in study.factors_of(code)}
    for factor in study.framework.by_id.values():
        if (not factor.factors or factor.id in coded) and axis.takes_factor(selection, factor.id):
            yield axis.factor_key(study.framework, factor.id)


def _all_themes(axis: Axis, selection: Selection) -> Iterator[Key]:
    study = selection.study
    for code in study.themes:
        if any(axis.takes_factor(selection, factor) for factor in study.factors_of(code)):
            yield _code_key(axis, study, code)


class _Kind(Struct, frozen=True):
    """A kind of axis: the property of a piece that it reads, the places for a value of that, and what is declared."""

    read: Callable[[Evidence], Any]
    places: Callable[[Axis, Selection, Any], _Found]
    declared: _Declared


def _plain(
    read: Callable[[Evidence], object],
    places: Callable[[Axis, Selection, Any], Iterable[Key]],
    declared: _Declared = lambda _axis, _selection: (),
) -> _Kind:
    """A kind of axis that is not of codes."""
    return _Kind(
        read,
        lambda axis, selection, value: ((key, "") for key in places(axis, selection, value)),
        declared,
    )


def _nothing(_piece: Evidence) -> None:
    """Read by axes on which all pieces of a case stand in one place."""


_KINDS: dict[str, _Kind] = {
    "factor": _Kind(lambda piece: piece.codes, _factors, _all_factors),
    "theme": _Kind(lambda piece: piece.codes, _themes, _all_themes),
    "unit": _plain(
        lambda piece: piece.units, _units, lambda axis, selection: _units(axis, selection, selection.study.case.units)
    ),
    "case": _plain(_nothing, lambda _axis, one, _: [_case(one.study)], lambda _axis, one: [_case(one.study)]),
    "source": _plain(
        lambda piece: piece.source,
        lambda axis, one, source: [_source(axis, one.study, source)],
        lambda axis, one: [_source(axis, one.study, source) for source in one.study.case.sources],
    ),
    "source-kind": _plain(
        lambda piece: piece.source,
        lambda _axis, one, source: _words(_kind(one.study, source)),
        lambda _axis, _one: _words(*SOURCE_KINDS),
    ),
    "year": _plain(lambda piece: piece.date, lambda _axis, _one, date: _words(*years(date))),
    "coder": _plain(lambda piece: piece.coder, lambda _axis, _one, coder: _words(coder)),
    "stance": _plain(
        lambda piece: piece.stance,
        lambda _axis, _one, stance: _words(stance),
        lambda _axis, _one: _words(*STANCES),
    ),
    "attribute": _plain(
        _nothing,
        lambda axis, one, _: _attribute(axis, one.study),
        lambda axis, one: _attribute(axis, one.study),
    ),
}
