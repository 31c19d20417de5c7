"""Where the parts of a YAML text begin and end, as a person sees them: without the space and comments behind."""

import re

from casecode.read import node as nodes
from casecode.read.node import Node, Scalar

BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class UnsafeEditError(Exception):
    """An edit that would not come to what it says: a bug, or a way of writing that is not understood."""


class Places:
    """A text with its nodes: offsets for lines and columns. `starts` holds where each line begins."""

    text: str
    starts: list[int]
    root: Node | None

    def _offset(self, line: int, column: int) -> int:
        return self.starts[line] + column if line < len(self.starts) else len(self.text)

    def _begin(self, node: Node) -> int:
        return self._offset(node.line, node.column)

    def _is_block(self, node: Node) -> bool:
        """Whether a list or mapping is written on lines of its own, without brackets."""
        return not isinstance(node, Scalar) and self.text[self._begin(node) : self._begin(node) + 1] not in ("[", "{")

    def _end(self, node: Node) -> int:
        """Where the content of a node ends: parsers take white space and comments behind a block with it."""
        if isinstance(node, nodes.Sequence | nodes.Mapping) and self._is_block(node):
            below = node.items if isinstance(node, nodes.Sequence) else [it for _, it in node.entries.values()]
            return self._end(below[-1]) if below else self._begin(node)
        start, end = self._begin(node), self._offset(node.end_line, node.end_column)
        is_block_text = isinstance(node, Scalar) and node.quoted and self.text[start : start + 1] in ("|", ">")
        return start + len(self.text[start:end].rstrip()) if is_block_text else end

    def _dash(self, item: Node) -> int:
        """The column of the dash before an item of a block list."""
        before = self.text[self.starts[item.line] : self._begin(item)]
        if not before.rstrip().endswith("-"):
            raise UnsafeEditError("an item of a list without a dash on its line")
        return before.rindex("-")

    def _line_end(self, offset: int) -> int:
        found = BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def _in_flow(self, node: Node) -> bool:
        """Whether a node stands somewhere within brackets."""
        waiting: list[Node] = [self.root] if self.root else []
        while waiting:
            one = waiting.pop()
            if isinstance(one, nodes.Sequence | nodes.Mapping):
                inside = (one.line, one.column) <= (node.line, node.column) < (one.end_line, one.end_column)
                if inside and not self._is_block(one):
                    return True
                waiting += one.items if isinstance(one, nodes.Sequence) else [it for _, it in one.entries.values()]
        return False
