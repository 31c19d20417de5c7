"""References as RIS, which every reference manager reads."""

from collections.abc import Iterator
from typing import Any

from casecode.exchange.libraries.kinds import TO_RIS
from casecode.render.bibtex import edtf
from casecode.render.formats import Look
from casecode.sheet import Referring

_SERIAL = ("article-journal", "article-magazine", "article-newspaper", "article", "review", "review-book")
_IN_BOOK = ("chapter", "paper-conference", "entry", "entry-dictionary", "entry-encyclopedia")


def render(report: Referring, _look: Look) -> str:
    """The references of a report, a line for each field."""
    records = ("".join(f"{tag}  - {text}\n" for tag, text in _lines(item)) for item in report.references())
    return "\n".join(f"{record}ER  - \n" for record in records)


def _lines(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    type_ = item["type"]
    yield "TY", TO_RIS.get(type_, "GEN")
    yield "ID", item["id"]
    for tag, key in (("AU", "author"), ("A3" if type_ == "book" else "ED", "editor"), ("A4", "translator")):
        yield from ((tag, _name(name)) for name in item.get(key, ()))
    yield "TI", item["title"]
    if item.get("container-title"):
        yield "T2" if type_ in (*_SERIAL, *_IN_BOOK) else "BT", item["container-title"]
    if item.get("collection-title"):
        yield "T3", item["collection-title"]
    yield from _dates(item)
    numbered = type_ in ("report", "patent", "standard", "bill", "legislation")
    for tag, key in (
        ("VL", "volume"),
        ("" if numbered else "IS", "issue"),
        ("M1" if numbered else "", "number"),
        ("ET", "edition"),
        ("PB", "publisher"),
        ("CY", "publisher-place"),
        ("M3", "genre"),
        ("LA", "language"),
        ("SN", "ISBN"),
        ("SN", "ISSN"),
        ("DO", "DOI"),
        ("UR", "URL"),
        ("N1", "note"),
    ):
        if tag and item.get(key):
            yield tag, item[key]
    first, _, last = str(item.get("page", "")).partition("-")
    yield from ((tag, text) for tag, text in (("SP", first), ("EP", last)) if text)


def _dates(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if issued := item.get("issued"):
        yield "PY", f"{issued['date-parts'][0][0]:04}"
        is_plain = len(issued["date-parts"]) == 1 and not issued.get("circa")
        if not is_plain:
            yield "DA", edtf(issued)
        elif len(issued["date-parts"][0]) > 1:
            yield "DA", _slashed(issued)
    if accessed := item.get("accessed"):
        yield "Y2", _slashed(accessed) if len(accessed["date-parts"]) == 1 else edtf(accessed)


def _slashed(date: dict[str, Any]) -> str:
    """A date as RIS has it: 2014/09/19/, with what is not known left empty."""
    parts = [f"{number:02}" if at else f"{number:04}" for at, number in enumerate(date["date-parts"][0])]
    return "/".join([*parts, *[""] * (4 - len(parts))])


def _name(name: dict[str, str]) -> str:
    """A name with the family name first. The first comma of an institution is doubled, so that it is not turned."""
    if "literal" in name:
        return name["literal"].replace(",", ",,", 1)
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name["family"])))
    return ", ".join(part for part in (family, name.get("given"), name.get("suffix")) if part)
