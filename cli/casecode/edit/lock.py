"""One writer at a time: a lock on a folder, which goes with the process however that ends.

The lock is on the folder itself and leaves nothing behind. Where a file system locks no folders (NFS), it is on a file
in it, which goes with the lock; where there are no locks at all, that is said, and nobody is waited for.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from errno import EACCES, EAGAIN, EDEADLK, EINTR
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]

PAUSE = 0.02  # seconds between two tries
LOCK = ".casecode-lock"
_BUSY = (EAGAIN, EACCES, EDEADLK, EINTR)  # another process has the lock


class Hold(Enum):
    """What came of asking for a lock: it is ours, another process has it, or the file system has none."""

    OURS = 1
    ANOTHERS = 2
    NONE = 3


@contextmanager
def held(folder: Path, patience: float) -> Iterator[Hold]:
    """Hold the lock of a folder, if it can be had within so many seconds. Raises `OSError` for no folder."""
    until = time.monotonic() + patience
    handle = _open(folder)
    path: Path | None = None
    try:
        hold = _acquire(handle, until)
        if hold is Hold.NONE and fcntl is not None:
            os.close(handle)
            path = folder / LOCK
            handle, hold = _acquire_file(path, until)
        try:
            yield hold
        finally:
            if path is not None and hold is not Hold.ANOTHERS:
                with suppress(OSError):
                    path.unlink()
    finally:
        if handle >= 0:
            os.close(handle)  # the system gives the lock back with the handle


def _open(folder: Path) -> int:
    """What the lock is on: the folder itself, or where no folder is locked a file of its own among temporary ones."""
    if fcntl is not None:
        return os.open(folder, os.O_RDONLY)
    name = sha256(str(folder.resolve()).encode()).hexdigest()[:24]  # pragma: no cover - Windows
    return os.open(Path(gettempdir()) / f"casecode-{name}.lock", os.O_RDWR | os.O_CREAT)  # pragma: no cover


def _acquire_file(path: Path, until: float) -> tuple[int, Hold]:
    """The lock on a file; one that its last holder took away meanwhile is made anew."""
    while True:
        try:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError:
            return -1, Hold.NONE
        hold = _acquire(handle, until)
        with suppress(OSError):
            if hold is not Hold.OURS or os.fstat(handle).st_ino == path.stat().st_ino:
                return handle, hold
        os.close(handle)


def _acquire(handle: int, until: float) -> Hold:
    while True:
        try:
            _try(handle)
            return Hold.OURS
        except OSError as error:
            if error.errno not in _BUSY:
                return Hold.NONE
        if time.monotonic() > until:
            return Hold.ANOTHERS
        time.sleep(PAUSE)


def _try(handle: int) -> None:
    if fcntl is not None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:  # pragma: no cover - Windows
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
