"""The comments of a YAML text: parsers drop them, so they are found between the scalars that parsers tell of."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct

from casecode.edit.offsets import Offsets, UnsafeEditError
from casecode.read.node import Mapping, Node, Sequence

# Outside of texts a number sign always begins a comment. The marks of a document's start and end go with them.
_COMMENT = re.compile("#[^\n\r\x85\u2028\u2029]*|^(?:---|\\.\\.\\.)(?=\\s|$)", re.MULTILINE)
_HEADER = re.compile("[|>][-+0-9]*[ \t]*")
_STRUCTURE = " \t\n\r\x85\u2028\u2029\ufeff-?:,[]{}"  # with byte order marks, where a file was put behind


class Comment(Struct, frozen=True):
    """A comment with its place; `gap` is the space before it, `is_alone` tells that it has a line of its own."""

    text: str
    offset: int
    line: int
    column: int
    gap: int
    is_alone: bool


def may_have_comments(text: str) -> bool:
    """Whether there is anything in a text that could be a comment."""
    return _COMMENT.search(text) is not None


def comments_of(offsets: Offsets, spans: Iterable[tuple[int, int]]) -> list[Comment]:
    """Every comment of a text, in its order, given where its scalars begin and end.

    Raises `UnsafeEditError` where there is something else between them.
    """
    found: list[Comment] = []
    last = 0
    text = offsets.text
    for begin, end in spans:
        _between(offsets, last, begin, found)
        if header := _HEADER.match(text, begin, end):
            _between(offsets, header.end(), offsets._line_end(begin), found)
        last = end
    _between(offsets, last, len(text), found)
    return found


def spans_of(offsets: Offsets) -> dict[int, tuple[int, int]]:
    """Where each scalar begins and ends, keys included, in their order; by the identity of the node."""
    spans: dict[int, tuple[int, int]] = {}
    if offsets.root is not None:
        _gather(offsets, offsets.root, spans)
    return spans


def parts_of(node: Sequence | Mapping) -> Iterator[tuple[Node, Node]]:
    """What a list or mapping consists of: each key with its value, or each item twice."""
    if isinstance(node, Mapping):
        yield from node.entries.values()
    else:
        yield from ((item, item) for item in node.items)


def _gather(offsets: Offsets, node: Node, spans: dict[int, tuple[int, int]]) -> None:
    if isinstance(node, Mapping):
        for key, below in node.entries.values():
            spans[id(key)] = offsets._begin(key), offsets._end(key)
            _gather(offsets, below, spans)
    elif isinstance(node, Sequence):
        for item in node.items:
            _gather(offsets, item, spans)
    else:
        spans[id(node)] = offsets._begin(node), offsets._end(node)


def _between(offsets: Offsets, start: int, end: int, found: list[Comment]) -> None:
    """The comments in a stretch that holds no text."""
    stretch = offsets.text[start:end]
    if not stretch.strip(_STRUCTURE.replace("-", "")):
        return
    last = 0
    for one in _COMMENT.finditer(stretch):
        _only_structure(stretch[last : one.start()])
        last = one.end()
        offset = start + one.start()
        line = bisect_right(offsets.starts, offset) - 1
        before = offsets.text[offsets.starts[line] : offset]
        gap = len(before) - len(before.rstrip())
        text = one[0].rstrip()
        is_alone = before.replace("\ufeff", "").strip() in ("", "---", "...")
        found.append(Comment(text, offset, line, len(before), gap, is_alone))
    _only_structure(stretch[last:])


def _only_structure(rest: str) -> None:
    if rest.strip(_STRUCTURE):
        raise UnsafeEditError(f"{rest.strip().splitlines()[0]!r} is not understood")
