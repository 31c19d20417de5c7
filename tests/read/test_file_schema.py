"""JSON Schema for editors agrees with what casecode itself accepts and refuses."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from casecode.project.catalogue import Catalogue
from casecode.project.project import Project
from casecode.read import forms
from casecode.read.schema import file_schema
from casecode.read.shape import Record
from conftest import DEMO, TINY

CASE = "".join(DEMO.values())
EVIDENCE = DEMO["evidence"]
RECORDS = {"framework": forms.FRAMEWORK, "case": forms.CASE, "evidence": forms.EVIDENCE_FILE}


def data(text: str) -> Any:
    """A text as an editor that reads YAML 1.2 understands it: the core schema has no type for dates."""
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(io.StringIO(text)), default=str))


def is_valid(kind: str, text: str) -> bool:
    """Whether a text is valid by the schema of its kind."""
    return Draft202012Validator(file_schema(kind)).is_valid(data(text))


def is_accepted(kind: str, text: str, project: Path) -> bool:
    """Whether casecode finds no fault with the form of a text."""
    path = project / {"framework": "frameworks/x.yaml", "case": "cases/x.yaml", "evidence": "x.yaml"}[kind]
    path.write_text(text, encoding="utf-8")
    opened = Project(Catalogue.at(project))
    opened.take(path)
    return not opened.problems


@pytest.mark.parametrize("kind", RECORDS)
def test_schema_is_a_schema(kind: str) -> None:
    """Each schema is valid by the draft that it names, and describes every key."""
    schema = file_schema(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    for record in (schema, *schema["$defs"].values()):
        assert record["additionalProperties"] is False
        assert all(each["description"] for each in record["properties"].values())


@pytest.mark.parametrize("kind", RECORDS)
def test_schema_has_the_keys_of_the_form(kind: str) -> None:
    """The keys of a schema are those that are read, and the required ones are those that must be there."""
    record: Record = RECORDS[kind]
    schema = file_schema(kind)
    assert list(schema["properties"]) == [field.key for field in record.fields]
    assert schema["required"] == [field.key for field in record.fields if field.required]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("framework", TINY),
        ("case", CASE),
        ("evidence", EVIDENCE),
        ("case", CASE + "notes: [1, 2.5, true, text]\n"),
        ("case", CASE + 'timeline:\n  - {date: 2014, event: So.}\n  - {date: "2012/2013", event: So.}\n'),
        (
            "case",
            CASE + "displays: [{id: a, kind: series, title: A, values: [{date: 2014-09, value: 3.5, units: [sea]}]}]\n",
        ),
        ("case", CASE + "displays: [{id: a, kind: tree, title: A, branches: [B, {label: C, branches: [D]}]}]\n"),
        ("case", CASE + "displays: [{id: a, kind: canvas, title: A, blocks: {channels: [B, {text: C}]}}]\n"),
        ("case", CASE.replace("role: host", "role: host, attributes: {entered: 2014-09-19}, note: no")),
        ("framework", TINY.replace("columns: units", "columns: [pull]")),
        ("framework", TINY + "references:\n  doe-2014: {type: book, title: T, author: [Doe], issued: 2014}\n"),
        ("framework", TINY + "propositions: [{id: p1, from: pull, to: outcome, text: So.}]\n"),
        ("evidence", "evidence: []\n"),
    ],
)
def test_what_is_read_is_valid(kind: str, text: str, project: Path) -> None:
    """A file that casecode reads without a problem is valid for an editor."""
    assert is_accepted(kind, text, project)
    assert is_valid(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("framework", TINY + "surprise: 1\n"),
        ("framework", TINY.replace("definition: What buyers want.", "definitoin: What buyers want.")),
        ("framework", TINY.replace("framework: tiny\n", "framework: Tiny Framework\n")),
        ("framework", TINY.replace("title: A tiny framework\n", "")),
        ("framework", TINY.replace("columns: units", "columns: unit")),
        ("framework", TINY.replace("columns: units, roles: [host]", "columns: units, roles: [A Guest]")),
        ("framework", TINY.replace("  why-abroad:", "  Why Abroad:")),
        ("case", CASE + "surprise: 1\n"),
        ("case", CASE.replace("role: host", "role: host, entred: 2014")),
        ("case", CASE.replace("role: host", "role: A Guest")),
        ("case", CASE.replace("title: Russia, ", "")),
        ("case", CASE.replace("  russia: {", "  Russia: {")),
        ("case", CASE.replace("codes: [prices]", "codes: prices")),
        ("case", CASE.replace("codes: [prices]", "codes: [Low Prices]")),
        ("case", CASE.replace("type: report", "type: reports")),
        ("case", CASE.replace("source: survey", "source: survey, date: spring 2014")),
        ("case", CASE.replace("source: survey", "source: survey, stance: agrees")),
        ("case", CASE.replace("title: Demo Group\n", "title: [Demo]\n")),
        ("case", CASE + "notes: One.\n"),
        ("evidence", EVIDENCE + "case: demo\n"),
        ("evidence", "evidence: {}\n"),
    ],
)
def test_what_is_refused_is_invalid(kind: str, text: str, project: Path) -> None:
    """A file with an unknown or missing key, a wrong word, id, date or kind of value is wrong for both."""
    assert not is_accepted(kind, text, project)
    assert not is_valid(kind, text)
