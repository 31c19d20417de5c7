"""The first sheet of an Excel workbook as plain rows."""

import csv
import io
from typing import Any
from zipfile import ZipFile

from casecode.read.boundary import UnreadableError, foreign
from casecode.read.formulas import guarded

LARGEST = 200_000_000  # bytes that are packed in a workbook
MOST_ROWS = 1_048_576  # as many as a sheet has; in a damaged one a row can have any number
_LOCKED = b"\xd0\xcf\x11\xe0"  # how files begin that are in the form before 2007, as those with a password are
_AGAIN = "open it in a spreadsheet program and save it anew as .xlsx, or as CSV"


def as_text(data: bytes) -> bytes:
    """The first sheet as lines of tab-separated text, a line to a row. Raises `UnreadableError`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for row in _rows(data):
        writer.writerow(["" if cell is None else guarded(" ".join(_text(cell).split())) for cell in row])
    return out.getvalue().encode()


def _rows(data: bytes) -> list[tuple[Any, ...]]:
    """The values of the cells. A sheet may say wrongly how large it is, so it is not asked."""
    from openpyxl import load_workbook

    if data.startswith(_LOCKED):
        raise UnreadableError(
            "it has a password, or is in the form of Excel before 2007", "save it as .xlsx without a password"
        )
    with foreign(_AGAIN):
        with ZipFile(io.BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST:
                raise UnreadableError(
                    f"it unpacks to more than {LARGEST // 1_000_000} MB", "keep the sheet that counts"
                )
        sheets: Any = load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets
        if not sheets:
            raise UnreadableError("it has no sheet with cells", _AGAIN)
        sheets[0].reset_dimensions()
        rows: list[tuple[Any, ...]] = []
        for row in sheets[0].iter_rows(values_only=True):
            if len(rows) == MOST_ROWS:
                raise UnreadableError(f"it has more than {MOST_ROWS:,} rows", _AGAIN)
            rows.append(tuple(row))
        return rows


def _text(cell: object) -> str:
    if hasattr(cell, "date") and hasattr(cell, "isoformat"):
        return str(cell.isoformat())[:10]
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
