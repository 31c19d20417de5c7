"""Attributes of cases, units and sources: axes, conditions, groups, orders; declared and checked; from tables."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calling import call
from casecode.analysis.conditions import Condition, Operator
from casecode.model.attribute import Attribute, Value
from casecode.model.case import Case
from casecode.model.framework import Framework
from casecode.model.study import Study

FRAMEWORK = """\
framework: wards
title: Wards
roles: {trial: Trial ward, control: Control ward}
attributes:
  profession: {title: Profession, of: source, values: [physician, nurse, head nurse]}
  uptake: {of: case, ordered: true, values: {low: Low uptake, medium: {title: Medium}, high: {title: High uptake}}}
  beds: {of: unit, type: number, optional: true}
  opened: {of: [case, unit], type: date, optional: true}
factors:
  - {id: ease, title: Ease, definition: How easy it is., when-to-use: Effort.}
  - {id: use, title: Use, definition: How it is used., when-to-use: Use.}
matrices:
  - {id: all, title: All, rows: [ease, use], columns: units, roles: [trial]}
"""
# The same ids in both cases: they are two units and two sources each.
CASE = """\
case: {name}
title: Hospital {name}
framework: wards
attributes: {{uptake: {uptake}, opened: {opened}}}
units:
  east: {{title: East, role: trial, attributes: {{beds: {beds}}}}}
  west: {{title: West, role: control, attributes: {{opened: 2013/2015}}}}
sources:
  i1: {{type: interview, title: First talk, attributes: {{profession: nurse}}}}
  i2: {{type: interview, title: Second talk, attributes: {{profession: {profession}}}}}
  log: {{type: report, title: The log}}
evidence:
  - {{id: e1, codes: [ease], units: [east], statement: Many clicks., source: i1, stance: contradicts}}
  - {{id: e2, codes: [ease, use], units: [east, west], statement: Quick to learn., source: i2}}
  - {{id: e3, codes: [use], units: [west], statement: Used daily., source: log}}
  - {{id: e4, codes: [use], statement: Nobody says who., source: i1}}
