"""Where something stands: a document, and a stretch of text in it."""

import os
import re
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from pathlib import Path

from msgspec import Struct

# YAML ends lines at these too, and its line numbers count them (YAML 1.1, section 4.2.2.4).
_YAML_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BREAK = re.compile("\r\n|[\n\r]")


class Document(Struct, frozen=True, dict=True, eq=False):
    """A file as read: the name to show for it, its whole text, and its absolute path (none for what is no file)."""

    name: str
    text: str
    file: str = ""
    is_yaml: bool = True

    @cached_property
    def lines(self) -> list[str]:
        return (_YAML_BREAK if self.is_yaml else _BREAK).split(self.text)


class Span(Struct, frozen=True):
    """A stretch of a document. Lines and columns count from 1, columns in characters; the end is exclusive."""

    document: Document
    line: int
    column: int
    end_line: int
    end_column: int

    @staticmethod
    def within(document: Document, line: int, column: int, end_line: int, end_column: int) -> "Span":
        """The span; a parser that stands on the line after an unended last one is taken back to the end of the text."""
        last = len(document.lines)
        behind = len(document.lines[-1]) + 1
        if line > last:
            return Span(document, last, behind, last, behind + 1)
        return Span(document, line, column, min(end_line, last), end_column if end_line <= last else behind)

    @property
    def line_text(self) -> str:
        """The line on which the stretch begins, or nothing where the document is shorter."""
        lines = self.document.lines
        return lines[self.line - 1] if self.line <= len(lines) else ""

    def __str__(self) -> str:
        return f"{self.document.name}:{self.line}:{self.column}"


class Origin(Struct, frozen=True, array_like=True):
    """Where a record of the model was read: the file, and where the record begins in it (counting from 0).

    The file is an absolute path, or `<stdin>`. A record under an id begins below it: `above` tells by how many lines.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    above: int = 0

    @property
    def where(self) -> tuple[str, int]:
        """The name of the file and the line, counting from 1, on which the record or its id stands."""
        return shown(self.file), self.line - self.above + 1

    def at(self, *path: str | int) -> "Spot":
        """The part of the record that a path of keys and positions leads to."""
        return Spot(self, path)


class Spot(Struct, frozen=True):
    """A part of a record, named by the way to it; whoever holds the text of the file can say which span that is."""

    origin: Origin
    path: tuple[str | int, ...] = ()


NOWHERE = Origin()


def by_origin(spots: Iterable[Spot]) -> dict[Origin, list[Spot]]:
    """Spots by the record that they are of."""
    found: dict[Origin, list[Spot]] = {}
    for spot in spots:
        found.setdefault(spot.origin, []).append(spot)
    return found


def shown(path: str | os.PathLike[str]) -> str:
    """A path as messages show it: relative where it lies below the current folder."""
    try:
        return _shown(os.fspath(path), os.getcwd())  # noqa: PTH109 (asked of each of thousands of records)
    except OSError:  # the current folder is gone
        return os.fspath(path)


@cache
def _shown(path: str, here: str) -> str:
    try:
        return str(Path(path).resolve().relative_to(here))
    except (ValueError, OSError, RuntimeError):  # RuntimeError: links in a circle
        return path


Finder = Callable[[Spot], Span]
