"""Sheets as tables for a terminal, or for any given width.

A table takes the width there is and wraps inside its cells; where its columns would get too narrow it becomes a list,
one row below the other. `plain.py` has the tables for a pipe.
"""

import sys
from collections.abc import Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, JustifyMethod, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.segment import Segment, Segments
from rich.table import Table
from rich.text import Text

from casecode.render import boxes
from casecode.render.plain import INDENT, MARKS, SHADED, bar, below, stemmed
from casecode.render.text import settled
from casecode.render.widths import LONGEST, grid_widths, is_easy, is_of_ids, text_widths
from casecode.sheet import Cell, Line, Page, Role, Sheet, SheetRow, numbered, told

# Colours that can be read on a light and on a dark ground.
STYLES: dict[Role, str] = {
    "plain": "",
    "item": "",
    "strong": "bold",
    "muted": "dim",
    "against": "red",
    "qualified": "magenta",
    "good": "green",
    "warn": "magenta",
    "bad": "red",
    "own": "italic",
}


# From little to much, for a shaded cell: from cool to warm in one lightness, so that little does not shine on a dark
# ground nor weigh on a light one. White ink has a contrast above 4.5 on each.
SHADES = (
    "",
    "#ffffff on #4d6f8f",
    "#ffffff on #6b6791",
    "#ffffff on #8c5a86",
    "#ffffff on #b04a66",
    "#ffffff on #c8372d",
)


class Hanging:
    """A mark with its text hanging beside it; a nested table does the same at ten times the cost."""

    def __init__(self, mark: Text, text: Text, below: str = "") -> None:
        self.mark = mark
        self.text = text
        self.below = below

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        before = self.mark
        width = self.mark.cell_len + 1
        room = max(options.max_width - width, 1)
        for line in self.text.wrap(console, room, overflow="fold"):
            yield Text.assemble(before, " ", line)
            before = Text(self.below or " " * (width - 1), style="dim")

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        width = self.mark.cell_len + 1
        own = Measurement.get(console, options, self.text)
        return Measurement(own.minimum + width, own.maximum + width)


def make_console(width: int, is_terminal: bool) -> Console:
    """A console of a width that takes all text literally."""
    return Console(
        width=width,
        force_terminal=is_terminal,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )


def render(page: Page, console: Console, with_ids: bool) -> str:
    """The page as text for the console's width and colours; without trailing spaces where no terminal shows it."""
    with console.capture() as capture:
        for position, sheet in enumerate(page.sheets):
            if position:
                console.print()
            _print_sheet(console, sheet, with_ids)
        if page.notes:
            console.print()
        for note in told(page.notes):
            console.print(Text(settled(note), style="dim"))
    text = capture.get()
    if console.is_terminal:
        return text
    return "".join(line.rstrip() + "\n" for line in text.split("\n")[:-1])


def _print_sheet(console: Console, sheet: Sheet, with_ids: bool) -> None:
    if sheet.is_chapter:
        console.rule(Text(settled(sheet.heading), style="bold"), align="left", style="dim")
    elif sheet.heading:
        console.print(Text(settled(sheet.heading), style="bold"))
    for one in sheet.text:
        console.print(_text(one, with_ids))
    widths = grid_widths(sheet, console.width) if sheet.is_grid else None
    if sheet.is_grid and not (widths and is_easy(sheet, widths)):
        fewer = numbered(sheet)
        if narrow := grid_widths(fewer, console.width):
            sheet, widths = fewer, narrow
    drawn = _boxes(console, sheet, with_ids) if sheet.areas else None
    table = _table(console, sheet, with_ids, widths) if sheet.rows and (widths or not sheet.is_grid) else None
    if drawn:
        console.print(drawn, end="")
    elif table:
        console.print(table)
    else:
        found = stemmed(sheet)
        is_tree = any(found)
        for row, stem in zip(sheet.rows, found, strict=True):
            console.print(_branch(row.cells, stem, with_ids) if is_tree else _listed(sheet, row, with_ids))
    for note in told(sheet.notes):
        console.print(Text(settled(note), style="dim"))


def _boxes(console: Console, sheet: Sheet, with_ids: bool) -> RenderableType | None:
    """The rows of a sheet as boxes on a grid; none where they would be too narrow."""
    contents = [Group(*(_cell(cell, with_ids) for cell in row.cells)) for row in sheet.rows]
    lines = boxes.drawn(console, sheet.areas, contents)
    return Segments(segment for line in lines for segment in (*line, Segment.line())) if lines else None


