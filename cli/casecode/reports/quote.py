"""The report of `casecode quote`: the words of a source in their context, or what comes nearest to them."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from casecode.documents.document import SourceDocument, Unread
from casecode.documents.find import Passage
from casecode.documents.quotes import Quote, quote_of
from casecode.model.case import Evidence
from casecode.model.study import Study
from casecode.reports import contract
from casecode.sheet import Line, Page, Role, Sheet, SheetRow, Tidy, line

CONTEXT = 300  # characters before and after


class Quotation(Struct, frozen=True):
    """A quote of a case, with the names of what it is from."""

    study: Study
    quote: Quote

    @property
    def document(self) -> SourceDocument | None:
        """The document in which it stands, or in which the nearest passage does."""
        reading = self.quote.found_in
        return reading.document if reading and isinstance(reading.document, SourceDocument) else None

    @property
    def passage(self) -> Passage | None:
        return self.quote.passage or self.quote.nearest

    @property
    def place(self) -> str:
        """Where in the document it stands."""
        return self.document.place_at(self.passage.start) if self.document and self.passage else ""


class Quotations(Struct, frozen=True):
    """Quotes, each with its context."""

    quotations: tuple[Quotation, ...]

    def page(self) -> Page:
        """A sheet for each quote."""
        return Page("Quotes", tuple(map(_sheet, self.quotations)))

    def tidy(self) -> Tidy:
        """A row for each quote."""
        columns = ("case", "id", "status", "quote", "source", "document", "place", "passage")
        return Tidy(columns, tuple(tuple(str(getattr(it, key) or "") for key in columns) for it in self._wired()))

    def wire(self) -> contract.Quotations:
        """The JSON of `casecode/quotes`."""
        return contract.Quotations(quotes=self._wired())

    def _wired(self) -> list[contract.Quotation]:
        return [wire_quotation(it) for it in self.quotations]


def build(found: Sequence[tuple[Study, Evidence]]) -> Quotations:
    """Look for the quotes of pieces of evidence in the documents that they are from."""
    return Quotations(tuple(Quotation(study, quote_of(study, piece)) for study, piece in found))


def context_of(study: Study, piece: Evidence) -> tuple[str, ...]:
    """What stands before the quote of a piece in its document, its words there, and what stands behind them; nothing
    where no document has it."""
    found = Quotation(study, quote_of(study, piece))
    if not (found.quote.passage and found.document):
        return ()
    return _around(found.document, found.quote.passage)


def wire_quotation(quotation: Quotation) -> contract.Quotation:
    """A quote in the terms of the contract."""
    quote = quotation.quote
    return contract.Quotation(
        case=quotation.study.case.id,
        id=quote.piece.id,
        status=quote.status,  # type: ignore[arg-type]
        quote=quote.piece.quote,
        source=quote.piece.source,
        via=quote.piece.via or None,
        locator=quote.piece.locator or None,
        document=str(quote.found_in.path) if quote.found_in else None,
        place=quotation.place or None,
        passage=_text(quotation, quotation.passage) or None,
    )


def _sheet(quotation: Quotation) -> Sheet:
    quote, study = quotation.quote, quotation.study
    piece = quote.piece
    citations = [study.sources[id_].citation if id_ in study.sources else id_ for id_ in (piece.source, piece.via)]
    citations[bool(piece.via)] += f", {piece.locator}" if piece.locator else ""
    origin, read_in = citations
    rows = [
        *([("Statement", line(piece.statement))] if piece.statement else []),
        ("Quote", line(piece.quote)),
        ("Source", line(origin)),
        *([("Read in", line(read_in))] if piece.via else []),
        *_in_document(quotation),
    ]
    return Sheet(f"{study.case.id}:{piece.id}", ("", ""), tuple(SheetRow((line(key, "muted"), it)) for key, it in rows))


def _in_document(quotation: Quotation) -> Iterator[tuple[str, tuple[Line, ...]]]:
    quote = quotation.quote
    if quotation.document and quotation.passage and quote.found_in:
        where = f"{quote.found_in.path}, {quotation.place}"
        heading = quotation.document.part_at(quotation.passage.start).heading
        yield "Document", line(f"{where}, below “{heading}”" if heading else where)
        if quote.passage:
            yield "In context", _context(quotation.document, quote.passage)
        else:
            yield "Not found", (Line("The document does not say this. The passage that comes nearest:", "bad"),)
            yield "It says", _differing(_text(quotation, quote.nearest), quote.piece.quote, "good")
            yield "The quote", _differing(quote.piece.quote, _text(quotation, quote.nearest), "bad")
    elif not quote.readings:
        yield "Document", (Line("none: add file: to the source, and the quote can be checked", "warn"),)
    else:
        for reading in quote.readings:
            unread = reading.document
            reason = unread.reason if isinstance(unread, Unread) else "says nothing that comes near"
            yield "Document", (Line(f"{reading.path}: {reason}", "bad"),)


def _context(document: SourceDocument, passage: Passage) -> tuple[Line, ...]:
    """The passage between what stands before and after it."""
    roles: tuple[Role, ...] = ("muted", "strong", "muted")
    texts = zip(_around(document, passage), roles, strict=True)
    return tuple(Line(text, role) for text, role in texts if text)


def _around(document: SourceDocument, passage: Passage) -> tuple[str, str, str]:
    """What stands before a passage, the passage, and what stands behind it, cut where words end."""
    end = passage.end
    while end < len(document.text) and not (document.text[end].isspace() or document.text[end].isalnum()):
        end += 1  # the mark that ends its sentence
    before = document.text[max(passage.start - CONTEXT, 0) : passage.start]
    after = document.text[end : end + CONTEXT]
    if passage.start > CONTEXT:
        before = f"… {before.partition(' ')[2]}"
    if end + CONTEXT < len(document.text):
        after = f"{after.rpartition(' ')[0]} …"
    before, within, after = (" ".join(it.split()) for it in (before, document.text[passage.start : end], after))
    return before, within, after


def _differing(text: str, other: str, role: str) -> tuple[Line, ...]:
    """A text whose words that the other does not have are marked, and named below it for those who see no colour."""
    words, others = text.split(), other.split()
    differing = [
        " ".join(words[start:end])
        for kind, start, end, _, _ in SequenceMatcher(None, words, others, autojunk=False).get_opcodes()
        if kind in ("replace", "delete")
    ]
    lines = [Line(text)]
    if differing:
        lines.append(Line("differs: " + "; ".join(differing), role))  # type: ignore[arg-type]
    return tuple(lines)


def _text(quotation: Quotation, passage: Passage | None) -> str:
    """The words of a passage, on one line."""
    document = quotation.document
    return " ".join(document.text[passage.start : passage.end].split()) if document and passage else ""
