"""All rules: errors, and warnings that question the research."""

from casecode.checks import attributes, backing, chain, definitions, documents, errors, sharing, waivers
from casecode.checks.rule import rules_of
from casecode.model.problem import Finding
from casecode.model.study import Corpus

RULES = rules_of((*errors.FAMILIES, backing, chain, definitions, sharing, attributes, documents, waivers))


def check(corpus: Corpus) -> list[Finding]:
    """All problems between the parts of a corpus."""
    others = (rule for id_, rule in RULES.items() if id_ not in errors.RULES)
    return [*errors.check_errors(corpus), *(finding for rule in others for finding in rule.findings(corpus))]
