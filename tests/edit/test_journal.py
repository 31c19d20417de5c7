"""The journal of a change that was interrupted: what is believed of it, what readers see, what is never lost."""

import json
import multiprocessing
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from casecode.edit import store
from casecode.edit.store import Change, RefusedError, locked, write
from casecode.project import journal
from casecode.project.catalogue import JOURNAL
from casecode.project.inside import TRUST
from casecode.project.journal import KEPT, JournalError
from casecode.project.project import Project
from conftest import DEMO, Run

OLD, NEW = "".join(DEMO.values()), "".join({**DEMO, "title": "title: Demo Groups\n"}.values())


def interrupted(root: Path, names: tuple[str, ...] = ("cases/demo.yaml",), done: int = 0) -> None:
    """Leave a project as a process does that is killed after it has replaced so many files of a change."""

    class KilledError(BaseException):
        """Stands for the end of the process."""

    left = done
    original = journal.sync

    def sync(folder: Path) -> None:
        nonlocal left
        if (root / JOURNAL).exists():
            if left == 0:
                raise KilledError
            left -= 1
        original(folder)

    changes = [Change(root / name, (root / name).read_bytes(), NEW.encode()) for name in names]
    with pytest.MonkeyPatch.context() as patch, locked(root):
        patch.setattr(journal, "sync", sync)
        with pytest.raises(KilledError):
            write(root, changes)
    assert (root / JOURNAL).exists()


@pytest.fixture
def demo(project: Path) -> Path:
    """A project with two cases of one content."""
    for name in ("demo", "other"):
        (project / "cases" / f"{name}.yaml").write_text(OLD.replace("case: demo", f"case: {name}"), encoding="utf-8")
    return project


def files_of(root: Path) -> dict[str, bytes]:
    """All files of a project with what they hold."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_readers_see_the_change_and_touch_nothing(demo: Path, casecode: Run) -> None:
    """Until a writer comes, a change that was decided is read as if it were made; the files stay as they are."""
    interrupted(demo)
    before = files_of(demo)
    assert "Demo Groups" in casecode("list", "cases").stdout
    assert {name: data for name, data in files_of(demo).items() if not name.startswith(".cache")} == before
    added = casecode("edit", "demo:e1", "--note", "Seen.")
    assert "finished a change that was interrupted: demo.yaml" in added.stderr
    assert "Demo Groups" in (demo / "cases" / "demo.yaml").read_text(encoding="utf-8")
    assert not (demo / JOURNAL).exists()
    assert not [*demo.rglob("*.casecode-new")]


def test_a_hand_edit_after_the_interruption_is_kept(demo: Path, casecode: Run) -> None:
    """What somebody wrote since is neither written over nor hidden; what was to be written stands beside it."""
    interrupted(demo, ("cases/demo.yaml", "cases/other.yaml"), done=1)
    mine = OLD.replace("Demo Group", "By hand")
    (demo / "cases" / "other.yaml").write_text(mine, encoding="utf-8")
    assert "By hand" in casecode("list", "cases").stdout
    with locked(demo) as said:
        assert "changed by hand since: cases/other.yaml" in said
    assert (demo / "cases" / "other.yaml").read_text(encoding="utf-8") == mine
    assert (demo / "cases" / f"other.yaml{KEPT}").read_text(encoding="utf-8") == NEW
    assert "Demo Groups" in (demo / "cases" / "demo.yaml").read_text(encoding="utf-8")


def test_a_moved_project_is_finished_and_a_copy_is_its_own(
    demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A journal speaks of files below its own folder: finishing a copy leaves the original as it is."""
    interrupted(demo, ("cases/demo.yaml", "cases/other.yaml"), done=1)
    before = files_of(demo)
    copy = tmp_path_factory.mktemp("elsewhere") / "copy"
    shutil.copytree(demo, copy)
    with locked(copy) as said:
        assert "demo.yaml, other.yaml" in said
    assert (copy / "cases" / "other.yaml").read_text(encoding="utf-8") == NEW
    assert files_of(demo) == before


def _outside(steps: list[dict[str, str]], victim: Path) -> None:
    steps[0]["name"] = str(victim)


def _above(steps: list[dict[str, str]], victim: Path) -> None:
    steps[0]["name"] = f"cases/../../{victim.parent.name}/{victim.name}"


def _draft_outside(steps: list[dict[str, str]], victim: Path) -> None:
    steps[0]["draft"] = f"../{victim.parent.name}/{victim.name}"


def _another_draft(steps: list[dict[str, str]], _victim: Path) -> None:
    steps[0]["draft"] = "cases/other.yaml"


def _by_a_link(steps: list[dict[str, str]], _victim: Path) -> None:
    steps[0]["name"] = "cases/link.yaml"


def _another_content(steps: list[dict[str, str]], _victim: Path) -> None:
    steps[0]["after"] = "0" * 64


