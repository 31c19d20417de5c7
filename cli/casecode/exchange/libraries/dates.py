"""Dates as libraries write them, in any order and form, to those of a study: 2014, 2014-09, 2014-09-19, 2012/2013."""

import re
from itertools import pairwise

from casecode.analysis.search import fold
from casecode.model.dates import bounds

# Names of months in the languages that libraries come in, by what no other month begins with.
_MONTHS = {
    beginning: number
    for number, beginnings in enumerate(
        (
            "jan ene gen",
            "feb fev",
            "mar mrt maa mrz",
            "apr avr abr",
            "may mai mag mei",
            "jun giu juin",
            "jul lug juil",
            "aug aou ago",
            "sep set",
            "oct okt out ott",
            "nov",
            "dec dez dic",
        ),
        1,
    )
    for beginning in beginnings.split()
}
_SEASON = re.compile(
    r"\b(spring|summer|autumn|fall|winter|printemps|ete|automne|hiver|fruhjahr|fruhling|sommer|herbst)\b"
)
_YEAR = re.compile(r"(?<!\d)(?:1[0-9]|20)\d\d(?!\d)")
_NUMERIC = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
_YEARS = re.compile(r"(\d{4}) ?[-/] ?(\d{4}|\d\d)(?![-/.\d])")
_DECADE = re.compile(r"((?:1[0-9]|20)\d)0'?s")
_BEFORE = re.compile(r"-\d{1,4}|\d{1,4} ?(?:b\.? ?c\.?(?: ?e\.?)?|v\. ?chr\.?|av\. ?j\.?-?c\.?)")
_ABOUT = re.compile(r"\b(?:c|ca|circa|about|approx|approximately|um|vers)\b\.?|~")


class When:
    """A date that was read, and a remark on what of it a date cannot say."""

    def __init__(self, date: str = "", remark: str = "") -> None:
        self.date = date
        self.remark = remark


def when(text: str, year: str = "") -> When:
    """The date that a text says, perhaps with a year that is told elsewhere; none where it says none."""
    text = text[:120]  # a date is short
    plain = fold(" ".join(text.split()), cased=False)[0].strip(" .,;()/-" if not text.startswith("-") else " .,;()/")
    if not plain:
        return When(year if bounds(year) else "")
    if bounds(text.strip()):
        return When(text.strip())
    if _BEFORE.fullmatch(plain):
        return When("", f"issued {plain.strip('-')} BC" if plain.startswith("-") else f"issued {text.strip()}")
    mark = "?" if re.search(r"\d\?", plain) else ""
    if _ABOUT.search(plain):
        mark = "%" if mark else "~"
    plain = _ABOUT.sub(" ", plain).replace("?", "").replace("[", " ").replace("]", " ").strip()
    found = _numeric(plain) or _worded(plain, year)
    season = _SEASON.search(plain)
    remark = f"issued in {season[0]} {found[:4]}" if season and found else ""
    return When(found + mark if found and mark and bounds(found + mark) else found, remark)


def _numeric(text: str) -> str:
    """A date in numbers, the year first or last; one of which nobody can say what is the day has its year alone."""
    if bounds(text):
        return text
    if spans := _DECADE.search(text):
        return f"{spans[1]}0/{spans[1]}9"
    found = None if re.search("[a-z]{3}", text) else _YEARS.search(text)
    if found and (len(found[2]) == 4 or int(found[2]) > 12):
        last = found[2] if len(found[2]) == 4 else found[1][:2] + found[2]
        return f"{found[1]}/{last}" if bounds(f"{found[1]}/{last}") else found[1]
    if two := [_made(*found.groups()) for found in _NUMERIC.finditer(text)]:
        ends = two[0], two[-1]
        if ends[0] != ends[1] and "/" not in text.replace(ends[0], "").strip("/") and bounds("/".join(ends)):
            return "/".join(ends)
        if two[0]:
            return two[0]
    if compact := _COMPACT.search(text):
        return _made(*compact.groups())
    if found := _DAY_FIRST.search(text):
        first, second, of = found.groups()
        if int(first) > 12 or first == second:
            return _made(of, second, first)
        return _made(of, first, second) if int(second) > 12 else of
    return ""


def _made(year: str, month: str | None = None, day: str | None = None) -> str:
    """A date of its parts, as far as they make one."""
    parts = [year, *(f"{int(part):02}" for part in (month, day) if part and part.strip("0"))]
    while parts and not bounds("-".join(parts)):
        parts.pop()
    return "-".join(parts)


def _worded(text: str, year: str) -> str:
    """A date with the names of months: a day, a month, or from one month to another."""
    years = _YEAR.findall(text) or ([year[:4]] if bounds(year[:4]) else [])
    if not years:
        beginning = re.match(r"\d{4}(?!\d)", text)
        return beginning[0] if beginning and bounds(beginning[0]) else ""
    words = re.findall(r"[a-z]+|(?<!\d)\d{1,2}(?!\d)", text)
    months = [(at, of) for at, word in enumerate(words) if (of := _month(word))]
    days = [at for at, word in enumerate(words) if word.isdecimal() and 1 <= int(word) <= 31]
    ends = []
    for position, (at, month) in enumerate(months[:2]):
        of = years[min(position, len(years) - 1)]
        near = [
            day
            for day in days
            if abs(day - at) == 1 or (day - at == 2 and words[at + 1] in ("st", "nd", "rd", "th", "de"))
        ]
        is_ambiguous = len(near) > 1 and len(months) == 1
        ends.append(_made(of, str(month), words[near[0]] if near and not is_ambiguous else None))
        if near:
            days = [day for day in days if day != near[0]]
    if len(ends) == 2 and ends[0] != ends[1] and bounds("/".join(ends)):
        return "/".join(ends)
    if ends:
        return ends[0]
    return "/".join(years[:2]) if len(years) == 2 and all(one < other for one, other in pairwise(years)) else years[0]


def _month(word: str) -> int:
    return _MONTHS.get(word[:4], 0) or _MONTHS.get(word[:3], 0)
