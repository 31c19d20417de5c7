"""Writing changed files: all of them or none, whatever happens, and never over somebody else's change.

New contents are written beside the files that they replace and forced to disk; then a journal says that the change is
decided; then each takes the place of the old; then the journal goes. A run that was killed before the journal has
changed nothing; one killed after it is finished by the next (as in write-ahead logging: Mohan et al. 1992).
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from difflib import unified_diff
from pathlib import Path

from msgspec import Struct

from casecode.edit.lock import held
from casecode.model.span import shown
from casecode.project import atomic
from casecode.project.catalogue import JOURNAL

PATIENCE = 20.0  # seconds to wait for another process


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
        name = shown(change.path)
        old, new = ((data or b"").decode("utf-8", "replace").splitlines(True) for data in (change.before, change.after))
        lines += [line if line.endswith("\n") else f"{line}\n" for line in unified_diff(old, new, name, name, n=2)]
    return "".join(lines)


@contextmanager
def locked(root: Path) -> Iterator[str]:
    """Hold the lock of a project, so that what is read stays as it is until it is written; yields what was recovered.

    Raises `RefusedError` where another process holds it for too long.
    """
    with held(root, PATIENCE) as is_held:
        if not is_held:
            raise RefusedError(f"another process is changing {root}", "wait until it is done, then try again")
        yield recover(root)


def write(root: Path, changes: Mapping[Path, Change] | list[Change]) -> None:
    """Make all changes or none. The caller holds the lock of the root.

    Raises `RefusedError` where a file is no longer what it was when it was read, or where one cannot be written.
    """
    todo = list(changes.values() if isinstance(changes, Mapping) else changes)
    entries = []
    drafts: list[Path] = []
    try:
        for change in todo:
            target = Path(os.path.realpath(change.path))
            _stop_if_changed(change, target)
            draft = None
            if change.after is not None:
                draft = atomic.draft(target, change.after, on_disk=True)
                drafts.append(draft)
            entries.append({"target": str(target), "draft": str(draft) if draft else None})
        _write_journal(root, entries)
    except OSError as error:
        for draft in drafts:
            atomic.discard(draft)
        where = error.filename or root
        raise RefusedError(f"cannot write {where}: {error.strerror}", "nothing was changed") from None
    _finish(root, entries)


def recover(root: Path) -> str:
    """Finish a change that was decided and then interrupted; says what was done, or nothing where there was nothing."""
    journal = root / JOURNAL
    try:
        entries = json.loads(journal.read_bytes())["changes"]
    except FileNotFoundError:
        return ""
    except (OSError, ValueError, KeyError, TypeError):
        raise RefusedError(
            f"the journal {journal} cannot be read", "compare the files with their history, then delete it"
        ) from None
    _finish(root, entries)
    names = ", ".join(Path(entry["target"]).name for entry in entries)
    return f"finished a change that was interrupted: {names}"


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


def _write_journal(root: Path, entries: list[dict[str, str | None]]) -> None:
    journal = root / JOURNAL
    draft = atomic.draft(journal, json.dumps({"changes": entries}, indent=2).encode(), on_disk=True)
    try:
        draft.replace(journal)
    except OSError:
        atomic.discard(draft)
        raise
    _sync(root)


def _finish(root: Path, entries: list[dict[str, str | None]]) -> None:
    """Put every new content in the place of the old. Doing it twice does no harm."""
    for entry in entries:
        target = Path(str(entry["target"]))
        if entry["draft"] is None:
            target.unlink(missing_ok=True)
        else:
            with suppress(FileNotFoundError):  # done before the interruption
                Path(entry["draft"]).replace(target)
        _sync(target.parent)
    (root / JOURNAL).unlink(missing_ok=True)
    _sync(root)


def _sync(folder: Path) -> None:
    """Have the names in a folder on disk; not every system can open one."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
