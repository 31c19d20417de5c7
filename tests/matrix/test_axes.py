"""One registry of axes: what is a row of a matrix is a group of evidence, with the same members in the same order."""

import csv
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

import casecode.commands.evidence
import casecode.commands.matrix  # noqa: F401  (the help of these is made of the axes when they are imported)
from casecode.analysis import axes
from casecode.analysis.axes import NONE, Axis, Kind, read_axis
from casecode.analysis.query import Query
from casecode.analysis.refusal import Refusal
from casecode.analysis.selection import select
from casecode.app import app
from casecode.console import names as completed
from casecode.model.case import Evidence, Unit
from casecode.model.framework import Attribute, Value
from casecode.model.study import Study
from casecode.reports import evidence as report_of
from casecode.reports import matrix as crossing
from made import make

SIZES = Attribute(id="size", title="Size", values={"small": Value("small", "Small"), "big": Value("big", "Big")})


def piece(date: str = "", units: tuple[str, ...] = (), codes: tuple[str, ...] = ("v",)) -> Evidence:
    """A piece of a date and units."""
    return Evidence(codes=codes, units=units, date=date, source="s1")


def study(*evidence: Evidence, name: str = "c", **attributes: str) -> Study:
    """A case whose units have a size, or none; the framework declares small before big."""
    made = make([*evidence], name=name)
    units = {unit: Unit(id=unit, title=unit.upper(), attributes={"size": size}) for unit, size in attributes.items()}
    case = replace(made.case, attributes={}, units={**units, "bare": Unit(id="bare")})
    return Study(case, replace(made.framework, attributes={"size": SIZES}))


def groups(studies: list[Study], axis: Axis, query: Query | None = None) -> list[tuple[str, int, int]]:
    """The groups of evidence: their ids, the pieces that stand there, and how many others belong to them."""
    found = report_of.build(select(studies, query or Query()), grouping=axis).groups
    return [(group.id, len(group.pieces), group.also) for group in found]


def columns(studies: list[Study], axis: Axis, query: Query | None = None) -> list[tuple[str, int]]:
    """The columns of a matrix with their totals."""
    table = crossing.build(select(studies, query or Query()), (Axis("factor"), axis)).table
    return [(key.id, table.column_totals[key].count) for key in table.columns]


def test_a_piece_stands_in_all_its_years() -> None:
    """What covers 2013 to 2015 belongs to three years in a matrix and among groups; among groups it stands in one."""
    made = [make([piece("2013/2015"), piece("2014"), piece()])]
    assert columns(made, Axis("year")) == [("2013", 1), ("2014", 2), ("2015", 1), ("", 1)]
    assert groups(made, Axis("year")) == [("2013", 1, 0), ("2014", 1, 1), ("2015", 0, 1), ("", 1, 0)]


def test_units_of_two_cases_are_two_groups_in_the_order_of_the_cases() -> None:
    """A unit of one id in two cases is two groups; units stand as their cases declare them, not by what comes first."""
    made = [make([piece(units=("u3",)), piece(units=("u1",))], name=name) for name in ("z", "c")]
    expected = ["z:u1", "z:u3", "c:u1", "c:u3"]
    assert [id_ for id_, _, _ in groups(made, Axis("unit"))] == expected
    assert [id_ for id_, _ in columns(made, Axis("unit"))] == expected
    assert report_of.build(select(made, Query()), grouping=Axis("unit")).groups[2].title == "C, U1"


@pytest.mark.parametrize("axis", [*map(Axis, axes.names()), Axis("theme", "b"), Axis("attribute", "size", of="unit")])
def test_groups_have_the_members_of_rows(axis: Axis) -> None:
    """On every axis a group has those pieces, standing there or elsewhere, that the column of a matrix has."""
    pieces = [piece("2013/2014", ("one", "two"), ("v", "y")), piece("", ("two",), ("x",)), piece("2013", ("one",))]
    made = [study(*pieces, one="big", two="small"), study(*pieces, name="d", one="odd")]
    query = Query(factors=("a", "b"))
    found = groups(made, axis, query)
    table = crossing.build(select(made, query), (Axis("case"), axis)).table
    assert [(id_, own + also) for id_, own, also in found if id_] == [
        (key.id, table.column_totals[key].count) for key in table.columns if key != NONE
    ]
    assert sum(own for _, own, _ in found) == 6


