"""The chain of evidence has no missing link (Yin 2018, ch. 4): question, conclusion, theme, evidence, source."""

from collections import defaultdict
from collections.abc import Iterator

from casecode.analysis.chain import open_questions
from casecode.checks.references import citing
from casecode.checks.rule import Rule
from casecode.checks.unread import Unread, meant, unread_evidence, unread_pieces, unread_themes
from casecode.model.backing import Backing
from casecode.model.case import Evidence, Summary
from casecode.model.problem import Finding
from casecode.model.study import Study

EVIDENCE_WITHOUT_CODES = Rule(
    "evidence-without-codes",
    "warning",
    means="A piece of evidence has no codes.",
    why="It was worth writing down and appears in no matrix; either it is not coded yet, or a construct is missing.",
    fails="""
    # cases/demo.yaml
    evidence:
      - {id: e1, statement: Shoppers look for low prices., source: survey}
    """,
    passes="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey}
    """,
)


@EVIDENCE_WITHOUT_CODES.in_study
def evidence_without_codes(study: Study) -> Iterator[Finding]:
    """A piece of evidence that no matrix will show."""
    unread = Unread(study.case)
    for piece in study.case.evidence:
        if not piece.codes and not unread.may_tell(piece, "codes"):
            message = f'"{piece.id}" has no codes, so no matrix shows it'
            yield Finding(message, piece.origin.at("id"), "add codes: [a-theme]")


THEME_WITHOUT_EVIDENCE = Rule(
    "theme-without-evidence",
    "warning",
    means="No evidence is coded to a theme of the case.",
    why="A theme is found in the data; one without data is an expectation, and should not look like a result.",
    fails="""
    # cases/demo.yaml
    themes:
      prices: {factor: demand, label: Low prices}
      brands: {factor: demand, label: Known brands}
    """,
    passes="""
    # cases/demo.yaml
    themes:
      prices: {factor: demand, label: Low prices}
    """,
)


@THEME_WITHOUT_EVIDENCE.in_study
def theme_without_evidence(study: Study) -> Iterator[Finding]:
    """A theme of the case that nothing is coded to."""
    if unread_evidence(study, "codes"):
        return
    used = meant((code for piece in study.case.evidence for code in piece.codes), study.code_order)
    for theme in study.case.themes.values():
        if theme.id not in used:
            message = f'no evidence is coded to the theme "{theme.id}"'
            yield Finding(message, theme.origin.at(), "code evidence to it, or take it out")


SINGLE_SOURCE_THEME = Rule(
    "single-source-theme",
    "warning",
    means="All evidence for a theme comes from one original source.",
    why="Without a second, independent source nothing speaks for it but that source (triangulation; Yin 2018, ch. 4).",
    fails="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey}
    """,
    passes="""
    # cases/demo.yaml
    sources:
      survey: {type: report, title: A survey}
      press: {type: article-newspaper, title: A report}
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey}
      - {id: e2, codes: [prices], statement: Goods from abroad cost less., source: press}
    """,
)


@SINGLE_SOURCE_THEME.in_study
def single_source_theme(study: Study) -> Iterator[Finding]:
    """A theme that rests on one source only, however many pieces cite it: no triangulation."""
    if unread_evidence(study, "codes", "source"):
        return
    pieces: defaultdict[str, list[str]] = defaultdict(list)
    for piece in study.case.evidence:
        for code in dict.fromkeys(piece.codes):
            pieces[code].append(piece.source)
    near = meant(pieces.keys() - study.code_order.keys(), study.code_order)
    for theme in study.themes.values():
        sources = set(pieces[theme.id])
        if len(sources) == 1 and theme.id not in near:
            count = len(pieces[theme.id])
            what = "one piece" if count == 1 else f"{count} pieces"
            message = f'the theme "{theme.id}" rests on {what} of one source, {sources.pop()}'
            own = study.case.themes.get(theme.id)
            spot = own.origin.at() if own else study.case.origin.at("themes")
            yield Finding(message, spot, "look for a second, independent source")


SUMMARY_WITHOUT_EVIDENCE = Rule(
    "summary-without-evidence",
    "warning",
    means="A summary speaks of a cell of the matrix in which no evidence stands.",
    why="A summary condenses evidence; without any it is an opinion that looks like a finding.",
    fails="""
    # cases/demo.yaml, where all evidence on demand is from Russia
    summaries:
      - {factor: demand, unit: sea, text: Shoppers want low prices.}
    """,
    passes="""
    # cases/demo.yaml
    summaries:
      - {factor: demand, unit: russia, text: Shoppers want low prices.}
    """,
)


@SUMMARY_WITHOUT_EVIDENCE.in_study
def summary_without_evidence(study: Study) -> Iterator[Finding]:
    """A summary of a cell in which no evidence stands."""
    if unread_evidence(study, "codes", "units") or unread_themes(study):
        return
    unread = Unread(study.case)
    for summary in study.case.summaries:
        is_known = summary.factor in study.framework.by_id and summary.unit in ("", *study.case.units)
        if not is_known or unread.may_tell(summary, "unit"):
            continue
        if not any(_may_stand_behind(piece, summary, study) for piece in study.case.evidence):
            where = f'"{summary.factor}" in "{summary.unit}"' if summary.unit else f'"{summary.factor}"'
            message = f"no evidence stands behind the summary of {where}"
            yield Finding(message, summary.origin.at("factor"), "code the evidence that it sums up, or take it out")


