"""Workbooks: what is shown and the data behind it, with types, filters and heads that stay in sight."""

import io
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sheets import APPENDIX, BOXES, GRID, HIGH, MATRIX, NO_DATA, WIDE, Made, words_of
from test_any_text import texts

from casecode.render.formats import Look
from casecode.render.text import flowing
from casecode.render.xlsx import MOST, render
from casecode.sheet import Line, Sheet, SheetRow, Tidy

openpyxl = pytest.importorskip("openpyxl")

DATA = Tidy(
    ("id", "count", "share", "version", "day", "when", "empty"),
    (
        ("007", "3", "0.5000", "1.10", "2017-09-01", "2017-09", ""),
        ("8", "12", "0.2500", "1.9", "2018-01-31", "2018", ""),
    ),
)


def opened(*sheets: Sheet, tidy: Tidy = NO_DATA, ids: bool = False) -> Any:
    """The workbook of some sheets, read back."""
    return openpyxl.load_workbook(io.BytesIO(render(Made(*sheets, tidy=tidy, notes=("Last.",)), Look(ids=ids))))


def values(worksheet: Any) -> list[list[object]]:
    """The values of its cells, row by row."""
    return [[cell.value for cell in row] for row in worksheet.iter_rows()]


def test_every_word_is_in_it() -> None:
    """All words of titles, heads, cells, ids and notes are in the workbook."""
    sheets = (MATRIX, GRID, WIDE, HIGH, BOXES, APPENDIX)
    found = [value for it in opened(*sheets, ids=True) for row in values(it) for value in row if value is not None]
    assert words_of(sheets, True) <= {word for value in found for word in str(value).split()}


def test_heads_stay_in_sight_and_filter() -> None:
    """Heads are frozen with the title above; flat tables have filters, those under headings of sections do not."""
    book = opened(MATRIX, APPENDIX, tidy=DATA)
    assert book.sheetnames == ["Drivers of Nova", "The evidence", "Notes", "Data"]
    assert [it.freeze_panes for it in book] == ["B3", "A3", None, "A2"]
    assert [it.auto_filter.ref for it in book] == [None, "A2:B5", None, "A1:G3"]
    assert book["Drivers of Nova"].print_title_rows == "$2:$2"


def test_data_have_types_and_keep_how_they_are_written() -> None:
    """Numbers of one form and whole days are such; ids with zeros, versions and dates without a day stay text."""
    rows = values(opened(tidy=DATA)["Data"])
    assert rows[1] == ["007", 3, 0.5, "1.10", datetime(2017, 9, 1), "2017-09", None]
    cells = opened(tidy=DATA)["Data"][2]
    assert [cells[at].number_format for at in (1, 2, 4)] == ["0", "0.0000", "yyyy-mm-dd"]


def test_figures_of_a_grid_are_numbers() -> None:
    """Counts in a grid are numbers, with the shade of the cell; blank is empty, and no zero."""
    worksheet = opened(GRID)["Counts"]
    assert [cell.value for cell in worksheet[3]] == ["Demand", 3, None, 3]
    assert worksheet["B3"].fill.fgColor.rgb == "006198AD"
    assert worksheet["C4"].value == 0


@settings(max_examples=5)
@given(st.lists(texts, min_size=8, max_size=12))
def test_any_text_comes_back_and_is_no_formula(found: list[str]) -> None:
    """Whatever a text is, a cell has it as it was, and it is text."""
    rows = tuple(SheetRow(((Line(text),),)) for text in found)
    book = opened(Sheet("T", ("Column",), rows), tidy=Tidy(("text",), tuple((f"x{text}",) for text in found)))
    cells = [row[0] for row in book["T"].iter_rows(min_row=3, max_row=2 + len(found))]
    assert [cell.value for cell in cells] == [flowing(text) for text in found]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [row[0].value for row in book["Data"].iter_rows(min_row=2)] == [f"x{flowing(text)}" for text in found]


def test_a_text_too_long_for_a_cell_goes_on_below() -> None:
    """No letter of a text of more than a cell can have is lost."""
    text = "".join(chr(97 + at % 26) for at in range(MOST * 2 + 5))
    worksheet = opened(Sheet("T", ("A", "B"), (SheetRow(((Line("x"),), (Line(text),))),)))["T"]
    assert "".join(row[1].value or "" for row in worksheet.iter_rows(min_row=3)) == text


def test_what_excel_would_take_for_a_letter_is_none() -> None:
    """`_x0041_` is written so that Excel shows it, and not an A."""
    sheet = opened(Sheet("T", ("A",), (SheetRow(((Line("_x0041_ _x_"),),)),)))["T"]
    assert sheet["A3"].value == "_x005F_x0041_ _x_"


@pytest.mark.parametrize("title", ["Data", "history", "[a]:*?/\\b", "x" * 60, "'quoted'", ""])
def test_worksheets_have_names_that_excel_takes(title: str) -> None:
    """Titles that are the same, long, or not allowed become names that are none of it."""
    rows = (SheetRow(((Line("x"),),)),)
    names = opened(Sheet(title, ("A",), rows), Sheet(title, ("A",), rows), tidy=DATA).sheetnames
    assert len({name.lower() for name in names}) == 4
    assert all(0 < len(name) <= 31 and name.strip("'") == name and not set(name) & set("[]:*?/\\") for name in names)
    assert "history" not in names
