"""Evidence in the form that it has here, a JSON object to a line, as `add -` takes it."""

from typing import Any

from casecode.model.problem import Problem
from casecode.read import forms
from casecode.read.bulk import parse_json_lines
from casecode.read.evidence_keys import IMPLIED
from casecode.read.node import Mapping, Node, Scalar, Sequence
from casecode.read.shape import ListOf
from casecode.read.text import decode

Record = dict[str, Any]


def given(name: str, data: bytes) -> tuple[list[Record], list[Problem]]:
    """The pieces that are given, with every problem of their form at its line.

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


def _with_ids(table: Sequence) -> Sequence:
    """The rows with an id each, so that only what else is missing is a problem."""
    items: list[Node] = []
    for number, row in enumerate(table.items, 1):
        if isinstance(row, Mapping):
            entries = {"id": (_scalar(row, "id"), _scalar(row, f"row-{number}")), **row.entries}
            row = Mapping(entries=entries, **_at(row))
        items.append(row)
    return Sequence(document=table.document, items=items)


def _scalar(where: Node, text: str) -> Scalar:
    return Scalar(text=text, quoted=True, **_at(where))


def _at(node: Node) -> dict[str, Any]:
    names = ("document", "line", "column", "end_line", "end_column")
    return {name: getattr(node, name) for name in names}


def _record(row: Node) -> Record:
    assert isinstance(row, Mapping)
    record: Record = {}
    for field, (_, node) in row.entries.items():
        if isinstance(node, Sequence):
            record[field] = [item.text.strip() for item in node.items if isinstance(item, Scalar)]
        elif isinstance(node, Scalar):
            record[field] = "\n".join(filter(None, map(str.rstrip, node.text.strip().split("\n"))))
    return {key: it for key, it in record.items() if it and it != IMPLIED.get(key)}