def _table(console: Console, sheet: Sheet, with_ids: bool, widths: list[int] | None) -> Table | None:
    """A table with columns of these widths, or of those that their contents ask for; none where a word would break."""
    titles = [Text(settled(title), style="bold") for title in sheet.columns]
    rows = [_cells(row, stem, with_ids) for row, stem in zip(sheet.rows, stemmed(sheet), strict=True)]
    if not widths:
        columns = [[title, *(cells[at] for cells in rows if len(cells) > at)] for at, title in enumerate(titles)]
        sizes = [[_size(console, cell) for cell in column] for column in columns]
        whole = [max(size.maximum for size in column) for column in sizes]
        words = [max(min(size.minimum, LONGEST) for size in column) for column in sizes]
        words = [whole[at] if is_of_ids(sheet, at) else max(word, _barred(sheet, at)) for at, word in enumerate(words)]
        widths = text_widths(whole, words, console.width)
        if not widths:
            return None
    has_blocks = not sheet.is_grid and any(
        len(cell) > 1 or any(line.count for line in cell) for row in sheet.rows for cell in row.cells
    )
    table = Table(box=box.HORIZONTALS, border_style="dim", pad_edge=False, padding=(0, 1, 0, 0))
    table.show_header = any(sheet.columns)
    for position, title in enumerate(titles):
        side: JustifyMethod = "right" if sheet.is_grid and position else "left"
        table.add_column(title, justify=side, vertical="top", overflow="fold", width=widths[position])
    for row, cells in zip(sheet.rows, rows, strict=True):
        if row.is_total:
            table.add_section()
        # A rule below each row of blocks, but none between a section's heading and its first row.
        table.add_row(*cells, end_section=has_blocks and not row.is_section)
    return table


def _barred(sheet: Sheet, position: int) -> int:
    """How wide the widest bar of a column is with its figure: these are not torn apart."""
    lines = (line for row in sheet.rows for cell in row.cells[position : position + 1] for line in cell)
    return max((cell_len(f"{bar(line.bar)} {settled(line.text)}") for line in lines if line.bar), default=0)


def _cells(row: SheetRow, stem: str, with_ids: bool) -> list[RenderableType]:
    head, *cells = (_cell(cell, with_ids) for cell in row.cells)
    if stem:
        head = _branch(row.cells[:1], stem, with_ids)
    return [_indented(head, row.depth) if row.depth else head, *cells]


def _branch(cells: Sequence[Cell], stem: str, with_ids: bool) -> RenderableType:
    """A part of a tree behind the lines that lead to it, with what is said of it below."""
    text = Text("\n").join([_text(line, with_ids) for cell in cells for line in cell])
    return Hanging(Text(stem, style="dim"), text, below(stem)) if stem else text


def _size(console: Console, cell: RenderableType) -> Measurement:
    """How long the longest word and the longest line of a cell are."""
    if isinstance(cell, Text):  # most are, and to ask them costs less
        return cell.__rich_measure__(console, console.options)
    return Measurement.get(console, console.options.update(width=sys.maxsize), cell)


def _listed(sheet: Sheet, row: SheetRow, with_ids: bool) -> RenderableType:
    """A row as a list: its head, then under the title of each column the lines of its cell."""
    if row.is_section:
        return Group("", _indented(_cell(row.cells[0], with_ids), row.depth))
    parts: list[RenderableType] = [_cell(row.cells[0], with_ids)]
    for title, cell in zip(sheet.columns[1:], row.cells[1:], strict=False):
        if len(cell) == 1 and cell[0].role not in MARKS:
            parts.append(Hanging(Text(" "), Text.assemble(f"{settled(title)}: ", _text(cell[0], with_ids))))
        elif cell:
            parts.append(Padding(Text(settled(title), style="underline"), (0, 0, 0, 2)))
            parts.append(Padding(_cell(cell, with_ids), (0, 0, 0, 2)))
    return Group(_indented(Group(*parts), row.depth) if row.depth else Group(*parts), "")


def _indented(what: RenderableType, depth: int) -> RenderableType:
    return Padding(what, (0, 0, 0, len(INDENT) * depth))


def _cell(cell: Cell, with_ids: bool) -> RenderableType:
    if len(cell) == 1:
        return _block(cell[0], with_ids)
    return Group(*(_block(line, with_ids) for line in cell)) if cell else ""


def _block(line: Line, with_ids: bool) -> RenderableType:
    """A theme with its mark before it and its text hanging, or a plain line."""
    text = _text(line, with_ids)
    if line.shade:
        text.pad_left(max(SHADED - text.cell_len, 0))
        text.stylize(SHADES[line.shade])
    if line.role not in MARKS:
        return text
    return Hanging(Text(MARKS[line.role], style=STYLES[line.role] or "dim"), text)


def _text(line: Line, with_ids: bool) -> Text:
    """The text of a line with its count, its note and the ids of its evidence."""
    shown = settled(line.text)
    lead = f"{settled(line.lead)} " if line.lead else ""
    text = Text(lead + shown, style="" if line.role in MARKS else STYLES[line.role])
    text.stylize("bold", 0, len(lead))
    if line.bar:
        text = Text.assemble((bar(line.bar), "cyan"), " ", text)
    if shown == line.text:  # what is shown is what was searched
        for start, end in line.marks:
            text.stylize("bold reverse", len(lead) + start, len(lead) + end)
    if line.count:
        text.append(f" {line.count}", style="not bold cyan")
    if line.note:
        text.append(
            f" ({settled(line.note)})",
            style=f"not bold italic {STYLES[line.role]}" if line.role in MARKS else "not bold italic",
        )
    if with_ids and line.ids:
        text.append("\n" + " ".join(map(settled, line.ids)), style="not bold dim")
    return text
