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
from casecode.analysis.axes import NONE, Kind
from casecode.analysis.axis import Axis, known_values, names, read_axis
from casecode.analysis.query import Query
from casecode.analysis.refusal import Refusal
from casecode.analysis.selection import select
from casecode.app import app
from casecode.console import names as completed
from casecode.model.attribute import Attribute, Value
from casecode.model.case import Case, Evidence, Unit
from casecode.model.framework import Factor, Framework
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


@pytest.mark.parametrize("axis", [*map(Axis, names()), Axis("theme", "b"), Axis("attribute", "size", of="unit")])
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
        ("size", 'no case, unit or source in view has the attribute "size"'),
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


def had(made: Study, axis: Axis, query: Query | None = None, keeps_none: bool = True) -> list[list[str]]:
    """The ids of the keys that each piece of a case has on an axis."""
    (selection,) = select([made], query or Query())
    read = axis.keys([selection]).reader(selection, keeps_none)
    return [[key.id for key in read(it)] for it in selection.pieces]


def test_only_what_nobody_coded_has_no_key_of_codes() -> None:
    """What has no unit, or no code at all, stands under a key without an id; a code that was left out on purpose, by
    the query or by the limit of the axis, stands nowhere."""
    made = make([piece(units=("u1",), codes=("v", "w", "y")), piece(units=("u2",), codes=())])
    assert had(made, Axis("factor")) == [["a1", "b"], [""]]
    assert had(made, Axis("factor"), keeps_none=False) == [["a1", "b"], []]
    assert had(made, Axis("factor", "a2")) == [[], []]
    assert had(made, Axis("factor"), Query(factors=("b",))) == [["b"]]
    assert had(made, Axis("theme"), Query(themes=("w", "z"))) == [["w"]]
    assert had(made, Axis("theme", "a"), Query(factors=("a", "b"))) == [["v", "w"]]
    assert had(made, Axis("theme"), Query(themes=("y",), factors=("a1",))) == [[]]
    assert had(make([piece()]), Axis("unit")) == [[""]]
    assert had(make([piece(codes=("v",))]), Axis("factor"), Query(factors=("a1", "b"))) == [["a1"]]


def test_axes_know_their_names() -> None:
    """An axis within a factor says so; over no case it has its own name alone. Attributes have no word of their own."""
    made = make([])
    assert [Axis("factor", "a").title(studies) for studies in ([made], [])] == ["factor (A)", "factor"]
    assert Axis("theme").title([made]) == "theme"
    assert "attribute" not in names()


def test_keys_of_several_cases_stand_once_in_an_order() -> None:
    """What two cases share is one key; what no framework declares stands in the natural order of ids; factors as in
    the framework of the first case."""
    one, two = (
        make([replace(piece(), coder=coder) for coder in coders], name=coders[0]) for coders in (["c10"], ["c9"])
    )
    keys = Axis("stance").keys(select([one, two], Query()))
    assert [key.id for key in keys.declared] == ["supports", "contradicts", "qualifies"]
    assert columns([one, two], Axis("coder")) == [("c9", 1), ("c10", 1)]
    other = Framework("g", factors=(Factor("b", "B"), Factor("c"), Factor("a1")))
    two = Study(Case("two", evidence=(Evidence("e1", ("c", "a1", "b")),)), other)
    for made, expected in ([one, two], ["a1", "a2", "b", "c"]), ([two, one], ["b", "c", "a1", "a2"]):
        assert [key.id for key in Axis("factor").keys(select(made, Query())).declared] == expected
    assert [key.id for key in Axis("theme").keys(select([two], Query())).declared] == ["b", "c", "a1"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("factor:zz", "known are: a, a1, a2, b"),
        ("factor:a3", 'did you mean "a"?'),
        ("yaer", 'did you mean "year"?'),
        ("zzz", "known are factor, theme, unit, case, source, source-kind, year, coder, stance, rating, size"),
        ("unit:sise", 'did you mean "size"?'),
        ("unit:zzz", "known are: size"),
        ("unit:size", "write `attributes: {size: …}` in a unit"),
    ],
)
def test_a_hint_names_what_there_is(text: str, hint: str) -> None:
    """The nearest name, or all that two cases of one framework have, each once."""
    found = read_axis(text, [study(piece()), study(piece(), name="d")])
    assert isinstance(found, Refusal)
    assert found.hint == hint


def test_an_axis_is_read_with_its_limits() -> None:
    """One case in view that has an attribute is enough; a depth is one of factors; that nothing is known is told."""
    assert read_axis("size", [study(piece()), study(piece(), one="big")]) == Axis("attribute", "size", of="unit")
    assert read_axis("factor:a", [make([])], 2) == Axis("factor", "a", 2)
    assert read_axis("theme:a", [make([])], 2) == Axis("theme", "a")
    found = read_axis("unit:size", [Study(Case(), Framework("f"))])
    assert isinstance(found, Refusal)
    assert found.hint == "a framework declares `attributes:`"


def test_filters_know_each_name_once() -> None:
    """Of two cases with the same units and sources each id is known once, for every filter that names something."""
    found = known_values(
        [make([replace(piece(), coder="ann", rating=1)] * 2 + [piece()], name=name) for name in ("c", "d")]
    )
    assert {name: len(ids) for name, ids in found.items()} == {
        "factors": 4, "themes": 5, "units": 3, "sources": 3, "coders": 1, "stances": 3, "ratings": 1,
    }  # fmt: skip


@pytest.mark.parametrize("axis", ["source", "source-kind", "unit", "coder", "year"])
def test_what_a_piece_does_not_say_has_the_key_none(axis: str) -> None:
    """Evidence without a source, unit, coder or date stands under `none` on their axes."""
    (selection,) = select([make([Evidence(codes=("v",))])], Query())
    assert [*Axis(axis).keys([selection]).reader(selection)(selection.pieces[0])] == [NONE]


def test_a_theme_of_several_factors_stands_within_each() -> None:
    """Through a lens a theme may stand for two factors: it is a theme within either, and of no other."""
    lens = replace(make([piece()]), mapped={"v": ("a1", "b"), "y": ("b",)})
    assert had(lens, Axis("theme", "a")) == had(lens, Axis("theme", "b")) == [["v"]]
    declared = {within: Axis("theme", within).keys(select([lens], Query())).declared for within in ("a", "b")}
    assert {within: [key.id for key in keys] for within, keys in declared.items()} == {"a": ["v"], "b": ["v", "y"]}


def test_what_cases_share_is_called_as_their_framework_does() -> None:
    """A shared theme has the label of the case where that is alone, else of the framework; a source that the framework
    lists is one for two cases, with its citation, and one of a case belongs to that."""
    made = [make([piece()], name=name) for name in ("c", "d")]
    book = replace(made[0].case.sources["s1"], id="book", title="The Book")
    shared = {"v": replace(made[0].case.themes["v"], label="Shared")}
    framework = replace(made[0].framework, themes=shared, references={"book": book})
    made = [replace(it, framework=framework) for it in made]

    def titles(axis: str, *studies: Study) -> dict[str, str]:
        keys = Axis(axis).keys(select(studies, Query()))
        pieces = [replace(piece(), source="book"), piece()]
        read = keys.reader(keys.selections[0])
        return {key.id: key.title for it in pieces for key in read(it)}

    assert (titles("theme", made[0]), titles("theme", *made)) == ({"v": "v"}, {"v": "Shared"})
    assert titles("source", *made) == {"book": book.citation, "c:s1": f"C, {made[0].case.sources['s1'].citation}"}
