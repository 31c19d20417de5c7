"""BibTeX and BibLaTeX: fields of entries to items, with what they inherit from others."""

import re
from collections.abc import Iterable, Mapping

from casecode.exchange.libraries import latex
from casecode.exchange.libraries.bibtex_entries import Entries, Entry
from casecode.exchange.libraries.bibtex_names import names
from casecode.exchange.libraries.dates import When, when
from casecode.exchange.libraries.item import Fields, Item, Library, Reference, doi_of, pages, serials
from casecode.exchange.libraries.kinds import BIBTEX, SUBTYPES
from casecode.model.dates import bounds
from casecode.model.source import TYPES

# Fields whose text is not LaTeX: addresses, numbers, paths.
_VERBATIM = frozenset(
    """
    url urlraw doi file pdf eprint isbn issn issue volume local-url bdsk-url-1 bdsk-url-2 howpublished note
    """.split()  # noqa: SIM905
)
_ADDRESS = re.compile(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}")
_PLAIN_ADDRESS = re.compile(r"https?://[^\s{}\\\"<>]+")
# What an entry does not take from the one that it refers to (BibLaTeX manual, appendix B), and what tells that one.
_OWN = frozenset(
    """
    ids crossref xref xdata entryset entrysubtype execute label options presort related relatedoptions relatedstring
    relatedtype shorthand shorthandintro sortkey doi url urldate pages eprint eprinttype archiveprefix abstract
    keywords file note
    """.split()  # noqa: SIM905
)
_IN_BOOK = frozenset(
    """
    inbook bookinbook suppbook incollection suppcollection inproceedings conference inreference
    """.split()  # noqa: SIM905
)
_NOT_LEFT = frozenset(
    """
    crossref xdata key sortkey ids options groups owner timestamp date-added date-modified
    """.split()  # noqa: SIM905
)


def read(text: str) -> Library:
    """The entries of a library."""
    entries = Entries(text)
    found = [*entries]
    by_key = {entry.key.lower(): entry for entry in reversed(found) if entry.key}
    library = Library(passed=entries.passed)
    for entry in found:
        if entry.kind == "xdata":
            library.passed["entries that others take their data from (@xdata)"] += 1
            continue
        if entry.kind == "set":
            library.passed["sets of other entries (@set)"] += 1
            continue
        fields = Fields({name: [value] for name, value in _inherited(entry, by_key, 0).items()})
        hint = "put it right, or leave it out" if entry.wrong else ""
        library.references.append(
            Reference(latex.plain(entry.key), _item(entry.kind, fields), entry.line, entry.wrong, hint)
        )
        library.untaken.update(name for name in fields.untaken() if name not in _NOT_LEFT)
    return library


def _inherited(entry: Entry, by_key: Mapping[str, Entry], depth: int) -> dict[str, str]:
    """The fields of an entry with those that it takes from others, and these from further ones."""
    own = dict(entry.fields)
    if depth > 8:
        return own
    for key in own.get("xdata", "").split(","):
        if (other := by_key.get(key.strip().lower())) and other is not entry:
            own = _inherited(other, by_key, depth + 1) | own
    parent = by_key.get(own.get("crossref", "").strip().lower())
    if parent is None or parent is entry:
        return own
    theirs = _inherited(parent, by_key, depth + 1)
    within = entry.kind in _IN_BOOK
    if entry.kind == "article" or within:
        prefix = "journal" if entry.kind == "article" else "book"
        for name in ("title", "subtitle", "titleaddon"):
            if name in theirs:
                theirs.setdefault(prefix + name, theirs[name])
                del theirs[name]
    if within and entry.kind not in ("inbook", "bookinbook", "suppbook"):
        theirs.pop("author", None)
    return {name: value for name, value in theirs.items() if name not in _OWN} | own


