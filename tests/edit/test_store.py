"""Writing: all files or none, whatever happens, and never over somebody else's change."""

import errno
import importlib
import multiprocessing
import os
import stat
import time
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from casecode.edit import lock, store
from casecode.edit.store import Change, RefusedError, locked, write
from casecode.project.catalogue import JOURNAL
from dying import counted, steps_to

fcntl: Any = importlib.import_module("fcntl") if os.name == "posix" else None
OLD = {"one.yaml": b"old one\n", "two.yaml": b"old two\n", "three.yaml": None}
NEW = {"one.yaml": b"new one\n", "two.yaml": None, "three.yaml": b"new three\n"}


def state(root: Path) -> dict[str, bytes | None]:
    """What the files hold."""
    return {name: path.read_bytes() if (path := root / name).exists() else None for name in OLD}


def prepare(root: Path) -> list[Change]:
    """The old files, and the changes that make the new ones: one is changed, one goes, one is new."""
    for path in root.iterdir():
        path.unlink()
    for name, data in OLD.items():
        if data is not None:
            (root / name).write_bytes(data)
    return [Change(root / name, OLD[name], NEW[name]) for name in OLD]


def test_all_is_written_and_nothing_left_behind(tmp_path: Path) -> None:
    """A change of several files makes them all, and leaves no journal, draft or lock."""
    changes = prepare(tmp_path)
    with locked(tmp_path) as finished:
        write(tmp_path, changes)
    assert not finished
    assert state(tmp_path) == NEW
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.yaml", "three.yaml"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_killed_at_any_point(tmp_path: Path) -> None:
    """A process killed at any write leaves, for the next run, either all files old or all new."""
    seen = set()
    for point in range(200):
        changes = prepare(tmp_path)
        process = multiprocessing.get_context("fork").Process(target=_dying, args=(tmp_path, changes, point))
        process.start()
        process.join()
        with locked(tmp_path) as finished:
            now = state(tmp_path)
        assert now in (OLD, NEW), point
        seen.add((now == NEW, bool(finished)))
        assert not (tmp_path / JOURNAL).exists()
        if process.exitcode == 0:
            break
    else:
        pytest.fail("the change never came to its end")
    assert seen == {(False, False), (True, True), (True, False)}
    assert point > 10


def _dying(root: Path, changes: list[Change], point: int) -> None:
    """Write the changes, and die before the so-and-so-many-th step that others can see."""
    step = steps_to(point)
    for owner, names in ((os, ("fsync",)), (Path, ("open", "replace", "unlink", "chmod"))):
        for name in names:
            setattr(owner, name, counted(step, getattr(owner, name)))
    with locked(root):
        write(root, changes)
    os._exit(0)


