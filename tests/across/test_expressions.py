"""No regular expression of ours takes longer than its text is long: each is fed the worst that it can be fed."""

import ast
import re
import time
from collections.abc import Iterator
from importlib import import_module
from itertools import chain, pairwise, product
from pathlib import Path
from random import Random
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import pytest

import casecode

PACKAGE = Path(casecode.__file__).parent
CALLS = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer")
SIZE = 8_000
SLOWEST = 2e-6
"""Seconds for a character: ten times what a pattern takes that goes over its text once, a tenth of one that goes over
it for each character."""
OTHER = "\u2603"
"""A character that no pattern asks for."""


class Pattern(NamedTuple):
    """A pattern, where it stands, and how it is used."""

    place: str
    pattern: Any
    flags: int
    calls: frozenset[str]


class _Any(dict[str, Any]):
    """The names of a module; what only a function knows stands for a word."""

    def __missing__(self, name: str) -> Any:
        if hasattr(__builtins__, name) or name in ("str", "rb"):
            raise KeyError(name)
        return "word"


def patterns() -> Iterator[Pattern]:
    """Every pattern in the package."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    everywhere = _uses(trees.values())
    for path, tree in trees.items():
        within = _uses([tree])
        parents = {below: node for node in ast.walk(tree) for below in ast.iter_child_nodes(node)}
        for node in filter(_is_of_re, _nodes(tree)):
            module = import_module(".".join(("casecode", *path.relative_to(PACKAGE).with_suffix("").parts)))
            names = _Any(vars(module))
            pattern, *rest = (
                eval(compile(ast.Expression(it), str(path), "eval"), names) for it in (node.args[0], *_flags(node))
            )
            holder = parents[node]
            target = holder.targets[0] if isinstance(holder, ast.Assign) else None
            named = target.id if isinstance(target, ast.Name) else getattr(holder, "arg", "")
            used = within if named.startswith("_") else everywhere  # what is private is used where it stands
            calls = used.get(named, frozenset(CALLS)) if node.func.attr == "compile" else frozenset([node.func.attr])
            yield Pattern(f"{path.relative_to(PACKAGE)}:{node.lineno}", pattern, int(sum(rest)), calls)


def _nodes(tree: ast.AST) -> Iterator[Any]:
    return ast.walk(tree)


def _is_of_re(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in ("compile", *CALLS)
    )


def _flags(call: Any) -> list[Any]:
    """The arguments of a call that are flags."""
    at = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(call.func.attr, 2)
    return [*call.args[at:], *(it.value for it in call.keywords if it.arg == "flags")]


def _uses(trees: Any) -> dict[str, frozenset[str]]:
    """How the patterns with a name are used in some modules."""
    found: dict[str, set[str]] = {}
    for node in chain.from_iterable(map(ast.walk, trees)):
        if isinstance(node, ast.Attribute) and node.attr in CALLS:
            holder = node.value
            name = holder.id if isinstance(holder, ast.Name) else getattr(holder, "attr", "")
            found.setdefault(name, set()).add(node.attr)
    return {name: frozenset(calls) for name, calls in found.items()}


# What a pattern is fed


SIGNS = 8  # of one kind of character that are tried
MOST = 60  # texts that are said again and again, of one pattern with very many parts


def pumped(pattern: Pattern) -> Iterator[tuple[str, str, str]]:
    """What goes before, what is said again and again, and what goes after: made of the pattern's own parts."""
    text = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    parsed = _parser.parse(text, pattern.flags)
    signs = sorted(set(_signs(parsed)))
    parts = [it for it in dict.fromkeys((*_parts(parsed), *signs)) if it]
    whole = _sample(parsed)
    before = dict.fromkeys(("", *_before(parsed, ""), whole))
    pumps = {*parts, *before, *(left + right for left, right in (*pairwise(parts), *product(signs[:5], repeat=2)))}
    if not any(_repeated(parsed)):
        pumps, before = {whole}, {"": None}
    told = sorted(pumps - {""})
    for pump in Random(text).sample(told, MOST) if len(told) > MOST else told:
        for start in before:
            for end in dict.fromkeys(("", OTHER, "\n" + OTHER)):
                yield start, pump, end


def _signs(parsed: Any) -> Iterator[str]:
    """A character for each kind of character in a pattern."""
    for operation, below in parsed:
        if operation in (_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY):
            yield from _characters(operation, below)
        for inner in _inside(operation, below):
            yield from _signs(inner)


def _characters(operation: Any, below: Any) -> list[str]:
    """Some characters that one step of a pattern takes: of each range and class in it the first."""
    if operation is _constants.LITERAL:
        return [chr(below)]
    if operation is _constants.NOT_LITERAL:
        return ["a" if below != ord("a") else "b"]
    if operation is _constants.ANY:
        return ["a", " "]
    found = []
    for kind, it in below:
        if kind is _constants.LITERAL:
            found.append(chr(it))
        elif kind is _constants.RANGE:
            found.append(chr(it[0]))
        elif kind is _constants.CATEGORY:
            found += [sign for sign in "a1 \n-" if re.match(_CATEGORIES[it], sign)]
    negated = below[0][0] is _constants.NEGATE
    matching = [sign for sign in ("a", "1", " ", "-", "[", "\u00e9") if sign not in found] if negated else found
    return matching[:SIGNS] or ["a"]  # one of a kind does what the others do


