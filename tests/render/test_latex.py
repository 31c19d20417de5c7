"""LaTeX tables that read well in a thesis: what may not break does not, and many columns get smaller letters."""

import pytest

from casecode.render.formats import Look
from casecode.render.latex import render
from casecode.sheet import Line, Page, Sheet, SheetRow, Tidy


class Given:
    """A report of one table with the same cell in all columns but the first."""

    def __init__(self, *columns: str) -> None:
        first = (Line("Entrepreneur"),)
        others = [(Line("Price/cost", "item", count="12/3"),) for _ in columns]
        self.sheet = Sheet("T", ("", *columns), (SheetRow((first, *others)),))

    def page(self) -> Page:
        return Page("T", (self.sheet,))

    def tidy(self) -> Tidy:
        return Tidy((), ())

    def wire(self) -> None:
        return None


def test_counts_stay_whole_and_long_words_can_break() -> None:
    """A count such as 12/3 is never parted at its slash; words with a slash and the first of a cell may be."""
    tex = render(Given("Brazil"), Look(fragment=True))
    assert r"{\footnotesize 12/3}" in tex
    assert r"Price/\allowbreak{}cost" in tex
    assert r"{\hspace{0pt}Entrepreneur\par}" in tex


@pytest.mark.parametrize(("columns", "is_small"), [(4, False), (5, True)])
def test_many_columns_of_text_are_set_in_smaller_letters(columns: int, is_small: bool) -> None:
    """Up to five columns, heads of rows included, have letters of full size."""
    tex = render(Given(*"ABCDEFGH"[:columns]), Look(fragment=True))
    assert ("{\\footnotesize\n\\begin{longtable}" in tex) is is_small
