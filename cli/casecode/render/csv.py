"""Reports as tidy CSV: RFC 4180 with line feeds, UTF-8, one row for each observation.

Where a spreadsheet would take a cell, or a part of it, for a formula there is an apostrophe (`read/formulas.py`).
"""

import csv
import io

from casecode.read.formulas import guarded
from casecode.render.formats import Look
from casecode.sheet import Report


def render(report: Report, look: Look) -> str:
    """The CSV of a report, with its header. For Excel, which takes text for the code page of its country, a byte order
    mark says that it is UTF-8."""
    tidy = report.tidy()
    return ("\ufeff" if look.excel else "") + "".join(_row(cells) for cells in (tidy.columns, *tidy.rows))


def _row(cells: tuple[str, ...]) -> str:
    """A row that ends in a line feed; the module quotes a lone carriage return only where rows end in one, too."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    if cells and cells[0].lstrip().startswith("::"):  # in the log of a service, where no line may be a command
        writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([guarded(cell) for cell in cells])
    return out.getvalue().removesuffix("\r\n") + "\n"
