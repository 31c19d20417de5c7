"""A transcript that a program made of cues: what is said from when to when, and perhaps by whom."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from casecode.documents.document import GAP, Part, SourceDocument
from casecode.documents.speech import Moment
from casecode.documents.turns import LEAST, NAME, Turn

LONG = 600  # characters of a paragraph of speech that ends with the next sentence
PAUSE = 2000  # milliseconds of silence after which another paragraph begins
_NAMED = re.compile(rf"(?:>>\s*)?(?:-\s+)?(?P<name>{NAME}):\s+(?=\S)")
_BRACKETED = re.compile(r"[\[(](?P<name>[^\W\d_][^\])\n:]{0,40})[\])]:?\s+(?=\S)")
_NAMELIKE = re.compile(
    r"(?:[^\W\d_a-z][\w.'\u2019-]*|\d+)(?: (?:[^\W\d_a-z][\w.'\u2019-]*|\d+|de|da|von|van|der|bin|al))+"
)
_ENDED = re.compile(r"[.!?\u2026\u3002\uff01\uff1f]['\"\u201d\u2019)\]]*$")
_SPACELESS = re.compile("[\u2e80-\u9fff\u0e00-\u0eff\uf900-\ufaff\uff00-\uffef]")


class Cue(Struct, frozen=True):
    """What is said from one time to another, in milliseconds; who says it, where that is told (None: it is not)."""

    start: int | None
    end: int | None
    text: str
    speaker: str | None = None


def named(cues: Sequence[Cue]) -> list[Cue]:
    """Cues whose text begins with names, with these as their speakers.

    A name counts that comes again, or looks like one, or stands where most cues begin with one. Where no two cues in a
    row have the same name, it is told only where it changes, and holds until the next.
    """
    if any(cue.speaker for cue in cues):
        return [*cues]
    found = [_NAMED.match(cue.text) for cue in cues]
    if sum(1 for one in found if one) < LEAST * len(cues):
        bracketed = [_BRACKETED.match(cue.text) for cue in cues]
        found = bracketed if sum(1 for one in bracketed if one) >= LEAST * len(cues) else found
    times = Counter(one["name"] for one in found if one)
    is_usual = times.total() >= LEAST * len(cues)

    def is_name(name: str) -> bool:
        return is_usual or times[name] > 1 or _NAMELIKE.fullmatch(name) is not None

    names = [one["name"] if one and is_name(one["name"]) else None for one in found]
    holds = not any(name and name == following for name, following in pairwise(names))
    speaker: str | None = None
    read = []
    for cue, one, name in zip(cues, found, names, strict=True):
        speaker = name if name or not holds else speaker
        read.append(replace(cue, text=cue.text[one.end() :] if one and name else cue.text, speaker=speaker))
    return read


def unrolled(cues: Sequence[Cue]) -> list[Cue]:
    """Cues without the lines that captions which roll up show again."""
    lines = [[line for line in cue.text.split("\n") if line.strip()] for cue in cues]
    again = [bool(before and after and after[0] == before[-1]) for before, after in pairwise(lines)]
    if 2 * sum(again) < len(again) or len(again) < 2:
        return [*cues]
    kept = [*lines[:1], *(own[is_again:] for own, is_again in zip(lines[1:], again, strict=True))]
    return [replace(cue, text="\n".join(own)) for cue, own in zip(cues, kept, strict=True)]


def document_of_cues(cues: Iterable[Cue]) -> SourceDocument:
    """The document that cues make: a paragraph for each turn, with the name before it, and where speech pauses."""
    texts: list[str] = []
    parts: list[Part] = []
    turns: list[Turn] = []
    moments: list[Moment] = []
    asides: list[tuple[int, int]] = []
    at = 0
    cues = [*cues]
    has_speakers = any(cue.speaker for cue in cues)
    for cue, is_new, is_other in _paragraphs(cues):
        text = " ".join(cue.text.split())
        if is_new:
            gap = GAP if texts else ""
            parts.append(Part(at + len(gap)))
            start = at + len(gap)
            name = f"{cue.speaker}: " if cue.speaker and is_other else ""
            if is_other and has_speakers:
                turns.append(Turn(start, cue.speaker or "", said=start + len(name)))
            gap += name
        else:
            gap = "" if _SPACELESS.match(text[:1]) and _SPACELESS.match(texts[-1][-1:]) else " "
        texts += gap, text
        begins = at + len(gap)
        at = begins + len(text)
        if cue.start is not None:
            moments.append(Moment(parts[-1].start if is_new else begins, clock(cue.start)))
    return SourceDocument("".join(texts), tuple(parts), tuple(turns), tuple(moments), tuple(asides))


def _paragraphs(cues: Iterable[Cue]) -> Iterator[tuple[Cue, bool, bool]]:
    """The cues that say something; whether each begins a paragraph, and whether another speaks there."""
    last: Cue | None = None
    length = 0
    for cue in cues:
        if not cue.text.strip():
            continue
        is_other = last is None or cue.speaker != last.speaker
        has_ended = last is not None and _ENDED.search(last.text.rstrip()) is not None
        pauses = last is not None and None not in (last.end, cue.start) and cue.start - last.end > PAUSE  # type: ignore[operator]
        is_new = is_other or (has_ended and (length > LONG or pauses))
        length = len(cue.text) + (0 if is_new else length)
        yield cue, is_new, is_other
        last = cue


def clock(milliseconds: int) -> str:
    """Milliseconds as hours, minutes and seconds: 01:02:05."""
    total = milliseconds // 1000
    return f"{total // 3600:02}:{total // 60 % 60:02}:{total % 60:02}"
