"""The history of a project: which changes commands made, and what the files held before, so that it can be taken back.

It is kept in the user's state folder, one folder for each project: a log, and the contents that files had, by their
SHA-256. In the project there is nothing of it, so that git has nothing to ignore, and nobody's history comes with a
copy of a project. What is not the user's own, or damaged, is not believed: then nothing is taken back, and no file
changes. It has bounds of number, size and age; CASECODE_HISTORY=off keeps none.

A change is logged as begun before it is decided, and as made once it is. Of one that was killed in between the files
tell which it is.
"""

import os
import shutil
import time
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISREG

import msgspec

from casecode.project import atomic, folders, journal
from casecode.project.journal import digest

MOST = 500  # changes of a project that are listed
LARGEST = 64_000_000  # bytes of contents that are kept of a project, packed; beyond it the oldest go
ALL = 256_000_000  # bytes of all histories together; beyond it go those of the projects changed longest ago
AGE = 90 * 86400.0  # seconds that anything is kept
LONGEST = 500  # characters of a command that are kept
_LOG = "log.json"
_HINT = "`casecode log --forget` deletes it; the files of the project stay as they are"


class HistoryError(Exception):
    """A history that cannot be read or written, or is not to be believed; nothing was touched. Says why."""

    def __init__(self, message: str, hint: str = _HINT) -> None:
        super().__init__(message)
        self.hint = hint


class Held(msgspec.Struct, frozen=True):
    """A file by its name from the root, with the SHA-256 of what it held before and after; none where it was not."""

    name: str
    before: str | None
    after: str | None


class Entry(msgspec.Struct, frozen=True):
    """A change: when it was made, the command as it was called, whose call it was, the files, and which change it takes
    back, if it does."""

    number: int
    at: str
    command: str
    who: str
    files: tuple[Held, ...]
    takes_back: int = 0
    is_made: bool = False

    @property
    def minute(self) -> str:
        """When it was made, to the minute."""
        return self.at[:16].replace("T", " ")


class Log(msgspec.Struct, frozen=True):
    """The changes of a project, the oldest first, with a checksum over them."""

    root: str
    entries: tuple[Entry, ...]
    checksum: str
    version: int = 1


def is_on() -> bool:
    """Whether changes are remembered: CASECODE_HISTORY=off says no."""
    return os.environ.get("CASECODE_HISTORY", "").lower() not in ("off", "0", "no")


def entries(root: Path) -> tuple[Entry, ...]:
    """The changes that were made, the oldest first; none where there is no history. Raises `HistoryError`."""
    return tuple(it for it in _read(root) if it.is_made or _was_made(root, it))


def begin(
    root: Path, files: Iterable[tuple[str, bytes | None, bytes | None]], command: str, takes_back: int = 0
) -> int:
    """Log a change that is about to be decided, with what its files hold; returns its number. The caller holds the lock
    of the root. Raises `HistoryError`."""
    known = _read(root)
    files = list(files)
    number = known[-1].number + 1 if known else 1
    held = tuple(Held(name, digest(before), digest(after)) for name, before, after in files)
    at = time.strftime("%Y-%m-%dT%H:%M:%S%z")
    command = command if len(command) <= LONGEST else f"{command[: LONGEST - 1]}…"
    try:
        within = _folder(root)
        within.mkdir(mode=0o700, parents=True, exist_ok=True)
        _stop_if_anothers(within)
        _sweep(within.parent, within.name)
        for _, before, _ in files:
            if before is not None and not (there := within / str(digest(before))).exists():
                atomic.write(there, zlib.compress(before, 1), is_private=True)
        _write(root, _kept(within, (*known, Entry(number, at, command, _user(), held, takes_back))))
    except (OSError, RuntimeError) as error:
        raise _unkept(root, error) from None
    return number


def end(root: Path, number: int, is_made: bool) -> None:
    """Log that a change was made, or that it was not. Raises `HistoryError`."""
    known = [it for it in _read(root) if it.number != number or is_made]
    now = (msgspec.structs.replace(it, is_made=True) if it.number == number else it for it in known)
    try:
        _write(root, tuple(now))
    except (OSError, RuntimeError) as error:
        raise _unkept(root, error) from None


def settle(root: Path) -> None:
    """Find out of a change whose process was killed whether it was made. The caller holds the lock of the root, and has
    finished what was decided. What cannot be read stays as it is: who asks for it is told."""
    with suppress(HistoryError):
        for entry in [it for it in _read(root) if not it.is_made]:
            end(root, entry.number, _was_made(root, entry))


def content(root: Path, held: Held) -> bytes | None:
    """What a file held before a change; nothing where it was not there. Raises `HistoryError`."""
    if held.before is None:
        return None
    try:
        data = zlib.decompress(_open(_folder(root) / held.before))
    except FileNotFoundError:
        hint = "`casecode guide safety` tells for how long that is"
        raise HistoryError(f"what {held.name} held before is not kept any more", hint) from None
    except (OSError, zlib.error):
        data = b""
    if digest(data) != held.before:
        raise HistoryError(f"what is kept of {held.name} is damaged: {_folder(root) / held.before}")
    return data


