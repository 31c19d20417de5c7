"""Fields of sources as other programs write them, to those of a source here."""

import re
from typing import Any

from casecode.model.dates import bounds


def text(it: Any) -> str:
    """A field as one line of plain text."""
    text = it if isinstance(it, str) else str(it) if isinstance(it, int | float) else ""
    return " ".join(re.sub(r"</?(i|b|sup|sub|span)[^<>]*>", "", text).split())


def listed(it: Any) -> list[Any]:
    """A list as it is, and anything else as a list of it."""
    return it if isinstance(it, list) else [it] if it else []


def turned(name: str) -> str:
    """`Wang, Rui` as `Rui Wang`; an institution in braces stays as it is."""
    family, comma, given = text(name).strip("{}").partition(",")
    return f"{given.strip()} {family.strip()}" if comma and given.strip() else family.strip()


def date(text: str) -> str:
    """The text if it is a date; of a longer one the year at its beginning."""
    if bounds(text):
        return text
    found = re.match(r"\d{4}", text)
    return found[0] if found and bounds(found[0]) else ""


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def month(text: str) -> str:
    """A month as two digits, from its number or its English name."""
    short = text[:3].lower()
    number = _MONTHS.index(short) + 1 if short in _MONTHS else int(text) if text.isdecimal() and len(text) < 3 else 0
    return f"{number:02}" if 1 <= number <= 12 else ""
