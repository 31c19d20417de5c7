"""Transcripts as data: JSON of Whisper, WhisperX, Rev and others, and tables with a column for the times."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from casecode.documents.cues import Cue, named
from casecode.read.boundary import UnreadableError, foreign

_UNKNOWN = UnreadableError("it is no transcript that is known", "save it as text, or as WebVTT (.vtt)")
_LISTS = ("segments", "utterances", "monologues", "cues", "transcript", "results", "result")
_STARTS, _ENDS = (
    ("start", "start_time", "startTime", "ts", "begin", "from"),
    ("end", "end_time", "endTime", "end_ts", "to"),
)
_TEXTS, _SPEAKERS = (
    ("text", "transcript", "content", "body", "value"),
    ("speaker", "speaker_name", "speakerName", "name"),
)
_COLUMNS = {
    "start": ("start", "start time", "timespan", "time", "begin", "timecode", "in"),
    "end": ("end", "end time", "out"),
    "text": ("text", "content", "transcript", "sentence"),
    "speaker": ("speaker", "speaker name", "name", "participant"),
}
_LONGEST = 80  # characters of a cell that tells times
_SPAN = re.compile(r" ?--> ?| [-\u2013] | ?\u2013 ?|(?<=\d)-(?=\d)")
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,6}))?")


def cues_of_json(data: bytes) -> list[Cue]:
    """The cues of a transcript in JSON."""
    with foreign("save it as text, or as WebVTT (.vtt)"):
        held = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    cues = [*_of(held)]
    if not cues:
        raise _UNKNOWN
    return named(cues)


def _of(held: Any) -> Iterator[Cue]:
    """The cues in the list that a transcript has, wherever it has it."""
    names = _speakers(held)
    for _ in range(4):
        if isinstance(held, Mapping):
            held = next((it for key in _LISTS if isinstance(it := held.get(key), list | dict) and it), None)
    if not isinstance(held, list):
        return
    scale = _scale(held)
    for one in held:
        if isinstance(one, Mapping):
            if isinstance(elements := one.get("elements"), list):
                yield from _of_elements(elements, _speaker(one, names))
            elif isinstance(text := _first(one, _TEXTS), str):
                yield Cue(
                    _time(_first(one, _STARTS), scale),
                    _time(_first(one, _ENDS), scale),
                    text.strip(),
                    _speaker(one, names),
                )


def _of_elements(elements: Sequence[Any], speaker: str | None) -> Iterator[Cue]:
    """The cue of a speech that is told word by word."""
    words = [one for one in elements if isinstance(one, Mapping)]
    times = [(_time(_first(one, _STARTS), 1000), _time(_first(one, _ENDS), 1000)) for one in words]
    starts, ends = [start for start, _ in times if start is not None], [end for _, end in times if end is not None]
    text = "".join(it for one in words if isinstance(it := one.get("value"), str))
    yield Cue(starts[0] if starts else None, ends[-1] if ends else None, text.strip(), speaker)


def _speakers(held: Any) -> dict[str, str]:
    """The names of speakers that are told by numbers."""
    listed = held.get("speakers") if isinstance(held, Mapping) else None
    known = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    return {str(one.get("id")): str(one["name"]) for one in known if isinstance(one.get("name"), str)}


def _speaker(one: Mapping[str, Any], names: Mapping[str, str]) -> str | None:
    it = _first(one, _SPEAKERS)
    if isinstance(it, Mapping):
        it = _first(it, ("name", "displayName", "id"))
    return (
        names.get(str(it), str(it)).strip() or None if isinstance(it, str | int) and not isinstance(it, bool) else None
    )


def _scale(held: Sequence[Any]) -> int:
    """Milliseconds in the unit of the times: those of AssemblyAI and others are whole milliseconds."""
    times = [it for one in held if isinstance(one, Mapping) and (it := _first(one, _ENDS)) is not None]
    return 1 if times and all(isinstance(it, int) and it >= 100 for it in times) else 1000


def _first(one: Mapping[str, Any], keys: Sequence[str]) -> Any:
    return next((one[key] for key in keys if one.get(key) is not None), None)


def _time(it: Any, scale: int) -> int | None:
    if isinstance(it, str):
        clock, number = _CLOCK.fullmatch(it.strip()), re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?s?", it.strip())
        return clock_milliseconds(clock) if clock else round(float(number[0].rstrip("s")) * 1000) if number else None
    is_number = isinstance(it, int | float) and not isinstance(it, bool) and 0 <= it < 1e9
    return round(it * scale) if is_number else None


def cues_of_rows(rows: Sequence[Sequence[str]]) -> list[Cue]:
    """The cues of a table with a column for times and one for what is said; none of another table."""
    for at, row in enumerate(rows[:5]):
        names = [" ".join(cell.split()).casefold() for cell in row]
        where = {key: next((names.index(it) for it in known if it in names), -1) for key, known in _COLUMNS.items()}
        if where["start"] >= 0 and where["text"] >= 0:
            return [*_of_rows(rows[at + 1 :], where)]
    return _unheaded(rows)


def _of_rows(rows: Sequence[Sequence[str]], where: Mapping[str, int]) -> Iterator[Cue]:
    for row in rows:
        cells = {key: row[at].strip() if 0 <= at < len(row) else "" for key, at in where.items()}
        start, end = times_of(cells["start"])
        end = times_of(cells["end"])[0] if cells["end"] else end
        if cells["text"]:
            yield Cue(start, end, cells["text"], cells["speaker"] or None)


def _unheaded(rows: Sequence[Sequence[str]]) -> list[Cue]:
    """The cues of a table without a heading whose rows are a time, perhaps who speaks, and what is said."""
    found = []
    for row in rows:
        cells = [" ".join(cell.split()) for cell in row]
        timed = next((at for at, cell in enumerate(cells) if ":" in cell and times_of(cell)[0] is not None), -1)
        others = [cell for at, cell in enumerate(cells) if at != timed and cell and not cell.isdigit()]
        if timed < 0 or not 1 <= len(others) <= 2:
            return []
        found.append((times_of(cells[timed]), others))
    lengths = [sum(len(others[at]) for _, others in found if len(others) == 2) for at in (0, 1)]
    names = 0 if lengths[0] <= lengths[1] else 1  # the column of the shorter ones
    return [
        Cue(*times, others[0], None) if len(others) == 1 else Cue(*times, others[1 - names], others[names])
        for times, others in found
        if len(found) >= 2
    ]


def times_of(cell: str) -> tuple[int | None, int | None]:
    """The times that a cell tells: a time, or from when to when; a whole number is one of milliseconds."""
    if re.fullmatch(r"\d{1,9}", cell):
        return int(cell), None
    if len(cell) > _LONGEST:
        return None, None
    found = [_CLOCK.fullmatch(part.strip(" []()#")) for part in _SPAN.split(" ".join(cell.split()))]
    known = [clock_milliseconds(one) if one else None for one in found]
    return (known[0], known[1] if len(known) > 1 else None) if None not in known[:2] else (None, None)


def clock_milliseconds(one: re.Match[str]) -> int:
    """The milliseconds of a time with tenths, hundredths or thousandths of a second."""
    hours, minutes, seconds = (int(part or 0) for part in one.groups()[:3])
    rest = (one[4] or "").ljust(3, "0")[:3]
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + int(rest or 0)
