"""Texts of foreign tables: what a cell says, and what is the same name however it is written."""

from casecode.analysis.search import fold
from casecode.read.node import Node, Scalar


def text_of(node: Node) -> str:
    """What a cell says, on one line."""
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""


def folded(text: str) -> str:
    """A name without what a reader does not mind: case, accents, and how much space is between its words."""
    return " ".join(fold(text, cased=False)[0].split())
