"""Writing changed files: all of them or none, whatever happens, and never over somebody else's change.

New contents are written beside the files that they replace and forced to disk; then a journal says that the change is
decided; then each takes the place of the old; then the journal goes. A run that was killed before the journal has
changed nothing; one killed after it is finished by the next (as in write-ahead logging: Mohan et al. 1992). Directly
before each replacement the old file is looked at once more; where it is another one, all is undone in the same way.
"""

import os
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from difflib import unified_diff
from pathlib import Path

from msgspec import Struct

from casecode.edit.lock import Hold, held
from casecode.interrupts import Whole
from casecode.model.span import shown
from casecode.project import atomic, history, journal
from casecode.project.catalogue import JOURNAL, KINDS
from casecode.project.history import HistoryError
from casecode.project.inside import TRUST, trusted
from casecode.project.journal import JournalError, Step, digest, name_of

PATIENCE = 20.0  # seconds to wait for another process
UNLOCKED = "this file system has no locks: let no other process change the project at the same time"
STALE = 3600.0  # seconds after which a draft is nobody's any more
_DRAFT = re.compile(atomic.pattern(".+", atomic.DRAFT), re.DOTALL)


class Change(Struct, frozen=True):
    """A file with its bytes before and after; nothing before for a new file, nothing after for one that goes."""

    path: Path
    before: bytes | None
    after: bytes | None


class RefusedError(Exception):
    """A change that was not made; nothing is different from before. Says why, and what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def diff(changes: Sequence[Change]) -> str:
    """The changes as a unified diff."""
    lines: list[str] = []
    for change in changes:
        name = repr(shown(change.path))[1:-1]  # of one line, whatever it holds
        old, new = ((data or b"").decode("utf-8", "replace").splitlines(True) for data in (change.before, change.after))
        lines += [line if line.endswith("\n") else f"{line}\n" for line in unified_diff(old, new, name, name, n=2)]
    return "".join(lines)


@contextmanager
def locked(root: Path) -> Iterator[str]:
    """Hold the lock of a project, so that what is read stays as it is until it is written; yields what is to be said:
    what was recovered, and that there is no lock where the file system has none.

    Raises `RefusedError` where another process holds it for too long, and where the project is another user's.
    """
    _stop_if_foreign(root)
    with held(root, PATIENCE) as hold:
        if hold is Hold.ANOTHERS:
            raise RefusedError(f"another process is changing {root}", "wait until it is done, then try again")
        said = recover(root)
        history.settle(root)
        if hold is Hold.OURS:  # nobody else is writing
            _clear((root, *(Path(at) for kind in KINDS for at, _, _ in os.walk(root / kind))), age=0)
        else:
            said = "; ".join(filter(None, (said, UNLOCKED)))
        yield said


def write(root: Path, changes: Sequence[Change], force: bool = False, call: str = "", takes_back: int = 0) -> str:
    """Make all changes or none, and log them with the command as it was called. The caller holds the lock of the root.
    Returns what is to be said where they cannot be logged: a change does not wait for its history.

    Raises `RefusedError` where a file is no longer what it was when it was read, or where one cannot be written. With
    force a file is written that is read-only, or that has another name.
    """
    for change in changes if not force else ():
        _stop_if_guarded(change)
    _clear((change.path.parent for change in changes), age=STALE)
    with Whole():
        number, said = _begin(root, changes, call, takes_back)
        try:
            _replace(root, changes)
        except RefusedError:  # what is stopped otherwise is settled by the next writer
            _end(root, number, is_made=False)
            raise
        return said or _end(root, number, is_made=True)


def recover(root: Path) -> str:
    """Finish a change that was decided and then interrupted; says what was done, or nothing where there was nothing."""
    try:
        names = ", ".join(Path(step.name).name for step in journal.steps_of(root))
        kept = journal.finish(root) if names else []
    except JournalError as error:
        raise RefusedError(str(error), error.hint) from None
    said = f"finished a change that was interrupted: {names}" if names else ""
    if kept:
        said += f"; changed by hand since: {', '.join(kept)}, beside which stands what was to be written"
    return said


def _begin(root: Path, changes: Sequence[Change], call: str, takes_back: int) -> tuple[int, str]:
    """Log a change that is about to be made; its number, 0 for one that is not logged, and why it is not."""
    named = [(name_of(root, change.path), change.before, change.after) for change in changes]
    files = [(name, before, after) for name, before, after in named if name is not None and before != after]
    if not files or not history.is_on():
        return 0, ""
    try:
        return history.begin(root, files, call, takes_back), ""
    except HistoryError as error:
        return 0, f"this change cannot be taken back: {error}; {error.hint}"


def _end(root: Path, number: int, is_made: bool) -> str:
    """Log what became of a change; what is to be said where that cannot be."""
    try:
        if number:
            history.end(root, number, is_made)
    except HistoryError as error:
        return f"this change cannot be taken back: {error}; {error.hint}"
    return ""


def _replace(root: Path, changes: Sequence[Change]) -> None:
    """Put every new content in the place of the old, or, where one of them is another by now, undo all of it."""
    targets = [Path(os.path.realpath(change.path)) for change in changes]
    drafts: list[Path | None] = []
    try:
        for change, target in zip(changes, targets, strict=True):
            _stop_if_changed(change, target)
            if name_of(root, target) is None:
                raise RefusedError(f"{change.path} leads out of the project", "change it in its own place")
            if change.before is None and change.after is not None:
                target.parent.mkdir(parents=True, exist_ok=True)
            drafts.append(None if change.after is None else atomic.draft(target, change.after, on_disk=True))
        _write_journal(root, changes, targets, drafts)
    except OSError as error:
        _discard(drafts)
        where = error.filename or root
        raise RefusedError(f"cannot write {where}: {error.strerror}", "nothing was changed") from None
    except RefusedError:
        _discard(drafts)
        raise
    for number, (change, target, draft) in enumerate(zip(changes, targets, drafts, strict=True)):
        try:
            _stop_if_changed(change, target)
        except RefusedError:
            _discard(drafts[number:])
            done = zip(changes[:number], targets[:number], strict=True)
            # What was done is undone like any change: one that is interrupted is finished.
            _replace(root, [Change(where, it.after, it.before) for it, where in done])
            raise
        if draft is None:
            target.unlink()
        else:
            draft.replace(target)
        journal.sync(target.parent)
    (root / JOURNAL).unlink(missing_ok=True)
    journal.sync(root)


def _clear(folders: Iterable[Path], age: float) -> None:
    """Take away the drafts of writers that were killed before they had decided anything, if they are so many seconds
    old: without a lock, a younger one may be somebody's."""
    for folder in dict.fromkeys(folders):
        with suppress(OSError):
            for path in folder.iterdir():
                if _DRAFT.fullmatch(path.name) and time.time() - path.lstat().st_mtime >= age:
                    atomic.discard(path)