"""


@pytest.fixture
def wards(tmp_path: Path) -> Path:
    """Two hospitals with the same wards and sources by their ids."""
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "cases").mkdir()
    (tmp_path / "frameworks" / "wards.yaml").write_text(FRAMEWORK)
    for name, uptake, opened, beds, profession in (
        ("anna", "high", "1998", "9", "physician"),
        ("bert", "low", "2001-05", "12.5", "head nurse"),
    ):
        text = CASE.format(name=name, uptake=uptake, opened=opened, beds=beds, profession=profession)
        (tmp_path / "cases" / f"{name}.yaml").write_text(text)
    return tmp_path


def found(folder: Path, *options: str) -> list[str]:
    """The pieces that `evidence` finds, as case:id."""
    result = call(folder, "evidence", *options, "-f", "json")
    assert result.returncode == 0, result.stderr
    return sorted(f"{it['case']}:{it['id']}" for it in json.loads(result.stdout)["evidence"])


@pytest.mark.parametrize(
    ("options", "pieces"),
    [
        (["profession=nurse"], ["anna:e1", "anna:e4", "bert:e1", "bert:e4"]),
        (["profession=head nurse"], ["bert:e2"]),
        (["profession=nurse,physician"], ["anna:e1", "anna:e2", "anna:e4", "bert:e1", "bert:e4"]),
        (["profession=physician", "profession=head nurse"], ["anna:e2", "bert:e2"]),
        (["profession!=nurse"], ["anna:e2", "bert:e2"]),
        (["uptake=high", "profession=nurse"], ["anna:e1", "anna:e4"]),
        (["uptake<high"], ["bert:e1", "bert:e2", "bert:e3", "bert:e4"]),
        (["uptake>=low", "uptake!=low"], ["anna:e1", "anna:e2", "anna:e3", "anna:e4"]),
        (["beds>10"], ["bert:e1", "bert:e2"]),
        (["beds=9.0"], ["anna:e1", "anna:e2"]),
        (["opened=2001"], ["bert:e1", "bert:e2", "bert:e3", "bert:e4"]),
        (["opened>=1999"], ["bert:e1", "bert:e2", "bert:e3", "bert:e4"]),
        (["unit:opened>2012"], ["anna:e2", "anna:e3", "bert:e2", "bert:e3"]),
        (["unit:opened<=2014"], []),
    ],
)
def test_where_asks_for_cases_units_and_sources(wards: Path, options: list[str], pieces: list[str]) -> None:
    """A condition lets through what its owner has: alternatives within one attribute, all else together; of a period
    only what is certain; what has no value passes none."""
    assert found(wards, *(part for option in options for part in ("--where", option))) == pieces


@pytest.mark.parametrize(
    ("condition", "why", "hint"),
    [
        ("profesion=nurse", 'no attribute "profesion"', "profession"),
        ("profession=nurze", 'no value of profession "nurze"', "nurse"),
        ("profession<nurse", 'the values of "profession" have no order', "ordered"),
        ("beds>many", '"many" is no number', "12.5"),
        ("opened<soon", '"soon" is no date', "2014-09"),
        ("uptake", '"uptake" is no condition', "ATTRIBUTE=VALUE"),
        ("uptake=", "has no value", "VALUE"),
        ("uptake<low,high", "takes one value", "again"),
        ("ward:uptake=low", '"ward" has no attributes', "source:"),
        ("source:uptake=low", 'no attribute "uptake"', "profession"),
    ],
)
def test_a_condition_that_asks_for_nothing_is_refused(wards: Path, condition: str, why: str, hint: str) -> None:
    """A wrong attribute, value, order or form ends the call with what to write."""
    result = call(wards, "evidence", "--where", condition)
    assert result.returncode == 2
    assert why in result.stderr
    assert hint in result.stderr


def test_an_attribute_joins_sources_across_cases(wards: Path) -> None:
    """A matrix of professions has one column for the nurses of both hospitals, and none for what has no profession."""
    out = call(wards, "matrix", "--rows", "factor", "--columns", "profession", "--cells", "count", "-f", "json").stdout
    table = json.loads(out)
    assert [column["title"] for column in table["columns"]] == ["physician", "nurse", "head nurse", "none"]
    counts = {row["id"]: [cell["count"] for cell in row["cells"].values()] for row in table["rows"]}
    assert counts == {"ease": [1, 2, 1], "use": [1, 2, 1, 2]}


def test_groups_and_orders_by_an_attribute(wards: Path) -> None:
    """Evidence is grouped by an attribute in its declared order; rows of units and sources are ordered by one."""
    groups = json.loads(call(wards, "evidence", "--group-by", "uptake", "-f", "json").stdout)["groups"]
    assert [(group["title"], group["count"]) for group in groups] == [("Low uptake", 4), ("High uptake", 4)]
    rows = json.loads(call(wards, "matrix", "--rows", "source", "--columns", "stance", "--sort", "profession",
                           "-f", "json").stdout)["rows"]  # fmt: skip
    assert [row["id"] for row in rows] == ["anna:i2", "anna:i1", "bert:i1", "bert:i2", "anna:log", "bert:log"]
    rows = json.loads(call(wards, "matrix", "--rows", "unit", "--columns", "stance", "--sort", "beds",
                           "-f", "json").stdout)["rows"]  # fmt: skip
    assert [row["id"] for row in rows][:2] == ["anna:east", "bert:east"]


def test_columns_that_a_condition_leaves_out(wards: Path) -> None:
    """A case that fails is no column; where too few are left the call ends, and where none is asked for all stay."""
    table = json.loads(call(wards, "matrix", "--rows", "factor", "--columns", "case", "--where", "uptake=low",
                            "-f", "json").stdout)  # fmt: skip
    assert [column["id"] for column in table["columns"]] == ["bert"]
    alone = call(wards, "compare", "anna", "bert", "--where", "uptake=low")
    assert alone.returncode == 2
    assert "leaves only Hospital bert" in alone.stderr
    units = call(wards, "analyze", "anna", "--where", "beds>=9", "-f", "json")
    assert [it["id"] for it in json.loads(units.stdout)["cases"][0]["matrices"][0]["columns"]] == ["east"]


def test_attributes_are_shown_and_listed(wards: Path) -> None:
    """`show` tells attributes by their titles; `list` has a column for each that is there."""
    assert "Profession: nurse" in call(wards, "show", "anna:i1").stdout
    assert "uptake: High uptake" in call(wards, "show", "anna").stdout
    rows = [*csv.DictReader(io.StringIO(call(wards, "list", "sources", "-f", "csv").stdout))]
    assert [(row["case"], row["id"], row["profession"]) for row in rows][1:4] == [
        ("anna", "i2", "physician"),
        ("anna", "log", ""),
        ("bert", "i1", "nurse"),
    ]
    units = [*csv.DictReader(io.StringIO(call(wards, "list", "units", "-f", "csv").stdout))]
    assert units[0] | {"role": "trial", "beds": "9", "opened": ""} == units[0]


def test_evidence_tells_the_attributes_of_all_that_it_is_of(wards: Path) -> None:
    """JSON has them by owner and name, each value once; as columns they stand in tables and CSV."""
    pieces = json.loads(call(wards, "evidence", "anna", "-f", "json").stdout)["evidence"]
    by_id = {piece["id"]: piece["attributes"] for piece in pieces}
    case = {"case:uptake": ["high"], "case:opened": ["1998"]}
    assert by_id["e2"] == {**case, "unit:beds": ["9"], "unit:opened": ["2013/2015"], "source:profession": ["physician"]}
    assert by_id["e3"] == {**case, "unit:opened": ["2013/2015"]}
    options = ("--columns", "id,profession,unit:opened", "--where", "uptake=high", "-f", "csv")
    assert call(wards, "evidence", *options).stdout.splitlines() == [
        "id,profession,unit:opened",
        "e1,nurse,",
        "e2,physician,2013/2015",
        "e3,,2013/2015",
        "e4,nurse,",
    ]
    wrong = call(wards, "evidence", "--columns", "profesion")
    assert wrong.returncode == 2
    assert 'did you mean "profession"?' in wrong.stderr


def test_attributes_and_roles_are_checked(wards: Path) -> None:
    """A value of another type and a role that is not declared are errors; what is undeclared or missing a warning."""
    case = wards / "cases" / "anna.yaml"
    case.write_text(
        case.read_text()
        .replace("beds: 9", "beds: nine, colour: red")
        .replace("role: control", "role: controll")
        .replace("opened: 1998", "beds: 7")
    )
    told = call(wards, "check").stdout
    for message in (
        'error[invalid-value] "nine" is no number',
        'error[unknown-role] there is no role "controll"',
        'warning[undeclared-attribute] the framework declares no attribute "colour"',
        'warning[undeclared-attribute] "beds" is declared as an attribute of units, and this is a case',
        'warning[missing-attribute] the source "log" has no "profession"',
    ):
        assert message in told
    assert told.count("missing-attribute") == 2  # the log of each case; beds and opened are optional


def test_a_unit_needs_no_role_where_none_is_declared(wards: Path) -> None:
    """Without declared roles a unit has none, or any; with them it needs one."""
    case, framework = wards / "cases" / "anna.yaml", wards / "frameworks" / "wards.yaml"
    case.write_text(case.read_text().replace("role: trial, ", ""))
    assert 'the unit "east" has no role' in call(wards, "check").stdout
    lines = framework.read_text().splitlines(keepends=True)
    framework.write_text("".join(line for line in lines if not line.startswith("roles:")))
    assert "role" not in call(wards, "check").stdout


def test_attributes_come_from_a_table(wards: Path) -> None:
    """Rows name sources by id or title, values by id or title in any letters; the rest of the file stays as it is."""
    case = wards / "cases" / "anna.yaml"
    before = case.read_text()
    (wards / "people.csv").write_text("Who;Profession;Years\nThe log;Head Nurse;\ni1;PHYSICIAN;12\n")
    result = call(wards, "import", "attributes", "anna", "people.csv")
    assert result.returncode == 0, result.stderr
    assert result.stdout == "2 values for 2 sources; 1 empty cell\n"  # what is there already is not set again
    assert "years <- Years (not declared by the framework)" in result.stderr
    assert found(wards, "--where", "years=12") == ["anna:e1", "anna:e4"]
    assert found(wards, "--where", "profession=head nurse") == ["anna:e3", "bert:e2"]
    changed = [line for line in case.read_text().splitlines() if line not in before.splitlines()]
    assert len(changed) <= 6


def test_a_table_of_attributes_is_taken_whole_or_not_at_all(wards: Path) -> None:
    """Unknown rows, wrong values and rows of one thing twice are told at their cells, and nothing is written."""
    before = (wards / "cases" / "anna.yaml").read_bytes()
    (wards / "people.csv").write_text("unit,beds,opened\neast,many,2001\nnorth,3,\neast,4,2001-13\n")
    result = call(wards, "import", "attributes", "anna", "people.csv")
    assert result.returncode == 1
    for message in (
        'people.csv:2:6: error[invalid-value] "many"',
        'people.csv:3:1: error[unknown-unit] there is no unit "north"',
        "people.csv:4:1: error[duplicate-id]",
    ):
        assert message in result.stderr + result.stdout
    assert (wards / "cases" / "anna.yaml").read_bytes() == before


@given(st.lists(st.integers(-5, 5), min_size=2, max_size=2), st.sampled_from(["<", "<=", ">", ">=", "=", "!="]))
def test_numbers_compare_as_numbers(pair: list[int], operator: str) -> None:
    """A condition on a number holds where Python's own comparison does, however many zeros are written behind it."""
    value, asked = pair
    framework = Framework(attributes={"n": Attribute("n", type="number")})
    study = Study(Case(id="c", attributes={"n": f"{value}.0"}), framework)
    held = Condition("n", "case", operator, (str(asked),)).holds(study, "c")  # type: ignore[arg-type]
    assert held == eval(f"{value} {'==' if operator == '=' else operator} {asked}")


def test_one_and_only_one_of_less_same_and_more_holds() -> None:
    """Of two declared values one is less, the same or more, as they are declared."""
    values = {name: Value(name, name) for name in ("c", "a", "b")}
    framework = Framework(attributes={"n": Attribute("n", values=values, ordered=True)})
    for value in values:
        study = Study(Case(id="c", attributes={"n": value}), framework)
        for asked in values:
            less_same_more: list[Operator] = ["<", "=", ">"]
            held = [Condition("n", "case", it, (asked,)).holds(study, "c") for it in less_same_more]
            assert held.index(True) == 1 + ([*values].index(value) > [*values].index(asked)) - (
                [*values].index(value) < [*values].index(asked)
            )
            assert held.count(True) == 1
