"""Every id that a case or framework refers to exists."""

from collections.abc import Collection, Iterator

from casecode.checks.rule import Rule
from casecode.checks.unread import Unread, unread_codes, unread_factors, unread_pieces, unread_themes
from casecode.model.backing import Backing
from casecode.model.case import Event, Evidence
from casecode.model.display import Entry
from casecode.model.framework import Crosswalk, Framework
from casecode.model.problem import Finding, nearest
from casecode.model.span import Origin
from casecode.model.study import Corpus, Study


def unknown(kind: str, name: str, known: Collection[str], origin: Origin, *path: str | int) -> Iterator[Finding]:
    """The problem of a name that is not among those known; none for a name that was missing or unreadable."""
    if name and name not in known:
        hint = nearest(name, known)
        if hint is None:
            hint = (
                f"known are {', '.join(known)}"
                if 0 < len(known) <= 8
                else f"declare it, or see `casecode list {kind if kind == 'evidence' else f'{kind}s'}`"
            )
        yield Finding(f'there is no {kind} "{name}"', origin.at(*path), hint)


UNKNOWN_FRAMEWORK = Rule(
    "unknown-framework",
    "error",
    means="The case names a framework that is neither in the project nor built in.",
    why="Without its framework a case has no factors, and nothing can be tallied.",
    fails="""
    # cases/demo.yaml
    framework: tinny
    """,
    passes="""
    # cases/demo.yaml
    framework: tiny
    """,
)

UNKNOWN_FACTOR = Rule(
    "unknown-factor",
    "error",
    means="A theme, question, proposition or matrix names a factor that the framework does not have.",
    why="What hangs on a factor that does not exist appears in no table.",
    fails="""
    # cases/demo.yaml
    themes:
      prices: {factor: demands, label: Low prices}
    """,
    passes="""
    # cases/demo.yaml
    themes:
      prices: {factor: demand, label: Low prices}
    """,
)


@UNKNOWN_FACTOR.in_framework
def unknown_factor_in_framework(framework: Framework) -> Iterator[Finding]:
    """A theme, question, attribute, proposition or matrix of a factor that the framework does not have."""
    if unread_factors(framework):
        return
    factors = framework.by_id
    for theme in framework.themes.values():
        yield from unknown("factor", theme.factor, factors, theme.origin, "factor")
    for question in framework.questions.values():
        for position, name in enumerate(question.factors):
            yield from unknown("factor", name, factors, question.origin, "factors", position)
    for attribute in framework.attributes.values():
        yield from unknown("factor", attribute.factor, factors, attribute.origin, "factor")
    for proposition in framework.propositions:
        yield from unknown("factor", proposition.from_, factors, proposition.origin, "from")
        yield from unknown("factor", proposition.to, factors, proposition.origin, "to")
    for layout in framework.matrices:
        columns = () if isinstance(layout.columns, str) else layout.columns
        for key, names in (("rows", layout.rows), ("columns", columns)):
            for position, name in enumerate(names):
                yield from unknown("factor", name, factors, layout.origin, key, position)


@UNKNOWN_FACTOR.in_study
def unknown_factor(study: Study) -> Iterator[Finding]:
    """A theme or summary of a factor that the framework does not have."""
    if unread_factors(study.framework):
        return
    for theme in study.case.themes.values():
        yield from unknown("factor", theme.factor, study.framework.by_id, theme.origin, "factor")
    for summary in study.case.summaries:
        yield from unknown("factor", summary.factor, study.framework.by_id, summary.origin, "factor")


@UNKNOWN_FACTOR.in_corpus
def unknown_in_crosswalk(corpus: Corpus) -> Iterator[Finding]:
    """A crosswalk that names a factor which its side does not have.

    The other framework is looked into where it has been read; who checks a framework reads its partners, too.
    """
    known = {framework.id: framework for framework in corpus.frameworks}
    for framework in corpus.frameworks:
        for crosswalk in framework.crosswalks:
            ends = crosswalk.ends(framework.id)
            if ends[0] != ends[1] and framework.id in ends:
                yield from _unknown_factors(crosswalk, *map(known.get, ends))


