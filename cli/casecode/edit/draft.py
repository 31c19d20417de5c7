"""One file under change: edits are splices of its text, and what they come to is proved before anything is written.

Each edit says twice what it does: as a splice of the text, and as a change of the data that the text holds. In the end
the spliced text is read again and must hold exactly the changed data.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from casecode.edit import emit
from casecode.edit.offsets import BREAK, Places, UnsafeEditError
from casecode.model.problem import Problem
from casecode.read import node as nodes
from casecode.read.node import Node, Scalar
from casecode.read.text import decode
from casecode.read.yaml import parse

Path = tuple[str | int, ...]


class _Gone:
    """What stands in the data for an item that is taken out, so that those behind it keep their places."""


_GONE = _Gone()


class Draft(Places):
    """The text of a YAML file with the edits made so far. Without a root it has problems and cannot be edited."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data
        document, problems = decode(name, data)
        self.problems: list[Problem] = problems
        self.root: Node | None = None
        self.text = document.text if document else ""
        if document is not None:
            self.root, more = parse(document)
            self.problems = [*problems, *more]
        self.starts = [0, *(found.end() for found in BREAK.finditer(self.text))]
        self.newline = "\r\n" if "\r\n" in self.text else "\n"
        self.splices: list[tuple[int, int, int, str]] = []
        self.holds = plain(self.root) if self.root else {}
        self.written: dict[Path, Sequence[str]] = {}  # values that are written anew, from what they hold in the end
        self.removed: dict[Path, list[tuple[int, int, int, str]]] = {}

    def at(self, path: Path) -> Node | None:
        """The node that a path leads to, as the file was read."""
        node = self.root
        for step in path:
            node = node.child(step) if node is not None else None
        return node

    # Edits

    def put(self, path: Path, it: emit.Value, order: Sequence[str] = ()) -> None:
        """Set what stands under a key; a new key comes after those that go before it in the order."""
        self._change(path[:-1], lambda there: there.__setitem__(path[-1], it))
        old = self.at(path)
        if self._is_written(path[:-1]):
            return
        if isinstance(old, Scalar) and isinstance(it, str):
            self._replace(self._begin(old), self._end(old), self._like(old, it), it)
        else:
            self.written[path] = order

    def append(self, path: Path, it: emit.Value, order: Sequence[str] = ()) -> None:
        """Add an item to the end of a list; the key of a list that is not there is written first."""
        if not self._holds(path):
            self.put(path, [it], order)
            return
        self._change(path, lambda items: items.append(it))
        if self._is_written(path):
            return
        there = self.at(path)
        if not isinstance(there, nodes.Sequence) or not there.items:
            self.written[path] = order
            return
        last = there.items[-1]
        if not self._is_block(there):
            self._splice(self._end(last), self._end(last), f", {emit.flow(it)}")
            return
        column = self._dash(last)
        if not isinstance(it, Mapping):
            behind = emit.value(it, column, column + 2)
        elif self._is_block(last):
            behind = emit.entries(it, column + 2)
        else:
            behind = emit.flow(it)
        self._insert_after(last, column, f"{' ' * column}- {behind}")

    def remove(self, path: Path) -> None:
        """Take a key with its value, or an item of a list, out."""
        parent, node = self.at(path[:-1]), self.at(path)
        if isinstance(parent, nodes.Sequence):
            self._change(path[:-1], lambda there: there.__setitem__(path[-1], _GONE))
        else:
            self._change(path[:-1], lambda there: there.__delitem__(path[-1]))
        if node is None or not isinstance(parent, nodes.Sequence | nodes.Mapping):
            raise UnsafeEditError(path)
        splices = self.removed.setdefault(path[:-1], [])
        size = len(parent.items) if isinstance(parent, nodes.Sequence) else len(parent.entries)
        if len(splices) + 1 == size:  # the last one goes: an empty list is left
            self.splices = [it for it in self.splices if it not in splices]
            self.written[path[:-1]] = ()
            return
        before = len(self.splices)
        if not self._is_block(parent):
            self._remove_flow(path, parent)
        else:
            key = node if isinstance(parent, nodes.Sequence) else self._key(path)
            column = self._dash(node) if isinstance(parent, nodes.Sequence) else key.column
            self._remove_lines(self._offset(key.line, column), self._end(node))
        splices += self.splices[before:]

    def rename_key(self, path: Path, name: str) -> None:
        """Give what stands under a key another key, in its place."""

        def change(there: dict[str, Any]) -> None:
            items = [(name if key == path[-1] else key, it) for key, it in there.items()]
            there.clear()
            there.update(items)

        self._change(path[:-1], change)
        key = self._key(path)
        self._splice(self._begin(key), self._end(key), self._like(key, name))

    # What comes of them

    @property
    def is_changed(self) -> bool:
        return bool(self.splices or self.written)

    def result(self) -> bytes:
        """The bytes of the file with all edits made. Raises `UnsafeEditError` if they do not hold what was meant."""
        parts = []
        last = 0
        for start, end, _, text in sorted([*self.splices, *self._written()]):
            if start < last:
                raise UnsafeEditError("two edits of one place")
            parts += [self.text[last:start], text]
            last = end
        text = "".join([*parts, self.text[last:]])
        data = (BOM_UTF8 if self.data.startswith(BOM_UTF8) else b"") + text.encode()
        document, problems = decode(self.name, data)
        root, more = parse(document) if document else (None, [])
        if problems or more or root is None or plain(root) != _purged(self.holds):
            raise UnsafeEditError(self.name)
        return data

    def _key(self, path: Path) -> Scalar:
        parent = self.at(path[:-1])
        if not isinstance(parent, nodes.Mapping) or path[-1] not in parent.entries:
            raise UnsafeEditError(path)
        return parent.entries[str(path[-1])][0]

    # Splices

    def _splice(self, start: int, end: int, text: str) -> None:
        self.splices.append((start, end, len(self.splices), text.replace("\n", self.newline)))

    def _replace(self, start: int, end: int, behind: str, it: emit.Value) -> None:
        """Put a value in the place of another, where what follows on the line would become a part of it."""
        line_end = self._line_end(end)
        rest = self.text[end:line_end]
        if "\n" not in behind or not rest:
            self._splice(start, end, behind)
        elif behind.startswith("\n"):  # a comment stays behind the key
            self._splice(start, end, "")
            self._splice(line_end, line_end, behind)
        elif rest.strip():
            space = " " if behind.startswith(" ") else ""
            self._splice(start, end, space + (emit.quoted(it) if isinstance(it, str) else emit.flow(it)))
        else:
            self._splice(start, line_end, behind)

    def _like(self, old: Scalar, text: str) -> str:
        """A text in the manner of the one that it stands for."""
        if old.quoted and self.text[self._begin(old)] in "'\"":
            return emit.quoted(text)
        line = self.text[self.starts[old.line] :]
        indent = len(line) - len(line.lstrip(" "))
        if line[indent : indent + 2] == "- ":
            indent += 2
        return emit.scalar(text, indent, old.column, in_flow=self._in_flow(old))

    def _insert_after(self, node: Node, column: int, lines: str) -> None:
        """Write lines below a node, and below the comments that belong to it: those that are indented deeper."""
        end = self._line_end(self._end(node))
        while (following := self._line_end(end + 1)) > end:
            line = self.text[end:following].lstrip("\r\n")
            if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) <= column:
                break
            end = following
        self._splice(end, end, f"\n{lines}")

    def _written(self) -> list[tuple[int, int, int, str]]:
        """The splices for values that are written anew, as they are in the end."""
        made = self.splices
        self.splices = []
        try:
            paths = sorted(self.written, key=self._rank)
            for path in paths:
                if not any(path[:length] in self.written for length in range(len(path))):
                    self._write(path, _purged(self._value(path)))
            return self.splices
        finally:
            self.splices = made

    def _rank(self, path: Path) -> int:
        order = self.written[path]
        return order.index(str(path[-1])) if path[-1] in order else 0

    def _write(self, path: Path, it: emit.Value) -> None:
        old, parent = self.at(path), self.at(path[:-1])
        if old is None:
            self._add_key(path, it, self.written[path])
            return
        if not isinstance(parent, nodes.Mapping) or not self._is_block(parent):
            self._splice(self._begin(old), self._end(old), emit.flow(it))
            return
        key = self._key(path)
        start = self.text.index(":", self._offset(key.end_line, key.end_column)) + 1
        behind = emit.value(it, key.column, key.column + len(key.text) + 2)
        self._replace(start, self._end(old), behind if behind.startswith("\n") else f" {behind}", it)

    def _add_key(self, path: Path, it: emit.Value, order: Sequence[str]) -> None:
        parent = self.at(path[:-1])
        if not isinstance(parent, nodes.Mapping) or not parent.entries:
            raise UnsafeEditError(path)
        name = str(path[-1])
        rank = {key: number for number, key in enumerate(order)}
        before = [key for key in parent.entries if rank.get(key, -1) < rank.get(name, len(rank))]
        key, beside = parent.entries[before[-1] if before else next(iter(parent.entries))]
        if not self._is_block(parent):
            written = f"{name}: {emit.flow(it)}"
            at = self._end(beside) if before else self._begin(key)
            self._splice(at, at, f", {written}" if before else f"{written}, ")
            return
        written = emit.entry(name, it, key.column)
        if before:
            self._insert_after(beside, key.column, " " * key.column + written)
        else:
            self._splice(self._begin(key), self._begin(key), f"{written}\n{' ' * key.column}")

    def _remove_flow(self, path: Path, parent: Node) -> None:
        if isinstance(parent, nodes.Sequence):
            spans = [(self._begin(it), self._end(it)) for it in parent.items]
            position = int(path[-1])
        else:
            assert isinstance(parent, nodes.Mapping)
            spans = [(self._begin(key), self._end(it)) for key, it in parent.entries.values()]
            position = list(parent.entries).index(str(path[-1]))
        if position:
            self._splice(spans[position - 1][1], spans[position][1], "")
        else:
            self._splice(spans[0][0], spans[1][0], "")

    def _remove_lines(self, start: int, end: int) -> None:
        """Take out what begins somewhere on a line: the whole lines, or all up to the next entry behind a dash."""
        line_start = max((it for it in self.starts if it <= start), default=0)
        end = self._line_end(end)
        if self.text[line_start:start].strip():  # an entry behind a dash: the next one moves up
            rest = re.compile(r"\s*").match(self.text, end)
            self._splice(start, rest.end() if rest else end, "")
            return
        found = BREAK.match(self.text, end)
        if found:
            self._splice(line_start, found.end(), "")
        else:  # the last line, without an end: the one before it loses its own
            before = list(BREAK.finditer(self.text, 0, line_start))
            self._splice(before[-1].start() if before else 0, end, "")

    # Data

    def _value(self, path: Path) -> Any:
        there: Any = self.holds
        for step in path:
            there = there[step]
        return there

    def _change(self, path: Path, how: Callable[[Any], Any]) -> None:
        how(self._value(path))

    def _holds(self, path: Path) -> bool:
        try:
            return self._value(path) is not None
        except (KeyError, IndexError, TypeError):
            return False

    def _is_written(self, path: Path) -> bool:
        """Whether what stands at a path is written anew in the end, so that it need not be spliced."""
        return any(path[:length] in self.written for length in range(1, len(path) + 1))


def _purged(it: Any) -> Any:
    """The data without what is taken out."""
    if isinstance(it, list):
        return [_purged(one) for one in it if one is not _GONE]
    return {key: _purged(one) for key, one in it.items()} if isinstance(it, dict) else it


def plain(node: Node | None) -> Any:
    """What a node holds: texts, lists and dictionaries."""
    if isinstance(node, nodes.Sequence):
        return [plain(it) for it in node.items]
    if isinstance(node, nodes.Mapping):
        return {key: plain(it) for key, (_, it) in node.entries.items()}
    return node.text if isinstance(node, Scalar) else None
