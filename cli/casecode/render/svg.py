"""Charts of a report as SVG: a lane for each unit along one axis of time, readable in light and dark and on paper.

Nothing is fetched and nothing runs. What is known to the day is a point; what is known to the year stands anywhere in
a box as wide as the year, so that it does not look like the first of January.
"""

from collections.abc import Iterator
from datetime import date
from html import escape as html_escape

from casecode import __version__
from casecode.render.text import one_line, visible
from casecode.sheet import Chart, Lane, Mark, MarkKind

WIDTH = 1100  # pixels, of which the titles of the lanes take the left part
LEFT, RIGHT, TOP = 170, 24, 64
STEP = 10  # pixels from mark to mark
LETTER = 5.6  # pixels that a letter of a label takes, about
LABEL = 34  # letters of a label
TICK = 52  # pixels between two labels of the axis at least
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)

_STYLE = """
.chart { --ink: #1d2327; --paper: #fff; --line: #d5dade; --soft: #5b6670; --event: #7a3e9d; --point: #0b5c7d;
  --against: #a4262c; --qualified: #7a5200; --box: #0b5c7d14; }
@media (prefers-color-scheme: dark) { .chart { --ink: #e6e9eb; --paper: #14181b; --line: #333b41; --soft: #9aa5ad;
  --event: #c79be6; --point: #7cc7e8; --against: #ff9a96; --qualified: #e3b557; --box: #7cc7e81f; } }
.ground { fill: var(--paper); } .line { stroke: var(--line); } .box { fill: var(--box); }
text { font: 11px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: var(--ink); }
.title { font-size: 16px; font-weight: 600; } .lane { font-size: 12px; font-weight: 600; } .axis { fill: var(--soft); }
.label { font-size: 10px; } .event { fill: var(--event); } .span { stroke: var(--event); stroke-width: 1.5; }
.point { fill: var(--point); } .ring { fill: var(--paper); stroke: var(--qualified); stroke-width: 1.8; }
.cross { stroke: var(--against); stroke-width: 2.2; fill: none; }
"""
_LEGEND: tuple[tuple[MarkKind, str], ...] = (
    ("event", "event"),
    ("point", "evidence"),
    ("ring", "qualifies"),
    ("cross", "contradicts"),
)


def render(chart: Chart) -> str:
    """The chart as a whole SVG document."""
    scale = _Scale(chart)
    body: list[str] = []
    y = TOP
    for lane in chart.lanes:
        drawn, height = _lane(lane, scale, y)
        body += drawn
        y += height
    axis = [part for tick in scale.ticks for part in _tick(*tick, y)]
    title = escape(chart.title)
    about = f"{sum(len(lane.marks) for lane in chart.lanes)} marks in {len(chart.lanes)} lanes; casecode {__version__}"
    height = y + 28
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
            f' height="{height}" role="img" aria-labelledby="title about">',
            f'<title id="title">{title}</title>',
            f'<desc id="about">{about}</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect class="ground" width="{WIDTH}" height="{height}"/>',
            f'<text class="title" x="16" y="28">{title}</text>',
            *_legend(),
            *axis,
            *body,
            "</svg>",
            "",
        ]
    )


