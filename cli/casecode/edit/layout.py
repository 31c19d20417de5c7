"""The canonical layout of a file: keys in the order of the forms, comments where they belong, lines that fit."""

from itertools import accumulate, dropwhile
from operator import itemgetter
from typing import TypeGuard

from casecode.edit import emit
from casecode.edit.attached import Comments
from casecode.edit.offsets import Offsets
from casecode.edit.texts import WIDEST, behind, on_line
from casecode.read.node import Mapping, Node, Scalar, Sequence
from casecode.read.shape import Below, ListOf, MapOf, Record
from casecode.read.words import Flag, Shape


class Layout:
    """The lines of a file of a form. Raises `UnsafeEditError` where its text is not understood."""

    def __init__(self, offsets: Offsets, form: Record) -> None:
        self.offsets = offsets
        self.form = form
        self.comments = Comments(offsets)
        self.held: list[Node] = []  # nodes that are laid out no more
        self._flows: dict[int, str] = {}
        self._orders: dict[int, dict[str, int]] = {}

    def text(self) -> str:
        """The whole file."""
        root = self.offsets.root
        assert isinstance(root, Mapping)
        header = self._above(next(iter(root.entries.values()))[0])
        return "\n".join(self._mapping(root, 0, self.form, header)).strip("\n") + "\n"

    def _mapping(self, node: Mapping, indent: int, shape: Shape | None, header: list[str] | None = None) -> list[str]:
        """The lines of a mapping; that of a file has a header, which stays at its top."""
        is_root = header is not None
        margin = " " * indent
        lines: list[str] = []
        was_section = False
        for number, name in enumerate(self._ordered(node, shape)):
            key, below = node.entries[name]
            inner = _shape_below(shape, name)
            above = self._above(key)
            is_section = is_root and _holds_records(inner) and self._takes_lines(below, len(name) + 2, inner)
            if number and (is_section or was_section):
                above = ["", *above]
            was_section = is_section
            lines += _at(margin, above if number else _after_blank([*(header or ()), *above]))
            lines += self._entry(key, below, indent, inner)
        return lines + _at(margin, self.comments.below.pop(id(node), []))

    def _sequence(self, node: Sequence, indent: int, shape: Shape | None) -> list[str]:
        margin = " " * indent
        inner = _shape_below(shape, "")
        lines: list[str] = []
        for number, item in enumerate(node.items):
            above = self._above(item) + self._above_first(item, indent + 2, inner)
            lines += _at(margin, above if number else _after_blank(above))
            lines += self._item(item, indent, inner)
        return lines + _at(margin, self.comments.below.pop(id(node), []))

    def _entry(self, key: Scalar, below: Node, indent: int, shape: Shape | None) -> list[str]:
        margin = " " * indent
        name = self._key(key)
        beside = self._beside(key)
        if self._takes_lines(below, indent + len(name) + 2, shape):
            return [f"{margin}{name}:{beside}", *self._collection(below, indent + 2, shape)]
        first, *rest = self._leaf(below, indent, indent + len(name) + 2, shape)
        space = " " if first else ""
        return [f"{margin}{name}:{space}{first}{beside}", *rest]

    def _item(self, item: Node, indent: int, shape: Shape | None) -> list[str]:
        margin = " " * indent
        if self._takes_lines(item, indent + 2, shape):
            first, *rest = self._collection(item, indent + 2, shape)
            return [f"{margin}- {first[indent + 2 :]}", *rest]
        first, *rest = self._leaf(item, indent, indent + 2, shape)
        space = " " if first else ""
        return [f"{margin}-{space}{first}{self._beside(item)}", *rest]

    def _collection(self, node: Node, indent: int, shape: Shape | None) -> list[str]:
        if isinstance(node, Mapping):
            return self._mapping(node, indent, shape)
        assert isinstance(node, Sequence)
        return self._sequence(node, indent, shape)

    def _leaf(self, node: Node, indent: int, column: int, shape: Shape | None) -> list[str]:
        """What stands behind a key or dash."""
        if _is_flag(node, shape):
            return [node.text]
        if isinstance(node, Scalar):
            return behind(self._source(node), node.text, indent, column)
        return [self._flow(node, shape)]

    def _takes_lines(self, node: Node, column: int, shape: Shape | None) -> bool:
        """Whether a list or mapping is written on lines of its own: as it was, or because brackets do not do."""
        if not ((isinstance(node, Mapping) and node.entries) or (isinstance(node, Sequence) and node.items)):
            return False
        if id(node) in self.comments.broken or self.offsets._is_block(node):
            return True
        flow = self._flow(node, shape)
        return not flow or column + len(flow) > WIDEST

    def _flow(self, node: Node, shape: Shape | None) -> str:
        """A list, mapping or text within brackets; nothing where a part of it cannot stand there."""
        if _is_flag(node, shape):
            return node.text
        if isinstance(node, Scalar):
            return on_line(self._source(node), node.text, in_flow=True)
        if id(node) not in self._flows:
            self._flows[id(node)] = self._bracketed(node, shape)
        return self._flows[id(node)]

    def _bracketed(self, node: Node, shape: Shape | None) -> str:
        if isinstance(node, Mapping):
            found = {name: self._flow(node.entries[name][1], _shape_below(shape, name)) for name in node.entries}
            parts = [f"{self._key(node.entries[name][0])}: {found[name]}" for name in self._ordered(node, shape)]
            return "{" + ", ".join(parts) + "}" if all(found.values()) else ""
        assert isinstance(node, Sequence)
        inner = _shape_below(shape, "")
        items = [self._flow(item, inner) for item in node.items]
        return "[" + ", ".join(items) + "]" if all(items) else ""

    def _key(self, key: Scalar) -> str:
        return emit.flow(key.text) if key.quoted else on_line(self._source(key), key.text, in_flow=True)

    def _source(self, node: Scalar) -> str:
        span = self.comments.spans.get(id(node))
        return self.offsets.text[slice(*span)] if span else emit.scalar(node.text, 0, 0, in_flow=True)  # a new one

    def _ordered(self, node: Mapping, shape: Shape | None) -> list[str]:
        """Keys in the order of the form; one that it does not know stays behind the one that it stands behind."""
        names = list(node.entries)
        if not isinstance(shape, Record):
            return names
        if id(shape) not in self._orders:
            self._orders[id(shape)] = {field.key: number for number, field in enumerate(shape.fields)}
        order = self._orders[id(shape)]
        ranks = accumulate(names, lambda rank, name: order.get(name, rank), initial=-1)
        return [name for _, name in sorted(zip([*ranks][1:], names, strict=True), key=itemgetter(0))]

    # Comments

    def _above(self, owner: Node) -> list[str]:
        """The lines over an entry or item; of several comments behind it all but the last stand there, too."""
        beside = self.comments.beside.get(id(owner))
        above = self.comments.above.pop(id(owner), [])
        if beside:
            above += [comment.text for comment in beside[:-1]]
            del beside[:-1]
        return above

    def _above_first(self, item: Node, column: int, shape: Shape | None) -> list[str]:
        """The comments over the first line behind a dash: they go over the dash."""
        if not self._takes_lines(item, column, shape):
            return []
        if isinstance(item, Mapping):
            first: Node = item.entries[self._ordered(item, shape)[0]][0]
        else:
            assert isinstance(item, Sequence)
            first = item.items[0]
        beside = self.comments.beside
        if id(item) in beside:
            beside[id(first)] = beside.pop(id(item)) + beside.get(id(first), [])
        above = _after_blank(self._above(first))
        return above if isinstance(item, Mapping) else above + self._above_first(first, column + 2, None)

    def _beside(self, owner: Node) -> str:
        """The comment behind an entry or item, with the space before it."""
        found = self.comments.beside.pop(id(owner), ())
        return "".join(f"{' ' * max(2, comment.gap)}{comment.text}" for comment in found)


def _shape_below(shape: Shape | None, name: str) -> Shape | None:
    """The shape of a part: of what stands under a key, or of an item."""
    below: Shape | None = None
    if isinstance(shape, Record) and not name and shape.brief:
        return _shape_below(shape.shape_of(shape.brief), name)
    if isinstance(shape, Record):
        below = shape.shape_of(name)
    elif isinstance(shape, MapOf | ListOf):
        below = shape.item
    return below.shape() if isinstance(below, Below) else below


def _is_flag(node: Node, shape: Shape | None) -> TypeGuard[Scalar]:
    """Whether a text means true or false, and so stands without quotation marks, which other texts of the kind need."""
    return isinstance(shape, Flag) and isinstance(node, Scalar) and node.text in shape.words


def _holds_records(shape: Shape | None) -> bool:
    return isinstance(shape, MapOf | ListOf) and isinstance(_shape_below(shape, ""), Record)


def _after_blank(lines: list[str]) -> list[str]:
    return [*dropwhile(lambda line: not line, lines)]


def _at(margin: str, lines: list[str]) -> list[str]:
    """Comments with their indent; of several blank lines one is left."""
    kept = (line for number, line in enumerate(lines) if line or not number or lines[number - 1])
    return [margin + line if line else "" for line in kept]