def forget(root: Path) -> bool:
    """Delete the history of a project; whether there was one. Raises `HistoryError`."""
    try:
        within = _folder(root)
        if not os.path.lexists(within):
            return False
        _stop_if_anothers(within)
        shutil.rmtree(within)
    except (OSError, RuntimeError) as error:
        raise _unkept(root, error) from None
    return True


def held_now(root: Path, name: str) -> str | None:
    """The SHA-256 of what a file of the project holds for who reads it: an interrupted change counts as made."""
    steps = {step.name: step.after for step in journal.steps_of(root)}
    return steps[name] if name in steps else digest(_data(root / name))


def _was_made(root: Path, entry: Entry) -> bool:
    """Whether a change that was begun and not ended is in the files: any that is not as before tells so."""
    return any(held_now(root, it.name) != it.before for it in entry.files)


def _read(root: Path) -> tuple[Entry, ...]:
    """The log as it is written."""
    try:
        path = _folder(root) / _LOG
        data = _open(path)
    except FileNotFoundError:
        return ()
    except (OSError, RuntimeError) as error:
        raise _unkept(root, error) from None
    try:
        log = msgspec.json.decode(data, type=Log)
    except msgspec.MsgspecError:
        raise HistoryError(f"the history {path} is damaged, or of another version") from None
    if log.checksum != _checksum(log.entries) or log.root != _name(root):
        raise HistoryError(f"the history {path} is damaged")
    for name in {it.name for entry in log.entries for it in entry.files}:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise HistoryError(f"the history {path} names a file outside of the project: {name}")
    return log.entries


def _write(root: Path, known: Sequence[Entry]) -> None:
    log = Log(_name(root), tuple(known), _checksum(tuple(known)))
    atomic.write(_folder(root) / _LOG, msgspec.json.encode(log), is_private=True)


def _kept(within: Path, known: Sequence[Entry]) -> tuple[Entry, ...]:
    """The changes that may be kept; of the contents only what these need and there is room for stays."""
    since = time.strftime("%Y-%m-%d", time.localtime(time.time() - AGE))
    known = tuple(it for it in known[-MOST:] if it.at[:10] >= since)
    needed = dict.fromkeys(it.before for entry in reversed(known) for it in entry.files if it.before)
    sizes = {it.name: it.stat().st_size for it in os.scandir(within) if it.name != _LOG}
    room = LARGEST
    for name in [*needed, *(it for it in sizes if it not in needed)]:
        room -= sizes.get(name, 0)
        if name in sizes and (room < 0 or name not in needed):
            (within / name).unlink(missing_ok=True)
    return known


@cache
def _sweep(histories: Path, own: str) -> None:
    """Once in a call: delete the histories of other projects that are too old, or too large together."""
    others = []
    for folder in os.scandir(histories):
        if folder.name != own and folder.is_dir(follow_symlinks=False):
            with suppress(OSError):
                size = sum(it.stat(follow_symlinks=False).st_size for it in os.scandir(folder))
                others.append((folder.stat().st_mtime, size, folder.path))
    room, oldest = ALL - LARGEST, time.time() - AGE
    for last, size, path in sorted(others, reverse=True):
        room -= size
        if room < 0 or last < oldest:
            shutil.rmtree(path, ignore_errors=True)


def _folder(root: Path) -> Path:
    """The folder of the history of a project. Raises `RuntimeError` for a user without a home."""
    name = sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:24]
    return folders.folder("state") / "history" / name


def _open(path: Path) -> bytes:
    """What a file of the history holds, if it is the user's own."""
    _stop_if_anothers(path.parent)
    with open(path, "rb", opener=folders.unlinked) as stream:
        state = os.fstat(stream.fileno())
        if not S_ISREG(state.st_mode) or (hasattr(os, "getuid") and state.st_uid != os.getuid()):
            raise HistoryError(f"the history {path} cannot be believed: it is no file of yours")
        return stream.read()


def _stop_if_anothers(within: Path) -> None:
    """What others could write is not believed."""
    if not folders.is_own(within.lstat(), S_ISDIR):
        raise HistoryError(f"the history {within} cannot be believed: others can write to it, or it is a link")


def _unkept(root: Path, error: Exception) -> HistoryError:
    where = getattr(error, "filename", None) or root
    return HistoryError(f"the history cannot be kept: {where}: {getattr(error, 'strerror', None) or error}")


def _data(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _name(root: Path) -> str:
    return os.fsencode(os.path.realpath(root)).decode("utf-8", "backslashreplace")


def _checksum(known: tuple[Entry, ...]) -> str:
    return sha256(msgspec.json.encode(known)).hexdigest()


def _user() -> str:
    """The name of the user, as far as the system tells one."""
    if name := os.environ.get("LOGNAME") or os.environ.get("USER") or os.environ.get("USERNAME"):
        return name
    with suppress(ImportError, KeyError):
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    return ""  # pragma: no cover - Windows
