"""What a foreign file held, and what became of it."""

import pytest
import typer

from casecode.console.intake import Intake, settle
from casecode.exchange.account import Account
from casecode.model.problem import Problem
from casecode.model.span import Document, Span


def at(line: int, message: str = "no such source") -> Problem:
    """A problem in a line of a file."""
    return Problem("unknown-source", message, Span(Document("rows.csv", "\n" * 20), line, 1, line, 2), "declare it")


def test_all_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """What is new, there, different, left out and no evidence adds up to what the file held, and is said so."""
    account = Account("row", 9, ["a", "b", "b2"], ["c"], {"d": ["title"]}, {4: [at(5)]}, {"counts without text": 3})
    settle([account], Intake(skip_bad=True))
    assert capsys.readouterr().err.splitlines()[:3] == [
        "9 rows: 3 new, 1 there already, 1 there already, but different (--update takes them), 1 left out, "
        "3 not what a study holds",
        "  d: title",
        "  3 counts without text",
    ]


def test_update_says_that_it_takes_what_has_changed(capsys: pytest.CaptureFixture[str]) -> None:
    """With --update what differs is changed, and no longer only told."""
    settle([Account("reference", 1, changed={"d": ["title", "issued"]})], Intake(update=True))
    assert capsys.readouterr().err == "1 reference: 1 changed\n  d: title, issued\n"


def test_bad_rows_stop_all(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --skip-bad one bad row keeps the others out; one cause is told once, with its first places."""
    bad: dict[object, list[Problem]] = {row: [at(row)] for row in range(2, 11)}
    bad[2].append(at(2, "no such unit"))
    with pytest.raises(typer.Exit) as ended:
        settle([Account("row", 10, ["a"], left=bad), Account("code", 1, ["x"])], Intake())
    said = capsys.readouterr().err
    assert ended.value.exit_code == 1
    assert "nothing was imported: 9 of 10 rows cannot be taken" in said
    assert "--skip-bad" in said
    assert said.count("no such source (and in 8 rows more: 3, 4, 5, 6, 7 and 3 others)") == 1
    assert said.count("no such unit") == 1


@pytest.mark.parametrize("held", [1, 3])
def test_what_does_not_add_up_is_an_error(held: int, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that held more or less than what is accounted for is not imported, whatever may be skipped."""
    with pytest.raises(typer.Exit) as ended:
        settle([Account("row", held, ["a", "b"])], Intake(skip_bad=True, update=True))
    assert ended.value.exit_code == 1
    assert "unaccounted for" in capsys.readouterr().err
