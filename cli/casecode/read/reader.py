"""Reading one file: bytes to text, text to nodes, nodes to what they mean; and finding places in it again."""

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from msgspec.structs import replace

from casecode.model.case import Case
from casecode.model.framework import Framework
from casecode.model.problem import Problem
from casecode.model.span import Document, Finder, Origin, Span
from casecode.read import bulk, forms, plain
from casecode.read.node import Mapping, Node, Scalar, Sequence
from casecode.read.quick import Item, OddError, QuickForm
from casecode.read.shape import ListOf
from casecode.read.text import decode
from casecode.read.yaml import parse

# The key of a list of evidence, and the next key after it, at the top of a YAML file.
_EVIDENCE = re.compile(r"^evidence: *(?:#.*)?\n", re.MULTILINE)
_NEXT_KEY = re.compile(r"^[^\s#-]", re.MULTILINE)


def read(kind: Any, name: str, data: bytes, file: str) -> tuple[Any, list[Problem]]:
    """The case, framework or evidence in a file, with every problem of its form; nothing where it has none.

    What is well formed and plain is read the quick way; its places are looked for only when a problem needs one.
    """
    document, problems = decode(name, data, file, _is_bulk(name))
    if document is None:
        return None, problems
    with suppress(OddError):
        value = _read_quickly(kind, document)
        return value, []
    root, problems = _nodes(document)
    if root is None:
        return None, problems
    return _value(kind, root, name, problems), problems


def _value(kind: Any, root: Node, name: str, problems: list[Problem]) -> Any:
    if isinstance(root, Sequence) and _is_bulk(name) and kind not in (Case, Framework):
        return ListOf(forms.EVIDENCE).read(root, problems)
    if not isinstance(root, Mapping):
        message = "expected keys and values at the top of the file"
        hint = "a framework begins with `framework: its-id`, a case with `case: its-id`"
        problems.append(Problem("wrong-kind", message, root.span, hint))
        return None
    if kind is Case:
        return forms.CASE.read(root, problems)
    if kind is Framework:
        return forms.FRAMEWORK.read(root, problems)
    return tuple(forms.EVIDENCE_FILE.read(root, problems).get("evidence", ()))


def _read_quickly(kind: Any, document: Document) -> Any:
    """A case or evidence whose list of evidence is plain. Raises `OddError` where anything is not as it should be."""
    if kind is Framework:
        raise OddError
    if _is_bulk(document.name):
        if kind is Case:
            raise OddError
        return _records(bulk.items(document), document.file)
    root, begin, end, line = _without_evidence(document)
    evidence = _records(plain.items(document.text, begin, end, line), document.file)
    problems: list[Problem] = []
    if kind is not Case:
        if root.entries:
            raise OddError
        return evidence
    case = forms.CASE.read(root, problems)
    if problems or case is None:
        raise OddError
    return replace(case, evidence=evidence)


def _without_evidence(document: Document) -> tuple[Mapping, int, int, int]:
    """What a YAML file holds beside its list of evidence; where the lines of that begin and end, and the number of the
    first of them counting from 0. Raises `OddError`."""
    text = document.text
    found = _EVIDENCE.search(text)
    if found is None or _EVIDENCE.search(text, found.end()):
        raise OddError
    begin = found.end()
    following = _NEXT_KEY.search(text, begin)
    end = following.start() if following else len(text)
    line = text.count("\n", 0, begin)
    # As many empty lines instead: all other places stay what they are.
    rest = text[:begin] + "\n" * text.count("\n", begin, end) + text[end:]
    root, problems = parse(Document(document.name, rest, document.file))
    if problems or not isinstance(root, Mapping):
        raise OddError
    key, below = root.entries.pop("evidence", (None, None))
    if key is None or key.line != line - 1 or not (isinstance(below, Scalar) and below.is_empty):
        raise OddError
    return root, begin, end, line


def _records(items: Iterable[Item], file: str) -> tuple[Any, ...]:
    form = QuickForm(forms.EVIDENCE)
    return tuple(form.record(values, Origin(file, line, column)) for line, column, values in items)


def finder(name: str, data: bytes, file: str) -> Finder:
    """How to find places in a file that was taken from the cache, or read the quick way: it is parsed now.

    What stands beside a long list of evidence is found without parsing that.
    """
    document, _ = decode(name, data, file, _is_bulk(name))
    if document is None:
        return _nowhere
    with suppress(OddError):
        if not document.is_yaml:
            raise OddError
        root, begin, end, first = _without_evidence(document)
        last = first + document.text.count("\n", begin, end)
        beside = _find_in(root)
        whole: list[Finder] = []

        def find(line: int, column: int, path: tuple[str | int, ...]) -> Span:
            if (line < first or line > last) and path[:1] != ("evidence",):
                return beside(line, column, path)
            if not whole:
                whole.append(_whole(document))
            return whole[0](line, column, path)

        return find
    return _whole(document)


def _whole(document: Document) -> Finder:
    root = _nodes(document)[0]
    return _find_in(root) if root is not None else _nowhere


def _nodes(document: Document) -> tuple[Node | None, list[Problem]]:
    if document.is_yaml:
        return parse(document)
    if document.name.endswith((".csv", ".tsv")):
        return bulk.parse_csv(document, "\t" if document.name.endswith(".tsv") else ",")
    return bulk.parse_json_lines(document)


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
