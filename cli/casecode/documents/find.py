"""Where a document says what a quote says; where it does not, the passage that comes nearest."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from casecode.documents.document import SourceDocument
from casecode.documents.fold import Folded
from casecode.documents.ranges import masked

_OMISSION = "\u2026"
# The first letter of a sentence that is quoted in the middle of another: "[t]he".
_LETTER = re.compile(r"\[(\w)\](?=\w)")
_WORD = re.compile(r"\w+")
_CLOSING = re.compile("[\"'\u201d\u2019\u00bb)\\]]*")
SHORT = 20  # letters; what is shorter may stand by chance inside other words
LEAST = 0.5  # of the words of a quote that the nearest passage must have


class Passage(Struct, frozen=True):
    """A stretch of a document, from start to before end; `likeness` is the share of a quote's words that it has."""

    start: int
    end: int
    likeness: float = 1.0


def _marked(quote: str) -> str:
    """A quote with one sign for what its writer put into it: an omission, or an addition in square brackets."""
    *closed, rest = quote.split("]")
    parts = (
        f"{said}{_OMISSION}" if bracket else f"{said}]" for said, bracket, _ in (it.partition("[") for it in closed)
    )
    return ("".join(parts) + rest).replace("...", _OMISSION)


class Finder:
    """Looks for quotes in one document."""

    def __init__(self, document: SourceDocument) -> None:
        self.document = document
        self._folded = Folded(document.text)

    def find(self, quote: str) -> Passage | None:
        """Where the document has a quote, word for word; where it marks omissions, from its first part to its last.

        What the document does not say itself, such as heads of pages, may stand in it, or be left out of it.
        """
        found = self._in(self._folded, quote)
        return found or (self._in(self._without_asides, quote) if self.document.asides else None)

    def _in(self, folded: Folded, quote: str) -> Passage | None:
        swapped = _LETTER.sub(lambda found: found[1].swapcase(), quote)
        ways = dict.fromkeys((quote, _LETTER.sub(r"\1", quote), swapped))
        found = (_find(folded, (way,)) or _find(folded, _marked(way).split(_OMISSION)) for way in ways)
        return next((passage for passage in found if passage is not None), None)

    @cached_property
    def _without_asides(self) -> Folded:
        """The text with nothing in place of its asides: soft hyphens, which are no letters, so that offsets stay."""
        return Folded(masked(self.document.text, self.document.asides, "\u00ad"))

    def every(self, quote: str) -> Iterator[Passage]:
        """All the places where the document has a quote word for word."""
        if part := Folded(quote).text:
            for start in _matches(self._folded, part, 0):
                yield Passage(self._folded.origin(start), self._folded.origin(start + len(part) - 1) + 1)

    def nearest(self, quote: str) -> Passage | None:
        """The passage, as long as the quote, that has most of its words; none where it has less than half of them."""
        asked = [word.casefold() for word in _WORD.findall(_marked(quote))]
        words, length, wanted = self._words, len(asked), Counter(asked)
        if not length:
            return None
        held: Counter[str] = Counter()
        hits, best, at = 0, 0, 0
        for number, (gained, _, _) in enumerate(words):
            held[gained] += 1
            hits += held[gained] <= wanted[gained]
            if number >= length:
                lost = words[number - length][0]
                hits -= held[lost] <= wanted[lost]
                held[lost] -= 1
            if hits > best:
                best, at = hits, max(number - length + 1, 0)
        if best < LEAST * length:
            return None
        shared = [number for number in range(at, min(at + length, len(words))) if words[number][0] in wanted]
        said = {words[number][0] for number in shared}
        # Before the first and after the last word that both have, as many as the quote has: there they differ.
        first = shared[0] - next(number for number, word in enumerate(asked) if word in said)
        last = shared[-1] + next(number for number, word in enumerate(reversed(asked)) if word in said)
        end = words[min(last, len(words) - 1)][2]
        closing = _CLOSING.match(self.document.text, end)
        return Passage(words[max(first, 0)][1], closing.end() if closing else end, best / length)

    @cached_property
    def _words(self) -> list[tuple[str, int, int]]:
        return [(word[0].casefold(), *word.span()) for word in _WORD.finditer(self.document.text)]


def _find(folded: Folded, texts: list[str] | tuple[str, ...]) -> Passage | None:
    parts = [part for text in texts if (part := Folded(text).text)]
    if not parts:
        return None
    end = 0
    for part in parts:
        found = next(_matches(folded, part, end), None)
        if found is None:
            return None
        end = found + len(part)
    start = end - len(parts[-1])
    for part in reversed(parts[:-1]):  # the last that stands before: the passage is as short as it can be
        start = _last(folded, part, start)
    return Passage(folded.origin(start), folded.origin(end - 1) + 1)


def _matches(folded: Folded, part: str, start: int) -> Iterator[int]:
    """Where a folded part stands in the folded text, from an offset on."""
    while (start := folded.text.find(part, start)) >= 0:
        if len(part) >= SHORT or folded.is_word_at(start, start + len(part)):
            yield start
        start += 1


def _last(folded: Folded, part: str, before: int) -> int:
    """Where a folded part that stands before an offset does so for the last time."""
    text = folded.text
    start = text.rfind(part, 0, before)
    while len(part) < SHORT and not folded.is_word_at(start, start + len(part)):
        start = text.rfind(part, 0, start + len(part) - 1)
    return start
