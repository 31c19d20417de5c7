"""Bulk evidence: JSON Lines and CSV with the same fields as YAML, to the same nodes.

In CSV the first row names the fields, an empty cell is a field left out, and a list is written `a; b`. A cell that a
spreadsheet would take for a formula has an apostrophe before it, as our own tables have.
"""

import csv
import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from casecode.model.problem import MOST_PROBLEMS, Problem
from casecode.model.span import Document, Span
from casecode.read.direct import Direct
from casecode.read.evidence_keys import KEYS
from casecode.read.formulas import unguarded
from casecode.read.node import Mapping, Node, Records, Scalar, Sequence
from casecode.read.shape import Record
from casecode.read.text import LARGEST_BULK, lines, too_many

# The keys under which stand lists.
LISTS = frozenset(key.key for key in KEYS if key.is_list)
HALF = re.compile("[\ud800-\udfff]")  # of a pair of escapes that make one character
MOST_COLUMNS = 16_384  # as many as a sheet has
_QUOTED = re.compile(r'"[^"]*"')
_SPACED = re.compile(r'"\s+:')
_TEXTS = msgspec.json.Decoder(dict[str, str | list[str]])
_HALF_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


def parse(document: Document, form: Record | None = None) -> tuple[Node, list[Problem]]:
    """The records of a file, whose kind its name tells."""
    delimiter = delimiter_of(document.name, document.text)
    return parse_csv(document, delimiter, form) if delimiter else parse_json_lines(document, form)


def delimiter_of(name: str, text: str) -> str:
    """What parts the cells of a table, by its name and its first line; nothing for JSON Lines.

    Spreadsheets write `;` where the comma is a decimal sign.
    """
    if not name.lower().endswith(".csv"):
        return "\t" if name.lower().endswith(".tsv") else ""
    header = _QUOTED.sub("", text[:10_000].lstrip("\r\n").partition("\n")[0])
    return max((",", ";", "\t"), key=header.count)


def plain_records(document: Document, delimiter: str = "") -> list[dict[str, Any]] | None:
    """The records of a file as texts and lists of texts by key, where all of them are such; nothing for any other."""
    if delimiter:
        return None
    found = []
    for line in lines(document.text):
        if line and not line.isspace():
            values = _quick(line)
            if values is None:
                return None
            found.append(values)
    return found


class _Records:
    """The records of a file as they come: given their form, made straight of their values, or else by way of nodes;
    without it, only nodes."""

    def __init__(self, document: Document, form: Record | None) -> None:
        self.document = document
        self.direct = Direct(form) if form else None
        self.read = Records(document=document)
        self.nodes: list[Node] = []

    def is_hopeless(self, problems: list[Problem]) -> bool:
        """Whether so much is wrong that reading on makes no sense; that is told, too."""
        if len(problems) + len(self.read.problems) < MOST_PROBLEMS:
            return False
        problems.append(too_many(self.document))
        return True

    @property
    def root(self) -> Node:
        return self.read if self.direct else Sequence(document=self.document, items=self.nodes)

    def add(self, line: int, column: int, values: dict[str, Any] | None, make: Callable[[], Node | None]) -> None:
        """Take a record with its values, if these are plain, and what makes a node of it."""
        value = None
        if self.direct and values is not None:
            value = self.direct.record(values, self.document.file, line, column)
        if value is None:
            node = make()
            if node is None:
                return
            if not self.direct:
                self.nodes.append(node)
                return
            value = self.direct.form.read(node, self.read.problems)
        if value is not None:
            self.read.values.append(value)


def parse_json_lines(document: Document, form: Record | None = None) -> tuple[Node, list[Problem]]:
    """A list of mappings, one for each line that is not empty."""
    records = _Records(document, form)
    problems: list[Problem] = []
    for number, ended in enumerate(lines(document.text)):
        line = ended.rstrip("\r\n")
        if not line or line.isspace():
            continue
        try:
            values = (_quick(line) or _plain(_DECODER.decode(line), line)) if records.direct else None
            records.add(number, line.find("{"), values, partial(_object, document, number, line, problems))
        except (json.JSONDecodeError, RecursionError) as error:
            column = error.pos if isinstance(error, json.JSONDecodeError) else 0
            said = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deep"
            span = Span(document, number + 1, column + 1, number + 1, column + 2)
            hint = "each line is one JSON object, without a comma after it"
            problems.append(Problem("syntax", f"this is not valid JSON: {said}", span, hint))
        if records.is_hopeless(problems):
            break
    return records.root, problems


def _object(document: Document, number: int, line: str, problems: list[Problem]) -> Node | None:
    """The node for a line of JSON."""
    return _Line(document, number, line, problems).node(_DECODER.decode(line), 0)


def _quick(line: str) -> dict[str, Any] | None:
    """The values of a JSON object that has texts and lists of texts only, as nearly all have; nothing for any other.

    Which key stands there twice this decoder does not tell: there are as many colons behind keys as there are keys, or
    another one looks.
    """
    try:
        values = _TEXTS.decode(line)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None
    return values if line.count('":') == len(values) and not _SPACED.search(line) else None


