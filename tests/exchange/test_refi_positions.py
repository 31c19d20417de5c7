"""What positions count is told by the texts that they cut out."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.exchange.refi.positions import STANDARD, USUAL, Cut, Text, Way, choose, decoded, placed

RAW = "We plant them by the gate \U0001f41d every spring.\r\nThat is our sign.\r\n\U0001f33b Nobody returns them.\r\n"


def counted(raw: str, at: int, way: Way) -> int:
    """The position of a character of the raw text, as a program that counts in this way writes it."""
    before = raw[:at] if way.counts_returns else raw[:at].replace("\r\n", "\n")
    return len(before.encode("utf-16-le")) // 2 if way.is_utf16 else len(before)


def cuts(raw: str, way: Way, words: list[str], named: bool = False) -> list[Cut]:
    """Selections of some words of a text."""
    text = Text(raw)
    found = [(raw.index(it), raw.index(it) + len(it)) for it in words]
    return [
        Cut(text, counted(raw, a, way), counted(raw, b, way), it if named else "")
        for it, (a, b) in zip(words, found, strict=True)
    ]


@pytest.mark.parametrize("way", USUAL)
def test_the_way_is_found_by_the_borders_of_words(way: Way) -> None:
    """UTF-16 units or code points, ends of lines as one or two: a few selections without a name tell."""
    words = ["every spring.", "That is our sign.", "Nobody returns them."]
    made = cuts(RAW, way, words)
    found, is_sure = choose(made)
    assert is_sure
    assert [made[0].text.text[slice(*placed(cut, found))] for cut in made] == words


@given(
    st.lists(st.text("ab\u00e9\U0001f41d", min_size=1, max_size=4), min_size=3, max_size=30),
    st.lists(st.sampled_from([" ", "\r\n", ". "]), min_size=30, max_size=30),
    st.sampled_from(USUAL),
)
def test_names_tell_the_way(words: list[str], gaps: list[str], way: Way) -> None:
    """Where selections are called after their texts, each is found where it was made, whatever the text holds."""
    raw = "".join(word + gap for word, gap in zip(words, gaps, strict=False))
    text, made, at = Text(raw), [], 0
    for word, gap in zip(words, gaps, strict=False):
        made.append((word, Cut(text, counted(raw, at, way), counted(raw, at + len(word), way), word)))
        at += len(word) + len(gap)
    found, _ = choose([cut for _, cut in made])
    assert [text.text[slice(*placed(cut, found))] for _, cut in made] == words


def test_a_mark_that_counts_and_an_end_that_is_within() -> None:
    """A byte order mark that is counted, and an end that is the last character, are taken only where names prove it."""
    text = Text("That is our sign. It is.", has_mark=True)
    assert choose([Cut(text, 1, 18, "That is our sign.")])[0].counts_mark
    assert choose([Cut(text, 0, 16, "That is our sign.")])[0].is_inclusive
    assert choose([Cut(text, 0, 17, "a name of somebody's own")])[0] == STANDARD


def test_a_selection_may_be_counted_in_another_way() -> None:
    """Of a project whose selections are counted in two ways each is read in the way that fits its name."""
    named = [
        *cuts(RAW, Way(is_utf16=True, counts_returns=True), ["That is our sign.", "returns them."], named=True),
        *cuts(RAW, Way(counts_returns=True), ["Nobody"], named=True),
    ]
    way, is_sure = choose(named)
    assert is_sure
    assert [named[0].text.text[slice(*placed(it, way))] for it in named] == [
        "That is our sign.",
        "returns them.",
        "Nobody",
    ]


def test_it_is_said_where_no_way_fits() -> None:
    """Selections that begin and end within words in every way of counting are not sure."""
    text = Text("abcdefgh\U0001f41dijklmnop" * 3)
    assert choose([Cut(text, 3, 7), Cut(text, 12, 15)])[1] is False


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"\xef\xbb\xbfl\xc3\xa4nger", "l\u00e4nger", ""),
        ("l\u00e4nger".encode("utf-16"), "l\u00e4nger", "UTF-16"),
        (b"l\xe4nger\r", "l\u00e4nger\n", "Windows-1252"),
        (b"a\0b", "a\ufffdb", ""),
    ],
)
def test_texts_in_other_encodings(data: bytes, text: str, encoding: str) -> None:
    """A text that is not in UTF-8 is read as what it is, and that is told; characters keep their places."""
    found, name = decoded(data)
    assert (found.text, name) == (text, encoding)
    assert len(found.text) == len(re.sub("\r\n", "\n", text))
