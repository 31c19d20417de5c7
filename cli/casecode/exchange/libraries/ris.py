"""RIS as programs and databases write it: no end of a record, any spaces around the hyphen, old and new tags."""

import re
from collections.abc import Iterator

from casecode.exchange.libraries.dates import When, when
from casecode.exchange.libraries.item import Fields, Item, Library, Reference, clean, doi_of, pages, serials
from casecode.exchange.libraries.kinds import RIS
from casecode.exchange.libraries.names import Name, several
from casecode.exchange.libraries.tagged import Line, Record, lines

_WIDE = re.compile(r"[ \t]{0,8}(?P<tag>[A-Z][A-Z0-9])[ \t]{2,3}-(?P<value>[ \t].*|)$")
_LOOSE = re.compile(r"[ \t]{0,8}(?P<tag>[A-Z][A-Z0-9])[ \t]{0,3}-(?P<value>.*)$")
_IN_BOOK = frozenset(("chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia"))
_SERIAL = frozenset(("article-journal", "article-magazine", "article-newspaper", "periodical", "review"))
# Of programs, not of the work: their own ids and dates.
_NOT_LEFT = frozenset(("ER", "DB", "DP", "LB", "U1", "U2", "U3", "U4", "U5", "ST", "TY", "LK", "CN", "AN", "RN"))
# Ids that databases and programs give, which nobody cites by.
_COUNTED = re.compile(
    r"(?i)(?:[a-z]+[-_: #]*)?\d{5}.*|2-s2\..*"
    r"|(?:wos|rayyan|covidence|pmid|medline|scopus|eid|ref|record|cn)[-_:#. ]*+[^\W\d]*+\d\w*"
)


def read(text: str) -> Library:
    """The references of an export."""
    library = Library()
    rows = text.split("\n")
    is_wide = re.search(r"^\ufeff?[ \t]{0,8}TY[ \t]{2,3}-(?:[ \t]|$)", text, re.MULTILINE)
    for record in _records(lines(rows, _WIDE.match if is_wide else _LOOSE.match)):
        fields = record.fields()
        library.references.append(Reference(_key(fields), _item(record, fields), record.line))
        library.untaken.update(name for name in fields.untaken() if name not in _NOT_LEFT)
    return library


def _records(found: Iterator[Line]) -> Iterator[Record]:
    """The lines by record: one begins with its type, and ends with the next one's at the latest. A record may have lost
    its first line: more than a stray line or two between two records is one without a type."""
    record: Record | None = None
    for line in found:
        if line.tag == "TY":
            if record and _counts(record):
                yield record
            record = Record(line.number, [line])
        elif line.tag == "ER":
            if record and _counts(record):
                yield record
            record = None
        else:
            record = record or Record(line.number, [])
            record.lines.append(line)
    if record and _counts(record):
        yield record


def _counts(record: Record) -> bool:
    return record.lines[0].tag == "TY" or len({line.tag for line in record.lines}) > 2


def _key(fields: Fields) -> str:
    key = clean(fields.first("ID"))
    return "" if len(key) > 100 or " " in key or _COUNTED.fullmatch(key) else key


