"""Checks over a loaded corpus: one small function per rule, in explicit tuples.

Loading reports what is wrong with the form of a file; checks report what is wrong between its parts.
"""

from casecode.checks import chain, framework, identity, references
from casecode.model.study import Corpus
from casecode.problem import Problem, in_order

FRAMEWORK_ERRORS = (identity.duplicate_factor, identity.duplicate_in_framework, framework.unknown_in_framework)
STUDY_ERRORS = (
    identity.duplicate_id,
    identity.ambiguous_code,
    references.unknown_factor,
    references.unknown_theme,
    references.unknown_unit,
    references.unknown_source,
    references.unknown_evidence,
    references.unknown_question,
)
FRAMEWORK_WARNINGS = (framework.factor_without_definition,)
STUDY_WARNINGS = (
    chain.evidence_without_codes,
    chain.theme_without_evidence,
    chain.single_source_theme,
    chain.source_never_cited,
    chain.uncited_statement,
    chain.question_without_conclusion,
    chain.conclusion_without_evidence,
)


def check_errors(corpus: Corpus) -> tuple[Problem, ...]:
    """The problems that keep a corpus from being understood."""
    found = [problem for rule in FRAMEWORK_ERRORS for framework in corpus.frameworks for problem in rule(framework)]
    found += [problem for rule in STUDY_ERRORS for study in corpus.studies for problem in rule(study)]
    return in_order(found)


def check(corpus: Corpus) -> tuple[Problem, ...]:
    """All problems between the parts of a corpus, warnings too."""
    found = [problem for rule in FRAMEWORK_WARNINGS for framework in corpus.frameworks for problem in rule(framework)]
    found += [problem for rule in STUDY_WARNINGS for study in corpus.studies for problem in rule(study)]
    return in_order([*check_errors(corpus), *found])
