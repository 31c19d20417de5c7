"""The tree of a file between its text and the model: scalars, sequences and mappings that know where they stand."""

from typing import Any

from msgspec import Struct

from casecode.model.problem import Problem
from casecode.model.span import Document, Span


class Node(Struct, kw_only=True, eq=False):
    """Anything in a file. Lines and columns count from 0 here, as parsers give them."""

    document: Document
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    @property
    def span(self) -> Span:
        return Span.within(self.document, self.line + 1, self.column + 1, self.end_line + 1, self.end_column + 1)

    def at(self, *path: str | int) -> Span:
        """The span of the part that the path leads to, or of the nearest part above it."""
        node: Node = self
        for step in path:
            below = node.child(step)
            if below is None:
                break
            node = below
        return node.span

    def child(self, step: str | int) -> "Node | None":  # noqa: ARG002
        """The part under a key or at a position."""
        return None


class Scalar(Node, kw_only=True, eq=False):
    """A text. `quoted` tells whether it was written as text on purpose."""

    text: str
    quoted: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.quoted


class Unread(Node, kw_only=True, eq=False):
    """What stood here was refused and reported: whatever was expected, nothing more is to be said."""

    problem: Problem | None = None


class Sequence(Node, kw_only=True, eq=False):
    """A list of nodes."""

    items: list[Node]

    def child(self, step: str | int) -> Node | None:
        return self.items[step] if isinstance(step, int) and step < len(self.items) else None


class Mapping(Node, kw_only=True, eq=False):
    """Keys with their nodes in the order of the file, each once; `under` is the key that the mapping stands under.

    `lost` are keys that stand there as well and were refused, with the problem; where even the key was, it is empty.
    """

    entries: dict[str, tuple[Scalar, Node]]
    under: Scalar | None = None
    lost: list[tuple[str, Problem]] = []

    def child(self, step: str | int) -> Node | None:
        if not isinstance(step, str):
            return None
        entry = self.entries.get(step)
        return entry[1] if entry else None

    @property
    def span(self) -> Span:
        """The key that it stands under, or its first: a whole mapping would underline half a file."""
        first = next(iter(self.entries.values()), (None, None))[0]
        named = self.under or first
        return named.span if named else super().span


class Records(Node, kw_only=True, eq=False):
    """A list whose items were read as they came, with what was wrong with them."""

    values: list[Any] = []
    problems: list[Problem] = []


KIND_NAMES = {Scalar: "a text", Sequence: "a list", Mapping: "a mapping of keys to values"}


def kind_of(node: Node) -> str:
    """What a node is, in the words of a message."""
    if isinstance(node, Scalar) and not node.text.strip():
        return "an empty text" if node.quoted else "nothing"
    return KIND_NAMES[type(node)]
