"""Where something stands: a document, and a stretch of text in it."""

import re
from functools import cached_property
from typing import Protocol

from msgspec import Struct

# YAML ends lines at these too, and its line numbers count them (YAML 1.1, section 4.2.2.4).
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Document(Struct, frozen=True, dict=True, eq=False):
    """A file as read: the name to show for it and its whole text."""

    name: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return _LINE_BREAK.split(self.text)


class Span(Struct, frozen=True):
    """A stretch of a document. Lines and columns count from 1, columns in characters; the end is exclusive."""

    document: Document
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def line_text(self) -> str:
        """The line on which the stretch begins, or nothing where the document is shorter."""
        lines = self.document.lines
        return lines[self.line - 1] if self.line <= len(lines) else ""

    def __str__(self) -> str:
        return f"{self.document.name}:{self.line}:{self.column}"


class Place(Protocol):
    """Something that was read from a document and can tell where its parts stand."""

    def at(self, *path: str | int) -> Span:
        """The span of the part that the path of keys and positions leads to.

        Where the path leads nowhere, the span of the nearest part above it.
        """
        ...


class Nowhere:
    """The place of a record that was made in memory: an empty document."""

    def at(self, *_path: str | int) -> Span:
        return Span(Document("", ""), 1, 1, 1, 1)


NOWHERE = Nowhere()