@pytest.mark.parametrize("forge", [_outside, _above, _draft_outside, _another_draft, _by_a_link, _another_content])
def test_a_forged_journal_is_not_believed(
    forge: Callable[..., None], demo: Path, tmp_path_factory: pytest.TempPathFactory, casecode: Run
) -> None:
    """A journal that leads out of the project, or whose drafts are other ones, is a problem; nothing moves."""
    victim = tmp_path_factory.mktemp("victim") / "file.txt"
    victim.write_text("precious", encoding="utf-8")
    (demo / "cases" / "link.yaml").symlink_to(victim)
    interrupted(demo)
    held = json.loads((demo / JOURNAL).read_bytes())
    forge(held["steps"], victim)
    steps = tuple(journal.Step(**step) for step in held["steps"])
    (demo / JOURNAL).write_bytes(journal.encode(steps))
    before = files_of(demo)
    for call in (["list", "cases"], ["edit", "demo:e1", "--note", "So."]):
        refused = casecode(*call)
        assert refused.returncode == 2
        assert "cannot be believed" in refused.stderr
    assert {name: data for name, data in files_of(demo).items() if not name.startswith(".cache")} == before
    assert victim.read_text(encoding="utf-8") == "precious"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize("what", ["damaged", "changed", "pipe", "link", "folder"])
def test_what_is_no_journal_is_told(what: str, demo: Path) -> None:
    """A journal that is cut off, changed, a pipe, a link or a folder is told; nothing waits and nothing is touched."""
    interrupted(demo)
    path, data = demo / JOURNAL, (demo / JOURNAL).read_bytes()
    path.unlink()
    if what == "damaged":
        path.write_bytes(data[:-9])
    elif what == "changed":
        path.write_bytes(data.replace(b"cases/demo.yaml", b"cases/demi.yaml"))
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "link":
        (demo / "kept").write_bytes(data)
        path.symlink_to(demo / "kept")
    else:
        path.mkdir()
    with pytest.raises(JournalError, match="cannot be believed"):
        Project.at(demo)
    with pytest.raises(RefusedError, match="cannot be believed"), locked(demo):
        pass
    assert (demo / "cases" / "demo.yaml").read_text(encoding="utf-8") == OLD


@pytest.mark.parametrize("at", [0, 1])
def test_an_editor_that_saves_meanwhile_is_kept(demo: Path, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file saved between the decision and its replacement is kept, and all that was replaced before is undone."""
    names = ("cases/demo.yaml", "cases/other.yaml")
    changes = [Change(demo / name, (demo / name).read_bytes(), NEW.encode()) for name in names]
    before = files_of(demo)
    original = store._write_journal

    def saved(*arguments: object) -> None:
        original(*arguments)  # type: ignore[arg-type]
        monkeypatch.setattr(store, "_write_journal", original)
        (demo / names[at]).write_text("saved by hand", encoding="utf-8")

    monkeypatch.setattr(store, "_write_journal", saved)
    with pytest.raises(RefusedError, match="changed by somebody else"), locked(demo):
        write(demo, changes)
    assert files_of(demo) == {**before, names[at]: b"saved by hand"}


def test_a_project_of_another_user_is_changed_only_when_told(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project that belongs to somebody else is not written to, unless its folder is trusted by name."""
    if not hasattr(os, "getuid"):
        pytest.skip("this system has no such owners")
    monkeypatch.setattr(os, "getuid", lambda: demo.stat().st_uid + 1)
    with pytest.raises(RefusedError, match="belongs to another user") as caught, locked(demo):
        pass
    assert TRUST in caught.value.hint
    monkeypatch.setenv(TRUST, str(demo))
    with locked(demo):
        pass


def test_a_link_that_leads_out_is_not_written(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file of the project that is a link to one outside is read, and refused when it is to be changed."""
    away = tmp_path_factory.mktemp("away") / "real.yaml"
    away.write_text(OLD, encoding="utf-8")
    (demo / "cases" / "demo.yaml").unlink()
    (demo / "cases" / "demo.yaml").symlink_to(away)
    with pytest.raises(RefusedError, match="leads out of the project"), locked(demo):
        write(demo, [Change(demo / "cases" / "demo.yaml", OLD.encode(), NEW.encode())])
    assert away.read_text(encoding="utf-8") == OLD


def _changing(root: Path, until: Path) -> None:
    number = 0
    names = ("cases/demo.yaml", "cases/other.yaml")
    while not until.exists():
        number += 1
        with locked(root):
            old = [(root / name).read_bytes() for name in names]
            new = OLD.replace("Demo Group", f"Title {number}").encode()
            write(root, [Change(root / name, data, new) for name, data in zip(names, old, strict=True)])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_readers_beside_a_writer_see_all_or_nothing(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whoever reads while two files are changed together, again and again, never sees the one without the other."""
    end = tmp_path_factory.mktemp("end") / "now"
    (demo / "cases" / "other.yaml").write_text(OLD, encoding="utf-8")
    writer = multiprocessing.get_context("fork").Process(target=_changing, args=(demo, end))
    writer.start()
    seen: set[str] = set()
    unsteady = 0
    try:
        while len(seen) < 15 and unsteady < 10_000:
            project = Project.at(demo)
            titles = {
                study.case.title
                for name in ("demo", "other")
                if (study := project.case(demo / "cases" / f"{name}.yaml"))
            }
            if project.is_steady:
                assert len(titles) == 1, titles
                seen |= titles
            else:
                unsteady += 1
    finally:
        end.touch()
        writer.join()
    assert len(seen) > 1
