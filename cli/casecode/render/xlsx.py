"""Reports as workbooks: a worksheet for each table as it is shown, and one with the data, a row for each observation.

Heads stay in sight and have filters; figures and days are such, and all else is text, which is never a formula.
"""

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from casecode.render.formats import Look
from casecode.render.paper import SHADES, fitted, said
from casecode.render.plain import MARKS, bar
from casecode.render.text import flowing, one_line
from casecode.sheet import Cell, Line, Page, Report, Role, Sheet, SheetRow, Tidy, documented

MOST = 32_000  # letters that a cell can have
ACROSS = 140.0  # letters that can be read side by side
WIDEST = 80  # letters of a column of data
NOTES = 110.0  # letters of a line of notes
HIGH = 13.5  # points of a line
HIGHEST = 409  # points that a row may have
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")
_DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_NAMELESS = re.compile(r"[\[\]:*?/\\]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # what Excel would take for a letter written as its number
_COLOURS: dict[Role, str] = {
    "muted": "5B6670",
    "against": "A4262C",
    "qualified": "7A5200",
    "good": "1C6B39",
    "warn": "7A5200",
    "bad": "A4262C",
}


class Looks(Struct, frozen=True):
    """What decides how a cell looks."""

    role: Role = "plain"
    is_head: bool = False
    is_title: bool = False
    is_note: bool = False
    is_right: bool = False
    is_total: bool = False
    wraps: bool = True
    shade: int = 0
    indent: int = 0
    form: str = "General"


class Book:
    """A workbook that is written row by row, each look made once."""

    def __init__(self) -> None:
        from openpyxl import Workbook

        self.workbook: Any = Workbook(write_only=True)
        self.looks: dict[Looks, Any] = {}
        self.names: set[str] = {"history"}  # Excel keeps it

    def worksheet(self, title: str) -> Any:
        """A new worksheet, whose name is as Excel has them: short, and unlike all others."""
        name = _NAMELESS.sub(" ", one_line(title)).strip(" '") or "Table"
        short, number = name[:31].strip(" '"), 1
        while short.lower() in self.names:
            number += 1
            short = f"{name[: 30 - len(str(number))].strip()} {number}"
        self.names.add(short.lower())
        return self.workbook.create_sheet(short)

    def cells(self, sheet: Any, value: object, looks: Looks) -> list[Any]:
        """A value as a cell; a text too long for one goes on in others."""
        if not isinstance(value, str) or not value:
            return [self._cell(sheet, None if value == "" else value, "d" if isinstance(value, date) else "n", looks)]
        text = _ESCAPED.sub("_x005F_", flowing(value))
        parts = [text[at : at + MOST] for at in range(0, len(text), MOST)]
        return [self._cell(sheet, part, "s", looks) for part in parts]

    def _cell(self, sheet: Any, value: object, kind: str, looks: Looks) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(sheet, value)
        cell.data_type = kind
        if looks not in self.looks:
            _dress(cell, looks)
            self.looks[looks] = cell._style
        cell._style = self.looks[looks]
        return cell


def render(report: Report, look: Look) -> bytes:
    """A report as a workbook. Needs openpyxl."""
    page: Page = report.page()
    book = Book()
    book.workbook.properties.title = flowing(page.title)[:255]
    for sheet in page.sheets:
        if sheet.rows:
            _sheet(book, sheet, look)
    if notes := [*(text for sheet in page.sheets for text in _loose(sheet, look.ids)), *documented(page.notes)]:
        worksheet = book.worksheet("Notes")
        rows = [[(page.title, Looks(is_title=True))], *([(note, Looks(is_note=True))] for note in notes)]
        worksheet.column_dimensions["A"].width = NOTES
        _put(book, worksheet, rows, [NOTES])
    _data(book, report.tidy())
    stream = io.BytesIO()
    book.workbook.save(stream)
    return stream.getvalue()


def _loose(sheet: Sheet, with_ids: bool) -> Iterator[str]:
    """What stands outside of tables."""
    if not sheet.rows and sheet.heading:
        yield sheet.heading
    yield from (said(line, with_ids) for line in sheet.text)
    if not sheet.rows:
        yield from documented(sheet.notes)


def _sheet(book: Book, sheet: Sheet, look: Look) -> None:
    """A table below its title, with its notes at the end."""
    worksheet = book.worksheet(sheet.heading or "Table")
    widths = _widths(sheet, look.ids)
    for at, width in enumerate(widths):
        worksheet.column_dimensions[_letter(at)].width = width
    above = [[(sheet.heading, Looks(is_title=True))]] if sheet.heading else []
    if any(sheet.columns):
        above.append(
            [(it, Looks(is_head=True, is_right=sheet.is_grid and at > 0)) for at, it in enumerate(sheet.columns)]
        )
        worksheet.freeze_panes = f"{'B' if not sheet.columns[0] or sheet.is_grid else 'A'}{len(above) + 1}"
        if not any(row.is_section or row.is_total for row in sheet.rows):
            last = f"{_letter(len(sheet.columns) - 1)}{len(above) + len(sheet.rows)}"
            worksheet.auto_filter.ref = f"A{len(above)}:{last}"
    _print(worksheet, len(above))
    filled = (replace(row, cells=row.cells + ((),) * (len(widths) - len(row.cells))) for row in sheet.rows)
    rows = [[_shown(cell, row, sheet, at, look.ids) for at, cell in enumerate(row.cells)] for row in filled]
    at = _put(book, worksheet, [*above, *rows, []], widths)
    for note in documented(sheet.notes):
        for number in range(
            at + 1, at + 1 + _put(book, worksheet, [[(note, Looks("muted", is_note=True))]], [sum(widths)], at)
        ):
            if len(widths) > 1:
                worksheet.merged_cells.add(f"A{number}:{_letter(len(widths) - 1)}{number}")
            at = number


def _print(worksheet: Any, above: int) -> None:
    """On paper it is as wide as a page, and the heads are repeated."""
    worksheet.page_setup.orientation = "landscape"
    worksheet.page_setup.paperSize = 9
    worksheet.page_setup.fitToWidth, worksheet.page_setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr.fitToPage = True
    if above:
        worksheet.print_title_rows = f"{above}:{above}"


def _shown(cell: Cell, row: SheetRow, sheet: Sheet, at: int, with_ids: bool) -> tuple[object, Looks]:
    """A cell as one value: a figure where it is nothing else."""
    roles = {line.role for line in cell}
    role: Role = (
        "strong" if row.is_section or roles == {"strong"} else next(iter(roles)) if len(roles) == 1 else "plain"
    )
    looks = Looks(
        role,
        is_right=sheet.is_grid and at > 0,
        is_total=row.is_total,
        shade=cell[0].shade if cell else 0,
        indent=0 if at else row.depth,
    )
    if sheet.is_grid and at and len(cell) == 1:
        line = cell[0]
        if not (line.count or line.note or line.lead) and _NUMBER.fullmatch(line.text):
            return _figure(line.text)[0], looks
    return "\n".join(_text(line, with_ids) for line in cell), looks


def _text(line: Line, with_ids: bool) -> str:
    mark = f"{MARKS[line.role]} " if line.role in MARKS else ""
    bars = f"{bar(line.bar)} " if line.bar else ""
    return "  " * line.depth + mark + bars + said(line, with_ids)


def _put(
    book: Book,
    worksheet: Any,
    rows: Iterable[Sequence[tuple[object, Looks]]],
    widths: Sequence[float] = (),
    written: int = 0,
) -> int:
    """Put rows of cells below those written, each as high as its cells need, and tell how many; what is too long for a
    cell goes on in the row below."""
    number = written
    for row in rows:
        parts = [book.cells(worksheet, value, looks) for value, looks in row]
        for at in range(max(map(len, parts), default=0) or 1):
            number += 1
            cells = [found[at] if at < len(found) else None for found in parts]
            if widths and (lines := max(map(_lines, cells, widths), default=1)) > 1:
                worksheet.row_dimensions[number].height = min(lines * HIGH + 3, HIGHEST)
            worksheet.append(cells)
    return number - written


def _lines(cell: Any, width: float) -> int:
    """How many lines the text of a cell takes."""
    if cell is None or not isinstance(cell.value, str) or not cell.alignment.wrap_text:
        return 1
    return sum(max(-(-len(part) // max(int(width * 1.1), 1)), 1) for part in cell.value.split("\n"))


def _widths(sheet: Sheet, with_ids: bool) -> list[float]:
    """In letters, by what columns hold."""
    (fit, *others) = fitted(sheet, ACROSS * 0.53, ACROSS * 0.53, with_ids)
    if others or len(fit.shares) != len(sheet.columns):
        return [28.0] * len(sheet.columns)
    return [max(share * ACROSS + 2, 6.0) for share in fit.shares]


def _data(book: Book, tidy: Tidy) -> None:
    """The data of a report: each column of one type, where all in it is of that."""
    if not tidy.columns:
        return
    worksheet = book.worksheet("Data")
    worksheet.freeze_panes = "A2"
    worksheet.auto_filter.ref = f"A1:{_letter(len(tidy.columns) - 1)}{len(tidy.rows) + 1}"
    _print(worksheet, 1)
    kinds = [_kind([row[at] for row in tidy.rows]) for at in range(len(tidy.columns))]
    for at, title in enumerate(tidy.columns):
        longest = max((len(row[at]) for row in tidy.rows), default=0)
        worksheet.column_dimensions[_letter(at)].width = min(max(longest, len(title) + 3) + 2, WIDEST)
    heads = [(title, Looks(is_head=True)) for title in tidy.columns]
    rows = ([_typed(text, kind) for text, kind in zip(row, kinds, strict=True)] for row in tidy.rows)
    _put(book, worksheet, _after(heads, rows))


def _after(first: Any, others: Iterable[Any]) -> Iterator[Any]:
    yield first
    yield from others


def _kind(texts: Sequence[str]) -> str:
    """What all texts of a column are: numbers of one form, days, or text, which keeps the zeros that it has."""
    filled = [text for text in texts if text]
    if filled and all(map(_DAY.fullmatch, filled)) and all(map(_day, filled)):
        return "day"
    forms = {len(text.partition(".")[2]) for text in filled if _NUMBER.fullmatch(text)}
    return "number" if len(forms) == 1 and all(map(_NUMBER.fullmatch, filled)) else "text"


def _typed(text: str, kind: str) -> tuple[object, Looks]:
    if not text or kind == "text":
        return text, Looks(wraps=False)
    if kind == "day":
        return _day(text), Looks(form="yyyy-mm-dd", wraps=False)
    value, form = _figure(text)
    return value, Looks(form=form, is_right=True, wraps=False)


def _figure(text: str) -> tuple[float, str]:
    """A number, and the form in which it is written as it was."""
    decimals = len(text.partition(".")[2])
    return (float(text), "0." + "0" * decimals) if decimals else (int(text), "0")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _letter(at: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(at + 1))


def _dress(cell: Any, looks: Looks) -> None:
    """Letters, ground, rules and sides of a cell."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    is_strong = looks.is_head or looks.is_title or looks.role == "strong"
    size = 13 if looks.is_title else 10
    cell.font = Font(name="Calibri", size=size, bold=is_strong, color=_COLOURS.get(looks.role, "1D2327"))
    side = "right" if looks.is_right else "left"
    vertical = "bottom" if looks.is_head else "top"
    wraps = looks.wraps and not looks.is_title
    cell.alignment = Alignment(horizontal=side, vertical=vertical, wrap_text=wraps, indent=looks.indent)
    if looks.is_head:
        cell.border = Border(top=Side("medium", "1D2327"), bottom=Side("thin", "1D2327"))
    elif looks.is_total:
        cell.border = Border(top=Side("thin", "1D2327"))
    elif not (looks.is_title or looks.is_note):
        cell.border = Border(bottom=Side("hair", "C9CFD4"))
    if looks.shade:
        cell.fill = PatternFill("solid", SHADES[looks.shade])
    if looks.form != "General":
        cell.number_format = looks.form
