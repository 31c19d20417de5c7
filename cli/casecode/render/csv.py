"""Reports as tidy CSV: RFC 4180 with line feeds, UTF-8, one row for each observation.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@` or a control character for a formula. Such a cell gets an
apostrophe before it, and so does one that begins with an apostrophe: taking one apostrophe off gives the text back.
"""

import csv
import io

from casecode.read.bulk import guarded
from casecode.render.formats import Look
from casecode.sheet import Report


def render(report: Report, _look: Look) -> str:
    """The CSV of a report, with its header."""
    tidy = report.tidy()
    return "".join(_row(cells) for cells in (tidy.columns, *tidy.rows))


def _row(cells: tuple[str, ...]) -> str:
    """A row that ends in a line feed; the module quotes a lone carriage return only where rows end in one, too."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([guarded(cell) for cell in cells])
    return out.getvalue().removesuffix("\r\n") + "\n"
