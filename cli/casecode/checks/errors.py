"""The rules that keep a corpus from being understood: what every report looks for first."""

from itertools import islice

from casecode.checks import displays, form, identity, memos, ratings, references, values
from casecode.checks.rule import rules_of
from casecode.model.problem import MOST_PROBLEMS, Finding
from casecode.model.study import Corpus

FAMILIES = (form, identity, ratings, references, values, displays, memos)
RULES = rules_of(FAMILIES)


def check_errors(corpus: Corpus) -> list[Finding]:
    """The errors between the parts of a corpus: one more than anybody reads where something is wrong everywhere."""
    every = (finding for rule in RULES.values() for finding in rule.findings(corpus))
    return [*islice(every, MOST_PROBLEMS + 1)]
