"""Whatever a file holds: loading and checking never raise, and every problem has a place in the file that it names."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answered import assert_answered
from casecode.project.catalogue import Catalogue
from casecode.project.project import Project
from conftest import DEMO, TINY, case_of

CASE = "".join(DEMO.values()) + (
    "notes: [One.]\n"
    'profile:\n  - {label: Founded, value: "1999", evidence: [e1]}\n'
    "timeline:\n  - {date: 2012-09, event: It began., units: [russia], source: survey}\n"
    "displays:\n"
    "  - {id: a, kind: table, title: A, columns: {b: B}, rows: [{label: C, cells: {b: 3 m}, units: [sea]}],"
    " source: survey}\n"
    "  - {id: b, kind: canvas, title: B, blocks: {channels: [{text: Shops, evidence: [e1]}]}}\n"
    "conclusions:\n  - {question: why-abroad, text: For the prices., themes: [prices]}\n"
)
LINES = json.dumps(
    {"id": "e2", "codes": ["prices"], "statement": "Goods cost less.", "source": "survey", "date": "2012/2013"}
)
TABLE = 'id,codes,statement,source,date\ne3,prices; demand,"Goods, he said, ""cost"" less.",survey,2012\n'
SIGNS = (
    *"\n\r\t :-,;?#&*!|>%@`'\"[]{}\\\0\x1b\x7f\x85\u2028\u202e\ufeff\ud7ff价é0",
    *(
        "- ",
        ": ",
        "\n  ",
        "\n- ",
        "? ",
        "<<: ",
        "&a ",
        "*a",
        "!!int ",
        "---\n",
        "...\n",
        '"\\e[31m"',
        '"\\0"',
        "\\ud800",
    ),
    *("null", "true", "1e999", "NaN", "~", "{}", "[]", '""', "1" * 5000, "a" * 300, "[" * 60, "{a: " * 60),
)
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@st.composite
def damaged(draw: st.DrawFn, *texts: str) -> bytes:
    """One of the texts, with some stretches of it taken out or replaced by signs that mean something to a parser."""
    text = draw(st.sampled_from(texts))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        length = draw(st.integers(0, 12))
        text = text[:start] + draw(st.sampled_from(("", *SIGNS))) + text[start + length :]
    data = text.encode()
    return draw(st.sampled_from((data, data, b"\xef\xbb\xbf" + data, data[:-1] + b"\xff")))


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(damaged(CASE))
def test_damaged_case(project: Path, data: bytes) -> None:
    """A case with damage anywhere in it is read or refused with places, and never raises."""
    opened = Project(Catalogue.at(project))
    case_of(opened, project / "case.yaml", data)
    assert_answered(opened)


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(damaged(TINY))
def test_damaged_framework(project: Path, data: bytes) -> None:
    """A framework with damage anywhere in it is read or refused with places, and never raises."""
    path = project / "frameworks" / "other.yaml"
    path.write_bytes(data)
    opened = Project(Catalogue.at(project))
    opened.take(path)
    assert_answered(opened)


@pytest.mark.parametrize("name", ["bulk.jsonl", "bulk.ndjson", "bulk.csv", "bulk.tsv", "bulk.yaml"])
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(data=damaged(f"{LINES}\n{LINES}\n", TABLE + TABLE, TABLE.replace(",", "\t")))
def test_damaged_evidence_file(name: str, project: Path, data: bytes) -> None:
    """Evidence of a case in any format with damage anywhere in it is read or refused with places, and never raises."""
    (project / "cases" / name).write_bytes(data)
    opened = Project(Catalogue.at(project))
    case_of(opened, project / "cases" / "case.yaml", f"{CASE}evidence-files: [{name}]\n".encode())
    assert_answered(opened)


def test_a_number_of_any_length_in_an_id(project: Path) -> None:
    """Ids sort by their numbers, however long these are."""
    records = [json.dumps({**json.loads(LINES), "id": f"e{digits}"}) for digits in ("1" * 5000, "2", "9" * 4999)]
    (project / "cases" / "b.jsonl").write_text("\n".join(records), encoding="utf-8")
    opened = Project(Catalogue.at(project))
    found = case_of(opened, project / "cases" / "case.yaml", f"{CASE}evidence-files: [b.jsonl]\n".encode())
    assert found is not None
    assert [len(piece.id) for piece in found.evidence if piece.id != "e1"] == [2, 5000, 5001]


@pytest.mark.parametrize("key", ["x" * 1001, '"' + "x" * 1001 + '"'])
def test_a_key_of_more_than_a_thousand_signs(project: Path, key: str) -> None:
    """A key as long as a page is a missing colon: it is told, and the rest of the file is read."""
    opened = Project(Catalogue.at(project))
    found = case_of(opened, project / "cases" / "case.yaml", f"{CASE}attributes: {{{key}, size: large}}\n".encode())
    assert found is not None
    assert found.case.attributes == {"size": "large"}
    assert [problem.message for problem in opened.problems] == [
        "a key of more than 1,000 characters is not allowed here"
    ]
