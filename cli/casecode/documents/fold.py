"""What two texts have in common where they differ only in how they are set: the same letters in the same order.

White space, soft hyphens and hyphens inside words are left out (a line break may have put them there or taken them
away), ligatures and full-width letters are taken apart, quotation marks and dashes are all alike.
"""

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate

_CHUNK = 256  # characters that are gone through one by one to find where something stands
# A hyphen between two letters, perhaps at the end of a line.
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011](?=[\s\u00ad]*[^\W\d_])")
_SINGLE = "'`\u00b4\u2018\u2019\u201a\u201b\u2039\u203a\u2032\u2035"
_DOUBLE = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\uff02'
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)


class _Folding(dict[int, str]):
    """What each character becomes; made as characters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        if letter in _SINGLE:
            folded = "'"
        elif letter in _DOUBLE:
            folded = "''"
        elif letter in _DASHES:
            folded = "-"
        elif letter.isspace() or unicodedata.category(letter) in ("Cf", "Cc"):
            folded = ""
        else:
            folded = "".join(unicodedata.normalize("NFKD", letter).split())
        self[code] = folded
        return folded


_FOLDING = _Folding()


class Folded:
    """A text folded, which knows where in the text each of its characters comes from."""

    def __init__(self, text: str) -> None:
        self.original = text
        even = _HYPHEN.sub("\u00ad", text)  # of the same length
        self._chunks = [even[start : start + _CHUNK] for start in range(0, len(even), _CHUNK)]
        folded = [chunk.translate(_FOLDING) for chunk in self._chunks]
        self.text = "".join(folded)
        self._starts = [0, *accumulate(map(len, folded))]

    def origin(self, offset: int) -> int:
        """The offset in the text of the character that stands at an offset in the folded text."""
        number = min(bisect_right(self._starts, offset), len(self._chunks)) - 1
        if number < 0:
            return 0
        ends = accumulate(len(_FOLDING[ord(letter)]) for letter in self._chunks[number])
        within = offset - self._starts[number]
        return number * _CHUNK + next((at for at, end in enumerate(ends) if end > within), len(self._chunks[number]))

    def is_word_at(self, start: int, end: int) -> bool:
        """Whether a stretch of the folded text, from start to before end, begins and ends where words do."""
        first, last = self.origin(start), self.origin(end - 1)
        before, after = self.original[first - 1 : first] if first else "", self.original[last + 1 : last + 2]
        return not (_joined(before, self.original[first]) or _joined(self.original[last], after))


def _joined(left: str, right: str) -> bool:
    """Whether two characters side by side belong to one word."""
    return (left + right).isalnum() and bool(left and right) and not _SPACELESS.search(left + right)
