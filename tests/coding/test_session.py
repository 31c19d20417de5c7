"""A coding session: what is written, taken back, marked and remembered."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from casecode.checks.everything import RULES
from casecode.coding import progress
from casecode.coding.session import Entry, Session
from casecode.edit.store import RefusedError
from casecode.model.case import Evidence
from conftest import DEMO, Run

Desk = Callable[..., Session]
ENTRY = Entry(codes=["prices"], units=["russia"], statement="They look for what is cheap.")


def piece(session: Session, id_: str) -> Evidence:
    """A piece of the case as it is now."""
    return next(it for it in session.study.evidence if it.id == id_)


def test_each_piece_is_written_as_it_is_made(desk: Desk, project: Path) -> None:
    """A piece is in the file at once, with the source, the place and the marked sentences as its quote."""
    session = desk(coder="AB")
    before = (project / "cases" / "demo.yaml").read_text(encoding="utf-8")
    session.mark(1)
    session.mark(3)
    assert session.write(Entry(codes=["prices"], statement="Cheap first.", quote=session.quote)) == "e2"
    after = (project / "cases" / "demo.yaml").read_text(encoding="utf-8")
    assert after.startswith(before)
    written = piece(session, "e2")
    assert (written.source, written.locator, written.coder, written.stance) == ("report", "line 3", "AB", "supports")
    assert written.quote.startswith("Shoppers in Russia look")


def test_quote_marks_omissions_and_is_found_again(desk: Desk, casecode: Run) -> None:
    """Sentences that do not follow each other are joined by an omission, and the check finds the quote."""
    session = desk()
    session.mark(0)
    session.mark(2)
    assert " […] " in session.quote
    session.write(Entry(codes=["prices"], statement="Cheap first.", quote=session.quote))
    assert "quote-not-found" in RULES
    assert "quote-not-found" not in casecode("check", "demo").stdout


def test_another_source_is_read_here(desk: Desk) -> None:
    """A statement that the document takes from another source has that as source, and the document as via."""
    session = desk()
    id_ = session.write(Entry(codes=["prices"], statement="Cheap first.", source="survey"))
    assert (piece(session, id_).source, piece(session, id_).via) == ("survey", "report")


def test_undo_leaves_the_file_as_it_was(desk: Desk, project: Path) -> None:
    """Taking pieces back, the last first, leaves every byte as it was before, a theme made on the way included."""
    session = desk()
    before = (project / "cases" / "demo.yaml").read_bytes()
    session.write(ENTRY)
    session.write(Entry(statement="Slow post.", themes={"Slow post": "supply"}))
    assert session.study.themes["slow-post"].factor == "supply"
    assert [session.undo(), session.undo(), session.undo()] == ["e3", "e2", None]
    assert (project / "cases" / "demo.yaml").read_bytes() == before
    assert session.made == []


def test_undo_keeps_a_theme_that_is_used_elsewhere(desk: Desk) -> None:
    """A new theme stays when something else was coded to it before its first piece is taken back."""
    session = desk()
    first = session.write(Entry(statement="Slow post.", themes={"Slow post": "supply"}))
    other = desk()
    other.write(Entry(codes=["slow-post"], statement="Slow indeed."))
    assert session.undo() == first
    assert "slow-post" in session.study.themes


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (Entry(codes=["prices"]), "there is no statement"),
        (Entry(statement="Words."), "there is no code"),
        (Entry(codes=["nothing"], statement="Words."), 'there is no theme "nothing"'),
        (Entry(codes=["prices"], statement="Words.", date="soon"), '"soon" is not a date'),
        (Entry(statement="Words.", themes={"Prices": "demand"}), "already"),
    ],
)
def test_what_would_make_an_error_is_refused(desk: Desk, project: Path, entry: Entry, message: str) -> None:
    """An entry that would leave the project with an error is refused with what to do, and nothing is written."""
    session = desk()
    before = (project / "cases" / "demo.yaml").read_bytes()
    with pytest.raises(RefusedError, match=message):
        session.write(entry)
    assert (project / "cases" / "demo.yaml").read_bytes() == before
    assert session.made == []


def test_moving_stays_within_the_document(desk: Desk) -> None:
    """Going back before the first passage or on after the last one stays there, and marks belong to one passage."""
    session = desk()
    session.go(-5)
    assert session.at == 0
    session.mark(0)
    session.go(99)
    assert session.at == len(session.passages) - 1
    assert session.marked == set()
    session.mark(50)
    assert session.quote == ""


def test_a_session_goes_on_where_the_last_one_stopped(desk: Desk) -> None:
    """The next session begins at the passage that was read last, and knows what was coded without a quote."""
    session = desk()
    session.write(ENTRY)
    session.go(2)
    again = desk()
    assert again.at == 2
    again.go(0)
    assert [it.id for it in again.coded] == ["e2"]
    assert again.passages_coded == 1


def test_without_memory_the_evidence_tells_where_to_go_on(desk: Desk, project: Path) -> None:
    """Where the memory of the last session is lost or damaged, it goes on after the last passage that has a quote."""
    session = desk()
    session.go(1)
    session.write(Entry(codes=["prices"], statement="Slow.", quote="Delivery takes ten days."))
    for file in (project / ".state" / "casecode").glob("*.json"):
        file.write_text('{"offset": "x"', encoding="utf-8")
    again = desk()
    assert again.at == 2
    assert again.passages_coded == 1
    again.go(1)
    assert [it.id for it in again.coded] == ["e2"]


def test_memory_that_cannot_be_kept_stops_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A state folder that cannot be written is no reason to stop coding."""
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/none")
    session = desk()
    session.go(1)
    assert session.write(ENTRY) == "e2"
    assert progress.load(session.root, "demo", Path("documents/report.txt")) is None


