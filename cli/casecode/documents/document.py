"""The text of a source document, and where in it something stands: on which page, line, in which paragraph or turn."""

import re
from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct

from casecode.documents.ranges import Range, masked, merged
from casecode.documents.speech import Moment, speech_in
from casecode.documents.turns import Turn

GAP = "\n\n"  # between the parts
OPEN, CLOSE = "\ufdd0", "\ufdd1"  # no characters: around what a reader knows to stand beside the text
_HALF = re.compile("[\ud800-\udfff]")  # of a character, as damaged fonts in a PDF give it
_BESIDE = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}|[{OPEN}{CLOSE}]")


class Part(Struct, frozen=True, array_like=True):
    """A page, a paragraph or a run of lines: where its text begins, what to call its place, the heading above it.

    `line` is the line of the document on which it begins, for documents that are read by lines.
    """

    start: int
    place: str = ""
    line: int = 0
    heading: str = ""


class SourceDocument(Struct, frozen=True, array_like=True):
    """The text of a document as one string, and its parts in order.

    Of a transcript the turns, and the moments at which a time is told. `asides` are the ranges of the text that
    interrupt what it says: heads and numbers of pages, numbers of lines, marks of notes, names and times of who goes on
    speaking. `title` and `date` are what it says of itself.
    """

    text: str
    parts: tuple[Part, ...]
    turns: tuple[Turn, ...] = ()
    moments: tuple[Moment, ...] = ()
    asides: tuple[Range, ...] = ()
    title: str = ""
    date: str = ""

    def part_at(self, offset: int) -> Part:
        """The part in which the character at an offset stands."""
        return self.parts[max(bisect_right(self.parts, offset, key=lambda part: part.start) - 1, 0)]

    def turn_at(self, offset: int) -> Turn | None:
        """The turn in which the character at an offset stands."""
        at = self._turn_number(offset)
        return self.turns[at - 1] if at else None

    def place_at(self, offset: int) -> str:
        """The place of the character at an offset: `p. 3`, `line 12`, `¶ 4`; of a transcript `turn 4`, `turn 4, 12:33`
        or `12:33`, and with pages `p. 3, turn 4`."""
        part = self.part_at(offset)
        number, time = self._turn_number(offset), self._time_at(offset)
        if number or time:
            page = part.place if part.place.startswith("p.") else ""
            return ", ".join(filter(None, (page, f"turn {number}" if number else "", time)))
        if part.line:
            return f"line {part.line + self.text.count(chr(10), part.start, offset)}"
        return part.place

    def _turn_number(self, offset: int) -> int:
        """The number of the turn in which an offset lies, counted from 1; 0 before the first."""
        return bisect_right(self.turns, offset, key=lambda turn: turn.start)

    def _time_at(self, offset: int) -> str:
        """The time that was told last, in the turn in which an offset lies."""
        at = bisect_right(self.moments, offset, key=lambda moment: moment.start)
        turn = self.turn_at(offset)
        return self.moments[at - 1].time if at and self.moments[at - 1].start >= (turn.start if turn else 0) else ""


class Unread(Struct, frozen=True):
    """Why a document could not be read, and what to do about it; whether it is not even there."""

    reason: str
    hint: str
    is_missing: bool = False


def document_of(parts: Iterable[tuple[str, str, int, str]]) -> SourceDocument:
    """A document from its parts: text, place, line and heading of each; what stands between `OPEN` and `CLOSE` is an
    aside."""
    from casecode.documents.furniture import line_numbers, note_marks, page_edges

    texts: list[str] = []
    known: list[Part] = []
    told: list[Range] = []
    start = 0
    for read, place, line, heading in parts:
        text, beside = (read, []) if read.isascii() else _without_signs(_HALF.sub("\ufffd", read))
        known.append(Part(start, place, line, _without_signs(heading)[0]))
        told += ((start + first, start + last) for first, last in beside)
        texts.append(text)
        start += len(text) + len(GAP)
    text = GAP.join(texts)
    starts = [part.start for part in known if part.place.startswith("p.")]
    numbers = line_numbers(text)
    turns, moments, names = speech_in(masked(text, numbers, " "))
    furniture = page_edges(text, starts[1:] if starts else None)
    asides = merged([*told, *numbers, *names, *furniture, *note_marks(text)])
    return SourceDocument(text, tuple(known), turns, moments, asides)


def _without_signs(text: str) -> tuple[str, list[Range]]:
    """A text without the signs around asides, and where in it these stand."""
    if OPEN not in text and CLOSE not in text:
        return text, []
    pieces: list[str] = []
    found: list[Range] = []
    at = length = 0
    for one in _BESIDE.finditer(text):
        before, within = text[at : one.start()], one[1] or ""
        pieces += before, within
        length += len(before) + len(within)
        if within:
            found.append((length - len(within), length))
        at = one.end()
    return "".join((*pieces, text[at:])), found
