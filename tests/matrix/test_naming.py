"""Evidence and sources keep their case wherever more than one case is in view."""

import json
from pathlib import Path

import pytest

from conftest import Run

FRAMEWORK = """\
framework: wards
title: Wards
questions:
  why: {text: "Why?", factors: [staff]}
factors:
  - {id: staff, title: Staff}
  - {id: rooms, title: Rooms}
themes:
  tired: {factor: staff, label: Tired staff}
  grim: {factor: rooms, label: Grim rooms}
propositions:
  - {id: p1, from: rooms, to: staff, text: Rooms tire staff.}
attributes:
  size: {title: Size, values: {small: {title: Small}, large: {title: Large}}}
matrices:
  - {id: all, title: All, columns: units}
references:
  handbook: {type: book, title: A handbook}
"""
CASE = """\
case: {case}
title: Case {case}
framework: wards
attributes: {{size: {size}}}
units:
  night: {{title: Night, role: host}}
sources:
  i1: {{type: interview, title: An interview}}
evidence:
  - {{id: e1, codes: [tired], units: [night], statement: Tired., source: i1, date: "2020", explains: [grim]}}
  - {{id: e2, codes: [tired, grim], units: [night], statement: Grim., source: i1, explains: [tired]}}
  - {{id: e3, codes: [grim], units: [night], statement: As the handbook says., source: handbook}}
"""
VIEWS = {
    "evidence": ("evidence",),
    "analyze": ("analyze", "one", "two", "--evidence"),
    "compare": ("compare", "one", "two", "--evidence"),
    "units compared": ("compare", "one:night", "two:night", "--evidence"),
    "contrast": ("contrast", "--by", "size", "--all", "--evidence"),
    "stack": ("stack", "--evidence"),
    "themes of a matrix": ("matrix", "-r", "factor", "-c", "stance", "--cells", "themes", "--evidence"),
    "ids of a matrix": ("matrix", "-r", "factor", "-c", "unit", "--cells", "ids"),
    "patterns": ("patterns", "one", "two", "--evidence"),
    "timeline": ("timeline", "one", "two"),
    "shared theme": ("show", "tired"),
    "factor": ("show", "staff"),
    "unit of both": ("show", "night"),
    "trace": ("trace", "tired"),
    "mill": ("mill", "--outcome", "size=small", "--evidence"),
}


@pytest.fixture
def wards(project: Path, casecode: Run) -> Run:
    """Calls the command in a project of two cases that use the same ids."""
    (project / "frameworks" / "wards.yaml").write_text(FRAMEWORK, encoding="utf-8")
    for case, size in (("one", "small"), ("two", "large")):
        (project / "cases" / f"{case}.yaml").write_text(CASE.format(case=case, size=size), encoding="utf-8")
    return casecode


@pytest.mark.parametrize("form", ["table", "markdown", "html", "latex"])
@pytest.mark.parametrize("arguments", VIEWS.values(), ids=VIEWS.keys())
def test_ids_of_two_cases_name_their_case(wards: Run, arguments: tuple[str, ...], form: str) -> None:
    """In every report and format over two cases a piece is `one:e1` or `two:e1`, and nowhere `e1` alone."""
    shown = wards(*arguments, "--format", form).stdout
    assert "one:e1" in shown
    assert "two:e1" in shown
    bare = [word for word in shown.replace(">", " ").replace("<", " ").split() if word in ("e1", "e2", "i1")]
    assert bare == []


@pytest.mark.parametrize(
    "arguments",
    [("evidence", "one"), ("analyze", "one", "-e"), ("compare", "one:night", "one", "-e"), ("trace", "one:e1")],
)
def test_ids_of_one_case_stand_alone(wards: Run, arguments: tuple[str, ...]) -> None:
    """Where one case is in view an id needs no more."""
    shown = wards(*arguments).stdout
    assert "e1" in shown
    assert "one:e" not in shown


def test_a_source_of_the_framework_belongs_to_no_case(wards: Run) -> None:
    """What a framework declares for all is named as it is; what a case declares is named with it."""
    shown = wards("evidence").stdout
    assert " handbook" in shown
    assert ":handbook" not in shown
    assert "one:i1" in shown


def test_a_source_id_in_two_cases_is_two_sources(wards: Run) -> None:
    """A theme that both cases rest on their own `i1` has two independent sources, in `show` and in a cell of both."""
    assert json.loads(wards("show", "tired", "-f", "json").stdout)["fields"]["independent_sources"] == "2"
    table = wards("matrix", "-r", "factor", "-c", "stance", "--cells", "themes").stdout
    assert "Tired staff 4/2" in table


def test_json_of_what_several_cases_have_names_the_case(wards: Run) -> None:
    """A list over several cases is not ambiguous; one below the name of its case stays as it is."""
    shown = json.loads(wards("show", "tired", "-f", "json").stdout)
    assert shown["evidence"] == ["one:e1", "one:e2", "two:e1", "two:e2"]
    units = json.loads(wards("show", "night", "-f", "json").stdout)["items"]
    assert [(it["within"], it["evidence"]) for it in units] == [
        ("one", ["e1", "e2", "e3"]),
        ("two", ["e1", "e2", "e3"]),
    ]


def test_a_count_in_a_pipe_is_a_number(wards: Run) -> None:
    """A script gets the number alone, and of groups a line each with tabs; within a width it stays a table."""
    assert wards("evidence", "--count").stdout == "6\n"
    assert wards("evidence", "--count", "--text", "nowhere").stdout == "0\n"
    grouped = wards("evidence", "--count", "--group-by", "theme").stdout
    assert grouped == "tired\tTired staff\t4\t0\ngrim\tGrim rooms\t2\t2\n"
    assert "pieces of evidence found" in wards("evidence", "--count", COLUMNS="80").stdout


@pytest.mark.parametrize("form", ["table", "markdown", "json", "csv", "mermaid", "dot"])
@pytest.mark.parametrize(
    ("old", "new", "about"),
    [
        ("codes: [tired]", "codes: [gone]", "e1"),
        ("source: i1, date", "source: gone, date", "e1"),
        ("factor: staff, label", "factor: gone, label", "tired"),
    ],
)
def test_a_chain_with_an_undeclared_step_is_told(
    project: Path, wards: Run, form: str, old: str, new: str, about: str
) -> None:
    """A code, source or factor that only others name stands in the chain as such, without a place."""
    for path in (project / "frameworks" / "wards.yaml", project / "cases" / "one.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    done = wards("trace", about, "--format", form)
    if about == "e1":
        done = wards("trace", "one:e1", "--format", form)
    assert done.returncode == 0, done.stderr
    assert "gone" in done.stdout
