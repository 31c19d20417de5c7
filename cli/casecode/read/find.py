"""Where the parts of a record stand: the file is read again for it, and no more of that than is needed.

Only a problem asks. Of a long list of evidence the one record that it is about becomes nodes, and none of the others.
"""

from contextlib import suppress
from typing import Any

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import MappingEndEvent, MappingStartEvent, SequenceEndEvent, SequenceStartEvent

from casecode.model.span import Document, Finder, Span, Spot
from casecode.read import bulk, forms
from casecode.read.node import Mapping, Node, Records, Sequence
from casecode.read.text import decode, is_bulk
from casecode.read.yaml import Builder, parser_of, record_lists

_DEEPER = {MappingStartEvent: 1, SequenceStartEvent: 1, MappingEndEvent: -1, SequenceEndEvent: -1}
_DEEPEST = 200  # columns; what begins further to the right stands in brackets


def finder(name: str, data: bytes, file: str) -> Finder:
    """What finds the span of a part of a record that was read from these bytes."""
    document, _ = decode(name, data, file, is_bulk(name))
    if document is None:
        return lambda _: _start_of(Document(name, ""))
    if document.is_yaml:
        return _Outline(document).find
    return _Bulk(document).find


def _start_of(document: Document) -> Span:
    return Span(document, 1, 1, 1, 1)


class _Bulk:
    """The records of a file of bulk evidence as far as they are asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.last: tuple[int, Node | None] = -1, None

    def find(self, spot: Spot) -> Span:
        """The span of a part of a record."""
        line = spot.origin.line
        if self.last[0] != line:  # what is wrong in a record is asked for at once
            node = None
            with suppress(ValueError):
                node = bulk.record_at(self.document, line)
            self.last = line, node
        node = self.last[1]
        return node.at(*spot.path) if node else _start_of(self.document)


class _Outline(Builder):
    """The nodes of a file as far as it had to be read, without the records of its long lists."""

    def __init__(self, document: Document) -> None:
        super().__init__(document, record_lists(forms.CASE))
        self.next = parser_of(document.text).get_event
        self.begun: dict[tuple[int, int], Node] = {}
        self.line = 0
        self.is_done = False
        self.last: tuple[tuple[int, int], Node | None] = (-1, -1), None

    def find(self, spot: Spot) -> Span:
        """The span of a part of a record, or of the nearest part above it."""
        line, column = where = spot.origin.line, spot.origin.column
        while self.line <= line and not self.is_done:
            self._go_on()
        node = self.begun.get(where)
        if node is None:
            if self.last[0] != where:  # what is wrong in a record is asked for at once
                self.last = where, _part(self.document, line, column)
            part = self.last[1]
            return part.at(*spot.path) if part else self.root.span if self.root else _start_of(self.document)
        while not self._is_complete(node, spot.path) and not self.is_done:
            self._go_on()
        return node.at(*spot.path)

    def _is_complete(self, node: Node, path: tuple[str | int, ...]) -> bool:
        """Whether what the path leads to has been read."""
        below = node.child(path[0]) if path else node
        return (below or node) not in self.stack

    def _go_on(self) -> None:
        try:
            event = self.next()
        except YAMLError:
            event = None
        if event is None or self.is_hopeless:
            self.is_done = True
            return
        self.line = event.start_mark.line
        self.step(event)

    def _add(self, node: Node) -> None:
        self.begun.setdefault((node.line, node.column), node)  # of those that begin in one place the outermost
        super()._add(node)

    def record(self, start: Any, records: Records) -> None:  # noqa: ARG002
        """Pass over a record."""
        depth = 1
        following, deeper = self.next, _DEEPER.get
        while depth:
            depth += deeper(type(following()), 0)


def _part(document: Document, line: int, column: int) -> Node | None:
    """The mapping that begins at a line and column, parsed alone: what stands before it is as good as blank."""
    builder = Builder(document, {})
    builder.next = parser_of(_Rest(document, line, column)).get_event
    try:
        while not (builder.root and not builder.stack) and (event := builder.next()) and not builder.is_hopeless:
            builder.step(event)
    except YAMLError:
        return None
    if builder.root is not None:
        _shift(builder.root, line, max(column - _DEEPEST, 0))
    return builder.root


class _Rest:
    """A document from a line and column on, as a stream; what stands deeper is moved to the left."""

    def __init__(self, document: Document, line: int, column: int) -> None:
        self.lines = document.lines
        self.line, self.column = line, column
        self.given = " " * min(column, _DEEPEST)

    def read(self, size: int) -> str:
        """The next line, or as much of it as there is room for, a character taking up to four bytes."""
        if self.line == len(self.lines):
            return ""
        line, start, most = self.lines[self.line], self.column, max(size // 4 - len(self.given), 1)
        indent, self.given = self.given, ""
        if len(line) - start < most:
            self.line, self.column = self.line + 1, 0
            return f"{indent}{line[start:]}\n"
        self.column += most
        return indent + line[start : start + most]


def _shift(root: Node, lines: int, columns: int) -> None:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        node.column += 0 if node.line else columns
        node.end_column += 0 if node.end_line else columns
        node.line += lines
        node.end_line += lines
        if isinstance(node, Mapping):
            waiting += [part for entry in node.entries.values() for part in entry]
        elif isinstance(node, Sequence):
            waiting += node.items
