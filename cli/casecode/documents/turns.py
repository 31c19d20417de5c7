"""Who speaks in a transcript, and when: the turns that begin with a name and a colon, counted from 1."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct

TIME = r"\d{1,3}:\d\d(?::\d\d)?"
FRACTION = r"(?:[.,-]\d{1,4})?"
_CLOCK = rf"[\[(#]?(?P<%s>{TIME}){FRACTION}[\])#]?"
NAME = r"[^\W\d_][\w.'\u2019/-]{0,20}(?: [\w.'\u2019()/-]{1,20}){0,3}?"
# `I:`, `NURSE 2:`, `Dr. Novak (00:12:33):`, `[12:33] Anna:`, `0:03.3 - 0:08.1 Anna:`, `S01: [00:00:03]`; a name has few
# words, and none that ends a sentence.
_TURN = re.compile(
    rf"^[^\S\n]*(?:{_CLOCK % 'before'}(?:[^\S\n]*(?:-|\u2013|-->)[^\S\n]*{TIME}{FRACTION})?[^\S\n]+(?:-[^\S\n]+)?)?"
    rf"(?P<name>{NAME})"
    rf"(?:[^\S\n]+{_CLOCK % 'behind'})?(?::(?=\s|$)|\uff1a)"
    rf"(?:[^\S\n]*[\[(#](?P<inside>{TIME}){FRACTION}[\])#])?[^\S\n]*",
    re.MULTILINE,
)
_BLOCK = re.compile(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*")
LEAST = 0.6  # of the blocks of a transcript from the first turn on, or of the lines of a block of turns


class Turn(Struct, frozen=True, array_like=True):
    """Where a turn begins, who speaks, the time that is told there, and where what is said begins."""

    start: int
    speaker: str
    time: str = ""
    said: int = 0


Block = tuple[int, int, list[Turn]]


def turns(text: str) -> tuple[Turn, ...]:
    """The turns of a transcript; none where a text is none. What stands above it (date, place) is no turn."""
    every = [_turn(one) for one in _TURN.finditer(text)]
    if len(every) < 2:
        return ()
    timed = [turn for turn in every if turn.time]
    is_marked = len({turn.speaker for turn in timed}) < len(timed) or not any(text[it.start].isdigit() for it in timed)
    if len(timed) >= max(2, LEAST * len(every)) and is_marked and rises(turn.time for turn in timed):
        return tuple(timed)
    blocks = _without_head(_blocks(text, every), Counter(turn.speaker for turn in every))
    found = [turn for _, _, own in blocks for turn in own]
    speakers = {turn.speaker for turn in found}
    if len(speakers) < 2 or (len(speakers) == len(found) and not all(map(str.isupper, speakers))):
        return ()  # nobody speaks twice: a list of words with colons, unless they are written as those of speakers
    spoken = [own for _, end, own in blocks if end > found[0].start]
    return tuple(found) if sum(map(bool, spoken)) >= LEAST * len(spoken) else ()


def _turn(one: re.Match[str]) -> Turn:
    start = one.start() + len(one[0]) - len(one[0].lstrip())
    return Turn(start, one["name"], one["before"] or one["behind"] or one["inside"] or "", one.end())


def seconds(time: str) -> int:
    """A time such as 1:02:03 or 62:03 in seconds."""
    total = 0
    for part in time.split(":"):
        total = total * 60 + int(part)
    return total


def rises(times: Iterable[str]) -> bool:
    """Whether times follow on each other, as in a transcript, with few exceptions (people speak at once)."""
    known = [seconds(time) for time in times]
    return sum(later < before for before, later in pairwise(known)) <= len(known) // 5


def _blocks(text: str, every: list[Turn]) -> list[Block]:
    """The paragraphs, each with its turns: one that begins it, and within it those of speakers known from elsewhere, or
    of others where most lines begin with a name. Other words before a colon are a part of what is said."""
    spans = [block.span() for block in _BLOCK.finditer(text)]
    own = [(start, end, _within(every, start, end)) for start, end in spans]
    leading = {turns[0].speaker for start, _, turns in own if turns and "\n" not in text[start : turns[0].start]}
    times = Counter(turn.speaker for turn in every)

    def kept(start: int, end: int, turns: list[Turn]) -> list[Turn]:
        is_dense = len(turns) >= LEAST * (text.count("\n", start, end) + 1)
        return [
            turn
            for turn in turns
            if turn.speaker in leading or times[turn.speaker] > 1 or (is_dense and not turn.speaker[0].islower())
        ]

    return [(start, end, kept(start, end, turns)) for start, end, turns in own]


def _without_head(blocks: list[Block], times: Counter[str]) -> list[Block]:
    """The blocks without the lines of a head: a first block of several, each with another word before its colon."""
    for at, (start, end, own) in enumerate(blocks):
        if own:
            is_head = len(own) > 1 and all(times[turn.speaker] == 1 for turn in own) and len(own) < times.total()
            return [*blocks[:at], (start, end, []), *blocks[at + 1 :]] if is_head else blocks
    return blocks


def _within(every: list[Turn], start: int, end: int) -> list[Turn]:
    first, last = (bisect_left(every, at, key=lambda turn: turn.start) for at in (start, end))
    return every[first:last]
