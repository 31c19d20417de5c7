"""Waivers: comments in a file by which its author lets a warning stand, with the reason.

`# waive single-source-theme: no other report was published` stands on a line of its own and covers the line below it,
with all that is indented under that. A waiver that no warning needs is itself a problem, so that none outlives its
reason.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

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


_Covered = tuple[str, str, int, int]  # a file, a rule, and the lines


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
        blocks = _Blocks(document.lines)
        for number in _outside_of_texts(document.lines):
            if match := _WAIVER.search(document.lines[number]):
                found, wrong = _read(document, number, match, rules, blocks)
                waivers += found
                standing += wrong
    alike: dict[_Covered, list[Waiver]] = {}  # what they cover, with the waivers that cover just that
    for waiver in waivers:
        alike.setdefault((waiver.span.document.name, waiver.rule, waiver.first, waiver.last), []).append(waiver)
    covering: dict[tuple[str, str, int], list[_Covered]] = {}  # by line; the last is the nearest
    for covered in alike:
        name, rule, first, last = covered
        for line in range(first, last + 1):
            covering.setdefault((name, rule, line), []).append(covered)
    waived: list[Waived] = []
    used: set[_Covered] = set()
    for problem in problems:
        fitting = covering.get((problem.span.document.name, problem.rule, problem.span.line), ())
        used.update(fitting)
        if fitting:
            waived.append(Waived(problem, alike[fitting[-1]][-1].reason))
        else:
            standing.append(problem)
    for waiver in waivers:
        if (waiver.span.document.name, waiver.rule, waiver.first, waiver.last) not in used:
            lines = f"line {waiver.first}" if waiver.first == waiver.last else f"lines {waiver.first} to {waiver.last}"
            message = f'nothing is left to waive: no warning "{waiver.rule}" in {lines}'
            standing.append(_problem(STALE_WAIVER, message, waiver.span, "delete the comment"))
    waived.sort(key=lambda one: (one.problem.span.document.name, one.problem.span.line))
    return Sifted(in_order(standing), tuple(waived))


def _problem(rule: Rule, message: str, span: Span, hint: str) -> Problem:
    return Problem(rule.id, message, span, hint, severity=rule.severity)


def _read(
    document: Document, number: int, match: re.Match[str], rules: Mapping[str, Rule], blocks: "_Blocks"
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
    first, last = blocks.below(number)
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


class _Blocks:
    """What the comments of a file speak of: the next line that is no comment, and what is indented below it."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.known: dict[int, int] = {}  # the last line of a block by its first

    @cached_property
    def following(self) -> list[int]:
        """For each line the next one from it on that is no comment."""
        found = [len(self.lines)]
        for number in range(len(self.lines) - 1, -1, -1):
            found.append(found[-1] if _is_remark(self.lines[number]) else number)
        return found[::-1]

    def below(self, comment: int) -> tuple[int, int]:
        """The first and last line that a comment speaks of, counted from 1."""
        first = self.following[comment + 1]
        if first == len(self.lines):
            return comment + 1, comment + 1
        if first not in self.known:
            self.known[first] = self._last(first)
        return first + 1, self.known[first] + 1

    def _last(self, first: int) -> int:
        text = self.lines[first]
        indent = _indent(text)
        holds_list = text.rstrip().endswith(":") and not text.lstrip().startswith("-")
        last, after = first, self.following[first + 1]
        while after < len(self.lines):
            text = self.lines[after]
            is_item = holds_list and _indent(text) == indent and text.lstrip().startswith("- ")
            if _indent(text) <= indent and not is_item:
                break
            last, after = after, self.following[after + 1]
        return last


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _is_remark(text: str) -> bool:
    return not text.strip() or text.lstrip().startswith("#")