def _item(kind: str, fields: Fields) -> Item:
    def text(*names: str) -> str:
        return latex.plain(fields.first(*names))

    def titled(*prefixes: str) -> str:
        for prefix in prefixes:
            parts = (text(f"{prefix}title"), text(f"{prefix}subtitle"))
            if any(parts):
                return _with_subtitle(*parts)
        return ""

    type_ = BIBTEX.get(kind, "document")
    title = titled("", "short") or text("maintitle")
    container = (
        titled("journal") or text("fjournal", "journal") or titled("book") or titled("main") or text("eventtitle")
    )
    if kind == "book" and title and container and "booktitle" in fields and title != container:
        type_ = "chapter"
    if type_ == "document" and container:
        type_ = (
            "article-journal"
            if "journal" in fields or "journaltitle" in fields
            else "chapter"
            if "booktitle" in fields
            else type_
        )
    if kind == "unpublished" and "eventtitle" in fields:
        type_ = "speech"
    subtype = fields.first("entrysubtype").strip()
    type_ = SUBTYPES.get(subtype, subtype if subtype in TYPES else type_)
    is_article = type_.startswith("article")
    issued, remark = _issued(fields)
    address, said = _published(fields.first("howpublished"))
    isbn, issn = serials([verbatim(it) for it in fields.all("isbn", "issn")])
    number = text("number")
    authors, editors = names(fields.first("author", "director")), names(fields.first("editor"))
    if not authors and type_ in ("motion_picture", "broadcast", "song"):
        authors, editors = editors, []  # whoever made it
    url = verbatim(fields.first("url")) or address or verbatim(fields.first("bdsk-url-1", "link", "ee"))
    note_address, note = _published(fields.first("note"))
    return {
        "type": type_,
        "title": title or ("" if kind not in ("book", "proceedings", "collection") else container),
        "author": authors,
        "editor": editors,
        "translator": names(fields.first("translator")),
        "publisher": _listed(fields, "publisher", "institution", "school", "organization", "holder"),
        "publisher-place": _listed(fields, "address", "location"),
        "container-title": container if container != title else "",
        "collection-title": text("series"),
        "issued": issued,
        "accessed": when(text("urldate", "lastchecked", "lastaccessed", "accessed")).date,
        "volume": text("volume"),
        "issue": text("issue") or (number if is_article else ""),
        "page": pages(text("pages", "page", "eid", "article-number")),
        "edition": text("edition"),
        "number": number if not is_article else "",
        "genre": text("type"),
        "language": text("langid", "language"),
        "URL": url or note_address or _eprint(fields),
        "DOI": doi_of(verbatim(fields.first("doi"))) or (doi_of(url) if "doi.org/" in url else ""),
        "ISBN": isbn,
        "ISSN": issn,
        "note": "; ".join(filter(None, (note, said, text("addendum", "annote", "annotation"), remark))),
    }


def _with_subtitle(title: str, subtitle: str) -> str:
    if not title or not subtitle:
        return title or subtitle
    return f"{title} {subtitle}" if title[-1] in "?!.:" else f"{title}: {subtitle}"


def _issued(fields: Fields) -> tuple[str, str]:
    """When it was published: the first of the fields for it that says so."""
    year, month, day = (latex.plain(fields.first(name)) for name in ("year", "month", "day"))
    told = (fields.first(name).strip() for name in ("date", "eventdate", "origdate"))
    for text in (it if bounds(it) else latex.plain(it) for it in told):
        if text and ((found := when(text)).date or found.remark):
            return found.date, found.remark
    if not year and not month:
        return "", ""
    short = f"{int(day):02}" if day.isdecimal() and len(day) < 3 else ""
    if month.isdecimal() and len(month) < 3:
        found = when("-".join(filter(None, (year, f"{int(month):02}", short))), year)
    elif month:
        found = when(f"{day if day.isdecimal() else ''} {month} {year}", year)
    else:
        found = When()
    if not found.date:
        found = when(year)
    return found.date, found.remark


def verbatim(text: str) -> str:
    """A field that is not LaTeX, without the escapes that some programs write into it nevertheless."""
    if found := _ADDRESS.search(text):
        text = found[1] or found[2] or ""
    text = re.sub(r"\{?\\(?:textasciitilde|string~|~)\s*(?:\{\})?\}?|\{\\~\{\}\}", "~", text)
    text = re.sub(r"\{?\\textunderscore\s*(?:\{\})?\}?", "_", text)
    return re.sub(r"[{}]", "", re.sub(r"\\([_%&#$~^{}])", r"\1", text)).strip()


def _published(text: str) -> tuple[str, str]:
    """The address in a field that may hold one, and the text in it."""
    if not text:
        return "", ""
    found = _ADDRESS.search(text) or _PLAIN_ADDRESS.search(text)
    if found is None:
        return "", latex.plain(text)
    address = verbatim(found[0]).rstrip(".,;)")
    said = latex.plain(text)
    alone = re.sub(re.escape(address), "", said)
    alone = re.sub(r"(?i)\b(?:available (?:at|from|online)|url|online|website|see|accessed)\b[: ]*", "", alone)
    if not re.search(r"\w", alone):
        return address, ""
    return address, said.replace(address, "").strip() if found[0].startswith("\\href") else said


def _listed(fields: Fields, *names_: str) -> str:
    """The first of some fields whose text is a list: its parts, by semicolons."""
    value = fields.first(*names_)
    return "; ".join(latex.plain(part) for part in _parted(value)) if value else ""


def _parted(text: str) -> Iterable[str]:
    """The parts of a list that stand outside of braces, between the words `and`; institutions have that in their names,
    so that only what is given in braces is parted."""
    return re.split(r"(?<=\})\s+and\s+(?=\{)", text)


def _eprint(fields: Fields) -> str:
    """Where a preprint is found, if it has no other address."""
    number, archive = verbatim(fields.first("eprint")), fields.first("archiveprefix", "eprinttype").lower()
    return f"https://arxiv.org/abs/{number}" if number and archive == "arxiv" else ""