def test_a_change_by_somebody_else_is_kept(tmp_path: Path) -> None:
    """A file that is not what was read is not written over, and then no other file is either."""
    changes = prepare(tmp_path)
    (tmp_path / "two.yaml").write_bytes(b"somebody else's\n")
    with pytest.raises(RefusedError, match="changed by somebody else"), locked(tmp_path):
        write(tmp_path, changes)
    assert state(tmp_path) == {**OLD, "two.yaml": b"somebody else's\n"}
    (tmp_path / "three.yaml").write_bytes(b"there\n")
    with pytest.raises(RefusedError, match="is there already"), locked(tmp_path):
        write(tmp_path, [changes[2]])


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("call", [1, 2, 3])
def test_a_full_disk_changes_nothing(tmp_path: Path, number: int, call: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a draft or the journal cannot be written nothing changes, and nothing is left behind."""
    changes = prepare(tmp_path)
    calls = 0

    def fsync(_handle: int) -> None:
        nonlocal calls
        calls += 1
        if calls == call:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(RefusedError, match="cannot write") as caught, locked(tmp_path):
        write(tmp_path, changes)
    assert caught.value.hint == "nothing was changed"
    assert state(tmp_path) == OLD
    assert len(list(tmp_path.iterdir())) == 2


def test_permissions_and_links_stay(tmp_path: Path) -> None:
    """A file keeps its permissions, and a link stays a link to the file that is written."""
    real = tmp_path / "real.yaml"
    real.write_bytes(b"old\n")
    real.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(real)
    with locked(tmp_path):
        write(tmp_path, [Change(link, b"old\n", b"new\n")])
    assert link.is_symlink()
    assert real.read_bytes() == b"new\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_lock_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process holds the lock nothing is changed; after some time the call is refused."""
    monkeypatch.setattr(store, "PATIENCE", 0.1)
    with locked(tmp_path), pytest.raises(RefusedError, match="another process is changing"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_a_lock_that_is_given_back_in_time_is_had(tmp_path: Path) -> None:
    """Who waits for it gets it once the other has done; who does not wait is told that it is another's. Where a folder
    can be locked no file is made."""
    other = lock.held(tmp_path, 0)
    assert other.__enter__() is lock.Hold.OURS
    assert [*tmp_path.iterdir()] == []
    with lock.held(tmp_path, 0) as hold:
        assert hold is lock.Hold.ANOTHERS
    done = Timer(0.1, other.__exit__, (None, None, None))
    done.start()
    with lock.held(tmp_path, 20) as hold:
        assert hold is lock.Hold.OURS
    done.join()


def test_a_broken_journal_is_told(tmp_path: Path) -> None:
    """A journal that cannot be read stops all changes, and says what to do."""
    (tmp_path / JOURNAL).write_bytes(b"{")
    with pytest.raises(RefusedError, match="cannot be believed"), locked(tmp_path):
        pass


def _without_locks(monkeypatch: pytest.MonkeyPatch, of_files: bool) -> list[int]:
    """A file system on which folders have no locks, and files only if that is said; how often was tried."""
    tries: list[int] = []
    real = fcntl.flock

    def flock(handle: int, how: int) -> None:
        tries.append(handle)
        if stat.S_ISDIR(os.fstat(handle).st_mode) or not of_files:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        real(handle, how)

    monkeypatch.setattr(fcntl, "flock", flock)
    return tries


@pytest.mark.skipif(fcntl is None, reason="Windows locks files only")
def test_where_folders_cannot_be_locked_a_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on NFS: the lock is on a file that goes with it, and keeps others out as well."""
    changes = prepare(tmp_path)
    _without_locks(monkeypatch, of_files=True)
    monkeypatch.setattr(store, "PATIENCE", 0.0)
    with locked(tmp_path) as said:
        assert not said
        assert (tmp_path / lock.LOCK).exists()
        with pytest.raises(RefusedError, match="another process is changing"), locked(tmp_path):
            pass
        write(tmp_path, changes)
    assert state(tmp_path) == NEW
    assert not (tmp_path / lock.LOCK).exists()


@pytest.mark.skipif(fcntl is None, reason="Windows locks files only")
def test_where_nothing_can_be_locked_that_is_said_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is waited for who cannot be there; the change is made, and the missing protection told."""
    changes = prepare(tmp_path)
    tries = _without_locks(monkeypatch, of_files=False)
    with locked(tmp_path) as said:
        write(tmp_path, changes)
    assert said == store.UNLOCKED
    assert len(tries) == 2
    assert state(tmp_path) == NEW
    assert not (tmp_path / lock.LOCK).exists()


def test_drafts_that_nobody_will_use_are_cleared(tmp_path: Path) -> None:
    """The next writer takes away what killed ones have left, and nothing that looks like it."""
    prepare(tmp_path)
    (tmp_path / "cases" / "one").mkdir(parents=True)
    stale = [tmp_path / ".one.yaml.0123abcd.casecode-new", tmp_path / "cases" / "one" / ".a.0123abcd.casecode-new"]
    mine = [tmp_path / "mine.casecode-new", tmp_path / "cases" / "one" / ".a.yaml.casecode-new"]
    for path in (*stale, *mine):
        path.write_text("", encoding="utf-8")
    with locked(tmp_path):
        assert not any(path.exists() for path in stale)
    assert all(path.exists() for path in mine)


def test_without_the_lock_a_young_draft_is_left(tmp_path: Path) -> None:
    """It may be another writer's; one that is older than an hour is nobody's."""
    changes = prepare(tmp_path)
    young, old = (tmp_path / f".x.yaml.{number * 8}.casecode-new" for number in "12")
    for path, age in ((young, 3000), (old, 4000)):
        path.write_bytes(b"")
        os.utime(path, (time.time() - age,) * 2)
    write(tmp_path, changes)
    assert (young.exists(), old.exists()) == (True, False)


def test_a_diff_names_each_file_and_shows_two_lines_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is new has nothing before; a name of several lines stands on one, and a last line without a break
    is one."""
    monkeypatch.chdir(tmp_path)
    lines = [f"{number}\n" for number in range(1, 8)]
    before, after = ("".join(lines).encode() for lines[3] in ("4\n", "x\n"))
    changes = [Change(tmp_path / "a\nb.yaml", None, b"new"), Change(tmp_path / "c.yaml", before, after)]
    assert store.diff(changes) == (
        "--- a\\nb.yaml\n+++ a\\nb.yaml\n@@ -0,0 +1 @@\n+new\n"
        "--- c.yaml\n+++ c.yaml\n@@ -2,5 +2,5 @@\n 2\n 3\n-4\n+x\n 5\n 6\n"
    )


def test_guarded_files_are_written_with_force(tmp_path: Path) -> None:
    """A file that is read-only, or has another name, stays as it is until force is said; its permissions stay."""
    for guard in ("read-only", "another name"):
        changes = prepare(tmp_path)
        one = tmp_path / "one.yaml"
        if guard == "read-only":
            one.chmod(0o444)
        else:
            (tmp_path / "other").hardlink_to(one)
        with locked(tmp_path):
            with pytest.raises(RefusedError, match=guard) as caught:
                write(tmp_path, changes)
            assert "--force" in caught.value.hint
            assert state(tmp_path) == OLD
            write(tmp_path, changes, force=True)
        assert state(tmp_path) == NEW
        if guard == "read-only":
            assert stat.S_IMODE(one.stat().st_mode) == 0o444
        else:
            assert (tmp_path / "other").read_bytes() == OLD["one.yaml"]
