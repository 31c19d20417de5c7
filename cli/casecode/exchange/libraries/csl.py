"""CSL-JSON: items of a library to those of this package, and sources to CSL-JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from casecode.exchange.libraries.dates import When, when
from casecode.exchange.libraries.item import DATES, NAMES, Item, Library, Reference, clean, doi_of, pages
from casecode.exchange.libraries.names import Name, spoken
from casecode.model.dates import bounds
from casecode.model.source import TYPES, Source

_TEXTS = (
    *("publisher", "publisher-place", "container-title", "collection-title", "volume", "issue", "edition", "number"),
    *("genre", "language", "URL", "ISBN", "ISSN", "note"),
)
_NOT_LEFT = frozenset(("id", "type", "citation-key", "citation-label", "system_id", "custom"))
_SEASONS = {1: "spring", 2: "summer", 3: "autumn", 4: "winter"}


class NoItemsError(Exception):
    """What is no CSL JSON: why, and the line on which that shows."""

    def __init__(self, why: str, line: int = 1) -> None:
        super().__init__(why)
        self.line = line


def read(text: str) -> Library:
    """The items of an export. Raises `NoItemsError` where it is none."""
    library = Library()
    for item, line in items_of(text):
        key = str(item.get("citation-key") or item.get("id") or "")
        library.references.append(Reference("" if re.fullmatch(r"https?://.*", key) else key, _item(item), line))
        library.untaken.update(key for key, it in item.items() if it and key not in (*_TAKEN, *_NOT_LEFT))
    return library


def items_of(content: str) -> list[tuple[dict[str, Any], int]]:
    """The items of an export, each with the line on which it begins. Raises `NoItemsError` where it is none."""
    try:
        whole = _DECODER.decode(content)
    except RecursionError:
        raise NoItemsError("it is nested too deep") from None
    except json.JSONDecodeError as error:
        raise NoItemsError(str(error), error.lineno) from None
    is_within = isinstance(whole, dict) and "items" in whole
    items = whole["items"] if is_within else [whole] if _is_item(whole) else whole
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise NoItemsError("expected a list of items")
    return [*zip(items, _lines(content, is_within), strict=False)]


def _is_item(it: Any) -> bool:
    """Whether something is an item without a list around it."""
    return isinstance(it, dict) and "title" in it and ("type" in it or "id" in it)


def _lines(content: str, is_within: bool) -> Iterator[int]:
    """The lines on which the items of a list begin, one after the other; of what is not found that of the last."""
    opening = re.search(r'"items"\s*:\s*\[' if is_within else r"\[", content)
    at, line, counted = opening.end() if opening else 0, 1, 0
    while True:
        with suppress(json.JSONDecodeError, RecursionError):
            begin = _BETWEEN.match(content, at).end()  # type: ignore[union-attr] # nothing matches, too
            _, at = _DECODER.raw_decode(content, begin)
            line, counted = line + content.count("\n", counted, begin), begin
        yield line


def _number(digits: str) -> int | str:
    """A whole number, or the text of one that is too long to be any."""
    return int(digits) if len(digits) < 20 else digits


_DECODER = json.JSONDecoder(parse_int=_number)
_BETWEEN = re.compile(r"[\s,]*")
_TAKEN = frozenset((*_TEXTS, *NAMES, *DATES, "title", "page", "DOI"))


def _text(it: Any) -> str:
    return clean(it) if isinstance(it, str) else str(it) if isinstance(it, int | float) else ""


def _listed(it: Any) -> list[Any]:
    return it if isinstance(it, list) else [it] if it else []


def _item(item: Mapping[str, Any]) -> Item:
    kind = str(item.get("type") or "document")
    found: Item = {"type": kind if kind in TYPES else kind.replace("_", "-"), "title": _text(item.get("title"))}
    for key in NAMES:
        names = (_name(one) for one in _listed(item.get(key)))
        found[key] = [name for name in names if name.text]
    issued = _date(item.get("issued"))
    texts = {key: _text(item.get(key)) for key in _TEXTS}
    return {
        **found,
        **texts,
        "issued": issued.date,
        "accessed": _date(item.get("accessed")).date,
        "page": pages(_text(item.get("page"))),
        "DOI": doi_of(_text(item.get("DOI"))) or _text(item.get("DOI")),
        "note": "; ".join(filter(None, (texts["note"], issued.remark))),
    }


def _name(one: Any) -> Name:
    if isinstance(one, str):
        return Name(literal=clean(one))
    if not isinstance(one, dict):
        return Name()
    parts = {key: _text(it) for key, it in one.items()}
    if literal := parts.get("literal") or parts.get("name"):
        return Name(literal=literal)
    given = " ".join(filter(None, (parts.get("given"), parts.get("dropping-particle"))))
    if not given and not parts.get("non-dropping-particle"):
        return Name(literal=parts.get("family", ""), suffix=parts.get("suffix", ""))
    return Name(parts.get("family", ""), given, parts.get("non-dropping-particle", ""), parts.get("suffix", ""))


def _date(it: Any) -> When:
    """A date in parts or as a text; one about a year is marked so, a season is told beside its year."""
    if isinstance(it, str | int):
        return when(_text(it))
    if not isinstance(it, dict):
        return When()
    ends = [_parts(one) for one in _listed(it.get("date-parts"))]
    first = next(iter(ends), [])
    if first and int(first[0]) < 1:
        return When("", f"issued {-int(first[0])} BC" if int(first[0]) else "")
    found = "/".join(dict.fromkeys(filter(None, map(_joined, ends))))
    if not bounds(found):
        found = next((date for one in map(_joined, ends) for date in (one, one[:7], one[:4]) if bounds(date)), "")
    if not found:
        return when(next((text for key in ("raw", "literal", "edtf") if (text := _text(it.get(key)))), ""))
    season = _text(it.get("season"))
    season = _SEASONS.get(int(season), season) if season.isdecimal() else season.lower()
    circa = "~" if it.get("circa") not in (None, False, 0, "", "0", "false") and "/" not in found else ""
    return When(found + circa if bounds(found + circa) else found, f"issued in {season} {found[:4]}" if season else "")


def _parts(it: Any) -> list[str]:
    """The numbers of a date: year, month and day, as far as they are told."""
    found: list[str] = []
    for part in _listed(it)[:3]:
        digits = str(part).strip()
        if not re.fullmatch(r"-?\d{1,6}", digits, re.ASCII) or (found and int(digits) < 1):
            break
        found.append(digits)
    return found


def _joined(parts: list[str]) -> str:
    return "-".join(f"{part:0>4}" if at == 0 else f"{part:0>2}" for at, part in enumerate(parts))


def item_of(source: Source, id_: str = "") -> dict[str, Any]:
    """A source as an item of CSL-JSON, for other programs, and for what writes references."""
    item: dict[str, Any] = {"id": id_ or source.id, "type": source.type, "title": source.title}
    for key in NAMES:
        if names := [_parted(spoken(text)) for text in getattr(source, key)]:
            item[key] = names
    for key in DATES:
        if date := _dated(getattr(source, key)):
            item[key] = date
    for key in (*_TEXTS, "page", "DOI"):
        if text := getattr(source, key.replace("-", "_")):
            item[key] = text
    return item


def _parted(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {key: it for key, it in parts.items() if it}


def _dated(date: str) -> dict[str, Any]:
    """A date in the parts of CSL-JSON."""
    if not bounds(date):
        return {}
    ends = [[int(part) for part in end.rstrip("~?%").split("-")] for end in date.split("/")]
    return {"date-parts": ends} | ({"circa": True} if re.search("[~?%]", date) else {})
