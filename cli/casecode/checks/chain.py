"""The chain of evidence has no missing link (Yin 2018, ch. 4): question, conclusion, theme, evidence, source."""

from collections import defaultdict
from collections.abc import Iterator

from casecode.analysis.chain import open_questions
from casecode.checks.references import citing
from casecode.model.problem import Finding
from casecode.model.study import Study


def evidence_without_codes(study: Study) -> Iterator[Finding]:
    """A piece of evidence that no matrix will show."""
    for piece in study.case.evidence:
        if not piece.codes:
            message = f'"{piece.id}" has no codes, so no matrix shows it'
            yield Finding("evidence-without-codes", message, piece.origin.at("id"), "add codes: [a-theme]")


def theme_without_evidence(study: Study) -> Iterator[Finding]:
    """A theme of the case that nothing is coded to."""
    used = {code for piece in study.case.evidence for code in piece.codes}
    for theme in study.case.themes.values():
        if theme.id not in used:
            message = f'no evidence is coded to the theme "{theme.id}"'
            yield Finding("theme-without-evidence", message, theme.origin.at(), "code evidence to it, or take it out")


def single_source_theme(study: Study) -> Iterator[Finding]:
    """A theme that rests on one source only, however many pieces cite it: no triangulation."""
    pieces: defaultdict[str, list[str]] = defaultdict(list)
    for piece in study.case.evidence:
        for code in dict.fromkeys(piece.codes):
            pieces[code].append(piece.source)
    for theme in study.themes.values():
        sources = set(pieces[theme.id])
        if len(sources) == 1:
            count = len(pieces[theme.id])
            what = "one piece" if count == 1 else f"{count} pieces"
            message = f'the theme "{theme.id}" rests on {what} of one source, {sources.pop()}'
            own = study.case.themes.get(theme.id)
            span = own.origin.at() if own else study.case.origin.at("themes")
            yield Finding("single-source-theme", message, span, "look for a second, independent source")


def summary_without_evidence(study: Study) -> Iterator[Finding]:
    """A summary of a cell in which no evidence stands."""
    framework = study.framework
    for summary in study.case.summaries:
        if summary.factor in framework.by_id and not any(
            study.is_coded(piece, summary.factor) and (not summary.unit or summary.unit in piece.units)
            for piece in study.case.evidence
        ):
            where = f'"{summary.factor}" in "{summary.unit}"' if summary.unit else f'"{summary.factor}"'
            message = f"no evidence stands behind the summary of {where}"
            hint = "code the evidence that it sums up, or take it out"
            yield Finding("summary-without-evidence", message, summary.origin.at("factor"), hint)


def source_never_cited(study: Study) -> Iterator[Finding]:
    """A source that the case declares and nothing cites."""
    cited = {name for thing in citing(study) for name in (thing.source, thing.via)}
    for source in study.case.sources.values():
        if source.id not in cited:
            message = f'nothing cites the source "{source.id}"'
            yield Finding("source-never-cited", message, source.origin.at(), "cite it, or take it out")


def uncited_statement(study: Study) -> Iterator[Finding]:
    """A line of the profile, timeline, ... that names neither evidence nor a source."""
    for key, items in study.case.descriptions.items():
        for item in items:
            if not item.evidence and not item.source:
                message = f"this line of the {key} names neither evidence nor a source"
                hint = "add evidence: [its-id] or source: its-id"
                yield Finding("uncited-statement", message, item.origin.at(), hint)


def question_without_conclusion(study: Study) -> Iterator[Finding]:
    """Questions of the framework that the case does not answer; sub-questions may be answered by way of goals."""
    if not study.case.evidence:  # who has found nothing yet has nothing to conclude
        return
    open_ = [question.id for question in open_questions(study)]
    if open_:
        what = "the question" if len(open_) == 1 else f"{len(open_)} questions:"
        message = f"no conclusion answers {what} {', '.join(open_)}"
        hint = f"add to conclusions: - question: {open_[0]}"
        yield Finding("question-without-conclusion", message, study.case.origin.at("conclusions"), hint)


def conclusion_without_evidence(study: Study) -> Iterator[Finding]:
    """A conclusion resting on a theme that no evidence supports, nor contradicts: an answer may say that it fails."""
    decided = {code for piece in study.case.evidence if piece.stance != "qualifies" for code in piece.codes}
    for conclusion in study.case.conclusions:
        for position, theme in enumerate(conclusion.themes):
            if theme in study.themes and theme not in decided:
                message = f'the conclusion rests on "{theme}", which no evidence supports or contradicts'
                span = conclusion.origin.at("themes", position)
                yield Finding("conclusion-without-evidence", message, span, "code evidence for it, or drop the theme")
