"""Bulk evidence: JSON Lines and CSV with the same fields as YAML, to the same nodes.

In CSV the first row names the fields, an empty cell is a field left out, and a list is written `a; b`. A cell that a
spreadsheet would take for a formula has an apostrophe before it, as our own tables have.
"""

import csv
import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from casecode.model.problem import Problem
from casecode.model.span import Document, Span
from casecode.read.node import Mapping, Node, Scalar, Sequence
from casecode.read.quick import Item, OddError, lines

LISTS = ("codes", "units", "explains")
# What a spreadsheet takes for the beginning of a formula, and the apostrophe that says it is none.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "|", "%")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_HALF = re.compile("[\ud800-\udfff]")  # of a pair of escapes that make one character
_HALF_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


def parse_json_lines(document: Document) -> tuple[Node, list[Problem]]:
    """A list of mappings, one for each line that is not empty."""
    items: list[Node] = []
    problems: list[Problem] = []
    for number, line in enumerate(document.lines):
        if not line.strip():
            continue
        reader = _Line(document, number, line, problems)
        try:
            node = reader.node(_values(line), 0)
        except (json.JSONDecodeError, RecursionError) as error:
            column = error.pos if isinstance(error, json.JSONDecodeError) else 0
            said = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep"
            span = Span(document, number + 1, column + 1, number + 1, column + 2)
            hint = "each line is one JSON object, without a comma after it"
            problems.append(Problem("syntax", f"this is not valid JSON: {said}", span, hint))
            continue
        if node is not None:
            items.append(node)
    return Sequence(document=document, items=items), problems


def _values(line: str) -> Any:
    return json.loads(line, object_pairs_hook=_Pairs, parse_int=_Number, parse_float=_Number, parse_constant=_Number)


def guarded(cell: str) -> str:
    """The cell of a CSV as text that no spreadsheet takes for a formula: with an apostrophe before it where it must."""
    return f"'{cell}" if cell.startswith(_ACTIVE) else cell


def unguarded(cell: str) -> str:
    """The text that a cell stands for: the same without that apostrophe."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_ACTIVE) else cell


def parse_csv(document: Document, delimiter: str = ",") -> tuple[Node, list[Problem]]:
    """A list of mappings, one for each row below the header."""
    items: list[Node] = []
    problems: list[Problem] = []
    rows = csv.reader(StringIO(document.text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    begin = 0
    try:
        for cells in rows:
            line = _Line(document, begin, document.text and _line(document, begin), problems)
            if not header:
                header = line.header(cells)
            elif any(cell.strip() for cell in cells):
                items.append(line.row(header, cells))
            begin = rows.line_num
    except csv.Error as error:
        span = Span(document, begin + 1, 1, begin + 1, 2)
        problems.append(Problem("syntax", f"this is not valid CSV: {error}", span, "is a quotation mark left open?"))
    return Sequence(document=document, items=items), problems


def _line(document: Document, number: int) -> str:
    lines = document.lines
    return lines[number] if number < len(lines) else ""


def items(document: Document) -> Iterator[Item]:
    """The records of bulk evidence the quick way: line and column of each, and its values by key. Raises `OddError`."""
    if document.name.endswith((".csv", ".tsv")):
        return _csv_items(document.text, "\t" if document.name.endswith(".tsv") else ",")
    return _json_items(document.text)


def _json_items(text: str) -> Iterator[Item]:
    if "\r" in text:
        raise OddError
    decoder = json.JSONDecoder(object_pairs_hook=_once, parse_int=str, parse_float=str, parse_constant=str)
    for number, line in enumerate(lines(text)):
        start = line.strip(" \n")
        if not start:
            continue
        try:
            values = decoder.decode(start)
        except (ValueError, RecursionError):
            raise OddError from None
        if type(values) is not dict or ("\\u" in line and _HALF_ESCAPE.search(line)):
            raise OddError
        yield number, line.index("{"), values


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The values by key; null is a field left out, and a boolean a word."""
    values = dict(pairs)
    if len(values) != len(pairs):
        raise OddError
    if None in values.values() or True in values.values() or False in values.values():
        return {key: str(it).lower() if isinstance(it, bool) else it for key, it in pairs if it is not None}
    return values


