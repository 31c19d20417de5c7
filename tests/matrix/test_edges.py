"""Edges of selecting, ordering and matching, where a slip would change no ordinary report."""

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from casecode.analysis import crosstab
from casecode.analysis.attributes import NOWHERE, standing
from casecode.analysis.axis import Axis
from casecode.analysis.distance import pairs
from casecode.analysis.explanations import explain, match
from casecode.analysis.matrix import Column
from casecode.analysis.presence import Code, Presence, Presences, PresenceTable
from casecode.analysis.query import Query
from casecode.analysis.refusal import RefusedCallError
from casecode.analysis.selection import Selection
from casecode.app import app
from casecode.model.attribute import Attribute, Value
from casecode.model.case import Case, Evidence
from casecode.model.framework import Proposition, Theme
from casecode.model.source import Source
from casecode.model.study import Study
from made import FRAMEWORK, THEMES, make


@pytest.mark.parametrize(
    ("since", "until", "kept"),
    [
        ("2014-05-10", "", True),
        ("2014-05-11", "", False),
        ("", "2014-05-10", True),
        ("", "2014-05-09", False),
        ("2014-05-10", "2014-05-10", True),
    ],
)
def test_a_period_holds_its_first_and_last_day(since: str, until: str, kept: bool) -> None:
    """What is dated by the very day that a period begins or ends with lies in it."""
    study = make([Evidence(date="2014-05-10")])
    assert bool(Selection(study, Query(since=since, until=until)).pieces) == kept


@pytest.mark.parametrize(("since", "until", "kept"), [("2015", "", True), ("2016", "", False), ("", "2014", False)])
def test_a_piece_without_a_date_is_of_its_source(since: str, until: str, kept: bool) -> None:
    """It tells of nothing later than its source, and lies in the period of that; in none where that has no date."""
    study = make([Evidence(source="s1")])
    dated = replace(study, case=replace(study.case, sources={"s1": Source("s1", issued="2015-06")}))
    assert bool(Selection(dated, Query(since=since, until=until)).pieces) == kept
    assert not Selection(study, Query(since=since, until=until)).pieces


def test_a_unit_or_code_that_a_piece_names_twice_counts_once() -> None:
    """A piece stands once under each code of each unit, however often it names them."""
    selection = Selection(make([Evidence(codes=("v", "v", "y"), units=("u1", "u2", "u1"))]))
    for unit in ("u1", "u2", ""):
        found = selection.by_code(unit)
        assert {code: [piece.id for piece in pieces] for code, pieces in found.items()} == {"v": ["e0"], "y": ["e0"]}
    assert selection.by_code("u3") == {}


def test_of_pairs_equally_near_the_one_with_more_in_common_comes_first() -> None:
    """Among equal distances more agreement is nearer; among these the order of the columns decides."""
    rows = tuple(Code(name, name, name) for name in "abcd")
    seen = {"+": Presence((Evidence("e1"),)), "x": Presence((), (Evidence("e1"),))}
    made = {"p": "+...", "q": "+...", "r": ".+++", "s": ".+++"}
    columns = tuple(
        Presences(
            Column(name, name, Selection(Study(Case(name), FRAMEWORK))),
            {row.id: seen[mark] for row, mark in zip(rows, marks, strict=True) if mark in seen},
        )
        for name, marks in made.items()
    )
    found = pairs(PresenceTable("factor", rows, columns))
    named = [(it.first.column.id + it.second.column.id, it.distance) for it in found]
    assert named == [("rs", 0), ("pq", 0), ("pr", 1), ("ps", 1), ("qr", 1), ("qs", 1)]


def test_a_claim_counts_where_nothing_is_asked_for_or_evidence_is_selected() -> None:
    """A claim of a theme is of no unit or source: a query leaves it out, unless evidence behind it passes."""
    piece = Evidence(codes=("v",), explains=("y",), units=("u1",), source="s1")
    study = make([piece, replace(piece, codes=("x",))])
    themes = {**THEMES, "v": replace(THEMES["v"], explains=("y",)), "w": replace(THEMES["w"], explains=("z",))}
    study = replace(study, case=replace(study.case, themes=themes))

    def found(query: Query) -> list[tuple[str, str, bool]]:
        return [(one.reason, one.result, one.is_claimed) for one in explain(Selection(study, query))]

    assert found(Query()) == [("v", "y", True), ("x", "y", False), ("w", "z", True)]
    assert found(Query(units=("u1",))) == [("v", "y", True), ("x", "y", False)]
    assert found(Query(units=("u2",))) == []