def test_likely_codes_say_why(desk: Desk) -> None:
    """Codes are offered in the order of BM25, each with the words it shares with the passage and where they stand."""
    session = desk()
    offers = session.codebook.likely("Shoppers look for low prices.")
    assert offers[0].id == "prices"
    assert "price" in offers[0].why
    assert "label" in offers[0].why
    assert "e1" in offers[0].why
    session.write(Entry(codes=["supply"], statement="Parcels travel by slow post."))
    assert "e2: " in next(it.why for it in session.codebook.likely("The post is slow.") if it.id == "supply")


def test_typing_narrows_the_codes(desk: Desk) -> None:
    """What is typed must begin words of the id, label or group; what is likely for the passage comes first."""
    book = desk().codebook
    assert [it.id for it in book.matching("pri", "")] == ["prices"]
    assert {it.id for it in book.matching("dem", "")} == {"prices", "demand"}
    assert book.matching("pri xyz", "") == []
    assert book.matching("", "sellers offer goods")[0].id == "supply"


@pytest.mark.parametrize(
    ("document", "case", "message"),
    [
        ("nothing", "demo", "neither a source of demo nor a file"),
        ("survey", "demo", "it names no document"),
        ("frameworks/tiny.yaml", "demo", "is the document of no source of demo"),
    ],
)
def test_calls_that_cannot_begin(
    desk: Desk, capsys: pytest.CaptureFixture[str], document: str, case: str, message: str
) -> None:
    """A document that is none of the case ends the call with what to do."""
    with pytest.raises(typer.Exit):
        desk(document, case)
    assert message in capsys.readouterr().err


def test_a_path_means_the_source_that_has_it(desk: Desk) -> None:
    """The document can be named by its path, and the case left out where there is one only."""
    assert desk("documents/report.txt", "").source == "report"


def test_a_session_needs_a_terminal(desk: Desk, casecode: Run) -> None:
    """In a pipe the command says how to add evidence in a script."""
    assert desk().at == 0
    called = casecode("code", "report", "--case", "demo")
    assert called.returncode == 2
    assert "casecode add" in called.stderr
    assert DEMO["case"] == "case: demo\n"


def test_a_quote_alone_is_enough(desk: Desk, project: Path) -> None:
    """A marked sentence with a code is a piece; nothing need be said of it in other words."""
    session = desk()
    session.mark(0)
    id_ = session.write(Entry(codes=["prices"], quote=session.quote))
    written = piece(session, id_)
    assert (written.statement, written.quote) == ("", "The market in 2014")
    assert "statement" not in (project / "cases" / "demo.yaml").read_text("utf-8").rpartition(f"id: {id_}")[2]
