"""The text of a source document, and where in it something stands: on which page, line or in which paragraph."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property

from msgspec import Struct

from casecode.documents.turns import Turn, turns

GAP = "\n\n"  # between the parts
_HALF = re.compile("[\ud800-\udfff]")  # of a character, as damaged fonts in a PDF give it


class Part(Struct, frozen=True, array_like=True):
    """A page, a paragraph or a run of lines: where its text begins, what to call its place, the heading above it.

    `line` is the line of the document on which it begins, for documents that are read by lines.
    """

    start: int
    place: str = ""
    line: int = 0
    heading: str = ""


class SourceDocument(Struct, frozen=True, dict=True):
    """The text of a document as one string, and its parts in order."""

    text: str
    parts: tuple[Part, ...]

    def part_at(self, offset: int) -> Part:
        """The part in which the character at an offset stands."""
        return self.parts[max(bisect_right(self.parts, offset, key=lambda part: part.start) - 1, 0)]

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Of a transcript the turns; none of another document."""
        return turns(self.text)

    def turn_at(self, offset: int) -> Turn | None:
        """The turn in which the character at an offset stands."""
        at = self._turn_number(offset)
        return self.turns[at - 1] if at else None

    def place_at(self, offset: int) -> str:
        """The place of the character at an offset: `p. 3`, `line 12`, `¶ 4`; of a transcript `turn 4`, `turn 4, 12:33`,
        and with pages `p. 3, turn 4`."""
        part = self.part_at(offset)
        if number := self._turn_number(offset):
            page = part.place if part.place.startswith("p.") else ""
            return ", ".join(filter(None, (page, f"turn {number}", self.turns[number - 1].time)))
        if part.line:
            return f"line {part.line + self.text.count(chr(10), part.start, offset)}"
        return part.place

    def _turn_number(self, offset: int) -> int:
        """The number of the turn in which an offset lies, counted from 1; 0 before the first."""
        return bisect_right(self.turns, offset, key=lambda turn: turn.start)


class Unread(Struct, frozen=True):
    """Why a document could not be read, and what to do about it; whether it is not even there."""

    reason: str
    hint: str
    is_missing: bool = False


def document_of(parts: Iterable[tuple[str, str, int, str]]) -> SourceDocument:
    """A document from its parts: text, place, line and heading of each."""
    texts: list[str] = []
    known: list[Part] = []
    start = 0
    for read, place, line, heading in parts:
        text = read if read.isascii() else _HALF.sub("\ufffd", read)
        known.append(Part(start, place, line, heading))
        texts.append(text)
        start += len(text) + len(GAP)
    return SourceDocument(GAP.join(texts), tuple(known))
