"""Sources from BibTeX and RIS, mapped to the fields of CSL-JSON as Zotero does."""

from collections.abc import Mapping
from typing import Any

from casecode.exchange.fields import date, listed, month, text, turned
from casecode.read.apart import apart
from casecode.read.boundary import foreign

Record = dict[str, Any]
_LESS = "export fewer entries at once"
_AGAIN = "export it anew from the reference manager"

# BibTeX and RIS types to those of CSL (Zotero's export translators).
_BIBTEX = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "inbook": "chapter",
    "report": "report",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "manual": "report",
    "misc": "document",
    "online": "webpage",
    "www": "webpage",
    "unpublished": "manuscript",
    "proceedings": "book",
    "patent": "patent",
    "dataset": "dataset",
    "software": "software",
}
_RIS = {
    "JOUR": "article-journal",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "BOOK": "book",
    "CHAP": "chapter",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "RPRT": "report",
    "THES": "thesis",
    "ELEC": "webpage",
    "BLOG": "post-weblog",
    "WEB": "webpage",
    "GEN": "document",
    "UNPB": "manuscript",
    "DATA": "dataset",
    "PAT": "patent",
    "VIDEO": "motion_picture",
    "PCOMM": "personal_communication",
    "STAT": "legislation",
}


def from_bibtex(content: str) -> tuple[list[tuple[str, Record, int]], list[int]]:
    """Keys, fields and lines of the entries, and the lines of what cannot be read.

    Needs bibtexparser; raises `UnreadableError`.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors

    @foreign(_AGAIN)
    def parsed() -> tuple[list[tuple[tuple[str, str, int], dict[str, str | list[str]]]], list[int]]:
        decoding: Any = LatexDecodingMiddleware(keep_braced_groups=False)
        library = parse_string(content, append_middleware=[SeparateCoAuthors(), decoding])
        entries = [
            (
                (str(entry.key), str(entry.entry_type).lower(), (entry.start_line or 0) + 1),
                {key.lower(): _plain(field.value) for key, field in entry.fields_dict.items()},
            )
            for entry in library.entries
        ]
        return entries, [(block.start_line or 0) + 1 for block in library.failed_blocks]

    entries, failed = apart(parsed, len(content), _LESS)
    return [(key, _of_bibtex(kind, fields), line) for (key, kind, line), fields in entries], failed


def _plain(it: Any) -> str | list[str]:
    """What a library gives for a field, as a text or a list of texts."""
    return [str(one) for one in it] if isinstance(it, list | tuple) else "" if it is None else str(it)


def _of_bibtex(kind: str, fields: Mapping[str, Any]) -> Record:
    is_article = kind == "article"
    return {
        "type": _BIBTEX.get(kind, "document"),
        "title": _first(fields, "title"),
        "author": _people(fields, "author"),
        "editor": _people(fields, "editor"),
        "publisher": _first(fields, "publisher", "institution", "school", "organization"),
        "publisher-place": _first(fields, "address", "location"),
        "container-title": _first(fields, "journal", "journaltitle", "booktitle"),
        "issued": date(_first(fields, "date") or _joined(_first(fields, "year"), month(_first(fields, "month")))),
        "accessed": date(_first(fields, "urldate")),
        "volume": _first(fields, "volume"),
        "issue": _first(fields, "issue") or (_first(fields, "number") if is_article else ""),
        "page": _first(fields, "pages").replace("--", "-"),
        "edition": _first(fields, "edition"),
        "number": "" if is_article else _first(fields, "number"),
        "genre": _first(fields, "type"),
        "language": _first(fields, "langid", "language"),
        "URL": _first(fields, "url"),
        "DOI": _first(fields, "doi"),
        "ISBN": _first(fields, "isbn"),
        "note": _first(fields, "note", "annote"),
    }


def from_ris(content: str) -> list[tuple[str, Record]]:
    """Keys and fields of the references. Needs rispy; raises `UnreadableError` where the content is no RIS."""
    import rispy

    @foreign(_AGAIN)
    def parsed() -> list[dict[str, str | list[str]]]:
        return [{str(key): _plain(it) for key, it in item.items()} for item in rispy.loads(content)]

    items = apart(parsed, len(content), _LESS)
    return [(_first(item, "id"), _of_ris(item)) for item in items]


def _of_ris(item: Mapping[str, Any]) -> Record:
    day = _first(item, "date", "year", "publication_year").replace("/", "-").strip("-")
    return {
        "type": _RIS.get(str(item.get("type_of_reference", "")), "document"),
        "title": _first(item, "title", "primary_title"),
        "author": _people(item, "authors", "first_authors"),
        "editor": _people(item, "secondary_authors"),
        "publisher": _first(item, "publisher"),
        "publisher-place": _first(item, "place_published"),
        "container-title": _first(item, "journal_name", "secondary_title", "alternate_title3"),
        "issued": date(day),
        "accessed": date(_first(item, "access_date").replace("/", "-").strip("-")),
        "volume": _first(item, "volume"),
        "issue": _first(item, "number"),
        "page": _joined(_first(item, "start_page"), _first(item, "end_page")),
        "edition": _first(item, "edition"),
        "language": _first(item, "language"),
        "URL": text(next(iter(listed(item.get("urls"))), "")) or _first(item, "url"),
        "DOI": _first(item, "doi"),
        "ISBN": _first(item, "issn"),
        "note": _first(item, "notes"),
    }


def _first(fields: Mapping[str, Any], *names: str) -> str:
    """The first of some fields that is there, as text."""
    for name in names:
        it = fields.get(name)
        if it:
            return "; ".join(map(text, it)) if isinstance(it, list) else text(it)
    return ""


def _people(fields: Mapping[str, Any], *names: str) -> list[str]:
    """The people under the first of some fields that has any, without names that are empty."""
    found = ([name for one in listed(fields.get(field)) if (name := turned(text(one)))] for field in names)
    return next(filter(None, found), [])


def _joined(*parts: str) -> str:
    return "-".join(filter(None, parts))
