"""Charts of a report as SVG: a lane for each unit along one axis of time, readable in light and dark and on paper.

Nothing is fetched and nothing runs. What is known to the day is a point; what is known to the year stands anywhere in
a box as wide as the year, so that it does not look like the first of January; a period has an outline as long as it
lasts. Colours are opaque, and attributes, which every program that reads SVG knows; only those for dark screens are a
style.
"""

from collections.abc import Iterable
from html import escape as html_escape

from msgspec import Struct

from casecode import __version__
from casecode.render.formats import Look
from casecode.render.plot import FINE, TICK, Rows, Scale, cut, width_of, wrapped
from casecode.render.text import one_line, settled
from casecode.sheet import Chart, Charted, Lane, Mark, MarkKind

WIDTH = 1100  # pixels, of which the titles of the lanes take the left part
MARGIN, LEFT, RIGHT = 16, 170, 1076
STEP = 10  # pixels from mark to mark
LABEL = 340  # pixels of a label at most
LEAST = 180  # pixels to the right of a mark, below which its label stands to the left
ROW = 14  # pixels from label to label
HEADING = 30  # pixels of the title of a group
LABELS = 400  # labels in a chart; where there are more events, none has one

_FONT = "system-ui, -apple-system, Segoe UI, Helvetica, Arial, sans-serif"
_LOOKS = {
    "ground": 'fill="#fff"',
    "line": 'stroke="#d5dade"',
    "fine": 'stroke="#eef1f3"',
    "soft": 'fill="#5b6670"',
    "event": 'fill="#7a3e9d"',
    "point": 'fill="#0b5c7d"',
    "ring": 'fill="#fff" stroke="#7a5200" stroke-width="1.8"',
    "cross": 'fill="none" stroke="#a4262c" stroke-width="2.2"',
    "box": 'fill="#dfe9ee"',
    "when": 'fill="#eee6f2"',
    "box period": 'fill="#f2f7f9" stroke="#85aebe"',
    "when period": 'fill="#f8f4fa" stroke="#bd9fce"',
}
_STYLE = """
@media screen and (prefers-color-scheme: dark) {
.chart { fill: #e6e9eb; } .chart .soft { fill: #9aa5ad; } .chart .ground { fill: #14181b; }
.chart .line { stroke: #3a4248; } .chart .fine { stroke: #22292e; }
.chart .event { fill: #c79be6; } .chart .point { fill: #7cc7e8; }
.chart .box { fill: #26363f; } .chart .box.period { fill: #1a252b; stroke: #4d7c91; }
.chart .when { fill: #352d3d; } .chart .when.period { fill: #241f2a; stroke: #7d6391; }
.chart .ring { fill: #14181b; stroke: #e3b557; } .chart .cross { stroke: #ff9a96; } }
"""
_KINDS: dict[MarkKind, str] = {
    "event": "event",
    "point": "evidence that supports",
    "ring": "evidence that qualifies",
    "cross": "evidence that contradicts",
}


class Block(Struct, frozen=True):
    """Marks that stand together: the time they mean, the room they take, and a label where there is only one."""

    marks: tuple[Mark, ...]
    x0: float
    x1: float
    begin: float
    end: float
    height: int
    label: str = ""
    is_left: bool = False

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def columns(self) -> int:
        """How many marks stand side by side in the time they mean."""
        return _columns(len(self.marks), self.x1 - self.x0)


def render(report: Charted, _look: Look) -> str:
    """The chart of a report as a whole SVG document."""
    return drawn(report.chart())


def drawn(chart: Chart, is_alone: bool = True) -> str:
    """A chart as a whole SVG document; its title and notes are left out where a page around it has them."""
    scale = Scale(chart.lanes, LEFT, RIGHT)
    titles = wrapped(one_line(chart.title), 16, WIDTH - 2 * MARGIN, 2) if is_alone else []
    head = [text(MARGIN, 28 + 20 * n, line, 'font-size="16" font-weight="600"') for n, line in enumerate(titles)]
    legend, y = _legend(chart, 24 + 20 * len(titles))
    top = y = y + 36 if chart.lanes else y
    lanes: list[str] = []
    has_labels = sum(bool(mark.label) for lane in chart.lanes for mark in lane.marks) <= LABELS
    group = ""
    for lane in chart.lanes:
        if lane.group != group:
            group = lane.group
            lanes += _heading(group, y)
            y += HEADING
        drawn, height = _lane(lane, scale, y, has_labels)
        lanes += drawn
        y += height
    axis = _axis(scale, top, y) if chart.lanes else []
    y += 20 if chart.lanes else 0
    notes = chart.notes if is_alone else ()
    lines = [line for note in notes for line in wrapped(one_line(note), 11, WIDTH - 2 * MARGIN, 3)]
    foot = [text(MARGIN, y + 16 + 15 * n, line, _look("soft")) for n, line in enumerate(lines)]
    height = y + 16 + 15 * len(lines)
    ground = f'<rect {_look("ground")} width="{WIDTH}" height="{height}"/>'
    parts = [ground, *head, *legend, *axis, *lanes, *foot]
    return document("chart", (WIDTH, height), 11, chart.title, chart.about, _STYLE, parts)


