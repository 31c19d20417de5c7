"""MEDLINE as PubMed exports it (.nbib): tags of four characters, and a hyphen."""

import re
from collections.abc import Iterator

from casecode.exchange.libraries.dates import when
from casecode.exchange.libraries.item import Fields, Item, Library, Reference, clean, doi_of, pages, serials
from casecode.exchange.libraries.names import Name, initialled, inverted
from casecode.exchange.libraries.tagged import Line, Record, lines

_LINE = re.compile(r"(?P<tag>[A-Z][A-Z0-9]{1,3}) {0,2}-(?P<value> .*|)$")
_NOT_LEFT = frozenset(
    """
    PMID OWN STAT DCOM LR CRDT EDAT MHDA PHST PST SB SO TA JID DRDT CTDT CDAT CI AUID AD IRAD IR FIR PMC STAT-
    """.split()  # noqa: SIM905
)
_ERIC = {"Dissertations": "thesis", "Books": "book", "Reports": "report", "Speeches": "speech"}
_NONE = Record(0, [])
_TYPES = {
    "Book": "book",
    "Book Chapter": "chapter",
    "Congress": "paper-conference",
    "Dataset": "dataset",
    "Newspaper Article": "article-newspaper",
    "Preprint": "article",
    "Technical Report": "report",
    "Webcast": "broadcast",
}


def read(text: str) -> Library:
    """The references of an export."""
    library = Library()
    for record in _records(lines(text.split("\n"), _LINE.match)):
        fields = record.fields()
        library.references.append(Reference("", _item(record, fields), record.line))
        library.untaken.update(name for name in fields.untaken() if name not in _NOT_LEFT)
    return library


def _records(found: Iterator[Line]) -> Iterator[Record]:
    """The lines by record, each of which begins with its number in PubMed, or with whose it is (ERIC)."""
    record: Record | None = None
    for line in found:
        begins = line.tag == "PMID" or (line.tag == "OWN" and any(it.tag == "OWN" for it in (record or _NONE).lines))
        if begins or record is None:
            if record:
                yield record
            record = Record(line.number, [])
        record.lines.append(line)
    if record:
        yield record


def _item(record: Record, fields: Fields) -> Item:
    def text(*names: str) -> str:
        return clean(fields.first(*names))

    said = fields.all("PT")
    kinds = [_TYPES[kind] for kind in said if kind in _TYPES]
    if "Journal Articles" not in said:  # as ERIC tells it, with who published it in the place of a journal
        kinds += [kind for one in said for name, kind in _ERIC.items() if one.startswith(name)]
    book = text("BTI")
    title = text("TI", "VTI")
    kind = ("chapter" if title else "book") if book else next(iter(kinds), "article-journal")
    found = when(fields.first("DP") or fields.first("DEP"))
    isbn, issn = serials(fields.all("IS", "ISSN", "ISBN"))
    journal = text("JT", "TA")
    is_whole = kind in _ERIC.values() and not book
    doi = next((doi_of(it) for it in fields.all("LID", "AID", "DOI") if "[doi]" in it or it.startswith("10.")), "")
    number = re.match(r"\d+", fields.first("PMID"))
    fields.all("AU", "FAU", "CN", "ED", "FED")  # read in their order, by line
    return {
        "type": kind,
        "title": _untranslated(title or book or text("TT")),
        "author": _people(record, "AU"),
        "editor": _people(record, "ED"),
        "publisher": text("PB") or (journal if is_whole else ""),
        "publisher-place": text("PL") if book or "PB" in fields else "",
        "container-title": (book if title else "") or (journal if not is_whole else ""),
        "collection-title": text("CTI"),
        "issued": found.date,
        "volume": text("VI"),
        "issue": text("IP"),
        "page": pages(_expanded(text("PG"))),
        "edition": text("EN"),
        "language": text("LA"),
        "URL": f"https://pubmed.ncbi.nlm.nih.gov/{number[0]}/" if number else "",
        "DOI": doi,
        "ISBN": isbn,
        "ISSN": issn,
        "note": found.remark,
    }


def _untranslated(title: str) -> str:
    """A title without the brackets that say it was translated, and without the full stop of MEDLINE."""
    found = re.fullmatch(r"\[(.*?)\.?\]\.?", title)
    title = found[1] if found else title
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def _expanded(text: str) -> str:
    """Pages as 513-8 with the last one in full."""
    found = re.fullmatch(r"(\d+)-(\d+)", text.strip())
    if found and len(found[2]) < len(found[1]):
        return f"{found[1]}-{found[1][: len(found[1]) - len(found[2])]}{found[2]}"
    return text


def _people(record: Record, tag: str) -> list[Name]:
    """The people under a tag, with the full name that stands before the short one; institutions where they stand."""
    found: list[Name] = []
    full = False
    for line in record.lines:
        value = clean(line.value)
        if line.tag == f"F{tag}":
            found.append(inverted(value))
            full = True
        elif line.tag == tag:
            if not full:
                found.append(initialled(value))
            full = False
        elif line.tag == "CN" and tag == "AU":
            found.append(Name(literal=value))
    return [name for name in found if name.text]