_CATEGORIES = {
    _constants.CATEGORY_DIGIT: r"\d",
    _constants.CATEGORY_NOT_DIGIT: r"\D",
    _constants.CATEGORY_SPACE: r"\s",
    _constants.CATEGORY_NOT_SPACE: r"\S",
    _constants.CATEGORY_WORD: r"\w",
    _constants.CATEGORY_NOT_WORD: r"\W",
}
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


def _inside(operation: Any, below: Any) -> list[Any]:
    """The patterns within one step of a pattern."""
    if operation in _REPEATS:
        return [below[2]]
    if operation is _constants.SUBPATTERN:
        return [below[3]]
    if operation is _constants.BRANCH:
        return list(below[1])
    if operation in (_constants.ASSERT, _constants.ASSERT_NOT):
        return [below[1]]
    return [below] if operation is _constants.ATOMIC_GROUP else []


def _sample(parsed: Any, repeats: int = 1) -> str:
    """A short text that a pattern takes."""
    return "".join(_step(operation, below, repeats) for operation, below in parsed)


def _step(operation: Any, below: Any, repeats: int) -> str:
    if operation in (_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY):
        return _characters(operation, below)[0]
    if operation in (_constants.ASSERT, _constants.ASSERT_NOT, _constants.AT, _constants.GROUPREF):
        return ""
    if operation in _REPEATS:
        least, most, repeated = below
        return _sample(repeated, repeats) * int(max(least, min(repeats, most)))
    inner = _inside(operation, below)
    return _sample(inner[0], repeats) if inner else ""


def _parts(parsed: Any) -> Iterator[str]:
    """What each repetition in a pattern repeats, and each way that it may take."""
    for operation, below in parsed:
        inner = _inside(operation, below)
        if operation in _REPEATS or operation is _constants.BRANCH:
            yield from map(_sample, inner)
        for it in inner:
            yield from _parts(it)


def _repeated(parsed: Any) -> Iterator[bool]:
    """For each step of a pattern, whether it can go on without end."""
    for operation, below in parsed:
        yield operation in _REPEATS and below[1] is _constants.MAXREPEAT
        for inner in _inside(operation, below):
            yield from _repeated(inner)


def _before(parsed: Any, before: str) -> Iterator[str]:
    """What stands before each repetition of a pattern, at its shortest."""
    for operation, below in parsed:
        if operation in _REPEATS:
            yield before
        for inner in _inside(operation, below):
            yield from _before(inner, before)
        before += _step(operation, below, 0)


# How long it takes


def slowest(pattern: Pattern) -> tuple[float, str]:
    """The most seconds that the pattern takes for a character of anything that it is fed, and what that is."""
    compiled = re.compile(pattern.pattern, pattern.flags)
    worst = (0.0, "")
    for before, pump, after in pumped(pattern):
        for size in (20, 26, 60, 400, SIZE):
            text: Any = before + pump * (size // len(pump)) + after
            text = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
            taken = max(_seconds(compiled, call, text) for call in pattern.calls) / max(len(text), 500)
            if taken > SLOWEST:  # something else may have had the processor
                taken = min(max(_seconds(compiled, call, text) for call in pattern.calls) for _ in range(2)) / len(text)
            worst = max(worst, (taken, f"{before!r} {pump!r}*{size // len(pump)} {after!r}"))
            if taken > SLOWEST:
                return worst
    return worst


def _seconds(compiled: Any, call: str, text: Any) -> float:
    """The time of the processor that a pattern takes for a text."""
    start = time.process_time()
    if call in ("sub", "subn"):
        compiled.sub(text[:0], text)
    elif call == "finditer":
        for _ in compiled.finditer(text):
            pass
    else:
        getattr(compiled, call)(text)
    return time.process_time() - start


OURS = list(patterns())


@pytest.mark.parametrize("pattern", OURS, ids=[it.place for it in OURS])
def test_a_pattern_takes_time_as_its_text_is_long(pattern: Pattern) -> None:
    """Whatever repeats in a pattern is repeated in a text, behind what goes before it, and does not go on."""
    taken, text = slowest(pattern)
    assert taken <= SLOWEST, f"{pattern.pattern!r} takes {taken * 1e6:.1f} µs for a character of {text}"


@pytest.mark.parametrize(
    ("pattern", "call"),
    [
        (r"(a+)+b", "match"),
        (r"(a|a)*b", "match"),
        (r"(\w|\d\d)*-", "fullmatch"),
        (r"\s+$", "search"),
        (r"\s*\n", "sub"),
        (r"<[^>]*>", "sub"),
        (r"# waive ([^:]*):", "search"),
        (r"([\d.,]*\d[\d.,]*)x", "fullmatch"),
        (r"(?:(?:, ?)?[a-z]+)*\]", "match"),
    ],
)
def test_what_explodes_is_seen(pattern: str, call: str) -> None:
    """The measure itself: patterns that are known to explode do so here."""
    assert slowest(Pattern("", pattern, 0, frozenset([call])))[0] > SLOWEST


def test_no_pattern_is_hidden() -> None:
    """Patterns are made by `re.something(…)`, where these tests find them."""
    assert len(OURS) > 40
    for path in PACKAGE.rglob("*.py"):
        assert not re.search(r"^\s*(from re import|import re as)", path.read_text(encoding="utf-8"), re.MULTILINE), path
