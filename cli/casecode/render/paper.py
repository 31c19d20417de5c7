"""How tables are laid out on paper: how wide each column is by what it holds, which way the page lies, and where a
table with too many columns is parted.

Lengths are in ems of the letters that tables have. They are estimates, for each format has letters of its own: a letter
is taken for half as wide as high, a capital for more, and a sign of Chinese, Japanese or Korean for as wide.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from casecode.sheet import Line, Sheet, SheetRow, numbered

SMALL = 0.85  # of the usual letters of tables, where there are many columns
LETTER = 0.53  # ems that a letter takes, with some to spare
GAP = 1.2  # ems between two columns
EASY = 7.5  # ems that a column of text should have
HEAD = 11.0  # ems that the heads of rows in a grid should have
LONGEST = 24  # letters of a word that may not be broken; what is longer is an address, and may
INDENT = 1.2  # ems for each section that a row stands in
ITEM = 1.0  # ems of the mark before an item
BAR = 8.0  # ems of the longest bar
SHADES = ("", "E6EFF2", "C8DBE2", "A8C6D1", "86AFBF", "6198AD")  # from little to much
_SPLIT = re.compile(r"[\s\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]")
_NARROW, _BROAD = re.compile(r"[iljtfrI.,:;'|!()\[\] ]"), re.compile(r"[mwMWA-HJ-Z%@—…\u0400-\u04ff\u0370-\u03ff]")


class Fit(Struct, frozen=True):
    """A table, or a part of one, as it is laid out: the widths of its columns as shares of the room there is, which way
    the page lies, and whether its letters are small."""

    sheet: Sheet
    shares: tuple[float, ...]
    is_across: bool = False
    is_small: bool = False
    is_continued: bool = False  # a part that has the number of the one before it


class _Size(Struct, frozen=True):
    """What a column holds: its longest line and longest word in ems, and how many letters it has in all."""

    whole: float
    word: float
    area: int


def fitted(sheet: Sheet, upright: float, across: float, with_ids: bool) -> list[Fit]:
    """A table as it fits on pages that have so much room, upright and across: whole, or in parts that have the heads of
    rows each."""
    sizes = [_measured(sheet, at, with_ids) for at in range(len(sheet.columns))]
    ways = [(upright, False, False), (across, True, False), (across / SMALL, True, True)]
    if sheet.is_grid:
        ways.insert(1, (upright / SMALL, False, True))
    for room, is_across, is_small in ways:
        if widths := _widths(sizes, room):
            return [Fit(sheet, widths, is_across, is_small)]
    if sheet.is_grid and (fewer := numbered(sheet)) is not sheet:
        return fitted(fewer, upright, across, with_ids)
    parts = [*_parts(sheet, sizes, across / SMALL)]
    if len(parts) == 1:
        return [Fit(sheet, _forced(sizes, across / SMALL), True, True)]
    fits = [found for part in parts for found in fitted(part, upright, across, with_ids)]
    return [replace(fit, is_continued=at > 0) for at, fit in enumerate(fits)]


def said(line: Line, with_ids: bool) -> str:
    """All that a line says."""
    text = " ".join(filter(None, (line.lead, line.text, line.count)))
    if line.note:
        text += f" ({line.note})"
    return f"{text}\n{' '.join(line.ids)}" if with_ids and line.ids else text


def ems(text: str) -> float:
    """How wide a text is."""
    wide = 0 if text.isascii() else len(_WIDE.findall(text))
    return LETTER * (len(text) + wide) + 0.17 * len(_BROAD.findall(text)) - 0.17 * len(_NARROW.findall(text))


def _long(text: str) -> float:
    """How long a line of text is, without a look at each letter of most."""
    return LETTER * len(text) if text.isascii() else ems(text)


def before(line: Line) -> float:
    """What stands before the text of a line."""
    mark = ITEM if line.role in ("item", "against", "qualified") else 0.0
    return mark + INDENT * line.depth + (BAR if line.bar else 0.0)


def _measured(sheet: Sheet, at: int, with_ids: bool) -> _Size:
    whole, area, longest = ems(sheet.columns[at]), 0, _longest(sheet.columns[at]) if sheet.columns[at] else 0.0
    if not sheet.is_grid:
        whole += LETTER  # for a title is bold
    for row in sheet.rows:
        if row.is_section:
            longest = max(longest, 0.0 if at else min(_longest(_text(row)), EASY))
            continue
        aside = INDENT * row.depth if at == 0 else 0.0
        for line in row.cells[at] if at < len(row.cells) else ():
            text, more = said(line, with_ids), aside + before(line)
            whole = max([whole, *(_long(part) + more for part in text.split("\n"))])
            longest = max(longest, _longest(text) + more)
            area += len(text)
    if sheet.is_grid:
        longest = max(longest, min(whole, HEAD)) if at == 0 else max(longest, _figures(sheet, at))
    elif at == 0 and sheet.columns[0] and all(len(row.cells[0]) <= 1 and " " not in _text(row) for row in sheet.rows):
        longest = whole  # ids, which are not broken
    return _Size(whole, max(longest, min(whole, EASY)) if not sheet.is_grid else longest, area)


def _text(row: SheetRow) -> str:
    return " ".join(line.text for line in row.cells[0])


def _figures(sheet: Sheet, at: int) -> float:
    cells = (row.cells[at] for row in sheet.rows if at < len(row.cells))
    return max((ems(f"{line.text} {line.count}".strip()) for cell in cells for line in cell), default=0.0)


def _longest(text: str) -> float:
    """How wide the longest word is; of an address no more than of a long word."""
    longest = max(_SPLIT.split(text), key=len)
    return max(ems(longest[:LONGEST]), 1.0 if text else 0.0)


def _widths(sizes: Sequence[_Size], room: float) -> tuple[float, ...] | None:
    """The widths of columns, as shares of the room; none where a word would not fit.

    What is left when all words fit is given to the columns with much text, but none gets more than its longest line.
    """
    least = [size.word + GAP for size in sizes]
    left = room - sum(least)
    if left < 0:
        return None
    widths = least
    wanting = {at for at, size in enumerate(sizes) if size.whole > size.word}
    while wanting and left > 0.01:
        weights = {at: max(sizes[at].area, 1) ** 0.7 for at in wanting}
        total = sum(weights.values())
        given = {at: min(left * weight / total, sizes[at].whole + GAP - widths[at]) for at, weight in weights.items()}
        for at, more in given.items():
            widths[at] += more
        left -= sum(given.values())
        wanting = {at for at in wanting if widths[at] < sizes[at].whole + GAP - 0.01}
    return tuple(width / room for width in widths)


def _forced(sizes: Sequence[_Size], room: float) -> tuple[float, ...]:
    """Widths for columns whose words do not fit: in the measure of these, and some of them break."""
    total = sum(size.word + GAP for size in sizes)
    return tuple((size.word + GAP) / max(total, room) for size in sizes)


def _parts(sheet: Sheet, sizes: Sequence[_Size], room: float) -> Iterator[Sheet]:
    """A table cut between columns into as few parts as can be, of about as many columns each."""
    first, *others = (size.word + GAP for size in sizes)
    runs = [0]  # where parts begin
    filled = first
    for at, width in enumerate(others):
        if filled + width > room and at > runs[-1]:
            runs.append(at)
            filled = first
        filled += width
    a_part = -(-len(others) // len(runs))
    starts = [*range(0, len(others), a_part)]
    for number, start in enumerate(starts, 1):
        own = slice(start + 1, start + 1 + a_part)
        title = f"{sheet.title} ({number} of {len(starts)})" if len(starts) > 1 else sheet.title
        rows = tuple(
            row if row.is_section else replace(row, cells=(row.cells[0], *row.cells[own]), key="" if start else row.key)
            for row in sheet.rows
        )
        notes = sheet.notes if number == len(starts) else ()
        columns = (sheet.columns[0], *sheet.columns[own])
        yield replace(sheet, title=title, columns=columns, rows=rows, notes=notes, text=())
