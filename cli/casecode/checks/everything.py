"""All rules: errors, and warnings that question the research."""

from casecode.checks import attributes, backing, chain, definitions, documents, errors, waivers
from casecode.checks.rule import rules_of
from casecode.model.problem import Finding
from casecode.model.study import Corpus

RULES = rules_of((*errors.FAMILIES, backing, chain, definitions, attributes, documents, waivers))


def check(corpus: Corpus) -> list[Finding]:
    """All problems between the parts of a corpus."""
    return [finding for rule in RULES.values() for finding in rule.findings(corpus)]
