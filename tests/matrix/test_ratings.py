"""Ratings on the scale of a framework: read, counted, filtered, sorted, checked."""

import json
from pathlib import Path
from typing import Any

import pytest

import ward
from casecode.model.scale import Scale, Spread, signed, spread
from conftest import Run


@pytest.fixture
def study(project: Path) -> Path:
    """A project with the study of the wards."""
    ward.write(project)
    return project


def wired(casecode: Run, *arguments: str) -> Any:
    """What a call tells in JSON."""
    done = casecode(*arguments, "-f", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("ratings", "found"),
    [
        ([], None),
        ([0], Spread(1, 0, 0, 0)),
        ([2, -2, 1], Spread(3, -2, 2, 1)),
        ([1, -2, 2, -1], Spread(4, -2, 2, 0)),
        ([1, 2], Spread(2, 1, 2, 1.5)),
    ],
)
def test_spread(ratings: list[int], found: Spread | None) -> None:
    """Of several ratings the one in the middle counts, or what lies between the two; the order changes nothing."""
    assert spread(ratings) == found
    assert spread(ratings[::-1]) == found


def test_ratings_have_a_sign() -> None:
    """A rating is shown with its sign and what it means; zero has none."""
    assert [signed(one) for one in (2, 0, -1, 0.5, -1.5)] == ["+2", "0", "-1", "+0.5", "-1.5"]
    scale = Scale("Valence", {1: "helps"})
    assert (scale.words(1), scale.words(-1)) == ("+1 helps", "-1")


@pytest.mark.usefixtures("study")
def test_cells_of_ratings(casecode: Run) -> None:
    """A cell has the median, the spread and the number of its rated pieces, and the rating of its summary."""
    (row, *_) = wired(casecode, "matrix", "anna", "--factor", "complexity")["rows"]
    nurses, managers = row["cells"]["nurses"], row["cells"]["managers"]
    assert nurses["rating"] == {"median": -1.0, "low": -2, "high": 1, "rated": 3}
    assert nurses["summary_rating"] == -2
    assert (managers["rating"], managers["summary_rating"]) == (None, None)
    shown = casecode("matrix", "--columns", "case", "--cells", "rating", "--hide-empty", COLUMNS="70").stdout
    assert "Leaders" not in shown
    lines = [line.split() for line in shown.splitlines()]
    at = next(number for number, line in enumerate(lines) if line[:1] == ["Complexity"])
    assert lines[at : at + 3] == [
        ["Complexity", "-1", "+2", "0"],
        ["-2…+1,", "n", "3", "-2…+2,", "n", "4"],
        ["-1", "summary"],
    ]


@pytest.mark.usefixtures("study")
def test_pieces_count_once_in_totals(casecode: Run) -> None:
    """In a total each rated piece counts once, whatever cells it stands in; zero is a rating."""
    rows = casecode("matrix", "anna", "--cells", "rating", COLUMNS="100").stdout
    total = next(line for line in rows.splitlines() if line.startswith(" Total"))
    assert total.split()[1:] == ["-1", "0", "-0.5"]


@pytest.mark.usefixtures("study")
def test_filter_axis_group_and_sort(casecode: Run) -> None:
    """A rating is a filter, however its sign is written; an axis in the order of the scale; a group and an order."""
    found = wired(casecode, "evidence", "--rating", "+2", "--rating", "-1")["evidence"]
    assert [(one["case"], one["id"], one["rating"]) for one in found] == [("zilina", "e1", 2), ("anna", "e2", -1)]
    assert wired(casecode, "evidence", "--rating", "2")["count"] == 1
    assert wired(casecode, "evidence", "--rating", "0")["count"] == 1
    crossed = wired(casecode, "matrix", "anna", "--rows", "unit", "--columns", "rating")
    assert [column["id"] for column in crossed["columns"]] == ["-2", "-1", "0", "+1", ""]
    groups = wired(casecode, "evidence", "anna", "--group-by", "rating")["groups"]
    assert groups[0]["title"] == "-2 strong barrier"
    sorted_ = wired(casecode, "evidence", "anna", "--sort", "rating")["evidence"]
    assert [one["rating"] for one in sorted_] == [-2, -1, 0, 1, None, None]


@pytest.mark.usefixtures("study")
def test_rows_by_their_rating(casecode: Run) -> None:
    """Rows can stand in the order of their median rating, barriers first and what is not rated last."""
    rows = wired(casecode, "matrix", "anna", "--sort", "rating")["rows"]
    assert [row["id"] for row in rows] == ["complexity", "screens", "leaders"]


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(("rating", "why"), [("3", 'there is no rating "+3"'), ("much", "is not a rating")])
def test_unknown_rating_is_refused(casecode: Run, rating: str, why: str) -> None:
    """A filter for a rating that the scale does not have says so, with what there is."""
    done = casecode("evidence", "anna", "--rating", rating)
    assert done.returncode == 2
    assert why in done.stderr
    assert "-2" in done.stderr


