"""What readers of libraries return: items with the names of CSL-JSON, and what a case keeps of them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from msgspec import Struct, field

from casecode.exchange.libraries.names import Name

NAMES = ("author", "editor", "translator")
DATES = ("issued", "accessed")
TEXTS = (
    *("publisher", "publisher-place", "container-title", "collection-title", "volume", "issue", "page", "edition"),
    *("number", "genre", "language", "URL", "DOI", "ISBN", "ISSN", "note"),
)

_TAG = re.compile(
    r"</?(?:i|b|u|em|strong|sup|sub|span|scp|tt|p|br|jats|mml|inf|it|italic|bold|title|sec)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]{2,24}\d{0,2});")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_DOI = re.compile(r"10\.\d{4,9}/\S{1,300}")
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("<", ">"))
_ISSN = re.compile(r"(?<![\dX])\d{4}-?\d{3}[\dXx](?![\dX])")
_ISBN = re.compile(r"(?<![\d-])(?:97[89][- ]?)?\d{1,5}[- ]?\d{1,7}[- ]?\d{1,7}[- ]?[\dXx](?![\d-])")

_SCRIPT = re.compile(r"<(?:jats:)?(su[bp])>([^<>]{1,12})</(?:jats:)?su[bp]>", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")

Item = dict[str, Any]


class Reference(Struct, frozen=True):
    """One reference of a library: its key there (empty where it has none), its item, and the line on which it begins.

    `wrong` says why it cannot be taken, where it cannot, and `hint` what to do about that.
    """

    key: str
    item: Item
    line: int
    wrong: str = ""
    hint: str = ""


class Library(Struct):
    """The references of a file in their order, and what else was met: how often a field was there that a case does not
    keep, and things passed over, by reason."""

    references: list[Reference] = field(default_factory=list)
    untaken: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)


class Fields:
    """The fields of one reference, each with its values in their order, which remembers what was asked for."""

    def __init__(self, values: Mapping[str, list[str]]) -> None:
        self._values = values
        self._asked: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def all(self, *names: str) -> list[str]:
        """The values of all these fields."""
        self._asked.update(names)
        return [value for name in names for value in self._values.get(name, ()) if value]

    def first(self, *names: str) -> str:
        """The first value of the first of some fields that has one."""
        self._asked.update(names)
        return next((value for name in names for value in self._values.get(name, ()) if value), "")

    def filled(self, *names: str) -> list[str]:
        """The values of the first of some fields that has any."""
        self._asked.update(names)
        return next((found for name in names if (found := [it for it in self._values.get(name, ()) if it])), [])

    def untaken(self) -> Iterator[str]:
        """The fields that nobody asked for, and that say something."""
        return (name for name, values in self._values.items() if name not in self._asked and any(values))


def clean(text: str) -> str:
    """A text on one line, without the tags and entities of HTML that databases leave in it, and what nobody sees."""
    if "&" in text:
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    if "<" in text:
        text = _SCRIPT.sub(lambda found: script(found[2], is_raised=found[1].lower() == "sup"), text)
        text = _TAG.sub("", text)
    return " ".join(_INVISIBLE.sub("", text).split())


def script(text: str, is_raised: bool) -> str:
    """A text set higher or lower, as characters that are so where there are some for all of it."""
    signs = set("0123456789+-=()n") if is_raised else set("0123456789+-=()")
    return text.translate(_RAISED if is_raised else _LOWERED) if text and signs.issuperset(text) else text


def doi_of(text: str) -> str:
    """The DOI in a text, without what stands around it."""
    found = _DOI.search(text)
    doi = found[0] if found else ""
    while doi and (
        doi[-1] in ".,;:\"'" or any(doi.endswith(end) and doi.count(begin) < doi.count(end) for begin, end in _PAIRS)
    ):
        doi = doi[:-1]
    return doi


def serials(texts: list[str]) -> tuple[str, str]:
    """The ISBN and the ISSN that some texts tell, of which exports do not say which is which."""
    isbn: list[str] = []
    issn: list[str] = []
    for text in texts:
        for part in re.split(r"[;,]|\s{2,}|\s(?=\d{4}-\d{3}[\dxX]\b)|(?<=\)) ", text):
            digits = re.sub(r"[^\dXx]", "", part.split("(")[0])
            if len(digits) == 8 and (found := _ISSN.search(part)):
                plain = found[0].replace("-", "").upper()
                issn.append(f"{plain[:4]}-{plain[4:]}")
            elif len(digits) in (10, 13) and (found := _ISBN.search(part)):
                isbn.append(found[0])
    return "; ".join(dict.fromkeys(isbn)), "; ".join(dict.fromkeys(issn))


def pages(begin: str, last: str = "") -> str:
    """Pages with a hyphen between the first and the last."""
    text = re.sub(r"\s?[-\u2010-\u2015\u2212]+\s?", "-", clean(begin)).strip("-")
    last = clean(last).strip("-")
    first, hyphen, end = text.partition("-")
    if hyphen and first == end:
        text = first
    if text.casefold() == "n/a":
        return ""
    if not text or not last or last == text or last in re.split("[-,; ]+", text):
        return text or last
    return f"{text}-{last}"


def record_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """An item as a case keeps it: the keys of `sources:`, without what is empty."""
    record: dict[str, Any] = {"type": item.get("type") or "document", "title": clean(item.get("title") or "")}
    for key in NAMES:
        names = (clean(name.text) for name in item.get(key, ()) if isinstance(name, Name))
        record[key] = [name for name in names if name]
    for key in (*DATES, *TEXTS):
        record[key] = clean(item.get(key) or "")
    return {key: it for key, it in record.items() if it}
