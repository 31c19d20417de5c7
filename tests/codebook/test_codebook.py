"""Codebooks: what each code means, an example of it, and what is coded to it; as a document, and from a table."""

import csv
import io
import json
from pathlib import Path

import pytest

from calling import call

FRAMEWORK = """\
framework: wards
title: Wards
rating: {title: Valence, values: {-1: barrier, 1: facilitator}}
factors:
  - id: setting
    title: Setting
    definition: Where it happens.
    factors:
      - id: means
        title: Means
        definition: What there is.
        when-to-use: Time and rooms.
        when-not-to-use: "People: code staff."
        factors:
          - {id: rooms, title: Rooms, definition: Places., example: A room of our own.}
      - {id: staff, title: Staff}
  - {id: use, title: Use, definition: How it is used.}
themes:
  few-rooms: {factor: rooms, label: Few rooms, stance: contradicts, when-to-use: No place.}
"""
CASE = """\
case: {name}
title: Hospital {name}
framework: wards
sources:
  i1: {{type: interview, title: A talk}}
  log: {{type: report, title: The log}}
themes:
  few-nurses: {{factor: staff, label: Few nurses, definition: {definition}}}
evidence:
  - {{id: e1, codes: [few-nurses], statement: Two of us at night., source: i1}}
  - {{id: e2, codes: [few-nurses, staff], quote: Nobody came., source: log, via: i1, locator: p. 4}}
  - {{id: e3, codes: [few-nurses], quote: Plenty came., source: i1, stance: contradicts, important: true}}
  - {{id: e4, codes: [rooms], quote: We meet in the hall., source: i1}}
"""


@pytest.fixture
def wards(tmp_path: Path) -> Path:
    """Two hospitals with the same ids, and a theme that each defines in its own words."""
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "cases").mkdir()
    (tmp_path / "frameworks" / "wards.yaml").write_text(FRAMEWORK)
    for name, definition in (("anna", "Too few."), ("bert", "Fewer than planned.")):
        (tmp_path / "cases" / f"{name}.yaml").write_text(CASE.format(name=name, definition=definition))
    return tmp_path


def codes(folder: Path, *arguments: str) -> dict[str, dict[str, object]]:
    """The codes of a codebook by their ids."""
    result = call(folder, "codebook", *arguments, "-f", "json")
    assert result.returncode == 0, result.stderr
    return {it["id"]: it for it in json.loads(result.stdout)["codes"]}


def test_codes_stand_in_the_order_of_the_tree_with_their_themes(wards: Path) -> None:
    """Three levels of factors, each followed by its themes, those of the framework and those of the cases."""
    found = codes(wards, "wards")
    assert [*found] == ["setting", "means", "rooms", "few-rooms", "staff", "few-nurses", "use"]
    assert [it["level"] for it in found.values()] == [1, 2, 3, 4, 2, 3, 1]
    assert (found["few-rooms"]["stance"], found["few-rooms"]["declared_in"]) == ("contradicts", [])
    assert found["few-nurses"]["declared_in"] == ["anna", "bert"]


def test_a_factor_counts_what_is_below_it_each_piece_once(wards: Path) -> None:
    """A piece with a theme and its factor is one; the same ids in two cases are two pieces and two sources."""
    found = codes(wards, "wards")
    assert [len(it["evidence"]) for it in found.values()] == [8, 2, 2, 0, 6, 6, 0]  # type: ignore[arg-type]
    assert found["staff"]["sources"] == ["anna:i1", "anna:log", "bert:i1", "bert:log"]
    assert found["setting"]["cases"] == ["anna", "bert"]
    alone = codes(wards, "anna")
    assert alone["staff"]["evidence"] == ["e1", "e2", "e3"]
    assert codes(wards, "wards", "--source", "log")["setting"]["evidence"] == ["anna:e2", "bert:e2"]


def test_an_example_is_the_written_one_or_taken_from_evidence(wards: Path) -> None:
    """What is taken supports its code, and has a quote where any has; source, way and place are told apart."""
    found = codes(wards, "wards")
    assert (found["rooms"]["example"], found["rooms"]["taken"]) == ("A room of our own.", None)
    assert found["few-rooms"]["taken"] is None
    taken = found["few-nurses"]["taken"]
    assert isinstance(taken, dict)
    names = ("case", "evidence", "quote", "source", "via", "locator")
    assert [taken[name] for name in names] == ["anna", "e2", "Nobody came.", "log", "i1", "p. 4"]


def test_definitions_that_differ_are_told_with_their_cases(wards: Path) -> None:
    """One text where all say the same; else each with who says it."""
    both = "Hospital anna: Too few.\nHospital bert: Fewer than planned."
    assert codes(wards, "wards")["few-nurses"]["definition"] == both
    assert codes(wards, "bert")["few-nurses"]["definition"] == "Fewer than planned."


def test_a_framework_without_cases_has_a_codebook(wards: Path) -> None:
    """Nothing is coded, and all of it is told; factors that are asked for are found."""
    for path in (wards / "cases").iterdir():
        path.unlink()
    found = call(wards, "codebook", "wards", "--factor", "means")
    assert found.returncode == 0, found.stderr
    assert "2 factors and 1 theme; nothing is coded to them yet." in found.stdout
    assert codes(wards, "wards")["use"]["evidence"] == []


