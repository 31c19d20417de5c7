"""One writer at a time: a lock on a folder that leaves nothing behind, not even when its holder is killed."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    fcntl = None  # type: ignore[assignment]

PAUSE = 0.02  # seconds between two tries


@contextmanager
def held(folder: Path, patience: float) -> Iterator[bool]:
    """Hold the lock of a folder; whether it could be had within so many seconds. Raises `OSError` for no folder."""
    handle = _open(folder)
    try:
        yield _acquire(handle, patience)
    finally:
        os.close(handle)  # the system gives the lock back with the handle


def _open(folder: Path) -> int:
    """What the lock is on: the folder itself, or where that cannot be locked a file of its own among temporary ones."""
    if fcntl is not None:
        return os.open(folder, os.O_RDONLY)
    name = sha256(str(folder.resolve()).encode()).hexdigest()[:24]  # pragma: no cover - Windows
    return os.open(Path(gettempdir()) / f"casecode-{name}.lock", os.O_RDWR | os.O_CREAT)  # pragma: no cover


def _acquire(handle: int, patience: float) -> bool:
    until = time.monotonic() + patience
    while True:
        with suppress(OSError):
            _try(handle)
            return True
        if time.monotonic() > until:
            return False
        time.sleep(PAUSE)


def _try(handle: int) -> None:
    if fcntl is not None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:  # pragma: no cover - Windows
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
