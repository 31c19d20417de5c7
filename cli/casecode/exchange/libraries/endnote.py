"""EndNote's XML, a record at a time: one that is damaged leaves the others as they are."""

import re
from collections.abc import Iterable
from itertools import pairwise
from xml.etree.ElementTree import Element, ParseError, fromstring

from casecode.exchange.libraries.dates import when
from casecode.exchange.libraries.item import Fields, Item, Library, Reference, clean, doi_of, pages, serials
from casecode.exchange.libraries.names import several

_RECORD = re.compile(r"<record\b[^>]{0,200}>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]|&#(?:x[01]?[0-9a-fA-F]|[0-2]?\\d|3[01]);")
_TYPES = {
    "Aggregated Database": "dataset",
    "Ancient Text": "classic",
    "Artwork": "graphic",
    "Audiovisual Material": "motion_picture",
    "Bill": "bill",
    "Blog": "post-weblog",
    "Book": "book",
    "Book Section": "chapter",
    "Case": "legal_case",
    "Catalog": "book",
    "Chart or Table": "figure",
    "Classical Work": "classic",
    "Computer Program": "software",
    "Conference Paper": "paper-conference",
    "Conference Proceedings": "paper-conference",
    "Dataset": "dataset",
    "Dictionary": "entry-dictionary",
    "Edited Book": "book",
    "Electronic Article": "article-journal",
    "Electronic Book": "book",
    "Electronic Book Section": "chapter",
    "Encyclopedia": "entry-encyclopedia",
    "Equation": "figure",
    "Figure": "figure",
    "Film or Broadcast": "motion_picture",
    "Government Document": "report",
    "Hearing": "hearing",
    "Interview": "interview",
    "Journal Article": "article-journal",
    "Legal Rule or Regulation": "regulation",
    "Magazine Article": "article-magazine",
    "Manuscript": "manuscript",
    "Map": "map",
    "Music": "musical_score",
    "Newspaper Article": "article-newspaper",
    "Online Database": "dataset",
    "Online Multimedia": "webpage",
    "Pamphlet": "pamphlet",
    "Patent": "patent",
    "Personal Communication": "personal_communication",
    "Podcast": "broadcast",
    "Press Release": "document",
    "Report": "report",
    "Serial": "book",
    "Standard": "standard",
    "Statute": "legislation",
    "Television Episode": "broadcast",
    "Thesis": "thesis",
    "Unpublished Work": "manuscript",
    "Web Page": "webpage",
}
_NOT_LEFT = frozenset(
    """
    database source-app rec-number ref-type foreign-keys key remote-database-name remote-database-provider
    """.split()  # noqa: SIM905
)
_PARTS = frozenset(("chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia"))
_WHOLE = frozenset(("book", "classic", "report", "thesis", "manuscript", "map", "software", "standard"))


def read(text: str) -> Library:
    """The records of an export."""
    library = Library()
    starts = [found.start() for found in _RECORD.finditer(text)]
    line, counted = 1, 0
    for start, following in pairwise([*starts, len(text)]):
        line += text.count("\n", counted, start)
        counted = start
        end = text.find("</record>", start, following)
        if end < 0:
            library.references.append(
                Reference("", {}, line, "this record has no end: </record> is missing", "export it anew")
            )
            continue
        try:
            root = fromstring(_ILLEGAL.sub("", text[start:end]) + "</record>")
        except ParseError as error:
            why = f"this record is damaged ({str(error).split(':')[0]})"
            library.references.append(Reference("", {}, line, why, "export it anew"))
            continue
        fields = _fields(root)
        library.references.append(Reference(_key(fields), _item(root, fields), line))
        library.untaken.update(name for name in fields.untaken() if name not in _NOT_LEFT)
    return library


def _fields(root: Element) -> Fields:
    """The texts under each element that holds some, by its name; in lists and dates also by that of the one above."""
    values: dict[str, list[str]] = {}
    waiting: list[tuple[Element, str]] = [(child, "") for child in reversed(root)]
    while waiting:
        element, above = waiting.pop()
        if len(element) and any(child.tag != "style" for child in element):
            waiting += [(child, element.tag) for child in reversed(element)]
            continue
        name = f"{above}/{element.tag}" if element.tag in ("author", "date", "url") else element.tag
        value = " ".join("".join(element.itertext()).split())
        if value:
            values.setdefault(name, []).append(value)
    return Fields(values)


def _key(fields: Fields) -> str:
    label = clean(fields.first("label"))
    return (
        label
        if re.fullmatch(r"(?=.*[A-Za-z])[\w:.-]{2,40}", label) and not re.fullmatch(r"\D*\d{5,}\D*", label)
        else ""
    )


def _item(root: Element, fields: Fields) -> Item:
    def text(*names: str) -> str:
        return clean(fields.first(*names))

    type_ = root.find("ref-type")
    name = (type_.get("name") or "") if type_ is not None else ""
    kind = _TYPES.get(name, "document")
    authors = several(_each(fields, "authors/author"))
    second, third = (
        several(_each(fields, "secondary-authors/author")),
        several(_each(fields, "tertiary-authors/author")),
    )
    editors = (third or second) if kind in _WHOLE else second
    if name in ("Edited Book", "Serial"):
        authors, editors = [], authors
    title, secondary = text("title"), text("secondary-title", "full-title", "abbr-1")
    year = text("year")
    dates = [when(it, year) for it in fields.all("pub-dates/date")]
    found = next((it for it in dates if len(it.date) > 4), when(year))
    isbn, issn = serials(fields.all("isbn"))
    urls = fields.all("related-urls/url", "web-urls/url", "url", "urls/url")
    doi = doi_of(text("electronic-resource-num")) or next((doi_of(url) for url in urls if "doi.org/" in url), "")
    is_numbered = kind in ("report", "patent", "standard", "bill", "legislation")
    return {
        "type": kind,
        "title": title or text("short-title"),
        "author": authors,
        "editor": editors,
        "translator": several(_each(fields, "translated-authors/author"))
        + (several(_each(fields, "subsidiary-authors/author")) if kind in _WHOLE | _PARTS else []),
        "publisher": text("publisher"),
        "publisher-place": text("pub-location"),
        "container-title": secondary if kind not in _WHOLE else "",
        "collection-title": text("tertiary-title") if kind not in _WHOLE else (secondary if secondary != title else ""),
        "issued": found.date or (dates[0].date if dates else ""),
        "accessed": next((it for text_ in fields.all("access-date") if (it := when(text_).date)), ""),
        "volume": text("volume"),
        "issue": text("number", "issue") if not is_numbered else "",
        "page": pages(text("pages")) if kind not in ("book", "thesis") else "",
        "edition": text("edition"),
        "number": text("number") if is_numbered else "",
        "genre": text("work-type") if kind in ("thesis", "report", "manuscript", "webpage") else "",
        "language": text("language"),
        "URL": next((url for url in urls if re.match(r"(?i)https?:|ftp:|www\.", url)), ""),
        "DOI": doi,
        "ISBN": isbn,
        "ISSN": issn,
        "note": "; ".join(filter(None, (text("notes"), found.remark))),
    }


def _each(fields: Fields, name: str) -> Iterable[str]:
    return fields.all(name)