def _unknown_factors(crosswalk: Crosswalk, source: Framework | None, target: Framework | None) -> Iterator[Finding]:
    origin = crosswalk.origin
    for name, targets in crosswalk.map.items():
        if source is not None and not unread_codes(source):
            codes = {**source.by_id, **source.themes}
            yield from unknown("factor", name, codes, origin, "map", name)
        for position, to in enumerate(targets):
            if target is not None and not unread_factors(target):
                yield from unknown("factor", to, target.by_id, origin, "map", name, position)


UNKNOWN_THEME = Rule(
    "unknown-theme",
    "error",
    means="Evidence is coded to, or a conclusion rests on, something that is neither a theme nor a factor.",
    why="A slip of the keyboard would otherwise lose the evidence without a trace.",
    fails="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [price], statement: Shoppers look for low prices., source: survey}
    """,
    passes="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey}
    """,
)


@UNKNOWN_THEME.in_framework
def unknown_theme_in_framework(framework: Framework) -> Iterator[Finding]:
    """What a theme of the framework explains, and the framework does not have."""
    if unread_codes(framework):
        return
    codes = {**framework.themes, **framework.by_id}
    for theme in framework.themes.values():
        for position, name in enumerate(theme.explains):
            yield from unknown("theme", name, codes, theme.origin, "explains", position)


@UNKNOWN_THEME.in_study
def unknown_theme(study: Study) -> Iterator[Finding]:
    """A code, or what an explanation or conclusion names, that is neither a theme nor a factor."""
    codes = {**study.themes, **study.framework.by_id}
    case = study.case
    used = {names for piece in case.evidence for names in (piece.codes, piece.explains)}  # few, of however many pieces
    used |= {theme.explains for theme in case.themes.values()} | {it.themes for it in case.conclusions}
    if all(code in codes for names in used for code in names) or unread_themes(study):
        return
    named = [(piece.origin, "codes", piece.codes) for piece in case.evidence]
    named += [(piece.origin, "explains", piece.explains) for piece in case.evidence]
    named += [(theme.origin, "explains", theme.explains) for theme in case.themes.values()]
    named += [(conclusion.origin, "themes", conclusion.themes) for conclusion in case.conclusions]
    for origin, key, names in named:
        for position, code in enumerate(names):
            yield from unknown("theme", code, codes, origin, key, position)


UNKNOWN_UNIT = Rule(
    "unknown-unit",
    "error",
    means="Evidence, an event or a part of a display names a unit that the case does not declare.",
    why="The evidence would stand in no column, and the comparison of units would be wrong.",
    fails="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], units: [rusia], statement: Shoppers look for low prices., source: survey}
    """,
    passes="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], units: [russia], statement: Shoppers look for low prices., source: survey}
    """,
)


@UNKNOWN_UNIT.in_study
def unknown_unit(study: Study) -> Iterator[Finding]:
    """A unit that the case does not declare."""
    case = study.case
    if Unread(case).may_tell(case, "units"):
        return
    shown = (entry for display in case.displays for entry in display.walk())
    records: tuple[Evidence | Event | Entry, ...] = (*case.evidence, *case.timeline, *shown)
    used = {record.units for record in records}
    for record in records if any(unit not in case.units for units in used for unit in units) else ():
        for position, unit in enumerate(record.units):
            yield from unknown("unit", unit, case.units, record.origin, "units", position)
    for summary in case.summaries:
        yield from unknown("unit", summary.unit, case.units, summary.origin, "unit")


UNKNOWN_SOURCE = Rule(
    "unknown-source",
    "error",
    means="Something cites a source that neither the case nor its framework declares.",
    why="The chain of evidence ends before it reaches a document that a reader could look up.",
    fails="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey-2017}
    """,
    passes="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey}
    """,
)


