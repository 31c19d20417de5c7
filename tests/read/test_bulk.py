"""Evidence in bulk: JSON Lines and CSV hold what YAML holds, and their mistakes have places."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from casecode.model.case import STANCES, Evidence
from casecode.model.problem import Problem
from casecode.model.span import NOWHERE
from casecode.project.catalogue import Catalogue
from casecode.project.project import Project
from casecode.read import bulk
from conftest import case_of

KEYS = [name for name in Evidence.__struct_fields__ if name != "origin"]
WANTED = {"id": "e1", "statement": "So.", "source": "s"}


def read(folder: Path, name: str, text: str) -> tuple[list[Evidence], list[Problem]]:
    """The evidence of a file of this name and text, as a case reads it, and the problems of its form."""
    (folder / name).write_text(text, encoding="utf-8", newline="")
    opened = Project(Catalogue(()))
    case = f"case: c\ntitle: C\nframework: f\nevidence-files: [{name}]\n"
    (folder / "frameworks").mkdir(exist_ok=True)
    (folder / "frameworks" / "f.yaml").write_text("framework: f\ntitle: F\nfactors: []\n", encoding="utf-8")
    study = case_of(opened, folder / "c.yaml", case.encode())
    assert study is not None
    return [replace(piece, origin=NOWHERE) for piece in study.case.evidence], opened.problems


def plain(piece: Evidence) -> dict[str, Any]:
    """A piece as plain data, without what is empty."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(piece).items() if value}


def as_yaml(pieces: list[Evidence]) -> str:
    """The pieces as YAML in block style, each text in double quotes."""
    lines = ["evidence:"]
    for piece in pieces:
        for number, key in enumerate(KEYS):
            value = getattr(piece, key)
            if value:
                written = json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
                lines.append(f"{'  ' if number else '- '}{key}: {written}")
    return "\n".join(lines) + "\n" if pieces else "evidence: []\n"


def as_json_lines(pieces: list[Evidence]) -> str:
    """The pieces as JSON Lines."""
    return "".join(
        json.dumps({key: value for key, value in plain(piece).items() if key != "origin"}, ensure_ascii=False) + "\n"
        for piece in pieces
    )


