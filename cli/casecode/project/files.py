"""The files of one call, each opened at most once: their bytes, and where the parts of what was read stand in them."""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from casecode.model.span import Document, Finder, Span, Spot, shown
from casecode.read.text import read_bytes

STDIN = "<stdin>"


class Files:
    """Bytes by absolute path, as they were when they were first asked for.

    An overlay holds what files would hold after a change. For whoever waits it tells which file was read last, and how
    many of those that are expected have been read.
    """

    def __init__(self, overlay: Mapping[str, bytes] | None = None) -> None:
        self._held: dict[str, bytes] = dict(overlay or {})
        self._finders: dict[str, Finder] = {}
        self._expected: dict[str, None] = {}
        self.last = ""  # the file that was read last

    def overlaid(self, changed: Mapping[str, bytes]) -> "Files":
        """The same files as they would be with other contents; what was read is not read again."""
        return Files({**self._held, **changed})

    def take_input_of(self, other: "Files") -> None:
        """Take over what came on standard input, which can be read but once."""
        if STDIN in other._held:
            self._held[STDIN] = other._held[STDIN]

    def expect(self, paths: Iterable[Path]) -> None:
        """These files are going to be read."""
        self._expected.update(dict.fromkeys(map(absolute, paths)))

    @property
    def progress(self) -> tuple[int, int]:
        """How many files of those expected have been read, and how many are expected."""
        return sum(file in self._held for file in [*self._expected]), len(self._expected)

    def read(self, path: Path) -> bytes:
        """The bytes of a file; `-` is standard input. Raises `OSError`, or `ValueError` for what no path can hold."""
        file = absolute(path)
        self.last = file
        held = self._held.get(file)
        if held is None:
            held = self._held[file] = sys.stdin.buffer.read() if file == STDIN else read_bytes(path)
        return held

    def held(self, file: str) -> bytes:
        """The bytes of a file that was read, by its absolute path."""
        return self._held[file]

    def locate(self, spot: Spot) -> Span:
        """The span of a part of a record, or of the nearest part above it. A record made in memory has none."""
        file = spot.origin.file
        if file not in self._held:
            return Span(Document("", ""), 1, 1, 1, 1)
        if file not in self._finders:
            from casecode.read.reader import finder  # a file that came from the cache is parsed for its problems only

            self._finders[file] = finder(shown(file), self._held[file], file)
        return self._finders[file](spot)


def absolute(path: Path) -> str:
    """The name of a file within a call: its absolute path, however it was reached; a link keeps its own name."""
    if str(path) == "-":
        return STDIN
    return os.path.join(os.path.realpath(path.parent), path.name)  # noqa: PTH118 (a Path takes three times as long)
