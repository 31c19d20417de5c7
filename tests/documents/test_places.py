"""The places of quotes: found where no locator tells them, shown everywhere, written when asked."""

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


def test_places_are_found_and_told(casecode: Run) -> None:
    """`evidence`, `show`, `trace` and JSON tell where a quote was found; the locator stays what was written."""
    pieces = {one["id"]: one for one in json.loads(casecode("evidence", "anna", "-f", "json").stdout)["evidence"]}
    assert [(pieces[id_]["locator"], pieces[id_]["place"]) for id_ in ("e1", "e3", "e4", "e5", "e6")] == [
        (None, "turn 2"),
        (None, None),
        ("turn 9", "turn 9"),
        (None, "turn 4"),
        (None, None),
    ]
    assert "Found at  turn 2" in casecode("show", "anna:e1").stdout
    assert "Found at" not in casecode("show", "anna:e4").stdout
    assert "turn 2 in i1" in casecode("trace", "anna:e1").stdout
    assert "no place" in casecode("trace", "anna:e6").stdout


def test_places_are_written_when_asked(study: Path, casecode: Run) -> None:
    """`documents --places` writes the places as locators where there are none, and only once."""
    path = study / "cases" / "anna.yaml"
    diff = casecode("documents", "--places", "--dry-run").stdout
    assert "+  - {id: e1" in diff
    assert path.read_text("utf-8") == ward.ANNA
    assert casecode("documents", "--places").stdout == "anna:e1 turn 2\nanna:e2 turn 2\nanna:e5 turn 4\n"
    text = path.read_text("utf-8")
    assert text.count("locator: ") == ward.ANNA.count("locator: ") + 3
    assert "no piece without a locator" in casecode("documents", "anna", "--places").stdout
    assert path.read_text("utf-8") == text


def test_places_and_hashes_are_two_changes(casecode: Run) -> None:
    """One call makes one change."""
    done = casecode("documents", "--places", "--keep")
    assert done.returncode == 2
    assert "two changes" in done.stderr


def test_no_document_is_opened_where_locators_tell(study: Path, casecode: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has a locator, or no quote, costs no look into documents."""
    from casecode.documents import quotes

    casecode("documents", "--places")

    def refuse(*_: object) -> None:
        raise AssertionError("a document was opened")

    monkeypatch.setattr(quotes, "stand_of", refuse)
    text = (
        (study / "cases" / "anna.yaml").read_text("utf-8").replace('quote: "Nobody [counts] clicks"', "statement: No")
    )
    (study / "cases" / "anna.yaml").write_text(text, "utf-8")
    assert casecode("evidence", "anna").returncode == 0
