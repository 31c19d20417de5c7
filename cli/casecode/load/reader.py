"""Reading one file: bytes to text, text to nodes, nodes to what they mean; and finding places in it again."""

from typing import Any

from casecode.load import forms
from casecode.load.bulk import parse_csv, parse_json_lines
from casecode.load.node import Mapping, Node, Sequence
from casecode.load.shape import ListOf
from casecode.load.text import decode
from casecode.load.yaml import parse
from casecode.model.case import Case
from casecode.model.framework import Framework
from casecode.problem import Problem
from casecode.span import Document, Finder, Span, register


def read(kind: Any, name: str, data: bytes, key: str) -> tuple[Any, list[Problem]]:
    """The case, framework or evidence in a file, with every problem of its form; nothing where it has none."""
    root, document, problems = _nodes(name, data, key)
    if root is None or document is None:
        return None, problems
    register(key, name, _find_in(root))
    if isinstance(root, Sequence) and _is_bulk(name) and kind not in (Case, Framework):
        return ListOf(forms.EVIDENCE).read(root, problems), problems
    if not isinstance(root, Mapping):
        message = "expected keys and values at the top of the file"
        hint = "a framework begins with `framework: its-id`, a case with `case: its-id`"
        return None, [*problems, Problem("wrong-kind", message, root.span, hint)]
    if kind is Case:
        return forms.CASE.read(root, problems), problems
    if kind is Framework:
        return forms.FRAMEWORK.read(root, problems), problems
    return tuple(forms.EVIDENCE_FILE.read(root, problems).get("evidence", ())), problems


def finder(name: str, data: bytes, key: str) -> Finder:
    """How to find places in a file that was taken from the cache: it is parsed now."""
    root, _, _ = _nodes(name, data, key)
    found = _find_in(root) if root is not None else _nowhere
    register(key, name, found)
    return found


def _nodes(name: str, data: bytes, key: str) -> tuple[Node | None, Document | None, list[Problem]]:
    is_bulk = _is_bulk(name)
    document, problems = decode(name, data, key, is_bulk)
    if document is None:
        return None, None, problems
    if not is_bulk:
        root, more = parse(document)
    elif name.endswith((".csv", ".tsv")):
        root, more = parse_csv(document, "\t" if name.endswith(".tsv") else ",")
    else:
        root, more = parse_json_lines(document)
    return root, document, [*problems, *more]


def _is_bulk(name: str) -> bool:
    return name.endswith((".jsonl", ".ndjson", ".csv", ".tsv"))


def _find_in(root: Node) -> Finder:
    index: dict[tuple[int, int], Mapping] = {}

    def find(line: int, column: int, path: tuple[str | int, ...]) -> Span:
        if not index:
            index.update({(node.line, node.column): node for node in _mappings(root)})
        node = index.get((line, column))
        return node.at(*path) if node is not None else root.span

    return find


def _mappings(root: Node) -> list[Mapping]:
    found: list[Mapping] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            found.append(node)
            waiting += [below for _, below in node.entries.values()]
        elif isinstance(node, Sequence):
            waiting += node.items
    return found


def _nowhere(_line: int, _column: int, _path: tuple[str | int, ...]) -> Span:
    return Span(Document("", ""), 1, 1, 1, 1)