def as_table(pieces: list[Evidence], delimiter: str) -> str:
    """The pieces as CSV with a column for every field."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(KEYS)
    for piece in pieces:
        values = (getattr(piece, key) for key in KEYS)
        writer.writerow("; ".join(value) if isinstance(value, tuple) else value for value in values)
    return out.getvalue()


WRITTEN: dict[str, Callable[[list[Evidence]], str]] = {
    "b.yaml": as_yaml,
    "b.jsonl": as_json_lines,
    "b.ndjson": as_json_lines,
    "b.csv": lambda pieces: as_table(pieces, ","),
    "b.tsv": lambda pieces: as_table(pieces, "\t"),
}

signs = st.characters(codec="utf-8", exclude_categories=("Cc", "Cn", "Cs", "Zl", "Zp"))
texts = st.text(st.one_of(signs, st.sampled_from(",;\"'#:{}[]\\-|>")), min_size=1, max_size=20).filter(
    lambda text: text.strip() == text
)
ids = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
some_ids = st.lists(ids, max_size=3).map(tuple)
pieces = st.builds(
    Evidence,
    id=ids,
    codes=some_ids,
    units=some_ids,
    statement=texts,
    quote=st.just("") | texts,
    source=ids,
    via=st.just("") | ids,
    locator=st.just("") | texts,
    date=st.sampled_from(("", "2014", "2014-09", "2012/2013-06-01")),
    stance=st.sampled_from(STANCES),
    coder=st.just("") | texts,
    note=st.just("") | texts,
)


@pytest.mark.parametrize("name", WRITTEN)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(evidence=st.lists(pieces, max_size=4))
def test_what_is_written_is_read(name: str, tmp_path: Path, evidence: list[Evidence]) -> None:
    """Evidence that is written in any of the formats is read back as the same evidence, apart from its place."""
    assert read(tmp_path, name, WRITTEN[name](evidence)) == (evidence, [])


@pytest.mark.parametrize(
    ("written", "text"),
    [("1.10", "1.10"), ("2014", "2014"), ("1" * 5000, "1" * 5000), ("1e5", "1e5"), ("true", "true"), ("-0.0", "-0.0")],
)
def test_json_numbers_stay_as_written(written: str, text: str, tmp_path: Path) -> None:
    """A number in JSON Lines is the text that was written, as it is in YAML."""
    line = f'{{"id": "e1", "statement": {written}, "source": "s"}}\n'
    ((piece,), problems) = read(tmp_path, "b.jsonl", line)
    assert (piece.statement, problems) == (text, [])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("b.jsonl", "\n\n" + json.dumps(WANTED) + "\n\n  \n"),
        ("b.jsonl", json.dumps(WANTED)),
        ("b.jsonl", json.dumps(WANTED) + "\r\n"),
        ("b.jsonl", "\ufeff" + json.dumps({**WANTED, "date": None, "codes": [None]}) + "\n"),
        ("b.csv", "id,statement,source\n\ne1,So.,s\n\n,,\n ,\n"),
        ("b.csv", "\ufeff id , statement,source,date\r\ne1, So. ,s,\r\n"),
        ("b.csv", "id,statement,source\ne1,So.,s,,\n"),
        ("b.csv", 'id,statement,source\n"e1","So.","s"'),
        ("b.tsv", "id\tstatement\tsource\tcodes\ne1\tSo.\ts\t ; ;\n"),
    ],
)
def test_what_is_empty_is_left_out(name: str, text: str, tmp_path: Path) -> None:
    """Empty lines, empty cells, null and a byte order mark are nothing, and not empty pieces of evidence."""
    assert read(tmp_path, name, text) == ([Evidence(id="e1", statement="So.", source="s")], [])


def test_a_cell_may_have_lines(tmp_path: Path) -> None:
    """A quoted cell of several lines is one text, and the rows below it keep their places."""
    table = 'id,statement,source\ne1,"One\nand, two.",s\ne2,So.,s,more\n'
    evidence, (problem,) = read(tmp_path, "b.csv", table)
    assert [piece.statement for piece in evidence] == ["One\nand, two.", "So."]
    assert (problem.span.line, problem.span.column, problem.span.end_column) == (4, 10, 14)


@pytest.mark.parametrize(
    ("name", "text", "rule", "message", "place"),
    [
        ("b.jsonl", "{\n", "syntax", "this is not valid JSON: Expecting property name", "1:2"),
        ("b.jsonl", "{}}\n", "syntax", "this is not valid JSON: Extra data", "1:3"),
        ("b.jsonl", "[" * 900 + "]" * 900, "syntax", "this is not valid JSON: nested too deep", "1:1"),
        ("b.jsonl", "[" * 100_000, "syntax", "this is not valid JSON: nested too deep", "1:1"),
        ("b.jsonl", "\n[1]\n", "wrong-kind", "expected the keys of a piece of evidence, found a list", "2:1"),
        ("b.jsonl", '"x"\n', "wrong-kind", "expected the keys of a piece of evidence, found a text", "1:1"),
        ("b.csv", 'id,statement,source\ne1,"So.,s\n', "syntax", "this is not valid CSV: unexpected end of data", "2:1"),
        ("b.csv", 'id,statement,source\ne1,"S"o,s\n', "syntax", "this is not valid CSV: ',' expected", "2:1"),
    ],
)
def test_what_does_not_parse_has_a_place(
    name: str, text: str, rule: str, message: str, place: str, tmp_path: Path
) -> None:
    """A line that is no JSON object, or a table that does not parse, is one problem at its line and column."""
    _, (problem,) = read(tmp_path, name, text)
    assert problem.rule == rule
    assert problem.message.startswith(message)
    assert f"{problem.span.line}:{problem.span.column}" == place


@pytest.mark.parametrize(
    ("name", "text", "rule", "message", "stretch"),
    [
        ("b.jsonl", '"id": "e2"', "duplicate-key", 'the key "id" stands here a second time', '"id"'),
        ("b.jsonl", '"statment": "x"', "unknown-key", 'a piece of evidence has no key "statment"', '"statment"'),
        ("b.jsonl", '"codes": ["a", "B c"]', "invalid-id", '"B c" is not an id', '"B c"'),
        ("b.jsonl", '"codes": "a"', "wrong-kind", "expected a list, found a text", '"a"'),
        ("b.jsonl", '"date": 2014.5', "invalid-value", '"2014.5" is not a date', "2014.5"),
        ("b.jsonl", '"note": "\\ud800"', "encoding", "the escape \\ud800 is half a character", ":"),
        ("b.jsonl", '"note": {"x": 1}', "wrong-kind", "expected a text, found a mapping", '"x"'),
    ],
)
def test_mistake_in_a_line_is_underlined(
    name: str, text: str, rule: str, message: str, stretch: str, tmp_path: Path
) -> None:
    """What is wrong in a line of JSON is underlined where it stands, and the piece is read without it."""
    line = json.dumps(WANTED)[:-1] + f", {text}}}\n"
    ((piece,), (problem,)) = read(tmp_path, name, "\n" + line)
    assert piece.id == "e1"
    assert problem.rule == rule
    assert problem.message.startswith(message)
    assert problem.span.line == 2
    assert line[problem.span.column - 1 : problem.span.end_column - 1] == stretch


@pytest.mark.parametrize(
    ("columns", "cells", "rule", "message", "place"),
    [
        ("codez", "a", "unknown-key", 'a piece of evidence has no key "codez"', (2, "a")),
        ("date", "soon", "invalid-value", '"soon" is not a date', (2, "soon")),
        ("codes", "a; B c", "invalid-id", '"B c" is not an id', (2, "B c")),
        ("note", '"x",more', "unknown-key", 'a piece of evidence has no key "column 5"', (2, "more")),
        ("source", "other", "duplicate-key", 'the column "source" stands here a second time', (1, "source")),
    ],
)
def test_mistake_in_a_table_is_underlined(
    columns: str, cells: str, rule: str, message: str, place: tuple[int, str], tmp_path: Path
) -> None:
    """What is wrong in a table is underlined where it stands, and of two columns of one name the first is read."""
    text = f"id,statement,source,{columns}\ne1,So.,s,{cells}\n"
    ((piece,), (problem,)) = read(tmp_path, "b.csv", text)
    assert (piece.id, piece.source) == ("e1", "s")
    assert problem.rule == rule
    assert problem.message.startswith(message)
    line = text.split("\n")[problem.span.line - 1]
    assert (problem.span.line, line[problem.span.column - 1 : problem.span.end_column - 1]) == place


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("b.jsonl", '{"id": "e1", "statement": "a\u2028b\x85c", "source": "s"}\n{"id": "e2", "source": "s"}\n'),
        ("b.csv", "id,statement,source\ne1,a\u2028b\x85c,s\ne2,,s\n"),
    ],
)
def test_rare_separators_end_no_line(name: str, text: str, tmp_path: Path) -> None:
    """Characters that end a line in YAML only do not shift the places of what follows in other formats."""
    evidence, (problem,) = read(tmp_path, name, text)
    assert evidence[0].statement == "a\u2028b\x85c"
    assert problem.rule == "missing-key"
    assert problem.span.line_text == text.split("\n")[problem.span.line - 1]
    assert "e2" in problem.span.line_text


@pytest.mark.parametrize("name", ["b.jsonl", "b.csv"])
def test_good_lines_are_read_beside_bad_ones(name: str, tmp_path: Path) -> None:
    """A line with a mistake takes no other line with it."""
    one, two = (Evidence(id=name, statement="So.", source="s") for name in ("e1", "e2"))
    lines = WRITTEN[name]([one, two]).splitlines(keepends=True)
    broken = "{oops\n" if name == "b.jsonl" else "E 9,So.,s\n"
    evidence, problems = read(tmp_path, name, "".join([*lines[:-1], broken, lines[-1]]))
    assert [piece.id for piece in evidence if piece in (one, two)] == ["e1", "e2"]
    assert {problem.span.line for problem in problems} == {len(lines)}


def test_a_table_is_as_wide_as_a_sheet_at_most(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row with more cells than a sheet has columns is no piece of evidence: it is told, and reading ends."""
    monkeypatch.setattr(bulk, "MOST_COLUMNS", 6)
    text = "id,codes,statement,source\ne1,a,So.,s\n" + "x," * 6 + "\ne2,a,So.,s\n"
    pieces, problems = read(tmp_path, "b.csv", text)
    assert [piece.id for piece in pieces] == ["e1"]
    (problem,) = problems
    assert (problem.rule, str(problem.span).rpartition("b.csv")[2]) == ("too-large", ":3:1")
    assert "more than 6 cells" in problem.message


