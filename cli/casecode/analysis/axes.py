"""Axes: what evidence can be sorted by, in one registry for rows and columns, groups, orders and completion.

An axis is named by a word (`unit`, `factor:strategy`, an attribute). Over the cases in view it has keys in an order,
and each piece of evidence has any number of them: it stands in all its years, units and factors, in every report.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct

from casecode.analysis.attributes import OWNERS, Owner, Standing, attributes, standing, standings, title_of
from casecode.analysis.refusal import Refusal, few
from casecode.analysis.selection import Selection
from casecode.model.case import STANCES, Evidence
from casecode.model.problem import nearest
from casecode.model.source import KINDS as SOURCE_KINDS
from casecode.model.study import Study, natural

ATTRIBUTE = "attribute"


class Key(Struct, frozen=True):
    """A row, column or group: an id and its title. Without an id it is for evidence that has no key on the axis."""

    id: str
    title: str


NONE = Key("", "none")
# The keys that a piece has on an axis, and the codes that give it each; on an axis that is not of codes none.
Had = dict[Key, tuple[str, ...]]
# A key as an entry of the registry finds it: id and title within the case, and the code that leads to it.
_Found = Iterable[tuple[str, str, str]]


class Axis(Struct, frozen=True):
    """An axis by its name, and what it is limited to.

    `within` is a factor for axes of factors and themes (only what stands at or below it), and the id of the attribute
    for an axis of that, which is one `of` cases or units. `depth` cuts the tree of factors: 1 for its roots; 0 for all.
    """

    kind: str
    within: str = ""
    depth: int = 0
    of: Owner = "case"

    @property
    def is_of_codes(self) -> bool:
        return AXES[self.kind].limit == "factor"

    def title(self, studies: Sequence[Study]) -> str:
        """What displays call it."""
        if self.kind == ATTRIBUTE:
            return title_of(studies, self.within)
        name = AXES[self.kind].title
        return f"{name} ({studies[0].framework.title_of(self.within)})" if self.within and studies else name

    def keys(self, selections: Sequence[Selection]) -> "Keys":
        """The axis over the cases in view."""
        return Keys(self, tuple(selections))


class Kind(Struct, frozen=True):
    """An entry of the registry.

    `read` is the property of a piece that decides, and `at` finds the keys for a value of it. `declared` are the keys
    that cases and frameworks declare, in their order; others come after these in the natural order. Keys that are not
    `is_shared` belong to one case. What a name may be followed by (`theme:ID`) is `limit`; `filter` is the field of a
    query that names keys of the axis, with `known` values.
    """

    title: str
    read: Callable[[Evidence], Any]
    at: Callable[["Keys", Selection, Any], _Found]
    declared: Callable[["Keys"], Iterable[Key]] = lambda _keys: ()
    is_shared: Callable[[Study, str], bool] = lambda _study, _id: True
    limit: Literal["", "factor", "attribute"] = ""
    filter: str = ""
    known: Callable[[Study], Iterable[str]] = lambda _study: ()


class Keys(Struct, frozen=True, dict=True, eq=False):
    """An axis over the cases in view: its keys, their order, and which of them a piece has.

    With several cases the units, sources and themes of one are told apart from those of another: `case:id`.
    """

    axis: Axis
    selections: tuple[Selection, ...]

    @property
    def studies(self) -> tuple[Study, ...]:
        return tuple(selection.study for selection in self.selections)

    @property
    def is_single(self) -> bool:
        """Whether one case is in view."""
        return len(self.selections) < 2

    @cached_property
    def declared(self) -> tuple[Key, ...]:
        """Every key that the cases and frameworks declare, in their order: what could have evidence."""
        return tuple(dict.fromkeys(AXES[self.axis.kind].declared(self)))

    def rank(self, key: Key) -> tuple[object, ...]:
        """Where a key stands: as declared, then in the natural order of ids; the one without an id comes last."""
        return key == NONE, self._ranks.get(key, len(self._ranks)), natural(key.id)

    def reader(self, selection: Selection, keeps_none: bool = True) -> Callable[[Evidence], Had]:
        """What finds the keys of a piece that the query and the limit of the axis let through.

        A piece without any may stand under `NONE`; on an axis of codes only where nobody has coded it: others were
        left out on purpose.
        """
        kind, axis = AXES[self.axis.kind], self.axis
        # Keys depend on one property of a piece, and there are far fewer codes, units and sources than pieces.
        known: dict[object, Had] = {}

        def keys(piece: Evidence) -> Had:
            value = kind.read(piece)
            had = known.get(value)
            if had is None:
                had = known[value] = self._gathered(selection.study, kind.at(self, selection, value))
                if not had and keeps_none and not (axis.is_of_codes and (value or axis.within)):
                    had[NONE] = ()
            return had

        return keys

    def key(self, study: Study, id_: str, title: str) -> Key:
        """The key of something in a case; with several cases what belongs to one says to which."""
        if self.is_single or AXES[self.axis.kind].is_shared(study, id_):
            return Key(id_, title)
        return Key(f"{study.case.id}:{id_}", f"{study.case.title}, {title}")

    def standings(self, attribute: str) -> dict[Key, Standing]:
        """Where the cases or units on the axis stand by an attribute; on other axes nothing does."""
        if self.axis.kind == "case":
            return {_case_key(study): standing(study, "", attribute) for study in self.studies}
        if self.axis.kind == "unit":
            return {
                self.key(study, unit, study.unit_title(unit)): standing(study, unit, attribute)
                for study in self.studies
                for unit in study.case.units
            }
        return {}

    def takes_factor(self, selection: Selection, factor: str) -> bool:
        """Whether a factor lies within the limit of the axis and passes the query."""
        within = self.axis.within
        is_within = not within or selection.study.framework.is_within(factor, within)
        return is_within and selection.keeps_factor(factor)

    def at_depth(self, study: Study, factor: str) -> tuple[str, str]:
        """The id and title of a factor, cut at the depth of the axis."""
        path = (*study.framework.ancestors[factor], factor)
        at = path[min(self.axis.depth, len(path)) - 1]  # at 0 the last of it: the factor itself
        return at, study.framework.title_of(at)

    @cached_property
    def tree(self) -> dict[str, int]:
        """The rank of every factor in the trees of the cases in view."""
        return {
            id_: rank
            for rank, id_ in enumerate(dict.fromkeys(id_ for it in self.studies for id_ in it.framework.by_id))
        }

    @cached_property
    def _ranks(self) -> dict[Key, int]:
        return {key: rank for rank, key in enumerate(self.declared)}

    def _gathered(self, study: Study, found: _Found) -> Had:
        had: Had = {}
        for id_, title, code in found:
            key = self.key(study, id_, title)
            had[key] = (*had.get(key, ()), code) if code else ()
        return had


def names() -> tuple[str, ...]:
    """The words that name an axis; attributes are axes by their own names."""
    return tuple(name for name in AXES if name != ATTRIBUTE)


def read_axis(text: str, studies: Sequence[Study], depth: int = 0) -> Axis | Refusal:
    """The axis that a text names: a word of the registry, `factor:ID` and `theme:ID` for what stands below one factor,
    an attribute, or `case:ATTRIBUTE` and `unit:ATTRIBUTE` where both have it."""
    word, colon, within = text.partition(":")
    known = attributes(studies)
    if word in OWNERS and colon:
        return _of_attribute(within, studies, [owner for owner in OWNERS if owner == word], known)
    kind = AXES.get(word)
    if kind and kind.limit == "factor":
        factors = dict.fromkeys(name for study in studies for name in study.framework.by_id)
        if within and within not in factors:
            return Refusal(f'there is no factor "{within}"', nearest(within, factors) or f"known are: {few(factors)}")
        return Axis(word, within, depth if word == "factor" else 0)
    if text in AXES and text != ATTRIBUTE:
        return Axis(text)
    if text in known:
        return _of_attribute(text, studies, OWNERS, known)
    choices = (*names(), *known)
    return Refusal(f'there is no axis "{text}"', nearest(text, choices) or f"known are {', '.join(choices)}")


def _of_attribute(name: str, studies: Sequence[Study], owners: Sequence[Owner], known: Sequence[str]) -> Axis | Refusal:
    """The axis of an attribute: of the cases if one in view has it, else of the units."""
    if name not in known:
        return Refusal(f'there is no attribute "{name}"', nearest(name, known) or f"known are: {few(known)}")
    for owner in owners:
        if any(standings(study, name, owner) for study in studies):
            return Axis(ATTRIBUTE, name, of=owner)
    what = " or ".join(owners)
    return Refusal(f'no {what} in view has the attribute "{name}"', f"write `attributes: {{{name}: …}}` in a {what}")


def known_values(studies: Sequence[Study]) -> dict[str, tuple[str, ...]]:
    """For each filter of a query that names keys of an axis the values that occur in the studies."""
    filters = {kind.filter: kind for kind in AXES.values() if kind.filter}
    return {
        name: tuple(dict.fromkeys(id_ for study in studies for id_ in kind.known(study)))
        for name, kind in filters.items()
    }


def years(date: str) -> Sequence[str]:
    """The years that a date or interval covers."""
    if not date:
        return ()
    first, _, last = date.partition("/")
    return [f"{year:04}" for year in range(int(first[:4]), int((last or first)[:4]) + 1)]


def _factors(keys: Keys, selection: Selection, codes: Sequence[str]) -> _Found:
    for code in codes:
        for factor in selection.study.factors_of(code):
            if keys.takes_factor(selection, factor):
                yield (*keys.at_depth(selection.study, factor), code)


def _all_factors(keys: Keys) -> list[Key]:
    """The factors without factors below them, and those above that evidence is coded to, in the order of the tree."""
    found: dict[Key, int] = {}
    for one in keys.selections:
        study = one.study
        coded = {factor for piece in study.evidence for code in piece.codes for factor in study.factors_of(code)}
        for factor in study.framework.by_id.values():
            if (not factor.factors or factor.id in coded) and keys.takes_factor(one, factor.id):
                at, title = keys.at_depth(study, factor.id)
                found[keys.key(study, at, title)] = keys.tree[at]
    return sorted(found, key=found.__getitem__)


def _themes(keys: Keys, selection: Selection, codes: Sequence[str]) -> _Found:
    study, wanted = selection.study, selection.query.themes
    for code in codes:
        is_wanted = not wanted or code in wanted
        if is_wanted and any(keys.takes_factor(selection, factor) for factor in study.factors_of(code)):
            yield code, _code_title(keys, study, code), code


def _all_themes(keys: Keys) -> list[Key]:
    """The themes in the order of the tree of factors, whichever case has them; and what is coded to a factor itself."""
    found: dict[Key, int] = {}
    for one in keys.selections:
        study = one.study
        for code in dict.fromkeys((*study.themes, *(code for piece in study.evidence for code in piece.codes))):
            if any(keys.takes_factor(one, factor) for factor in study.factors_of(code)):
                key = keys.key(study, code, _code_title(keys, study, code))
                factor = study.themes[code].factor if code in study.themes else code
                found.setdefault(key, keys.tree[factor])
    return sorted(found, key=found.__getitem__)


def _code_title(keys: Keys, study: Study, code: str) -> str:
    if code not in study.themes:
        return f"{study.label_of(code)}, without a theme"
    return study.label_of(code) if keys.is_single else study.shared_label_of(code)


def _units(_keys: Keys, selection: Selection, units: Iterable[str]) -> _Found:
    wanted = selection.query.units
    return ((unit, selection.study.unit_title(unit), "") for unit in units if not wanted or unit in wanted)


def _source(study: Study, source: str) -> tuple[str, str, str]:
    return source, study.sources[source].citation, ""


def _source_kind(study: Study, source: str) -> str:
    known = study.sources.get(source)
    return known.kind if known else ""


def _case_key(study: Study) -> Key:
    return Key(study.case.id, study.case.title)


def _values(keys: Keys, selection: Selection, units: Sequence[str]) -> _Found:
    """The value of the case, or those of the units that a piece bears on."""
    owners = [unit for unit, _, _ in _units(keys, selection, units)] if keys.axis.of == "unit" else [""]
    found = (standing(selection.study, unit, keys.axis.within) for unit in owners)
    return ((one.value, one.title, "") for one in found if one.value)


def _all_values(keys: Keys) -> list[Key]:
    """The values that cases or units in view have, as the framework declares them."""
    axis = keys.axis
    found = {
        Key(one.value, one.title): one.rank for study in keys.studies for one in standings(study, axis.within, axis.of)
    }
    return sorted(found, key=found.__getitem__)


def _words(*texts: str) -> _Found:
    return [(text, text, "") for text in texts if text]


def _declared(at: Callable[[Keys, Selection], _Found]) -> Callable[[Keys], Iterable[Key]]:
    """The keys of each case, in the order of the cases."""
    return lambda keys: [keys.key(one.study, id_, title) for one in keys.selections for id_, title, _ in at(keys, one)]


AXES: dict[str, Kind] = {
    "factor": Kind(
        "factor",
        lambda piece: piece.codes,
        _factors,
        _all_factors,
        limit="factor",
        filter="factors",
        known=lambda study: study.framework.by_id,
    ),
    "theme": Kind(
        "theme",
        lambda piece: piece.codes,
        _themes,
        _all_themes,
        is_shared=lambda study, code: code in study.framework.themes or code not in study.themes,
        limit="factor",
        filter="themes",
        known=lambda study: study.themes,
    ),
    "unit": Kind(
        "unit",
        lambda piece: piece.units,
        _units,
        _declared(lambda keys, one: _units(keys, one, one.study.case.units)),
        is_shared=lambda _study, _unit: False,
        limit="attribute",
        filter="units",
        known=lambda study: study.case.units,
    ),
    "case": Kind(
        "case",
        lambda _piece: None,
        lambda _keys, one, _: [(one.study.case.id, one.study.case.title, "")],
        lambda keys: map(_case_key, keys.studies),
        limit="attribute",
    ),
    "source": Kind(
        "source",
        lambda piece: piece.source,
        lambda _keys, one, source: [_source(one.study, source)] if source else [],
        _declared(lambda _keys, one: (_source(one.study, source) for source in one.study.case.sources)),
        is_shared=lambda study, source: source in study.framework.references,
        filter="sources",
        known=lambda study: study.sources,
    ),
    "source-kind": Kind(
        "kind of source",
        lambda piece: piece.source,
        lambda _keys, one, source: _words(_source_kind(one.study, source)),
        _declared(lambda _keys, _one: _words(*SOURCE_KINDS)),
    ),
    "year": Kind("year", lambda piece: piece.date, lambda _keys, _one, date: _words(*years(date))),
    "coder": Kind(
        "coder",
        lambda piece: piece.coder,
        lambda _keys, _one, coder: _words(coder),
        filter="coders",
        known=lambda study: (piece.coder for piece in study.case.evidence if piece.coder),
    ),
    "stance": Kind(
        "stance",
        lambda piece: piece.stance,
        lambda _keys, _one, stance: _words(stance),
        _declared(lambda _keys, _one: _words(*STANCES)),
        filter="stances",
        known=lambda _study: STANCES,
    ),
    # Named by the attribute.
    ATTRIBUTE: Kind("attribute", lambda piece: piece.units, _values, _all_values, limit="attribute"),
}
