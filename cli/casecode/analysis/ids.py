"""Ids made of titles."""

import re

from casecode.analysis.search import fold

LONGEST = 40


def slug(text: str) -> str:
    """An id for a text: its words in small letters, with hyphens; empty where it has neither letters nor digits."""
    return whole_slug(text)[:LONGEST].rstrip("-")


def whole_slug(text: str) -> str:
    """The same, however long it is: for what names something that is to be found again."""
    return "-".join(re.findall(r"[a-z0-9]+", fold(text, cased=False)[0]))
