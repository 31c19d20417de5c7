"""Subtitles as transcripts: WebVTT and SubRip, as Zoom, Teams, Whisper and others write them.

Neither is read by the letter of its standard: times come without zeros or hours, milliseconds as whole numbers of one
to four digits, and what a program puts around speech differs.
"""

import re
from collections.abc import Iterator
from html import unescape

from casecode.documents.cues import Cue, named, unrolled

_ARROW = re.compile(
    r"^[^\S\n]*(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,4}))?[^\S\n]*-->"
    r"[^\S\n]*(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,4}))?(?:[^\S\n][^\n]*)?$",
    re.MULTILINE,
)
_BEGINS = re.compile(r"(?:\d+[^\S\n]*\n)?[^\S\n]*\d{1,4}:\d{1,3}:\d{1,2}[.,]\d{1,4}[^\S\n]*-->")
_BLANK, _EMPTY = re.compile(r"(?:\A|\n)[ \t]*\n"), re.compile(r"(?:\A|\n)\n")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*+)?[ \t\n]++([^<>]*+)>")
_TAG = re.compile(r"</?(?:[a-z]++(?:\.[^\s<>]*+)?(?:\s[^<>]*+)?|\d[\d:.]*+)>|\{\\[^{}\n]*+\}", re.IGNORECASE)
_UTTERANCE = re.compile(r"(?P<whole>\S+/\d+)-(?P<part>\d+)\Z")


def is_webvtt(text: str) -> bool:
    """Whether a text is WebVTT, whatever its file is called."""
    return re.match(r"\ufeff?WEBVTT(?:\s|\Z)", text) is not None


def is_subrip(text: str) -> bool:
    """Whether a text is SubRip, whatever its file is called."""
    return _BEGINS.match(text.lstrip()[:200]) is not None


def cues_of(text: str) -> list[Cue]:
    """The cues of WebVTT or SubRip in the order in which they are said."""
    even = text.replace("\r\n", "\n").replace("\r", "\n")
    found = [*_cues(even)]
    first = {key: at for at, (key, _, _) in reversed([*enumerate(found)]) if key}
    begins = {key: found[at][2].start or 0 for key, at in first.items()}
    ordered = sorted(  # the parts of an utterance together, by their numbers
        found, key=lambda it: (min(begins.get(it[0], it[2].start or 0), it[2].start or 0), it[0], it[1])
    )
    return named([cue for cue in unrolled([cue for _, _, cue in ordered]) if cue.text.strip()])


def _cues(text: str) -> Iterator[tuple[str, int, Cue]]:
    """The cues as they stand: the utterance that each is a part of, and its number in that."""
    arrows = [*_ARROW.finditer(text)]
    ending = _EMPTY if is_webvtt(text) else _BLANK  # a line of blanks is a line in WebVTT
    for number, one in enumerate(arrows):
        end = arrows[number + 1].start() if number + 1 < len(arrows) else len(text)
        above = text.rfind("\n", 0, max(one.start() - 1, 0)) + 1
        id_ = _UTTERANCE.match(text[above : one.start()].strip())
        start, stop = _milliseconds(one.groups()[:4]), _milliseconds(one.groups()[4:])
        below = text[one.end() : end].removeprefix("\n")
        body = _body(below, ending.search(below), number + 1 < len(arrows))
        for speaker, said in _voices(body):
            yield id_["whole"] if id_ else "", int(id_["part"][:9]) if id_ else 0, Cue(start, stop, said, speaker)


def _body(text: str, blank: re.Match[str] | None, has_next: bool) -> str:
    """What stands between two times as far as it is said: up to a blank line, without the number of the next cue."""
    body = text[: blank.start()] if blank else text
    if not blank and has_next:  # no blank line before the next cue: its number is the last line
        lines = body.rstrip("\n").split("\n")
        body = "\n".join(lines[:-1]) if lines[-1].strip().isdigit() else body
    return body


def _voices(body: str) -> Iterator[tuple[str | None, str]]:
    """What is said in a cue, and by whom: one after the other where there are several."""
    marks = [*_VOICE.finditer(body)]
    before = _plain(body[: marks[0].start()] if marks else body)
    if before.strip() or not marks:
        yield None, before
    for number, one in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(body)
        yield " ".join(unescape(one[1]).split()).strip("/ ") or None, _plain(body[one.end() : end])


def _plain(text: str) -> str:
    return unescape(_TAG.sub("", text))


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
