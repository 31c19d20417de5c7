"""The rules that keep a corpus from being understood: what every report looks for first."""

from casecode.checks import displays, form, identity, ratings, references, values
from casecode.checks.rule import rules_of
from casecode.model.problem import Finding
from casecode.model.study import Corpus

FAMILIES = (form, identity, ratings, references, values, displays)


def check_errors(corpus: Corpus) -> list[Finding]:
    """The errors between the parts of a corpus."""
    return [finding for rule in rules_of(FAMILIES).values() for finding in rule.findings(corpus)]
