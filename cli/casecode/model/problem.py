"""What is wrong with a file: values with a rule, a message and a place, never exceptions."""

from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from casecode.model.span import Span, Spot

Severity = Literal["error", "warning"]

# Every rule that exists. A rule that stops a file from being understood is an error; one that questions the research
# in it is a warning. `rules.yaml` tells of each what it means and why it matters.
RULES: dict[str, Severity] = {
    "encoding": "error",
    "syntax": "error",
    "empty-file": "error",
    "too-large": "error",
    "too-deep": "error",
    "yaml-feature": "error",
    "duplicate-key": "error",
    "unknown-key": "error",
    "missing-key": "error",
    "wrong-kind": "error",
    "invalid-value": "error",
    "invalid-id": "error",
    "missing-file": "error",
    "duplicate-id": "error",
    "duplicate-factor": "error",
    "duplicate-summary": "error",
    "ambiguous-code": "error",
    "unknown-framework": "error",
    "unknown-factor": "error",
    "unknown-theme": "error",
    "unknown-unit": "error",
    "unknown-source": "error",
    "unknown-evidence": "error",
    "unknown-question": "error",
    "evidence-without-codes": "warning",
    "theme-without-evidence": "warning",
    "single-source-theme": "warning",
    "scattered-theme": "warning",
    "summary-without-evidence": "warning",
    "source-never-cited": "warning",
    "uncited-statement": "warning",
    "missing-document": "warning",
    "unread-document": "warning",
    "document-changed": "warning",
    "quote-not-found": "warning",
    "factor-without-definition": "warning",
    "question-without-conclusion": "warning",
    "conclusion-without-evidence": "warning",
    "invalid-waiver": "warning",
    "stale-waiver": "warning",
}

WAIVES = b"# waive"  # a file without these bytes waives no warning


class Related(Struct, frozen=True):
    """A second place that explains a problem."""

    message: str
    span: Span


class Problem(Struct, frozen=True):
    """One thing that is wrong in a file: which rule, what, where, and what to do about it."""

    rule: str
    message: str
    span: Span
    hint: str | None = None
    related: tuple[Related, ...] = ()

    @property
    def severity(self) -> Severity:
        return RULES[self.rule]


class Finding(Struct, frozen=True):
    """What a check finds: a problem whose place is still a part of a record. `related` are spots with what is there."""

    rule: str
    message: str
    spot: Spot
    hint: str | None = None
    related: tuple[tuple[str, Spot], ...] = ()

    @property
    def severity(self) -> Severity:
        return RULES[self.rule]

    def located(self, find: Callable[[Spot], Span]) -> Problem:
        """The problem, given what finds the span of a spot."""
        related = tuple(Related(message, find(spot)) for message, spot in self.related)
        return Problem(self.rule, self.message, find(self.spot), self.hint, related)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file, then by place, each once."""
    unique: dict[tuple[str, str, str], Problem] = {}
    for problem in problems:
        unique.setdefault((problem.rule, problem.message, str(problem.span)), problem)
    return tuple(sorted(unique.values(), key=lambda p: (p.span.document.name, p.span.line, p.span.column, p.rule)))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """A hint that names the known word most like this one, never this one itself; nothing where none is like it."""
    from difflib import get_close_matches

    matches = get_close_matches(word, [it for it in known if it != word], n=1, cutoff=0.6)
    return f'did you mean "{matches[0]}"?' if matches else None


def in_full(names: Iterable[str]) -> str | None:
    """A hint for an id that is there, but not where it was looked for: the full names of what has it, if anything."""
    found = [*dict.fromkeys(names)]
    if not found:
        return None
    return f'did you mean "{found[0]}"?' if len(found) == 1 else f"write one of {', '.join(found)}"
