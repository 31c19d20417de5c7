"""A sheet of a workbook (XLSX, XLSM, XLSB, XLS, ODS) as a table, as far as a spreadsheet shows it."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from casecode.exchange.tables.marks import Marks, marks_of
from casecode.exchange.tables.table import Cell, Day, Failure, Row, Table, cleaned
from casecode.read import budget
from casecode.read.apart import allow, apart
from casecode.read.boundary import UnreadableError, foreign
from casecode.read.formulas import unguarded

_LESS = "keep the sheet that counts"
_AGAIN = "open it in a spreadsheet program and save it anew as .xlsx, or as CSV"
_PACKED = b"PK"
_OLD = b"\xd0\xcf\x11\xe0"
_Sheet = tuple[list[Row], list[str]]
_KINDS: tuple[type[str], ...] = (Failure, Day)


def read(name: str, data: bytes, sheet: str = "") -> Table:
    """The rows of a sheet, told by its name or number, else the first that has any. Raises `UnreadableError`."""
    import python_calamine  # noqa: F401 (before the work begins that is bounded)

    lines, cells, odd, notes = apart(lambda: _plain(*_read(data, sheet)), len(data), _LESS)
    rows = [Row(line, its) for line, its in zip(lines, cells, strict=True)]
    for row, column, kind in odd:
        rows[row].cells[column] = _KINDS[kind](rows[row].cells[column])

    def source() -> str:
        """A line for each row of the sheet."""
        by_line = {row.line: row.cells for row in rows}
        last = max(by_line, default=0)
        return "\n".join(
            "\t".join(" ".join(str(cell).split()) for cell in by_line.get(at, ())) for at in range(last + 1)
        )

    return Table(name, [], rows, source, notes)


def _plain(
    rows: list[Row], notes: list[str]
) -> tuple[list[int], list[list[Cell]], list[tuple[int, int, int]], list[str]]:
    """The same as texts and numbers alone, which takes a fraction of the time to send: the cells that are more than a
    text by their places."""
    odd = [
        (at, column, _KINDS.index(type(cell)))
        for at, row in enumerate(rows)
        for column, cell in enumerate(row.cells)
        if type(cell) is not str
    ]
    cells: list[list[Cell]] = [row.cells for row in rows]
    for at, column, _ in odd:
        cells[at][column] = str(cells[at][column])
    return [row.line for row in rows], cells, odd, notes


def _read(data: bytes, told: str) -> _Sheet:
    with foreign(_AGAIN):
        if data.startswith(_PACKED):
            budget.stop_if_packed_too_large(data, _LESS)
        book = _opened(data)
        metadata = [
            (str(it.name), str(it.typ).endswith("WorkSheet") and str(it.visible).endswith("Visible"))
            for it in book.sheets_metadata
        ]
    names = [name for name, _ in metadata]
    for name in [_told(told, names)] if told else [name for name, is_shown in metadata if is_shown]:
        rows, notes = _rows(book, data, name)
        if rows or told:
            others = [f'"{other}"' for other, is_shown in metadata if other != name and is_shown]
            also = [f'read the sheet "{name}"; there are {", ".join(others)}, too (--sheet)'] if others else []
            return rows, [*(also if not told else ()), *notes]
    if not any(is_shown for _, is_shown in metadata):
        raise UnreadableError("it has no sheet with cells", _AGAIN)
    return [], []


def _opened(data: bytes) -> Any:
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        return load_workbook(io.BytesIO(data))
    except PasswordError:
        raise UnreadableError("it has a password", "save it without one") from None
    except CalamineError as error:
        if data.startswith(_OLD):  # what is locked is packed in the form of before 2007
            raise UnreadableError("it has a password, or is damaged", "save it as .xlsx without a password") from error
        raise


def _told(told: str, names: list[str]) -> str:
    """The sheet of this name, or number."""
    if told in names:
        return told
    if told.isdecimal() and 0 < int(told) <= len(names):
        return names[int(told) - 1]
    raise UnreadableError(f'it has no sheet "{told}"', f"its sheets are {', '.join(names)}")


def _rows(book: Any, data: bytes, name: str) -> _Sheet:
    with foreign(_AGAIN):
        marks = marks_of(data, name)
        sheet = book.get_sheet_by_name(name)
        above, before = sheet.start or (0, 0)
        _, last = sheet.end or (0, 0)
        budget.stop_over("cells", int(sheet.height) * (int(last) + 1), budget.CELLS * 4, _LESS)
        merged = [(tuple(first), tuple(end)) for first, end in sheet.merged_cell_ranges or ()]
    found: list[Row] = []
    count = 0
    for number, values in enumerate(_values(sheet), int(above)):
        cells = [_cell(value, marks, number, column) for column, value in enumerate(values, int(before))]
        for column in marks.failures.get(number, ()):
            if before <= column < before + len(cells):
                cells[column - int(before)] = Failure("#N/A")
        if not any(cells):
            continue
        count += len(cells)
        budget.stop_over("cells", count, budget.CELLS, _LESS)
        if len(found) % budget.ROWS_A_SECOND == 0:
            allow(budget.seconds_of_rows(len(found), len(data)))
        made: list[Cell] = [*([""] * int(before)), *cells]
        while made and not made[-1]:
            made.pop()
        found.append(Row(number, made))
    return found, _filled(found, merged)


def _values(sheet: Any) -> Iterator[list[Any]]:
    """The values of the rows, some at a time within the boundary."""
    rows = iter(sheet.iter_rows())
    while True:
        with foreign(_AGAIN):
            some = [list(row) for _, row in zip(range(1000), rows, strict=False)]
        if not some:
            return
        yield from some


def _cell(value: Any, marks: Marks, row: int, column: int) -> str:
    """What a cell says: a date as far as it is shown, a number as short as it is."""
    if isinstance(value, str):
        return cleaned(unguarded(value)) if value else ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        is_day = value.time() == time(0)
        return Day(value.date().isoformat()[: marks.shown(row, column)] if is_day else value.isoformat(" ", "minutes"))
    if isinstance(value, date):
        return Day(value.isoformat()[: marks.shown(row, column)])
    if isinstance(value, time | timedelta):
        return Day(str(value))
    return "" if value is None else str(value)


def _filled(rows: list[Row], merged: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> list[str]:
    """Give each row the value of cells that are merged downwards; says in how many rows."""
    by_line = {row.line: row for row in rows}
    filled = 0
    for (top, left), (bottom, _) in merged:
        first = by_line.get(top)
        if first is None or left >= len(first.cells) or bottom == top:
            continue
        for row in (by_line[line] for line in range(top + 1, min(bottom, max(by_line)) + 1) if line in by_line):
            row.cells += [""] * (left + 1 - len(row.cells))
            row.cells[left] = first.cells[left]
            filled += 1
    return [f"a value was taken for each row of merged cells ({filled:,} cells)"] if filled else []
