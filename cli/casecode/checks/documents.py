"""Source documents are there and as they were, and say what evidence quotes from them."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from casecode.documents.document import SourceDocument, Unread
from casecode.documents.quotes import Quote, Reading, quotes, readings
from casecode.model.problem import Finding
from casecode.model.study import Study

LONGEST = 160  # characters of a passage that a message shows


def document_missing_or_unread(study: Study) -> Iterator[Finding]:
    """A document that is not there, or whose text cannot be had."""
    for reading in readings(study):
        if isinstance(reading.document, Unread):
            rule = "unread-document" if reading.path.exists() else "missing-document"
            message = f'the document of "{reading.source.id}" cannot be read: {reading.document.reason}'
            hint = reading.document.hint or _where_else(reading)
            yield Finding(rule, message, reading.source.origin.at("file"), hint)


def document_changed(study: Study) -> Iterator[Finding]:
    """A document that is not the one that was coded."""
    for reading in readings(study):
        if reading.has_changed:
            message = f'the document of "{reading.source.id}" has changed since its SHA-256 was kept'
            hint = "see that its quotes still stand, then keep the new one: casecode documents --keep"
            yield Finding("document-changed", message, reading.source.origin.at("sha256"), hint)


def quote_not_found(study: Study) -> Iterator[Finding]:
    """A quote that is not in the document that it is from."""
    for quote in quotes(study):
        if quote.status == "not-found":
            names = ", ".join(str(it.path) for it in quote.readings if isinstance(it.document, SourceDocument))
            message = f'the quote of "{quote.piece.id}" is not in {names}'
            yield Finding("quote-not-found", message, quote.piece.origin.at("quote"), _nearest(quote))


def _nearest(quote: Quote) -> str:
    """The words of the document that come nearest, with their place."""
    if quote.nearest is None or quote.found_in is None or not isinstance(quote.found_in.document, SourceDocument):
        return "nothing in it comes near: is it from another source?"
    document, passage = quote.found_in.document, quote.nearest
    words = " ".join(document.text[passage.start : passage.end].split())
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
    return f"nearest, {document.place_at(passage.start)}: {shown}"


def _where_else(reading: Reading) -> str:
    """Where a document was looked for, and whether it is there seen from the folder above."""
    folder = Path(reading.source.origin.where[0]).parent
    with suppress(OSError, ValueError):
        if (folder / ".." / reading.source.file).is_file():
            return f"paths are relative to this file: write ../{reading.source.file}"
    return f"looked for {reading.path}"
