"""What the positions of selections count: told by the texts that they cut out, as no program says it.

The standard counts code points, and that is what most programs write; NVivo counts UTF-16 units and two characters for
the end of a line, others one. So each way to count is tried on all selections of a project, and the one that cuts texts
out best is taken: those that begin with what the selection is called, and at the borders of words. A selection that
fits what it is called in another way only is read in that one: some programs count in two ways.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import product

from msgspec import Struct

_BLANK = re.compile(r"\s+")
_BREAK = re.compile("\r\n?")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
SURE = 0.9  # of the ends of selections that are borders of words


class Way(Struct, frozen=True):
    """A way to count: UTF-16 units or code points, the two signs of a line's end as two or one, the byte order mark as
    one or not at all, and the last character within the end or before it."""

    is_utf16: bool = False
    counts_returns: bool = False
    counts_mark: bool = False
    is_inclusive: bool = False


STANDARD = Way()
USUAL = tuple(Way(*it) for it in product((False, True), repeat=2))  # what programs are known to do
ODD = tuple(Way(*it) for it in product((False, True), repeat=4) if it[2] or it[3])


class Text:
    """A text with line feeds alone, which knows what it was: positions in that become positions in this."""

    def __init__(self, raw: str, has_mark: bool = False) -> None:
        self.has_mark = has_mark
        self.returns: list[int] = []  # where a line ends that ended in two signs
        if "\r" in raw:
            shift = 0
            for found in _BREAK.finditer(raw):
                if len(found[0]) == 2:
                    self.returns.append(found.start() - shift)
                    shift += 1
            raw = _BREAK.sub("\n", raw)
        self.text = raw.replace("\0", "\ufffd")

    @cached_property
    def _astral(self) -> list[int]:
        return [] if self.text.isascii() else [found.start() for found in _ASTRAL.finditer(self.text)]

    @cached_property
    def _wide(self) -> dict[tuple[bool, bool], list[int]]:
        return {}

    @property
    def tells(self) -> bool:
        """Whether the ways to count differ in it."""
        return bool(self.returns or self._astral or self.has_mark)

    def _doubled(self, way: Way) -> list[int]:
        """The positions, as they are counted, of characters that count twice."""
        key = (way.is_utf16, way.counts_returns)
        if key not in self._wide:
            found = sorted([*(self._astral if key[0] else ()), *(self.returns if key[1] else ())])
            self._wide[key] = [at + number for number, at in enumerate(found)]
        return self._wide[key]

    def at(self, position: int, way: Way) -> tuple[int, bool]:
        """The position here of one that was counted in a way; and whether it is in the middle of a character."""
        position -= way.counts_mark and self.has_mark
        doubled = self._doubled(way)
        before = bisect_left(doubled, position)
        is_half = before > 0 and doubled[before - 1] + 1 == position
        return position - before, is_half

    def span(self, cut: "Cut", way: Way) -> tuple[int, int, bool]:
        """From where to where a selection reaches here, and whether one end is in the middle of a character."""
        start, first = self.at(cut.start, way)
        end, last = self.at(cut.end + way.is_inclusive, way)
        return start, end, first or last


class Cut(Struct, frozen=True):
    """A selection as a file tells it: its text, its positions, and what it is called."""

    text: Text
    start: int
    end: int
    name: str = ""

    @property
    def is_sound(self) -> bool:
        return 0 <= self.start < self.end

    @property
    def called(self) -> str:
        """The beginning of its text, if it is called after that: without blanks, which are set otherwise in a name."""
        return _BLANK.sub("", self.name).rstrip("\u2026")

    def fits(self, way: Way, whole: bool = False) -> bool:
        """Whether the text that it cuts out begins with what it is called, or is just that."""
        start, end, _ = self.text.span(self, way)
        if not self.called or start < 0 or end > len(self.text.text) + way.is_inclusive:
            return False
        found = _BLANK.sub("", self.text.text[start : min(end, start + 4 * len(self.name) + 400)])
        return found == self.called if whole else found.startswith(self.called)

    def score(self, way: Way) -> int:
        """How well a way to count suits it."""
        start, end, is_half = self.text.span(self, way)
        if not 0 <= start < end <= len(self.text.text):
            return -1
        return 3 * self.fits(way) + self.borders(way) + (not self.text.text[start].isspace()) - is_half

    def borders(self, way: Way) -> int:
        """How many of its two ends are borders of words."""
        start, end, _ = self.text.span(self, way)
        text = self.text.text
        return sum(
            not (text[at - 1 : at] + text[at : at + 1]).isalnum() or not 0 < at < len(text) for at in (start, end)
        )


def choose(cuts: Sequence[Cut]) -> tuple[Way, bool]:
    """The way in which the positions of a project are counted; and whether that is sure, as far as texts tell."""
    sound = [cut for cut in cuts if cut.is_sound]
    telling = [cut for cut in sound if cut.text.tells]
    best = max(USUAL, key=lambda way: sum(cut.score(way) for cut in telling)) if telling else STANDARD
    named = [cut for cut in sound if cut.called]
    odd = max(ODD, key=lambda way: _fit(named, way)) if named and not _fit(named, best) else best
    best = odd if _fit(named, odd) > _fit(named, best) else best
    untold = [cut for cut in telling if not any(cut.fits(way) for way in USUAL)]
    return best, sum(cut.borders(best) for cut in untold) >= SURE * 2 * len(untold)


def _fit(cuts: Iterable[Cut], way: Way) -> int:
    return sum(cut.fits(way, whole=True) for cut in cuts)


def placed(cut: Cut, way: Way) -> tuple[int, int]:
    """From where to where a selection reaches: as the project counts, or in another way if that alone fits its name."""
    if cut.called and cut.text.tells and not cut.fits(way):
        way = next((other for other in USUAL if cut.fits(other)), way)
    start, end, _ = cut.text.span(cut, way)
    return start, end


def decoded(data: bytes) -> tuple[Text, str]:
    """A text file as text; and its encoding, where that is not UTF-8 as it should be."""
    if data.startswith(b"\xef\xbb\xbf"):
        data, has_mark = data[3:], True
    elif data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Text(data.decode("utf-16", "replace")), "UTF-16"
    else:
        has_mark = False
    try:
        return Text(data.decode(), has_mark), ""
    except UnicodeDecodeError:
        return Text(data.decode("cp1252", "replace"), has_mark), "Windows-1252"
