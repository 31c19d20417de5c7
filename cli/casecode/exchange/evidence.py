"""Evidence from a foreign table: rows to records of this case, or to problems with the line of the row."""

import re
from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from typing import Any

from msgspec.structs import replace

from casecode.checks import references
from casecode.exchange import workbook
from casecode.exchange.texts import folded
from casecode.model.problem import Problem
from casecode.model.span import Document, Span
from casecode.model.study import Study
from casecode.read import forms
from casecode.read.boundary import UnreadableError
from casecode.read.bulk import LISTS, parse_csv, parse_json_lines
from casecode.read.evidence_keys import IMPLIED, KEYS
from casecode.read.node import Mapping, Node, Scalar, Sequence
from casecode.read.shape import ListOf
from casecode.read.text import decode, located

FORMATS = (".csv", ".tsv", ".jsonl", ".ndjson", ".xlsx")
Record = dict[str, Any]


def read_table(name: str, data: bytes) -> tuple[Sequence | None, list[Problem]]:
    """The rows of a file as mappings from its column names. Raises `ImportError` where a library is needed for it."""
    if name.endswith(".xlsx"):
        try:
            data = workbook.as_text(data)
        except UnreadableError as error:
            span = Span(Document(name, ""), 1, 1, 1, 1)
            return None, [Problem("syntax", f"the workbook cannot be read: {error.reason}", span, error.hint)]
    document, problems = decode(name, data, bulk=True)
    if document is None:
        return None, problems
    if name.endswith((".jsonl", ".ndjson")):
        root, more = parse_json_lines(document)
    else:
        root, more = parse_csv(document, _delimiter(document.text) if name.endswith(".csv") else "\t")
    assert isinstance(root, Sequence)
    return root, [*problems, *more]


def given(name: str, data: bytes) -> tuple[list[Record], list[Problem]]:
    """Evidence in the form that it has here, a JSON object to a line, with every problem of its form at its line.

    Ids may be left out: a piece gets the next free one.
    """
    document, problems = decode(name, data, bulk=True)
    if document is None:
        return [], problems
    rows, more = parse_json_lines(document)
    assert isinstance(rows, Sequence)
    problems += more
    ListOf(forms.EVIDENCE).read(_with_ids(rows), problems)
    return [_record(row) for row in rows.items if isinstance(row, Mapping)], problems


def _delimiter(text: str) -> str:
    """What parts the columns: the sign that the header has most of, since spreadsheets write `;` in many countries."""
    header = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").partition("\n")[0])
    return max((",", ";", "\t"), key=header.count)


def records(
    study: Study, rows: Sequence, mapping: Map[str, str], defaults: Record
) -> tuple[list[Record], list[Problem]]:
    """The rows as evidence of a case, with every problem of a row at its line.

    Codes, units and sources may be written as ids or by their labels and titles. Defaults fill fields that a row leaves
    empty. A record whose row has a problem is among the records, too: the caller takes all or none.
    """
    problems: list[Problem] = []
    names = _names(study)
    mapped: list[Node] = [_mapped(row, mapping, names, defaults) for row in rows.items if isinstance(row, Mapping)]
    table = Sequence(document=rows.document, items=mapped)
    pieces = ListOf(forms.EVIDENCE).read(_with_ids(table), problems)
    find = _finder(mapped)
    file = f"import:{rows.document.name}"
    placed = tuple(replace(piece, origin=replace(piece.origin, file=file)) for piece in pieces)
    imported = replace(study, case=replace(study.case, evidence=placed, conclusions=(), themes=study.case.themes))
    for rule in (references.unknown_theme, references.unknown_unit, references.unknown_source):
        own = (finding for finding in rule(imported) if finding.spot.origin.file == file)
        problems += located(own, lambda spot: find(spot.origin.line, spot.origin.column, spot.path))
    return [_record(node) for node in mapped], problems


def _names(study: Study) -> dict[str, dict[str, str]]:
    """For the fields that hold ids: labels and titles, folded, with the id that they stand for."""
    codes = {theme.label: theme.id for theme in study.themes.values()}
    factors = {factor.title: factor.id for factor in study.framework.by_id.values()}
    units = {unit.title: unit.id for unit in study.case.units.values()}
    sources = {source.title: source.id for source in study.sources.values()}
    tables = {"theme": {**factors, **codes}, "unit": units, "source": sources}
    by_kind = {kind: {folded(label): id_ for label, id_ in table.items()} for kind, table in tables.items()}
    return {key.key: by_kind[key.of] for key in KEYS if key.of in by_kind}


def _mapped(row: Mapping, mapping: Map[str, str], names: Map[str, Map[str, str]], defaults: Record) -> Mapping:
    """A row with the fields of evidence for its columns."""
    entries: dict[str, tuple[Scalar, Node]] = {}
    for field, column in mapping.items():
        if column in row.entries:
            key, node = row.entries[column]
            entries[field] = (key, _value(field, node, names.get(field, {})))
    for field, it in defaults.items():
        if field not in entries:
            text = (
                _scalar(row, it)
                if isinstance(it, str)
                else Sequence(items=[_scalar(row, one) for one in it], **_at(row))
            )
            entries[field] = (_scalar(row, field), text)
    return Mapping(entries=entries, **_at(row))


def _value(field: str, node: Node, ids: Map[str, str]) -> Node:
    if field in LISTS:
        items = node.items if isinstance(node, Sequence) else _split(node)
        return Sequence(items=[_named(item, ids) for item in items], **_at(node))
    return _named(node, ids)


def _split(node: Node) -> list[Node]:
    """The items of a cell: apart by semicolons, or lines, or else by commas."""
    if not isinstance(node, Scalar):
        return [node]
    sign = next((sign for sign in (";", "|", "\n") if sign in node.text), ",")
    return [_scalar(node, part.strip()) for part in node.text.split(sign) if part.strip()]


def _named(node: Node, ids: Map[str, str]) -> Node:
    """The node with the id that its label stands for, if it is one."""
    if isinstance(node, Scalar) and (id_ := ids.get(folded(node.text))):
        return _scalar(node, id_)
    return node


def _scalar(where: Node, text: str) -> Scalar:
    return Scalar(text=text, quoted=True, **_at(where))


def _at(node: Node) -> dict[str, Any]:
    names = ("document", "line", "column", "end_line", "end_column")
    return {name: getattr(node, name) for name in names}


def _with_ids(table: Sequence) -> Sequence:
    """The rows with an id each, so that only what else is missing is a problem."""
    items: list[Node] = []
    for number, row in enumerate(table.items, 1):
        if isinstance(row, Mapping):
            entries = {"id": (_scalar(row, "id"), _scalar(row, f"row-{number}")), **row.entries}
            row = Mapping(entries=entries, **_at(row))
        items.append(row)
    return Sequence(document=table.document, items=items)


def _finder(rows: Seq[Node]) -> Any:
    index = {(row.line, row.column): row for row in rows}

    def find(line: int, column: int, path: tuple[str | int, ...]) -> Span:
        row = index.get((line, column))
        return row.at(*path) if row is not None else Span(Document("", ""), 1, 1, 1, 1)

    return find


def _record(row: Node) -> Record:
    assert isinstance(row, Mapping)
    record: Record = {}
    for field, (_, node) in row.entries.items():
        if isinstance(node, Sequence):
            record[field] = [item.text.strip() for item in node.items if isinstance(item, Scalar)]
        elif isinstance(node, Scalar):
            record[field] = "\n".join(filter(None, map(str.rstrip, node.text.strip().split("\n"))))
    return {key: it for key, it in record.items() if it and it != IMPLIED.get(key)}
