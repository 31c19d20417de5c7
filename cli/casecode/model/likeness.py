"""The word that somebody meant: of those there are the most similar one, found without comparing all with all."""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

LEAST = 0.6  # of two words, how much they must have in common
SHORT, LONG = 4, 60  # letters of words in which a slip is looked for first
MOST_COMPARED = 100_000  # words in a call; for what is still unknown after that there is no hint
GLANCE = 100  # words among which a slip is found in the time that one comparison takes
MOST_KEPT = 8  # collections of words


class _Known:
    """The words that are there, made ready for looking in them often."""

    def __init__(self, known: Iterable[str]) -> None:
        self.given = known
        self.words = tuple(known)
        self.last: tuple[str, str | None] = "", None  # asked last, and the answer: one mistake is made again and again

    @cached_property
    def slips(self) -> dict[str, list[str]]:
        """The words by what is left of them without one letter (Garbe 2012)."""
        found: dict[str, list[str]] = {}
        for word in self.words:
            if SHORT <= len(word) <= LONG:
                for form in _shortened(word):
                    found.setdefault(form, []).append(word)
        return found

    def is_of(self, known: Iterable[str]) -> bool:
        """Whether these are the words of a collection that was given before."""
        return self.given is known and isinstance(known, Collection) and len(known) == len(self.words)


class _Call:
    """What a call has looked in lately, and how many words may still be compared."""

    left = MOST_COMPARED
    known: dict[int, _Known] = {}  # noqa: RUF012 (there is one call at a time)


def begin() -> None:
    """A call begins: none is compared yet."""
    _Call.left = MOST_COMPARED
    _Call.known = {}


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, never this one itself; nothing where none is like it.

    A slip (a letter too many, too few, another, or two turned round) comes before anything else that is similar.
    """
    there = _Call.known.get(id(known))
    if there is None or not there.is_of(known):
        if len(_Call.known) >= MOST_KEPT:
            _Call.known = {}
        there = _Call.known[id(known)] = _Known(known)
    if there.last[0] != word:
        there.last = word, _closest(word, there)
    return there.last[1]


def _closest(word: str, known: _Known) -> str | None:
    if _Call.left <= 0:
        return None
    _Call.left -= len(known.words) // GLANCE
    if SHORT <= len(word) <= LONG:
        meant = {it: None for form in _shortened(word) for it in known.slips.get(form, ())}
        if found := _most_like(word, meant):
            return found
    _Call.left -= len(known.words)
    return _most_like(word, known.words) if _Call.left > -len(known.words) else None


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


def _shortened(word: str) -> Iterator[str]:
    yield word
    yield from (word[:at] + word[at + 1 :] for at in range(len(word)))
