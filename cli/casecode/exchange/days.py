"""Dates as tables have them, to dates as they are written here: 2020, 2020-03, 2020-03-05, 2019/2020."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from casecode.model.dates import bounds

Order = Literal["", "ymd", "dmy", "mdy"]
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d{1,2}:\d\d.*")
_YMD = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?")
_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:,? \d{1,2}:\d\d.*)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[./](\d{4})")
_DAY_MONTH = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th|\.)? )?([^\W\d_]{3,9})\.?,? (\d{4})")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_RANGE = re.compile(r"(\d{4})\s*(?:-|\u2013|\u2014|to)\s*(\d{4})")
_SERIAL = re.compile(r"[2-5]\d{4}(?:\.\d+)?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def written(text: str, order: Order = "") -> str:
    """The date that a text says, in the form that it has here; the text itself where it is none, or not certain."""
    if bounds(text):
        return text
    if found := _TIME.fullmatch(text):
        return _right(found[1]) or text
    if found := _RANGE.fullmatch(text):
        return _right(f"{found[1]}/{found[2]}") or text
    if found := _YMD.fullmatch(text):
        return _made(found[1], found[3], found[4]) or text
    if found := _NUMBERS.fullmatch(text):
        first, sign, second, year = found.groups()
        known = order if order in ("dmy", "mdy") else "dmy" if sign == "." else order_of([text])
        pair = (second, first) if known == "dmy" else (first, second) if known == "mdy" else None
        return (_made(year, *pair) if pair else "") or text
    if found := _MONTH_YEAR.fullmatch(text):
        return _made(found[2], found[1]) or text
    if (found := _DAY_MONTH.fullmatch(text)) and (month := _month(found[2])):
        return _made(found[3], month, found[1]) or text
    if (found := _MONTH_DAY.fullmatch(text)) and (month := _month(found[1])):
        return _made(found[3], month, found[2]) or text
    return text


def order_of(texts: Iterable[str]) -> Order:
    """What all dates of a column tell of the order of day and month, if one of them can only be read in one way."""
    found: set[Order] = set()
    for text in texts:
        if numbers := _NUMBERS.fullmatch(text):
            first, _, second, _ = numbers.groups()
            if int(first) > 12 >= int(second):
                found.add("dmy")
            if int(second) > 12 >= int(first):
                found.add("mdy")
    return found.pop() if len(found) == 1 else ""


def hint_for(text: str) -> str | None:
    """What to do about a text that is no date: where it can be read in two ways, or is a number of a spreadsheet."""
    if _NUMBERS.fullmatch(text):
        return "say which comes first, day or month: --dates dmy, or --dates mdy"
    if _SERIAL.fullmatch(text):
        day = date(1899, 12, 30) + timedelta(days=int(float(text)))
        return f"in a spreadsheet this number is the date {day.isoformat()}: format the column as text or date there"
    return None


def _month(name: str) -> str:
    short = name[:3].lower()
    return str(_MONTHS.index(short) + 1) if short in _MONTHS else ""


def _made(year: str, month: str, day: str | None = None) -> str:
    return _right("-".join([year, month.zfill(2), *([day.zfill(2)] if day else [])]))


def _right(text: str) -> str:
    return text if bounds(text) else ""
