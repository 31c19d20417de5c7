"""Ids of sources: the key that a library gives, or one made of author and year; no two alike."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from string import ascii_lowercase
from typing import Any

from casecode.analysis.search import fold
from casecode.exchange.libraries.item import Item
from casecode.exchange.libraries.names import Name
from casecode.read.words import is_id

LONGEST = 60
_SPACED = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")


def latin(text: str) -> str:
    """A text in small Latin letters without accents, whatever script it is in."""
    folded = fold(text, cased=False)[0]
    if folded.isascii():
        return folded
    from anyascii import anyascii

    return anyascii(_SPACED.sub(r" \1 ", folded)).lower()


def slug(text: str) -> str:
    """The words of a text as an id; empty where it has none."""
    made = "-".join(re.findall(r"[a-z0-9]+", latin(text)))
    return made if len(made) <= LONGEST else made[:LONGEST].rsplit("-", 1)[0].rstrip("-") or made[:LONGEST]


def base(key: str, item: Item) -> str:
    """The id that a reference would have if it were alone: its key, or author and year, or how its title begins."""
    if is_id(key) and re.search(r"[a-z]", key) and len(key) <= LONGEST:
        return key
    made = slug(re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)", "-", key))
    if re.search(r"[a-z]", made):
        return made
    names = [name for of in ("author", "editor") for name in item.get(of, ()) if isinstance(name, Name)]
    title = str(item.get("title") or "")
    who = _last(names[0]) if names else slug(str(item.get("publisher") or "")) or _words(title)
    made = "-".join(filter(None, (who or _words(title), str(item.get("issued") or "")[:4])))
    return made if re.search(r"[a-z]", made) else f"source-{made}".rstrip("-")


def _last(name: Name) -> str:
    """A person's family name, or all of the name of an institution."""
    return _words(name.family or name.literal or name.given)


def _words(text: str) -> str:
    """The first words of a text: as many as make an id that is still short."""
    words = slug(text).split("-")
    return "-".join(words[:4])


def distinct(bases: Sequence[str], taken: Collection[str]) -> list[str]:
    """An id for each of some references, different from each other and from those that are taken: where two would have
    the same one they get `-a`, `-b` and so on."""
    counts = Counter(bases)
    known = {*taken}
    following: Counter[str] = Counter()
    found = []
    for one in bases:
        id_ = one
        if counts[one] > 1 or one in taken:
            following[one] = max(following[one], 1 if one in taken else 0)
            while (id_ := f"{one}-{_letters(following[one])}") in known:
                following[one] += 1
            following[one] += 1
        while id_ in known:
            following[one] += 1
            id_ = f"{one}-{_letters(following[one])}"
        known.add(id_)
        found.append(id_)
    return found


def _letters(number: int) -> str:
    """0 is a, 25 z, 26 aa."""
    letters = ""
    number += 1
    while number:
        number, at = divmod(number - 1, 26)
        letters = ascii_lowercase[at] + letters
    return letters


def fingerprint(record: Mapping[str, Any]) -> tuple[str, str, str]:
    """What tells a source by its content: title, year and the first author, however they are written."""
    author = str(next(iter(record.get("author") or record.get("editor") or ()), ""))
    family = latin(author.rpartition(",")[0] or author).split()
    title = "".join(re.findall(r"[a-z0-9]+", latin(str(record.get("title") or ""))))
    return title, str(record.get("issued") or "")[:4], family[-1] if family else ""
