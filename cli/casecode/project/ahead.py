"""Reading many new files on more than one core: other processes begin at the end of the list, and fill the cache.

Whoever loads goes through the list from its beginning as ever, and from some file on finds everything in the cache.
Nothing is handed over in any other way, so that a process that fails, or is too late, costs time and nothing else.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from casecode.project import cache, watch

AFTER = 0.25  # seconds of reading new files; most calls are over by then
MOST = 8  # processes

_began = 0.0  # when the first new file was met
_others: list["subprocess.Popen[bytes]"] = []


def missed() -> None:
    """A file was not in the cache. Once this has gone on for a while, others start with the files at the end."""
    global _began
    _began = _began or time.monotonic()
    paths = watch.coming()
    number = min((os.cpu_count() or 1) - 1, MOST)
    if _others or number < 1 or len(paths) < 2 or time.monotonic() - _began < AFTER or not cache.is_on():
        return
    backwards = [str(path.resolve()) for path in reversed(paths[1:])]  # the first is at hand
    for first in range(number):
        with suppress(OSError):
            _others.append(_start(backwards[first::number]))


def _start(paths: Sequence[str]) -> "subprocess.Popen[bytes]":
    # Its input stays open for as long as this process lives: that is how the other learns that it is over.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    other = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    assert other.stdin is not None
    other.stdin.write(json.dumps(paths).encode() + b"\n")
    other.stdin.flush()
    return other


def _work() -> None:
    import threading

    from casecode.project.catalogue import Library
    from casecode.project.loader import EvidenceFile, Loader, is_evidence
    from casecode.read.text import read_bytes

    paths = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    for path in map(Path, paths):
        loader = Loader(Library.at(path.parent))
        with suppress(OSError):
            data = read_bytes(path)
            if is_evidence(path, data):
                loader.glance(EvidenceFile, path, data)
            else:
                loader.take(path)


def _end_with_the_other() -> None:
    while os.read(sys.stdin.fileno(), 1):  # not through the buffer, whose lock would be held when Python ends
        pass
    os._exit(0)


if __name__ == "__main__":
    _work()
