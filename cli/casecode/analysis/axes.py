"""What evidence can be sorted by: one registry of axes, for rows and columns, groups, orders and completion.

On an axis a piece of evidence has any number of keys: it stands in all its years, units and factors, in every report.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from casecode.analysis.attributes import behind, standing, standings
from casecode.analysis.selection import Selection
from casecode.model.attribute import Owner
from casecode.model.case import STANCES, Evidence
from casecode.model.scale import signed
from casecode.model.source import KINDS as SOURCE_KINDS
from casecode.model.study import Study

if TYPE_CHECKING:
    from casecode.analysis.axis import Keys

ATTRIBUTE = "attribute"


class Key(Struct, frozen=True):
    """A row, column or group: an id and its title. Without an id it is for evidence that has no key on the axis."""

    id: str
    title: str


NONE = Key("", "none")
# The keys that a piece has on an axis, and the codes that give it each; on an axis that is not of codes none.
Had = dict[Key, tuple[str, ...]]
# A key as an entry of the registry finds it: id and title within the case, and the code that leads to it.
Found = Iterable[tuple[str, str, str]]


class Kind(Struct, frozen=True):
    """An entry of the registry.

    `read` is the property of a piece that decides, and `at` finds the keys for a value of it. `declared` are the keys
    that cases and frameworks declare, in their order; others come after these in the natural order. Keys that are not
    `is_shared` belong to one case. What a name may be followed by (`theme:ID`) is `limit`; `filter` is the field of a
    query that names keys of the axis, with `known` values. Keys that stand for an `owner` of attributes have the titles
    `title_of`.
    """

    title: str
    read: Callable[[Evidence], Any]
    at: Callable[["Keys", Selection, Any], Found]
    declared: Callable[["Keys"], Iterable[Key]] = lambda _keys: ()
    is_shared: Callable[[Study, str], bool] = lambda _study, _id: True
    limit: Literal["", "factor", "attribute"] = ""
    filter: str = ""
    known: Callable[[Study], Iterable[str]] = lambda _study: ()
    owner: Owner | None = None
    title_of: Callable[[Study, str], str] = lambda _study, id_: id_


def years(date: str) -> Sequence[str]:
    """The years that a date or interval covers."""
    if not date:
        return ()
    first, _, last = date.partition("/")
    return [f"{year:04}" for year in range(int(first[:4]), int((last or first)[:4]) + 1)]


def _factors(keys: "Keys", selection: Selection, codes: Sequence[str]) -> Found:
    for code in codes:
        for factor in selection.study.factors_of(code):
            if keys.takes_factor(selection, factor):
                yield (*keys.at_depth(selection.study, factor), code)


def _all_factors(keys: "Keys") -> list[Key]:
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


def _themes(keys: "Keys", selection: Selection, codes: Sequence[str]) -> Found:
    study, wanted = selection.study, selection.query.themes
    for code in codes:
        is_wanted = not wanted or code in wanted
        if is_wanted and any(keys.takes_factor(selection, factor) for factor in study.factors_of(code)):
            yield code, _code_title(keys, study, code), code


def _all_themes(keys: "Keys") -> list[Key]:
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


def _code_title(keys: "Keys", study: Study, code: str) -> str:
    if code not in study.themes:
        return f"{study.label_of(code)}, without a theme"
    return study.label_of(code) if keys.is_single else study.shared_label_of(code)


def _units(_keys: "Keys", selection: Selection, units: Iterable[str]) -> Found:
    study = selection.study
    return ((unit, study.unit_title(unit), "") for unit in units if selection.asks_for("unit", unit))


def _sources(_keys: "Keys", selection: Selection, sources: Iterable[str]) -> Found:
    study = selection.study
    return ((it, _citation(study, it), "") for it in sources if it and selection.asks_for("source", it))


def _citation(study: Study, source: str) -> str:
    return study.sources[source].citation


def _source_kind(study: Study, source: str) -> str:
    known = study.sources.get(source)
    return known.kind if known else ""


def _rating(study: Study, rating: int) -> tuple[str, str, str]:
    return signed(rating), study.scale.words(rating), ""


def _ratings(study: Study) -> Iterable[int]:
    return sorted({piece.rating for piece in study.case.evidence if piece.rating is not None})


def _values(keys: "Keys", selection: Selection, at: tuple[tuple[str, ...], str]) -> Found:
    """The value of the case, those of the units that a piece bears on, or that of its source."""
    study, of = selection.study, keys.axis.of
    ids = (id_ for id_ in behind(study, *at)[of] if selection.asks_for(of, id_))
    found = (standing(study, of, id_, keys.axis.within) for id_ in ids)
    return ((one.value, one.title, "") for one in found if one.value)


def _all_values(keys: "Keys") -> list[Key]:
    """The values that cases or units in view have, as the framework declares them."""
    axis = keys.axis
    found = {
        Key(one.value, one.title): one.rank for study in keys.studies for one in standings(study, axis.within, axis.of)
    }
    return sorted(found, key=found.__getitem__)


def _words(*texts: str) -> Found:
    return [(text, text, "") for text in texts if text]


def _declared(at: Callable[["Keys", Selection], Found]) -> Callable[["Keys"], Iterable[Key]]:
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
        owner="unit",
        title_of=Study.unit_title,
    ),
    "case": Kind(
        "case",
        lambda _piece: None,
        lambda _keys, one, _: [(one.study.case.id, one.study.case.title, "")],
        lambda keys: [Key(study.case.id, study.case.title) for study in keys.studies],
        limit="attribute",
        owner="case",
        title_of=lambda study, _case: study.case.title,
    ),
    "source": Kind(
        "source",
        lambda piece: piece.source,
        lambda keys, one, source: _sources(keys, one, [source]),
        _declared(lambda keys, one: _sources(keys, one, one.study.case.sources)),
        is_shared=lambda study, source: source in study.framework.references,
        limit="attribute",
        owner="source",
        title_of=_citation,
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
    "rating": Kind(
        "rating",
        lambda piece: piece.rating,
        lambda _keys, one, rating: [] if rating is None else [_rating(one.study, rating)],
        lambda keys: (Key(*_rating(it, rating)[:2]) for it in keys.studies for rating in it.scale.values),
        filter="ratings",
        known=lambda study: map(signed, dict.fromkeys((*study.scale.values, *_ratings(study)))),
    ),
    # Named by the attribute.
    ATTRIBUTE: Kind("attribute", lambda piece: (piece.units, piece.source), _values, _all_values, limit="attribute"),
}