def _may_stand_behind(piece: Evidence, summary: Summary, study: Study) -> bool:
    """Whether a piece is of the cell, as far as its codes and units are known: of an unknown one nobody can say."""
    framework, units = study.framework, study.case.units
    if summary.unit and summary.unit not in piece.units and all(unit in units for unit in piece.units):
        return False
    factors = [factor for code in piece.codes for factor in study.factors_of(code)]
    return any(it not in framework.by_id or framework.is_within(it, summary.factor) for it in factors)


SOURCE_NEVER_CITED = Rule(
    "source-never-cited",
    "warning",
    means="The case declares a source that nothing cites.",
    why="A reference list names what was used; evidence may be missing, or the source was set aside.",
    fails="""
    # cases/demo.yaml
    sources:
      survey: {type: report, title: A survey}
      press: {type: article-newspaper, title: A report}
    """,
    passes="""
    # cases/demo.yaml
    sources:
      survey: {type: report, title: A survey}
    """,
)


@SOURCE_NEVER_CITED.in_study
def source_never_cited(study: Study) -> Iterator[Finding]:
    """A source that the case declares and nothing cites."""
    records, case = citing(study), study.case
    unread = Unread(case)
    if (
        unread_pieces(study)
        or unread.any_may_tell(records, "source", "via")
        or unread.may_tell(case, "profile", "timeline", "displays")
    ):
        return
    cited = meant((name for it in records for name in (it.source, it.via) if name), study.sources)
    for source in case.sources.values():
        if source.id not in cited:
            message = f'nothing cites the source "{source.id}"'
            yield Finding(message, source.origin.at(), "cite it, or take it out")


UNCITED_STATEMENT = Rule(
    "uncited-statement",
    "warning",
    means="A line of the profile or timeline, or a part of a display, names neither evidence nor a source.",
    why="Every figure of a case description will be asked where it is from.",
    fails="""
    # cases/demo.yaml
    profile:
      - {label: Founded, value: "1999"}
    """,
    passes="""
    # cases/demo.yaml
    profile:
      - {label: Founded, value: "1999", source: survey, locator: p. 3}
    """,
)


@UNCITED_STATEMENT.in_study
def uncited_statement(study: Study) -> Iterator[Finding]:
    """A line of the profile or timeline, or a part of a display, that names neither evidence nor a source.

    What a part of a display stands in may name it for all; of what only heads others nothing is asked.
    """
    case, unread = study.case, Unread(study.case)
    lines: list[tuple[str, Backing]] = [("profile", fact) for fact in case.profile]
    lines += (("timeline", event) for event in case.timeline)
    for display in case.displays:
        if not unread.any_may_tell((display, *display.walk()), "evidence", "source"):
            shown = (entry for top in display.settled for entry in top.walk())
            lines += ((f'display "{display.id}"', entry) for entry in shown if entry.says_something)
    for name, item in lines:
        if not item.is_backed and not unread.may_tell(item, "evidence", "source"):
            message = f"this line of the {name} names neither evidence nor a source"
            yield Finding(message, item.origin.at(), "add evidence: [its-id] or source: its-id")


QUESTION_WITHOUT_CONCLUSION = Rule(
    "question-without-conclusion",
    "warning",
    means="No conclusion of the case answers one or more of the questions of its framework.",
    why="The chain of evidence begins at the questions; one without an answer is unfinished or out of scope.",
    fails="""
    # cases/demo.yaml
    conclusions: []
    """,
    passes="""
    # cases/demo.yaml
    conclusions:
      - {question: why-abroad, text: Low prices draw buyers., themes: [prices]}
    """,
)


@QUESTION_WITHOUT_CONCLUSION.in_study
def question_without_conclusion(study: Study) -> Iterator[Finding]:
    """Questions of the framework that the case does not answer; sub-questions may be answered by way of goals."""
    case, questions = study.case, study.framework.questions
    unread = Unread(case)
    if not case.evidence:  # who has found nothing yet has nothing to conclude
        return
    if unread.may_tell(case, "conclusions") or unread.any_may_tell(case.conclusions, "question"):
        return
    answered = meant((conclusion.question for conclusion in case.conclusions), questions)
    open_ = [question.id for question in open_questions(study) if question.id not in answered]
    if open_:
        what = "the question" if len(open_) == 1 else f"{len(open_)} questions:"
        message = f"no conclusion answers {what} {', '.join(open_)}"
        hint = f"add to conclusions: - question: {open_[0]}"
        yield Finding(message, case.origin.at("conclusions"), hint)


CONCLUSION_WITHOUT_EVIDENCE = Rule(
    "conclusion-without-evidence",
    "warning",
    means="A conclusion rests on a theme that no evidence supports or contradicts.",
    why="It may be right, but this case does not show it. What only qualifies a theme decides nothing.",
    fails="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], statement: Prices may matter., source: survey, stance: qualifies}
    conclusions:
      - {question: why-abroad, text: Low prices draw buyers., themes: [prices]}
    """,
    passes="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey}
    conclusions:
      - {question: why-abroad, text: Low prices draw buyers., themes: [prices]}
    """,
)


@CONCLUSION_WITHOUT_EVIDENCE.in_study
def conclusion_without_evidence(study: Study) -> Iterator[Finding]:
    """A conclusion resting on a theme that no evidence supports, nor contradicts: an answer may say that it fails."""
    if unread_evidence(study, "codes", "stance"):
        return
    deciding = (piece for piece in study.case.evidence if piece.stance != "qualifies")
    decided = meant((code for piece in deciding for code in piece.codes), study.code_order)
    for conclusion in study.case.conclusions:
        for position, theme in enumerate(conclusion.themes):
            if theme in study.themes and theme not in decided:
                message = f'the conclusion rests on "{theme}", which no evidence supports or contradicts'
                spot = conclusion.origin.at("themes", position)
                yield Finding(message, spot, "code evidence for it, or drop the theme")
