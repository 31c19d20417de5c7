"""Words and ids stay whole where any layout lets them, and column heads are numbers or titles, not a mixture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.render.terminal import make_console, render
from casecode.render.widths import NARROWEST, text_widths
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


@pytest.mark.parametrize("width", [30, 40, 50, 60, 80, 120])
@pytest.mark.parametrize("depth", [0, 2])
def test_no_word_of_a_text_is_broken(width: int, depth: int) -> None:
    """Words in the cells of a table of text stay whole, marks and indents counted: the table becomes a list before."""
    cell = (Line(f"Short words and {LONG} 日本の医師 in one theme.", "item", count="11/3"),)
    rows = (SheetRow((line(f"The {LONG.lower()} of a head"), cell, cell, cell), depth=depth),)
    text = shown(Sheet("", ("", "Ward 1", f"Ward of {LONG}", "Ward 3"), rows), width)
    assert [text.lower().count(word) for word in (LONG.lower(), "医師", "11/3")] == [5, 3, 3]


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 40)), min_size=1, max_size=6), st.integers(10, 250))
def test_columns_of_text_fit_and_hold_their_words(sizes: list[tuple[int, int]], width: int) -> None:
    """Columns fill what room there is, never more than their lines or less than their words need."""
    whole, words = [max(pair) for pair in sizes], [min(pair) for pair in sizes]
    widths = text_widths(whole, words, width)
    if widths is None:
        assert sum(max(word, min(line, NARROWEST)) for line, word in zip(whole, words, strict=True)) > width - 2 * len(
            sizes
        )
    else:
        assert sum(widths) == min(sum(whole), width - 2 * len(sizes))
        assert all(low <= at <= high for low, at, high in zip(words, widths, whole, strict=True))


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
