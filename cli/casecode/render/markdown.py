"""Reports as Markdown tables that render on a code host (GitHub Flavored Markdown)."""

import re
from collections.abc import Iterable

from casecode.render.formats import Look
from casecode.render.plain import bar
from casecode.render.text import one_line
from casecode.sheet import Cell, Line, Page, Report, Role, Sheet, SheetRow, documented

# What CommonMark 0.31 and the extensions of code hosts take for markup: anywhere, and at the beginning of a line.
_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>|~&$@#]|:(?=//|[\w+-]+:)|(?<=www)\.")
_AT_START = re.compile(r"^(\d*)([-+=.)])")
_MARKS: dict[Role, str] = {"item": "• ", "against": "✗ ", "qualified": "~ "}
_AROUND: dict[Role, str] = {"strong": "**", "own": "*"}


def render(report: Report, look: Look) -> str:
    """The page of a report in Markdown."""
    page: Page = report.page()
    parts = [_sheet(sheet, look.ids) for sheet in page.sheets]
    parts += [f"*{escape(note)}*\n" for note in documented(page.notes)]
    return "\n".join(parts)


def escape(text: str) -> str:
    """The text so that Markdown shows it as it is, on one line."""
    return _AT_START.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\g<0>", one_line(text)))


def _sheet(sheet: Sheet, with_ids: bool) -> str:
    level = "##" if sheet.is_chapter else "###"
    lines = [f"{level} {escape(sheet.heading)}", ""] if sheet.heading else []
    lines += [part for one in sheet.text for part in (_line(one, with_ids), "")]
    if sheet.rows:
        lines += [_row(escape(title) for title in sheet.columns), _rule(sheet)]
        lines += [_row(_cells(row, len(sheet.columns), with_ids)) for row in sheet.rows]
        lines.append("")
    lines += [line for note in documented(sheet.notes) for line in (escape(note), "")]
    return "\n".join(lines)


def _rule(sheet: Sheet) -> str:
    return _row("---:" if sheet.is_grid and position else "---" for position in range(len(sheet.columns)))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: SheetRow, width: int, with_ids: bool) -> list[str]:
    cells = [_cell(cell, with_ids) for cell in row.cells]
    cells[0] = "<br>".join("&emsp;" * row.depth + line for line in cells[0].split("<br>")) if row.depth else cells[0]
    return cells + [""] * (width - len(cells))


def _cell(cell: Cell, with_ids: bool) -> str:
    return "<br>".join(_line(line, with_ids) for line in cell)


def _line(line: Line, with_ids: bool) -> str:
    text = _MARKS.get(line.role, "") + escape(line.text)
    around = _AROUND.get(line.role, "")
    text = f"{around}{text}{around}"
    if line.lead:
        text = f"**{escape(line.lead)}** {text}"
    if line.bar:
        text = f"{bar(line.bar)} {text}"
    text = "&emsp;" * line.depth + text
    if line.count:
        text += f" {line.count}"
    if line.note:
        text += f" *({escape(line.note)})*"
    if with_ids and line.ids:
        text += "<br>" + escape(" ".join(line.ids))
    return text
