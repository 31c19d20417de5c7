"""Source documents are there and as they were, and say what evidence quotes from them."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from casecode.checks.rule import Rule
from casecode.checks.unread import Unread as UnreadParts
from casecode.documents.document import SourceDocument, Unread
from casecode.documents.quotes import Quote, Reading, quotes, readings
from casecode.model.problem import Finding
from casecode.model.study import Study

LONGEST = 160  # characters of a passage that a message shows


MISSING_DOCUMENT = Rule(
    "missing-document",
    "warning",
    means="The file that a source names as its document is not there.",
    why="Without the document nobody can check a quote, or answer where a cell of a matrix is from.",
    fails="""
    # cases/demo.yaml: a path is relative to the file in which it stands
    sources:
      survey: {type: report, title: A survey, file: documents/survey.txt}
    """,
    passes="""
    # cases/demo.yaml, with documents/survey.txt beside cases/
    sources:
      survey: {type: report, title: A survey, file: ../documents/survey.txt}
    """,
)


@MISSING_DOCUMENT.in_study
def missing_document(study: Study) -> Iterator[Finding]:
    """A document that is not there."""
    return (finding for reading, finding in _unreadable(study) if _is_missing(reading))


UNREAD_DOCUMENT = Rule(
    "unread-document",
    "warning",
    means="The document of a source is there, and its text cannot be read.",
    why="A quote from it is checked by nobody; a scan looks like a text to the eye alone.",
    fails="""
    # cases/demo.yaml: a kind of document that casecode does not read
    sources:
      survey: {type: report, title: A survey, file: ../documents/survey.pages}
    """,
    passes="""
    # cases/demo.yaml, with the survey saved as a text
    sources:
      survey: {type: report, title: A survey, file: ../documents/survey.txt}
    """,
)


@UNREAD_DOCUMENT.in_study
def unread_document(study: Study) -> Iterator[Finding]:
    """A document that is there, and whose text cannot be had."""
    return (finding for reading, finding in _unreadable(study) if not _is_missing(reading))


def _is_missing(reading: Reading) -> bool:
    return isinstance(reading.document, Unread) and reading.document.is_missing


def _unreadable(study: Study) -> Iterator[tuple[Reading, Finding]]:
    for reading in readings(study):
        if isinstance(reading.document, Unread):
            message = f'the document of "{reading.source.id}" cannot be read: {reading.document.reason}'
            hint = reading.document.hint or _where_else(reading)
            yield reading, Finding(message, reading.source.origin.at("file"), hint)


def _where_else(reading: Reading) -> str:
    """Where a document was looked for, and whether it is there seen from the folder above."""
    folder = Path(reading.source.origin.where[0]).parent
    with suppress(OSError, ValueError):
        if (folder / ".." / reading.source.file).is_file():
            return f"paths are relative to this file: write ../{reading.source.file}"
    return f"looked for {reading.path}"


DOCUMENT_CHANGED = Rule(
    "document-changed",
    "warning",
    means="The document of a source is not the one whose SHA-256 was kept when it was coded.",
    why="A page that was coded and then edited may no longer say what the evidence says that it does.",
    fails="""
    # cases/demo.yaml: survey.txt was edited since
    sources:
      survey:
        type: report
        title: A survey
        file: ../documents/survey.txt
        sha256: 0000000000000000000000000000000000000000000000000000000000000000
    """,
    passes="""
    # cases/demo.yaml: its quotes were looked at again, then casecode documents --keep
    sources:
      survey:
        type: report
        title: A survey
        file: ../documents/survey.txt
        sha256: 1c49affe63376430fbda6d057ef8843f5ebdf5aa0f30acbbfe6e9fbf7bf427b3
    """,
)


@DOCUMENT_CHANGED.in_study
def document_changed(study: Study) -> Iterator[Finding]:
    """A document that is not the one that was coded."""
    for reading in readings(study):
        if reading.has_changed:
            message = f'the document of "{reading.source.id}" has changed since its SHA-256 was kept'
            hint = "see that its quotes still stand, then keep the new one: casecode documents --keep"
            yield Finding(message, reading.source.origin.at("sha256"), hint)


QUOTE_NOT_FOUND = Rule(
    "quote-not-found",
    "warning",
    means="The document of a source does not say what a piece of evidence quotes from it.",
    why=(
        "A quote is the one place where the reader hears the source itself. How it is set does not matter (white "
        "space, hyphens at the end of lines, quotation marks, ligatures); an omission is marked by […]."
    ),
    fails="""
    # cases/demo.yaml: survey.txt says that most shoppers looked for low prices
    sources:
      survey: {type: report, title: A survey, file: ../documents/survey.txt}
    evidence:
      - {id: e1, codes: [prices], statement: Prices matter., source: survey, quote: all shoppers}
    """,
    passes="""
    # cases/demo.yaml
    sources:
      survey: {type: report, title: A survey, file: ../documents/survey.txt}
    evidence:
      - {id: e1, codes: [prices], statement: Prices matter., source: survey, quote: most […] looked for low prices}
    """,
)


@QUOTE_NOT_FOUND.in_study
def quote_not_found(study: Study) -> Iterator[Finding]:
    """A quote that is not in the document that it is from."""
    unread = UnreadParts(study.case)
    for quote in quotes(study):
        piece = quote.piece
        is_placed = {piece.source, piece.via} <= {"", *study.sources} and not unread.may_tell(piece, "source", "via")
        if quote.status == "not-found" and is_placed:
            names = ", ".join(str(it.path) for it in quote.readings if isinstance(it.document, SourceDocument))
            message = f'the quote of "{piece.id}" is not in {names}'
            yield Finding(message, piece.origin.at("quote"), _nearest(quote))


def _nearest(quote: Quote) -> str:
    """The words of the document that come nearest, with their place."""
    if quote.nearest is None or quote.found_in is None or not isinstance(quote.found_in.document, SourceDocument):
        return "nothing in it comes near: is it from another source?"
    if quote.found_in.is_outside:
        return f"`casecode quote {quote.piece.id}` shows what comes nearest"
    document, passage = quote.found_in.document, quote.nearest
    words = " ".join(document.text[passage.start : passage.end].split())
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
    return f"nearest, {document.place_at(passage.start)}: {shown}"
