"""Web of Science's own format: tags of two characters, names on lines of their own."""

import re
from collections.abc import Iterator

from casecode.exchange.libraries.dates import when
from casecode.exchange.libraries.item import Fields, Item, Library, Reference, clean, doi_of, pages, serials
from casecode.exchange.libraries.names import Name, initialled
from casecode.exchange.libraries.tagged import Line, Record, lines

_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9])(?P<value> .*|)$")
_LISTS = frozenset(["AU", "AF", "BA", "BF", "CA", "BE", "ED"])
_NOT_LEFT = frozenset(["FN", "VR", "UT", "ER", "EF", "GA", "DA", "PM", "OA", "HC", "HP", "ID", "DE"])


def read(text: str) -> Library:
    """The references of an export."""
    library = Library()
    for record in _records(lines(text.split("\n"), _LINE.match, _LISTS)):
        fields = record.fields()
        library.references.append(Reference("", _item(fields), record.line))
        library.untaken.update(name for name in fields.untaken() if name not in _NOT_LEFT)
    return library


def _records(found: Iterator[Line]) -> Iterator[Record]:
    """The lines by record: from the type to its end, or to the next type."""
    record: Record | None = None
    for line in found:
        if line.tag == "PT":
            if record:
                yield record
            record = Record(line.number, [])
        if line.tag in ("ER", "EF"):
            if record:
                yield record
            record = None
        elif line.tag not in ("FN", "VR"):
            record = record or Record(line.number, [])
            record.lines.append(line)
    if record:
        yield record


def _item(fields: Fields) -> Item:
    def text(*names: str) -> str:
        return clean(fields.first(*names))

    kind = _kind(text("PT"), text("DT"), "SO" in fields and "TI" in fields, "CT" in fields)
    source, title = text("SO", "S1", "JI", "J9"), text("TI")
    year = text("PY")
    found = when(text("PD"), year) if "PD" in fields else when(year)
    isbn, issn = serials([*fields.all("BN"), *fields.all("SN"), *fields.all("EI")])
    first, last = text("BP"), text("EP")
    return {
        "type": kind,
        "title": title or (source if kind == "book" else ""),
        "author": _people(fields, ("AF", "AU"), "CA"),
        "editor": _people(fields, ("BE", "ED", "BF", "BA"), ""),
        "publisher": text("PU") if kind != "patent" else text("AE"),
        "publisher-place": text("PI"),
        "container-title": source if title else "",
        "collection-title": text("SE"),
        "issued": found.date or when(year).date or when(text("EA")).date,
        "volume": text("VL"),
        "issue": text("IS"),
        "page": pages(first or text("AR"), last),
        "number": text("PN") if kind == "patent" else "",
        "language": text("LA"),
        "DOI": doi_of(text("DI", "D2")),
        "ISBN": isbn,
        "ISSN": issn,
        "note": found.remark,
    }


def _kind(type_: str, document: str, is_part: bool, has_conference: bool) -> str:
    if type_.startswith("P"):
        return "patent"
    if type_[:1] in ("B", "S", "C"):
        if "Proceedings Paper" in document or has_conference:
            return "paper-conference"
        return "chapter" if is_part and document != "Book" else "book"
    return "article-journal"


def _people(fields: Fields, tags: tuple[str, ...], institutions: str) -> list[Name]:
    """People by the tag that has most of them, the fuller names first."""
    lists = [fields.all(tag) for tag in tags]
    most = max(lists, key=len)
    parts = (clean(re.sub(r"(?<!\s)\s*\([^()@]*@[^()]*\)", "", part)) for one in most for part in one.split(";"))
    found = [initialled(part) for part in parts]
    found += [Name(literal=clean(one)) for one in (fields.all(institutions) if institutions else ())]
    return [name for name in found if name.text]