def document(
    kind: str, size: tuple[float, float], letters: int, title: str, about: str, style: str, parts: Iterable[str]
) -> str:
    """A whole SVG document of a kind, with its size, that of its letters, and words for those who do not see it."""
    width, height = size
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" viewBox="0 0 {width:.10g} {height:.10g}"'
            f' width="{width:.10g}" height="{height:.10g}" fill="#1d2327" stroke="none" font-family="{_FONT}"'
            f' font-size="{letters}" role="img" aria-labelledby="{kind}-title {kind}-about">',
            f'<title id="{kind}-title">{escape(title)}</title>',
            f'<desc id="{kind}-about">{escape(f"{about} (casecode {__version__})")}</desc>',
            f"<style>{style}</style>",
            *parts,
            "</svg>",
            "",
        ]
    )


def escape(text: str) -> str:
    """The text so that XML shows it as it is."""
    return html_escape(settled(text), quote=True)


def _heading(group: str, y: int) -> list[str]:
    """The title of a group of lanes, on a ground that covers the lines of the axis."""
    title = cut(one_line(group), 14, RIGHT - MARGIN)
    ground = f'<rect {_look("ground")} y="{y + 1}" width="{WIDTH}" height="{HEADING - 1}"/>'
    return [ground, text(MARGIN, y + 21, title, 'font-size="14" font-weight="600"')]


def _lane(lane: Lane, scale: Scale, y: int, has_labels: bool) -> tuple[list[str], int]:
    """The title of a lane and its marks from its top down, those with labels first; and its height."""
    titles = wrapped(one_line(lane.title), 12, LEFT - MARGIN - 8, 4)
    drawn = [f'<line {_look("line")} x1="{MARGIN}" x2="{RIGHT}" y1="{y}" y2="{y}"/>']
    drawn += [text(MARGIN, y + 20 + 15 * n, line, 'font-size="12" font-weight="600"') for n, line in enumerate(titles)]
    labelled = [mark for mark in lane.marks if mark.label and has_labels]
    others: dict[tuple[str, str, bool], list[Mark]] = {}
    for mark in lane.marks:
        if not (mark.label and has_labels):
            others.setdefault((mark.first, mark.last, mark.is_period), []).append(mark)
    at = y + 8
    for blocks in ([_labelled(mark, scale) for mark in labelled], [_block(marks, scale) for marks in others.values()]):
        rows = Rows()
        for block in sorted(blocks, key=lambda block: block.begin):
            drawn += _drawn(block, at + rows.place(block.begin, block.end, block.height))
        at += rows.height + (4 if blocks else 0)
    return drawn, max(at - y + 4, 18 + 15 * len(titles))


def _labelled(mark: Mark, scale: Scale) -> Block:
    """A mark with its label beside it: to the right, or where that has no room to the left."""
    x0, x1 = scale.at(mark.first), scale.at(mark.last, after=True)
    begin, end = _sides(x0, x1)
    room = WIDTH - end - 8
    is_left = room < LEAST
    label = cut(one_line(mark.label), 10, LABEL if is_left else min(LABEL, room))
    width = width_of(label, 10) + 8
    begin, end = (begin - width, end) if is_left else (begin, end + width)
    return Block((mark,), x0, x1, min(begin, x0), max(end, x1), ROW, label, is_left)


def _sides(x0: float, x1: float) -> tuple[float, float]:
    """Where a label may begin and end beside a mark: outside of its box, or within where that is a long one."""
    middle = (x0 + x1) / 2
    return (x0, x1) if 2 * STEP < x1 - x0 <= 8 * STEP else (middle - STEP / 2, middle + STEP / 2)


