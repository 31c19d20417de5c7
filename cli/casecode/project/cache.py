"""Files that were read without a problem, kept as they were understood, so that the next run need not parse them.

An entry is found by a key made of the content of the file; it can be lost at any time, and one that is damaged is as
good as lost. Nothing here raises: without a cache everything works, only slower.
"""

import os
import re
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from casecode import __version__
from casecode.project import atomic, folders

try:
    from _blake2 import blake2b  # what hashlib has, without the time it takes to load OpenSSL for the rest
except ImportError:
    from hashlib import blake2b

LARGEST = 256_000_000  # bytes of all entries together; beyond it the oldest go
BETWEEN = 16_000_000  # bytes that a process writes before it looks again whether they are too many
_CHECK = 16  # bytes of checksum before the content
_KEY = "[0-9a-f]{40}"
_ENTRY = re.compile(f"{_KEY}|{atomic.pattern(_KEY, atomic.ALONE)}")  # what is written here, and its draft
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# What casecode has read, to be read faster. It can be deleted.\n"


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
    folders = [Path(__file__).parents[1] / name for name in ("checks", "documents", "model", "project", "read")]
    files = sorted((entry.name, entry.stat()) for folder in folders for entry in os.scandir(folder) if entry.is_file())
    return repr([(name, stat.st_mtime_ns, stat.st_size) for name, stat in files]).encode()


def is_on() -> bool:
    """Whether there is a cache: CASECODE_CACHE=off says no."""
    return os.environ.get("CASECODE_CACHE", "").lower() not in ("off", "0", "no")


_believed: set[Path] = set()


def _folder(is_made: bool = False) -> Path | None:
    """The folder of the cache, if it is the user's own: what others could write there is not believed."""
    with suppress(OSError, RuntimeError):
        within = folders.folder("cache")
        if within in _believed:
            return within
        if is_made:
            within.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folders.is_own(within.stat(), S_ISDIR):
            _believed.add(within)
            return within
    return None


def get(key: str) -> memoryview | None:
    """What was kept under a key, or nothing."""
    if is_on() and (within := _folder()):
        with suppress(OSError), open(within / key, "rb", opener=folders.unlinked) as stream:
            if not folders.is_own(os.fstat(stream.fileno()), S_ISREG):
                return None
            data = memoryview(stream.read())  # to cut it copies nothing
            content = data[_CHECK:]
            if blake2b(content, digest_size=_CHECK).digest() == data[:_CHECK]:
                return content
    return None


def put(key: str, content: bytes) -> None:
    """Keep content under a key, whole or not at all, whoever else writes there."""
    if is_on() and (within := _folder(is_made=True)):
        with suppress(OSError):
            _mark(within)
            _make_room(within, len(content))
            atomic.write(within / key, blake2b(content, digest_size=_CHECK).digest() + content, is_private=True)


def _mark(within: Path) -> None:
    """Say to programs that make backups, and to people, what the folder is (bford.info/cachedir)."""
    with suppress(FileExistsError), (within / "CACHEDIR.TAG").open("x", encoding="utf-8") as stream:
        stream.write(_TAG)


_unlooked = BETWEEN  # bytes that this process has written since it looked how large the cache is


def _make_room(within: Path, size: int) -> None:
    """Prune, but not at each of a thousand small entries: to look at all of them takes longer than to write one."""
    global _unlooked
    _unlooked += size
    if _unlooked >= BETWEEN:
        _prune(within, LARGEST - size)
        _unlooked = 0


def _prune(within: Path, room: int) -> None:
    """Delete the oldest entries until the others fit into the room; what casecode did not write stays."""
    entries = []
    for entry in os.scandir(within):
        stat = entry.stat(follow_symlinks=False)
        if _ENTRY.fullmatch(entry.name) and folders.is_own(stat, S_ISREG):
            entries.append((stat.st_mtime, stat.st_size, entry.path))
    total = sum(size for _, size, _ in entries)
    for _, size, path in sorted(entries):
        if total <= room:
            return
        Path(path).unlink(missing_ok=True)
        total -= size
