"""Wide tables: what R and QCA read, a row a case or unit and a column a factor."""

import csv
import io
from collections.abc import Callable

import pytest

from casecode.model.study import Study
from conftest import Run

PIECES = (
    "evidence:\n"
    "  - {id: e1, codes: [prices], units: [russia], statement: A, source: survey}\n"
    "  - {id: e2, codes: [prices], units: [russia], statement: B, source: survey}\n"
    "  - {id: e3, codes: [supply], units: [sea], stance: contradicts, statement: C, source: survey}\n"
    "  - {id: e4, codes: [supply], statement: D, source: survey}\n"
)


def rows(text: str) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(text)))


def test_counts_are_figures_and_presence_is_not_absence(study: Callable[..., Study], casecode: Run) -> None:
    """No evidence counts 0, but is no 0 of presence: that is evidence that contradicts."""
    study(evidence=PIECES)
    way = ("matrix", "demo", "--rows", "unit", "--columns", "factor", "--wide")
    counts = {row["unit"]: row for row in rows(casecode(*way).stdout)}
    assert {unit: (row["demand"], row["supply"]) for unit, row in counts.items()} == {
        "russia": ("2", "0"),
        "sea": ("0", "1"),
    }
    present = {row["unit"]: row for row in rows(casecode(*way, "--cells", "presence").stdout)}
    assert {unit: (row["demand"], row["supply"]) for unit, row in present.items()} == {
        "russia": ("1", ""),
        "sea": ("", "0"),
    }


def test_attributes_stand_beside_the_figures(study: Callable[..., Study], casecode: Run) -> None:
    """A row of a case has its attributes, in columns of their own; cases are all there, with evidence or without."""
    study(attributes="attributes: {uptake: high}\n", evidence=PIECES)
    study("other", case="case: other\n", attributes="attributes: {beds: 200}\n", evidence="evidence: []\n")
    found = rows(casecode("matrix", "--rows", "case", "--columns", "factor", "--wide").stdout)
    assert [(row["case"], row["demand"], row["uptake"], row["beds"]) for row in found] == [
        ("demo", "2", "high", ""),
        ("other", "0", "", "200"),
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [(("--cells", "quotes"), "a wide table has figures"), (("-f", "html"), "--wide is for CSV, not for html")],
)
def test_what_is_no_wide_table_is_told(
    study: Callable[..., Study], casecode: Run, options: tuple[str, ...], said: str
) -> None:
    """Words in cells, and formats that are pages, end the call."""
    study()
    result = casecode("matrix", "demo", "--wide", *options)
    assert result.returncode == 2
    assert said in result.stderr


def test_csv_for_excel_begins_with_a_byte_order_mark(study: Callable[..., Study], casecode: Run) -> None:
    """Excel takes a file without one for its country's code page; the table is the same, and comes in again."""
    study()
    plain = casecode("evidence", "demo", "-f", "csv").stdout
    assert casecode("evidence", "demo", "--excel").stdout == f"\ufeff{plain}"
    assert "--excel is for CSV, not for json" in casecode("evidence", "demo", "--excel", "-f", "json").stderr
