"""Quotes are found however they are set, and only if the document says them."""

import string
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.documents.document import document_of
from casecode.documents.find import Finder
from casecode.documents.fold import Folded

TEXT = (
    "In 2014 the “cross-\nborder” trade grew by 30 % \u2013 twice as fast as e\u2011commerce at home.\n"
    "The ﬁrst ware\u00adhouse opened near Moscow, and notable orders followed; no table shows them.\n"
    "该公司在俄罗斯的销\n售额增长了。 It was \u22125 % in 2015."
)
FINDER = Finder(document_of([(TEXT, "p. 1", 0, "")]))


@pytest.mark.parametrize(
    "quote",
    [
        'the "cross-border" trade grew',
        "the «crossborder» trade",
        "grew by 30% - twice as fast as e-commerce",
        "The first warehouse opened",
        "twice\n   as fast",
        "销售额增长了",
        "trade […] at home",
        "In 2014 [...] Moscow, and [many] orders followed",
        "trade grew … twice as fast",
        "[t]he first warehouse",
    ],
)
def test_the_same_words_are_found(quote: str) -> None:
    """White space, hyphens at line ends, quotation marks, dashes, ligatures and marked omissions do not matter."""
    assert FINDER.find(quote) is not None


@pytest.mark.parametrize(
    "quote",
    [
        "the cross-border trade fell",
        "grew at home, trade",
        "at home […] trade grew",
        "able orders",
        "It was 5 % in 2015",
        "IN 2014",
        "[…]",
        "",
    ],
)
def test_other_words_are_not(quote: str) -> None:
    """Other words, another order, parts of words, a lost minus and an empty quote are not found."""
    assert FINDER.find(quote) is None


def test_a_short_word_is_found_where_it_stands_alone() -> None:
    """A short quote is not found inside other words."""
    passage = FINDER.find("table")
    assert passage is not None
    assert TEXT[passage.start - 3 : passage.end] == "no table"


@pytest.mark.parametrize(("quote", "is_found"), [("a" * 19, False), ("a" * 20, True), ("a" * 21, True)])
@pytest.mark.parametrize("omission", ["", "end […] "])
def test_what_is_long_cannot_stand_by_chance(quote: str, is_found: bool, omission: str) -> None:
    """Twenty letters are found inside a longer word as well, as where a document has lost its spaces; fewer are not."""
    text = f"The end of x{'a' * 22}x is not the end of it."
    passage = Finder(document_of([(text, "", 1, "")])).find(omission + quote)
    assert (passage is not None) is is_found
    if passage is not None:
        assert text[passage.start : passage.end].removeprefix("end of x") == quote


@pytest.mark.parametrize(("length", "begins"), [(19, 0), (20, 22), (21, 22)])
def test_what_is_long_begins_a_passage_inside_a_word(length: int, begins: int) -> None:
    """The first part of a quote with an omission stands as late as it can: a long one even in a word."""
    part = "b" * length
    text = f"{part}{'.' * (20 - length)} x{part}x, then the end."
    passage = Finder(document_of([(text, "", 1, "")])).find(f"{part} … end")
    assert passage is not None
    assert passage.start == (0 if begins == 0 else text.index("x") + 1)
    assert text[: passage.end].endswith("the end")


def test_the_passage_is_the_shortest() -> None:
    """Of several passages that a quote with an omission may mean, the one found ends first and begins last."""
    text = "one begins. one begins again, and here it ends. It ends."
    passage = Finder(document_of([(text, "", 1, "")])).find("one […] ends")
    assert passage is not None
    assert text[passage.start : passage.end] == "one begins again, and here it ends"


@pytest.mark.parametrize(
    ("text", "quote", "said"),
    [
        ("So aaa aa.", "aa", "aa"),  # a match inside a word overlaps the one that stands alone
        ("It begins, ends.", "begins … ends", "begins, ends"),  # nothing was left out at all
        ("One begins. One begins, ends.", "One … ends", "One begins, ends"),
    ],
)
def test_parts_may_touch(text: str, quote: str, said: str) -> None:
    """Matches may overlap, and the parts of a quote may follow on each other."""
    passage = Finder(document_of([(text, "", 1, "")])).find(quote)
    assert passage is not None
    assert text[passage.start : passage.end] == said
    assert passage.end == len(text) - 1


def test_of_equals_the_first_is_nearest() -> None:
    """Of several passages that have as many words of a quote the first is offered."""
    near = Finder(document_of([("One two three. One two four.", "", 1, "")])).nearest("one two five")
    assert near is not None
    assert (near.start, near.end) == (0, len("One two three"))


def test_nearest_passage() -> None:
    """Where a quote is not there, the passage with most of its words is offered; with less than half of them none."""
    near = FINDER.nearest("the first big warehouse opened near Moscow")
    assert near is not None
    assert "opened near Moscow" in TEXT[near.start : near.end]
    assert FINDER.nearest("completely different things were said by somebody") is None
    assert FINDER.nearest("") is None


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("the customs reform of 2024", "The customs reform of 2023"),
        ("a customs reform of 2023 changed", "The customs reform of 2023 changed"),
        ('came for the "prices"', "came for the \u201cprice\u201d"),
        ("the customs reform of 2023 changed that for good", "The customs reform of 2023 changed that"),
    ],
)
def test_nearest_passage_shows_what_differs(quote: str, passage: str) -> None:
    """Where the first or the last word is another one, the passage has that other one, and closes its quotation."""
    text = "Half came for the \u201cprice\u201d alone.\n\nThe customs reform of 2023 changed that."
    near = Finder(document_of([(text, "", 1, "")])).nearest(quote)
    assert near is not None
    assert text[near.start : near.end] == passage


