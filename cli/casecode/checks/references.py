"""Every id that a case refers to exists."""

from collections.abc import Collection, Iterator

from casecode.model.case import Backing, Event, Evidence, Indicator
from casecode.model.problem import Finding, nearest
from casecode.model.span import Origin
from casecode.model.study import Study


def unknown(
    rule: str, kind: str, name: str, known: Collection[str], origin: Origin, *path: str | int
) -> Iterator[Finding]:
    """The problem of a name that is not among those known; none for a name that was missing or unreadable."""
    if name and name not in known:
        hint = nearest(name, known)
        if hint is None:
            hint = (
                f"known are {', '.join(known)}"
                if 0 < len(known) <= 8
                else f"declare it, or see `casecode list {kind if kind == 'evidence' else f'{kind}s'}`"
            )
        yield Finding(rule, f'there is no {kind} "{name}"', origin.at(*path), hint)


def unknown_factor(study: Study) -> Iterator[Finding]:
    """A theme or summary of a factor that the framework does not have."""
    for theme in study.case.themes.values():
        yield from unknown("unknown-factor", "factor", theme.factor, study.framework.by_id, theme.origin, "factor")
    for summary in study.case.summaries:
        yield from unknown("unknown-factor", "factor", summary.factor, study.framework.by_id, summary.origin, "factor")


def unknown_theme(study: Study) -> Iterator[Finding]:
    """A code, or what an explanation or conclusion names, that is neither a theme nor a factor."""
    codes = {**study.themes, **study.framework.by_id}
    case = study.case
    used = {names for piece in case.evidence for names in (piece.codes, piece.explains)}  # few, of however many pieces
    used |= {theme.explains for theme in case.themes.values()} | {it.themes for it in case.conclusions}
    if all(code in codes for names in used for code in names):
        return
    named = [(piece.origin, "codes", piece.codes) for piece in case.evidence]
    named += [(piece.origin, "explains", piece.explains) for piece in case.evidence]
    named += [(theme.origin, "explains", theme.explains) for theme in case.themes.values()]
    named += [(conclusion.origin, "themes", conclusion.themes) for conclusion in case.conclusions]
    for place, key, names in named:
        for position, code in enumerate(names):
            yield from unknown("unknown-theme", "theme", code, codes, place, key, position)


def unknown_unit(study: Study) -> Iterator[Finding]:
    """A unit that the case does not declare."""
    case = study.case
    things: tuple[Evidence | Event | Indicator, ...] = (*case.evidence, *case.timeline, *case.performance)
    used = {thing.units for thing in things}
    for thing in things if any(unit not in case.units for units in used for unit in units) else ():
        for position, unit in enumerate(thing.units):
            yield from unknown("unknown-unit", "unit", unit, case.units, thing.origin, "units", position)
    for summary in case.summaries:
        yield from unknown("unknown-unit", "unit", summary.unit, case.units, summary.origin, "unit")


def citing(study: Study) -> tuple[Evidence | Backing, ...]:
    """Everything in a case that may cite a source: its evidence and its descriptive statements."""
    described = (item for items in study.case.descriptions.values() for item in items)
    return (*study.case.evidence, *described)


def unknown_source(study: Study) -> Iterator[Finding]:
    """A source that neither the case nor its framework declares."""
    things = citing(study)
    if {name for thing in things for name in (thing.source, thing.via)} <= {"", *study.sources}:
        return
    for thing in things:
        for key, name in (("source", thing.source), ("via", thing.via)):
            yield from unknown("unknown-source", "source", name, study.sources, thing.origin, key)


def unknown_evidence(study: Study) -> Iterator[Finding]:
    """A descriptive statement that rests on evidence that does not exist."""
    known = dict.fromkeys(piece.id for piece in study.evidence)
    for items in study.case.descriptions.values():
        for item in items:
            for position, name in enumerate(item.evidence):
                yield from unknown("unknown-evidence", "evidence", name, known, item.origin, "evidence", position)


def unknown_question(study: Study) -> Iterator[Finding]:
    """A conclusion that answers a question which the framework does not ask."""
    for conclusion in study.case.conclusions:
        known = study.framework.questions
        yield from unknown("unknown-question", "question", conclusion.question, known, conclusion.origin, "question")
