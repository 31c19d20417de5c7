"""What of a library is in a case already: told by DOI, key and content, each looked up, none compared with all."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from casecode.exchange.libraries.ids import distinct, fingerprint
from casecode.exchange.libraries.item import DATES, NAMES, TEXTS

_KEYS = ("type", "title", *NAMES, *DATES, *TEXTS)
_MOST = 20  # alike ones that are compared: what there are more of than that is told by nothing
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")


class Incoming(Struct, frozen=True, dict=True):
    """A source of a library: the id that it would have if it were alone, whether that is its key, and its record."""

    base: str
    has_key: bool
    record: Mapping[str, Any]

    @cached_property
    def marks(self) -> tuple[str, str, str]:
        """What tells it by its content."""
        return fingerprint(self.record)

    @cached_property
    def doi(self) -> str:
        """Its DOI, however that is written."""
        text = str(self.record.get("DOI") or "").strip().lower()
        return text[text.find("10.") :] if "10." in text else ""


class Match(Struct, frozen=True):
    """What a reference is to a case: new under an id, or there, and how it differs: for each field the text that is
    there and the one that came. `of` is the place of the earlier one in the same file that says the same, if any."""

    id: str
    is_new: bool = False
    differs: tuple[tuple[str, str, str], ...] = ()


def matched(incoming: Sequence[Incoming], there: Mapping[str, Mapping[str, Any]]) -> list[Match]:
    """For each source of a library what it is to a case that has some sources already."""
    known = _Known()
    for own, record in there.items():
        known.add(own, Incoming(own, True, record))
    found: list[str | None] = []
    fresh: list[int] = []
    for at, one in enumerate(incoming):
        id_ = known.find(one)
        found.append(id_)
        if id_ is None:
            fresh.append(at)
            known.add(f" {at}", one)
    ids = dict(zip(fresh, distinct([incoming[at].base for at in fresh], there), strict=True))
    matches = []
    for at, one in enumerate(incoming):
        id_ = found[at]
        if id_ is None:
            matches.append(Match(ids[at], is_new=True))
        elif id_.startswith(" "):
            matches.append(Match(ids[int(id_)]))
        else:
            matches.append(Match(id_, differs=differences(there[id_], one.record)))
    return matches


class _Known:
    """Sources by what tells them; what came before in the same file is kept under its place, behind a blank."""

    def __init__(self) -> None:
        self.sources: dict[str, Incoming] = {}
        self.by_doi: dict[str, list[str]] = {}
        self.by_marks: dict[tuple[str, str, str], list[str]] = {}
        self.by_key: dict[str, list[str]] = {}

    def add(self, id_: str, one: Incoming) -> None:
        self.sources[id_] = one
        if one.doi:
            self.by_doi.setdefault(one.doi, []).append(id_)
        self.by_marks.setdefault(one.marks, []).append(id_)
        if one.has_key:
            self.by_key.setdefault(one.base, []).append(id_)

    def find(self, one: Incoming) -> str | None:
        """The source that this one is: of the same DOI and a like title, of the same content, or of the same key. Of
        several that it may be the one of its key, or the one that says the same."""
        named = [id_ for id_ in self.by_doi.get(one.doi, ())[:_MOST] if self._may_be(id_, one)]
        like = [id_ for id_ in self.by_marks.get(one.marks, ())[:_MOST] if not self._conflicts(id_, one)]
        for id_ in (*named, *like):
            if (one.has_key and id_ == one.base) or not differences(self.sources[id_].record, one.record):
                return id_
        if named or like:
            return (named or like)[0]
        # Two entries of one file with one key are two sources, unless they say the same.
        for id_ in self.by_key.get(one.base, ())[:_MOST] if one.has_key else ():
            other = self.sources[id_]
            if id_.startswith(" "):
                continue
            if not (one.doi and other.doi and one.doi != other.doi and not _is_like(one, other)):
                return id_
        return None

    def _may_be(self, id_: str, one: Incoming) -> bool:
        """Whether a source of the same DOI may be this one: the chapters of a book may have its DOI, all of them."""
        return (one.has_key and id_ == one.base) or _is_like(one, self.sources[id_])

    def _conflicts(self, id_: str, one: Incoming) -> bool:
        """Whether a source of the same title, year and author is another work nevertheless. Within one file any field
        that differs tells that; in what is there already one may have changed since, but for what identifies it."""
        other = self.sources[id_].record
        if id_.startswith(" ") and one.has_key and self.sources[id_].has_key:
            return bool(differences(other, one.record) or differences(one.record, other))
        if id_.startswith(" "):
            keys: Iterable[str] = [key for key in _KEYS if other.get(key)]
        elif one.has_key and id_ == one.base:
            return False
        else:
            keys = ("DOI", "ISBN", "volume", "issue", "page", "number")
        return any(
            one.record.get(key) and other.get(key) and _said(one.record[key]) != _said(other[key]) for key in keys
        )


def _is_like(one: Incoming, other: Incoming) -> bool:
    """Whether two titles may be of one work: one begins with the other, or they have nearly all words in common."""
    first, second = one.marks[0], other.marks[0]
    if not first or not second or first.startswith(second) or second.startswith(first):
        return True
    words, theirs = ({*str(it.record.get("title", "")).casefold().split()} for it in (one, other))
    return len(words & theirs) > 0.8 * max(len(words), len(theirs))


def differences(there: Mapping[str, Any], came: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """The fields in which what came differs from what is there; what only the case has is no difference."""
    found = ((key, _said(there.get(key)), _said(came.get(key))) for key in _KEYS if came.get(key))
    return tuple(one for one in found if one[1] != one[2])


def _said(it: Any) -> str:
    """A field as one text, however its spaces and dashes are written."""
    text = "; ".join(map(str, it)) if isinstance(it, list | tuple) else str(it or "")
    return " ".join(text.translate(_DASHES).replace(" ;", ";").split())
