"""`list`, `show` and `explain` tell of every kind of thing."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from casecode.app import app
from casecode.checks.everything import RULES

PROJECT = Path(__file__).parents[1] / "goldens" / "project"


@pytest.fixture(autouse=True)
def in_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in the project of the goldens."""
    monkeypatch.chdir(PROJECT)


def wire(*arguments: str) -> object:
    """The JSON that a command prints."""
    result = CliRunner().invoke(app, [*arguments, "--format", "json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        ("frameworks", {"id": "ventures", "title": "New ventures abroad", "factors": "6", "questions": "2"}),
        (
            "cases",
            {"id": "nova", "framework": "ventures", "units": "home brazil japan", "themes": "5", "evidence": "10"},
        ),
        (
            "units",
            {"id": "home", "case": "nova", "title": "Österreich", "role": "home", "evidence": "2", "entered": ""},
        ),
        ("factors", {"id": "drivers", "framework": "ventures", "title": "Drivers", "above": ""}),
        ("themes", {"id": "slow-home", "case": "nova", "factor": "home", "evidence": "2", "sources": "2"}),
        ("sources", {"id": "doe-2001", "case": "nova", "evidence": "0"}),
    ],
)
def test_list_of_a_kind(kind: str, first: dict[str, str]) -> None:
    """Each kind is an array of objects with an id and counts; with --case only what belongs to the case."""
    listed = wire("list", kind, "--case", "nova")
    assert isinstance(listed, list)
    assert first.items() <= listed[0].items()


@pytest.mark.parametrize(
    ("name", "kind", "fields"),
    [
        ("ventures", "framework", {"title": "New ventures abroad"}),
        ("nova", "case", {"evidence": "10 pieces from 3 sources"}),
        ("brazil", "unit", {"attributes": "Entered: 2019-05"}),
        ("home", "", {}),
        ("unit:home", "unit", {"title": "Österreich"}),
        ("ventures:home", "factor", {"within": "Drivers"}),
        ("founders", "factor", {"definition": "Who founded it."}),
        ("ties", "theme", {"note": "Coded late."}),
        ("press", "source", {"container_title": "The *Daily*"}),
        ("doe-2001", "source", {"author": "Jane Doe"}),
        ("e10", "evidence", {"quote": "He pays, I smile.", "units": "Brazil"}),
        ("push", "question", {"part_of": "main", "conclusions": "Nova <Labs> & Söhne: Hardly any growth at home."}),
        ("p1", "proposition", {"from": "Drivers", "to": "Conduct"}),
        ("stage", "attribute", {"values": "Young & small [young]: Under six years old.\nOld [old]"}),
        ("push-pull", "framework", {"crosswalks": "ventures → push-pull"}),
        ("reasons", "matrix", {"columns": "Home market, Founders"}),
    ],
)
def test_show_of_a_kind(name: str, kind: str, fields: dict[str, str]) -> None:
    """Whatever has an id can be shown, with the line that declares it; an id of several things asks for its kind."""
    if not kind:
        result = CliRunner().invoke(app, ["show", name])
        assert result.exit_code == 2
        assert "write one of factor:home, unit:home" in result.stderr
        return
    item = wire("show", name)
    assert isinstance(item, dict)
    assert item["kind"] == kind
    assert fields.items() <= item["fields"].items()
    assert item["path"].startswith(("cases/", "frameworks/"))
    assert item["line"] >= 1


def test_evidence_hangs_on_what_it_is_coded_to() -> None:
    """A factor shows the evidence of all below it, a source what cites it or was read in it."""
    factor, source = wire("show", "factor:conduct"), wire("show", "press")
    assert isinstance(factor, dict)
    assert isinstance(source, dict)
    assert factor["evidence"] == ["e5", "e6", "e7", "e8", "e9", "e10"]
    assert factor["factors"] == ["entry", "price"]
    assert source["evidence"] == ["e2", "e3", "e6", "e7", "e8"]


def test_explain_lists_every_rule() -> None:
    """Without a rule `explain` lists them all, in text and as data."""
    listed = wire("explain")
    assert isinstance(listed, list)
    assert [rule["id"] for rule in listed] == list(RULES)
    assert {rule["severity"] for rule in listed} == {"error", "warning"}
    text = CliRunner().invoke(app, ["explain"], env={"COLUMNS": "120"}).stdout
    assert all(rule in text for rule in RULES)
    assert CliRunner().invoke(app, ["explain", "syntax", "--format", "csv"]).stdout.startswith("id,severity,means")


@pytest.mark.parametrize("name", ["framework", "case", "evidence"])
def test_file_schemas_are_schemas(name: str) -> None:
    """The schemas of files are valid JSON Schema and describe every key."""
    result = CliRunner().invoke(app, ["schema", name])
    schema = json.loads(result.stdout)
    Draft202012Validator.check_schema(schema)
    assert all(value["description"] for value in schema["properties"].values())


@pytest.mark.parametrize("kind", ["cases", "frameworks", "themes", "sources"])
def test_in_a_project_lists_are_of_the_project(kind: str) -> None:
    """What is built in is found by its name, and in no list of a project."""
    library = {"alibaba", "chinese-ecommerce", "wang-2018", "shein", "jd"}
    listed = wire("list", kind)
    assert isinstance(listed, list)
    assert listed
    assert not {it["id"] for it in listed} & library
    assert not {it.get("case") for it in listed} & library
    assert wire("show", "alibaba")
