"""Which part of a file each of its comments belongs to.

A comment on a line of its own belongs to what stands below it; where nothing follows on its level, to the end of the
list or mapping that its indent points to. A comment behind something belongs to that.
"""

from bisect import bisect_right

from casecode.edit.comments import Comment, comments_of, parts_of, spans_of
from casecode.edit.offsets import Offsets
from casecode.read.node import Mapping, Node, Sequence


class Comments:
    """The comments of a text by what they belong to: by the key of an entry, or by the item of a list.

    `above` holds the lines over an entry or item, an empty one for a blank line; `below` those at the end of a list or
    mapping; `beside` what stands behind an entry. `broken` has the bracketed lists and mappings with comments inside.
    """

    def __init__(self, offsets: Offsets) -> None:
        self.offsets = offsets
        self.spans = spans_of(offsets)
        self.found = comments_of(offsets, self.spans.values())
        self.above: dict[int, list[str]] = {}
        self.beside: dict[int, list[Comment]] = {}
        self.below: dict[int, list[str]] = {}
        self.broken: set[int] = set()
        self._next = 0
        self._line = -1  # of what was seen last
        if offsets.root is not None:
            self._block(offsets.root, -1, len(offsets.text))

    def _peek(self, limit: int) -> Comment | None:
        """The next comment, if it stands before an offset."""
        comment = self.found[self._next] if self._next < len(self.found) else None
        return comment if comment and comment.offset < limit else None

    def _take(self, comment: Comment, lines: list[str]) -> None:
        """Put the next comment on a line of its own, with the blank line before it."""
        if comment.line - self._line > 1:
            lines.append("")
        lines.append(comment.text)
        self._line = comment.line
        self._next += 1

    def _take_beside(self, owner: Node, comment: Comment) -> None:
        self.beside.setdefault(id(owner), []).append(comment)
        self._line = comment.line
        self._next += 1

    def _block(self, node: Node, outer: int, end: int) -> None:
        """What stands in a list or mapping without brackets; `outer` is the column of the one around it."""
        assert isinstance(node, Sequence | Mapping)
        parts = [*parts_of(node)]
        for number, (owner, below) in enumerate(parts):
            limit = self._start(node, parts[number + 1][0]) if number + 1 < len(parts) else end
            self._before(owner, self._start(node, owner), owner)
            begin = self.offsets._begin(below)
            is_block = self.offsets._is_block(below)
            while (comment := self._peek(begin)) and not (is_block and comment.is_alone):
                if comment.is_alone or isinstance(node, Sequence):
                    self._take(comment, self.above.setdefault(id(owner), []))
                else:
                    self._take_beside(owner, comment)
            if is_block:
                self._block(below, node.column, limit)
            else:
                self._leaf(owner, below)
        is_root = outer < 0
        while (comment := self._peek(end)) and (is_root or node.column <= comment.column > outer):
            self._take(comment, self.below.setdefault(id(node), []))

    def _start(self, parent: Node, owner: Node) -> int:
        """Where an entry or item begins; an item with its dash."""
        return self.offsets._begin(owner) if isinstance(parent, Mapping) else self.offsets._dash(parent, owner)

    def _before(self, owner: Node, start: int, fallback: Node) -> None:
        """The comments and blank lines above an entry or item."""
        lines: list[str] = []
        while comment := self._peek(start):
            if comment.is_alone:
                self._take(comment, lines)
            else:
                self._take_beside(fallback, comment)
        line = bisect_right(self.offsets.starts, start) - 1
        if line - self._line > 1:
            lines.append("")
        if lines:
            self.above[id(owner)] = lines
        self._line = line

    def _leaf(self, owner: Node, below: Node) -> None:
        """A text, or what stands in brackets, and the comments in it and behind it."""
        if isinstance(below, Sequence | Mapping):
            self._brackets(owner, below)
        end = self.offsets._end(below)
        while comment := self._peek(self.offsets._line_end(end)):
            self._take_beside(owner, comment)
        self._line = bisect_right(self.offsets.starts, end) - 1

    def _brackets(self, owner: Node, node: Sequence | Mapping) -> None:
        end = self.offsets._end(node)
        if not self._peek(end):
            return
        self.broken.add(id(node))
        last = owner
        for part, below in parts_of(node):
            self._before(part, self.offsets._begin(part), last)
            while comment := self._peek(self.offsets._begin(below)):
                if comment.is_alone:
                    self._take(comment, self.above.setdefault(id(part), []))
                else:
                    self._take_beside(part, comment)
            if isinstance(below, Sequence | Mapping):
                self._brackets(part, below)
            last = part
            self._line = below.end_line
            while (comment := self._peek(end)) and comment.line == below.end_line:
                self._take_beside(part, comment)
        while comment := self._peek(end):
            if not comment.is_alone:
                self._take_beside(last, comment)
            else:
                lines, part = (self.above, owner) if last is owner else (self.below, node)
                self._take(comment, lines.setdefault(id(part), []))
