"""The comments of a YAML text, each with the part of the file that it belongs to.

A comment on a line of its own belongs to what stands below it; where nothing follows on its level, to the end of the
list or mapping that its indent points to. A comment behind something belongs to that.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from casecode.edit.places import Places, UnsafeEditError
from casecode.load.node import Mapping, Node, Scalar, Sequence

# Outside of texts a number sign always begins a comment. The marks of a document's start and end go with them.
_COMMENT = re.compile("#[^\n\r\x85\u2028\u2029]*|^(?:---|\\.\\.\\.)(?=\\s|$)", re.MULTILINE)
_HEADER = re.compile("[|>][-+0-9]*[ \t]*")
_STRUCTURE = " \t\n\r\x85\u2028\u2029-?:,[]{}"


class Comment(Struct, frozen=True):
    """A comment with its place; `gap` is the space before it, `is_alone` tells that it has a line of its own."""

    text: str
    offset: int
    line: int
    column: int
    gap: int
    is_alone: bool


def comments_of(places: Places) -> list[Comment]:
    """Every comment of a text, in its order. Raises `UnsafeEditError` where there is something else between texts."""
    found: list[Comment] = []
    last = 0
    for begin, end in _texts(places, places.root):
        _between(places, last, begin, found)
        header = _HEADER.match(places.text, begin, end)
        if header and places.text.startswith("#", header.end()):
            _between(places, header.end(), places._line_end(begin), found)
        last = end
    _between(places, last, len(places.text), found)
    return found


def _between(places: Places, start: int, end: int, found: list[Comment]) -> None:
    """The comments in a stretch that holds no text."""
    stretch = places.text[start:end]
    if not stretch.strip(_STRUCTURE.replace("-", "")):
        return
    last = 0
    for one in _COMMENT.finditer(stretch):
        _only_structure(stretch[last : one.start()])
        last = one.end()
        offset = start + one.start()
        line = bisect_right(places.starts, offset) - 1
        before = places.text[places.starts[line] : offset]
        gap = len(before) - len(before.rstrip())
        text = one[0].rstrip()
        is_alone = before.strip() in ("", "---", "...")
        found.append(Comment(text, offset, line, len(before), gap, is_alone))
    _only_structure(stretch[last:])


def _only_structure(rest: str) -> None:
    if rest.strip(_STRUCTURE):
        raise UnsafeEditError(f"{rest.strip().splitlines()[0]!r} is not understood")


def _texts(places: Places, node: Node | None) -> Iterator[tuple[int, int]]:
    """Where each text of a tree begins and ends, keys included, in their order."""
    if isinstance(node, Mapping):
        for key, below in node.entries.values():
            yield places._begin(key), places._end(key)
            yield from _texts(places, below)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _texts(places, item)
    elif node is not None:
        yield places._begin(node), places._end(node)


class Comments:
    """The comments of a text by what they belong to: by the key of an entry, or by the item of a list.

    `above` holds the lines over an entry or item, an empty one for a blank line; `below` those at the end of a list or
    mapping; `beside` what stands behind an entry. `broken` has the bracketed lists and mappings with comments inside.
    """

    def __init__(self, places: Places) -> None:
        self.places = places
        self.found = comments_of(places)
        self.above: dict[int, list[str]] = {}
        self.beside: dict[int, list[Comment]] = {}
        self.below: dict[int, list[str]] = {}
        self.broken: set[int] = set()
        self._next = 0
        self._line = -1  # of what was seen last
        if places.root is not None:
            self._block(places.root, -1, len(places.text) + 1)

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
        parts = [*_parts(node)]
        for number, (owner, below) in enumerate(parts):
            limit = self._start(node, parts[number + 1][0]) if number + 1 < len(parts) else end
            self._before(owner, self._start(node, owner), owner)
            if isinstance(below, Scalar) or not self.places._is_block(below):
                while comment := self._peek(self.places._begin(below)):
                    if comment.is_alone or isinstance(node, Sequence):
                        self._take(comment, self.above.setdefault(id(owner), []))
                    else:
                        self._take_beside(owner, comment)
                self._leaf(owner, below)
            else:
                while (comment := self._peek(self.places._begin(below))) and not comment.is_alone:
                    if isinstance(node, Sequence):
                        self._take(comment, self.above.setdefault(id(owner), []))
                    else:
                        self._take_beside(owner, comment)
                self._block(below, node.column, limit)
        is_root = outer < 0
        while (comment := self._peek(end)) and (is_root or node.column <= comment.column > outer):
            self._take(comment, self.below.setdefault(id(node), []))

    def _start(self, parent: Node, owner: Node) -> int:
        """Where an entry or item begins; an item with its dash."""
        if isinstance(parent, Mapping):
            return self.places._begin(owner)
        text, starts = self.places.text, self.places.starts
        for line in range(owner.line, parent.line - 1, -1):
            dash = starts[line] + parent.column
            if text.startswith("-", dash) and not text[starts[line] : dash].strip(" -?:"):
                return dash
        return self.places._begin(owner)

    def _before(self, owner: Node, start: int, fallback: Node) -> None:
        """The comments and blank lines above an entry or item."""
        lines: list[str] = []
        while comment := self._peek(start):
            if comment.is_alone:
                self._take(comment, lines)
            else:
                self._take_beside(fallback, comment)
        line = bisect_right(self.places.starts, start) - 1
        if line - self._line > 1:
            lines.append("")
        if lines:
            self.above[id(owner)] = lines
        self._line = line

    def _leaf(self, owner: Node, below: Node) -> None:
        """A text, or what stands in brackets, and the comments in it and behind it."""
        end = self.places._end(below)
        if isinstance(below, Sequence | Mapping):
            self._brackets(owner, below)
        line_end = self.places._line_end(end)
        while comment := self._peek(line_end):
            self._take_beside(owner, comment)
        self._line = bisect_right(self.places.starts, end) - 1

    def _brackets(self, owner: Node, node: Sequence | Mapping) -> None:
        end = self.places._offset(node.end_line, node.end_column)
        if not self._peek(end):
            return
        self.broken.add(id(node))
        last = owner
        for part, below in _parts(node):
            self._before(part, self.places._begin(part), last)
            while comment := self._peek(self.places._begin(below)):
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
                self._take(comment, self.below.setdefault(id(node), []) if last is not owner else self._over(owner))

    def _over(self, owner: Node) -> list[str]:
        return self.above.setdefault(id(owner), [])


def _parts(node: Sequence | Mapping) -> Iterator[tuple[Node, Node]]:
    """What a list or mapping consists of: each key with its value, or each item twice."""
    if isinstance(node, Mapping):
        yield from node.entries.values()
    else:
        yield from ((item, item) for item in node.items)
