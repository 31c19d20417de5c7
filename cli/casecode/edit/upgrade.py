"""Files of earlier versions in the form of this one. What they say stays, and every comment stays with what it is of.

The tree of the file is changed before it is laid out: what goes on to stand somewhere else is the same node, so that it
keeps its comments and the way in which it is written.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from casecode.edit.attached import Comments
from casecode.edit.comments import parts_of
from casecode.edit.layout import Layout
from casecode.read import node as nodes
from casecode.read.node import Mapping, Node, Scalar

_N = TypeVar("_N", bound=Node)

# For each list of records that a case had: the title of the table that it becomes, the key that heads a row, and those
# that are columns, with their titles.
_TABLES: dict[str, tuple[str, str, dict[str, str]]] = {
    "segments": (
        "Business segments",
        "title",
        {
            "description": "What it does",
            "period": "Period",
            "revenue": "Revenue",
            "share": "Share",
            "growth": "Growth",
        },
    ),
    "business-models": (
        "Business models",
        "title",
        {"parties": "Parties", "features": "Features", "process": "Process", "platforms": "Platforms"},
    ),
    "performance": ("Indicators of performance", "indicator", {"value": "Value", "date": "Date"}),
}
_DATES = ("entered", "left")  # keys that a unit had


def upgraded(layout: Layout) -> None:
    """Change what a file says in the words of an earlier version into those of this one, before it is laid out."""
    root = layout.offsets.root
    assert isinstance(root, Mapping)
    layout.held = [*_below(root)]  # they are known by their identity, which nothing new may have
    units = root.child("units")
    for _, below in parts_of(units) if isinstance(units, Mapping) else ():
        if isinstance(below, Mapping):
            _with_attributes(layout, below)
    _tables(layout, root)


def _with_attributes(layout: Layout, unit: Mapping) -> None:
    """Put what a unit said of when it was entered and left among its attributes, in front of the others."""
    there = unit.child("attributes")
    if there is not None and not isinstance(there, Mapping):
        return
    own = there.entries if there is not None else {}
    moved = {key: unit.entries.pop(key) for key in _DATES if key in unit.entries and key not in own}
    if not moved:
        return
    if there is not None:
        there.entries = {**moved, **own}
        node = there
    else:
        first = next(iter(moved.values()))[1]
        node = _mapping(first, {})
        node.entries = moved
        unit.entries["attributes"] = (_text(first, "attributes"), node)
    if layout.offsets._is_block(unit):
        layout.comments.broken.add(id(node))  # comments have no room in brackets


def _tables(layout: Layout, root: Mapping) -> None:
    old = [key for key in _TABLES if _is_list_of_records(root.child(key))]
    there = root.child("displays")
    if not old or not (there is None or isinstance(there, nodes.Sequence)):
        return
    comments = layout.comments
    displays: list[Node] = [_table(comments, key, *root.entries[key]) for key in old if _items(root.child(key))]
    if there is not None:
        there.items += displays
    elif displays:
        first = root.entries[old[0]][1]
        node = _like(first, nodes.Sequence(items=displays, document=first.document))
        root.entries["displays"] = (_text(first, "displays"), node)
    for key in old:
        name, _ = root.entries.pop(key)
        comments.below.setdefault(id(root), []).extend(_said(comments, name))  # of a list that was empty


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, nodes.Sequence) else []


def _is_list_of_records(node: Node | None) -> bool:
    return isinstance(node, nodes.Sequence) and all(isinstance(item, Mapping) for item in node.items)


def _table(comments: Comments, name: str, key: Scalar, rows: Node) -> Mapping:
    """The table that a list of records becomes."""
    assert isinstance(rows, nodes.Sequence)
    title, heading, titles = _TABLES[name]
    for row in rows.items:
        assert isinstance(row, Mapping)
        _row(comments, row, heading, [*titles])
    used = {
        column for row in rows.items if isinstance(cells := row.child("cells"), Mapping) for column in cells.entries
    }
    columns: dict[str, Node] = {column: _text(rows, text) for column, text in titles.items() if column in used}
    parts: dict[str, Node] = {"id": _text(rows, name), "kind": _text(rows, "table"), "title": _text(rows, title)}
    parts["columns"] = _mapping(rows, columns)
    table = _mapping(rows, {**parts, "rows": rows})
    _move(comments, key, table)
    return table


def _row(comments: Comments, row: Mapping, heading: str, columns: Sequence[str]) -> None:
    """Make a record the row of a table."""
    entries = row.entries
    cells: dict[str, tuple[Scalar, Node]] = {}
    for column in columns:
        if column in entries:
            key, value = entries.pop(column)
            cells[column] = (key, _joined(comments, row, value))
    kept = {**entries}
    entries.clear()
    if heading in kept:
        key, value = kept.pop(heading)
        label = _text(key, "label")
        _move(comments, key, label)
        entries["label"] = (label, value)
    if cells:
        node = _mapping(row, {})
        node.entries = cells
        entries["cells"] = (_text(row, "cells"), node)
    entries.update(kept)


def _joined(comments: Comments, row: Mapping, value: Node) -> Node:
    """A list of texts as one text; its comments go above the row."""
    if not isinstance(value, nodes.Sequence) or not all(isinstance(item, Scalar) for item in value.items):
        return value
    for node in reversed([value, *_below(value)]):
        _move(comments, node, row)
    return _text(value, "; ".join(item.text.strip() for item in value.items if isinstance(item, Scalar)))


def _below(node: Node) -> Iterator[Node]:
    if isinstance(node, nodes.Sequence | Mapping):
        for owner, below in parts_of(node):
            yield from (owner, below)
            yield from _below(below)


def _move(comments: Comments, old: Node, new: Node) -> None:
    """Put what is said of a node above another one; a key that only has another name keeps what stands beside it."""
    is_key = isinstance(old, Scalar) and isinstance(new, Scalar)
    if is_key and id(old) in comments.beside:
        comments.beside[id(new)] = comments.beside.pop(id(old))
    if lines := _said(comments, old):
        comments.above[id(new)] = [*lines, *comments.above.get(id(new), [])]


def _said(comments: Comments, node: Node) -> list[str]:
    """The comments of a node, which has them no more."""
    lines = comments.above.pop(id(node), [])
    lines += [comment.text for comment in comments.beside.pop(id(node), [])]
    return lines + comments.below.pop(id(node), [])


def _text(near: Node, text: str) -> Scalar:
    return _like(near, Scalar(text=text, document=near.document))


def _mapping(near: Node, values: dict[str, Node]) -> Mapping:
    entries = {name: (_text(near, name), value) for name, value in values.items()}
    return _like(near, Mapping(entries=entries, document=near.document))


def _like(near: Node, node: _N) -> _N:
    """A new node, said to stand where an old one does: in brackets if that does."""
    node.line, node.column, node.end_line, node.end_column = near.line, near.column, near.end_line, near.end_column
    return node
