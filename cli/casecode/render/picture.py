"""Sheets as SVG: bars, boxes on a grid, trees and tables, readable in light and dark and on paper."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from casecode.render.formats import Look
from casecode.render.plot import width_of, wrapped
from casecode.render.svg import document, text
from casecode.render.text import one_line
from casecode.sheet import Cell, Line, Page, Pictured, Role, Sheet, SheetRow, documented

WIDTH, MARGIN = 1100, 24
ROOM = WIDTH - 2 * MARGIN
SIZE, LEADING = 12, 16
PAD = 8
HEADS = 200  # pixels for what heads a bar
BARS = 460  # pixels of the longest bar
INDENT = 22  # pixels from a part of a tree to those below it
LONGEST = 60  # lines of a text at most
_SOFT = 'class="soft" fill="#5b6670"'
_BOLD = 'font-weight="600"'
_LOOKS: dict[Role, str] = {"strong": _BOLD, "muted": _SOFT}
_STYLE = """
@media screen and (prefers-color-scheme: dark) {
.picture { fill: #e6e9eb; } .picture .ground { fill: #14181b; } .picture .soft { fill: #9aa5ad; }
.picture .rule { stroke: #3a4248; } .picture .bar { fill: #7cc7e8; } .picture .box { stroke: #6b7780; } }
"""


class Drawn(Struct):
    """What has been drawn, and where what follows begins."""

    parts: list[str]
    y: float


def render(report: Pictured, _look: Look) -> str:
    """The sheets of a report one below the other, as a whole SVG document."""
    page: Page = report.picture()
    drawn = Drawn([], MARGIN)
    for sheet in page.sheets:
        _sheet(drawn, sheet)
        drawn.y += 26
    ground = f'<rect class="ground" fill="#fff" width="{WIDTH}" height="{drawn.y:g}"/>'
    about = "; ".join(sheet.title for sheet in page.sheets)
    return document("picture", (WIDTH, drawn.y), SIZE, page.title, about, _STYLE, [ground, *drawn.parts])


def _sheet(drawn: Drawn, sheet: Sheet) -> None:
    """A sheet with its title above and its notes below."""
    _write(drawn, sheet.title, MARGIN, ROOM, f'font-size="16" {_BOLD}', 16)
    drawn.y += 8
    if sheet.areas:
        _boxes(drawn, sheet)
    elif any(line.bar for row in sheet.rows for cell in row.cells for line in cell):
        _bars(drawn, sheet)
    else:
        _table(drawn, sheet)
    drawn.y += 6
    for note in documented(sheet.notes):
        _write(drawn, note, MARGIN, ROOM, f'font-size="11" {_SOFT}', 11)


def _write(drawn: Drawn, shown: str, x: float, width: float, look: str = "", size: int = SIZE) -> None:
    """A text from a place on, in lines."""
    for line in wrapped(one_line(shown), size, width, LONGEST) if shown else ():
        drawn.y += size + 4
        drawn.parts.append(text(x, round(drawn.y - 4, 1), line, look))


def _cell(drawn: Drawn, cell: Cell, x: float, width: float) -> None:
    """The lines of a cell from a place on; an item has its mark before it, and what is noted of it behind."""
    for line in cell:
        indent = 12 if line.role == "item" else 0
        if indent and line.text:
            drawn.parts.append(text(x, round(drawn.y + SIZE, 1), "•"))
        _write(drawn, line.text, x + indent, width - indent, _LOOKS.get(line.role, ""))
        _write(drawn, line.note, x + indent, width - indent, f'font-size="11" {_SOFT}', 11)


def _rule(drawn: Drawn, y: float, x: float = MARGIN, width: float = ROOM) -> None:
    drawn.parts.append(
        f'<line class="rule" stroke="#c9cfd4" x1="{x:.1f}" x2="{x + width:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
    )


def _boxes(drawn: Drawn, sheet: Sheet) -> None:
    """Boxes on a grid; what lies in several rows may make the last of them higher."""
    across = max(area.column + area.columns for area in sheet.areas)
    unit = ROOM / across
    heights = []
    for row, area in zip(sheet.rows, sheet.areas, strict=True):
        trial = Drawn([], 0.0)
        _content(trial, row, 0.0, unit * area.columns - 2 * PAD)
        heights.append(trial.y + 2 * PAD)
    starts = [drawn.y]
    for number in range(max(area.row + area.rows for area in sheet.areas)):
        ending = [it for it in zip(sheet.areas, heights, strict=True) if it[0].row + it[0].rows == number + 1]
        starts.append(max([starts[number], *(starts[area.row] + height for area, height in ending)]))
    for row, area in zip(sheet.rows, sheet.areas, strict=True):
        x, width = MARGIN + unit * area.column, unit * area.columns
        top, height = starts[area.row], starts[area.row + area.rows] - starts[area.row]
        drawn.parts.append(
            f'<rect class="box" fill="none" stroke="#7f8b94" x="{x:.1f}" y="{top:.1f}" width="{width:.1f}"'
            f' height="{height:.1f}"/>'
        )
        drawn.y = top + PAD - 2
        _content(drawn, row, x + PAD, width - 2 * PAD)
    drawn.y = starts[-1]


def _content(drawn: Drawn, row: SheetRow, x: float, width: float) -> None:
    for cell in row.cells:
        _cell(drawn, cell, x, width)
        drawn.y += 3


def _bars(drawn: Drawn, sheet: Sheet) -> None:
    """A bar for each row, its figure behind it, and what else its row has behind that."""
    bars = [line.bar for row in sheet.rows for cell in row.cells for line in cell if line.bar]
    left = MARGIN + HEADS
    zero = left + BARS * next(
        (it for it in bars[0] if all(it in bar for bar in bars)), 0.0
    )  # all bars begin or end there
    _write(drawn, sheet.columns[1], left, ROOM - HEADS, f'font-size="11" {_SOFT}', 11)
    drawn.y += 4
    top = drawn.y
    for row in sheet.rows:
        start = drawn.y
        drawn.y += 2
        _cell(drawn, row.cells[0], MARGIN, HEADS - PAD)
        below, drawn.y = drawn.y, start
        for line in row.cells[1] if len(row.cells) > 1 else ():
            begin, end = line.bar or ((zero - left) / BARS, (zero - left) / BARS)
            if line.bar:
                drawn.parts.append(
                    f'<rect class="bar" fill="#0b5c7d" x="{left + BARS * begin:.1f}" y="{start + 3:.1f}"'
                    f' width="{max(BARS * (end - begin), 1):.1f}" height="13"/>'
                )
            x = left + BARS * end + 6
            figure = one_line(line.text)
            drawn.parts.append(text(x, round(start + SIZE + 2, 1), figure, _LOOKS.get(line.role, "")))
            said = [line.note, *(one.text for cell in row.cells[2:] for one in cell)]
            x += width_of(figure, SIZE) + 10
            drawn.y = start + 3
            _write(drawn, " · ".join(filter(None, said)), x, WIDTH - MARGIN - x, f'font-size="11" {_SOFT}', 11)
        drawn.y = max(below, drawn.y, start + LEADING) + 6
    drawn.parts.append(
        f'<line class="rule" stroke="#7f8b94" x1="{zero:.1f}" x2="{zero:.1f}" y1="{top:.1f}" y2="{drawn.y:.1f}"/>'
    )


def _table(drawn: Drawn, sheet: Sheet) -> None:
    """Columns that share the width as their texts ask for it; a tree has lines to its parts."""
    widths = _widths(sheet)
    lefts = [MARGIN + sum(widths[:at]) for at in range(len(widths))]
    if any(sheet.columns):
        cells = tuple((Line(title, "strong"),) for title in sheet.columns)
        _row(drawn, cells, lefts, widths)
    trunk: list[float] = []  # for each depth where the line to its next part begins
    is_tree = any(line.depth for row in sheet.rows for line in row.cells[0])
    for row in sheet.rows:
        depth = row.cells[0][0].depth if row.cells[0] else 0
        start = drawn.y
        if not (is_tree and depth):
            _rule(drawn, start)
        if depth:
            x = MARGIN + INDENT * depth - 14
            middle = start + PAD + 6
            begin = trunk[depth] if depth < len(trunk) else start
            drawn.parts.append(
                f'<path class="rule" fill="none" stroke="#7f8b94" d="M{x} {begin:.1f}V{middle:.1f}h10"/>'
            )
            del trunk[depth:]
            trunk += [middle] * (depth + 1 - len(trunk))
        _row(drawn, row.cells, [lefts[0] + INDENT * depth, *lefts[1:]], [widths[0] - INDENT * depth, *widths[1:]])
        if is_tree:
            drawn.y -= PAD / 2
            del trunk[depth + 1 :]
            trunk += [drawn.y] * (depth + 2 - len(trunk))
            trunk[depth + 1] = start + PAD + 14
    _rule(drawn, drawn.y)


def _row(drawn: Drawn, cells: Sequence[Cell], lefts: Sequence[float], widths: Sequence[float]) -> None:
    start = bottom = drawn.y + PAD / 2
    for cell, x, width in zip(cells, lefts, widths, strict=False):
        drawn.y = start
        _cell(drawn, cell, x, width - 2 * PAD)
        bottom = max(bottom, drawn.y)
    drawn.y = bottom + PAD


def _widths(sheet: Sheet) -> list[float]:
    """The widths of columns: what their longest line asks for, the widest giving way first."""
    asked: Callable[[Line], float] = lambda line: width_of(line.text, SIZE) + INDENT * line.depth  # noqa: E731
    whole = [width_of(title, SIZE) for title in sheet.columns]
    for row in sheet.rows:
        for at, cell in enumerate(row.cells):
            whole[at] = max([whole[at], *map(asked, cell)])
    whole = [width + 2 * PAD + 4 for width in whole]
    most = max(whole, default=0.0)
    while sum(widths := [min(width, most) for width in whole]) > ROOM:
        most -= 5
    return widths