@pytest.mark.parametrize("form", ["table", "markdown", "html", "latex"])
def test_documents_mark_what_is_taken_from_evidence(wards: Path, form: str) -> None:
    """In every document stand the use of codes, examples that are written or taken with their place, the scale."""
    text = " ".join(call(wards, "codebook", "wards", "-f", form, COLUMNS="300").stdout.split())
    for part in ("When to use:", "When not to use:", "A room of our own.", "Example from evidence:", "Nobody came."):
        assert part in text, part
    assert "log, in i1" in text
    assert "barrier" in text


def test_a_codebook_as_csv_is_taken_in_as_the_framework_that_it_was(wards: Path) -> None:
    """What `codebook` writes `import framework` reads: the same codes under the same parents, with all that is said."""
    for path in (wards / "cases").iterdir():
        path.unlink()
    table = call(wards, "codebook", "wards", "-f", "csv").stdout
    (wards / "again.csv").write_text(table)
    done = call(wards, "import", "framework", "again.csv", "--title", "Wards")
    assert (done.returncode, done.stdout) == (0, "new framework again: 5 factors, 1 theme of 6 rows\n")
    assert call(wards, "codebook", "again", "-f", "csv").stdout == table


def imported(folder: Path, *rows: tuple[str, ...]) -> tuple[int, str, list[tuple[str, str | None]]]:
    """What comes of a table: exit, messages, and the codes with their parents."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    (folder / "book.csv").write_text(out.getvalue())
    done = call(folder, "import", "framework", "book.csv")
    if done.returncode:
        return done.returncode, done.stderr, []
    found = codes(folder, "book")
    return 0, done.stderr, [(id_, str(it["parent"])) for id_, it in found.items()]


@pytest.mark.parametrize(
    "rows",
    [
        [("Name", "Parent"), ("Nurses", "Staff"), ("Staff", "setting"), ("Setting", ""), ("Use", "")],
        [("code", "level"), ("Setting", "1"), ("Staff", "2"), ("Nurses", "3"), ("Use", "1")],
        [("Code",), ("Setting",), ("  Staff",), ("    Nurses",), ("Use",)],
        [("Path",), ("Setting",), (r"Setting\Staff",), ("Setting / Staff > Nurses",), ("Use",)],
    ],
    ids=["parents", "levels", "indents", "paths"],
)
def test_the_tree_is_told_in_any_of_four_ways(wards: Path, rows: list[tuple[str, ...]]) -> None:
    """Parents by code or title and in any order, levels, spaces before the code, and paths come to one tree."""
    code, messages, found = imported(wards, *rows)
    assert code == 0, messages
    assert found == [("setting", "None"), ("staff", "setting"), ("nurses", "staff"), ("use", "None")]


@pytest.mark.parametrize(
    ("rows", "where", "message"),
    [
        ([("code", "parent"), ("a", ""), ("b", "c")], "3:3", 'no row has the code "c"'),
        ([("code", "parent"), ("a", "b"), ("b", "a")], "2:3", "it stands below itself: a → b → a"),
        ([("code", "definition"), ("a", ""), ("A", "x")], "3:1", '"a" has a row already'),
        ([("code", "definition"), ("a", ""), ("", "x")], "3:2", "this row has no code"),
        ([("code", "level"), ("a", "1"), ("b", "3")], "3:3", "level 3 follows on level 1"),
        ([("code", "level"), ("a", "one")], "2:3", '"one" is no level'),
        ([("code",), ("a / b",)], "2:1", 'no row has the code "a"'),
        ([("code", "kind", "parent"), ("a", "theme", "")], "2:1", "a theme stands under a factor"),
        ([("code", "kind", "parent"), ("a", "", ""), ("b", "theme", "a"), ("c", "", "b")], "4:", "below the theme"),
        ([("code", "kind"), ("a", "topic")], "2:3", '"topic" is no kind of a code'),
        ([("code", "definition"), ("中", "x")], "2:1", 'no id can be made of "中"'),
    ],
)
def test_what_cannot_be_taken_is_told_with_row_and_column(
    wards: Path, rows: list[tuple[str, ...]], where: str, message: str
) -> None:
    """One row that is wrong, and nothing is written; the message names its place."""
    code, messages, _ = imported(wards, *rows)
    assert code == 1
    assert f"book.csv:{where}" in messages
    assert message in messages
    assert not (wards / "frameworks" / "book.yaml").exists()


def test_a_framework_that_is_there_is_not_written_over(wards: Path) -> None:
    """The id may be given; one that is taken ends the call, and the file stays as it was."""
    (wards / "book.csv").write_text("code,definition\na,x\n")
    done = call(wards, "import", "framework", "wards", "book.csv")
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert (wards / "frameworks" / "wards.yaml").read_text() == FRAMEWORK
    assert call(wards, "import", "framework", "other", "book.csv").returncode == 0
    assert (wards / "frameworks" / "other.yaml").is_file()
