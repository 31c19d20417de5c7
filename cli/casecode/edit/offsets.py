"""Where the parts of a YAML text begin and end, as a person sees them: without the space and comments behind."""

import re
from bisect import bisect_right

from casecode.edit.store import RefusedError
from casecode.read import node as nodes
from casecode.read.node import Node, Scalar

Path = tuple[str | int, ...]

BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_WHITE = " \t\n\r\x85\u2028\u2029"
_HALF = re.compile("[\ud800-\udfff]")
_QUESTION = re.compile(r"\?\s+$")
_COLON = re.compile(r"(?:\s|(?<=\s)#[^\n\r\x85\u2028\u2029]*(?=[\n\r\x85\u2028\u2029]))*:")


class UnsafeEditError(RefusedError):
    """An edit that would not come to what it says: a bug, or a way of writing that is not understood."""

    def __init__(self, reason: object) -> None:
        super().__init__(f"the change cannot be made safely ({reason})", "make it by hand")
        self.reason = str(reason)


def encoded(text: str) -> bytes:
    """The text as UTF-8. What a terminal or a program passes on can hold bytes and halves of characters."""
    if half := _HALF.search(text):
        code = ord(half[0])
        what = f"the byte 0x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}, half a character,"
        raise RefusedError(f"{what} is not UTF-8", "write the character itself")
    return text.encode()


class Offsets:
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
        below = node.items if isinstance(node, nodes.Sequence) else []
        if isinstance(node, nodes.Mapping):
            below = [it for _, it in node.entries.values()]
        if below and self._is_block(node):
            return self._end(below[-1])
        start, end = self._begin(node), self._offset(node.end_line, node.end_column)
        return start + len(self.text[start:end].rstrip(_WHITE))

    def _dash(self, parent: Node, item: Node) -> int:
        """Where the dash before an item of a block list stands; it may have a line of its own, above comments."""
        for line in range(item.line, -1, -1):
            dash = self.starts[line] + parent.column
            if self.text.startswith("-", dash) and not self.text[self.starts[line] : dash].strip(" -?:"):
                return dash
        raise UnsafeEditError("an item of a list without a dash")

    def _entry(self, key: Node) -> int:
        """Where the entry of a block mapping begins: its key, or the question mark before that."""
        begin = self._begin(key)
        found = _QUESTION.search(self.text, self.starts[key.line], begin)
        return found.start() if found else begin

    def _colon(self, key: Node) -> int:
        """Where the colon behind a key stands; there may be comments between."""
        found = _COLON.match(self.text, self._end(key))
        if found is None:
            raise UnsafeEditError("a key without a colon")
        return found.end() - 1

    def _line_start(self, offset: int) -> int:
        return self.starts[bisect_right(self.starts, offset) - 1]

    def _line_end(self, offset: int) -> int:
        found = BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)
