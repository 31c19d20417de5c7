"""Where something stands: a document, and a stretch of text in it."""

import re
from collections.abc import Callable
from functools import cached_property

from msgspec import Struct

# YAML ends lines at these too, and its line numbers count them (YAML 1.1, section 4.2.2.4).
_YAML_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_BREAK = re.compile("\r\n|[\n\r]")


class Document(Struct, frozen=True, dict=True, eq=False):
    """A file as read: the name to show for it, its whole text, and a key that no other document has."""

    name: str
    text: str
    key: str = ""
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


Finder = Callable[[int, int, tuple[str | int, ...]], Span]

# The names of the documents that have been read, and how to find places in them, by the key of the document.
_names: dict[str, str] = {}
_finders: dict[str, Finder] = {}


def register(document: str, name: str, finder: Finder) -> None:
    """Tell how places in a document are found: only a problem needs them, so most are never looked for."""
    _names[document] = name
    _finders[document] = finder


class Place(Struct, frozen=True, array_like=True):
    """Where a record of the model was read: the key of its document, and where it begins (counting from 0).

    A record under an id begins below it: `above` tells by how many lines.
    """

    document: str = ""
    line: int = 0
    column: int = 0
    above: int = 0

    @property
    def where(self) -> tuple[str, int]:
        """The name of the file and the line, counting from 1, on which the record or its id stands."""
        return _names.get(self.document, ""), self.line - self.above + 1

    def at(self, *path: str | int) -> Span:
        """The span of the part of the record that the path of keys and positions leads to.

        Where the path leads nowhere, the span of the nearest part above it. A record made in memory has none.
        """
        find = _finders.get(self.document)
        return find(self.line, self.column, path) if find else Span(Document("", ""), 1, 1, 1, 1)


NOWHERE = Place()
