"""The text of a source document as other programs get it, and where in it a quote stands.

Plain text goes as it is, for its blank lines and spaces are a part of it; of other documents goes what is read here.
"""

from itertools import islice
from pathlib import Path

from casecode.documents.document import Part, SourceDocument
from casecode.documents.find import Finder, Passage
from casecode.documents.quotes import Reading
from casecode.exchange.refi import moments, positions

PLAIN = (".txt", ".text")
KEPT = (".docx", ".pdf")  # documents that the archive has a place for beside their plain text
MOST = 500  # places of one quote that are looked at


class Placed:
    """The text of a document, with what finds quotes there."""

    def __init__(self, document: SourceDocument) -> None:
        self.document = document
        self.finder = Finder(document)

    def every(self, quote: str) -> list[Passage]:
        """The places where it has a quote."""
        return [*islice(self.finder.every(quote), MOST)]

    def span(self, quote: str, locator: str = "") -> tuple[int, int] | None:
        """Where a quote stands: of several places that which the locator tells, or else the first."""
        told = moments.characters_in(locator)
        if told and told[0] < told[1] <= len(self.document.text) and self._is_of(quote, *told):
            return told
        found = self.every(quote)
        meant = (
            [it for it in found if self.document.place_at(it.start) == locator] if len(found) > 1 and locator else []
        )
        one = next(iter(meant or found), None) or self.finder.find(quote)
        return (one.start, one.end) if one else None

    def _is_of(self, quote: str, start: int, end: int) -> bool:
        """Whether a stretch says what a quote says, or a part of it."""
        stretch, said = ("".join(it.split()) for it in (self.document.text[start:end], quote))
        return bool(stretch) and (stretch in said or said in stretch)


def plain(text: str) -> SourceDocument:
    """A plain text as a document of one part, in which a place is a line."""
    return SourceDocument(text, (Part(0, "", 1),))


def placed(reading: Reading, quotes: list[str]) -> Placed | None:
    """The text that goes out for a document, in which its quotes are found; None where it cannot be read."""
    if not isinstance(reading.document, SourceDocument):
        return None
    read = Placed(reading.document)
    if reading.path.suffix.lower() not in PLAIN:
        return read
    raw = Placed(plain(positions.decoded(reading.path.read_bytes())[0].text))
    if raw.document.text == reading.document.text:
        return read
    # What is left out where it is read (such as times of a transcript) may stand within a quote.
    return raw if all(raw.finder.find(it) or not read.finder.find(it) for it in quotes) else read


def held(path: Path) -> tuple[str, bytes]:
    """The ending and the bytes of a document that goes out beside its plain text; nothing of another."""
    suffix = path.suffix.lower()
    return (suffix, path.read_bytes()) if suffix in KEPT else ("", b"")
