"""Crosswalks lead from factors that exist to factors that exist; attributes have values that their framework knows."""

from collections.abc import Iterator

from casecode.checks.references import unknown
from casecode.model.case import Case, Unit
from casecode.model.framework import Crosswalk, Framework
from casecode.model.problem import Finding, nearest
from casecode.model.study import Corpus


def unknown_in_crosswalk(corpus: Corpus) -> Iterator[Finding]:
    """A crosswalk that leads nowhere, or names a factor that its side does not have.

    The other framework is looked into where it has been read; who checks a framework reads its partners, too.
    """
    known = {framework.id: framework for framework in corpus.frameworks}
    for framework in corpus.frameworks:
        for crosswalk in framework.crosswalks:
            ends = crosswalk.ends(framework.id)
            if ends[0] == ends[1] or framework.id not in ends:
                message = "this crosswalk does not lead from this framework to another, or from another to this one"
                hint = "name the other one: `to: its-id` or `from: its-id`"
                yield Finding("missing-key", message, crosswalk.origin.at(), hint)
            else:
                yield from _unknown_factors(crosswalk, *map(known.get, ends))


def _unknown_factors(crosswalk: Crosswalk, source: Framework | None, target: Framework | None) -> Iterator[Finding]:
    origin = crosswalk.origin
    for name, targets in crosswalk.map.items():
        if source is not None:
            codes = {**source.by_id, **source.themes}
            yield from unknown("unknown-factor", "factor", name, codes, origin, "map", name)
        for position, to in enumerate(targets):
            if target is not None:
                yield from unknown("unknown-factor", "factor", to, target.by_id, origin, "map", name, position)


def unknown_value(corpus: Corpus) -> Iterator[Finding]:
    """A value of a case or unit that the attribute does not have, in its own framework or else in any that has it."""
    for study in corpus.studies:
        things: tuple[Case | Unit, ...] = (study.case, *study.case.units.values())
        for thing, name, value in ((it, *pair) for it in things for pair in it.attributes.items()):
            own = study.framework.attributes.get(name)
            declared = [own] if own else [it.attributes[name] for it in corpus.frameworks if name in it.attributes]
            if declared and not any(value in it.values or not it.values for it in declared):
                values = [value for it in declared for value in it.values]
                message = f'"{value}" is not a value of the attribute "{name}"'
                hint = nearest(value, values) or f"known are {', '.join(values)}"
                yield Finding("invalid-value", message, thing.origin.at("attributes", name), hint)
