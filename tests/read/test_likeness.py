"""Which word somebody meant: the nearest one, in a time that is bounded however many there are."""

from difflib import get_close_matches
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.model import likeness
from casecode.model.likeness import closest

WORDS = st.text("abc-1", min_size=1, max_size=8)


@pytest.fixture(autouse=True)
def begin() -> None:
    """A call begins."""
    likeness.begin()


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("pirce", "price"),
        ("prce", "price"),
        ("pricee", "price"),
        ("prize", "price"),
        ("low-pric", "low-prices"),
        ("e13", "e12"),
        ("e12", None),
        ("q", None),
    ],
)
def test_a_slip_and_what_is_similar_are_seen(word: str, meant: str | None) -> None:
    """A letter too many, too few, another, two turned round; parts in another order; never the word itself."""
    assert closest(word, ["e12", "low-prices", "price"]) == meant


@given(WORDS, st.lists(WORDS, max_size=6))
def test_what_is_named_is_similar(word: str, known: list[str]) -> None:
    """There is a hint wherever difflib has one, and it is no less similar than it has to be."""
    likeness.begin()
    others = [it for it in known if it != word]
    found = closest(word, known)
    assert (found is not None) == bool(get_close_matches(word, others, n=1))
    assert found is None or found in get_close_matches(word, others, n=len(others))


def test_a_thousand_slips_among_a_thousand_words() -> None:
    """Each is seen, in a second or so: they are not compared with all others."""
    known = [f"evidence-item-{number:04}" for number in range(1000)]
    start = process_time()
    assert [closest(f"{it[:5]}{it[6:]}", known) for it in known] == known
    assert process_time() - start < 5


def test_where_nothing_is_similar_hints_end() -> None:
    """Of twenty thousand unknown words among as many the first have a hint; a new call begins anew."""
    known = [f"evidence-item-{number:05}" for number in range(20_000)]
    start = process_time()
    found = [closest(f"evidence-{it[-5:]}", known) for it in known]
    assert found[0] is not None
    assert found[-1] is None
    assert process_time() - start < 10
    likeness.begin()
    assert closest("evidence-19999", known) is not None


def test_words_that_were_given_before_are_looked_in_again() -> None:
    """A collection that has grown is another; one mistake that is made again has the same answer."""
    known = ["price"]
    assert [closest("brand", known), closest("pirce", known), closest("pirce", known)] == [None, "price", "price"]
    known.append("brands")
    assert [closest("brand", known), closest("pirce", known)] == ["brands", "price"]
    assert [closest("pirce", iter(["price"])), closest("pirce", iter(["peace"]))] == ["price", "peace"]
    many = [[f"price-{number}"] for number in range(2 * likeness.MOST_KEPT)]
    assert [closest("price-x", it) for it in many] == [it[0] for it in many]
    assert len(likeness._Call.known) <= likeness.MOST_KEPT
