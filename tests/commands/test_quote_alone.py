"""A quote alone is a piece of evidence: in every file, change and report."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import ward
from casecode.model.study import Study
from conftest import Run

REPORTS = (
    ("evidence", "anna"),
    ("evidence", "anna", "--text", "eleven dose"),
    ("show", "anna:e1"),
    ("show", "clicks"),
    ("show", "i1"),
    ("list", "evidence"),
    ("trace", "anna:e1"),
    ("matrix", "anna", "--cells", "statements"),
    ("matrix", "anna", "--cells", "quotes"),
    ("evidence", "anna", "--proof"),
    ("quote", "anna:e1"),
)


@pytest.mark.parametrize("call", REPORTS, ids=" ".join)
def test_reports_say_the_quote(project: Path, casecode: Run, call: tuple[str, ...]) -> None:
    """Wherever a piece is told of, its quote says what it says."""
    ward.write(project)
    done = casecode(*call)
    assert done.returncode == 0, done.stderr
    assert "Eleven clicks for one dose" in done.stdout


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "markdown", "html", "latex"])
def test_formats_have_it(project: Path, casecode: Run, form: str) -> None:
    """Every format has the quote, and JSON no statement."""
    ward.write(project)
    text = casecode("evidence", "anna", "-f", form).stdout
    assert "Eleven clicks for one dose" in text
    if form == "json":
        assert json.loads(text)["evidence"][0]["statement"] is None


def test_timeline_tells_it(study: Callable[..., Study], casecode: Run) -> None:
    """On a timeline a dated quote stands as what happened."""
    study(evidence="evidence:\n  - {id: e1, codes: [prices], source: survey, date: 2014, quote: They went}\n")
    assert "“They went”" in casecode("timeline", "demo").stdout


@pytest.mark.parametrize("ending", ["yaml", "jsonl", "csv"])
def test_neither_is_a_problem_in_every_file(project: Path, casecode: Run, ending: str) -> None:
    """A piece without a statement and a quote is told at its place, once, with what may be written."""
    ward.write(project)
    path = project / "cases" / "anna.yaml"
    rest = {
        "yaml": "evidence:\n  - {id: m1, codes: [leaders], source: i1, note: none}\n",
        "jsonl": '{"id": "m1", "codes": ["leaders"], "source": "i1"}\n',
        "csv": "id,codes,source,note\nm1,leaders,i1,none\n",
    }
    (project / "cases" / f"more.{ending}").write_text(rest[ending], "utf-8")
    path.write_text(ward.ANNA.replace("evidence:", f"evidence-files: [more.{ending}]\nevidence:"), "utf-8")
    told = casecode("check", "anna").stdout
    assert told.count('has no "statement" or "quote"') == 1
    assert told.startswith(f"cases/more.{ending}:")
    assert "hint: statement: " in told
    assert "; or quote: " in told


def test_quote_alone_is_read_from_tables(project: Path, casecode: Run) -> None:
    """JSON Lines and CSV of a case may have quotes only, and so may a table that is imported."""
    ward.write(project)
    (project / "cases" / "more.csv").write_text("id,codes,source,quote\nm1,leaders,i1,In a table\n", "utf-8")
    path = project / "cases" / "anna.yaml"
    path.write_text(ward.ANNA.replace("evidence:", "evidence-files: [more.csv]\nevidence:"), "utf-8")
    (project / "in.csv").write_text("Quotation,Code,Document\nImported,leaders,i2\n", "utf-8")
    assert casecode("import", "evidence", "anna", "in.csv").returncode == 0
    found = casecode("evidence", "anna", "--columns", "quote", "-f", "csv").stdout
    assert "In a table" in found
    assert "Imported" in found
    (project / "none.csv").write_text("Code,Document\nleaders,i2\n", "utf-8")
    refused = casecode("import", "evidence", "anna", "none.csv")
    assert "no column is taken for statement or quote" in refused.stderr


def test_quote_alone_is_added_and_changed(project: Path, casecode: Run) -> None:
    """`add` takes a quote without a statement; `edit` may clear one of the two, but not both."""
    ward.write(project)
    id_ = casecode("add", "zilina", "-q", "Alone", "-c", "leaders", "-s", "i1").stdout.strip()
    assert "Alone" in casecode("show", f"zilina:{id_}").stdout
    assert casecode("edit", "anna:e4", "--clear", "statement").returncode == 0
    refused = casecode("edit", "anna:e4", "--clear", "quote")
    assert refused.returncode == 1
    assert 'has no "statement" or "quote"' in refused.stderr
    nothing = casecode("add", "zilina", "-c", "leaders", "-s", "i1")
    assert nothing.returncode == 2
    assert "--quote" in nothing.stderr
    records = '{"quote": "Two", "codes": ["leaders"], "source": "i1"}\n{"codes": ["leaders"], "source": "i1"}\n'
    assert "<stdin>:2" in casecode("add", "zilina", "-", stdin=records).stderr


def test_schema_asks_for_one_of_the_two(casecode: Run) -> None:
    """An editor asks for a statement or a quote, as the reader does."""
    schema = json.loads(casecode("schema", "case").stdout)["$defs"]["piece-of-evidence"]
    assert schema["required"] == ["id", "source"]
    assert schema["anyOf"] == [{"required": ["statement"]}, {"required": ["quote"]}]
