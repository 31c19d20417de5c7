"""Dates as exact as they are known: EDTF level 0 (Library of Congress 2019), without times of day; and how sure they
are (level 1).

A date is text: `2014`, `2014-09`, `2014-09-19`, or two of these as an interval `2012/2013`. Behind one may stand `~`
(about), `?` (uncertain) or `%` (both).
"""

import re
from calendar import monthrange

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?[~?%]?", re.ASCII)


def bounds(text: str) -> tuple[str, str] | None:
    """The first and the last day that the date may mean, as `YYYY-MM-DD`; nothing where it is not a date."""
    parts = text.split("/")
    if len(parts) > 2:
        return None
    ends = [_day_range(part) for part in parts]
    first, last = ends[0], ends[-1]
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def _day_range(text: str) -> tuple[str, str] | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.groups()
    if year == "0000":
        return None
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12:
        return None
    length = monthrange(int(year), int(month))[1]
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{length:02}"
    return (match[0][:10], match[0][:10]) if 1 <= int(day) <= length else None


def is_day(text: str) -> bool:
    """Whether the date is one day."""
    return "/" not in text and text.count("-") == 2 and bounds(text) is not None


def sort_key(text: str) -> tuple[str, str]:
    """Orders dates by their first day, then by their last; what is not a date comes last."""
    return bounds(text) or ("9999-99-99", text)
