"""`casecode report`: one document, its tables numbered, its sentences with their references."""

import csv
import json
import re
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

import ward
from calling import call
from casecode.model.outline import PARTS
from casecode.render.formats import formats_of
from casecode.reports.report import BUILDERS


@pytest.fixture
def wards(project: Path) -> Path:
    """A project with two hospitals that use the same ids."""
    ward.write(project)
    return project


def markdown(folder: Path, *arguments: str) -> str:
    """The report in Markdown, which must succeed."""
    done: CompletedProcess[Any] = call(folder, "report", *arguments, "-f", "markdown")
    assert done.returncode == 0, done.stderr
    return str(done.stdout)


def test_every_part_has_a_builder() -> None:
    """What an outline may ask for is what the report can build, in the same order."""
    assert list(PARTS) == list(BUILDERS)


def test_tables_are_numbered_and_sentences_name_them(wards: Path) -> None:
    """Each table has the next number over all cases and parts, and a sentence names the one that it is from."""
    text = markdown(wards, "anna", "zilina")
    numbers = [int(it) for it in re.findall(r"^### Table (\d+)", text, re.M)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 10
    (table,) = re.findall(r"^### Table (\d+)\. Žilina: Sources of evidence$", text, re.M)
    assert table == "2"
    counts = "2 pieces of evidence from 1 independent source"
    assert f"Žilina is coded against “Barriers and facilitators”: {counts} (Table {table})." in text


def test_ids_of_several_cases_are_told_apart(wards: Path) -> None:
    """Two cases with the same ids: what a conclusion, source or piece is called has its case before it."""
    text = markdown(wards, "anna", "zilina")
    assert "anna:e1" in text.replace("\\", "")
    assert "zilina:e1" in text.replace("\\", "")
    assert not re.search(r"\| e1 \|", text)


def test_counts_are_those_of_the_other_reports(wards: Path) -> None:
    """The table of sources counts each piece once, and adds up to what is selected; filters narrow all parts down."""
    whole = markdown(wards, "anna")
    assert "| In all | 2 |  | 6 |" in whole
    part = markdown(wards, "anna", "--unit", "nurses")
    assert "| In all | 2 |  | 3 |" in part
    assert "3 pieces of evidence." in part or "3 pieces of evidence (Table" in part


def test_outline_chooses_orders_and_speaks(wards: Path) -> None:
    """An outline has its parts in its order, under its headings, with the researcher's words marked as theirs."""
    (wards / "o.yaml").write_text(
        "title: Two wards\nparts:\n  - limitations\n"
        "  - {part: comparison, title: Side by side, of: [managers, nurses]}\n"
        "  - {title: Mine, text: 'I say *this* here.'}\n"
    )
    text = markdown(wards, "anna", "--outline", "o.yaml")
    assert re.findall(r"^## (.*)$", text, re.M) == ["Limitations that the coding shows", "Side by side", "Mine"]
    assert "*I say \\*this\\* here.*" in text
    assert "Managers and Nurses compared" in text


@pytest.mark.parametrize(
    ("outline", "said"),
    [
        ("parts:\n  - metod\n", 'did you mean "method"?'),
        ("parts:\n  - {title: Mine}\n", 'this part has no "part" or "text"'),
        ("parts:\n  - {part: quotes, limit: few}\n", '"few" is not a number'),
        ("parts:\n  - {part: quotes, limit: -2}\n", '"-2" is no number of quotes'),
        ("parts:\n  - {part: memos, of: [e1]}\n", "leave `of` out"),
        ("title: x\n", 'this outline has no "parts"'),
        ("- method\n", "expected keys and values"),
        ("parts: [\n", "o.yaml:"),
    ],
)
def test_what_is_wrong_with_an_outline_is_told_at_its_place(wards: Path, outline: str, said: str) -> None:
    """An outline with errors ends the call with the line and what to do, and nothing is written."""
    (wards / "o.yaml").write_text(outline)
    done = call(wards, "report", "anna", "--outline", "o.yaml", "-o", "out.md")
    assert done.returncode == 1
    assert "o.yaml:" in done.stderr
    assert said in done.stderr
    assert not (wards / "out.md").exists()


@pytest.mark.parametrize("of", ["comparison", "matrices", "profile"])
def test_what_an_outline_names_must_be_there(wards: Path, of: str) -> None:
    """A unit, matrix or display that no case has is an error at its place, not an empty part."""
    (wards / "o.yaml").write_text(f"parts:\n  - {{part: {of}, of: [nurse]}}\n")
    done = call(wards, "report", "anna", "--outline", "o.yaml")
    assert done.returncode == 1
    assert "o.yaml:2" in done.stderr
    assert '"nurse"' in done.stderr


def test_missing_outline(wards: Path) -> None:
    """An outline that is not there ends the call."""
    done = call(wards, "report", "anna", "--outline", "none.yaml")
    assert done.returncode == 2
    assert "cannot read none.yaml" in done.stderr


@pytest.mark.parametrize("form", [it.name for it in formats_of("report") if it.needs == "page" and not it.is_binary])
def test_every_format_has_all_that_is_said(wards: Path, form: str) -> None:
    """Headings, sentences and the researcher's own words stand in every format that is text."""
    (wards / "o.yaml").write_text("parts:\n  - {part: limitations, title: Weak spots, text: Mine alone}\n")
    text = call(wards, "report", "anna", "--outline", "o.yaml", "-f", form).stdout
    for words in ("weak spots", "mine alone", "of 1 theme rest", "table 1"):
        assert words in text.lower()


def test_sentences_are_data(wards: Path) -> None:
    """JSON and CSV have every sentence with the table that it is from, and the tables by number with their headings."""
    whole = json.loads(call(wards, "report", "anna", "-f", "json").stdout)
    assert whole["schema"] == "casecode/report/1"
    method = whole["parts"][0]
    assert method["part"] == "method"
    assert method["sentences"][0]["table"] == "Table 1"
    assert method["tables"]["Table 1"] == "Sources of evidence"
    rows = [*csv.DictReader(call(wards, "report", "anna", "-f", "csv").stdout.splitlines())]
    sentences = [(part["title"], one["text"]) for part in whole["parts"] for one in part["sentences"]]
    assert [(row["title"], row["sentence"]) for row in rows] == sentences
