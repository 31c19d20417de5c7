"""Boxes on a grid for a terminal: what a canvas looks like where there is room for it."""

from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.measure import Measurement
from rich.segment import Segment
from rich.style import Style

from casecode.sheet import Area

LEAST = 15  # characters within the narrowest box; below this, or where a word would break, a list reads better
LONGEST = 24  # characters; what is longer may break
_DIM = Style(dim=True)
# The sign for lines that meet, by whether one comes from above, the right, below and the left.
_SIGNS = dict(
    zip(
        (0b0101, 0b1010, 0b0110, 0b0011, 0b1100, 0b1001, 0b0111, 0b1101, 0b1110, 0b1011, 0b1111),
        "─│┌┐└┘┬┴├┤┼",
        strict=True,
    )
)


def drawn(console: Console, areas: Sequence[Area], boxes: Sequence[RenderableType]) -> Iterator[list[Segment]] | None:
    """The lines of boxes that lie in these areas, as wide as the console; none where it is too narrow for them."""
    across = max(area.column + area.columns for area in areas)
    edges = [(console.width - 1) * at // across for at in range(across + 1)]
    widths = [edges[area.column + area.columns] - edges[area.column] - 3 for area in areas]
    words = (min(Measurement.get(console, console.options, box).minimum, LONGEST) for box in boxes)
    if min(widths) < LEAST or any(word > width for word, width in zip(words, widths, strict=True)):
        return None
    texts = [
        console.render_lines(box, console.options.update(width=width, height=None))
        for box, width in zip(boxes, widths, strict=True)
    ]
    rows = _heights(areas, [len(text) + 1 for text in texts])
    return _lines(areas, texts, edges, rows)


def _heights(areas: Sequence[Area], heights: Sequence[int]) -> list[int]:
    """Where each row of the grid begins, the line above it included: what lies in several rows may make the last of
    them higher."""
    starts = [0]
    for row in range(max(area.row + area.rows for area in areas)):
        ending = (it for it in zip(areas, heights, strict=True) if it[0].row + it[0].rows == row + 1)
        starts.append(max([starts[row] + 1, *(starts[area.row] + height for area, height in ending)]))
    return starts


def _lines(
    areas: Sequence[Area], texts: Sequence[list[list[Segment]]], edges: Sequence[int], rows: Sequence[int]
) -> Iterator[list[Segment]]:
    frame: dict[tuple[int, int], int] = {}
    for area in areas:
        left, right = edges[area.column], edges[area.column + area.columns]
        top, bottom = rows[area.row], rows[area.row + area.rows]
        for y in range(top, bottom + 1):
            for x in (left, right):
                frame[y, x] = frame.get((y, x), 0) | (0b1000 * (y > top)) | (0b0010 * (y < bottom))
        for x in range(left, right + 1):
            for y in (top, bottom):
                frame[y, x] = frame.get((y, x), 0) | (0b0001 * (x > left)) | (0b0100 * (x < right))
    for y in range(rows[-1] + 1):
        line: list[Segment] = []
        x = 0
        while x <= edges[-1]:
            if (y, x) in frame:
                line.append(Segment(_SIGNS[frame[y, x]], _DIM))
                x += 1
                continue
            text, width = _text_at(areas, texts, edges, rows, y, x)
            line += text
            x += width
        yield line


def _text_at(
    areas: Sequence[Area],
    texts: Sequence[list[list[Segment]]],
    edges: Sequence[int],
    rows: Sequence[int],
    y: int,
    x: int,
) -> tuple[list[Segment], int]:
    """What stands in a line of the box that begins here, and how wide it is."""
    for area, text in zip(areas, texts, strict=True):
        if edges[area.column] + 1 == x and rows[area.row] < y < rows[area.row + area.rows]:
            width = edges[area.column + area.columns] - x
            at = y - rows[area.row] - 1
            inner = text[at] if at < len(text) else [Segment(" " * (width - 2))]
            return [Segment(" "), *inner, Segment(" ")], width
    return [Segment(" ")], 1
