"""A document cut into passages for reading: a few sentences each, as long as a screen shows well."""

import re
from collections.abc import Iterator

from msgspec import Struct

from casecode.documents.document import SourceDocument

ENOUGH = 250  # characters after which the end of a paragraph ends the passage
LONGEST = 700  # characters of a passage, unless one sentence alone is longer
LONGEST_SENTENCE = 1400

# The end of a sentence: its mark, closing quotes and brackets, white space; in Chinese and Japanese no space is needed.
_END = re.compile(
    "[.!?\u2026]['\"\u201d\u2019\u00bb)\\]]*(?=\\s)|[\u3002\uff01\uff1f]['\"\u201d\u2019\u300d\u300f\uff09]*"
)
_PARAGRAPH = re.compile(r"\n[ \t\u00a0]*\n\s*")
# Words after which a full stop does not end a sentence.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:\w|al|approx|ca|cf|co|corp|dr|ed|eds|etc|fig|figs|inc|ltd|mr|mrs|ms|no|p|pp|prof|sec|st|tab|vol|vs|"
    r"e\.g|i\.e|u\.s|u\.k)\.$",
    re.IGNORECASE,
)

Range = tuple[int, int]


class Passage(Struct, frozen=True):
    """Sentences that are read together, as ranges of the document's text, with their place and the heading above."""

    sentences: tuple[Range, ...]
    place: str
    heading: str

    @property
    def start(self) -> int:
        return self.sentences[0][0]

    @property
    def end(self) -> int:
        return self.sentences[-1][1]


def passages(document: SourceDocument) -> tuple[Passage, ...]:
    """The passages of a document in order; together they have every word of it."""
    found: list[Passage] = []
    gathered: list[Range] = []

    def close() -> None:
        if gathered:
            part = document.part_at(gathered[0][0])
            found.append(Passage(tuple(gathered), document.place_at(gathered[0][0]), part.heading))
            gathered.clear()

    for start, end, is_last in _sentences(document.text):
        if gathered and end - gathered[0][0] > LONGEST:
            close()
        gathered.append((start, end))
        if is_last and end - gathered[0][0] >= ENOUGH:
            close()
    close()
    return tuple(found)


def _sentences(text: str) -> Iterator[tuple[int, int, bool]]:
    """The sentences of a text, and whether each is the last of its paragraph."""
    begin = 0
    for end in [*(found.span() for found in _PARAGRAPH.finditer(text)), (len(text), len(text))]:
        ranges = list(_within(text, begin, end[0]))
        yield from ((*range_, range_ is ranges[-1]) for range_ in ranges)
        begin = end[1]


def _within(text: str, begin: int, end: int) -> Iterator[Range]:
    """The sentences of one paragraph, without the white space around them."""
    start = begin
    for found in _END.finditer(text, begin, end):
        following = text[found.end() : end].lstrip()[:1]
        is_cut = found[0][0] == "." and _ABBREVIATED.search(text, max(start, found.start() - 12), found.start() + 1)
        if following and (following.islower() or is_cut):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Range]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_SENTENCE:  # a table, or a text without full stops
        cut = text.rfind(" ", start, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield start, cut
        start = cut + (text[cut] == " ")
    if end > start:
        yield start, end
