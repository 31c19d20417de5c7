"""Changes taken back, and the log of them: what is believed, what is kept, and that no file is touched otherwise."""

import json
import os
import shutil
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from test_journal import files_of as every_file

from casecode.edit import store
from casecode.edit.store import Change, RefusedError, locked, write
from casecode.edit.undo import last, undo
from casecode.project import history
from casecode.project.history import HistoryError
from conftest import DEMO, Run

CASE = "".join(DEMO.values())


@pytest.fixture(autouse=True)
def demo(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two cases whose ids are the same, and a history of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    for name in ("demo", "other"):
        text = CASE.replace("case: demo", f"case: {name}").replace("\n", "\r\n" if name == "other" else "\n")
        (project / "cases" / f"{name}.yaml").write_bytes(text.encode())
    return project


def files_of(root: Path) -> dict[str, bytes]:
    """All files of the project, without the cache."""
    return {name: data for name, data in every_file(root).items() if not name.startswith(".cache")}


def history_of() -> Path:
    """The folder of the history of the one project that has one."""
    (found,) = (Path(os.environ["XDG_STATE_HOME"]) / "casecode" / "history").iterdir()
    return found


def test_changes_are_taken_back_one_after_the_other_byte_by_byte(demo: Path, casecode: Run) -> None:
    """Each call takes back one change more, whatever the command, until the files are as they were at first."""
    calls = [
        ("edit", "demo:e1", "--note", "Seen."),
        ("rename", "factor", "demand", "wishes"),
        ("new", "case", "third", "--title", "Third", "--framework", "tiny"),
        ("add", "other", "So.", "--code", "prices", "--source", "survey"),
        ("format",),
    ]
    states = [files_of(demo)]
    for call in calls:
        assert casecode(*call).returncode == 0, casecode(*call).stderr
        states.append(files_of(demo))
    for call, before in zip(reversed(calls), reversed(states[:-1]), strict=True):
        done = casecode("undo")
        assert done.stdout.startswith(f"took back: {call[0]} "), done.stderr
        assert files_of(demo) == before
    done = casecode("undo")
    assert done.returncode == 2
    assert "there is no change to take back" in done.stderr
    assert files_of(demo) == states[0]


def test_all_that_is_to_be_said_is_said(demo: Path, casecode: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What came of the lock, and of the log, one behind the other; nothing where all is well."""
    casecode("edit", "demo:e1", "--note", "One.")
    assert undo(demo, dry_run=True).note == ""
    monkeypatch.setattr("casecode.edit.undo.locked", lambda _root: nullcontext("no locks"))
    monkeypatch.setattr("casecode.edit.undo.write", lambda *_change, **_more: "no log")
    assert undo(demo, dry_run=True).note == "no locks"
    assert undo(demo).note == "no locks; no log"


def test_what_was_taken_back_is_passed_over_by_the_next(demo: Path, casecode: Run) -> None:
    """A change made after one was taken back stands on what there was before: both go in their order."""
    states = [files_of(demo)]
    casecode("edit", "demo:e1", "--note", "One.")
    states.append(files_of(demo))
    casecode("edit", "demo:e1", "--note", "Two.")
    casecode("undo")
    casecode("edit", "demo:e1", "--note", "Three.")
    assert "Three." in casecode("undo").stdout
    assert files_of(demo) == states[1]
    assert "One." in casecode("undo").stdout
    assert files_of(demo) == states[0]


def test_the_diff_is_shown_and_nothing_is_written(demo: Path, casecode: Run) -> None:
    """`undo --dry-run` shows what would change, and takes nothing back."""
    casecode("edit", "demo:e1", "--note", "Seen.")
    before = files_of(demo)
    shown = casecode("undo", "--dry-run").stdout
    assert "-  - {id: e1" in shown
    assert "note: Seen." in shown
    assert files_of(demo) == before
    assert len(json.loads(casecode("log", "-f", "json").stdout)["changes"]) == 1


def test_a_file_that_changed_since_is_named_and_no_file_is_touched(demo: Path, casecode: Run) -> None:
    """Of a change of two files one of which was edited by hand neither is taken back; once it is mended both are."""
    first = files_of(demo)
    casecode("rename", "factor", "demand", "wishes")
    other = demo / "cases" / "other.yaml"
    after = other.read_bytes()
    other.write_bytes(after + b"# By hand.\r\n")
    before = files_of(demo)
    done = casecode("undo")
    assert done.returncode == 2
    assert "cases/other.yaml changed since `rename factor demand wishes`" in done.stderr
    assert "demo.yaml" not in done.stderr
    assert files_of(demo) == before
    other.unlink()
    assert "cases/other.yaml changed since" in casecode("undo").stderr
    other.write_bytes(first["cases/other.yaml"])  # what is as it was before is not as the change left it
    assert "cases/other.yaml changed since" in casecode("undo").stderr
    other.write_bytes(after)
    assert casecode("undo").returncode == 0
    assert files_of(demo) == first


def test_what_was_put_back_by_hand_is_passed_over(demo: Path, casecode: Run) -> None:
    """A change that git has taken back is not to be taken back again: the one before it is."""
    first = files_of(demo)
    casecode("edit", "demo:e1", "--note", "One.")
    second = (demo / "cases" / "demo.yaml").read_bytes()
    casecode("edit", "demo:e1", "--note", "Two.")
    (demo / "cases" / "demo.yaml").write_bytes(second)
    assert "One." in casecode("undo").stdout
    assert files_of(demo) == first


def test_a_file_that_is_new_goes_and_one_that_is_gone_comes_back(demo: Path) -> None:
    """A change may begin a file and take one away: taken back, the one is gone and the other there."""
    new, old = demo / "cases" / "new.yaml", demo / "cases" / "other.yaml"
    before = files_of(demo)
    with locked(demo):
        write(demo, [Change(new, None, b"case: new\n"), Change(old, old.read_bytes(), None)])
    undo(demo)
    assert files_of(demo) == before


def test_the_log_tells_commands_files_and_what_was_taken_back(casecode: Run) -> None:
    """The last change first, the command as one would type it, in every format; a change of no file is none."""
    casecode("edit", "demo:e1", "--note", "It's <b>|$ here.")
    casecode("edit", "demo:e1", "--note", "It's <b>|$ here.")
    casecode("undo")
    wire = json.loads(casecode("log", "-f", "json").stdout)
    back, made = wire["changes"]
    assert (wire["schema"], wire["further"], made["takes_back"], back["is_taken_back"]) == (
        "casecode/log/1",
        0,
        None,
        False,
    )
    assert (back["command"], back["takes_back"]) == ("undo", made["number"])
    assert (made["files"], made["is_taken_back"]) == (["cases/demo.yaml"], True)
    assert made["command"] == "edit demo:e1 --note 'It'\"'\"'s <b>|$ here.'"
    assert "(taken back)" in casecode("log").stdout
    assert "&lt;b&gt;" in casecode("log", "-f", "html").stdout
    assert casecode("log", "-f", "csv").stdout.count("cases/demo.yaml") == 2
    limited = casecode("log", "--limit", "1").stdout
    assert "edit" not in limited
    assert "1 earlier change not shown" in limited


def test_each_project_has_its_own_history(demo: Path, casecode: Run, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A copy of a project has none: what was done in the one is not taken back in the other."""
    casecode("edit", "demo:e1", "--note", "Seen.")
    copy = tmp_path_factory.mktemp("copy") / "study"
    shutil.copytree(demo, copy)
    before = files_of(copy)
    assert "there is no change to take back" in casecode("undo", cwd=str(copy)).stderr
    assert files_of(copy) == before
    assert not [*demo.rglob("*history*")]


def _cut(folder: Path) -> None:
    data = (folder / "log.json").read_bytes()
    (folder / "log.json").write_bytes(data[: len(data) // 2])


def _another_file(folder: Path) -> None:
    text = (folder / "log.json").read_text()
    (folder / "log.json").write_text(text.replace("cases/demo.yaml", "cases/other.yaml"))


def _another_version(folder: Path) -> None:
    text = (folder / "log.json").read_text()
    (folder / "log.json").write_text(text.replace('"version":1', '"version":"2"'))


def _writable(folder: Path) -> None:
    folder.chmod(0o777)


def _linked(folder: Path) -> None:
    real = folder.with_name("real")
    folder.rename(real)
    folder.symlink_to(real)


def _log_linked(folder: Path) -> None:
    (folder / "log.json").rename(folder / "real")
    (folder / "log.json").symlink_to("real")


def _contents(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != "log.json":
            path.write_bytes(b"something else")


@pytest.mark.parametrize(
    "harm",
    [_cut, _another_file, _another_version, _writable, _linked, _log_linked, _contents],
    ids=lambda it: it.__name__,
)
def test_a_history_that_is_damaged_or_not_ours_is_not_believed(
    demo: Path, casecode: Run, harm: Callable[[Path], None]
) -> None:
    """It is said what is wrong and how to be rid of it; no file of the project changes, and changing goes on."""
    casecode("edit", "demo:e1", "--note", "Seen.")
    harm(history_of())
    before = files_of(demo)
    done = casecode("undo")
    assert done.returncode == 2
    assert "casecode log --forget" in done.stderr
    assert files_of(demo) == before
    went_on = casecode("edit", "demo:e1", "--note", "Again.")
    assert went_on.returncode == 0
    assert "Again." in (demo / "cases" / "demo.yaml").read_text()


@pytest.mark.parametrize("name", ["../outside.yaml", "/etc/passwd", "cases/../../x"])
def test_a_name_outside_of_the_project_is_refused(demo: Path, name: str) -> None:
    """A history whose checksum is right and whose names lead out is not followed."""
    history.begin(demo, [(name, b"before", b"after")], "edit")
    with pytest.raises(HistoryError, match="outside of the project"):
        history.entries(demo)


def test_a_file_that_became_a_link_is_not_followed(demo: Path, casecode: Run) -> None:
    """Where a file is a link to another place by now, what it held is not written there."""
    casecode("edit", "demo:e1", "--note", "Seen.")
    case, elsewhere = demo / "cases" / "demo.yaml", demo.parent / "elsewhere.yaml"
    elsewhere.write_bytes(case.read_bytes())
    case.unlink()
    case.symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    done = casecode("undo")
    assert done.returncode == 2
    assert "leads elsewhere now" in done.stderr
    assert elsewhere.read_bytes() == before


def test_where_no_history_can_be_kept_the_change_is_made_and_that_is_said(demo: Path, casecode: Run) -> None:
    """A state folder that is no folder keeps nobody from working; turned off, nothing is said."""
    (demo / "state").write_text("a file")
    done = casecode("edit", "demo:e1", "--note", "Seen.", XDG_STATE_HOME=str(demo / "state"))
    assert done.returncode == 0
    assert "Note: this change cannot be taken back: the history cannot be kept" in done.stderr
    quiet = casecode("edit", "demo:e1", "--note", "Again.", CASECODE_HISTORY="off")
    assert (quiet.returncode, quiet.stderr) == (0, "")
    assert "CASECODE_HISTORY=off keeps no history" in casecode("undo", CASECODE_HISTORY="off").stderr


def test_a_history_is_forgotten_when_that_is_asked(casecode: Run) -> None:
    """`log --forget` deletes what is kept of this project, contents and all."""
    casecode("edit", "demo:e1", "--note", "Seen.")
    kept = history_of()
    assert len([*kept.iterdir()]) == 2
    assert casecode("log", "--forget").stdout == "forgot all changes\n"
    assert not kept.exists()
    assert casecode("log", "--forget").stdout == "there was nothing to forget\n"
    assert "No command" in casecode("log").stdout


def test_a_history_has_bounds(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest contents go first, then the oldest changes; what is not kept is said, and nothing is changed."""
    case = demo / "cases" / "demo.yaml"
    monkeypatch.setattr(history, "LARGEST", 1800)
    for number in range(12):
        with locked(demo):
            write(demo, [Change(case, case.read_bytes(), CASE.encode() + b"# %d\n" % number)])
    kept = [it for it in history_of().iterdir() if it.name != "log.json"]
    assert sum(it.stat().st_size for it in kept) <= 1800
    undo(demo)
    while (it := last(demo)) and (history_of() / str(it.files[0].before)).exists():
        undo(demo)
    before = case.read_bytes()
    with pytest.raises(RefusedError, match=r"what cases/demo.yaml held before is not kept any more"):
        undo(demo)
    assert case.read_bytes() == before
    monkeypatch.setattr(history, "MOST", 4)
    with locked(demo):
        write(demo, [Change(case, before, CASE.encode())])
    assert len(history.entries(demo)) == 4


def test_what_is_old_goes_and_so_do_the_histories_of_other_projects(
    demo: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After 90 days a change is not kept any more, nor is a history that nothing was added to."""
    case = demo / "cases" / "demo.yaml"
    now = time.time()
    other = tmp_path_factory.mktemp("other")
    with locked(other):
        write(other, [Change(other / "a.yaml", None, b"case: a\n")])
    (old,) = history_of().parent.iterdir()
    monkeypatch.setattr(time, "time", lambda: now + history.AGE + 86400 * 2)
    history._sweep.cache_clear()
    with locked(demo):
        write(demo, [Change(case, case.read_bytes(), CASE.encode() + b"# 1\n")])
    assert not old.exists()
    assert history.entries(demo) == ()


def test_a_change_that_was_refused_is_not_logged(demo: Path) -> None:
    """What somebody else changed meanwhile keeps a change from being made, and from the log."""
    case = demo / "cases" / "demo.yaml"
    with pytest.raises(RefusedError), locked(demo):
        write(demo, [Change(case, b"something else", b"new")])
    assert history.entries(demo) == ()


def test_a_change_that_was_killed_is_finished_and_taken_back(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between its journal and its end a change counts as made, in the log as for who reads the files."""
    case = demo / "cases" / "demo.yaml"
    before = files_of(demo)

    class KilledError(BaseException):
        """Stands for the end of the process."""

    def die(*_: object) -> None:
        raise KilledError

    with monkeypatch.context() as patch, locked(demo):
        patch.setattr(store, "_stop_if_changed", _nth(2, die))
        patch.setattr(store, "_end", die)
        with pytest.raises(KilledError):
            write(demo, [Change(case, case.read_bytes(), CASE.encode() + b"# 1\n")])
    assert [it.is_made for it in history.entries(demo)] == [False]
    assert "finished a change that was interrupted" in undo(demo).note
    assert files_of(demo) == before
    assert [it.is_made for it in history.entries(demo)] == [True, True]


def _nth(number: int, do: Callable[..., None]) -> Callable[..., None]:
    """Does something in the so-and-so-many-th call, and nothing before."""
    calls = 0

    def call(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == number:
            do()

    return call
