"""Shapes: what each accepts, what it says of anything else, and that reading goes on after a mistake."""

from collections.abc import Callable
from typing import Any

import pytest

from casecode.checks.errors import check_errors
from casecode.model.case import Unit
from casecode.model.problem import Problem
from casecode.model.span import Document
from casecode.model.study import Study
from casecode.project.project import Project
from casecode.read import forms
from casecode.read.shape import Below, ListOf, MapOf, ValuesByRating
from casecode.read.words import Choice, Flag, Identifier, Rating, Shape
from casecode.read.yaml import parse
from conftest import case_of

Make = Callable[..., Study]
UNIT_ID = Identifier(of="unit")
STANCE = Choice(words=("supports", "contradicts"))
COLUMNS = ListOf(Identifier(), words=("units",))


def read(shape: Shape, text: str) -> tuple[Any, list[Problem]]:
    """What a shape makes of a text, and the problems."""
    root, problems = parse(Document("t", text + "\n"))
    assert root is not None
    assert problems == []
    return shape.read(root, problems), problems


@pytest.mark.parametrize(
    ("shape", "text", "value"),
    [
        (forms.TEXT, "x", "x"),
        (forms.TEXT, "' x '", "x"),
        (forms.TEXT, "|\n  x\n  y\n", "x\ny"),
        (forms.TEXT, "~", "~"),
        (UNIT_ID, "south-east-asia-2", "south-east-asia-2"),
        (UNIT_ID, "1688", "1688"),
        (forms.DATE, "2012/2013-06", "2012/2013-06"),
        (STANCE, "contradicts", "contradicts"),
        (forms.TEXTS, "[a b, c]", ("a b", "c")),
        (forms.TEXTS, "[]", ()),
        (COLUMNS, "units", "units"),
        (COLUMNS, "[units]", ("units",)),
        (MapOf(forms.UNIT), "{}", {}),
        (Rating(), "-2", -2),
        (Rating(), "+1", 1),
        (Rating(), "'\u22122'", -2),
        (Rating(), "007", 7),
        (ValuesByRating(), "{1: helps, -1: hinders, 0: neither}", {-1: "hinders", 0: "neither", 1: "helps"}),
        (Flag(), "TRUE", True),
        (Flag(), "false", False),
    ],
)
def test_what_is_right_is_read(shape: Shape, text: str, value: object) -> None:
    """Each shape reads what is written as it should be, without a problem."""
    assert read(shape, text) == (value, [])


def test_a_comma_that_ends_a_text_is_told() -> None:
    """What stands behind a comma in {...} is a key to YAML; the hint says how to keep it in the text."""
    value, (problem,) = read(forms.EVENT, "{date: 2020, event: Shares sold, votes limited}")
    assert value.event == "Shares sold"
    assert problem.message == 'an event has no key "votes limited"'
    assert problem.hint == "in {...} a comma ends a value: put a text that has one into quotes"


@pytest.mark.parametrize(
    ("shape", "text", "message", "hint"),
    [
        (forms.TEXT, "[x]", "expected a text, found a list", None),
        (forms.TEXT, "{x: y}", "expected a text, found a mapping of keys to values", None),
        (forms.TEXT, "''", "expected a text, found an empty text", "write a text, or leave the key out"),
        (forms.TEXT, "--- # x", "expected a text, found nothing", "write a text, or leave the key out"),
        (UNIT_ID, "[a]", "expected the id of a unit, found a list", None),
        (Identifier(), "[a]", "expected an id, found a list", None),
        (forms.DATE, "[2014]", "expected a date, found a list", None),
        (STANCE, "[a]", "expected one of supports, contradicts, found a list", None),
        (forms.TEXTS, "a", "expected a list, found a text", "write [a]"),
        (forms.TEXTS, "{a: b}", "expected a list, found a mapping of keys to values", None),
        (COLUMNS, "unit", 'expected a list or "units", found a text', None),
        (MapOf(forms.UNIT), "[a]", "expected a mapping from ids to units, found a list", None),
        (
            Below(lambda: forms.UNIT),
            "x",
            "expected the keys of a unit, found a text",
            "a unit has keys: title, role, attributes, note",
        ),
        (
            forms.EVENT,
            "x",
            "expected the keys of an event, found a text",
            "an event has keys: date, event, units, evidence, source, via, locator, note",
        ),
    ],
)
def test_wrong_kind_says_what_belongs_there(shape: Shape, text: str, message: str, hint: str | None) -> None:
    """A value of another kind is refused with what was expected, what was found, and how to write it."""
    value, (problem,) = read(shape, text)
    assert value is None
    assert (problem.rule, problem.message, problem.hint) == ("wrong-kind", message, hint)


@pytest.mark.parametrize(
    ("written", "better"), [("South East", "south-east"), ("a--b", "a-b"), ("a_b", "a-b"), ("'-'", None), ("é", None)]
)
def test_wrong_id_is_kept_and_corrected(written: str, better: str | None) -> None:
    """An id that is not kebab-case comes with one that would do, and is kept so that what names it finds it."""
    value, (problem,) = read(Identifier(), written)
    assert value == written.strip("'")
    assert problem.rule == "invalid-id"
    assert problem.hint == (f'for example "{better}"' if better else None)


