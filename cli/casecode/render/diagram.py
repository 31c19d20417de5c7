"""What diagrams have in common: texts that are short enough for a map, names for boxes, and which stand in which."""

from collections import defaultdict

from casecode.render.text import one_line
from casecode.sheet import Box, Graph

LONGEST = 60  # characters of a text; a diagram is a map, not the text itself


def short(text: str) -> str:
    """The text on one line, cut where it is long."""
    text = one_line(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


class Numbered:
    """The boxes of a diagram by what they stand in, with names that say nothing and need no escaping."""

    def __init__(self, graph: Graph) -> None:
        self.names = {box.key: f"n{number}" for number, box in enumerate(graph.boxes)}
        self.inside: defaultdict[str, list[Box]] = defaultdict(list)
        for box in graph.boxes:
            self.inside[box.within].append(box)

    def __getitem__(self, key: str) -> str:
        return self.names[key]

    def leaf(self, key: str) -> str:
        """The name of a box, or of the first in it that holds no others."""
        while below := self.inside.get(key):
            key = below[0].key
        return self.names[key]
