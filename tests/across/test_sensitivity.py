"""How findings hang on each value of an outcome."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from casecode.analysis.matrix import Column
from casecode.analysis.mill import apply
from casecode.analysis.outcome import Outcome, read_outcome
from casecode.analysis.presence import Code, Presence, Presences, PresenceTable
from casecode.analysis.selection import Selection
from casecode.analysis.sensitivity import Sensitivity, sensitivity
from casecode.model.attribute import Attribute, Value
from casecode.model.case import Case, Evidence
from casecode.model.study import Study
from casecode.reports.mill import Mill
from conftest import Run
from made import FRAMEWORK, make

RIVALS = Path(__file__).parents[1] / "goldens" / "rivals"
GRADES = {name: Value(name, name.title()) for name in ("low", "middle", "high", "top")}
GRADE = Attribute("grade", values=GRADES, ordered=True)
KIND = Attribute("kind", values=GRADES)
BOUND = replace(FRAMEWORK, attributes={"grade": GRADE, "kind": KIND})


def column(id_: str, **attributes: str) -> Column:
    """A case with attributes."""
    return Column(id_, id_.upper(), Selection(Study(Case(id_, id_.upper(), attributes=attributes), BOUND)))


def table(marks: dict[str, str], attribute: str = "grade") -> PresenceTable:
    """Cases by their value, each with its rows: + for, x against, else open."""
    piece = (Evidence("e1"),)
    made = {"+": Presence(piece), "x": Presence((), piece)}
    rows = tuple(Code(name, name, name.upper()) for name in "abc")
    columns = []
    for name, own in marks.items():
        id_, _, value = name.partition("=")
        by_code = {row.id: made[mark] for row, mark in zip(rows, own, strict=False) if mark in made}
        columns.append(Presences(column(id_, **({attribute: value} if value else {})), by_code))
    return PresenceTable("theme", rows, tuple(columns))


def moved(asked: str, marks: dict[str, str]) -> Sensitivity:
    """The moves for an outcome of some cases."""
    made = table(marks, asked.partition("=")[0])
    outcome = read_outcome(asked, [side.column for side in made.columns])
    assert isinstance(outcome, Outcome)
    return sensitivity(apply(made, outcome.states), outcome)


@pytest.mark.parametrize(
    ("asked", "steps"),
    [
        ("grade=top", {"c": "High → Top", "d": "Top → High"}),
        ("grade=high,top", {"b": "Middle → High", "c": "High → Middle"}),
        ("grade=middle", {"a": "Low → Middle", "b": "Middle → Low or High", "c": "High → Middle"}),
        (
            "kind=top",
            {"a": "Low → Top", "b": "Middle → Top", "c": "High → Top", "d": "Top → Low or Middle or High"},
        ),
    ],
)
def test_a_step_goes_to_the_next_value_of_a_scale(asked: str, steps: dict[str, str]) -> None:
    """Only what one step takes to the other side is moved; without an order any value is a step away."""
    found = moved(asked, {"a=low": "+", "b=middle": "+", "c=high": "+", "d=top": "+", "e": "+"})
    assert {move.side.column.id: move.step.title for move in found.moves} == steps
    assert {side.column.id for side in found.unmoved} == {*"abcd"} - {*steps}


def test_findings_change_with_a_value() -> None:
    """What distinguishes does so no more once a case with the outcome has none of it; the rest stands."""
    found = moved("grade=top", {"a=top": "+++", "b=high": "x+x", "c=low": "xx+"})
    by_case = {move.side.column.id: move for move in found.moves}
    assert [(it.row.id, it.before, it.after) for it in by_case["b"].changes] == [
        ("a", "distinguishes", "ruled out"),
        ("b", "not distinctive", "distinguishes"),
        ("c", "not distinctive", "ruled out"),
    ]
    assert by_case["a"].is_void
    assert by_case["a"].stand == ()
    assert found.stand == ()


def test_pairs_of_one_difference_are_lost_and_won() -> None:
    """A pair of which one changes sides is no pair any more, and others come in its place."""
    found = moved("grade=top", {"a=top": "+++", "b=top": "+++", "c=high": "x++", "d=low": "xx+"})
    one = next(move for move in found.moves if move.side.column.id == "c")
    assert [(pair.with_.column.id, pair.without.column.id) for pair in one.lost] == [("a", "c"), ("b", "c")]
    assert [(pair.with_.column.id, pair.without.column.id) for pair in one.won] == [("c", "d")]


def test_evidence_as_an_outcome_is_turned() -> None:
    """Where an outcome is told by evidence, each column is taken for one of the other side."""
    columns = [
        Column("c", "C", Selection(make([Evidence(codes=("x",)), Evidence(codes=("y",))], name="c"))),
        Column("d", "D", Selection(make([Evidence(codes=("x",), stance="contradicts")], name="d"))),
    ]
    found = read_outcome("x", columns, "theme")
    assert isinstance(found, Outcome)
    assert {id_: step.title for id_, step in found.steps.items()} == {"c": "with → without", "d": "without → with"}


def test_every_format_has_what_stands(casecode: Run) -> None:
    """The page, the table and the JSON tell the same of each move; only what is known is moved."""
    call = ("mill", "--outcome", "success=high", "--sensitivity")
    told = json.loads(casecode(*call, "-f", "json", cwd=str(RIVALS)).stdout)
    rows = [line["row"] for line in told["agreement"]]
    for move in told["sensitivity"]["moves"]:
        assert sorted([*move["stand"], *(it["row"] for it in move["changes"])]) == sorted(rows) or move["void"]
    table_ = casecode(*call, "-f", "csv", cwd=str(RIVALS)).stdout.splitlines()
    assert len(table_) == 1 + len(rows) * len(told["sensitivity"]["moves"])
    for format_ in ("table", "markdown", "html", "latex"):
        assert "if one value were another" in casecode(*call, "-f", format_, cwd=str(RIVALS)).stdout
    assert json.loads(casecode(*call[:-1], "-f", "json", cwd=str(RIVALS)).stdout)["sensitivity"] is None


def test_a_report_names_what_no_step_moves() -> None:
    """Columns far from the line, and those without a value, are named in the notes."""
    made = table({"a=top": "+", "b=high": "x", "c=low": "x", "d": "+"})
    outcome = read_outcome("grade=top", [side.column for side in made.columns])
    assert isinstance(outcome, Outcome)
    methods = apply(made, outcome.states)
    sheet = Mill(outcome.name, outcome.title, methods, sensitivity(methods, outcome), outcome.scale).page().sheets[2]
    assert sheet.notes == (
        "One value at a time is moved by one step of its scale (Low, Middle, High, Top), the others as they are.",
        "Found whatever one value is: 0 of 3 rows (distinguishes 0 of 1; open 0 of 2).",
        "No step of theirs crosses the outcome, so that every finding stands: C.",
        "Not moved, as the outcome is not known: D.",
    )
