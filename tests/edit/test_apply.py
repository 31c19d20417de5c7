"""What comes of a change as a whole: what is said, shown and written, and when nothing is."""

from pathlib import Path

import pytest

from casecode.analysis.ids import LONGEST, slug
from casecode.edit import codes
from casecode.edit.apply import make
from casecode.edit.store import RefusedError
from casecode.edit.workspace import Workspace

CASE = """\
case: c
framework: f
units: {home: {title: Home, role: home}}
sources: {s: {type: book, title: T}}
evidence:
  - {id: e1, codes: [a], source: s, statement: So.}
"""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """The file of the case of a small project."""
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "f.yaml").write_text("framework: f\nfactors: [{id: a, title: A}]\n", encoding="utf-8")
    (tmp_path / "cases").mkdir()
    path = tmp_path / "cases" / "c.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


def note(workspace: Workspace) -> list[str]:
    """A change that is right."""
    codes.edit_pieces(workspace, ["c:e1"], {"note": "more"})
    return ["e1"]


def test_a_change_that_is_right_is_written_or_shown(tmp_path: Path, case: Path) -> None:
    """Written, there is nothing to show; shown, nothing is written."""
    made = make(tmp_path, note, dry_run=True)
    assert made.diff.splitlines()[-1] == "+  - {id: e1, codes: [a], source: s, statement: So., note: more}"
    assert (made.said, made.errors, made.was_broken, made.note) == (["e1"], [], False, "")
    assert case.read_text(encoding="utf-8") == CASE
    made = make(tmp_path, note)
    assert (made.said, made.diff, made.errors, made.was_broken, made.note) == (["e1"], "", [], False, "")
    assert "note: more" in case.read_text(encoding="utf-8")


def test_a_change_that_would_make_errors_is_not_written(tmp_path: Path, case: Path) -> None:
    """It is told which; they were not there before."""

    def how(workspace: Workspace) -> list[str]:
        codes.edit_pieces(workspace, ["c:e1"], {"source": "r"})
        return ["e1"]

    made = make(tmp_path, how)
    assert ([it.message for it in made.errors], made.was_broken, made.diff) == (['there is no source "r"'], False, "")
    assert case.read_text(encoding="utf-8") == CASE


def test_a_file_that_cannot_be_understood_is_told(tmp_path: Path, case: Path) -> None:
    """With what is wrong in it; nothing is done and nothing said."""
    case.write_text("case: c\nevidence: [\n", encoding="utf-8")
    made = make(tmp_path, note, dry_run=True)
    assert (made.said, made.diff, made.was_broken, [it.rule for it in made.errors]) == ([], "", True, ["syntax"])


def test_a_file_that_is_read_only_is_written_if_that_is_said(tmp_path: Path, case: Path) -> None:
    """By force, and not without."""
    case.chmod(0o444)
    with pytest.raises(RefusedError, match="is read-only"):
        make(tmp_path, note)
    assert make(tmp_path, note, force=True).errors == []
    assert "note: more" in case.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        (" -- A  Title: of Ärger, 2014! ", "a-title-of-arger-2014"),
        ("日本", ""),
        ("x" * (LONGEST - 1) + " y", "x" * (LONGEST - 1)),
        ("x" * LONGEST + "y", "x" * LONGEST),
    ],
)
def test_ids_of_titles(text: str, id_: str) -> None:
    """Words in small letters with hyphens between them and at no end, no longer than may be typed."""
    assert slug(text) == id_
