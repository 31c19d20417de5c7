"""What an outcome is, what goes with it, and in which order that is told."""

import pytest
from msgspec.structs import replace

from casecode.analysis.crosswalk import through
from casecode.analysis.matrix import Column
from casecode.analysis.mill import apply
from casecode.analysis.outcome import Outcome, read_outcome
from casecode.analysis.presence import Code, Presence, Presences, PresenceTable
from casecode.analysis.refusal import Refusal
from casecode.analysis.selection import Selection
from casecode.model.attribute import Attribute, Value
from casecode.model.case import Case, Evidence
from casecode.model.framework import Crosswalk, Factor, Framework
from casecode.model.study import Study
from made import FRAMEWORK, THEMES, make

SIZE = Attribute("size", title="Size", factor="a", values={"small": Value("small", "Small"), "big": Value("big")})
TRADE = Attribute("trade", of=("source",))
BOUND = replace(FRAMEWORK, attributes={"size": SIZE, "mood": Attribute("mood"), "trade": TRADE})


def column(id_: str, study: Study | None = None, **attributes: str) -> Column:
    """A case with attributes."""
    study = study or Study(Case(id_, id_.upper(), attributes=attributes), BOUND)
    return Column(id_, id_.upper(), Selection(study))


COLUMNS = (column("p", size="big"), column("q", size="small", mood="a=b"), column("r", mood="9", age="3"))


@pytest.mark.parametrize(
    ("text", "name", "title", "states"),
    [
        ("size=big", "size=big", "Size: big", "for against open"),
        (" size = big , small ", "size=big,small", "Size: big or Small", "for for open"),
        ("mood=a=b", "mood=a=b", "mood: a=b", "open for against"),
        ("age=3", "age=3", "age: 3", "open open for"),
    ],
)
def test_values_of_an_attribute_are_an_outcome(text: str, name: str, title: str, states: str) -> None:
    """One value or several, with blanks around them or not; where a case has no value that is open."""
    found = read_outcome(text, COLUMNS)
    assert isinstance(found, Outcome)
    assert (found.name, found.title, " ".join(found.states.values())) == (name, title, states)
    assert found.itself == (("a", "a1", "a2") if name.startswith("size") else ())


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("size=huge", "known are: small, big"),
        ("size=smal", 'did you mean "small"?'),
        ("size=", "known are: small, big"),
        ("mood=7", "known are: 9, a=b"),
        ("size", "write size=small; its values are small, big"),
        ("mood", "write mood=9; its values are 9, a=b"),
        ("sise=big", 'did you mean "size"?'),
        ("zzz", "known are: a, a1, a2, b"),
        ("trade=nurse", "known are: size, mood, age"),
        ("trade", "known are: a, a1, a2, b"),
    ],
)
def test_what_is_no_outcome_is_told_what_is(text: str, hint: str) -> None:
    """The values that the framework declares, else those that occur, in an order; of a misspelt name the nearest. An
    attribute of sources alone is none."""
    found = read_outcome(text, COLUMNS)
    assert isinstance(found, Refusal)
    assert found.hint == hint


def test_cases_without_attributes_are_told_where_to_write_them() -> None:
    """Where no case has any attribute, or none a value, there is no list of them."""
    bare = column("s", Study(Case("s"), FRAMEWORK))
    found = [
        read_outcome("size=big", [bare]),
        read_outcome("mood", [column("t")]),
        read_outcome("mood=7", [column("t")]),
    ]
    assert [it.hint for it in found if isinstance(it, Refusal)] == [
        "cases have `attributes:`",
        "none of them has a value",
        "known are: none",
    ]


def test_an_attribute_sums_up_what_its_own_framework_says() -> None:
    """Through a lens an attribute of the own framework stands for what its factor maps to there."""
    own = make([Evidence(codes=("a",))])
    own = Study(replace(own.case, attributes={"size": "big"}), BOUND)
    target = Framework("g", factors=(Factor("push", factors=(Factor("low"),)), Factor("pull")))
    lens = through(own, target, Crosswalk(from_="f", map={"a": ("push",)}))
    found = read_outcome("size=big", [column("c", lens)])
    assert isinstance(found, Outcome)
    assert found.itself == ("push", "low")


def test_a_theme_is_an_outcome() -> None:
    """It is called as in the first case that has it. Among themes it is itself alone, among factors its factor."""
    first, second = make([Evidence(codes=("x",))]), make([Evidence(codes=("v",))])
    named = {"v": replace(THEMES["v"], label="First"), "x": THEMES["x"]}
    first = replace(first, case=replace(first.case, themes=named))
    columns = (column("one", first), column("two", second))
    among_factors, among_themes = read_outcome("v", columns), read_outcome("v", columns, "theme")
    assert isinstance(among_factors, Outcome)
    assert isinstance(among_themes, Outcome)
    assert (among_factors.title, among_factors.states) == ("First", {"one": "open", "two": "for"})
    assert (among_factors.itself, among_themes.itself) == (("a1",), ("v",))


def rows_of(marks: dict[str, str]) -> PresenceTable:
    """A table of themes; for each column its rows: + for, x against, else open."""
    piece = (Evidence("e1"),)
    made = {"+": Presence(piece), "x": Presence((), piece)}
    rows = tuple(Code(name, name, name.upper()) for name in "abcdef")
    columns = (
        Presences(column(id_), {row.id: made[mark] for row, mark in zip(rows, own, strict=False) if mark in made})
        for id_, own in marks.items()
    )
    return PresenceTable("theme", rows, tuple(columns))


def test_what_goes_best_with_an_outcome_comes_first() -> None:
    """Among findings of one kind that which more instances have is first, then that which more others have not."""
    table = rows_of({"p": "....++", "q": "...+++", "r": ".xx.xx", "s": "..x..x"})
    found = apply(table, {"p": "for", "q": "for", "r": "against", "s": "against"})
    assert {one.finding for one in found.agreements} == {"open", "distinguishes"}
    assert [one.row.id for one in found.agreements] == ["f", "e", "d", "c", "b", "a"]


def test_pairs_that_differ_in_one_thing_come_first() -> None:
    """Then pairs without a difference, those of which more is known first; last pairs with several, the most first."""
    table = rows_of(
        {"p": "++++++", "q": "x+++++", "r": "xxxx++", "s": "++++++", "t": "++++..", "u": "x++++.", "v": "xx++++"}
    )
    found = apply(table, {name: "for" if name == "p" else "against" for name in "pqrstuv"})
    assert [one.without.column.id for one in found.differences] == ["q", "u", "s", "t", "r", "v"]
    wide = rows_of({"p": "++++++", "q": "xx++..", "r": "xx++++"})
    found = apply(wide, {"p": "for", "q": "against", "r": "against"})
    assert [one.without.column.id for one in found.differences] == ["r", "q"]


def test_an_outcome_does_not_go_with_itself() -> None:
    """A theme is left out as itself, or with all themes under a factor that is the outcome."""
    table = rows_of({"p": "++++++"})
    found = apply(table, {"p": "for"}, ("a", "B"))
    assert [row.id for row in found.left_out] == ["a", "b"]
    assert [one.row.id for one in found.agreements] == list("cdef")