def _item(record: Record, fields: Fields) -> Item:
    def text(*names: str) -> str:
        return clean(fields.first(*names))

    ty = text("TY").upper()
    kind = RIS.get(ty.split()[0] if ty else "", "document")
    is_book = kind in ("book", "classic", "report", "thesis", "pamphlet", "dataset", "map", "software", "standard")
    title = text("TI", "T1", "CT") or (text("BT") if is_book else "") or text("TT")
    title = title or ("" if kind in _SERIAL or kind in _IN_BOOK else text("T2")) or text("ST")
    container, series = _containers(fields, kind, title)
    authors, editors = _people(record, fields, ty, kind)
    issued, remark = _issued(fields)
    isbn, issn = serials(fields.all("SN"))
    doi, url = _addresses(fields)
    return {
        "type": kind,
        "title": title,
        "author": authors,
        "editor": editors,
        "translator": several(fields.all("A4")) if kind not in ("legal_case", "dataset") else [],
        "publisher": text("PB"),
        "publisher-place": text("CY", "PP"),
        "container-title": container,
        "collection-title": series,
        "issued": issued,
        "accessed": _accessed(fields),
        "volume": text("VL"),
        "issue": text("IS", "CP") if kind not in ("report", "patent", "standard") else "",
        "page": pages(text("SP", "M2") or text("C7"), text("EP")) if kind != "book" else "",
        "edition": text("ET"),
        "number": text("M1", "IS") if kind in ("report", "patent", "standard", "bill", "legislation") else "",
        "genre": text("M3")
        if kind in ("thesis", "report", "manuscript", "webpage", "map", "personal_communication")
        else "",
        "language": text("LA"),
        "URL": url,
        "DOI": doi,
        "ISBN": isbn if kind not in _SERIAL else "",
        "ISSN": issn,
        "note": "; ".join(filter(None, (*map(clean, fields.all("N1")[:1]), remark))),
    }


def _containers(fields: Fields, kind: str, title: str) -> tuple[str, str]:
    """What the work appeared in, and the series of that."""
    full = clean(fields.first("T2", "JF", "JO", "JA", "J1", "J2"))
    if kind in _SERIAL or kind == "article":
        return (full or clean(fields.first("BT"))), clean(fields.first("T3"))
    if kind in _IN_BOOK:
        book = clean(fields.first("BT")) or (clean(fields.first("C3")) if kind == "paper-conference" else "")
        return book or full, clean(fields.first("T3"))
    if kind in ("book", "classic", "thesis", "pamphlet", "report", "map", "software", "standard"):
        book = clean(fields.first("BT"))
        series = clean(fields.first("T2", "T3", "JF", "JO"))
        return (book if book != title else ""), (series if series != title else "")
    return (full or clean(fields.first("BT", "T3"))) if full != title else "", ""


def _people(record: Record, fields: Fields, ty: str, kind: str) -> tuple[list[Name], list[Name]]:
    """Authors and editors: who these are depends on the type."""
    fields.all("AU", "A1")
    authors, editors = several(record.values("AU", "A1")), several(fields.all("ED"))
    if ty in ("EDBOOK", "SER"):
        return [], editors or authors
    if kind == "book":
        return authors, editors or several(fields.filled("A3", "A2"))
    if (
        kind in _IN_BOOK
        or kind in _SERIAL
        or kind in ("document", "report", "dataset", "periodical", "article", "webpage")
    ):
        editors = editors or several(fields.all("A2"))
    return authors, editors


def _issued(fields: Fields) -> tuple[str, str]:
    """When it was published: of the fields for that the one that says most, in the year that they tell."""
    years = (when(text).date[:4] for text in fields.all("PY", "DA", "Y1", "YR"))
    year = next(filter(None, years), "")
    best = When()
    for text in fields.all("DA", "PY", "Y1", "YR", "PD"):
        found = when(text, year)
        fits = not year or found.date.startswith(year)
        if (fits and len(found.date) > len(best.date)) or (found.remark and not best.remark and not best.date):
            best = When(found.date, found.remark)
    return best.date or year, best.remark


def _accessed(fields: Fields) -> str:
    """When it was read: a year alone is not that, but the second date of older exports."""
    found = when(fields.first("Y2")).date
    return found if len(found) > 4 else ""


def _addresses(fields: Fields) -> tuple[str, str]:
    """The DOI, wherever an export has it, and the address."""
    urls = [part for text in fields.all("UR", "L2", "LK") for part in text.split()[:1]]
    url = next((url for url in urls if re.match(r"(?i)https?:|ftp:|www\.|doi", url)), "")
    doi = doi_of(fields.first("DO", "DI"))
    for text in (*fields.all("M3", "L3"), *(url for url in urls if "doi.org/" in url)):
        doi = doi or doi_of(text)
    if not doi and (found := re.search(r"(?i)\bdoi:? ?(10\.\S+)", " ".join(fields.all("N1", "C2")))):
        doi = doi_of(found[1])
    return doi, url
