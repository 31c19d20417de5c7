"""A study of another field, two schools and their reading clubs, goes through everything that a study of firms does."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from calling import call

CLUBS = Path(__file__).parents[1] / "studies" / "clubs"


def told(*arguments: str) -> Any:
    """What a call prints as JSON; it has no other choice than to go well."""
    result = call(CLUBS, "--no-cache", *arguments, "-f", "json")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_the_study_is_sound() -> None:
    """Quotes are found, roles and values are declared; only themes of one source are warned of."""
    found = told("check")
    rules = {problem["rule"] for problem in (found["problems"] if isinstance(found, dict) else found)}
    assert rules == {"single-source-theme"}


def test_speakers_meet_across_schools() -> None:
    """Two sources of one id, one in each school, are one column where both speakers are pupils."""
    table = told("matrix", "--rows", "factor", "--columns", "speaker", "--cells", "count")
    assert [(it["id"], it["total"]["count"]) for it in table["columns"]] == [
        ("pupil", 5),
        ("teacher", 3),
        ("librarian", 1),
    ]
    friends = next(row for row in table["rows"] if row["id"] == "friends")
    assert sorted(friends["cells"]["pupil"]["evidence"]) == ["hill:e2", "lake:e1"]


def test_ratings_have_a_median_and_an_end_each_way() -> None:
    """Friends draw in one school and drive away in the other: over both the median is neither."""
    result = call(CLUBS, "--no-cache", "matrix", "--rows", "factor", "--columns", "case", "--cells", "rating")
    line = next(line for line in result.stdout.splitlines() if line.strip().startswith("Friends"))
    assert line.split()[1:] == ["-2", "+2", "0"]


@pytest.mark.parametrize(
    ("condition", "pieces"),
    [
        ("size<100", {"hill:e1", "hill:e2", "hill:e3", "hill:e4"}),
        ("began<=2021", {"lake:e1", "lake:e2", "lake:e3"}),
        ("speaker!=pupil", {"hill:e3", "hill:e4", "lake:e4", "lake:e5"}),
        ("stayed>few", {"lake:e1", "lake:e2", "lake:e3", "lake:e4", "lake:e5"}),
    ],
)
def test_conditions_pick_what_they_say(condition: str, pieces: set[str]) -> None:
    """Numbers, dates, declared values and orders narrow a report down."""
    assert {f"{it['case']}:{it['id']}" for it in told("evidence", "--where", condition)["evidence"]} == pieces


def test_quotes_stand_with_who_said_them_and_where() -> None:
    """A cell of quotes has the speaker and the turn of the transcript, which nobody wrote down."""
    options = ("--rows", "factor", "--columns", "case", "--cells", "quotes", "-f", "markdown")
    shown = call(CLUBS, "--no-cache", "matrix", *options).stdout
    line = next(line for line in shown.splitlines() if "Because Jule comes." in line)
    assert "(Mira, p1, turn 2)" in line


@pytest.mark.parametrize("format_", ["table", "csv", "json", "html", "latex", "markdown"])
@pytest.mark.parametrize(
    "command",
    ["analyze lake", "compare lake hill", "contrast --by stayed", "mill --outcome stayed=many", "profile lake",
                "display lake", "coverage", "patterns lake", "structure lake", "timeline lake"]
)  # fmt: skip
def test_every_report_speaks_of_schools_alone(command: str, format_: str) -> None:
    """No report of the study has a word of another one."""
    result = call(CLUBS, "--no-cache", *command.split(), "-f", format_)
    assert result.returncode == 0, result.stderr
    assert result.stdout
    assert not {"firm", "firms", "market", "markets", "company"} & {*result.stdout.lower().split()}


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_a_heading_of_rows_is_not_broken(width: int) -> None:
    """The long word over some rows of a grid has room, however short the heads of the rows are."""
    shown = call(CLUBS, "--no-cache", "mill", "--outcome", "stayed=many", COLUMNS=str(width)).stdout
    assert any(line.strip() == "Distinguishes" for line in shown.splitlines())


def test_a_framework_without_layouts_shows_all_factors(tmp_path: Path) -> None:
    """Where no matrix is laid out all factors stand against the units, and of a case without units against itself."""
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "cases").mkdir()
    framework = tmp_path / "frameworks" / "f.yaml"
    framework.write_text(
        "framework: f\ntitle: F\nfactors:\n  - {id: a, title: Ease, factors: [{id: b, title: Steps}]}\n"
    )
    case = "case: c\ntitle: The case\nframework: f\nsources: {s: {type: report, title: S}}\n"
    piece = "evidence: [{id: e1, codes: [b], source: s, statement: So.UNIT}]\n"
    (tmp_path / "cases" / "c.yaml").write_text(case + piece.replace("UNIT", ""))
    alone = json.loads(call(tmp_path, "analyze", "c", "-f", "json").stdout)["cases"][0]["matrices"]
    assert [(it["title"], [column["id"] for column in it["columns"]]) for it in alone] == [
        ("All factors of The case", ["c"])
    ]
    units = "units: {north: {title: North}, south: {title: South}}\n"
    (tmp_path / "cases" / "c.yaml").write_text(case + units + piece.replace("UNIT", ", units: [south]"))
    shown = call(tmp_path, "analyze", "c").stdout
    assert "South" in shown
    assert "• Without a theme 1/1" in shown


def test_pieces_of_some_cases_are_changed(tmp_path: Path) -> None:
    """A condition on cases chooses the pieces that a change is about, as those on sources and units do."""
    copy = Path(shutil.copytree(CLUBS, tmp_path / "clubs"))
    result = call(copy, "edit", "--where", "stayed=few", "--where", "speaker=teacher", "--add-code", "time")
    assert result.returncode == 0, result.stderr
    assert result.stdout == "changed e3, e4 in cases/hill.yaml\n"
    found = json.loads(call(copy, "evidence", "--factor", "time", "-f", "json").stdout)["evidence"]
    assert [f"{it['case']}:{it['id']}" for it in found] == ["hill:e3", "lake:e3", "hill:e4"]