def _stop_if_guarded(change: Change) -> None:
    """A file that is read-only, or that has another name which would not change, is written only if that is said."""
    if change.before is None:
        return
    with suppress(OSError):
        state = change.path.stat()
        if not state.st_mode & 0o222 or not os.access(change.path, os.W_OK):
            raise RefusedError(f"{shown(change.path)} is read-only", "--force writes it all the same")
        if state.st_nlink > 1:
            raise RefusedError(
                f"{shown(change.path)} has another name (a hard link)",
                "--force writes it all the same; what is under the other name stays as it is",
            )


def _discard(drafts: Sequence[Path | None]) -> None:
    for draft in drafts:
        if draft is not None:
            atomic.discard(draft)


def _write_journal(
    root: Path, changes: Sequence[Change], targets: Sequence[Path], drafts: Sequence[Path | None]
) -> None:
    steps = []
    for change, target, draft in zip(changes, targets, drafts, strict=True):
        name, draft_name = name_of(root, target), name_of(root, draft) if draft else None
        assert name is not None
        steps.append(Step(name, draft_name, digest(change.before), digest(change.after)))
    made = atomic.draft(root / JOURNAL, journal.encode(tuple(steps)), on_disk=True)
    try:
        made.replace(root / JOURNAL)
    except OSError:
        atomic.discard(made)
        raise
    journal.sync(root)


def _stop_if_changed(change: Change, target: Path) -> None:
    try:
        now = target.read_bytes()
    except FileNotFoundError:
        now = None
    except OSError as error:
        raise RefusedError(f"cannot read {change.path}: {error.strerror}") from None
    if now != change.before:
        what = "is there already" if change.before is None else "was changed by somebody else meanwhile"
        raise RefusedError(f"{change.path} {what}", "nothing was written; try again")


def _stop_if_foreign(root: Path) -> None:
    """Whose project it is, is whose files are written: that of another user is not without being told."""
    if not hasattr(os, "getuid") or root.stat().st_uid == os.getuid():
        return
    if os.path.realpath(root) not in trusted():
        raise RefusedError(f"{root} belongs to another user", f"to change it all the same, set {TRUST}={root}")
