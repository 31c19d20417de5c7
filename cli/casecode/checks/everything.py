"""All rules over a corpus: errors, and warnings that question the research in it."""

from casecode.checks import chain, documents, framework, sharing
from casecode.checks.errors import check_errors
from casecode.model.problem import Finding
from casecode.model.study import Corpus

FRAMEWORK_WARNINGS = (framework.factor_without_definition,)
STUDY_WARNINGS = (
    chain.evidence_without_codes,
    chain.theme_without_evidence,
    chain.single_source_theme,
    chain.summary_without_evidence,
    chain.source_never_cited,
    chain.uncited_statement,
    chain.question_without_conclusion,
    chain.conclusion_without_evidence,
    documents.document_missing_or_unread,
    documents.document_changed,
    documents.quote_not_found,
)
CORPUS_WARNINGS = (sharing.scattered_theme,)


def check(corpus: Corpus) -> list[Finding]:
    """All problems between the parts of a corpus."""
    found = [problem for rule in FRAMEWORK_WARNINGS for framework in corpus.frameworks for problem in rule(framework)]
    found += [problem for rule in STUDY_WARNINGS for study in corpus.studies for problem in rule(study)]
    found += [problem for rule in CORPUS_WARNINGS for problem in rule(corpus)]
    return check_errors(corpus) + found