@pytest.mark.parametrize(
    ("shape", "text", "message", "hint"),
    [
        (STANCE, "support", '"support" is not known here', 'did you mean "supports"?'),
        (STANCE, "zzz", '"zzz" is not known here', "use one of supports, contradicts"),
        (Rating(), "1.5", '"1.5" is not a rating', "write a whole number, such as -2, 0 or +1"),
        (Rating(), "high", '"high" is not a rating', "write a whole number, such as -2, 0 or +1"),
        (Rating(), "--1", '"--1" is not a rating', "write a whole number, such as -2, 0 or +1"),
        (
            forms.DATE,
            "2014-13",
            '"2014-13" is not a date',
            "write 2014, 2014-09, 2014-09-19, or an interval 2012/2013",
        ),
    ],
)
def test_wrong_word_says_which_are_right(shape: Shape, text: str, message: str, hint: str) -> None:
    """A word that is not allowed, or a date that does not exist, is refused with those that are."""
    value, (problem,) = read(shape, text)
    assert value is None
    assert (problem.rule, problem.message, problem.hint) == ("invalid-value", message, hint)


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        ("{1: x, low: y}", "invalid-value", '"low" is not a rating'),
        ("{1: x, +1: y}", "duplicate-key", 'the rating "+1" stands here a second time'),
        ("{1: x, 2: [y]}", "wrong-kind", "expected a text, found a list"),
    ],
)
def test_scales_keep_what_is_right(text: str, rule: str, message: str) -> None:
    """Of a scale the ratings that are right are read, the first of two; each that is wrong is told."""
    value, (problem,) = read(ValuesByRating(), text)
    assert value == {1: "x"}
    assert (problem.rule, problem.message) == (rule, message)


def test_lists_drop_what_is_wrong() -> None:
    """Of a list the items that are right are read, and each that is wrong is reported at its place."""
    value, (problem,) = read(forms.TEXTS, "[a, [b], c]")
    assert value == ("a", "c")
    assert str(problem.span) == "t:1:5"


def test_unknown_key_with_the_one_meant() -> None:
    """An unknown key is reported at its place with the known one most like it, and the rest is read."""
    value, (problem,) = read(forms.UNIT, "{title: A, role: host, notte: so}")
    assert (value.title, value.role) == ("A", "host")
    assert (problem.rule, problem.message) == ("unknown-key", 'a unit has no key "notte"')
    assert (str(problem.span), problem.hint) == ("t:1:24", 'did you mean "note"?')


def test_unknown_key_like_none() -> None:
    """Where no known key is like an unknown one, all known ones are named."""
    _, (problem,) = read(forms.UNIT, "{title: A, role: host, zzz: 1}")
    assert problem.hint == "a unit has title, role, attributes, note"


def test_missing_keys_say_what_they_are_for() -> None:
    """Every key that must be there and is not is one problem, with what it is for."""
    value, problems = read(forms.UNIT, "{}")
    assert value == Unit()
    assert [(problem.rule, problem.message) for problem in problems] == [
        ("missing-key", 'this unit has no "title"'),
    ]
    assert problems[0].hint == "title: what tables call it"


def test_all_mistakes_are_found_in_one_run() -> None:
    """Each mistake at any depth of a tree is reported, in the order of the file."""
    _, problems = read(forms.FACTOR, "{id: A, title: [x], factors: [{id: b}, y, {id: c, title: C, factors: z}]}")
    assert [problem.rule for problem in problems] == [
        *("invalid-id", "wrong-kind", "missing-key", "wrong-kind", "wrong-kind")
    ]
    places = [(problem.span.line, problem.span.column) for problem in problems]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("section", "text", "rule"),
    [
        ("units", "units:\n  russia: {role: host}\n", "missing-key"),
        ("units", "units:\n  russia: Russia\n", "wrong-kind"),
        ("units", "units:\n  russia: {title: Russia, role: Host}\n", "invalid-id"),
        ("sources", "sources:\n  survey: A survey\n", "wrong-kind"),
        ("sources", "sources:\n  survey: {type: report}\n", "missing-key"),
        ("sources", "sources:\n  survey: {type: reprot, title: A survey}\n", "invalid-value"),
        ("themes", "themes:\n  prices: Low prices\n", "wrong-kind"),
        ("themes", "themes:\n  prices: {label: Low prices}\n", "missing-key"),
        ("themes", "themes:\n  prices: {factor: [demand], label: Low prices}\n", "wrong-kind"),
        ("evidence", "evidence:\n  - {id: e1, codes: prices, statement: So., source: survey}\n", "wrong-kind"),
        ("evidence", "evidence:\n  - {id: e1, codes: [prices], statement: So.}\n", "missing-key"),
        ("evidence", "evidence:\n  - {id: [e1], codes: [prices], statement: So., source: survey}\n", "wrong-kind"),
        ("title", "title: ''\n", "wrong-kind"),
    ],
)
def test_one_mistake_makes_one_problem(section: str, text: str, rule: str, study: Make, opened: Project) -> None:
    """A record with a mistake is read with defaults in its place, so that nothing that refers to it is reported."""
    study(**{section: text})
    problems = [*opened.problems, *opened.located(check_errors(opened.corpus))]
    assert [problem.rule for problem in problems] == [rule]


@pytest.mark.parametrize("text", ["framework: [tiny]\n", "framework:\n", "framework: ''\n"])
def test_unreadable_framework_name_is_one_problem(text: str, opened: Project) -> None:
    """A framework that is not named by a word is reported once, and no framework is looked for."""
    case_of(opened, opened.catalogue.roots[0] / "x.yaml", f"case: x\ntitle: y\n{text}".encode())
    assert [problem.rule for problem in opened.problems] == ["wrong-kind"]
    assert opened.frameworks == {}
