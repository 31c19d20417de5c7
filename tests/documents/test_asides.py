"""A quote is found over what stands in a document beside what it says."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.documents.document import document_of
from casecode.documents.find import Finder
from casecode.documents.plain import paragraphs
from casecode.documents.ranges import masked, merged


def is_found(quote: str, *pages: str) -> bool:
    """Whether a quote is found in a document of pages, or in a text with form feeds."""
    if len(pages) == 1:
        document = document_of(paragraphs(pages[0]))
    else:
        document = document_of((page, f"p. {number}", 0, "") for number, page in enumerate(pages, 1))
    passage = Finder(document).find(quote)
    return passage is not None and document.text[passage.start : passage.end].startswith(quote[:4])


HEAD = "CONFIDENTIAL \u2013 ward {0}\nPage {0} of 3\n"


def test_heads_and_numbers_of_pages() -> None:
    """Lines that pages have in common at their edges, and their numbers, are no part of what they say."""
    pages = [
        HEAD.format(1) + "One line of the report.\nAnd so they all came",
        HEAD.format(2) + "back for more.\nThen they left the",
        HEAD.format(3) + "town and\nwent home.\n- 3 -",
    ]
    assert is_found("And so they all came back for more.", *pages)
    assert is_found("Then they left the town and went home.", *pages)
    assert not is_found("One line of the report. back for more.", *pages)


@pytest.mark.parametrize(
    "page",
    [
        "And so they came\n\n   12\n\f   ANNUAL REPORT 2019\n\nback for more.\n",
        "And so they came\n\fReport of the year\n\nback for more.\n",
        "And so they came\n\n\f\nxii\n\nback for more.\n",
        "First.\nAnd so they came\n\nA foot of the page\n\fback for more.\n",
        "First.\nAnd so they came\n____\n1 See the table.\n2 Ibid., p. 7.\n\fback for more.\n",
    ],
    ids=["number and head", "head", "number", "foot", "notes"],
)
def test_a_single_page_break(page: str) -> None:
    """Between the halves of a sentence a head, a number or the notes of a page are left out where they stand apart."""
    assert is_found("And so they came back for more.", page)
    assert is_found("And so they came", page)


def test_sentences_are_no_heads() -> None:
    """What ends before a page does is followed by nothing else: there a line above is a heading that a quote has."""
    assert not is_found("They came. back for more.", "One.\nThey came.\n\fA short line\n\nback for more.\n")


def test_line_numbers() -> None:
    """Numbers that count the lines are left out, of each line or of every fifth; a list of figures is none."""
    assert is_found(
        "The record was slow, and so I wrote all",
        "1  N1: The record was slow, and\n2      so I wrote\n3      all of it.",
    )
    lines = [f"{at if at % 5 == 0 else '  '}  word{'abcdefghijklmnopqrs'[at]} of it" for at in range(1, 18)]
    assert is_found("worde of it wordf of it wordg", "\n".join(lines))
    assert not is_found("Sales grew Costs fell", "1999 Sales grew\n1200 Costs fell\n17 And more")


@pytest.mark.parametrize(
    "text",
    [
        "It was the price\u00b9 that brought them.",
        "It was the price[12] that brought them.",
        "It was the price [3, 4] that brought them.",
        "It was the price12 that brought them.",
        "It was the price* that brought them.",
    ],
)
def test_marks_of_notes(text: str) -> None:
    """The mark of a note is no part of a sentence; the figures of a name are."""
    assert is_found("It was the price that brought them.", text)
    assert is_found(text[:-1], text)
    assert not is_found("The COVID of 20", "The COVID19 of 2020")


def test_a_word_is_whole_over_a_page() -> None:
    """A word that is parted by a hyphen at the end of a page is found as one."""
    assert is_found("And so the customers came", "One.\nAnd so the cus-\n\n\f2\n\ntomers came.")


ranges = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda it: (min(it), max(it))), max_size=6)


@given(ranges)
def test_ranges_are_merged(given_: list[tuple[int, int]]) -> None:
    """Merged ranges cover what the ranges do, in order, and touch nowhere."""
    found = merged(given_)
    covered = {at for start, end in given_ for at in range(start, end)}
    assert {at for start, end in found for at in range(start, end)} == covered
    assert all(before[1] < after[0] for before, after in pairwise(found))
    text = "abcdefghij\n" * 3
    other = masked(text, found, "_")
    assert len(other) == len(text)
    assert all(other[at] in ("_", "\n") if at in covered else other[at] == text[at] for at in range(len(text)))
