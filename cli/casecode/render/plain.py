"""Sheets as tables for a pipe: as wide as their text, without colour. What `terminal.py` shows, without its cost.

Nothing wraps in a pipe, so that a table needs no more than the width of each column.
"""

from collections.abc import Iterator

from casecode.render.text import settled
from casecode.sheet import Cell, Line, Page, Role, Sheet, stems, told

MARKS: dict[Role, str] = {"item": "•", "against": "✗", "qualified": "~"}
GAP = "  "  # between two columns
INDENT = "  "  # before a row or heading for each heading that it stands under
SHADED = 5  # characters; a whole column would weigh by its width
BAR = 24  # characters of the longest bar
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def render(page: Page, with_ids: bool) -> str:
    """The page as text without trailing spaces."""
    lines = [line for position, sheet in enumerate(page.sheets) for line in _sheet(sheet, with_ids, position > 0)]
    if page.notes:
        lines += ["", *map(settled, told(page.notes))]
    return "".join(f"{part.rstrip()}\n" for line in lines for part in line.split("\n"))


def bar(ends: tuple[float, float]) -> str:
    """A bar, with the space before it; what is more than nothing is seen."""
    begin, end = (round(share * BAR * 8) for share in ends)
    begin = begin // 8 * 8
    whole, rest = divmod(max(end - begin, 1), 8)
    return " " * (begin // 8) + "█" * whole + (_EIGHTHS[rest] if rest else "")


def stemmed(sheet: Sheet) -> list[str]:
    """For each row of a tree the lines that lead to it, and nothing elsewhere."""
    heads = [row.cells[0][0] if row.cells[0] else Line("") for row in sheet.rows]
    return stems([head.depth for head in heads]) if any(head.depth for head in heads) else [""] * len(heads)


def below(stem: str) -> str:
    """What goes on beside further lines of a part, given the lines that lead to it."""
    return stem.translate({ord("├"): "│", ord("└"): " "})


def _sheet(sheet: Sheet, with_ids: bool, is_later: bool) -> Iterator[str]:
    if is_later:
        yield ""
    if sheet.is_chapter:
        yield settled(sheet.heading).upper()
    elif sheet.heading:
        yield settled(sheet.heading)
    yield from (_text(one, with_ids) for one in sheet.text)
    if sheet.rows:
        yield from _table(sheet, with_ids)
    yield from map(settled, told(sheet.notes))


def _table(sheet: Sheet, with_ids: bool) -> Iterator[str]:
    rows = [[_cell(cell, with_ids) for cell in row.cells] for row in sheet.rows]
    for row, cells, stem in zip(sheet.rows, rows, stemmed(sheet), strict=True):
        if stem:
            cells[0] = [f"{below(stem) if at else stem} {text}" for at, text in enumerate(cells[0])]
        if row.depth:
            cells[0] = [INDENT * row.depth + line for line in cells[0] or [""]]
    heads = [settled(title).split("\n") for title in sheet.columns]
    widths = [max(map(_width, head), default=0) for head in heads]
    for cells in rows:
        for position, lines in enumerate(cells):
            widths[position] = max(widths[position], *map(_width, lines), 0)
    rule = " " + "─" * (sum(widths) + len(GAP) * (len(widths) - 1))
    yield rule
    if any(sheet.columns):
        yield from _row(heads, widths, sheet.is_grid)
        yield rule
    has_blocks = not sheet.is_grid and any(
        len(cell) > 1 or any(line.count for line in cell) for row in sheet.rows for cell in row.cells
    )
    for number, (row, cells) in enumerate(zip(sheet.rows, rows, strict=True), 1):
        if row.is_total and number > 1:
            yield rule
        yield from _row(cells, widths, sheet.is_grid)
        if has_blocks and not row.is_section and number < len(rows):
            yield rule
    yield rule


def _row(cells: list[list[str]], widths: list[int], is_grid: bool) -> Iterator[str]:
    """The lines of a row: its cells side by side, from the top; figures of a grid to the right."""
    for number in range(max(map(len, cells), default=0) or 1):
        parts = []
        for position, (lines, width) in enumerate(zip(cells, widths, strict=False)):
            text = lines[number] if number < len(lines) else ""
            room = " " * (width - _width(text))
            parts.append(room + text if is_grid and position else text + room)
        yield " " + GAP.join(parts)


def _cell(cell: Cell, with_ids: bool) -> list[str]:
    return [part for line in cell for part in _block(line, with_ids)]


def _block(line: Line, with_ids: bool) -> list[str]:
    """A theme with its mark before it and what follows hanging, or a plain line."""
    parts = _text(line, with_ids).split("\n")
    mark = MARKS.get(line.role, "")
    if line.shade:
        parts[0] = parts[0].rjust(SHADED)
    if not mark:
        return parts
    gap = " " * (len(mark) + 1)
    return [f"{mark} {parts[0]}", *(gap + part for part in parts[1:])]


def _text(line: Line, with_ids: bool) -> str:
    """The text of a line with its count, its note and the ids of its evidence."""
    text = f"{settled(line.lead)} {settled(line.text)}" if line.lead else settled(line.text)
    if line.bar:
        text = f"{bar(line.bar)} {text}"
    if line.count:
        text += f" {line.count}"
    if line.note:
        text += f" ({settled(line.note)})"
    if with_ids and line.ids:
        text += "\n" + " ".join(map(settled, line.ids))
    return text


def _width(text: str) -> int:
    """The columns that a text takes: letters of some scripts take two, and joining marks none."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
