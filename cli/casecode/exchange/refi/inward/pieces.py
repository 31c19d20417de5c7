"""Selections become pieces of evidence: those at one place by one coder are one piece with all their codes."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct, field

from casecode.exchange.refi import moments
from casecode.exchange.refi.inward.gathering import Gathering, Home, clean, joined
from casecode.exchange.refi.project import Coding, Odd, Selection, Source
from casecode.exchange.refi.tails import Record, parted, text, texts
from casecode.model.case import Evidence
from casecode.read.words import is_id

if TYPE_CHECKING:
    from casecode.exchange.refi.inward.sources import Texts

_TEXTUAL = ("text", "transcript")
_WORD = re.compile(r"\w")
_NO_NAME = re.compile(r"line:\d+|[\d:.,\s\u2013-]*[a-z]{0,3}")  # as programs name selections of lines and times
_KINDS = {"picture": "Area of a picture", "pdf": "Area of a page", "audio": "Sound", "video": "Video"}
_NO_CODE = "its code is not in the codebook"
_HINT = "code it anew in the program that it is from"
_WHOLE = "whole document"


class _Piece(Struct):
    """Selections that are one piece: the first of them, and what all say."""

    first: Selection
    coder: str
    tail: Record
    guids: list[str] = field(default_factory=list)
    codings: list[str] = field(default_factory=list)  # ids of codes, as often as they were given
    said: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    number: int = 0  # of the selections that it stands for in the account: one by several coders counts once

    def take(self, codings: list[Coding], codes: dict[str, str]) -> None:
        self.codings += (codes[coding.code] for coding in codings)

    @property
    def codes(self) -> list[str]:
        return [*dict.fromkeys(self.codings)]


def take_pieces(gathering: Gathering, home: Home, source: Source, source_id: str, among: "Texts | None") -> None:
    """The pieces of evidence that are selected in a source."""
    pieces = _pieces(gathering, source)
    for piece in sorted(pieces, key=lambda it: (it.first.start, it.first.begin_ms, it.first.end)):
        record = _record(source, source_id, piece, among)
        record["units"] = _units(gathering, source, piece)
        record["explains"] = explained(gathering, piece.guids)
        settle(
            gathering,
            home,
            clean(record),
            piece.tail,
            piece.codings,
            piece.guids,
            piece.number,
        )


def _pieces(gathering: Gathering, source: Source) -> list[_Piece]:
    """The pieces in a source, with an account of its selections."""
    found: dict[tuple[object, ...], _Piece] = {}
    of_guid: dict[str, _Piece] = {}
    ordered = sorted(source.selections, key=lambda it: it.kind not in _TEXTUAL)  # a text before the area that it is in
    for selection in (*ordered, *_whole(source)):
        known = _known(gathering, selection)
        said, tail = parted(selection.description)
        is_text = selection.kind in _TEXTUAL
        if known is None:
            continue
        if selection.guid in of_guid and not is_text:
            of_guid[selection.guid].take(known, gathering.codes)
            of_guid[selection.guid].number += 1
            continue
        counted = selection.kind == "whole"
        for coder, own in _by_coder(gathering, selection, known).items():
            place = (is_text or selection.kind, *_span(selection), coder, text(tail, "id"))
            piece = found.setdefault(place, _Piece(selection, coder, tail))
            piece.number += not counted
            counted = True
            piece.take(own, gathering.codes)
            piece.said.append(said)
            piece.names.append(selection.name)
            piece.guids.append(selection.guid)
            of_guid[selection.guid] = piece
        if is_text and selection.start >= 0:
            gathering.spans.setdefault((source.guid, selection.start, selection.end), selection.guid)
    return [*found.values()]


def _whole(source: Source) -> Iterator[Selection]:
    """What is coded as a whole."""
    if source.codings:
        yield Selection(source.guid, "whole", codings=source.codings, line=source.line)


def _known(gathering: Gathering, selection: Selection) -> list[Coding] | None:
    """The codings of a selection whose codes are there; None where it has some and none of these is."""
    codings = gathering.account("coding")
    known = [it for it in selection.codings if it.code in gathering.codes]
    for coding in selection.codings:
        if coding.code not in gathering.codes:
            gathering.bad(codings, Odd("coding", coding.guid, _NO_CODE, _HINT, selection.line))
    if selection.codings and not known:
        if selection.kind != "whole":
            odd = Odd("selection", selection.guid, _NO_CODE, _HINT, selection.line)
            gathering.bad(gathering.account("selection"), odd)
        return None
    return known


def _by_coder(gathering: Gathering, selection: Selection, codings: list[Coding]) -> dict[str, list[Coding]]:
    own = gathering.users.get(selection.user, "")
    found: dict[str, list[Coding]] = {}
    for coding in codings:
        found.setdefault(gathering.users.get(coding.user, own), []).append(coding)
    return found or {own: []}


def _span(selection: Selection) -> tuple[object, ...]:
    if selection.start >= 0:
        return selection.start, selection.end
    return selection.begin_ms, selection.end_ms, selection.page, selection.area


def _record(source: Source, source_id: str, piece: _Piece, among: "Texts | None") -> Record:
    """What a piece says, under the keys of evidence."""
    selection, tail = piece.first, piece.tail
    record: Record = {"codes": piece.codes, "source": source_id, "coder": piece.coder}
    if text(tail, "id"):
        body = text(tail, "text") or "statement"
        own = {key: it for key, it in tail.items() if key not in ("text", "id")}
        return {**record, body: joined(piece.said), "quote": selection.text.strip(), **own}
    record["note"] = joined(piece.said)
    if selection.kind == "whole":
        return {**record, "statement": f"[{source.name or source_id} as a whole]", "locator": _WHOLE}
    words, times = selection.text.strip(), moments.locator_of(selection)
    record["statement"] = joined(name for name in piece.names if _is_told(name, selection.text))
    if selection.start >= 0 and among and words:
        start = selection.start + len(selection.text) - len(selection.text.lstrip())
        quote, locator = _placed(among, start, start + len(words))
        return {**record, "quote": quote, "locator": ", ".join(filter(None, (locator, times)))}
    if selection.start >= 0:  # in a text that is not there
        place = moments.with_characters("", selection.start, selection.end)
        return {**record, "quote": words, "locator": place}
    named = f"[{_KINDS.get(selection.kind, 'Selection')}]"
    statement = words or record["statement"] or record["note"] or named
    note = "" if record["note"] == statement else record["note"]
    return {**record, "statement": statement, "note": note, "locator": times}


def _placed(among: "Texts", start: int, end: int) -> tuple[str, str]:
    """A quote that is found where it stands, and its place: with its characters, if the place alone is not enough."""
    raw, read = among.raw, among.read
    quote = raw.document.text[start:end]
    found = raw.every(quote)
    at = next((number for number, it in enumerate(found) if (it.start, it.end) == (start, end)), None)
    line = raw.document.place_at(start)
    if at is None:
        return _whole_words(among, start, end), moments.with_characters(line, start, end)
    shown = read.every(quote) if read is not raw else found
    place = read.document.place_at(shown[at].start) if len(shown) == len(found) else line
    alike = sum(raw.document.place_at(it.start) == place for it in found)
    return quote, place if len(found) == 1 or alike == 1 else moments.with_characters(place, start, end)


def _whole_words(among: "Texts", start: int, end: int) -> str:
    """A quote of whole words: one that is short and begins or ends within a word is not found."""
    words = among.raw.document.text
    quote = words[start:end]
    if among.read.finder.find(quote):
        return quote
    while start and _WORD.match(words[start]) and _WORD.match(words[start - 1]):
        start -= 1
    while end < len(words) and _WORD.match(words[end - 1]) and _WORD.match(words[end]):
        end += 1
    return words[start:end] if among.read.finder.find(words[start:end]) else quote


def _is_told(name: str, words: str) -> bool:
    """Whether somebody gave a selection its name: programs name it after its text, its line or its time."""
    if not name or _NO_NAME.fullmatch(name):
        return False
    told, said = ("".join(it.split()) for it in (name.rstrip("\u2026"), words))
    return not said or (told not in said and said not in told)


def _units(gathering: Gathering, source: Source, piece: _Piece) -> list[str]:
    """The units that a piece is of: by its selection, its source or its code; as a study told them itself."""
    own = gathering.units_of
    named = [unit for guid in piece.guids for unit in own.get(guid, ())]
    if text(piece.tail, "id"):
        return [*dict.fromkeys((*named, *texts(piece.tail, "units")))]
    coded = (guid for guid in own if gathering.codes.get(guid) in piece.codes)
    among = (unit for guid in (source.guid, *coded) for unit in own.get(guid, ()))
    return [*dict.fromkeys((*among, *named))]


def explained(gathering: Gathering, guids: list[str]) -> list[str]:
    """The codes that a piece is said to explain."""
    return [*dict.fromkeys(code for guid in guids for code in gathering.explains.get(guid, ()))]


def settle(
    gathering: Gathering,
    home: Home,
    record: Record,
    tail: Record,
    codings: list[str],
    guids: list[str],
    selections: int = 0,
) -> None:
    """A piece that is new, there already, or there and different; counted as the selections that it is of."""
    told, there = text(tail, "id"), gathering.there(home)
    same = there.of(record, told)
    changes = there.changes(same, record) if same else {}
    id_ = same.id if same else told if is_id(told) and told not in there.ids else there.next_id()
    there.ids.add(id_)
    if same is None:
        home.evidence.append({"id": id_, **record})
    elif changes:
        home.changes[id_] = changes
    _count(gathering, id_, codings, same, [*changes], selections)
    for guid in guids:
        gathering.things.setdefault(guid, (home.id, f"evidence:{id_}"))
    gathering.fresh.update(() if same else guids)


def _count(
    gathering: Gathering, id_: str, codings: list[str], same: Evidence | None, changes: list[str], number: int
) -> None:
    selections, of_codes = gathering.account("selection"), gathering.account("coding")
    if same and changes and number:
        selections.changed[id_] = changes
        number -= 1
    (selections.same if same else selections.new).extend([id_] * number)
    for number, code in enumerate(codings):
        if same is None:
            of_codes.new.append(code)
        elif code in same.codes:
            of_codes.same.append(code)
        else:
            of_codes.changed[f"{id_} {code} {number}"] = ["codes"]
