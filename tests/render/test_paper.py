"""How tables are laid out on paper: widths by what columns hold, and parts where there are too many."""

import pytest
from sheets import GRID, WIDE

from casecode.render.paper import ems, fitted
from casecode.sheet import Line, Sheet, SheetRow

UPRIGHT, ACROSS = 52.0, 80.0


def of(*cells: str, columns: tuple[str, ...] = ()) -> Sheet:
    """A table of one row."""
    row = SheetRow(tuple((Line(text),) for text in cells))
    return Sheet("T", columns or ("",) * len(cells), (row,))


def test_columns_are_as_wide_as_they_need() -> None:
    """A column of much text is wider than one of little; one of a few words is no wider than these."""
    (fit,) = fitted(of("Head", "word " * 80, "word " * 10), UPRIGHT, ACROSS, False)
    head, much, little = (share * UPRIGHT for share in fit.shares)
    assert much > little > head
    assert head < ems("Head") + 8
    assert head + much + little == pytest.approx(UPRIGHT)


def test_a_small_table_is_no_wider_than_its_text() -> None:
    """Figures stand close together, and not across the whole page."""
    (fit,) = fitted(GRID, UPRIGHT, ACROSS, False)
    assert sum(fit.shares) < 0.6


def test_the_heads_of_rows_have_room() -> None:
    """A head of several words beside columns of much text has no word broken, and most of it on one line."""
    sheet = of("Entrepreneur's network and experience", *["word " * 60] * 3)
    (fit,) = fitted(sheet, UPRIGHT, ACROSS, False)
    assert fit.shares[0] * UPRIGHT > ems("Entrepreneur's")


def test_a_word_fits_its_column() -> None:
    """No column is narrower than its longest word, but for addresses, which may break."""
    word = "internationalization"
    (fit,) = fitted(of("a", word, "word " * 400), UPRIGHT, ACROSS, False)
    assert fit.shares[1] * UPRIGHT > ems(word)
    (fit,) = fitted(of("a", "https://example.org/" + "a" * 300), UPRIGHT, ACROSS, False)
    assert not fit.is_across


def test_too_many_columns_become_parts() -> None:
    """Each column stands in one part, each part has the heads of rows, and all but the first go on from another."""
    fits = fitted(WIDE, UPRIGHT, ACROSS, False)
    assert len(fits) > 1
    assert [title for fit in fits for title in fit.sheet.columns[1:]] == [*WIDE.columns[1:]]
    assert {fit.sheet.rows[0].cells[0][0].text for fit in fits} == {"Head"}
    assert [fit.is_continued for fit in fits] == [False, *[True] * (len(fits) - 1)]
    assert fits[0].sheet.title == f"Wide (1 of {len(fits)})"
    assert all(sum(fit.shares) <= 1.0001 for fit in fits)


def test_long_titles_of_figures_become_numbers() -> None:
    """Where the titles of many columns of figures do not fit they are numbered, and told below."""
    titles = ("", *(f"A theme with a long label {at}" for at in range(24)))
    row = SheetRow(((Line("A factor"),), *(((Line("1"),),) * 24)))
    (fit,) = fitted(Sheet("T", titles, (row,), is_grid=True), UPRIGHT, ACROSS, False)
    assert fit.sheet.columns[:3] == ("", "1", "2")
    assert "2 A theme with a long label 1" in str(fit.sheet.notes[0])


def test_ids_count_where_they_are_shown() -> None:
    """A cell with ids needs more room than one without."""
    row = SheetRow(((Line("x"),), (Line("y", ids=("a-case:e1", "a-case:e2", "a-case:e3")),)))
    sheet = Sheet("T", ("", ""), (row,))
    (plain,), (named,) = (fitted(sheet, UPRIGHT, ACROSS, with_ids) for with_ids in (False, True))
    assert named.shares[1] > plain.shares[1]