def test_an_attribute_of_units_puts_pieces_by_their_units() -> None:
    """Values stand as the framework declares them, then others; a piece of two units has the values of both."""
    pieces = [piece(units=("one", "two")), piece(units=("bare",)), piece(units=("odd",))]
    made = [study(*pieces, one="big", two="small", odd="10")]
    axis = read_axis("size", made)
    assert axis == Axis("attribute", "size", of="unit")
    assert columns(made, axis) == [("small", 1), ("big", 1), ("10", 1), ("", 1)]
    assert groups(made, axis) == [("small", 1, 0), ("big", 0, 1), ("10", 1, 0), ("", 1, 0)]
    assert columns(made, axis, Query(units=("two",))) == [("small", 1)]


def test_cases_come_before_units_where_both_have_an_attribute() -> None:
    """Named alone an attribute is of the cases if one in view has it, and of the units where it is asked for so."""
    made = study(piece(units=("one",)), one="big")
    made = replace(made, case=replace(made.case, attributes={"size": "small"}))
    assert read_axis("size", [made]) == read_axis("case:size", [made]) == Axis("attribute", "size")
    assert columns([made], Axis("attribute", "size")) == [("small", 1)]
    assert read_axis("unit:size", [made]) == Axis("attribute", "size", of="unit")
    assert columns([made], Axis("attribute", "size", of="unit")) == [("big", 1)]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("size", 'no case or unit in view has the attribute "size"'),
        ("case:size", 'no case in view has the attribute "size"'),
        ("unit:sise", 'there is no attribute "sise"'),
        ("factor:zz", 'there is no factor "zz"'),
        ("yaer", 'there is no axis "yaer"'),
        ("attribute", 'there is no axis "attribute"'),
        ("year:2014", 'there is no axis "year:2014"'),
    ],
)
def test_what_is_no_axis_is_refused(text: str, why: str) -> None:
    """A name that nothing in view answers to says why, instead of one column without a name."""
    found = read_axis(text, [study(piece())])
    assert isinstance(found, Refusal)
    assert found.why == why
    assert found.hint


def test_an_entry_of_the_registry_is_an_axis_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """An axis that is added serves rows, groups, orders and completion, and is named where a name is wrong."""
    entry = Kind("length", lambda it: len(it.statement), lambda _keys, _one, n: [(str(n), f"{n} letters", "")])
    monkeypatch.setitem(axes.AXES, "length", entry)
    monkeypatch.chdir(Path(__file__).parents[1] / "goldens" / "project")

    def call(*arguments: str) -> str:
        return CliRunner().invoke(app, [*arguments]).output

    rows = json.loads(call("matrix", "nova", "--rows", "length", "--format", "json"))["rows"]
    counted = [*csv.reader(call("evidence", "nova", "--group-by", "length", "--count", "--format", "csv").splitlines())]
    assert [(row["id"], str(row["total"]["count"])) for row in rows] == [(row[0], row[2]) for row in counted[1:]]
    assert [int(row["id"]) for row in rows] == sorted(int(row["id"]) for row in rows)
    shown = json.loads(call("evidence", "nova", "--sort", "length", "--format", "json"))["evidence"]
    assert [len(it["statement"]) for it in shown] == sorted(len(it["statement"]) for it in shown)
    assert "length" in call("matrix", "nova", "--rows", "nonsense")
    assert ("length", "length") in completed.evidence_orders(SimpleNamespace(args=[], params={}), "l")


def test_keys_are_told_apart_only_where_they_are_not_shared() -> None:
    """A theme of the framework is one row for two cases; a theme of each case is a row for each."""
    one, two = make([piece()], name="c"), make([piece()], name="d")
    shared = replace(one.framework, themes={"v": one.case.themes["v"]})
    for made, expected in ([one, two], ["c:v", "d:v"]), ([replace(it, framework=shared) for it in (one, two)], ["v"]):
        declared = Axis("theme").keys(select(made, Query())).declared
        assert [key.id for key in declared if key.id.endswith("v")] == expected