def escape(text: str) -> str:
    """The text so that XML shows it as it is; characters that XML does not have are written as escapes."""
    shown = visible(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
    return html_escape(shown, quote=True)


class _Scale:
    """From days to pixels, with the ticks of the axis."""

    def __init__(self, chart: Chart) -> None:
        days = [day for lane in chart.lanes for mark in lane.marks for day in (mark.first, mark.last)]
        first, last = (days and (min(days), max(days))) or ("2000-01-01", "2000-12-31")
        self.start = date(int(first[:4]), 1, 1).toordinal()
        self.end = date(int(last[:4]), 12, 31).toordinal() + 1
        self.per_day = (WIDTH - LEFT - RIGHT) / (self.end - self.start)
        months = next((it for it in _MONTHS if it * 30.44 * self.per_day >= TICK), _MONTHS[-1])
        self.ticks = [*self._ticks(int(first[:4]), int(last[:4]), months)]

    def at(self, day: str, after: bool = False) -> float:
        """Where a day begins, or where it ends."""
        return LEFT + (date.fromisoformat(day).toordinal() - self.start + after) * self.per_day

    def _ticks(self, first: int, last: int, months: int) -> Iterator[tuple[float, str]]:
        """The places and labels of the axis: years, or parts of one."""
        for month in range(0, (last - first + 1) * 12, min(months, 12)):
            year, rest = first + month // 12, month % 12 + 1
            if months <= 12 or year % (months // 12) == 0:
                label = f"{year:04}" if rest == 1 else f"{year:04}-{rest:02}"
                yield self.at(f"{year:04}-{rest:02}-01"), label


class _Skyline:
    """How high each pixel of a lane is filled: the next block rests on the highest below it."""

    def __init__(self) -> None:
        self.heights = [0] * (WIDTH + 1)

    def place(self, x0: float, x1: float, height: int) -> int:
        """The height at which a block comes to lie."""
        left, right = max(int(x0), 0), min(int(x1) + 1, WIDTH)
        base = max(self.heights[left : right + 1])
        self.heights[left : right + 1] = [base + height] * (right + 1 - left)
        return base

    @property
    def top(self) -> int:
        return max(self.heights)


def _lane(lane: Lane, scale: _Scale, y: int) -> tuple[list[str], int]:
    """The marks of a lane, from its top down, and its height."""
    skyline = _Skyline()
    drawn: list[str] = []
    for mark in lane.marks:
        if mark.label:
            drawn += _labelled(mark, scale, skyline, y + 8)
    blocks: dict[tuple[str, str], list[Mark]] = {}
    for mark in lane.marks:
        if not mark.label:
            blocks.setdefault((mark.first, mark.last), []).append(mark)
    for marks in blocks.values():
        drawn += _block(marks, scale, skyline, y + 8)
    height = max(skyline.top + 16, 34)
    title = one_line(lane.title)
    short = title if len(title) <= 24 else f"{title[:23]}…"
    head = [
        f'<line class="line" x1="16" x2="{WIDTH - RIGHT}" y1="{y}" y2="{y}"/>',
        f'<text class="lane" x="16" y="{y + 20}"><title>{escape(title)}</title>{escape(short)}</text>',
    ]
    return [*head, *drawn], height


def _labelled(mark: Mark, scale: _Scale, skyline: _Skyline, y: int) -> list[str]:
    """A mark with its label beside it, and a line as long as its time where that can be seen."""
    x0, x1 = scale.at(mark.first), scale.at(mark.last, after=True)
    middle = (x0 + x1) / 2
    text = one_line(mark.label)
    text = text if len(text) <= LABEL else f"{text[: LABEL - 1].rstrip()}…"
    width = len(text) * LETTER + 6
    edge = max(x1, middle + 5)
    is_left = edge + width > WIDTH - 4
    begin, end = (min(x0, middle - 5) - width, edge) if is_left else (min(x0, middle - 5), edge + width)
    at = y + skyline.place(begin, end, 14) + 7
    span = f'<line class="span" x1="{x0:.1f}" x2="{x1:.1f}" y1="{at}" y2="{at}"/>' if x1 - x0 > STEP else ""
    side = f'x="{min(x0, middle - 5) - 4:.1f}" text-anchor="end"' if is_left else f'x="{edge + 4:.1f}"'
    label = f'<text class="label" {side} y="{at + 3.5:.1f}">{escape(text)}</text>'
    return [f"<g><title>{escape(mark.about)}</title>{span}{_shape(mark.kind, middle, at)}{label}</g>"]


def _block(marks: list[Mark], scale: _Scale, skyline: _Skyline, y: int) -> list[str]:
    """The marks of one time, side by side as far as its width allows, then in rows below."""
    x0, x1 = scale.at(marks[0].first), scale.at(marks[0].last, after=True)
    columns = min(max(int((x1 - x0) / STEP), 1), len(marks))
    rows = -(-len(marks) // columns)
    middle = (x0 + x1) / 2
    is_wide = x1 - x0 > STEP
    begin, end = (x0, x1) if is_wide else (middle - STEP / 2, middle + STEP / 2)
    at = y + skyline.place(begin + 1, end - 2, rows * STEP + 4)
    drawn = []
    if is_wide:
        size = f'x="{begin + 1:.1f}" y="{at}" width="{end - begin - 2:.1f}" height="{rows * STEP + 2}" rx="3"'
        drawn.append(f'<rect class="box" {size}/>')
    for number, mark in enumerate(marks):
        in_row = min(columns, len(marks) - number // columns * columns)
        x = middle + (number % columns - (in_row - 1) / 2) * STEP
        shape = _shape(mark.kind, x, at + 1 + number // columns * STEP + STEP / 2)
        drawn.append(f"<g><title>{escape(mark.about)}</title>{shape}</g>")
    return drawn


def _shape(kind: MarkKind, x: float, y: float) -> str:
    """What a kind of mark looks like, by form as well as by colour."""
    if kind == "event":
        return f'<path class="event" d="M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z"/>'
    if kind == "cross":
        return f'<path class="cross" d="M{x - 3:.1f} {y - 3:.1f}l6 6m0 -6l-6 6"/>'
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3.4"/>'


def _tick(x: float, label: str, y: int) -> list[str]:
    return [
        f'<line class="line" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 6}" y2="{y}"/>',
        f'<text class="axis" x="{x + 3:.1f}" y="{TOP - 8}">{label}</text>',
    ]


def _legend() -> list[str]:
    """The kinds of marks, at the foot of the title."""
    parts = []
    x = float(WIDTH - RIGHT - 480)
    for kind, name in _LEGEND:
        parts += [_shape(kind, x, 24), f'<text x="{x + 9:.1f}" y="28">{name}</text>']
        x += len(name) * 6.2 + 30
    parts.append(f'<rect class="box" x="{x - 4:.1f}" y="17" width="26" height="14" rx="3"/>')
    parts.append(f'<text x="{x + 27:.1f}" y="28">some time in these days</text>')
    return parts
