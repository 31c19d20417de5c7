"""The journal of a project: a change of several files that is decided, and perhaps not yet made in all of them.

It names files below its own folder, what they held, what they will hold, and the drafts beside them that hold it. It is
believed only if all of that is so: a project is data, and may come from anybody. Who reads a project sees the change as
made; who writes to it makes it first. A file that was changed by hand since is never written over.
"""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISREG

import msgspec

from casecode.project.atomic import DRAFT
from casecode.project.catalogue import JOURNAL

KEPT = ".casecode-kept"  # how the name of a draft ends whose file was changed by hand meanwhile
LARGEST = 10_000_000  # bytes


class JournalError(Exception):
    """A journal that is not to be believed; nothing was touched. Says why, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Step(msgspec.Struct, frozen=True):
    """A file of the project by its name from the root, and its draft; SHA-256 of what it held and will hold.

    Nothing before for a new file; no draft and nothing after for one that goes.
    """

    name: str
    draft: str | None
    before: str | None
    after: str | None


class Journal(msgspec.Struct, frozen=True):
    """The steps of a change, with a checksum over them."""

    steps: tuple[Step, ...]
    checksum: str
    version: int = 1


def digest(data: bytes | None) -> str | None:
    """The SHA-256 of what a file holds; nothing for a file that is not there."""
    return None if data is None else sha256(data).hexdigest()


def encode(steps: tuple[Step, ...]) -> bytes:
    """The journal of these steps, as it is written."""
    return msgspec.json.format(msgspec.json.encode(Journal(steps, _checksum(steps))))


def generation(root: Path) -> tuple[object, ...]:
    """What changes whenever a change of several files begins or ends to be made: two readings between which it is the
    same have seen no half of one."""
    with suppress(OSError):
        state = root.stat()
        with suppress(OSError):
            journal = (root / JOURNAL).lstat()
            return state.st_mtime_ns, journal.st_ino, journal.st_mtime_ns
        return state.st_mtime_ns, None
    return ()


def steps_of(root: Path) -> tuple[Step, ...]:
    """The steps that a journal tells and that it may tell; none where there is no journal. Raises `JournalError`."""
    path = root / JOURNAL
    try:
        state = path.lstat()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise _unbelieved(path, f"it cannot be read: {error.strerror}") from None
    if not S_ISREG(state.st_mode) or state.st_size > LARGEST:
        raise _unbelieved(path, "it is not a file that casecode has written")
    if hasattr(os, "getuid") and state.st_uid != os.getuid():
        raise _unbelieved(path, "it belongs to another user")
    try:
        journal = msgspec.json.decode(path.read_bytes(), type=Journal)
    except FileNotFoundError:  # whoever was making the change is done
        return ()
    except (OSError, msgspec.MsgspecError):
        raise _unbelieved(path, "it is damaged, or of another version") from None
    if journal.checksum != _checksum(journal.steps):
        raise _unbelieved(path, "it is damaged")
    for step in journal.steps:
        _prove(root, path, step)
    return journal.steps


def pending(root: Path) -> dict[Path, bytes]:
    """What files will hold once the change is made that the journal tells. Raises `JournalError`."""
    found = {}
    for step in steps_of(root):
        if step.draft is not None:
            with suppress(FileNotFoundError):  # the draft has taken its place already
                if digest(_read(root / step.name)) == step.before:
                    found[root / step.name] = (root / step.draft).read_bytes()
    return found


def finish(root: Path) -> list[str]:
    """Make what is left of the change that the journal tells; the files that were kept, as they were changed by hand.

    The caller holds the lock of the root. Raises `JournalError`, or `OSError` where a file cannot be written.
    """
    kept = []
    for step in steps_of(root):
        target = root / step.name
        is_as_before = digest(_read(target)) == step.before
        if step.draft is None:
            if is_as_before:
                target.unlink(missing_ok=True)
            elif target.exists():
                kept.append(step.name)
        elif (draft := root / step.draft).exists():
            if is_as_before:
                draft.replace(target)
            elif digest(_read(target)) == step.after:
                draft.unlink()
            else:
                draft.replace(target.with_name(target.name + KEPT))
                kept.append(step.name)
        sync(target.parent)
    (root / JOURNAL).unlink(missing_ok=True)
    sync(root)
    return kept


def sync(folder: Path) -> None:
    """Have the names in a folder on disk; not every system can open one."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def name_of(root: Path, target: Path) -> str | None:
    """The name of a file from the root; nothing for one that is not below it, links followed."""
    with suppress(ValueError):
        return Path(os.path.realpath(target)).relative_to(os.path.realpath(root)).as_posix()
    return None


def _prove(root: Path, journal: Path, step: Step) -> None:
    """A step is believed if it stays below the root, and its draft is beside its file and holds what it says."""
    for name in (step.name, step.draft):
        if name is not None and (PurePosixPath(name).is_absolute() or name_of(root, root / name) != name):
            raise _unbelieved(journal, f"it names a file outside of the project: {name}")
    if step.draft is None:
        return
    draft = root / step.draft
    if not step.draft.endswith(DRAFT) or draft.parent != (root / step.name).parent:
        raise _unbelieved(journal, f"it names a draft that is none: {step.draft}")
    held = _read(draft)
    if held is not None and digest(held) != step.after:
        raise _unbelieved(journal, f"the draft {step.draft} does not hold what it says")


def _unbelieved(path: Path, why: str) -> JournalError:
    return JournalError(
        f"the journal {path} cannot be believed: {why}",
        "it should tell of a change that was interrupted; compare the files with their history, then delete it",
    )


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _checksum(steps: tuple[Step, ...]) -> str:
    return sha256(msgspec.json.encode(steps)).hexdigest()
