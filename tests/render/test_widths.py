"""Words and ids stay whole where any layout lets them, and column heads are numbers or titles, not a mixture."""

import pytest

from casecode.render.terminal import make_console, render
from casecode.sheet import Line, Page, Sheet, SheetRow, line, numbered

LONG = "Recipient-centeredness"


def shown(sheet: Sheet, width: int) -> str:
    """A sheet in a terminal of a width."""
    return render(Page("", (sheet,)), make_console(width, False), with_ids=False)


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120, 200])
@pytest.mark.parametrize("columns", [1, 4, 9, 14])
def test_no_word_of_a_head_is_broken(width: int, columns: int) -> None:
    """Heads of a grid keep their words whole however deep they stand: columns become numbers, or the grid a list."""
    rows = tuple(
        SheetRow((line(title), *(line("12") for _ in range(columns))), depth=2) for title in (LONG, "A short one")
    )
    heads = tuple(f"Ward number {number}" for number in range(columns))
    assert LONG in shown(Sheet("", ("", *heads), rows, is_grid=True), width)


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_id_is_broken(width: int) -> None:
    """The ids of a list stay whole: other columns get narrower, or the table becomes a list."""
    id_ = "interview-with-a-senior-physician"
    rows = (SheetRow(((Line(id_, "strong"),), line("A case"), line("Words of any length. " * 9), line("12"))),)
    assert id_ in shown(Sheet("", ("Id", "Case", "Statement", "Evidence"), rows), width)


def test_heads_are_all_numbers_or_none() -> None:
    """One long title makes numbers of all, short ones too, but for the total; without a long one all stay."""
    total = SheetRow((line("Total"), line("1"), line("2"), line("3")), is_total=True)
    mixed = numbered(Sheet("", ("", "IT", "Physicians", "Total"), (total,), is_grid=True))
    assert mixed.columns == ("", "1", "2", "Total")
    assert mixed.notes == ("Columns: 1 IT; 2 Physicians.",)
    short = Sheet("", ("", "2013", "2014", "Total"), (total,), is_grid=True)
    assert numbered(short) == short
    # What is called so without summing up anything is a column like others.
    named = numbered(Sheet("", ("", "Physicians", "Total"), (), is_grid=True))
    assert named.columns == ("", "1", "2")