def _plain(value: Any, line: str) -> dict[str, Any] | None:
    """The values of a JSON object as texts by key, or nothing where it is not so simple: null is a field left out, and
    a boolean a word."""
    if type(value) is not _Pairs or ("\\u" in line and _HALF_ESCAPE.search(line)):
        return None
    values: dict[str, Any] = {}
    for key, it in value:
        if key in values:
            return None
        if it is not None:
            values[key] = str(it).lower() if it is True or it is False else it
    return values


def parse_csv(document: Document, delimiter: str = ",", form: Record | None = None) -> tuple[Node, list[Problem]]:
    """A list of mappings, one for each row below the header."""
    records = _Records(document, form)
    problems: list[Problem] = []
    csv.field_size_limit(LARGEST_BULK)
    rows = csv.reader(lines(document.text), delimiter=delimiter, strict=True)
    header: list[str] = []
    begin = 0
    try:
        for cells in rows:
            if len(cells) > MOST_COLUMNS:
                problems.append(_too_wide(document, begin))
                break
            if not header:
                header = _line(document, begin, problems).header(cells)
            elif any(cell and not cell.isspace() for cell in cells):
                make = partial(_row, document, begin, problems, header, cells)
                records.add(begin, 0, _texts(header, cells), make)
            begin = rows.line_num
            if records.is_hopeless(problems):
                break
    except csv.Error as error:
        span = Span(document, begin + 1, 1, begin + 1, 2)
        problems.append(Problem("syntax", f"this is not valid CSV: {error}", span, "is a quotation mark left open?"))
    return records.root, problems


def _too_wide(document: Document, begin: int) -> Problem:
    message = f"this row has more than {MOST_COLUMNS:,} cells; it and what follows were not read"
    hint = "is this a table with a piece of evidence in each row?"
    return Problem("too-large", message, Span(document, begin + 1, 1, begin + 1, 2), hint)


def _texts(header: list[str], cells: list[str]) -> dict[str, Any] | None:
    """The cells of a row by column, or nothing where there are more cells than columns."""
    if len(cells) > len(header):
        return None
    values: dict[str, Any] = {}
    for key, written in zip(header, cells, strict=False):
        cell = unguarded(written)
        if cell and not cell.isspace() and key not in values:
            values[key] = [part for part in map(str.strip, cell.split(";")) if part] if key in LISTS else cell
    return values


def _line(document: Document, number: int, problems: list[Problem]) -> "_Line":
    lines = document.lines
    return _Line(document, number, lines[number] if number < len(lines) else "", problems)


def _row(document: Document, number: int, problems: list[Problem], header: list[str], cells: list[str]) -> Node:
    return _line(document, number, problems).row(header, cells)


def record_at(document: Document, number: int) -> Node | None:
    """The node for the record that begins on a line, counting from 0, of a file that was read before."""
    delimiter = delimiter_of(document.name, document.text)
    if not delimiter:
        line = _line(document, number, [])
        return line.node(_DECODER.decode(line.text), 0)
    header = next(filter(None, csv.reader(lines(document.text), delimiter=delimiter, strict=True)), [])
    following = (f"{document.lines[at]}\n" for at in range(number, len(document.lines)))
    cells = next(csv.reader(following, delimiter=delimiter, strict=True), [])
    return _row(document, number, [], [cell.strip() for cell in header], cells)


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as written: keys may repeat."""


class _Number(str):
    """A JSON number as written: `1.10` is not 1.1, and no number is too long."""

    __slots__ = ()


_DECODER = json.JSONDecoder(object_pairs_hook=_Pairs, parse_int=_Number, parse_float=_Number, parse_constant=_Number)


class _Line:
    """Makes nodes of the values on one line, finding each again in its text to say where it stands."""

    def __init__(self, document: Document, number: int, text: str, problems: list[Problem]) -> None:
        self.document = document
        self.number = number
        self.text = text
        self.problems = problems

    @property
    def is_hopeless(self) -> bool:
        """Whether so much is wrong that who reads the file stops here."""
        return len(self.problems) >= MOST_PROBLEMS

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
        known: set[str] = set()
        start = 0
        for cell in cells:
            name = self._scalar(cell.strip(), cell.strip(), start)
            start = name.end_column
            if name.text and name.text in known:
                message = f'the column "{name.text}" stands here a second time'
                self.problems.append(Problem("duplicate-key", message, name.span, "leave one out"))
            names.append(name.text)
            known.add(name.text)
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
        lost: list[tuple[str, Problem]] = []
        for key, value in pairs:
            name = self._scalar(key, json.dumps(key, ensure_ascii=False), start)
            key, start = name.text, name.end_column
            if key in entries:
                message = f'the key "{key}" stands here a second time'
                self.problems.append(Problem("duplicate-key", message, name.span, "leave one out"))
                lost.append((key, self.problems[-1]))
                if self.is_hopeless:
                    break
                continue
            node = self.node(value, start)
            if node is not None:
                entries[key] = (name, node)
        return Mapping(entries=entries, lost=lost, **self._where("{", 0))

    def _scalar(self, text: str, written: str, start: int) -> Scalar:
        node = Scalar(text=text, quoted=True, **self._where(written, start))
        if not text.isascii() and (half := HALF.search(text)):
            message = f"the escape \\u{ord(half[0]):04x} is half a character"
            self.problems.append(Problem("encoding", message, node.span, "write the character itself"))
            node.text = HALF.sub("\ufffd", text)
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
