"""Cells of words, proof quotes and the columns of lists: what pieces say, who says it and where."""

import csv
import io
import json
from pathlib import Path

import pytest

import ward
from conftest import Run


@pytest.fixture(autouse=True)
def study(project: Path) -> Path:
    """A project with the study of the wards."""
    ward.write(project)
    return project


def cells(casecode: Run, *arguments: str) -> str:
    """The matrix of one case in a wide pipe."""
    done = casecode("matrix", "anna", "--rows", "factor", "--columns", "case", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_quotes_with_who_says_them_and_where(casecode: Run) -> None:
    """A quote stands with its speaker, its source and the place; the place is found where no locator tells it."""
    shown = cells(casecode, "--cells", "quotes")
    assert "“Eleven clicks for one dose” (NURSE, i1, turn 2)" in shown
    assert "“The chief came every week” (NURSE, i1, in i2, turn 4)" in shown
    assert "~ “I like the colours” (qualifies; i2, turn 9)" in shown
    assert "✗ “Nobody [counts] clicks” (contradicts; i2)" in shown


def test_two_coders_on_one_passage_are_one_quote(casecode: Run) -> None:
    """A quote that two coders took from one source stands once; what has no quote is told."""
    shown = cells(casecode, "--cells", "quotes", "--factor", "complexity")
    assert shown.count("Eleven clicks") == 1
    assert "1 without a quote" in shown


def test_statements_take_the_quote_of_what_has_none(casecode: Run) -> None:
    """Cells of statements say what every piece says: in the coder's words, or else those of the source."""
    shown = cells(casecode, "--cells", "statements")
    assert "• It is slow. (i2)" in shown
    assert "• “Eleven clicks for one dose” (NURSE" in shown
    assert "without a quote" not in shown


def test_important_pieces_come_first(casecode: Run) -> None:
    """A limit keeps the important pieces, and tells how many there are beside them."""
    shown = cells(casecode, "--cells", "statements", "--limit", "1", "--factor", "complexity")
    assert "It is slow." in shown
    assert "2 more" in shown
    assert "Eleven" not in shown


def test_cases_are_named_where_there_are_several(casecode: Run) -> None:
    """With several cases in view an attribution names the case, unless the head of its row or column does."""
    shown = casecode("matrix", "--cells", "quotes", "--columns", "stance").stdout
    assert "“A & B <b>take</b> time” (i1, Žilina)" in shown
    assert "(NURSE, i1, turn 2, St. Anna)" in shown
    assert "(NURSE, i1, turn 2)" in casecode("matrix", "--cells", "quotes", "--columns", "case").stdout


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("html", "“A &amp; B &lt;b&gt;take&lt;/b&gt; time”"),
        ("latex", r"“A \& B \textless{}b\textgreater{}take\textless{}/\allowbreak{}b\textgreater{} time”"),
        ("markdown", r"“A \& B \<b\>take\</b\> time”"),
    ],
)
def test_words_are_data_in_every_format(casecode: Run, form: str, said: str) -> None:
    """What a source says is escaped in each format, in cells and in the table of proof quotes."""
    for call in (("matrix", "zilina", "--cells", "quotes"), ("evidence", "zilina", "--proof")):
        assert said in casecode(*call, "-f", form).stdout


@pytest.mark.parametrize(
    ("shows", "rows"),
    [("quotes", 3), ("summary", 2), ("rating", 2), ("count", 3)],
)
def test_empty_rows_are_hidden_by_what_cells_show(casecode: Run, shows: str, rows: int) -> None:
    """`--hide-empty` keeps the rows in which a cell has something of what cells show, and no other."""
    done = casecode("matrix", "anna", "--columns", "case", "--cells", shows, "--hide-empty", "-f", "json")
    assert len(json.loads(done.stdout)["rows"]) == rows
    assert "--all" not in cells(casecode, "--cells", shows, "--hide-empty")


