"""Findings: the matrices, the comparison with its verdicts, quotes that show the themes, propositions and rivals."""

from collections import Counter

from casecode.analysis.matrix import Column
from casecode.reports import analyze, compare, evidence, patterns, proof
from casecode.reports.cells import plural
from casecode.reports.chapters.chapter import Chapter, Said, Subject, listed
from casecode.sheet import Sheet

FEW = 4  # columns that are compared where nobody says which
QUOTES = 2  # of a theme, where nobody says how many


def matrices(subject: Subject) -> Chapter:
    """The matrices of each case, and the researcher's summaries of their cells."""
    report = analyze.build(subject.selections, subject.part.of)
    said: list[Said] = []
    sheets: list[Sheet] = []
    for case in report.cases:
        own = analyze.sheets_of(case, subject.names)
        study, found = case.study, case.coverage
        factors = len(found.covered) + len(found.opposed) + len(found.gaps)
        counts = f"{len(found.covered)} of {plural(factors, 'factor')} have evidence that supports them"
        against = f", {len(found.opposed)} only evidence against or qualifying them" if found.opposed else ""
        none = f", {len(found.gaps)} none" if found.gaps else ""
        said.append(Said(f"{study.case.title}: {counts}{against}{none}.", len(sheets)))
        sheets += own
    return Chapter(tuple(said), tuple(sheets))


def comparison(subject: Subject) -> Chapter:
    """Cases side by side; of a single case its units, where they are few or the outline names them."""
    columns = _columns(subject)
    if len(columns) < 2:
        return Chapter()
    frameworks = {column.study.framework.id for column in columns}
    if len(frameworks) > 1:
        return Chapter()
    report = compare.build(columns)
    verdicts = Counter(row.verdict for row in report.rows)
    told = listed([f"{number} {verdict}" for verdict, number in verdicts.most_common()])
    said = [Said(f"Of {plural(len(report.rows), 'row')} with evidence, {told}.", 0)]
    for one in report.likenesses if len(columns) <= FEW else ():
        if one.jaccard is not None:
            pair = f"{one.first.title} and {one.second.title} share {one.shared} of {plural(one.either, 'theme')}"
            said.append(Said(f"{pair} in the rows where both have evidence (Jaccard index {one.jaccard:.2f}).", 0))
    return Chapter(tuple(said), report.page().sheets)


def _columns(subject: Subject) -> list[Column]:
    wanted = subject.part.of
    if len(subject.selections) > 1:
        cases = {it.study.case.id: it for it in subject.selections}
        chosen = [cases[id_] for id_ in wanted] if wanted else [*cases.values()]
        return [Column(it.study.case.id, it.study.case.title, it) for it in chosen]
    (selection,) = subject.selections
    study = selection.study
    used = {unit for piece in selection.pieces for unit in piece.units}
    units = wanted or [unit for unit in study.case.units if unit in used]
    if not wanted and len(units) > FEW:
        return []
    return [Column(unit, study.unit_title(unit), selection, unit=unit) for unit in units]


def quotes(subject: Subject) -> Chapter:
    """Quotes of each theme, the important ones first."""
    limit = int(float(subject.part.limit)) if subject.part.limit else QUOTES
    report = proof.build(evidence.build(subject.selections), subject.selections, limit)
    count = sum(len(one.pieces) for one in report.proven)
    if not count:
        return Chapter()
    said = Said(f"{plural(count, 'quote')} show {plural(len(report.proven), 'theme')}.", 0)
    return Chapter((said,), report.page().sheets)


def propositions(subject: Subject) -> Chapter:
    """Each proposition of the framework with its verdict, what explains what, and what explains the same."""
    report = patterns.build(subject.selections)
    said: list[Said] = []
    sheets: list[Sheet] = []
    for case in report.cases:
        if not (case.matches or case.explanations):
            continue
        verdicts = Counter(it.verdict for it in case.matches)
        if verdicts:
            told = listed([f"{number} {verdict}" for verdict, number in verdicts.most_common()])
            of = plural(len(case.matches), "proposition")
            said.append(Said(f"{case.study.case.title}: of {of}, {told}.", len(sheets)))
        sheets += patterns.sheets_of(case, subject.names)
        if case.rivals:
            rivals = plural(len(case.rivals), "result")
            said.append(Said(f"{rivals} have reasons under more than one factor.", len(sheets) - 1))
    return Chapter(tuple(said), tuple(sheets))
