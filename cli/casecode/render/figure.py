"""Diagrams of a report as SVG: boxes in columns and arrows between them, readable in light and dark and on paper."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from casecode.render.formats import Look
from casecode.render.layered import LEAF, LINE, PAD, Layout, Place
from casecode.render.plot import width_of, wrapped
from casecode.render.svg import document, text
from casecode.render.text import one_line
from casecode.sheet import Arrow, Drawn, Graph, Role

MARGIN = 20
LEAST = 600  # pixels, so that what stands above and below has room
GAP, TREE_GAP = 110, 60  # pixels between columns
TREE_LEAF = 240  # pixels of a box in a tree, in which there is more to read
_INK: dict[Role, str] = {"good": "#1c6b39", "bad": "#a4262c", "warn": "#7a5200", "muted": "#5b6670"}
_STYLE = """
@media screen and (prefers-color-scheme: dark) {
.figure { fill: #e6e9eb; } .figure .ground { fill: #14181b; } .figure .soft { fill: #9aa5ad; }
.figure .frame { fill: #1a2025; stroke: #4b565e; } .figure .box { fill: #22292e; stroke: #6b7780; }
.figure .arrow { stroke: #9aa5ad; } .figure .head { fill: #9aa5ad; } .figure .label { fill: #14181b; }
.figure .good { stroke: #7fd39b; } .figure .head.good { fill: #7fd39b; }
.figure .bad { stroke: #ff9a96; } .figure .head.bad { fill: #ff9a96; }
.figure .warn { stroke: #e3b557; } .figure .head.warn { fill: #e3b557; } }
"""


def render(report: Drawn, _look: Look) -> str:
    """The diagram of a report as a whole SVG document."""
    return drawn(report.graph())


def drawn(graph: Graph) -> str:
    """A diagram as a whole SVG document."""
    layout = Layout(graph, *((TREE_GAP, TREE_LEAF) if graph.is_tree else (GAP, LEAF)))
    ways = _lines(graph, layout)
    reach = max((x for line in ways for _, _, (x, _), _ in line.curves), default=0.0)  # of arrows round the right side
    width = max(layout.width, reach + (MARGIN if reach > layout.width else 0), LEAST) + 2 * MARGIN
    titles = wrapped(one_line(graph.title), 16, width - 2 * MARGIN, 2) if graph.title else []
    y = MARGIN + 22 * len(titles) + (28 if graph.heads else 6)
    head = [
        text(MARGIN, MARGIN + 12 + 20 * n, line, 'font-size="16" font-weight="600"') for n, line in enumerate(titles)
    ]
    if graph.heads:
        lefts = layout.lefts[: len(graph.heads)]
        head += [
            text(MARGIN + x, y - 10, title, 'font-size="12" font-weight="600"')
            for x, title in zip(lefts, graph.heads, strict=False)
        ]
    foot = []
    below = y + layout.height + 26
    for note in graph.notes:
        for line in wrapped(one_line(note), 12, width - 2 * MARGIN, 4):
            foot.append(text(MARGIN, below, line, 'font-size="12"'))
            below += 16
        below += 4
    height = below - 6
    inner = [
        *(_frame(place) for place in layout.places.values() if place.is_frame),
        *(part for line in ways for part in _arrow(line, graph.is_tree)),
        *(_leaf(place) for place in layout.places.values() if not place.is_frame),
        *(line for place in layout.places.values() for line in _texts(place)),
        *_labels(ways),
    ]
    about = f"{len(graph.boxes)} boxes and {len(graph.arrows)} arrows between them."
    ground = f'<rect class="ground" fill="#fff" width="{width:g}" height="{height:g}"/>'
    parts = [ground, *head, f'<g transform="translate({MARGIN} {y:g})">', *inner, "</g>", *foot]
    return document("figure", (width, height), 12, graph.title, about, _STYLE, parts)


def _frame(place: Place) -> str:
    return (
        f'<rect class="frame" fill="#f3f5f6" stroke="#aab3ba" x="{place.x:.1f}" y="{place.y:.1f}"'
        f' width="{place.width:g}" height="{place.height:g}" rx="6"/>'
    )


def _leaf(place: Place) -> str:
    dashed = ' stroke-dasharray="4 3"' if place.box.kind == "missing" else ""
    return (
        f'<rect class="box" fill="#fff" stroke="#7f8b94" x="{place.x:.1f}" y="{place.y:.1f}"'
        f' width="{place.width:g}" height="{place.height:g}" rx="4"{dashed}/>'
    )


def _texts(place: Place) -> Iterator[str]:
    """The lines of a box, in its middle, and what is counted of it."""
    x, y = place.x + place.width / 2, place.y + PAD * 0.7 + 11
    weight = ' font-weight="600"' if place.is_frame else ""
    for line in place.lines:
        yield text(x, round(y, 1), line, f'text-anchor="middle"{weight}')
        y += LINE
    if place.box.note:
        yield text(x, round(y, 1), place.box.note, 'text-anchor="middle" font-size="11" class="soft" fill="#5b6670"')


Point = tuple[float, float]


class Line(Struct, frozen=True):
    """The way of an arrow: curves, each with its beginning, what it bends towards, and its end."""

    arrow: Arrow
    curves: tuple[tuple[Point, Point, Point, Point], ...]


def _lines(graph: Graph, layout: Layout) -> list[Line]:
    """The way of each arrow from the side of a box to that of another; those that meet at a side share it out."""
    places = layout.places
    sides: defaultdict[tuple[str, bool], list[tuple[float, int, bool]]] = defaultdict(list)
    at = {}
    for number, arrow in enumerate(graph.arrows):
        start, end = places[arrow.start], places[arrow.end]
        is_apart = layout.tops[arrow.start] != layout.tops[arrow.end]
        is_back = is_apart and end.x + end.width <= start.x
        is_on = is_apart and start.x + start.width <= end.x
        at[number] = (is_on, is_back)
        through = layout.ways.get(number, ())
        sides[arrow.start, is_back].append(((through[0] if through else end).middle, number, True))
        sides[arrow.end, is_on].append(((through[-1] if through else start).middle, number, False))
    points: dict[tuple[int, bool], Point] = {}
    for (key, is_left), meeting in sides.items():
        place = places[key]
        for position, (_, number, is_start) in enumerate(sorted(meeting), 1):
            share = 0.5 if graph.is_tree else position / (len(meeting) + 1)
            x = place.x if is_left else place.x + place.width
            points[number, is_start] = (x, place.y + place.height * share)
    return [
        Line(
            arrow, tuple(_curves(points[number, True], points[number, False], at[number], layout.ways.get(number, ())))
        )
        for number, arrow in enumerate(graph.arrows)
    ]


def _curves(
    start: Point, end: Point, sense: tuple[bool, bool], ways: Sequence[Place]
) -> Iterator[tuple[Point, Point, Point, Point]]:
    is_on, is_back = sense
    if not (is_on or is_back):  # within a column, or within one box: round the right side
        bend = max(start[0], end[0]) + 40
        yield start, (bend, start[1]), (bend, end[1]), end
        return
    for way in ways if is_on else ():
        enters, leaves = (way.x, way.middle), (way.x + way.width, way.middle)
        yield _bent(start, enters)
        yield enters, enters, leaves, leaves
        start = leaves
    yield _bent(start, end)


def _bent(start: Point, end: Point) -> tuple[Point, Point, Point, Point]:
    half = (start[0] + end[0]) / 2
    return start, (half, start[1]), (half, end[1]), end


def _arrow(line: Line, is_tree: bool) -> Iterator[str]:
    arrow = line.arrow
    kind = f" {arrow.role}" if arrow.role in _INK else ""
    ink = _INK.get(arrow.role, "#5b6670")
    dashed = ' stroke-dasharray="5 4"' if arrow.is_broken else ""
    (_, _, (bend, _), (x, y)), size = line.curves[-1], 5 if is_tree else 7
    tip = size if bend < x else -size
    begin = line.curves[0][0]
    path = f"M{begin[0]:.1f} {begin[1]:.1f}"
    for number, (_, first, second, (x1, y1)) in enumerate(line.curves, 1):
        x1 -= tip if number == len(line.curves) else 0
        path += f"C{first[0]:.1f} {first[1]:.1f} {second[0]:.1f} {second[1]:.1f} {x1:.1f} {y1:.1f}"
    width = 1 if is_tree else 1.5
    yield f'<path class="arrow{kind}" fill="none" stroke="{ink}" stroke-width="{width}"{dashed} d="{path}"/>'
    head = f"M{x:.1f} {y:.1f}l{-tip} {-size / 2:g}v{size}z"
    yield f'<path class="head{kind}" fill="{ink}" stroke="none" d="{head}"/>'


def _labels(ways: Sequence[Line]) -> Iterator[str]:
    """What is written on arrows, about half way along their first curves, each on a ground of its own, apart from the
    others where that can be."""
    taken: list[tuple[float, float, float, float]] = []
    for line in ways:
        if not line.arrow.label:
            continue
        lines = wrapped(one_line(line.arrow.label), 11, GAP - 24, 2)
        width, height = max(width_of(one, 11) for one in lines) + 6, 14 * len(lines)
        places = [_at(line.curves[0], share) for share in (0.5, 0.35, 0.65, 0.2, 0.8)]
        boxes = [(x - width / 2, y - height / 2, x + width / 2, y + height / 2) for x, y in places]
        box = next((it for it in boxes if not any(_overlap(it, other) for other in taken)), boxes[0])
        taken.append(box)
        yield (
            f'<rect class="label" fill="#fff" fill-opacity=".92" x="{box[0]:.1f}" y="{box[1]:.1f}"'
            f' width="{width:.1f}" height="{height}" rx="3"/>'
        )
        for number, one in enumerate(lines):
            y = round(box[1] + 11 + 14 * number, 1)
            yield text((box[0] + box[2]) / 2, y, one, 'text-anchor="middle" font-size="11"')


def _at(curve: tuple[Point, Point, Point, Point], share: float) -> Point:
    """The point of a curve (Bézier's) at a share of it."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    x, y = (sum(weight * point[axis] for weight, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
