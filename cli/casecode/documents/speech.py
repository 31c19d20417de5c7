"""What a text is as a transcript: its turns, the moments at which a time is told, and the marks that tell these.

Programs write who speaks in many ways: `Name: text`; `Name  0:03` on a line of its own, or `[Name] 10:03:21`; a range
of times with the name below it; the name alone above lines that begin with a time. Times also stand alone, or inside a
turn.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from casecode.documents.ranges import Range, masked, merged
from casecode.documents.turns import FRACTION, LEAST, NAME, TIME, Turn, rises, turns

_OF_DAY = r"(?:[^\S\n]?[AaPp]\.?[Mm]\.?)?"
# Marks on lines of their own, above what is said. A name may have more words than before a colon.
_CALLED = r"[^\W\d_](?:[^\n:\[\]]{0,50}?[^\s:\[\]])?"
_HEADED = re.compile(
    rf"^[^\S\n]*(?:\[(?P<bracketed>[^\]\n]{{1,60}})\]|(?P<name>{_CALLED}))[^\S\n]++"
    rf"[\[(]?(?P<time>{TIME}){FRACTION}{_OF_DAY}[\])]?[^\S\n]*+:?[^\S\n]*+\n++(?=[^\S\n]*+\S)",
    re.MULTILINE,
)
_TIME_FIRST = re.compile(
    rf"^[^\S\n]*[\[(]?(?P<time>{TIME}){FRACTION}{_OF_DAY}[\])]?[^\S\n]++(?P<name>{NAME})[^\S\n]*+:?[^\S\n]*+\n++(?=[^\S\n]*+\S)",
    re.MULTILINE,
)
_RANGE = re.compile(
    r"^[^\S\n]*(?P<time>(?:\d{1,3}:)?\d{1,2}:\d{1,2})[.,]\d{1,4}[^\S\n]*-->[^\S\n]*[\d:.,]+[^\S\n]*+\n"
    rf"(?:[^\S\n]*(?P<name>{_CALLED})[^\S\n]*+\n(?=[^\S\n]*+\S))?",
    re.MULTILINE,
)
_ABOVE = re.compile(
    rf"^[^\S\n]*(?P<name>{NAME})[^\S\n]*+:?[^\S\n]*+\n++(?=[^\S\n]*+[\[(]?{TIME}{FRACTION}[\])]?[^\S\n]++\S)",
    re.MULTILINE,
)
_ABOVE_TIME = re.compile(rf"[^\S\n]*[\[(]?(?P<time>{TIME})")
_INSIDE = re.compile(
    rf"(?:\[(?P<square>{TIME}){FRACTION}(?:\s?-\s?{TIME}{FRACTION})?\]|\((?P<round>\d{{1,2}}:\d\d:\d\d){FRACTION}\)"
    rf"|\#(?P<hashed>{TIME}){FRACTION}\#|^[^\S\n]*(?P<alone>{TIME}){FRACTION}[^\S\n]*$)(?:[^\S\n]*-(?=[^\S\n]))?[^\S\n]*",
    re.MULTILINE,
)
_ALONE = re.compile(rf"^[^\S\n]*{TIME}{FRACTION}[^\S\n]*$", re.MULTILINE)
_PAUSE = re.compile(r"(?:\A|\n)[^\S\n]*(?P<pause>\([^()\n]{1,40}\))\s*\Z")  # above the first turn
# What programs write beside what is said.
_CLOSING = re.compile(
    r"^[^\S\n]*(?:Transcription ended after [\d:]+|This editable transcript was computer generated[^\n]*"
    r"|Transcribed by https?://\S+|[^\n]{1,60} (?:started|stopped) transcription)[^\S\n]*$",
    re.MULTILINE,
)


class Moment(Struct, frozen=True, array_like=True):
    """Where something is said at a time that is told."""

    start: int
    time: str


Speech = tuple[tuple[Turn, ...], tuple[Moment, ...], list[Range]]


def speech_in(text: str) -> Speech:
    """The turns and moments of a transcript, and the marks that interrupt who speaks; none of another text."""
    closing = [*_CLOSING.finditer(text)]
    found = _headed(text) or turns(masked(text, merged(one.span() for one in (*closing, *_ALONE.finditer(text))), " "))
    if found and (before := _PAUSE.search(text, 0, found[0].start)):
        found = (Turn(before.start("pause"), "", said=before.start("pause")), *found)
    marks = [one for one in _INSIDE.finditer(text) if not _is_in_turn(found, one.start())]
    times = [_time(one) for one in marks]
    if not found and (len(marks) < 2 or not rises(times) or not _are_at_ends(text, marks)):
        return (), (), []
    moments = [Moment(turn.start, turn.time) for turn in found if turn.time]
    moments += (Moment(_next(text, one.end()), time) for one, time in zip(marks, times, strict=True))
    asides = [one.span() for one in (*marks, *(closing if found else ()))]
    speaker = None
    for turn in found:
        if turn.speaker == speaker:  # where another one begins to speak a quote has to say so
            asides.append((turn.start, turn.said))
        speaker = turn.speaker
    if not any(turn.speaker for turn in found):
        found = ()  # times alone
    by_start = {moment.start: moment for moment in moments}
    return found, tuple(by_start[start] for start in sorted(by_start)), asides


def _headed(text: str) -> tuple[Turn, ...]:
    """The turns below marks on lines of their own, each with the time."""
    for shape in (_RANGE, _ABOVE, _HEADED, _TIME_FIRST):
        found = [*_marked(text, shape)]
        blocks = len(re.findall(r"\n[^\S\n]*\n(?=[^\n]*\S)", text[found[0].start :])) + 1 if found else 0
        if len(found) >= 2 and 2 * len(found) >= LEAST * blocks and rises(turn.time for turn in found):
            return tuple(found)
    return ()


def _marked(text: str, shape: re.Pattern[str]) -> Iterator[Turn]:
    for one in shape.finditer(text):
        groups = one.groupdict()
        name = (groups.get("bracketed") or groups.get("name") or "").strip()
        time = groups.get("time") or ""
        if shape is _ABOVE and (below := _ABOVE_TIME.match(text, one.end())):
            time = below["time"]
        yield Turn(one.start() + len(one[0]) - len(one[0].lstrip()), name, time, one.end())


def _is_in_turn(found: tuple[Turn, ...], offset: int) -> bool:
    """Whether an offset lies in the mark of a turn."""
    at = bisect_right(found, offset, key=lambda turn: turn.start)
    return bool(at) and offset < found[at - 1].said


def _time(one: re.Match[str]) -> str:
    return next(str(it) for it in one.groups() if it)


def _are_at_ends(text: str, marks: list[re.Match[str]]) -> bool:
    """Whether most times stand where lines begin or end."""

    def is_at_end(one: re.Match[str]) -> bool:
        before = text[max(one.start() - 80, 0) : one.start()].rpartition("\n")[2]
        return not before.strip() or text[one.end() : one.end() + 1] in ("", "\n")

    return sum(map(is_at_end, marks)) >= LEAST * len(marks)


def _next(text: str, offset: int) -> int:
    """The next offset at which something stands."""
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset
