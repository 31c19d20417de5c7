"""A rule of `check`: its id, how grave it is, what it means and why it matters, an example each way, and its checks.

A module of this package holds a family of rules. What reading a file reports has no check: it is declared only.
"""

from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from casecode.model.framework import Framework
from casecode.model.problem import Finding, Severity
from casecode.model.study import Corpus, Study

_T = TypeVar("_T")
Check = Callable[[_T], Iterator[Finding]]


class Rule(Struct, frozen=True, eq=False):
    """A rule. One that stops a file from being understood is an error; one that questions the research a warning.

    Examples are excerpts of files: the keys that they leave out are as they should be.
    """

    id: str
    severity: Severity
    means: str
    why: str
    fails: str
    passes: str
    framework_checks: list[Check[Framework]] = []
    study_checks: list[Check[Study]] = []
    corpus_checks: list[Check[Corpus]] = []

    def in_framework(self, check: Check[Framework]) -> Check[Framework]:
        """Make a generator a check of this rule, over each framework."""
        return self._kept(check, self.framework_checks)

    def in_study(self, check: Check[Study]) -> Check[Study]:
        """Make a generator a check of this rule, over each case with its framework."""
        return self._kept(check, self.study_checks)

    def in_corpus(self, check: Check[Corpus]) -> Check[Corpus]:
        """Make a generator a check of this rule, over everything that was loaded."""
        return self._kept(check, self.corpus_checks)

    def findings(self, corpus: Corpus) -> Iterator[Finding]:
        """What all checks of the rule find."""
        for in_framework in self.framework_checks:
            for framework in corpus.frameworks:
                yield from in_framework(framework)
        for in_study in self.study_checks:
            for study in corpus.studies:
                yield from in_study(study)
        for in_corpus in self.corpus_checks:
            yield from in_corpus(corpus)

    def _kept(self, check: Check[_T], checks: list[Check[_T]]) -> Check[_T]:
        def named(value: _T) -> Iterator[Finding]:
            return (replace(it, rule=self.id, severity=self.severity) for it in check(value))

        checks.append(named)
        return named


def rules_of(families: Iterable[ModuleType]) -> dict[str, Rule]:
    """The rules that modules declare, by id, in their order."""
    declared = (it for family in families for it in vars(family).values() if isinstance(it, Rule))
    return {rule.id: rule for rule in declared}