@pytest.mark.usefixtures("study")
def test_rating_and_reason(casecode: Run) -> None:
    """The table construct by site has for each cell the rating with its sign and the words of the summary."""
    shown = casecode("matrix", "anna", "--columns", "case", "--cells", "summary", "--hide-empty").stdout
    assert "-1 Hard at first." in shown
    assert "They were there." in shown
    assert "no summary" not in shown
    page = casecode("matrix", "anna", "--columns", "case", "--cells", "summary", "-f", "html").stdout
    assert "<b>-1</b>" in page
    table = casecode("matrix", "anna", "--columns", "case", "-f", "csv").stdout.splitlines()
    assert table[0].endswith("summary,rating,rating_low,rating_high,rated,summary_rating")
    assert table[1].endswith("Hard at first.,-1,-2,1,3,-1")


def test_valence_is_apart_from_stance(study: Path, casecode: Run) -> None:
    """A table with a column of valences gives ratings, and none of them changes what a piece says of its code."""
    table = study / "in.csv"
    table.write_text(
        "Quote,Source,Code,Valence\nSlow,i1,clicks,-1\nQuick,i1,clicks,\u22122\nSo,i1,clicks,+2\n", "utf-8"
    )
    ids = casecode("import", "evidence", "zilina", str(table)).stdout.split()
    found = {one["id"]: one for one in wired(casecode, "evidence", "zilina")["evidence"]}
    assert [(found[id_]["rating"], found[id_]["stance"]) for id_ in ids] == [
        (-1, "supports"),
        (-2, "supports"),
        (2, "supports"),
    ]


def test_ratings_are_written_as_numbers(study: Path, casecode: Run) -> None:
    """`add` and `edit` write a rating and a flag without quotes, in YAML and in JSON Lines; `--clear` removes them."""
    casecode("edit", "anna:e6", "--rating", "+1", "--important")
    path = study / "cases" / "anna.yaml"
    assert "stance: contradicts, rating: 1, important: true}" in path.read_text("utf-8")
    casecode("edit", "anna:e6", "--clear", "rating", "--clear", "important")
    assert path.read_text("utf-8") == ward.ANNA
    record = '{"id": "m1", "codes": ["leaders"], "source": "i1", "quote": "Q"}\n'
    (study / "cases" / "more.jsonl").write_text(record, "utf-8")
    path.write_text(ward.ANNA.replace("evidence:", "evidence-files: [more.jsonl]\nevidence:"), "utf-8")
    assert casecode("edit", "anna:m1", "--important").returncode == 0
    assert casecode("edit", "anna:m1", "--rating", "-2").returncode == 0
    assert '"important": true, "rating": -2}' in (study / "cases" / "more.jsonl").read_text("utf-8")


def test_off_the_scale_is_refused(study: Path, casecode: Run) -> None:
    """A rating that the scale does not have is an error of the file, and no change makes one."""
    done = casecode("edit", "anna:e1", "--rating", "3")
    assert done.returncode == 1
    assert "the scale of ward has no +3" in done.stderr
    assert (study / "cases" / "anna.yaml").read_text("utf-8") == ward.ANNA


@pytest.mark.parametrize(
    ("summary", "is_backed"),
    [
        ("{factor: complexity, text: T, rating: -1}", True),
        ("{factor: innovation, text: T, rating: 0}", True),
        ("{factor: complexity, unit: nurses, text: T, rating: 0}", True),
        ("{factor: complexity, unit: managers, text: T, rating: -1}", False),
        ("{factor: screens, text: T, rating: 2}", False),
        ("{factor: leaders, text: T, rating: 1}", False),
    ],
    ids=["of its sign", "a piece of zero below", "both signs", "none is rated there", "only zero", "none is rated"],
)
def test_ratings_of_summaries_rest_on_evidence(study: Path, casecode: Run, summary: str, is_backed: bool) -> None:
    """`check` warns where a summary's rating has no piece of its sign in the cell: of zero, one of 0 or both signs."""
    text = ward.ANNA.partition("summaries:")[0] + f"summaries:\n  - {summary}\n"
    (study / "cases" / "anna.yaml").write_text(text, "utf-8")
    assert ("unbacked-rating" in casecode("check", "anna").stdout) is not is_backed


def test_rating_only_summaries_is_a_way(study: Path, casecode: Run) -> None:
    """Where no evidence is rated, ratings of summaries are not questioned."""
    import re

    text = re.sub(r", rating: -?\d(?=[,}])", "", ward.ANNA.partition("summaries:")[0])
    (study / "cases" / "anna.yaml").write_text(
        f"{text}summaries:\n  - {{factor: leaders, text: T, rating: 1}}\n", "utf-8"
    )
    assert "unbacked-rating" not in casecode("check", "anna").stdout
