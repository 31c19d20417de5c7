"""Reports as tidy CSV: RFC 4180 with line feeds, UTF-8, one row for each observation.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@` or a control character for a formula. Such a cell gets an
apostrophe before it, and so does one that begins with an apostrophe: taking one apostrophe off gives the text back.
"""

import csv
import io

from casecode.sheet import Report

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "|", "%")


def render(report: Report) -> str:
    """The CSV of a report, with its header."""
    tidy = report.tidy()
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(tidy.columns)
    writer.writerows([guard(cell) for cell in row] for row in tidy.rows)
    return out.getvalue()


def guard(cell: str) -> str:
    """The cell as text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_ACTIVE) else cell