def test_analyze_hides_factors_without_evidence(casecode: Run) -> None:
    """`analyze --hide-empty` has a row for each factor with evidence only."""
    everything = casecode("analyze", "zilina", "--unit", "nurses").stdout
    hidden = casecode("analyze", "zilina", "--unit", "nurses", "--hide-empty").stdout
    assert ("Screens" in everything.partition("Coverage")[0]) is True
    assert ("Screens" in hidden.partition("Coverage")[0]) is False


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("matrix", "anna", "--limit", "2"), "--limit is for cells of words"),
        (("matrix", "anna", "--all", "--hide-empty"), "--all shows what --hide-empty leaves out"),
        (("matrix", "alibaba", "--cells", "rating"), "no framework in view has a scale"),
        (("evidence", "anna", "--proof", "--count"), "--proof has its own columns"),
        (("evidence", "anna", "--columns", "id,quot"), 'there is no column "quot"'),
    ],
)
def test_what_makes_no_sense_is_refused(casecode: Run, arguments: tuple[str, ...], why: str) -> None:
    """A call that asks for what cannot be has a message that says so, and what to do."""
    done = casecode(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert why in done.stderr
    assert "hint" in done.stderr


def test_list_shows_quote_before_paraphrase(casecode: Run) -> None:
    """A card has the quote before the statement, the rating before both, and who coded it."""
    shown = casecode("evidence", "anna").stdout
    assert shown.index("“I like the colours”") < shown.index("It is clear.")
    assert "-2 “Eleven clicks for one dose”" in shown
    assert "coded by JN" in shown
    assert "i1 turn 2" in shown


def test_columns_are_chosen_and_ordered(casecode: Run) -> None:
    """`--columns` says which columns, and in which order, in tables and in CSV."""
    call = ("evidence", "anna", "--columns", "coder, quote", "--columns", "place,speaker,important")
    head = casecode(*call).stdout.splitlines()[1]
    assert head.split() == ["Coder", "Quote", "Place", "Speaker", "Important"]
    rows = [*csv.reader(io.StringIO(casecode(*call, "-f", "csv").stdout))]
    assert rows[0] == ["coder", "quote", "place", "speaker", "important"]
    assert rows[1] == ["JN", "Eleven clicks for one dose", "turn 2", "NURSE", "false"]
    assert rows[3] == ["", "", "", "", "true"]


def test_every_column_can_be_shown(casecode: Run) -> None:
    """Every key of evidence, and what follows from them, is a column in the terminal and in CSV."""
    from casecode.reports.columns import COLUMNS

    for name in COLUMNS:
        assert casecode("evidence", "anna", "--columns", name).returncode == 0, name
        assert casecode("evidence", "anna", "--columns", name, "-f", "csv").stdout.splitlines()[0] == COLUMNS[name].name


def test_proof_quotes(casecode: Run) -> None:
    """The table of proof quotes has theme, quote and source; the theme stands once, and a limit is for each theme."""
    rows = [*csv.reader(io.StringIO(casecode("evidence", "anna", "--proof", "-f", "csv").stdout))]
    assert rows[0][:7] == ["case", "theme", "title", "id", "quote", "speaker", "source"]
    assert [(row[1], row[3]) for row in rows[1:]] == [
        ("clicks", "e1"),
        ("clicks", "e6"),
        ("screens", "e4"),
        ("leaders", "e5"),
    ]
    shown = casecode("evidence", "anna", "--proof").stdout
    assert shown.count("Too many clicks") == 1
    assert "Without a theme" not in shown
    limited = casecode("evidence", "anna", "--proof", "--limit", "1").stdout
    assert "1 other quote of these themes not shown." in limited
    listed = json.loads(casecode("evidence", "anna", "--proof", "--limit", "1", "-f", "json").stdout)["evidence"]
    assert [one["id"] for one in listed] == ["e1", "e4", "e5"]


def test_documents_have_no_notes_on_options(casecode: Run) -> None:
    """Documents say what was left out; how to ask for it in a terminal they do not say."""
    shown = casecode("matrix", "zilina").stdout
    assert (
        "2 rows without evidence left out. --all shows them." in shown
        or "row without evidence left out. --all" in shown
    )
    for form in ("html", "latex", "markdown"):
        page = casecode("matrix", "zilina", "-f", form).stdout
        assert "without evidence left out" in page
        assert "all shows them" not in page