def _block(marks: list[Mark], scale: Scale) -> Block:
    """The marks of one time, side by side as far as its width allows, then in rows below."""
    x0, x1 = scale.at(marks[0].first), scale.at(marks[0].last, after=True)
    rows = -(-len(marks) // _columns(len(marks), x1 - x0))
    middle = (x0 + x1) / 2
    begin, end = min(x0, middle - STEP / 2), max(x1, middle + STEP / 2)
    return Block(tuple(marks), x0, x1, begin, end, rows * STEP + 4)


def _columns(marks: int, width: float) -> int:
    return min(max(int((width - 2) / STEP), 1), marks)


def _drawn(block: Block, y: int) -> list[str]:
    """A block: the box of its time where that can be seen, its marks, its label."""
    first = block.marks[0]
    parts = []
    if block.x1 - block.x0 > STEP:
        kind = ("when" if first.kind == "event" else "box") + (" period" if first.is_period else "")
        parts.append(_box(kind, block.x0 + 1, y + 1, block.x1 - block.x0 - 2, block.height - 2))
    label = ""
    if block.label:
        begin, end = _sides(block.x0, block.x1)
        side = 'text-anchor="end" font-size="10"' if block.is_left else 'font-size="10"'
        label = text(begin - 4 if block.is_left else end + 4, y + 10.5, block.label, side)
    columns, count = block.columns, len(block.marks)
    for number, mark in enumerate(block.marks):
        in_row = min(columns, count - number // columns * columns)
        x = block.middle + (number % columns - (in_row - 1) / 2) * STEP
        shape = _shape(mark.kind, x, y + 7 + number // columns * STEP)
        parts.append(f"<g><title>{escape(mark.about)}</title>{shape}{label}</g>")
    return parts


def _shape(kind: MarkKind, x: float, y: float) -> str:
    """What a kind of mark looks like, by form as well as by colour."""
    if kind == "event":
        return f'<path {_look(kind)} d="M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z"/>'
    if kind == "cross":
        return f'<path {_look(kind)} d="M{x - 3:.1f} {y - 3:.1f}l6 6m0 -6l-6 6"/>'
    return f'<circle {_look(kind)} cx="{x:.1f}" cy="{y:.1f}" r="3.4"/>'


def _box(kind: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect {_look(kind)} x="{x:.1f}" y="{y}" width="{width:.1f}" height="{height}" rx="3"/>'


def _axis(scale: Scale, top: int, bottom: int) -> list[str]:
    """Lines from the first lane to the last, with labels above and below."""
    drawn = [_upright("fine", x, top, bottom) for x, _ in scale.ticks(FINE)]
    for x, label in scale.ticks(TICK):
        drawn.append(_upright("line", x, top - 5, bottom + 5))
        if x + 3 + width_of(label, 11) <= WIDTH:
            drawn += [text(x + 3, y, label, _look("soft")) for y in (top - 4, bottom + 13)]
    return [*drawn, f'<line {_look("line")} x1="{MARGIN}" x2="{RIGHT}" y1="{bottom}" y2="{bottom}"/>']


def _upright(kind: str, x: float, top: int, bottom: int) -> str:
    return f'<line {_look(kind)} x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>'


def _legend(chart: Chart, y: int) -> tuple[list[str], int]:
    """What the marks and boxes of this chart mean, and where it ends."""
    marks = [mark for lane in chart.lanes for mark in lane.marks]
    kinds = {mark.kind for mark in marks}
    items = [(_shape(kind, MARGIN + 6, y), name, 14) for kind, name in _KINDS.items() if kind in kinds]
    boxes = {mark.is_period for mark in marks if mark.first != mark.last}
    named = ((False, "box", "at some time within"), (True, "box period", "throughout"))
    items += [(_box(kind, MARGIN + 1, y - 6, 26, 12), name, 32) for period, kind, name in named if period in boxes]
    drawn, x = [], 0.0
    for shape, name, indent in items:
        drawn.append(f'<g transform="translate({x:.1f} 0)">{shape}{text(MARGIN + indent, y + 4, name)}</g>')
        x += indent + width_of(name, 11) + 18
    return drawn, y


def text(x: float, y: float, shown: str, attributes: str = "") -> str:
    """A line of text at a place."""
    return f'<text x="{x:.1f}" y="{y:g}"{attributes and " "}{attributes}>{escape(shown)}</text>'


def _look(kind: str) -> str:
    return f'class="{kind}" {_LOOKS[kind]}'
