"""Which texts are most about the words of another: BM25, with the words that count towards each.

Robertson & Zaragoza (2009, section 3.4.1, equation 3.15) with k1 = 1.2 and b = 0.75. The weight of a word is its
inverse document frequency with one added inside the logarithm, so that it is never negative (as Lucene has it).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from msgspec import Struct

from casecode.analysis.search import fold

K1, B = 1.2, 0.75
_WORD = re.compile(r"[^\W_]+")
# Chinese and Japanese, where words are not divided by spaces: pairs of letters stand for them.
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
# Words that tell nothing of what a text is about, and end in the way of English words.
# fmt: off
_COMMON = frozenset((
    "a", "about", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "could", "did", "do",
    "does", "for", "from", "had", "has", "have", "he", "her", "his", "how", "if", "in", "into", "is", "it", "its",
    "more", "most", "no", "not", "of", "on", "one", "or", "other", "our", "over", "she", "so", "some", "such", "than",
    "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "up", "was", "we", "were",
    "what", "when", "where", "which", "while", "who", "will", "with", "would", "you",
))
# fmt: on


class Match(Struct, frozen=True):
    """A text that is about the words asked for: its id, its score, and the words with what each adds to the score."""

    id: str
    score: float
    words: tuple[tuple[str, float], ...]


class Ranking:
    """Texts by id, to be ranked by any words; what each text is made of does not matter."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._counts = {id_: Counter(words_of(text)) for id_, text in texts.items()}
        self._lengths = {id_: counts.total() for id_, counts in self._counts.items()}
        self._mean = sum(self._lengths.values()) / len(texts) if texts else 0
        self._having = Counter(word for counts in self._counts.values() for word in counts)

    def weight(self, word: str) -> float:
        """The inverse document frequency of a word."""
        having = self._having[word]
        return log(1 + (len(self._counts) - having + 0.5) / (having + 0.5))

    def rank(self, text: str) -> list[Match]:
        """The texts that share a word with this one, the best first; equal ones in the order in which they came."""
        wanted = set(words_of(text))
        found = [self._match(id_, counts, wanted) for id_, counts in self._counts.items()]
        return sorted((match for match in found if match.words), key=lambda match: -match.score)

    def _match(self, id_: str, counts: Counter[str], wanted: set[str]) -> Match:
        length = K1 * (1 - B + B * self._lengths[id_] / self._mean) if self._mean else 0
        parts = [
            (word, self.weight(word) * counts[word] * (K1 + 1) / (counts[word] + length))
            for word in wanted
            if word in counts
        ]
        parts.sort(key=lambda part: (-part[1], part[0]))
        return Match(id_, sum(part for _, part in parts), tuple(parts))


def words_of(text: str) -> Iterable[str]:
    """The words of a text that tell what it is about, in one case, without accents, singular and plural alike."""
    for found in _WORD.finditer(fold(text, cased=False)[0]):
        word = found[0]
        if _SPACELESS.search(word):
            yield from (word[at : at + 2] for at in range(max(len(word) - 1, 1)))
        elif word not in _COMMON and len(word) > 1 and not word.isdecimal():
            yield _stem(word)


def _stem(word: str) -> str:
    """A word without the ending of its plural (Harman 1991, the S stemmer)."""
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return f"{word[:-3]}y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word
