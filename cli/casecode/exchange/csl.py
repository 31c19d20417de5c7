"""Sources from CSL-JSON, whose fields are those of a source."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from casecode.exchange.fields import date, listed, text
from casecode.model.source import TYPES

_FIELDS = ("publisher", "publisher-place", "container-title", "volume", "issue", "page", "edition", "number", "genre")
_MORE = ("language", "URL", "DOI", "ISBN", "note")


class NoItemsError(Exception):
    """What is no CSL JSON: why, and the line on which that shows."""

    def __init__(self, why: str, line: int = 1) -> None:
        super().__init__(why)
        self.line = line


def items_of(content: str) -> list[tuple[dict[str, Any], int]]:
    """The items of an export, each with the line on which it begins. Raises `NoItemsError` where it is none."""
    try:
        whole = _DECODER.decode(content)
    except RecursionError:
        raise NoItemsError("it is nested too deep") from None
    except json.JSONDecodeError as error:
        raise NoItemsError(str(error), error.lineno) from None
    items = whole.get("items", whole) if isinstance(whole, dict) else whole
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise NoItemsError("expected a list of items")
    return [*zip(items, _lines(content, is_within=isinstance(whole, dict)), strict=False)]


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


def record_of(item: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The key of an item, and its fields."""
    kind = str(item.get("type") or "document")
    record: dict[str, Any] = {
        "type": kind if kind in TYPES else kind.replace("_", "-"),
        "title": text(item.get("title")),
    }
    for key in ("author", "editor"):
        record[key] = [name for one in listed(item.get(key)) if isinstance(one, dict) and (name := _name(one))]
    for key in ("issued", "accessed"):
        record[key] = _date_of(item.get(key))
    record |= {key: text(item[key]) for key in (*_FIELDS, *_MORE) if key in item}
    return str(item.get("citation-key") or item.get("id") or ""), record


def _name(one: Mapping[str, Any]) -> str:
    parts = (one.get("given"), one.get("non-dropping-particle"), one.get("family"))
    return text(one.get("literal") or " ".join(str(part) for part in parts if part))


def _date_of(it: Any) -> str:
    if not isinstance(it, dict):
        return ""
    ends = []
    for parts in listed(it.get("date-parts")):
        numbers = [str(part) for part in listed(parts) if str(part).isdecimal()]
        ends.append("-".join(f"{number:0>4}" if at == 0 else f"{number:0>2}" for at, number in enumerate(numbers)))
    return date("/".join(filter(None, ends))) or date(text(it.get("raw") or it.get("literal")))
