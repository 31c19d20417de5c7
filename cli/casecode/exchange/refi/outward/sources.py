"""Sources with their documents: evidence as selections where its quote stands, or else as notes on its source."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from casecode.documents.quotes import reading_of
from casecode.exchange.refi import moments, places
from casecode.exchange.refi.guids import guid
from casecode.exchange.refi.outward.cases import values_of
from casecode.exchange.refi.outward.gathering import Gathering, named
from casecode.exchange.refi.project import Coding, Selection, Source
from casecode.exchange.refi.tails import AS_IT_WAS, Record, record_of, told
from casecode.model.case import Evidence
from casecode.model.source import Source as Cited
from casecode.model.study import Study
from casecode.read import forms

# The kinds of sources that are no text, by their types in CSL-JSON.
_MEDIA = {"graphic": "picture", "figure": "picture", "map": "picture", "song": "audio", "motion_picture": "video"}
_SAID = ("statement", "note")  # what the description of a selection begins with: the first that there is
_OWN = ("title", "attributes", "note")


class _Split(NamedTuple):
    """The pieces of a source that are selected in it, and those that are nowhere in it."""

    selections: tuple[Selection, ...]
    rest: list[Evidence]


def sources_of(gathering: Gathering, study: Study) -> Iterator[Source]:
    """The sources of a case, with the evidence that is found in their texts; the rest stands as notes on them."""
    pieces: dict[str, list[Evidence]] = {}
    for piece in study.evidence:
        pieces.setdefault(piece.via if piece.via in study.sources else piece.source, []).append(piece)
    rest: list[Evidence] = []
    for cited in study.case.sources.values():
        source, split = _source(gathering, study, cited, pieces.pop(cited.id, []))
        yield replace(source, selections=split.selections)
        rest += split.rest
    for piece in [*rest, *(it for own in pieces.values() for it in own)]:
        _note(gathering, study, piece)


def references_of(gathering: Gathering) -> Iterator[Source]:
    """The literature of the framework."""
    for cited in gathering.framework.references.values():
        own = guid("reference", gathering.framework.id, cited.id)
        description = told(cited.note, {"reference": cited.id, **record_of(forms.SOURCE, cited, _OWN)})
        values = values_of(gathering, cited.attributes)
        yield Source(own, "text", cited.title, description, cited.citation, values=values)


def _source(gathering: Gathering, study: Study, cited: Cited, pieces: list[Evidence]) -> tuple[Source, _Split]:
    """A source, and what becomes of the pieces that are read in it."""
    own = guid("source", study.case.id, cited.id)
    reading = reading_of(study, cited)
    text = places.placed(reading, [it.quote for it in pieces if it.quote]) if reading else None
    if reading and not text:
        gathering.left["documents that cannot be read"] += 1
    record = {"source": cited.id, "of": study.case.id, **record_of(forms.SOURCE, cited, _OWN)}
    if reading and text and cited.sha256 and not reading.has_changed:
        record["sha256"] = AS_IT_WAS
    suffix, data = places.held(reading.path) if reading and text else ("", b"")
    has_areas = any(moments.is_of_page(it.locator) for it in pieces)
    kind = "pdf" if suffix == ".pdf" or has_areas else _MEDIA.get(cited.type, "text")
    values = values_of(gathering, cited.attributes)
    source = Source(own, kind, cited.title, told(cited.note, record), values=values)
    if text is None and kind == "text":
        return replace(source, text=cited.citation), _Split((), pieces)
    if text is None:
        return source, _of_media(gathering, study, kind, pieces)
    source = replace(
        source,
        kind="pdf" if kind == "pdf" else "text",
        text=text.document.text,
        text_guid=guid("text", study.case.id, cited.id) if kind == "pdf" else "",
        file=f"{own}{suffix}" if suffix else "",
        data=data,
    )
    found, rest = _of_text(gathering, study, text, pieces)
    areas = _of_media(gathering, study, kind, rest) if kind == "pdf" else _Split((), rest)
    return source, _Split((*found, *areas.selections), areas.rest)


def _of_text(gathering: Gathering, study: Study, text: places.Placed, pieces: list[Evidence]) -> _Split:
    """The pieces whose quotes stand in a text."""
    found, rest = [], []
    for piece in pieces:
        span = text.span(piece.quote, piece.locator) if piece.quote else None
        if span is None:
            rest.append(piece)
            continue
        words = text.document.text[span[0] : span[1]]
        leaving = ("quote",) if words.strip() == piece.quote else ()
        selection = Selection("", name=named(words), start=span[0], end=span[1])
        found.append(_selection(gathering, study, piece, selection, leaving))
    return _Split(tuple(found), rest)


def _of_media(gathering: Gathering, study: Study, kind: str, pieces: list[Evidence]) -> _Split:
    """The pieces whose locators tell times or areas."""
    found, rest = [], []
    for piece in pieces:
        selection = moments.selected(Selection("", kind), piece.locator)
        if selection is None:
            rest.append(piece)
        else:
            found.append(_selection(gathering, study, piece, selection, ()))
    return _Split(tuple(found), rest)


def _selection(
    gathering: Gathering, study: Study, piece: Evidence, selection: Selection, leaving: tuple[str, ...]
) -> Selection:
    """A selection that says what a piece says."""
    case = study.case.id
    own = guid("evidence", case, piece.id)
    for unit in piece.units:
        gathering.of_units.setdefault(guid("unit", case, unit), []).append(own)
    body = next((key for key in _SAID if getattr(piece, key)), "")
    record = {"id": piece.id, "text": body if body != "statement" else ""}
    record |= _told_of(gathering, piece, (*leaving, "units", body))
    description = told(getattr(piece, body) if body else "", record)
    codings = _codings(gathering, case, piece, own)
    return replace(selection, guid=own, description=description, codings=codings, user=gathering.user(piece.coder))


def _note(gathering: Gathering, study: Study, piece: Evidence) -> None:
    """A piece that is nowhere in a text: a note on its source."""
    case = study.case.id
    own = guid("evidence", case, piece.id)
    body = "statement" if piece.statement else "quote"
    record = {"id": piece.id, "of": case, "text": body if body != "statement" else ""}
    record |= _told_of(gathering, piece, (body,)) | {"source": piece.source}
    about = ("source", case) if piece.source in study.case.sources else ("reference", gathering.framework.id)
    gathering.noted.setdefault(guid(*about, piece.source), []).append(own)
    gathering.notes.append(
        Source(
            own,
            "note",
            named(piece.words) or piece.id,
            told("", record),
            getattr(piece, body),
            codings=_codings(gathering, case, piece, own),
            user=gathering.user(piece.coder),
        )
    )


def _told_of(gathering: Gathering, piece: Evidence, leaving: Iterable[str]) -> Record:
    """The keys of a piece that stand in words."""
    record = record_of(forms.EVIDENCE, piece, ("id", "codes", "coder", "explains", *leaving))
    gathering.as_words.update(key for key in record if key not in ("statement", "quote", "source"))
    return record


def _codings(gathering: Gathering, case: str, piece: Evidence, own: str) -> tuple[Coding, ...]:
    """The codes of a piece, given by its coder; what it explains is a link from it."""
    user = gathering.user(piece.coder)
    gathering.link(own, "explains", (gathering.code(case, it) for it in piece.explains))
    known: Mapping[str, str] = {code: gathering.code(case, code) for code in piece.codes}
    return tuple(Coding(guid("coding", case, piece.id, code), it, user) for code, it in known.items() if it)
