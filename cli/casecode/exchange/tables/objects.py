"""Tables as JSON: objects of any program, one to a line or in one list, with a column for each key."""

import json
from collections.abc import Iterator
from typing import Any

from casecode.exchange.tables import annotations
from casecode.exchange.tables.table import Cell, Row, Table, cleaned
from casecode.read import budget
from casecode.read.boundary import UnreadableError
from casecode.read.text import lines

_HINT = "is it whole? Export it again"


class Number(str):
    """A JSON number as written: `1.10` is not 1.1, and no number is too long."""

    __slots__ = ()


_DECODER = json.JSONDecoder(parse_int=Number, parse_float=Number, parse_constant=Number)
Object = dict[str, Any]


def read(name: str, text: str) -> Table:
    """The objects of a file. Raises `UnreadableError`."""
    found = list(_lines(text) if name.lower().endswith((".jsonl", ".ndjson")) else _listed(text))
    known = annotations.of_objects(name, found)
    return known or _table(name, found, text)


def _lines(text: str) -> Iterator[tuple[int, Object]]:
    for number, line in enumerate(lines(text)):
        if line.strip():
            it = _decoded(line.strip(), number + 1)
            if not isinstance(it, dict):
                raise UnreadableError(f"line {number + 1} is no JSON object", "each line is one object: {...}")
            yield number, it


def _listed(text: str) -> Iterator[tuple[int, Object]]:
    whole = _decoded(text, 1)
    if isinstance(whole, dict):  # a list under the one key that has one
        within = [it for it in whole.values() if isinstance(it, list) and it and isinstance(it[0], dict)]
        whole = within[0] if len(within) == 1 else [whole]
    if not isinstance(whole, list) or not all(isinstance(it, dict) for it in whole):
        raise UnreadableError("it is no list of JSON objects", "a table is a list of objects: [{...}, {...}]")
    yield from ((0, it) for it in whole)


def _decoded(text: str, line: int) -> Any:
    try:
        return _DECODER.decode(text.strip())
    except json.JSONDecodeError as error:
        where = f"line {line + error.lineno - 1}, column {error.colno}"
        raise UnreadableError(f"this is not valid JSON: {error.msg} ({where})", _HINT) from None
    except RecursionError:
        raise UnreadableError("it is nested too deep", _HINT) from None


def _table(name: str, found: list[tuple[int, Object]], text: str) -> Table:
    headings = list(dict.fromkeys(key for _, it in found for key in it))
    budget.stop_over("cells", len(found) * len(headings), budget.CELLS, "split the table")
    rows = [Row(line, [cell_of(it.get(key)) for key in headings]) for line, it in found]
    return Table(name, [heading.strip() for heading in headings], rows, lambda: text, header_line=-1)


def cell_of(it: Any) -> Cell:
    """What a value of JSON says: a list of texts stays one, and what is deeper is written as JSON."""
    if isinstance(it, str):
        return cleaned(it.encode("utf-8", "replace").decode()) if not it.isascii() else cleaned(it)
    if it is None:
        return ""
    if isinstance(it, bool):
        return str(it).lower()
    if isinstance(it, list) and not any(isinstance(one, list | dict) for one in it):
        return [text for one in it if isinstance(text := cell_of(one), str) and text]
    return json.dumps(it, ensure_ascii=False)
