"""The first sheet of an Excel workbook as plain rows."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

from casecode.read import budget
from casecode.read.apart import allow, apart
from casecode.read.boundary import UnreadableError, foreign
from casecode.read.formulas import guarded

_LOCKED = b"\xd0\xcf\x11\xe0"  # how files begin that are in the form before 2007, as those with a password are
_AT_ONCE = 100  # rows
_LESS = "keep the sheet that counts"
_AGAIN = "open it in a spreadsheet program and save it anew as .xlsx, or as CSV"


def as_text(data: bytes) -> bytes:
    """The first sheet as lines of tab-separated text, a line to a row. Raises `UnreadableError`."""
    import openpyxl  # noqa: F401 (before the work begins that is bounded)

    if data.startswith(_LOCKED):
        raise UnreadableError(
            "it has a password, or is in the form of Excel before 2007", "save it as .xlsx without a password"
        )
    return apart(lambda: _lines(data), len(data), _LESS)


def _lines(data: bytes) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    cells = filled = 0
    for row in _rows(data):
        cells += len(row)
        filled += any(row)
        if filled % budget.ROWS_A_SECOND == 0:
            allow(budget.seconds_of_rows(filled, len(data)))
        budget.stop_over("cells", cells, budget.CELLS, _LESS)
        writer.writerow(["" if cell is None else guarded(" ".join(_text(cell).split())) for cell in row])
    return out.getvalue().encode()


def _rows(data: bytes) -> Iterator[tuple[Any, ...]]:
    """The values of the cells. A sheet may say wrongly how large it is, so it is not asked."""
    from openpyxl import load_workbook

    with foreign(_AGAIN):
        budget.stop_if_packed_too_large(data, _LESS)
        sheets: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets
        if not sheets:
            raise UnreadableError("it has no sheet with cells", _AGAIN)
        sheets[0].reset_dimensions()
        found = enumerate(sheets[0].iter_rows(values_only=True), 1)
    while True:
        with foreign(_AGAIN):
            some = [(number, tuple(row)) for number, row in islice(found, _AT_ONCE)]
        if not some:
            return
        budget.stop_over("rows", some[-1][0], budget.ROWS, _AGAIN)
        yield from (row for _, row in some)


def _text(cell: object) -> str:
    if hasattr(cell, "date") and hasattr(cell, "isoformat"):
        return str(cell.isoformat())[:10]
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