def test_an_explanation_falls_under_propositions_by_both_its_ends() -> None:
    """Its reason at or below what a proposition goes out from, its result at or below what that leads to, by any factor
    that they stand for; what falls under none was not foreseen."""
    framework = replace(FRAMEWORK, propositions=(*FRAMEWORK.propositions, Proposition("p3", "a1", "b")))
    pieces = [Evidence(codes=(reason,), explains=(result,)) for reason, result in ("vy", "yz", "yv", "vw")]
    study = replace(make(pieces), framework=framework)
    lens = {"v": ("a1", "b"), "w": ("a1",), "y": ("b", "a2"), "z": ("b",)}

    def under(study: Study) -> tuple[dict[str, list[str]], list[str]]:
        found = match(Selection(study))
        named = {reason + result: [*ids] for (reason, result), ids in found.propositions.items()}
        return named, [it.reason + it.result for it in found.unforeseen]

    assert under(study) == ({"vy": ["p1", "p3"], "yv": ["p2"]}, ["vw", "yz"])
    seen = {"vy": ["p1", "p3"], "yv": ["p1", "p2"], "vw": ["p2"], "yz": ["p1"]}
    assert under(replace(study, mapped=lens)) == (seen, [])


def test_both_ends_of_an_explanation_must_stand_in_the_framework() -> None:
    """Through a lens a reason or a result without a counterpart is no explanation; one with both is."""
    study = make([Evidence(codes=("v", "x"), explains=("y", "z"))])
    lens = replace(study, mapped={"v": ("a1",), "y": ("b",), "x": (), "z": ()})
    assert [(one.reason, one.result) for one in explain(Selection(lens))] == [("v", "y")]
    assert [len(it.explanations) for it in match(Selection(lens)).matches] == [1, 0]


def test_shared_themes_turn_as_their_framework_says() -> None:
    """A theme that qualifies its factor makes any stance a qualification; the framework's own word on a theme holds."""
    case = Case(themes={"part": Theme("part", "a1", stance="qualifies"), "both": Theme("both", "a1")})
    study = Study(case, replace(FRAMEWORK, themes={"both": Theme("both", "a1", stance="contradicts")}))
    assert study.turning == {"part": "qualifies", "both": "contradicts"}
    assert [study.bearing("part", it) for it in ("supports", "contradicts", "qualifies")] == ["qualifies"] * 3
    assert study.bearing("both", "qualifies") == "qualifies"
    assert study.bearing("both", "supports") == "contradicts"


def test_a_standing_has_the_rank_and_title_of_its_value() -> None:
    """Declared values come first, with their titles, then others in the natural order, and last what has none."""
    values = {"low": Value("low", "Low"), "high": Value("high", "")}
    framework = replace(FRAMEWORK, attributes={"size": Attribute("size", values=values)})
    found = [
        standing(Study(Case(attributes={"size": value} if value else {}), framework), "case", "", "size")
        for value in ("", "v10", "v9", "high", "low")
    ]
    assert [one.value for one in sorted(found, key=lambda one: one.rank)] == ["low", "high", "v9", "v10", ""]
    assert [one.title for one in found] == ["", "v10", "v9", "high", "Low"]
    assert found[0] == NOWHERE
    assert standing(Study(Case(attributes={"size": "low"}), framework), "unit", "nowhere", "size") == NOWHERE


def test_a_matrix_of_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of themes against thousands of themes fill the memory: the call ends and says how to narrow it."""
    monkeypatch.setattr(crosstab, "MOST_CELLS", 3)
    result = CliRunner().invoke(app, ["matrix", "alibaba", "--rows", "theme", "--columns", "theme"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "3 cells are the most" in result.stderr
    assert "narrow it down" in result.stderr


def test_a_matrix_of_as_many_cells_as_there_may_be_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit itself is within the limit, before the cells are made and after rows without evidence are added."""
    selections = [Selection(make([Evidence(codes=("v",), units=("u1", "u2"))]))]
    axes = Axis("theme"), Axis("unit")
    monkeypatch.setattr(crosstab, "MOST_CELLS", 2)
    assert len(crosstab.cross(selections, axes).cells) == 2
    with pytest.raises(RefusedCallError):
        crosstab.cross(selections, axes, keep_empty=True)