def _csv_items(text: str, delimiter: str) -> Iterator[Item]:
    if _LONE_RETURN.search(text):
        raise OddError
    rows = csv.reader(lines(text), delimiter=delimiter, strict=True)
    begin = 0
    try:
        header = [cell.strip() for cell in next(rows, ())]
        if len({*header}) != len(header):
            raise OddError
        begin = rows.line_num
        for cells in rows:
            values: dict[str, Any] = {}
            for key, cell in zip(header, map(unguarded, cells), strict=False):
                if cell.strip():
                    parts = (part.strip() for part in cell.split(";")) if key in LISTS else ()
                    values[key] = [part for part in parts if part] if key in LISTS else cell
            if len(cells) > len(header):
                raise OddError
            if values:
                yield begin, 0, values
            begin = rows.line_num
    except csv.Error:
        raise OddError from None


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as written: keys may repeat."""


class _Number(str):
    """A JSON number as written: `1.10` is not 1.1, and no number is too long."""

    __slots__ = ()


class _Line:
    """Makes nodes of the values on one line, finding each again in its text to say where it stands."""

    def __init__(self, document: Document, number: int, text: str, problems: list[Problem]) -> None:
        self.document = document
        self.number = number
        self.text = text
        self.problems = problems

    def node(self, value: Any, start: int) -> Node | None:
        """The node for a JSON value; nothing for null, which is a field left out."""
        if isinstance(value, _Pairs):
            return self._mapping(value, start)
        if isinstance(value, list):
            items = [self.node(item, start) for item in value]
            return Sequence(items=[item for item in items if item is not None], **self._where("[", start))
        if value is None:
            return None
        if isinstance(value, _Number | bool):
            text = str(value).lower() if isinstance(value, bool) else str(value)
            return self._scalar(text, text, start)
        return self._scalar(value, json.dumps(value, ensure_ascii=False), start)

    def header(self, cells: list[str]) -> list[str]:
        """The names of the columns."""
        names: list[str] = []
        start = 0
        for cell in cells:
            name = self._scalar(cell.strip(), cell.strip(), start)
            start = name.end_column
            if name.text and name.text in names:
                message = f'the column "{name.text}" stands here a second time'
                self.problems.append(Problem("duplicate-key", message, name.span, "leave one out"))
            names.append(name.text)
        return names

    def row(self, header: list[str], cells: list[str]) -> Node:
        """The node for a row of CSV."""
        entries: dict[str, tuple[Scalar, Node]] = {}
        start = 0
        for position, cell in enumerate(map(unguarded, cells)):
            if not cell.strip():
                continue
            key = header[position] if position < len(header) else f"column {position + 1}"
            node = self._scalar(cell, cell, start)
            start = node.end_column
            if key in entries:  # a second column of one name
                continue
            below: Node = node
            if key in LISTS:
                parts = [part.strip() for part in cell.split(";")]
                below = Sequence(items=[self._scalar(part, part, node.column) for part in parts if part], **_at(node))
            entries[key] = (Scalar(text=key, quoted=True, **_at(node)), below)
        return Mapping(entries=entries, **self._where("", 0))

    def _mapping(self, pairs: _Pairs, start: int) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in pairs:
            name = self._scalar(key, json.dumps(key, ensure_ascii=False), start)
            key, start = name.text, name.end_column
            if key in entries:
                message = f'the key "{key}" stands here a second time'
                self.problems.append(Problem("duplicate-key", message, name.span, "leave one out"))
                continue
            node = self.node(value, start)
            if node is not None:
                entries[key] = (name, node)
        return Mapping(entries=entries, **self._where("{", 0))

    def _scalar(self, text: str, written: str, start: int) -> Scalar:
        node = Scalar(text=text, quoted=True, **self._where(written, start))
        if not text.isascii() and (half := _HALF.search(text)):
            message = f"the escape \\u{ord(half[0]):04x} is half a character"
            self.problems.append(Problem("encoding", message, node.span, "write the character itself"))
            node.text = _HALF.sub("\ufffd", text)
        return node

    def _where(self, written: str, start: int) -> dict[str, Any]:
        """Where something stands from the start on: its first line, or else the start itself."""
        first = written.partition("\n")[0].rstrip("\r")
        found = self.text.find(first, start)
        if found < 0:
            found, first = min(start, len(self.text)), ""
        return {
            "document": self.document,
            "line": self.number,
            "column": found,
            "end_line": self.number,
            "end_column": found + max(len(first), 1),
        }


def _at(node: Node) -> dict[str, Any]:
    return {
        "document": node.document,
        "line": node.line,
        "column": node.column,
        "end_line": node.end_line,
        "end_column": node.end_column,
    }
