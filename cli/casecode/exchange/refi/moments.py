"""Parts of sound, video and pictures as locators: `0:21.477-1:02.000`, `area 10,20-110,90`, `p. 1, area ...`; and back.

Characters of a text are told so, too, where its place alone does not tell them: `line 12, characters 40-53`.
"""

import re

from msgspec.structs import replace

from casecode.exchange.refi.project import Selection

_TIME = r"(?:(\d{1,6}):)?(\d{1,2}):(\d\d)(?:\.(\d{1,3}))?"
_TIMES = re.compile(rf"{_TIME}(?:\s*[-\u2013]\s*{_TIME})?")
_AREA = re.compile(r"(?:p\. (\d{1,9}), )?area (-?\d{1,9}),(-?\d{1,9})-(-?\d{1,9}),(-?\d{1,9})")
_CHARACTERS = re.compile(r"characters (\d{1,12})-(\d{1,12})$")


def locator_of(selection: Selection) -> str:
    """The place of a selection that is none of text."""
    if selection.area:
        page = f"p. {selection.page + 1}, " if selection.page >= 0 else ""
        first_x, first_y, second_x, second_y = selection.area
        return f"{page}area {first_x},{first_y}-{second_x},{second_y}"
    if selection.begin_ms < 0:
        return ""
    if selection.end_ms < 0 or selection.end_ms == selection.begin_ms:
        return _time(selection.begin_ms)
    return f"{_time(selection.begin_ms)}-{_time(selection.end_ms)}"


def selected(selection: Selection, locator: str) -> Selection | None:
    """A selection of a kind at the place that a locator tells; None where that tells none."""
    if selection.kind in ("audio", "video"):
        if (found := _TIMES.search(locator)) is None:
            return None
        begin = _milliseconds(*found.groups()[:4])
        end = _milliseconds(*found.groups()[4:]) if found[6] else begin
        return replace(selection, begin_ms=begin, end_ms=end) if begin <= end else None
    if (found := _AREA.search(locator)) is None:
        return None
    page, *corners = (int(it) if it else 0 for it in found.groups())
    return replace(selection, area=tuple(corners), page=page - 1)


def is_of_page(locator: str) -> bool:
    """Whether a locator tells an area of a page."""
    found = _AREA.search(locator)
    return bool(found and found[1])


def with_characters(place: str, start: int, end: int) -> str:
    """A place with the characters that are meant."""
    return ", ".join(filter(None, (place, f"characters {start}-{end}")))


def characters_in(locator: str) -> tuple[int, int] | None:
    """The characters that a locator tells."""
    found = _CHARACTERS.search(locator)
    return (int(found[1]), int(found[2])) if found else None


def _time(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    clock = f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"
    return f"{clock}.{rest:03}" if rest else clock


def _milliseconds(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> int:
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))