def test_an_object_that_repeats_a_key_for_ever_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more problems are told of one line than of a whole file."""
    monkeypatch.setattr(bulk, "MOST_PROBLEMS", 5)
    _, problems = read(tmp_path, "b.jsonl", "{" + '"id":"e1",' * 50 + '"note":"n"}\n')
    told = [it.rule for it in problems]
    assert (told.count("duplicate-key"), told.count("too-large")) == (5, 1)


@pytest.mark.parametrize(
    ("line", "statement"),
    [
        ('{"id": "e1", "statement": "So.", "source": "s"}', "So."),
        ('{"id" : "e1", "statement"\t: "So.", "source": "s"}', "So."),
        ('{"id": "e1", "statement": "He said \\"so\\": yes.", "source": "s"}', 'He said "so": yes.'),
        ('{"id": "e1", "statement": "\\u00e9", "source": "s", "note": null}', "é"),
        ('{"id": "e1", "statement": "a", "source": "s", "statement" : "b"}', None),
        ('{"id": "e1", "statement" : "a", "source": "s", "statement": "x\\":y"}', None),
    ],
)
def test_an_object_is_read_however_it_is_spaced(tmp_path: Path, line: str, statement: str | None) -> None:
    """Most lines are read by a quick decoder, which does not see a key that stands there twice: it is told."""
    pieces, problems = read(tmp_path, "b.jsonl", line + "\n")
    assert [it.rule for it in problems] == ([] if statement else ["duplicate-key"])
    assert [piece.statement for piece in pieces] == ([statement] if statement else ["a"])
