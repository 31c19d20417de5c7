"""Memos: written into the right file, found again, told in reports, followed by renames, held against what is there."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from test_changes import lines, texts

from casecode.model.study import Study
from conftest import Run

EVIDENCE = """\
evidence:
  - {id: e1, codes: [prices], units: [russia], statement: Shoppers look for low prices., source: survey}
  - {id: e2, codes: [supply], units: [sea], statement: Parcels are slow., source: survey}
"""
MEMOS = """\
memos:
  - {id: m1, date: 2026-03-01, about: [e1], kind: theoretical, author: ann, text: "Price, or value?", links: [m2, sea]}
  - id: m2
    date: 2026-02
    about: [prices, demand, "other:e1"]  # two cases
    text: |-
      First line.

      | third & <b>line</b>
"""


@pytest.fixture(autouse=True)
def noted(project: Path, study: Callable[..., Study]) -> Path:
    """Two cases with the same ids; one has memos, on its own things, on a factor, and on a piece of the other."""
    study("other", case="case: other\n", evidence=EVIDENCE)
    study(
        evidence=EVIDENCE,
        conclusions="conclusions:\n  - {question: why-abroad, text: So., themes: [prices]}\n",
        memos=MEMOS,
    )
    return project


def found(casecode: Run, *call: str) -> list[str]:
    """The memos that a call tells in JSON, as owner:id."""
    told = json.loads(casecode(*call, "-f", "json").stdout)
    return [f"{it['within']}:{it['id']}" for it in told["memos"]]


@pytest.mark.parametrize(
    ("call", "file", "written"),
    [
        (("e2", "So.", "--case", "other"), "other.yaml", "about: [e2]\n    text: So."),
        (("other:e2", "So."), "other.yaml", "about: [e2]\n    text: So."),
        (("other:e2", "So.", "--case", "demo"), "demo.yaml", 'about: ["other:e2"]\n    text: So.'),
        (("demand", "So."), "tiny.yaml", "about: [demand]\n    text: So."),
        (("demand", "So.", "--case", "demo"), "demo.yaml", "about: [demand]\n    text: So."),
        (("why-abroad", "So."), "tiny.yaml", "about: [why-abroad]\n    text: So."),
        (("conclusion:why-abroad", "So."), "demo.yaml", 'about: ["conclusion:why-abroad"]\n    text: So.'),
        (("demo", "So."), "demo.yaml", "about: [demo]\n    text: So."),
        (("tiny", "So."), "tiny.yaml", "about: [tiny]\n    text: So."),
        (("demo:russia", "A: b #c"), "demo.yaml", 'about: [russia]\n    text: "A: b #c"'),
        (("demo:survey", "So.", "--about", "demo:e1"), "demo.yaml", "about: [survey, e1]\n    text: So."),
        (("m1", "So."), "demo.yaml", "about: [m1]\n    text: So."),
    ],
)
def test_a_memo_stands_where_what_it_is_on_belongs(
    noted: Path, casecode: Run, call: tuple[str, ...], file: str, written: str
) -> None:
    """In the file of the case or framework, or of the one that is named; with the next id that no memo has."""
    before = texts(noted)
    done = casecode("memo", "add", *call, "--date", "2026-03-02")
    assert (done.stdout, done.stderr) == ("m3\n", "")
    assert [*lines(before, texts(noted))] == [file]
    assert f"  - id: m3\n    date: 2026-03-02\n    {written}\n" in texts(noted)[file]
    assert casecode("check").returncode == 0
    casecode("undo")
    assert texts(noted) == before


def test_a_memo_has_many_lines_kind_author_and_links(noted: Path, casecode: Run) -> None:
    """What standard input holds is kept line by line; without a date it is of today."""
    done = casecode(
        *("memo", "add", "demo:prices", "-", "--id", "later", "--kind", "method", "--author", "bob"),
        *("--link", "demand", "--link", "other:e2"),
        stdin="One.  \n\n  - two: #3\nThree.\n",
    )
    assert done.stdout == "later\n"
    (told,) = json.loads(casecode("memo", "show", "later", "-f", "json").stdout)["memos"]
    assert told["text"] == "One.\n\n  - two: #3\nThree."
    assert (told["kind"], told["author"], len(told["date"])) == ("method", "bob", 10)
    assert told["links"] == [
        {"within": "tiny", "kind": "factor", "id": "demand"},
        {"within": "other", "kind": "evidence", "id": "e2"},
    ]
    assert casecode("format", "--check").returncode in (0, 1)
    assert (noted / "cases" / "demo.yaml").read_text().count("id: later") == 1


def test_names_are_written_as_they_are_understood_there(noted: Path, casecode: Run) -> None:
    """With the case where they are another's, without where they are its own; of a framework without cases as well.
    What is built in keeps no memo, and an id that only begins as others do is not counted."""
    other, lone = noted / "cases" / "other.yaml", noted / "frameworks" / "lone.yaml"
    other.write_text(other.read_text().replace("id: e2", "id: only"))
    lone.write_text((noted / "frameworks" / "tiny.yaml").read_text().replace("framework: tiny", "framework: lone"))
    built = (noted / "cases" / "demo.yaml").read_text().split("themes:")[0]
    (noted / "cases" / "third.yaml").write_text(built.replace(": demo", ": third").replace("tiny", "chinese-ecommerce"))
    assert (
        casecode("memo", "add", "only", "So.", "--case", "demo", "--id", "m3-draft", "--link", "demo:e1").returncode
        == 0
    )
    assert 'about: ["other:only"]\n    text: So.\n    links: [e1]\n' in texts(noted)["demo.yaml"]
    assert casecode("memo", "add", "lone", "So.").stdout == "m3\n"
    assert "id: m3\n" in lone.read_text()
    refused = casecode("memo", "add", "own-subsidiary", "So.")
    assert refused.returncode != 0
    assert "own-subsidiary belongs to what is built in" in refused.stderr
    assert "--case" in refused.stderr


def test_new_memo_is_the_same(noted: Path, casecode: Run) -> None:
    """`new memo` writes what `memo add` writes."""
    assert casecode("new", "memo", "--about", "demand", "--text", "So.", "-d", "2026").stdout == "new memo\n"
    assert "memos:\n  - id: m3\n    date: 2026\n    about: [demand]\n    text: So.\n" in texts(noted)["tiny.yaml"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("add", "e1", "So."), "write one of demo:e1, other:e1"),
        (("add", "e9", "So."), "nothing has the id"),
        (("add", "demo:e9", "So."), 'nothing has the id "demo:e9"'),
        (("add", "demo:e1", ""), "TEXT is missing"),
        (("add", "demo:e1", " "), "the memo is empty"),
        (("add",), "what the memo is on is missing"),
        (("add", "demo:e1", "So.", "--link", "nothing"), 'nothing has the id "nothing"'),
        (("add", "demo:e1", "So.", "--date", "soon"), '"soon" is not a date'),
        (("add", "demo:e1", "So.", "--id", "m1"), 'a second memo "m1"'),
        (("show",), "the id of the memo is missing"),
        (("show", "m9"), 'there is no memo "m9"'),
        (("list", "e9"), 'nothing has the id "e9"'),
        (("list", "e1", "text"), "takes an id, and no text"),
    ],
)
def test_what_cannot_be_is_said(noted: Path, casecode: Run, call: tuple[str, ...], said: str) -> None:
    """Nothing is written, and the message says what to do."""
    before = texts(noted)
    done = casecode("memo", *call)
    assert done.returncode != 0
    assert said in done.stderr
    assert texts(noted) == before


def test_memos_are_found_by_what_they_are_on(casecode: Run) -> None:
    """By date; on an id of the case that is meant, of a kind, an author, a case."""
    assert found(casecode, "memo", "list") == ["demo:m2", "demo:m1"]
    assert found(casecode, "memo", "list", "demo:e1") == ["demo:m1"]
    assert found(casecode, "memo", "list", "other:e1") == ["demo:m2"]
    assert found(casecode, "memo", "list", "demand") == ["demo:m2"]
    assert found(casecode, "memo", "list", "--kind", "theoretical") == ["demo:m1"]
    assert found(casecode, "memo", "list", "--author", "bob") == []
    assert found(casecode, "memo", "list", "--case", "other") == []
    assert found(casecode, "memo", "show", "demo:m2") == ["demo:m2"]
    assert "No memo is found." in casecode("memo", "list", "--case", "other").stdout


def test_reports_tell_memos_where_they_are_asked_for(casecode: Run) -> None:
    """`show` and `trace` always, `analyze` and `evidence` with --memos; those on what is shown, and no others."""
    assert found(casecode, "show", "demo:e1") == ["demo:m1"]
    assert found(casecode, "show", "other:e1") == ["demo:m2"]
    assert found(casecode, "show", "supply") == []
    assert json.loads(casecode("show", "m2", "-f", "json").stdout)["fields"]["on"] == (
        "theme demo:prices\nfactor tiny:demand\nevidence other:e1"
    )
    (traced,) = json.loads(casecode("trace", "demo:e1", "-f", "json").stdout)["traces"]
    assert [it["id"] for it in traced["memos"]] == ["m2", "m1"]
    assert "memo m1, 2026-03-01: Price, or value?" in casecode("trace", "demo:e1", "-f", "dot").stdout
    assert found(casecode, "analyze", "demo", "--memos") == ["demo:m2", "demo:m1"]
    assert found(casecode, "analyze", "demo", "--unit", "sea", "--memos") == []
    assert found(casecode, "evidence", "demo", "--memos") == ["demo:m1"]
    assert found(casecode, "evidence", "--memos") == ["demo:m2", "demo:m1"]
    assert "memos" not in json.loads(casecode("evidence", "demo", "-f", "json").stdout)
    assert "No memos on this." in casecode("evidence", "demo", "--unit", "sea", "--memos").stdout
    assert casecode("evidence", "demo", "--memos", "--count").stdout == "2\n"


@pytest.mark.parametrize("form", ["table", "csv", "json", "markdown", "html", "latex"])
def test_memos_are_data_in_every_format(casecode: Run, form: str) -> None:
    """All lines are there, and nothing in them acts."""
    for call in (("memo", "list"), ("show", "demo:prices"), ("analyze", "demo", "--memos")):
        told = casecode(*call, "-f", form).stdout
        if (call[0], form) == ("analyze", "csv"):  # its table is that of the matrices
            continue
        assert "First line." in told
        assert "third" in told
        assert form != "html" or "<b>" not in told


def test_renaming_follows_into_memos(noted: Path, casecode: Run) -> None:
    """Of the piece that is meant and of no other with its id; of cases, factors, memos; prefixes and comments stay."""
    casecode("rename", "evidence", "demo:e1", "first")
    assert "about: [first], kind" in texts(noted)["demo.yaml"]
    assert '"other:e1"]  # two cases' in texts(noted)["demo.yaml"]
    casecode("rename", "evidence", "other:e1", "one")
    assert '"other:one"]  # two cases' in texts(noted)["demo.yaml"]
    casecode("rename", "case", "other", "another")
    assert '"another:one"]  # two cases' in texts(noted)["demo.yaml"]
    casecode("rename", "factor", "demand", "wishes")
    assert "[prices, wishes," in texts(noted)["demo.yaml"]
    casecode("rename", "memo", "demo:m2", "second")
    assert "links: [second, sea]" in texts(noted)["demo.yaml"]
    casecode("recode", "prices", "supply", "--case", "demo")
    assert "about: [supply, wishes," in texts(noted)["demo.yaml"]
    assert casecode("check").returncode == 0


def test_what_a_memo_is_on_is_not_taken_out(noted: Path, casecode: Run) -> None:
    """A piece with a memo stays, also where the memo is in another case; without the memo it goes."""
    before = texts(noted)
    assert "is used in demo.yaml" in casecode("remove", "evidence", "demo:e1").stderr
    assert "is used in demo.yaml" in casecode("remove", "evidence", "other:e1").stderr
    assert texts(noted) == before
    assert casecode("remove", "memo", "m1").returncode == 0
    assert casecode("remove", "evidence", "demo:e1").returncode == 0


def test_check_reads_the_cases_that_memos_are_on(noted: Path, casecode: Run) -> None:
    """Checking one case finds that a piece of another, or that other itself, is not there."""
    case = noted / "cases" / "demo.yaml"
    for old, new, said in (
        ("other:e1", "other:e7", 'nothing has the id "other:e7"'),
        ("other:e7", "othr:e7", 'there is no case or framework "othr"'),
        ('"othr:e7"', '"Other:e7"', '"Other:e7" is not the id of something'),
        ('"Other:e7"', "e7", 'nothing has the id "e7"'),
    ):
        case.write_text(case.read_text().replace(old, new))
        done = casecode("check", "demo")
        assert done.returncode == 1
        assert said in done.stdout + done.stderr
    assert casecode("analyze", "other").returncode == 0
