"""Tables as text: cells apart by commas, semicolons or tabs, as programs and spreadsheets of any country write them."""

import csv
import re

from casecode.exchange.tables.charset import decoded
from casecode.exchange.tables.table import Cell, Row, Table, cleaned
from casecode.read import budget
from casecode.read.boundary import UnreadableError
from casecode.read.formulas import unguarded
from casecode.read.text import LARGEST_BULK, lines

_SIGNS = (",", ";", "\t", "|")
_TOLD = re.compile(r"\Asep=(.)\r?\n?", re.IGNORECASE)
_PLAIN = re.compile(r'"(?:[^"]|"")*"|\([^()\n]*\)')  # in which a sign parts nothing


def read(name: str, data: bytes, encoding: str = "") -> Table:
    """The rows of a file, which may name the sign between cells in its first line. Raises `UnreadableError`."""
    text, page = decoded(data, encoding)
    told = _TOLD.match(text)
    sign = told[1] if told else _sign(name, text)
    skipped = 1 if told else 0
    rows = rows_of(text[told.end() :] if told else text, sign, skipped)
    notes = [f"read as {page} (--encoding tells it otherwise)"] if page else []
    return Table(name, [], rows, lambda: text, notes)


def rows_of(text: str, sign: str, above: int = 0) -> list[Row]:
    """The rows of a text in which anything stands; so many lines stand above it in its file."""
    csv.field_size_limit(LARGEST_BULK)
    reader = csv.reader(lines(text), delimiter=sign, strict=True)
    found: list[Row] = []
    begin = count = 0
    try:
        for cells in reader:
            if any(cells):
                count += len(cells)
                budget.stop_over("cells", count, budget.CELLS, "split the table")
                made: list[Cell] = [cleaned(unguarded(cell)) for cell in cells]
                found.append(Row(begin + above, made))
            begin = reader.line_num
    except csv.Error as error:
        hint = f"look at the row that begins in line {begin + above + 1}: is a quotation mark left open?"
        raise UnreadableError(f"this is not valid CSV: {error}", hint) from None
    return found


def _sign(name: str, text: str) -> str:
    """What parts the cells: tabs in a .tsv; else the sign that most of the first lines have, and as many of each.

    Spreadsheets write `;` where the comma is a decimal sign. What stands in quotation marks or brackets parts nothing.
    """
    if name.lower().endswith(".tsv"):
        return "\t"
    begin = _PLAIN.sub("", text[:20_000]).lstrip("\r\n")
    first, *others = [line for line in begin.splitlines() if line][:20] or [""]
    counts = {sign: first.count(sign) for sign in _SIGNS}
    best = max(_SIGNS, key=lambda sign: counts[sign])
    if counts[best]:
        return best
    return max(_SIGNS, key=lambda sign: sum(line.count(sign) for line in others))  # a title stands above the header
