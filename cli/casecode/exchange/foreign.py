"""Sources from BibTeX and RIS, mapped to the fields of CSL-JSON as Zotero does."""

from collections.abc import Mapping
from typing import Any

from casecode.exchange.fields import date, listed, month, text, turned

Record = dict[str, Any]

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
    """Keys, fields and lines of the entries, and the lines of what cannot be read. Needs bibtexparser."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors

    decoding: Any = LatexDecodingMiddleware(keep_braced_groups=False)
    library = parse_string(content, append_middleware=[SeparateCoAuthors(), decoding])
    found = []
    for entry in library.entries:
        fields = {key.lower(): field.value for key, field in entry.fields_dict.items()}
        found.append((entry.key, _of_bibtex(entry.entry_type.lower(), fields), (entry.start_line or 0) + 1))
    return found, [(block.start_line or 0) + 1 for block in library.failed_blocks]


def _of_bibtex(kind: str, fields: Mapping[str, Any]) -> Record:
    is_article = kind == "article"
    return {
        "type": _BIBTEX.get(kind, "document"),
        "title": _first(fields, "title"),
        "author": [turned(text(one)) for one in listed(fields.get("author"))],
        "editor": [turned(text(one)) for one in listed(fields.get("editor"))],
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
    """Keys and fields of the references. Needs rispy; raises `ValueError` where the content is no RIS."""
    import rispy

    try:
        items = rispy.loads(content)
    except (OSError, KeyError, IndexError) as error:
        raise ValueError(str(error)) from None
    return [(_first(item, "id"), _of_ris(item)) for item in items]


def _of_ris(item: Mapping[str, Any]) -> Record:
    day = _first(item, "date", "year", "publication_year").replace("/", "-").strip("-")
    return {
        "type": _RIS.get(str(item.get("type_of_reference", "")), "document"),
        "title": _first(item, "title", "primary_title"),
        "author": [turned(one) for one in item.get("authors") or item.get("first_authors") or ()],
        "editor": [turned(one) for one in item.get("secondary_authors") or ()],
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
        "URL": text((item.get("urls") or [""])[0]) or _first(item, "url"),
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


def _joined(*parts: str) -> str:
    return "-".join(filter(None, parts))