few = st.lists(st.sampled_from(["ab", "cd", "ef", "gh"]), min_size=1, max_size=14)


@given(few, st.lists(st.sampled_from(["ab", "cd", "zz", "zy"]), min_size=1, max_size=6))
def test_nearest_is_as_near_as_can_be(document_words: list[str], asked: list[str]) -> None:
    """The nearest passage has as many words of the quote as any stretch of its length; half of them will do."""
    length = len(asked)
    stretches = (document_words[at : at + length] for at in range(len(document_words)))
    most = max(sum((Counter(stretch) & Counter(asked)).values()) for stretch in stretches)
    near = Finder(document_of([(" ".join(document_words), "", 1, "")])).nearest(" ".join(asked))
    assert (near.likeness if near else 0) == (most / length if 2 * most >= length else 0)


def test_nearest_forgets_what_it_has_passed() -> None:
    """Words that a passage has left behind do not count for it."""
    text = "alpha beta, one two three four, gamma delta. Five six: alpha beta and gamma."
    near = Finder(document_of([(text, "", 1, "")])).nearest("alpha beta gamma delta")
    assert near is not None
    assert text[near.start : near.end] == "alpha beta and gamma"
    assert near.likeness == 3 / 4


@pytest.mark.parametrize(("quote", "is_near"), [("one two big dogs", True), ("one very big dog", False)])
def test_half_of_the_words_is_near(quote: str, is_near: bool) -> None:
    """A passage with half of the words of a quote is offered, one with less is not."""
    near = Finder(document_of([("So one two three four.", "", 1, "")])).nearest(quote)
    assert (near is not None) is is_near


words = st.lists(st.text(string.ascii_letters + "éßøЖ价", min_size=1, max_size=8), min_size=1, max_size=30)


@given(words, st.data())
def test_any_stretch_of_words_is_found(document_words: list[str], data: st.DataObject) -> None:
    """Every stretch of words of a document is found in it, however both are set, where it says what the quote says."""
    gap = st.sampled_from([" ", "\n", "  ", "\u00a0", "\n\n", " \u200b"])
    text = "".join(word + data.draw(gap) for word in document_words)
    first = data.draw(st.integers(0, len(document_words) - 1))
    last = data.draw(st.integers(first + 1, len(document_words)))
    quote = data.draw(gap).join(document_words[first:last])
    passage = Finder(document_of([(text, "", 1, "")])).find(quote)
    assert passage is not None
    assert Folded(text[passage.start : passage.end]).text == Folded(quote).text


@given(st.text(), st.data())
def test_every_folded_character_knows_its_origin(text: str, data: st.DataObject) -> None:
    """What stands in the folded text at an offset comes from the character at its origin."""
    folded = Folded(text)
    if folded.text:
        offset = data.draw(st.integers(0, len(folded.text) - 1))
        assert folded.text[offset] in Folded(text[folded.origin(offset)]).text


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("He wrote [t]he end of a long story.", "[t]he end of a long story", "[t]he end of a long story"),
        ("With the end of a long story it begins.", "[T]he end of a long story", "the end of a long story"),
        ("Out of the end of a long story.", "[t]he end of a long story", "the end of a long story"),
        ("One and two; so one ... two.", "one ... two", "one ... two"),
        ("A b a c b a d end", "a … b … end", "a c b a d end"),
        ("In, in inner, end", "in … end", "in inner, end"),
        ("in in inner rings … and end", "in … end", "in inner rings … and end"),
        ("He is in inner rings, end", "in … end", "in inner rings, end"),
        ("A a a ab end", "a a … end", "a a ab end"),
        ("Not in end", "in … end", "in end"),
    ],
)
def test_a_quote_with_omissions_is_as_short_as_it_can_be(text: str, quote: str, found: str) -> None:
    """As it stands it goes first, its brackets and dots included; else each part is the last of its kind that stands
    before the next, as words of its own."""
    passage = Finder(document_of([(text, "", 1, "")])).find(quote)
    assert passage is not None
    assert text[passage.start : passage.end] == found


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("Parcels came late.", "PARCELS came Late, they said", "Parcels came late"),
        ("It was late, and cheap.", "late...cheap", "late, and"),
        ("Alpha beta zzz yyy xxx delta.", "alpha beta gamma delta", "Alpha beta zzz yyy"),
        ("Gamma delta and more", "alpha beta gamma delta", "Gamma delta"),
        ("Of those who gamma delta", "alpha beta gamma delta", "those who gamma delta"),
    ],
)
def test_the_nearest_passage_has_the_length_of_the_quote(text: str, quote: str, found: str) -> None:
    """Words are the same in any case, and apart where something is left out between them; what differs before and
    after is within the passage, and what stands at the other end of the document is not."""
    passage = Finder(document_of([(text, "", 1, "")])).nearest(quote)
    assert passage is not None
    assert text[passage.start : passage.end] == found
    assert Finder(document_of([("…", "", 1, "")])).nearest(quote) is None
