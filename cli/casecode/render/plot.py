"""Where the parts of a chart stand: days along the axis, marks in the rows of a lane, words in the room there is."""

from collections.abc import Iterable, Iterator
from datetime import date
from heapq import heappop, heappush
from unicodedata import category, east_asian_width

from casecode.sheet import Lane

TICK = 52  # pixels between two labels of the axis at least
FINE = 24  # pixels between two lines of the axis at least
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)


class Scale:
    """From days to pixels between two edges, over the whole years that the lanes reach into."""

    def __init__(self, lanes: Iterable[Lane], left: float, right: float) -> None:
        days = [day for lane in lanes for mark in lane.marks for day in (mark.first, mark.last)]
        self.first, self.last = (int(min(days)[:4]), int(max(days)[:4])) if days else (2000, 2000)
        self.left = left
        self.start = date(self.first, 1, 1).toordinal()
        self.per_day = (right - left) / (date(self.last, 12, 31).toordinal() + 1 - self.start)

    def at(self, day: str, after: bool = False) -> float:
        """Where a day begins, or where it ends."""
        return self.left + (date.fromisoformat(day).toordinal() - self.start + after) * self.per_day

    def ticks(self, apart: float) -> Iterator[tuple[float, str]]:
        """Places and labels at least so many pixels apart: years, tens of years and so on, or parts of a year."""
        months = next((it for it in _MONTHS if it * 30.44 * self.per_day >= apart), _MONTHS[-1])
        for month in range(0, (self.last - self.first + 1) * 12, min(months, 12)):
            year, rest = self.first + month // 12, month % 12 + 1
            if months <= 12 or year % (months // 12) == 0:
                label = f"{year:04}" if rest == 1 else f"{year:04}-{rest:02}"
                yield self.at(f"{year:04}-{rest:02}-01"), label


class Rows:
    """The height of a lane, pixel by pixel: blocks that come in order of their beginnings take the first free room.

    A search over bytes and a heap of what ends next, so that ten thousand blocks take no time that one could feel.
    """

    def __init__(self) -> None:
        self.taken = bytearray()
        self._ends: list[tuple[float, int, int]] = []

    def place(self, begin: float, end: float, height: int) -> int:
        """How far from the top a block comes to lie."""
        while self._ends and self._ends[0][0] <= begin:
            _, top, high = heappop(self._ends)
            self.taken[top : top + high] = bytes(high)
        top = self.taken.find(bytes(height))
        if top < 0:
            top = len(self.taken.rstrip(b"\0"))
            self.taken.extend(bytes(max(top + height - len(self.taken), 0)))
        self.taken[top : top + height] = b"\1" * height
        heappush(self._ends, (end, top, height))
        return top

    @property
    def height(self) -> int:
        """The height that all blocks took together."""
        return len(self.taken)


def width_of(text: str, size: float) -> float:
    """The pixels that a text takes at a size of letters, in a font that runs wide."""
    return size * sum(map(_em, text))


def cut(text: str, size: float, width: float) -> str:
    """The text, or as much of it as has room, with an ellipsis."""
    if width_of(text, size) <= width:
        return text
    room = width / size - _em("…")
    for number, letter in enumerate(text):
        room -= _em(letter)
        if room < 0:
            return f"{text[:number].rstrip()}…"
    return text


def wrapped(text: str, size: float, width: float, most: int) -> list[str]:
    """The text in lines of no more than a width; what does not fit into so many lines is cut."""
    lines: list[str] = []
    words = text.split(" ")
    while words:
        line = words.pop(0)
        if len(lines) == most - 1:
            line = " ".join((line, *words))
            words = []
        while words and width_of(f"{line} {words[0]}", size) <= width:
            line = f"{line} {words.pop(0)}"
        lines.append(cut(line, size, width))
    return lines


def _em(letter: str) -> float:
    """The width of a letter as a share of its size."""
    if not letter.isascii():
        if east_asian_width(letter) in "WF":
            return 1.0
        return 0.0 if category(letter) in ("Mn", "Me", "Cf") else 1.0 if letter == "…" else 0.7
    if letter in "MWmw@%":
        return 0.95
    return 0.38 if letter in "iljtfrI.,:;'|!()[] " else 0.72 if letter.isupper() else 0.62
