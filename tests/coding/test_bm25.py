"""The ranking of codes is BM25 as published, and says which words count."""

from collections import Counter
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.coding.bm25 import Ranking, words_of

TEXTS = {
    "price": "low prices draw buyers; prices matter",
    "trust": "buyers trust the brand",
    "post": "parcels by post, slow parcels, lost parcels, and buyers who wait for parcels",
}


def by_hand(query: list[str], document: list[str], corpus: list[list[str]]) -> float:
    """BM25 written out from Robertson & Zaragoza (2009, equation 3.15), apart from the code under test."""
    mean = sum(map(len, corpus)) / len(corpus)
    score = 0.0
    for word in set(query):
        having = sum(word in other for other in corpus)
        frequency = Counter(document)[word]
        weight = log(1 + (len(corpus) - having + 0.5) / (having + 0.5))
        score += weight * frequency * 2.2 / (frequency + 1.2 * (0.25 + 0.75 * len(document) / mean))
    return score


@pytest.mark.parametrize("query", ["prices", "buyers of parcels", "trust in low prices", "nothing here"])
def test_scores_are_those_of_the_formula(query: str) -> None:
    """Every score is what the published formula gives, and its parts add up to it."""
    corpus = {id_: list(words_of(text)) for id_, text in TEXTS.items()}
    found = {match.id: match for match in Ranking(TEXTS).rank(query)}
    for id_, words in corpus.items():
        expected = by_hand(list(words_of(query)), words, list(corpus.values()))
        assert (found[id_].score if id_ in found else 0) == pytest.approx(expected)
    for match in found.values():
        assert sum(part for _, part in match.words) == pytest.approx(match.score)


def test_words_that_tell_nothing_do_not_count() -> None:
    """Common words, single letters and numbers find nothing; plural and singular are one; accents do not matter."""
    assert list(words_of("The 12 companies of a firm, and É cafés")) == ["company", "firm", "cafe"]
    assert list(words_of("销售额")) == ["销售", "售额"]
    assert Ranking(TEXTS).rank("the and of 2014 a") == []


def test_no_texts() -> None:
    """A ranking of nothing finds nothing."""
    assert Ranking({}).rank("prices") == []
    assert Ranking({"empty": ""}).rank("prices") == []


@given(st.dictionaries(st.sampled_from("abcdef"), st.text(max_size=60), max_size=6), st.text(max_size=60))
def test_order_is_by_score(texts: dict[str, str], query: str) -> None:
    """Scores are positive and fall; each match shares a word with what was asked."""
    found = Ranking(texts).rank(query)
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    for match in found:
        assert match.score > 0
        assert {word for word, _ in match.words} == set(words_of(texts[match.id])) & set(words_of(query))
