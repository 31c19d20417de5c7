"""The evidence that a case has before: which piece of it something brought is again, and what differs."""

from casecode.exchange.refi.tails import Record, record_of
from casecode.exchange.texts import folded
from casecode.model.case import Evidence
from casecode.model.study import Study
from casecode.read import forms

_LISTS = ("codes", "units", "explains")


class There:
    """Pieces by what they say and where; each is taken for one that comes in once."""

    def __init__(self, study: Study | None) -> None:
        pieces = study.case.evidence if study else ()
        self.ids = {piece.id for piece in pieces}
        self._number = 0
        self._by_id = {piece.id: piece for piece in pieces}
        self._by_place: dict[tuple[str, ...], list[Evidence]] = {}
        self._by_words: dict[tuple[str, ...], list[Evidence]] = {}
        self._met: set[str] = set()
        for piece in pieces:
            words = _words(piece.source, piece.quote or piece.statement, piece.coder)
            self._by_place.setdefault((*words, piece.locator), []).append(piece)
            self._by_words.setdefault(words, []).append(piece)

    def of(self, record: Record, told: str) -> Evidence | None:
        """The piece that a record tells again: that with its id, or with its words at its place, or with its words."""
        if told:
            return self._by_id.get(told)
        words = _words(record["source"], record.get("quote") or record.get("statement", ""), record.get("coder", ""))
        at_place = self._by_place.get((*words, record.get("locator", "")), [])
        alike = self._by_words.get(words, [])
        found = next((it for it in (*at_place, *alike[: len(alike) == 1]) if it.id not in self._met), None)
        if found:
            self._met.add(found.id)
        return found

    def next_id(self) -> str:
        """An id that no piece has: e12."""
        self._number += 1
        while f"e{self._number}" in self.ids:
            self._number += 1
        return f"e{self._number}"

    @staticmethod
    def changes(piece: Evidence, record: Record) -> Record:
        """What a record says otherwise, or in addition; what it does not tell is no difference."""
        before = record_of(forms.EVIDENCE, piece)
        found: Record = {}
        for key, value in record.items():
            old = before.get(key, [] if key in _LISTS else "")
            if key in _LISTS:
                more = [it for it in value if it not in old]
                value = [*old, *more] if more else old
            if key != "id" and value != old and _same(value) != _same(old):
                found[key] = value
        return found


def _words(source: str, words: str, coder: str) -> tuple[str, ...]:
    return source, folded(words), coder


def _same(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value
