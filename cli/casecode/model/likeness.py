"""The word that somebody meant: of those there are the most similar one, found without comparing all with all."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

LEAST = 0.6  # of two words, how much they must have in common
SHORT, LONG = 4, 60  # letters of words in which a slip is looked for first
MOST_COMPARED = 100_000  # words in a call; for what is still unknown after that there is no hint
GLANCE = 100  # words among which a slip is found in the time that one comparison takes


class _Bound:
    """How many words may still be compared."""

    left = MOST_COMPARED


def begin() -> None:
    """A call begins: none is compared yet."""
    _Bound.left = MOST_COMPARED


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, never this one itself; nothing where none is like it.

    A slip (a letter too many, too few, another, or two turned round) comes before anything else that is similar.
    """
    if _Bound.left <= 0:
        return None
    words = tuple(known)
    _Bound.left -= len(words) // GLANCE
    if SHORT <= len(word) <= LONG:
        slips = _slips(words)
        meant = {it: None for form in _shortened(word) for it in slips.get(form, ())}
        if found := _most_like(word, meant):
            return found
    _Bound.left -= len(words)
    return _most_like(word, words) if _Bound.left > -len(words) else None


def _most_like(word: str, known: Iterable[str]) -> str | None:
    """By the share of letters in common (Ratcliff & Metzener 1988), which seldom has to be known exactly."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher()
    matcher.set_seq2(word)
    best = (LEAST, "")
    for it in known:
        if it == word:
            continue
        matcher.set_seq1(it)
        if matcher.real_quick_ratio() >= best[0] and matcher.quick_ratio() >= best[0]:
            best = max(best, (matcher.ratio(), it))
    return best[1] or None


@lru_cache(maxsize=4)
def _slips(words: tuple[str, ...]) -> dict[str, list[str]]:
    """The words by what is left of them without one letter (Garbe 2012)."""
    found: dict[str, list[str]] = {}
    for word in words:
        if SHORT <= len(word) <= LONG:
            for form in _shortened(word):
                found.setdefault(form, []).append(word)
    return found


def _shortened(word: str) -> Iterator[str]:
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))
