"""Figures: boxes stand apart and within each other as they should, arrows lead where they should, texts are data."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.render import dot, figure, mermaid, picture
from casecode.render.formats import Look
from casecode.render.layered import APART, Layout, Place, spread
from casecode.sheet import Area, Arrow, Box, Graph, Line, Page, Sheet, SheetRow, stems

NS = "{http://www.w3.org/2000/svg}"


class Report:
    """A report that is a diagram, or sheets."""

    def __init__(self, it: Graph | Page) -> None:
        self.it: Any = it

    def graph(self) -> Graph:
        """The diagram."""
        graph: Graph = self.it
        return graph

    def picture(self) -> Page:
        """The sheets."""
        page: Page = self.it
        return page


graphs = st.builds(
    lambda parents, arrows: Graph(
        tuple(Box(f"b{at}", "factor", f"Box {at}", "1/1" * (at % 2), within) for at, within in enumerate(parents)),
        tuple(Arrow(f"b{start % len(parents)}", f"b{end % len(parents)}", "p" * (end % 2)) for start, end in arrows),
        "Title",
        is_across=True,
    ),
    st.lists(st.integers(-3, 20), min_size=1, max_size=12).map(
        lambda drawn: [f"b{it % at}" if at and it > 0 else "" for at, it in enumerate(drawn)]
    ),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12),
)


def overlaps(one: Place, other: Place) -> bool:
    """Whether two boxes share some room."""
    apart = one.x + one.width <= other.x or other.x + other.width <= one.x
    return not (apart or one.y + one.height <= other.y or other.y + other.height <= one.y)


@given(graphs)
def test_boxes_stand_apart_or_within_what_holds_them(graph: Graph) -> None:
    """Two boxes overlap only where one holds the other, and then it holds all of it; nothing has a negative place."""
    layout = Layout(graph, 100)
    places = layout.places
    assert places.keys() == {box.key for box in graph.boxes}
    for place in places.values():
        assert place.x >= 0
        assert place.y >= -0.01
        assert place.x + place.width <= layout.width + 0.01
        assert place.y + place.height <= layout.height + 0.01
        if above := places.get(place.box.within):
            assert above.x <= place.x
            assert place.x + place.width <= above.x + above.width
            assert above.y <= place.y
            assert place.y + place.height <= above.y + above.height
    inside = {(one.key, one.within) for one in graph.boxes}
    tops = [places[box.key] for box in graph.boxes if not box.within]
    assert not any(overlaps(one, other) for at, one in enumerate(tops) for other in tops[:at])
    for within in {holder for _, holder in inside if holder}:
        held = [places[key] for key, holder in inside if holder == within]
        assert not any(overlaps(one, other) for at, one in enumerate(held) for other in held[:at])


@given(graphs)
def test_every_box_and_arrow_is_drawn(graph: Graph) -> None:
    """The SVG is XML with a rectangle for each box and a line with a head for each arrow; so are Mermaid and DOT."""
    root = ElementTree.fromstring(figure.render(Report(graph), Look()))  # type: ignore[arg-type]
    kinds = [(it.get("class") or "").split(" ")[0] for it in root.iter()]
    assert kinds.count("box") + kinds.count("frame") == len(graph.boxes)
    assert kinds.count("arrow") == kinds.count("head") == len(graph.arrows)
    text = mermaid.render(Report(graph), Look())  # type: ignore[arg-type]
    assert len(re.findall(r"-->", text)) == len(graph.arrows)
    assert text.count("subgraph") == text.count("\n  ".join(("", "end"))) + len(re.findall(r"\n {4,}end", text))
    text = dot.render(Report(graph), Look())  # type: ignore[arg-type]
    assert text.count(" -> ") == len(graph.arrows)
    assert text.count("{") == text.count("}")


def test_arrows_lead_from_left_to_right_but_for_circles() -> None:
    """What another leads to stands further to the right; an arrow that closes a circle leads back."""
    boxes = tuple(Box(key, "factor", key) for key in "abcd")
    arrows = tuple(Arrow(start, end) for start, end in ("ab", "bc", "ca", "ad", "cd"))
    places = Layout(Graph(boxes, arrows), 50).places
    assert all(places[one].x < places[other].x for one, other in pairwise("abcd"))


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 100)), max_size=10))
def test_spread_keeps_order_and_distance(column: list[tuple[float, float]]) -> None:
    """Boxes of a column keep their order and stand apart; where there is room each stands where it is wanted."""
    tops, sizes = [top for top, _ in column], [size for _, size in column]
    found = spread(tops, sizes)
    for (upper, size), lower in zip(pairwise_ends(found, sizes), found[1:], strict=True):
        assert lower - upper - size >= APART - 0.01
    if all(
        lower - upper - size >= APART for (upper, size), lower in zip(pairwise_ends(tops, sizes), tops[1:], strict=True)
    ):
        assert found == pytest.approx(tops)


def pairwise_ends(tops: Sequence[float], sizes: Sequence[float]) -> list[tuple[float, float]]:
    """All but the last with their sizes."""
    return [*zip(tops, sizes, strict=True)][: max(len(tops) - 1, 0)]


@given(st.lists(st.integers(0, 4), max_size=12))
def test_stems_of_a_tree(drawn: list[int]) -> None:
    """Each part has a sign at its depth, └ where no other of its depth follows below the same part, else ├."""
    depths: list[int] = []
    for depth in drawn:
        depths.append(min(depth, depths[-1] + 1 if depths else 0))
    found = stems(depths)
    for at, (depth, stem) in enumerate(zip(depths, found, strict=True)):
        following = next((other for other in depths[at + 1 :] if other <= depth), 0)
        assert (stem[-1:] == "├") == bool(depth and following == depth)
        assert len(stem) == max(2 * depth - 1, 0)


def test_pictures_of_sheets() -> None:
    """Boxes lie in their areas, bars are as long as their shares, a tree has a line to each part; texts are data."""
    nasty = '<b> & "x" \x1b[31m'
    canvas = Sheet(
        nasty,
        ("", ""),
        tuple(SheetRow(((Line(f"{at}"),), (Line(nasty, "item"),))) for at in range(3)),
        areas=(Area(0, 0, 2), Area(0, 1), Area(1, 1)),
    )
    bars = Sheet(
        "Bars", ("", "m"), tuple(SheetRow(((Line("a"),), (Line("1", bar=(0.25, end)),))) for end in (0.5, 1.0))
    )
    tree = Sheet("Tree", ("", ""), tuple(SheetRow(((Line("a", depth=depth),), ())) for depth in (0, 1, 2, 1)), ("So.",))
    root = ElementTree.fromstring(picture.render(Report(Page("All", (canvas, bars, tree))), Look()))  # type: ignore[arg-type]
    boxes = [it for it in root.iter(f"{NS}rect") if it.get("class") == "box"]
    assert float(boxes[0].get("height", 0)) == pytest.approx(
        sum(float(it.get("height", 0)) for it in boxes[1:]), abs=0.2
    )
    lengths = [float(it.get("width", 0)) for it in root.iter(f"{NS}rect") if it.get("class") == "bar"]
    assert lengths[1] == pytest.approx(3 * lengths[0], rel=0.01)
    assert len([it for it in root.iter(f"{NS}path") if it.get("class") == "rule"]) == 3
    assert "So." in "".join(root.itertext())
    assert "\x1b" not in "".join(root.itertext())
