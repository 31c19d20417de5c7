"""Where the boxes of a diagram stand: in columns, each as far to the right as the arrows that lead to it ask for, and
near to what it is tied to (after Sugiyama, Tagawa & Toda 1981)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from casecode.render.plot import wrapped
from casecode.render.text import one_line
from casecode.sheet import Box, Graph

LEAF = 180  # pixels of a box that holds no others
PAD = 10  # pixels around what stands in a box
LINE = 15  # pixels from line to line
GAP = 10  # pixels between boxes that stand in one
APART = 14  # pixels between boxes of a column
LINES = 4  # of text in a box at most
LANE = 8  # pixels of the way of an arrow through a column that it passes


class Place(Struct):
    """A box with its place: its left upper corner, its size, and its text in lines."""

    box: Box
    lines: list[str]
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    is_frame: bool = False

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


class Layout:
    """The places of all boxes of a graph by their keys, and where each column begins; an arrow that passes columns has
    a way through each, between their boxes."""

    def __init__(self, graph: Graph, gap: float, leaf: float = LEAF) -> None:
        self.graph = graph
        self.leaf = leaf
        self.inside: defaultdict[str, list[Box]] = defaultdict(list)
        for box in graph.boxes:
            self.inside[box.within].append(box)
        self.places: dict[str, Place] = {}
        self.standing = self.places  # later with the ways
        for box in self.inside[""]:
            self._measure(box)
        self.tops = {key: self._top_of(key) for key in self.places}
        self.ties = self._ties()
        self.columns = self._columns()
        self.lefts: list[float] = []
        x = 0.0
        for column in self.columns:
            width = max(self.places[key].width for key in column)
            self.lefts.append(x)
            for key in column:
                self._move(key, x + (width - self.places[key].width) / 2, 0.0)
            x += width + gap
        self.ways: dict[int, list[Place]] = {}
        self.standing = {**self.places}
        self.near = self._near()
        self.width = x - gap if self.columns else 0.0
        self._stack()
        self.height = max((place.y + place.height for place in self.standing.values()), default=0.0)

    def _measure(self, box: Box) -> Place:
        """The size of a box, and of all in it, which stand one below the other."""
        lines = wrapped(one_line(box.text), 12, self.leaf - 2 * PAD, LINES)
        head = len(lines) * LINE + (LINE if box.note else 0)
        place = self.places[box.key] = Place(box, lines, self.leaf, head + 1.4 * PAD)
        below = [self._measure(one) for one in self.inside.get(box.key, ())]
        if below:
            place.is_frame = True
            place.width = max(one.width for one in below) + 2 * PAD
            place.lines = wrapped(one_line(box.text), 12, place.width - 2 * PAD, LINES)
            y = len(place.lines) * LINE + (LINE if box.note else 0) + 1.4 * PAD
            for one in below:
                self._move(one.box.key, (place.width - one.width) / 2, y)
                y += one.height + GAP
            place.height = y - GAP + PAD
        return place

    def _move(self, key: str, x: float, y: float) -> None:
        """Move a box with all in it."""
        place = self.standing[key]
        place.x += x
        place.y += y
        for one in self.inside.get(key, ()):
            self._move(one.key, x, y)

    def _top_of(self, key: str) -> str:
        while above := self.places[key].box.within:
            key = above
        return key

    def _ties(self) -> list[tuple[str, str]]:
        """Which boxes at the top lead to which, whatever in them the arrows are of."""
        found = ((self.tops[arrow.start], self.tops[arrow.end]) for arrow in self.graph.arrows)
        return [*dict.fromkeys((start, end) for start, end in found if start != end)]

    def _columns(self) -> list[list[str]]:
        """The boxes at the top by their column: one further than the furthest of those that lead to it.

        An arrow that would lead back in a circle counts for nothing here.
        """
        following: defaultdict[str, list[str]] = defaultdict(list)
        for start, end in self.ties:
            following[start].append(end)
        order = _in_order([box.key for box in self.inside[""]], following)
        rank = {key: position for position, key in enumerate(order)}
        columns: dict[str, int] = dict.fromkeys(order, 0)
        for key in order:
            for end in following[key]:
                if rank[end] > rank[key]:
                    columns[end] = max(columns[end], columns[key] + 1)
        found: list[list[str]] = [[] for _ in range(max(columns.values(), default=-1) + 1)]
        for box in self.inside[""]:
            found[columns[box.key]].append(box.key)
        return found

    def _near(self) -> dict[str, list[str]]:
        """What each box at the top, and each way through a column, is tied to. Ways are made here: one arrow that
        passes a column goes above its boxes, the next one below."""
        at = {key: position for position, column in enumerate(self.columns) for key in column}
        near: defaultdict[str, list[str]] = defaultdict(list)
        above = True
        for number, arrow in enumerate(self.graph.arrows):
            start, end = self.tops[arrow.start], self.tops[arrow.end]
            chain = [start]
            for position in range(at[start] + 1, at[end]):
                way = Place(Box(f"{number} {position}", "way", ""), [], 0.0, LANE, self.lefts[position])
                way.width = max(self.standing[key].width for key in self.columns[position])
                self.ways.setdefault(number, []).append(way)
                chain.append(f"\n{number} {position}")  # no key of a box begins with a line feed
                self.standing[chain[-1]] = way
                self.columns[position].insert(0 if above else len(self.columns[position]), chain[-1])
            above = above != (len(chain) > 1)
            for one, other in pairwise([*chain, end]) if start != end else ():
                near[one].append(other)
                near[other].append(one)
        return near

    def _stack(self) -> None:
        """Give every column its heights: the highest one is stacked, the others stand near to what they are tied to."""
        if not self.columns:
            return
        heights = [sum(self.standing[key].height + APART for key in column) for column in self.columns]
        anchor = heights.index(max(heights))
        at = {key: position for position, column in enumerate(self.columns) for key in column}
        self._place(self.columns[anchor], {})
        for position in (*range(anchor + 1, len(self.columns)), *range(anchor - 1, -1, -1)):
            done = range(min(anchor, position), max(anchor, position) + 1)
            wanted = {}
            for key in self.columns[position]:
                ties = [
                    self.standing[one].middle
                    for one in self.near.get(key, ())
                    if at[one] in done and at[one] != position
                ]
                wanted[key] = sum(ties) / len(ties) if ties else heights[anchor] / 2
            self._place(self.columns[position], wanted)
        top = min(place.y for place in self.standing.values())
        for column in self.columns:
            for key in column:
                self._move(key, 0, -top)

    def _place(self, column: Sequence[str], wanted: Mapping[str, float]) -> None:
        """Put the boxes of a column as near to where their middles are wanted as their order and room allow."""
        sizes = [self.standing[key].height for key in column]
        tops = [wanted.get(key, 0.0) - size / 2 for key, size in zip(column, sizes, strict=True)]
        for key, y in zip(column, spread(tops, sizes) if wanted else _stacked(sizes), strict=True):
            self._move(key, 0, y - self.standing[key].y)


def _stacked(sizes: Sequence[float]) -> list[float]:
    y, found = 0.0, []
    for size in sizes:
        found.append(y)
        y += size + APART
    return found


def spread(tops: Sequence[float], sizes: Sequence[float]) -> list[float]:
    """Places that keep their order and stand apart, as near to those wanted as can be (pooling adjacent violators)."""
    offsets = _stacked(sizes)
    blocks: list[tuple[float, int]] = []
    for top, offset in zip(tops, offsets, strict=True):
        mean, count = top - offset, 1
        while blocks and blocks[-1][0] > mean:
            before, many = blocks.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        blocks.append((mean, count))
    means = [mean for mean, count in blocks for _ in range(count)]
    return [mean + offset for mean, offset in zip(means, offsets, strict=True)]


def _in_order(keys: Iterable[str], following: Mapping[str, Sequence[str]]) -> list[str]:
    """Keys so that arrows lead on from the first to the last, but for those that close a circle."""
    found: list[str] = []
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            continue
        seen.add(key)
        waiting = [(key, iter(following.get(key, ())))]
        while waiting:
            at, ends = waiting[-1]
            end = next((one for one in ends if one not in seen), None)
            if end is None:
                found.append(at)
                waiting.pop()
            else:
                seen.add(end)
                waiting.append((end, iter(following.get(end, ()))))
    return found[::-1]
