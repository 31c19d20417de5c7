"""Files that were read without a problem, kept as they were understood, so that the next run need not parse them.

An entry is found by a key made of the content of the file; it can be lost at any time, and one that is damaged is as
good as lost. Nothing here raises: without a cache everything works, only slower.
"""

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

from casecode import __version__
from casecode.project import atomic, folders

try:
    from _blake2 import blake2b  # what hashlib has, without the time it takes to load OpenSSL for the rest
except ImportError:
    from hashlib import blake2b

LARGEST = 256_000_000  # bytes of all entries together; beyond it the oldest go
BETWEEN = 16_000_000  # bytes that a process writes before it looks again whether they are too many
_CHECK = 16  # bytes of checksum before the content


def key_of(*parts: bytes) -> str:
    """A key for what the parts say: the same parts, read by the same code, have the same key."""
    digest = blake2b(digest_size=20)
    for part in (__version__.encode(), sys.version.encode(), _code(), *parts):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


@cache
def _code() -> bytes:
    """What tells the code that reads and checks files from that of yesterday: a checkout changes without a version."""
    folders = [Path(__file__).parents[1] / name for name in ("checks", "model", "project", "read")]
    files = sorted((entry.name, entry.stat()) for folder in folders for entry in os.scandir(folder) if entry.is_file())
    return repr([(name, stat.st_mtime_ns, stat.st_size) for name, stat in files]).encode()


def is_on() -> bool:
    """Whether there is a cache: CASECODE_CACHE=off says no."""
    return os.environ.get("CASECODE_CACHE", "").lower() not in ("off", "0", "no")


def folder() -> Path:
    """The folder of the cache."""
    return folders.folder("cache")


def get(key: str) -> memoryview | None:
    """What was kept under a key, or nothing."""
    if is_on():
        with suppress(OSError, RuntimeError):
            data = memoryview((folder() / key).read_bytes())  # to cut it copies nothing
            content = data[_CHECK:]
            if blake2b(content, digest_size=_CHECK).digest() == data[:_CHECK]:
                return content
    return None


def put(key: str, content: bytes) -> None:
    """Keep content under a key, whole or not at all, whoever else writes there."""
    if not is_on():
        return
    with suppress(OSError, RuntimeError):
        within = folder()
        within.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_room(within, len(content))
        atomic.write(within / key, blake2b(content, digest_size=_CHECK).digest() + content)


_unlooked = BETWEEN  # bytes that this process has written since it looked how large the cache is


def _make_room(within: Path, size: int) -> None:
    """Prune, but not at each of a thousand small entries: to look at all of them takes longer than to write one."""
    global _unlooked
    _unlooked += size
    if _unlooked >= BETWEEN:
        _prune(within, LARGEST - size)
        _unlooked = 0


def _prune(within: Path, room: int) -> None:
    """Delete the oldest entries until the others fit into the room."""
    entries = [(entry.stat().st_mtime, entry.stat().st_size, entry.path) for entry in os.scandir(within)]
    total = sum(size for _, size, _ in entries)
    for _, size, path in sorted(entries):
        if total <= room:
            return
        Path(path).unlink(missing_ok=True)
        total -= size
