"""Whatever a file holds: loading and checking never raise, and every problem has a place in the file that it names."""

import json
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casecode.checks.everything import check
from casecode.model.problem import Problem, in_order
from casecode.project.catalogue import Catalogue
from casecode.project.project import Project
from casecode.render import github, short
from casecode.render import problems as blocks
from casecode.render.formats import Look
from casecode.reports.check import Check
from conftest import DEMO, TINY, case_of

CASE = "".join(DEMO.values()) + (
    "notes: [One.]\n"
    'profile:\n  - {label: Founded, value: "1999", evidence: [e1]}\n'
    "timeline:\n  - {date: 2012-09, event: It began., units: [russia], source: survey}\n"
    "performance:\n  - {indicator: Sales, value: 3 m, units: [sea], source: survey}\n"
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


def assert_in_place(problem: Problem) -> None:
    """Every place of a problem is a stretch of the document that it names; a line break has room for a caret."""
    for span in (problem.span, *(related.span for related in problem.related)):
        lines = span.document.lines
        assert span.document.name
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1
        assert (span.line, span.column) <= (span.end_line, span.end_column)
        assert span.end_line <= len(lines)
        assert span.end_column <= len(lines[span.end_line - 1]) + 2


def assert_answered(opened: Project) -> None:
    """All that was found can be shown in every format, and stands where it says."""
    problems = tuple(in_order([*opened.problems, *opened.located(check(opened.corpus))]))
    for problem in problems:
        assert_in_place(problem)
    report = Check(problems, problems, (), 1)
    for text in (writer.render(report, Look()) for writer in (blocks, short, github)):
        assert "\x1b" not in text
        assert text.encode().count(b"\n") >= len(problems)
    found = msgspec.json.decode(msgspec.json.encode(report.wire()))["problems"]
    assert [problem["rule"] for problem in found] == [problem.rule for problem in problems]
    for study in opened.studies:
        assert len(study.evidence) == len(study.case.evidence)


@settings(max_examples=250, deadline=None, suppress_health_check=SLOW)
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
@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
@given(data=damaged(f"{LINES}\n{LINES}\n", TABLE + TABLE, TABLE.replace(",", "\t")))
def test_damaged_evidence_file(name: str, project: Path, data: bytes) -> None:
    """Evidence of a case in any format with damage anywhere in it is read or refused with places, and never raises."""
    (project / "cases" / name).write_bytes(data)
    opened = Project(Catalogue.at(project))
    case_of(opened, project / "cases" / "case.yaml", f"{CASE}evidence-files: [{name}]\n".encode())
    assert_answered(opened)
