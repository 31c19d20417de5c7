"""How wide the columns of a table are, and below which width a table reads worse than a list.

In a grid of figures the heads of rows come first, since they are read most; then titles, so that they take few lines.
"""

import re

from rich.cells import cell_len

from casecode.render.plain import INDENT, SHADED
from casecode.sheet import Line, Sheet

NARROWEST = 17  # characters; below this a column of text reads worse than a list
EASY = 32  # characters that the heads of rows in a grid should have; titles of columns give way to numbers for it
GAP = 2  # characters between two columns, and at the sides of a table
LONGEST = 40  # characters; what is longer than this is an address, and may break like one


def text_widths(whole: list[int], words: list[int], width: int) -> list[int] | None:
    """The widths of columns of text, given how long their longest lines and their longest words are.

    The widest give way first, but none so far that a word breaks. None where that cannot be, or reads worse than a
    list.
    """
    least = [max(word, min(line, NARROWEST)) for word, line in zip(words, whole, strict=True)]
    room = width - GAP * len(whole)
    if sum(least) > room:
        return None
    widest = max(whole, default=0)
    while sum(widths := [max(low, min(line, widest)) for low, line in zip(least, whole, strict=True)]) > room:
        widest -= 1
    for position, line in enumerate(whole):
        _widen(widths, position, min(line, widths[position] + 1), room - sum(widths))
    return widths


def is_of_ids(sheet: Sheet, position: int) -> bool:
    """Whether a column has ids, not to be broken: the first, where it has a title and all in it are single words."""
    if position or sheet.is_grid or not sheet.columns[0]:
        return False
    cells = [row.cells[0] for row in sheet.rows]
    return all(len(cell) == 1 and not re.search(r"\s", cell[0].text) for cell in cells)


def is_easy(sheet: Sheet, widths: list[int]) -> bool:
    """Whether the heads of a grid's rows have the room that makes them easy to read."""
    return widths[0] >= min(_longest_head(sheet), EASY)


def grid_widths(sheet: Sheet, width: int) -> list[int] | None:
    """The widths of a grid's columns; none where a figure or a word of a title would have to be broken."""
    widths = [max(map(cell_len, title.split()), default=0) for title in sheet.columns]
    for row in sheet.rows:
        for position, cell in enumerate(row.cells[1:], 1):
            widths[position] = max([widths[position], *map(_figure_width, cell)])
    longest = _longest_head(sheet)
    widths[0] = max(widths[0], min(longest, NARROWEST), _longest_word(sheet))
    room = width - sum(widths) - 2 * len(widths)
    if room < 0:
        return None
    room -= _widen(widths, 0, min(longest, EASY), room)
    # The title that takes most lines gets the next character.
    lengths = [cell_len(title) for title in sheet.columns]
    while room:
        lines, longest_title = max((length / max(widths[at], 1), at) for at, length in enumerate(lengths))
        if lines <= 1:
            break
        room -= _widen(widths, longest_title, widths[longest_title] + 1, room)
    _widen(widths, 0, longest, room)
    return widths


def _widen(widths: list[int], position: int, wanted: int, room: int) -> int:
    """Widen a column as far as there is room, and tell by how much."""
    given = min(max(wanted - widths[position], 0), room)
    widths[position] += given
    return given


def _figure_width(line: Line) -> int:
    return max(cell_len(f"{line.text} {line.count}".strip()), SHADED if line.shade else 0)


def _longest_word(sheet: Sheet) -> int:
    """The length of the longest word among the heads of rows and sections, with its indentation: no word is broken."""
    heads = ((row.depth, line.text) for row in sheet.rows for line in row.cells[0])
    return max((cell_len(word) + len(INDENT) * depth for depth, text in heads for word in text.split()), default=0)


def _longest_head(sheet: Sheet) -> int:
    """The length of the longest head of a row, with what it is indented by below a section."""
    return max(
        (
            cell_len(line.text) + len(INDENT) * row.depth
            for row in sheet.rows
            if not row.is_section
            for line in row.cells[0]
        ),
        default=0,
    )
