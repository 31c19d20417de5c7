"""The rules that keep a corpus from being understood."""

from casecode.checks import crosswalk, framework, identity, references
from casecode.model.problem import Finding
from casecode.model.study import Corpus

FRAMEWORK_ERRORS = (identity.duplicate_factor, identity.duplicate_in_framework, framework.unknown_in_framework)
STUDY_ERRORS = (
    identity.duplicate_id,
    identity.duplicate_summary,
    identity.ambiguous_code,
    references.unknown_factor,
    references.unknown_theme,
    references.unknown_unit,
    references.unknown_source,
    references.unknown_evidence,
    references.unknown_question,
)
CORPUS_ERRORS = (crosswalk.unknown_in_crosswalk, crosswalk.unknown_value)


def check_errors(corpus: Corpus) -> list[Finding]:
    """The errors between the parts of a corpus."""
    found = [problem for rule in FRAMEWORK_ERRORS for framework in corpus.frameworks for problem in rule(framework)]
    found += [problem for rule in STUDY_ERRORS for study in corpus.studies for problem in rule(study)]
    return found + [problem for rule in CORPUS_ERRORS for problem in rule(corpus)]
