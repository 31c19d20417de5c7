"""The report of `casecode documents`: the documents of a case's sources, and whether its quotes stand in them."""

from collections.abc import Sequence

from msgspec import Struct

from casecode.documents.document import Unread
from casecode.documents.quotes import Quote, Reading, quotes, readings
from casecode.model.study import Study
from casecode.reports import contract
from casecode.reports.naming import Naming, naming
from casecode.reports.quote import Quotation, wire_quotation
from casecode.sheet import Line, Note, Page, Role, Sheet, SheetRow, Tidy, line

_STATES: dict[str, tuple[str, Role]] = {
    "as-kept": ("as it was coded", "good"),
    "changed": ("changed since it was coded", "bad"),
    "not-kept": ("read", "plain"),
    "unread": ("cannot be read", "bad"),
}


class Shelf(Struct, frozen=True):
    """The documents of one case, and all its quotes."""

    study: Study
    readings: tuple[Reading, ...]
    quotes: tuple[Quote, ...]

    def quotes_from(self, source: str) -> list[Quote]:
        """The quotes that were looked for in the document of a source."""
        return [quote for quote in self.quotes if any(it.source.id == source for it in quote.readings)]


class Documents(Struct, frozen=True):
    """The documents of some cases."""

    shelves: tuple[Shelf, ...]

    def page(self) -> Page:
        """A sheet for each case."""
        names = naming(shelf.study for shelf in self.shelves)
        return Page("Documents", tuple(_sheet(shelf, names) for shelf in self.shelves))

    def tidy(self) -> Tidy:
        """A row for each document."""
        rows = [
            (
                it.case,
                it.source,
                it.path,
                it.state,
                it.reason or "",
                it.sha256 or "",
                str(len(it.found)),
                str(it.quotes),
            )
            for it in self.wire().documents
        ]
        columns = ("case", "source", "path", "state", "reason", "sha256", "quotes_found", "quotes")
        return Tidy(columns, tuple(rows))

    def wire(self) -> contract.Documents:
        """The JSON of `casecode/documents`."""
        return contract.Documents(
            documents=[_wire_document(shelf, reading) for shelf in self.shelves for reading in shelf.readings],
            quotes=[wire_quotation(Quotation(shelf.study, quote)) for shelf in self.shelves for quote in shelf.quotes],
        )


def build(studies: Sequence[Study]) -> Documents:
    """Read the documents of all sources and look for every quote."""
    return Documents(tuple(Shelf(study, tuple(readings(study)), tuple(quotes(study))) for study in studies))


def state_of(reading: Reading) -> str:
    """What can be said of a document: as-kept, changed, not-kept or unread."""
    if isinstance(reading.document, Unread):
        return "unread"
    return "changed" if reading.has_changed else "as-kept" if reading.source.sha256 else "not-kept"


def _sheet(shelf: Shelf, names: Naming) -> Sheet:
    rows = [
        SheetRow(
            (
                line(names.source(shelf.study, it.source.id), "strong"),
                line(it.source.file),
                _state(it),
                _counted(shelf, it, names),
            )
        )
        for it in shelf.readings
    ]
    without = sum(not source.file for source in shelf.study.case.sources.values())
    unchecked = sum(quote.status in ("no-document", "unread") for quote in shelf.quotes)
    not_kept = sum(state_of(it) == "not-kept" for it in shelf.readings)
    notes: list[str | Note] = []
    if not_kept:
        notes.append(Note("What has no SHA-256 may change unseen.", "Keep it: casecode documents --keep."))
    if without:
        notes.append(f"{without} of {len(shelf.study.case.sources)} sources name no document (file:).")
    if unchecked:
        notes.append(f"{unchecked} of {len(shelf.quotes)} quotes could not be checked.")
    title = f"Documents of {shelf.study.case.title}"
    return Sheet(title, ("Source", "Document", "State", "Quotes found") if rows else (), tuple(rows), tuple(notes))


def _state(reading: Reading) -> tuple[Line, ...]:
    text, role = _STATES[state_of(reading)]
    return (Line(reading.document.reason if isinstance(reading.document, Unread) else text, role),)


def _counted(shelf: Shelf, reading: Reading, names: Naming) -> tuple[Line, ...]:
    from_it = shelf.quotes_from(reading.source.id)
    if not from_it:
        return ()
    lost = [names.piece(shelf.study, quote.piece) for quote in from_it if quote.status == "not-found"]
    if isinstance(reading.document, Unread):
        return (Line(f"{len(from_it)} not checked", "warn"),)
    lines = [Line(f"{len(from_it) - len(lost)} of {len(from_it)}")]
    return (*lines, Line(f"not: {', '.join(lost)}", "bad")) if lost else tuple(lines)


def _wire_document(shelf: Shelf, reading: Reading) -> contract.Document:
    from_it = shelf.quotes_from(reading.source.id)
    return contract.Document(
        case=shelf.study.case.id,
        source=reading.source.id,
        path=str(reading.path),
        state=state_of(reading),  # type: ignore[arg-type]
        reason=reading.document.reason if isinstance(reading.document, Unread) else None,
        sha256=reading.sha256 or None,
        quotes=len(from_it),
        found=[
            quote.piece.id
            for quote in from_it
            if quote.passage and quote.found_in and quote.found_in.path == reading.path
        ],
    )
