"""Finding words in text, whatever their case and accents, and where they stand in it."""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from msgspec import Struct

if TYPE_CHECKING:
    from casecode.analysis.expression import Expression

Range = tuple[int, int]


class Search(Struct, frozen=True):
    """What to look for: words that must all occur, each whole, or one regular expression."""

    words: tuple[str, ...] = ()
    pattern: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.pattern

    def find(self, texts: Sequence[str]) -> tuple[tuple[Range, ...], ...] | None:
        """For each text the ranges found in it; nothing where what is looked for does not occur in them.

        Words may be spread over the texts. Raises `RefusedCallError` where the pattern is no regular expression, or
        takes too long.
        """
        patterns = _patterns(self.words, self.pattern)
        found: list[list[Range]] = [[] for _ in texts]
        folded = [fold(text, cased=not self.words) for text in texts]
        for pattern in patterns:
            occurs = False
            for ranges, (text, origins) in zip(found, folded, strict=True):
                for match in pattern.finditer(text):
                    occurs = True
                    if match.end() > match.start():
                        ranges.append((origins[match.start()], origins[match.end() - 1] + 1))
            if not occurs:
                return None
        return tuple(_merged(ranges) for ranges in found)


def fold(text: str, cased: bool = True) -> tuple[str, Sequence[int]]:
    """The text without accents and, unless cased, in one case; and for each character where it comes from."""
    if text.isascii():
        return text if cased else text.lower(), range(len(text))
    characters: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        plain = _plain(character, cased)
        characters.append(plain)
        origins += [position] * len(plain)
    return "".join(characters), origins


@cache
def _plain(character: str, cased: bool) -> str:
    plain = "".join(part for part in normalize("NFKD", character) if not combining(part))
    return plain if cased else plain.casefold()


@cache
def _patterns(words: tuple[str, ...], pattern: str) -> "list[re.Pattern[str]] | list[Expression]":
    if words:
        return [_whole(word) for word in words]
    from casecode.analysis.expression import expression

    return [expression(fold(pattern)[0])]


def _whole(word: str) -> re.Pattern[str]:
    """A pattern for a word as a whole: no letter or digit touches it."""
    return re.compile(rf"(?<!\w){re.escape(fold(word, cased=False)[0])}(?!\w)")


def _merged(ranges: list[Range]) -> tuple[Range, ...]:
    """The ranges in order, those that touch as one."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
