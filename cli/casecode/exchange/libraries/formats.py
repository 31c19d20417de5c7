"""Which format a library is in: told by what stands in it, for names of files say it wrongly."""

import json
import re
from importlib import import_module

from msgspec import Struct

from casecode.exchange.libraries.item import Library

OTHERS = "export as CSL JSON, BibTeX or RIS"


class Format(Struct, frozen=True):
    """A format that can be read: its name, how its files end, what shows that a text is in it, and the module of this
    package with `read(text) -> Library`."""

    name: str
    endings: tuple[str, ...]
    shows: re.Pattern[str]
    module: str

    def is_of(self, text: str) -> bool:
        """Whether a text is in this format."""
        return self.shows.search(text) is not None

    def read(self, text: str) -> Library:
        """The library that a text is."""
        library: Library = import_module(f"casecode.exchange.libraries.{self.module}").read(text)
        return library


FORMATS = (
    Format(
        "EndNote XML",
        (".xml",),
        re.compile(r"<records?\b[^>]{0,200}>\s*<(?:record|database|source-app|rec-number|ref-type)\b", re.MULTILINE),
        "endnote",
    ),
    Format(
        "RIS", (".ris",), re.compile(r"^\ufeff?[ \t]{0,8}(?:TY[ \t]{0,3}-|ER[ \t]{1,3}-[ \t]*$)", re.MULTILINE), "ris"
    ),
    Format(
        "MEDLINE", (".nbib",), re.compile(r"^\ufeff?(?:PMID- ?\d|STAT- |OWN - |FAU - |JT  - )", re.MULTILINE), "medline"
    ),
    Format(
        "BibTeX", (".bib", ".bibtex", ".biblatex"), re.compile(r"@[ \t]*[A-Za-z][\w-]*\s*[{(]", re.MULTILINE), "bibtex"
    ),
    Format(
        "Web of Science",
        (".ciw", ".isi"),
        re.compile(r"^\ufeff?(?:FN |VR \d|PT [JBSPCD]\b|UT (?:WOS|ISI|MEDLINE|BCI|CABI):)", re.MULTILINE),
        "wos",
    ),
    Format("CSL JSON", (".json",), re.compile(r"\A[\ufeff\s]*[\[{]", re.MULTILINE), "csl"),
)
ENDINGS = (*(ending for it in FORMATS for ending in it.endings), ".txt")
# What files that cannot be read begin with or hold, and what they are.
_BYTES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a packed file, such as a workbook or a Word document"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "a Word or Excel file of before 2007"),
    (b"\x1f\x8b", "a packed file"),
)
_TEXTS = (
    (r"<!doctype html|<html\b", "a web page"),
    (r"<PubmedArticle|<PubmedBookArticle", "PubMed XML"),
    (r"<(?:\w+:)?mods(?:Collection)?\b", "MODS"),
    (r"<rdf:RDF", "Zotero RDF"),
    (r"<b:Sources", "Word's list of sources"),
    (r"<(?:\w+:)?collection\b[^>]{0,200}MARC21|<(?:\w+:)?leader>", "MARC XML"),
    (r"<CitaviExchangeData", "Citavi's XML"),
    (r"\A\s*<", "XML of a form that is not known"),
    (r"^%[0A] \S", "EndNote's tagged format (Refer)"),
    (r"\A\s*<\d+>\s*$|^VN  - Ovid", "Ovid's tagged format"),
    (r"^Record #\d+ of \d+", "Cochrane's text"),
    (r"^RT (?:Journal|Book|Web|Report|Conference|Dissertation|Newspaper|Magazine)", "RefWorks' tagged format"),
    (r"^cff-version:", "a CITATION.cff"),
)


def format_of(text: str, ending: str) -> Format | None:
    """The format of a text: the one that its ending names if it shows, or else the first that shows."""
    shown = [it for it in FORMATS if it.is_of(text)]
    return next((it for it in shown if ending in it.endings), shown[0] if shown else None)


def named(ending: str) -> Format | None:
    """The format that files with an ending have."""
    return next((it for it in FORMATS if ending in it.endings), None)


def other(data: bytes, text: str) -> str:
    """The name of a format that cannot be read, if it is known."""
    for beginning, name in _BYTES:
        if data.startswith(beginning):
            return name
    head = text[:200_000]
    found = next((name for pattern, name in _TEXTS if re.search(pattern, head, re.MULTILINE | re.IGNORECASE)), "")
    rows = text.lstrip().split("\n", 2)[:2]
    is_table = len(rows) > 1 and any(
        row.count(sign) > 1 for sign in ",;\t" for row in rows[:1] if rows[1].count(sign) > 1
    )
    return found or ("a table" if is_table else "")


def other_json(text: str) -> str:
    """The name of a format of JSON that is not CSL JSON, if it is one of those that are taken for it."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    items = whole.get("items") if isinstance(whole, dict) else whole
    config = whole.get("config") if isinstance(whole, dict) else None
    first = items[0] if isinstance(items, list) and items and isinstance(items[0], dict) else {}
    if (isinstance(config, dict) and "BetterBibTeX" in str(config.get("label"))) or "itemType" in first:
        return "BetterBibTeX JSON" if isinstance(whole, dict) else "Zotero's own JSON"
    if isinstance(first.get("data"), dict) and "itemType" in first["data"]:
        return "JSON of Zotero's web API"
    if "lens_id" in first or "external_ids" in first:
        return "JSON of Lens.org"
    if isinstance(whole, dict) and isinstance(whole.get("results"), list) and "meta" in whole:
        return "JSON of OpenAlex"
    if isinstance(whole, dict) and "message" in whole:
        return "JSON of Crossref"
    return ""