@UNKNOWN_SOURCE.in_framework
def unknown_reference(framework: Framework) -> Iterator[Finding]:
    """What a framework or factor cites, and the references of the framework do not have."""
    references = framework.references
    if Unread(framework).may_tell(framework, "references"):
        return
    yield from unknown("source", framework.source, references, framework.origin, "source")
    for factor in framework.by_id.values():
        for position, name in enumerate(factor.references):
            yield from unknown("source", name, references, factor.origin, "references", position)
    for item in shown_in(framework):
        for key, name in (("source", item.source), ("via", item.via)):
            yield from unknown("source", name, references, item.origin, key)


def shown_in(framework: Framework) -> Iterator[Backing]:
    """The displays of a framework, and all that stands in them."""
    for display in framework.displays:
        yield display
        yield from display.walk()


@UNKNOWN_SOURCE.in_study
def unknown_source(study: Study) -> Iterator[Finding]:
    """A source that neither the case nor its framework declares."""
    case, framework = study.case, study.framework
    records = citing(study)
    if {name for record in records for name in (record.source, record.via)} <= {"", *study.sources}:
        return
    if Unread(case).may_tell(case, "sources") or Unread(framework).may_tell(framework, "references"):
        return
    for record in records:
        for key, name in (("source", record.source), ("via", record.via)):
            yield from unknown("source", name, study.sources, record.origin, key)


def citing(study: Study) -> tuple[Evidence | Backing, ...]:
    """Everything in a case that may cite a source: its evidence and its descriptive statements."""
    return (*study.case.evidence, *(item for _, item in study.case.descriptions))


UNKNOWN_EVIDENCE = Rule(
    "unknown-evidence",
    "error",
    means="A line of the profile or timeline, or a part of a display, rests on evidence that does not exist.",
    why="The line looks backed and is not.",
    fails="""
    # cases/demo.yaml
    profile:
      - {label: Founded, value: "1999", evidence: [e7]}
    """,
    passes="""
    # cases/demo.yaml
    profile:
      - {label: Founded, value: "1999", evidence: [e1]}
    """,
)


@UNKNOWN_EVIDENCE.in_study
def unknown_evidence(study: Study) -> Iterator[Finding]:
    """A descriptive statement that rests on evidence that does not exist."""
    if unread_pieces(study) or not all(piece.id for piece in study.case.evidence):
        return
    known = dict.fromkeys(piece.id for piece in study.evidence)
    for _, item in study.case.descriptions:
        for position, name in enumerate(item.evidence):
            yield from unknown("evidence", name, known, item.origin, "evidence", position)


@UNKNOWN_EVIDENCE.in_framework
def evidence_of_framework(framework: Framework) -> Iterator[Finding]:
    """Evidence that a display of a framework rests on: a framework has none."""
    for item in shown_in(framework):
        if item.evidence:
            message = f'a framework has no evidence, such as "{item.evidence[0]}"'
            yield Finding(message, item.origin.at("evidence"), "name a source, one of its references:")


UNKNOWN_QUESTION = Rule(
    "unknown-question",
    "error",
    means="A conclusion answers, or a question is part of, a question that the framework does not ask.",
    why="An answer without its question cannot be judged.",
    fails="""
    # cases/demo.yaml
    conclusions:
      - {question: whence, text: Low prices draw buyers., themes: [prices]}
    """,
    passes="""
    # cases/demo.yaml
    conclusions:
      - {question: why-abroad, text: Low prices draw buyers., themes: [prices]}
    """,
)


@UNKNOWN_QUESTION.in_framework
def unknown_parent(framework: Framework) -> Iterator[Finding]:
    """A question that is part of one which the framework does not ask."""
    if Unread(framework).may_tell(framework, "questions"):
        return
    for question in framework.questions.values():
        yield from unknown("question", question.parent, framework.questions, question.origin, "parent")


@UNKNOWN_QUESTION.in_study
def unknown_question(study: Study) -> Iterator[Finding]:
    """A conclusion that answers a question which the framework does not ask."""
    known = study.framework.questions
    if Unread(study.framework).may_tell(study.framework, "questions"):
        return
    for conclusion in study.case.conclusions:
        yield from unknown("question", conclusion.question, known, conclusion.origin, "question")
