"""Waivers: comments in a file by which its author lets a warning stand, with the reason.

`# waive single-source-theme: no other report was published` stands on a line of its own and covers the line below it,
with all that is indented under that. A waiver that no warning needs is itself a problem, so that none outlives its
reason.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from casecode.checks.rule import Rule
from casecode.model.problem import Problem, in_order, nearest
from casecode.model.span import Document, Span

_WAIVER = re.compile(r"# waive[ \t]+")
_SCALAR = re.compile(r"(?:^|[ \t:-])[|>][-+0-9]{0,2}[ \t]*(?: #.*)?$")  # what follows is text, as far as it is indented

INVALID_WAIVER = Rule(
    "invalid-waiver",
    "warning",
    means=(
        'A comment that begins with "waive" names no rule that can be waived, gives no reason, or stands behind '
        "something."
    ),
    why="A warning may stand only where its author says which and why. The comment stands on a line of its own, above.",
    fails="""
    # cases/demo.yaml
    themes:
      # waive single-source-theme
      prices: {factor: demand, label: Low prices}
    """,
    passes="""
    # cases/demo.yaml
    themes:
      # waive single-source-theme: nobody else has asked buyers
      prices: {factor: demand, label: Low prices}
    """,
)

STALE_WAIVER = Rule(
    "stale-waiver",
    "warning",
    means=(
        "A comment waives a warning that is not there any more, in the line below it and what is indented under that."
    ),
    why="A waiver that outlives its reason would hide the next warning at this place.",
    fails="""
    # cases/demo.yaml: evidence e1 is coded to the theme by now
    themes:
      # waive theme-without-evidence: the survey is not yet coded
      prices: {factor: demand, label: Low prices}
    """,
    passes="""
    # cases/demo.yaml
    themes:
      prices: {factor: demand, label: Low prices}
    """,
)


class Waiver(Struct, frozen=True):
    """A rule that is waived, why, where that is said, and the lines that it covers, both included."""

    rule: str
    reason: str
    span: Span
    first: int
    last: int

    def covers(self, problem: Problem) -> bool:
        """Whether a problem is one that the waiver speaks of."""
        is_here = problem.span.document.name == self.span.document.name
        return is_here and problem.rule == self.rule and self.first <= problem.span.line <= self.last


class Waived(Struct, frozen=True):
    """A warning that its author lets stand."""

    problem: Problem
    reason: str


class Sifted(Struct, frozen=True):
    """Problems that stand, and warnings that are waived, by their places."""

    standing: tuple[Problem, ...]
    waived: tuple[Waived, ...]


def sift(problems: Iterable[Problem], documents: Iterable[Document], rules: Mapping[str, Rule]) -> Sifted:
    """Take out the warnings that the documents waive, and add what is wrong with the waivers, given all rules."""
    waivers: list[Waiver] = []
    standing: list[Problem] = []
    for document in documents:
        for number in _outside_of_texts(document.lines):
            if match := _WAIVER.search(document.lines[number]):
                found, wrong = _read(document, number, match, rules)
                waivers += found
                standing += wrong
    waived: list[Waived] = []
    used: set[int] = set()
    for problem in problems:
        fitting = [waiver for waiver in waivers if waiver.covers(problem)]
        used.update(map(id, fitting))
        if fitting:
            waived.append(Waived(problem, fitting[-1].reason))  # the last is the nearest
        else:
            standing.append(problem)
    for waiver in waivers:
        if id(waiver) not in used:
            lines = f"line {waiver.first}" if waiver.first == waiver.last else f"lines {waiver.first} to {waiver.last}"
            message = f'nothing is left to waive: no warning "{waiver.rule}" in {lines}'
            standing.append(_problem(STALE_WAIVER, message, waiver.span, "delete the comment"))
    waived.sort(key=lambda one: (one.problem.span.document.name, one.problem.span.line))
    return Sifted(in_order(standing), tuple(waived))


def _problem(rule: Rule, message: str, span: Span, hint: str) -> Problem:
    return Problem(rule.id, message, span, hint, severity=rule.severity)


def _read(
    document: Document, number: int, match: re.Match[str], rules: Mapping[str, Rule]
) -> tuple[list[Waiver], list[Problem]]:
    """The waivers of one line, one for each rule that it names, and what is wrong with them."""
    span = Span(document, number + 1, match.start() + 1, number + 1, len(match.string) + 1)
    named, _, reason = match.string[match.end() :].partition(":")
    names = [name.strip() for name in named.split(",")]
    reason = reason.strip(" \t")
    if match.string[: match.start()].strip():
        if names[0] not in rules:  # some other comment
            return [], []
        message, hint = "a waiver behind something waives nothing", "put it on the line above"
        return [], [_problem(INVALID_WAIVER, message, span, hint)]
    if what := _what_is_wrong(names, reason, rules):
        return [], [_problem(INVALID_WAIVER, what[0], span, what[1])]
    first, last = _covered(document.lines, number)
    return [Waiver(name, reason, span, first, last) for name in names], []


def _what_is_wrong(names: Sequence[str], reason: str, rules: Mapping[str, Rule]) -> tuple[str, str] | None:
    for name in names:
        if name not in rules:
            return f'there is no rule "{name}"', nearest(name, rules) or "`casecode explain` lists the rules"
        if rules[name].severity == "error" or name in (INVALID_WAIVER.id, STALE_WAIVER.id):
            return f'the rule "{name}" cannot be waived', "only a warning that questions the research can"
    if not reason:
        return "a waiver needs its reason", f"write it behind a colon: # waive {', '.join(names)}: because …"
    return None


def _outside_of_texts(lines: Sequence[str]) -> Iterator[int]:
    """The numbers of the lines that are not part of a text in block style."""
    within: int | None = None  # the indent of the line at which a text begins
    for number, text in enumerate(lines):
        if within is not None and (not text.strip() or _indent(text) > within):
            continue
        within = _indent(text) if _SCALAR.search(text) and not text.lstrip().startswith("#") else None
        yield number


def _covered(lines: Sequence[str], comment: int) -> tuple[int, int]:
    """The first and last line that a comment speaks of: the next one that is no comment, and what is indented below."""
    number = comment + 1
    while number < len(lines) and _is_remark(lines[number]):
        number += 1
    if number == len(lines):
        return comment + 1, comment + 1
    first, indent = number, _indent(lines[number])
    holds_list = lines[number].rstrip().endswith(":") and not lines[number].lstrip().startswith("-")
    last = first
    for after in range(first + 1, len(lines)):
        text = lines[after]
        if _is_remark(text):
            continue
        is_item = holds_list and _indent(text) == indent and text.lstrip().startswith("- ")
        if _indent(text) <= indent and not is_item:
            break
        last = after
    return first + 1, last + 1


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _is_remark(text: str) -> bool:
    return not text.strip() or text.lstrip().startswith("#")
