"""Finding pieces of evidence: words, periods, groups."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from casecode.analysis.axis import names
from casecode.analysis.search import Search, fold
from casecode.app import app
from casecode.reports import evidence as retrieval

PROJECT = Path(__file__).parents[1] / "goldens" / "project"


@pytest.fixture(autouse=True)
def in_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in the project of the goldens."""
    monkeypatch.chdir(PROJECT)


def call(*arguments: str) -> Result:
    """Run `casecode evidence nova` in this process."""
    return CliRunner().invoke(app, ["evidence", "nova", *arguments], env={"COLUMNS": "100"})


def ids(*arguments: str) -> list[str]:
    """The ids of the evidence found."""
    result = call(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return [piece["id"] for piece in json.loads(result.stdout)["evidence"]]


@pytest.mark.parametrize(
    ("words", "text", "marked"),
    [
        ("prices", "Prices are high.", ["Prices"]),
        ("price", "Prices are high.", None),
        ("muller", "Ada Müller met MÜLLER.", ["Müller", "MÜLLER"]),
        ("Élan", "Avec elan.", ["elan"]),
        ("strasse", "Die Straße.", ["Straße"]),
        ("office shop", "The shop has an office.", ["shop", "office"]),
        ("office ship", "The shop has an office.", None),
        ("東京", "東京 has it.", ["東京"]),
        ("a.b", "a.b but not axb", ["a.b"]),
    ],
)
def test_words_are_found_whole(words: str, text: str, marked: list[str] | None) -> None:
    """Words are found whole, whatever their case and accents, and all of them must occur; the marks say where."""
    found = Search(tuple(words.split())).find([text])
    assert (found and [text[start:end] for start, end in found[0]]) == marked


def test_regular_expressions_are_found() -> None:
    """A regular expression finds what it matches, whatever the case and accents of the text."""
    found = Search(pattern=r"m[uo]ller\w*").find(["", "Müllers Möller"])
    assert found is not None
    assert ["Müllers Möller"[start:end] for start, end in found[1]] == ["Müllers", "Möller"]
    assert Search(pattern="x+").find(["abc"]) is None


@given(st.text(max_size=30), st.booleans())
def test_folding_knows_where_it_comes_from(text: str, cased: bool) -> None:
    """Each folded character names the one that it was made of, in order."""
    folded, origins = fold(text, cased)
    assert len(folded) == len(origins)
    assert list(origins) == sorted(origins)
    assert all(0 <= origin < len(text) for origin in origins)


@given(st.text("abc äß", min_size=1, max_size=12).filter(str.strip))
def test_every_text_holds_its_own_words(text: str) -> None:
    """A text is found by its words, and marks never overlap."""
    found = Search(tuple(text.split())).find([text])
    assert found is not None
    assert all(before[1] < after[0] for before, after in zip(found[0], found[0][1:], strict=False))


def test_filters() -> None:
    """The options of the matrices narrow the list, and so do themes, words and periods."""
    assert ids() == [f"e{number}" for number in range(1, 11)]
    assert ids("--theme", "low-price") == ["e8", "e9", "e10"]
    assert ids("--theme", "low-price", "--theme", "local-partner", "--unit", "brazil") == ["e5", "e6", "e8", "e10"]
    assert ids("--text", "partner PAYS") == ["e10"]
    assert ids("--text", "smile") == ["e10"]
    assert ids("--text", "^(Sales|Goods)", "--regex") == ["e1", "e8"]
    assert ids("--factor", "entry", "--stance", "qualifies") == ["e6"]
    assert ids("--limit", "2") == ["e1", "e2"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--since", "2021"], ["e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9", "e10"]),
        (["--since", "2021-05"], ["e1", "e2", "e3", "e4", "e5", "e9", "e10"]),
        (["--until", "2021"], ["e1", "e6", "e7", "e8"]),
        (["--until", "2021-03"], ["e1", "e6", "e8"]),
        (["--since", "2021-04-30", "--until", "2021-04-30"], ["e1", "e7"]),
        (["--since", "2023"], []),
    ],
)
def test_partial_dates_compare_as_they_should(options: list[str], expected: list[str]) -> None:
    """What is dated by its year may lie anywhere in it; what has no date is of its source's: e6 and e8 of March 2021,
    others of 2022."""
    assert ids(*options) == expected


def test_order() -> None:
    """Sorting by date puts the earlier first and what is undated last; by an axis as declared; ids break ties."""
    assert ids("--sort", "date")[:4] == ["e1", "e7", "e2", "e3"]
    assert ids("--sort", "source") == ["e1", "e5", "e9", "e2", "e6", "e7", "e8", "e3", "e4", "e10"]
    assert ids("--sort", "stance") == ["e1", "e3", "e4", "e5", "e7", "e8", "e10", "e9", "e2", "e6"]
    assert ids("--sort", "year")[-2:] == ["e9", "e10"]


@pytest.mark.parametrize("grouping", [*names(), "stage"])
def test_groups_add_up(grouping: str) -> None:
    """Every piece stands in one group, so that the counts of the groups add up to the whole."""
    wire = json.loads(call("--group-by", grouping, "--format", "json").stdout)
    assert sum(group["count"] for group in wire["groups"]) == wire["count"] == 10
    assert sorted(piece["id"] for piece in wire["evidence"]) == sorted(ids())


def test_groups_tell_what_stands_elsewhere() -> None:
    """A piece of two themes stands under the first as declared, and the second says that it has it, too."""
    result = call("--group-by", "theme", "--count", "--format", "csv")
    rows = {row[0]: row[2:] for row in csv.reader(result.stdout.splitlines())}
    assert rows["local-partner"] == ["3", "0"]
    assert rows["low-price"] == ["2", "1"]
    assert rows["founders"] == ["1", "0"]
    assert "3, and 0" not in call("--group-by", "theme", "--count").stdout
    assert "2, and 1 that stand elsewhere" in call("--group-by", "theme", "--count").stdout


def test_formats() -> None:
    """JSON keeps to its schema, JSON Lines and CSV have a line for each piece with its place, HTML marks the words."""
    validator = Draft202012Validator(json.loads(CliRunner().invoke(app, ["schema", "evidence-report"]).stdout))
    validator.validate(json.loads(call("--format", "json").stdout))
    lines = [json.loads(line) for line in call("--format", "jsonl").stdout.splitlines()]
    assert [line["id"] for line in lines] == ids()
    assert lines[6]["path"] == "cases/nova.yaml"
    assert lines[9]["factors"] == ["price", "entry"]
    assert call("--format", "csv").stdout.splitlines()[0].startswith("case,id,codes,factors,units,statement")
    assert "<mark>Prices</mark>" in call("--text", "prices", "--format", "html").stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--since", "last year"], "hint: write 2014, 2014-09 or 2014-09-19"),
        (["--text", "(", "--regex"], "is not a regular expression"),
        (["--theme", "low-prize"], 'did you mean "low-price"?'),
    ],
)
def test_wrong_options(options: list[str], said: str) -> None:
    """A date, expression or theme that is none ends the call with what to do."""
    result = call(*options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_all_cases_without_a_name() -> None:
    """Without a case the evidence of all cases of the project is searched."""
    result = CliRunner().invoke(app, ["evidence", "--text", "fair", "--format", "json"])
    assert [piece["case"] for piece in json.loads(result.stdout)["evidence"]] == ["nova"]
    assert retrieval.build([]).found == 0
