"""From the files of a project to the project: what programs write, their deviations included.

Namespaces, the order of elements, empty containers, braces around GUIDs and their case mean nothing here. What selects
nothing, or names what is not there, is told with its place.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from casecode.exchange.refi import positions
from casecode.exchange.refi.archive import Archive
from casecode.exchange.refi.positions import Cut, Text
from casecode.exchange.refi.project import (
    Case,
    Code,
    Coding,
    Group,
    Link,
    Odd,
    Project,
    Selection,
    Source,
    User,
    Value,
    Variable,
)
from casecode.exchange.refi.xml import Element, parse
from casecode.read import budget
from casecode.read.boundary import UnreadableError

_HARM = "do not open it: it was not made by a program for qualitative analysis"
_SOURCES = {
    "TextSource": "text",
    "PictureSource": "picture",
    "PDFSource": "pdf",
    "AudioSource": "audio",
    "VideoSource": "video",
}
_SELECTIONS = {
    "PlainTextSelection": "text",
    "TranscriptSelection": "transcript",
    "PictureSelection": "picture",
    "PDFSelection": "pdf",
    "AudioSelection": "audio",
    "VideoSelection": "video",
}
_TEXTS = ("TextDescription", "Representation", "Transcript")
_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
_DOCUMENTS = (".docx", ".pdf", ".doc", ".rtf", ".odt", ".html", ".htm")
_CORNERS = ("firstX", "firstY", "secondX", "secondY")
_NUMBER = re.compile(r"\s*-?\d{1,15}\s*")


def read_project(path: Path) -> Project:
    """The project in a .qdpx, or in the .qde alone. Raises `UnreadableError`."""
    with path.open("rb") as stream:
        is_bare = stream.read(100).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<")
    if is_bare:
        budget.stop_over("bytes", path.stat().st_size, budget.BYTES, "export it anew")
        return _Reader(None).project(parse(path.read_bytes()))
    archive = Archive(path)
    return _Reader(archive).project(parse(archive.project()))


def read_codebook(data: bytes) -> tuple[tuple[Code, ...], tuple[Group, ...]]:
    """The codes and the sets of codes in the bytes of a .qdc. Raises `UnreadableError`."""
    root = parse(data)
    if root.name == "Project":
        raise UnreadableError("it is a project, not a codebook", "casecode import project takes it")
    if root.name != "CodeBook":
        raise UnreadableError(f"it is no codebook but holds <{root.name}>", "export it as REFI-QDA codebook (.qdc)")
    return tuple(map(_code, root.below("Codes", "Code"))), tuple(map(_group, root.below("Sets", "Set")))


class _Raw(Struct):
    """A source with its selections as the file tells them: positions become places once all are known."""

    source: Source
    selections: list[tuple[Selection, Cut | None]]
    text: Text | None


class _Reader:
    """Reads one project; gathers what is to be told."""

    def __init__(self, archive: Archive | None) -> None:
        self.archive = archive
        self.left: list[Odd] = []
        self.outside: list[str] = []
        self.media = 0
        self.encodings: dict[str, int] = {}

    def project(self, root: Element) -> Project:
        if root.name == "CodeBook":
            raise UnreadableError("it is a codebook, not a project", "casecode import framework takes it")
        if root.name != "Project":
            raise UnreadableError(f"it is no project but holds <{root.name}>", "export it as REFI-QDA project (.qdpx)")
        sources = [self.source(it, _SOURCES[it.name]) for part in root.all("Sources") for it in part.all(*_SOURCES)]
        texts = {note: raw.text for raw in sources for note in raw.source.notes}
        notes = [self.source(it, "note", texts.get(_guid(it, "guid"))) for it in root.below("Notes", "Note")]
        cuts = [cut for raw in (*sources, *notes) for _, cut in raw.selections if cut]
        way, is_sure = positions.choose(cuts)
        said = [] if is_sure else ["it is not sure how positions are counted: look at the quotes before you use them"]
        said += [f"{number} of the texts: {name} instead of UTF-8" for name, number in self.encodings.items()]

        def finished(raws: list[_Raw]) -> tuple[Source, ...]:
            return tuple(replace(raw.source, selections=tuple(self.placed(raw, way))) for raw in raws)

        return Project(
            name=root.get("name"),
            origin=root.get("origin"),
            description=root.text_of("Description"),
            created=root.get("creationDateTime") or root.get("modifiedDateTime"),
            users=tuple(User(_guid(it, "guid"), it.get("name") or it.get("id")) for it in root.below("Users", "User")),
            codes=tuple(map(_code, root.below("CodeBook", "Codes", "Code"))),
            variables=tuple(map(_variable, root.below("Variables", "Variable"))),
            cases=tuple(map(_case, root.below("Cases", "Case"))),
            sources=finished(sources),
            notes=finished(notes),
            links=tuple(map(_link, root.below("Links", "Link"))),
            groups=tuple(map(_group, root.below("Sets", "Set"))),
            graphs=sum(1 for _ in root.below("Graphs", "Graph")),
            own_notes=_refs(root, "NoteRef"),
            left=tuple(self.left),
            outside=tuple(dict.fromkeys(self.outside)),
            media=self.media,
            said=tuple(said),
        )

    # Sources

    def source(self, it: Element, kind: str, noted: Text | None = None) -> _Raw:
        """A source or note, with the texts that belong to it. What a note selects is in the text that it is on."""
        texts = [it] if kind in ("text", "note") else [*it.all(*_TEXTS)]
        text: Text | None = None
        selections: list[tuple[Selection, Cut | None]] = []
        for part in texts:
            own = self.text(part, it.get("name"))
            text = own if text is None else text
            selections += [*self.selections(part, noted or own)]
        if kind not in ("text", "note"):
            selections += [*self.selections(it, None)]
        file, data = self.document(it)
        return _Raw(
            Source(
                guid=_guid(it, "guid"),
                kind=kind,
                name=it.get("name").strip(),
                description=it.text_of("Description"),
                text=text.text if text else None,
                file=file,
                data=data,
                path=_path(it.get("path") or it.get("currentPath") or it.get("plainTextPath")),
                user=_guid(it, "creatingUser"),
                created=it.get("creationDateTime") or it.get("modifiedDateTime"),
                codings=_codings(it),
                notes=_refs(it, "NoteRef"),
                values=_values(it),
                line=it.line,
            ),
            selections,
            text,
        )

    def text(self, it: Element, of: str) -> Text | None:
        """The plain text that an element holds or names; None where it has none. `of` is what it belongs to."""
        path = it.get("plainTextPath")
        if not path:
            content = it.first("PlainTextContent")
            return None if content is None else Text(content.text)
        data = self.member(path)
        if data is None:
            hint = "export it anew with its sources"
            why = f'that of "{of}" is not in the file ({_path(path) or "nothing"})'
            self.left.append(Odd("text", _guid(it, "guid"), why, hint, it.line))
            return None
        text, encoding = positions.decoded(data)
        if encoding:
            self.encodings[encoding] = self.encodings.get(encoding, 0) + 1
        return text

    def member(self, path: str) -> bytes | None:
        """What the archive holds under a path; None for what lies elsewhere, which is never opened."""
        scheme, sign, name = path.partition("://")
        if not sign:
            scheme, name = "internal", path
        _stop_at_way_out(scheme.lower(), name)
        if scheme.lower() != "internal" or self.archive is None:
            return None
        return self.archive.read(name)

    def document(self, it: Element) -> tuple[str, bytes]:
        """The document that a source is of, if the archive has it as one that can be read: its name, what it holds."""
        for key in ("richTextPath", "path"):
            path = it.get(key)
            if not path:
                continue
            name = _path(path)
            if not name.lower().endswith(_DOCUMENTS):
                scheme, sign, below = path.partition("://")
                _stop_at_way_out(scheme.lower() if sign else "internal", below if sign else path)
                if not (self.archive and self.archive.has(name)) or scheme.lower() in ("relative", "absolute"):
                    self.outside.append(name)
                else:
                    self.media += 1
                continue
            if (data := self.member(path)) is not None:
                return name, data
            self.outside.append(name)
        return "", b""

    # Selections

    def selections(self, it: Element, text: Text | None) -> Iterator[tuple[Selection, Cut | None]]:
        """The selections in an element, with what they cut out of its text."""
        syncs = {
            _guid(sync, "guid"): (_number(sync.get("timeStamp")), _number(sync.get("position")))
            for sync in it.all("SyncPoint")
        }
        for one in it.all(*_SELECTIONS):
            kind = _SELECTIONS[one.name]
            selection = Selection(
                guid=_guid(one, "guid"),
                kind=kind,
                name=one.get("name").strip(),
                description=one.text_of("Description"),
                user=_guid(one, "creatingUser"),
                created=one.get("creationDateTime") or one.get("modifiedDateTime"),
                codings=_codings(one),
                notes=_refs(one, "NoteRef"),
                line=one.line,
            )
            if kind == "text":
                yield from self._of_text(one, selection, text)
            elif kind == "transcript":
                yield from self._of_transcript(one, selection, text, syncs)
            elif kind in ("audio", "video"):
                begin, end = _number(one.get("begin")), _number(one.get("end"))
                if begin is None or end is None or not 0 <= begin <= end:
                    self.odd(selection, "its times are none", "select it anew")
                    continue
                yield replace(selection, begin_ms=begin, end_ms=end), None
            else:
                corners = [_number(one.get(key)) for key in _CORNERS]
                if None in corners:
                    self.odd(selection, "its area is none", "select it anew")
                    continue
                inner = one.first("Representation")
                words = (inner.text_of("PlainTextContent") if inner is not None else "") or ""
                area = tuple(it for it in corners if it is not None)
                page = _number(one.get("page"))
                yield replace(selection, area=area, page=-1 if page is None else page, text=words), None

    def _of_text(self, one: Element, selection: Selection, text: Text | None) -> Iterator[tuple[Selection, Cut | None]]:
        start, end = _number(one.get("startPosition")), _number(one.get("endPosition"))
        if start is None or end is None:
            self.odd(selection, "its positions are no numbers", "select it anew")
        elif text is None and selection.name:  # which is how what is selected begins
            yield replace(selection, start=start, end=end, text=selection.name), None
        elif text is None:
            self.odd(selection, "its source has no text", "export it anew with its sources")
        else:
            yield selection, Cut(text, start, end, selection.name)

    def _of_transcript(
        self, one: Element, selection: Selection, text: Text | None, syncs: dict[str, tuple[int | None, int | None]]
    ) -> Iterator[tuple[Selection, Cut | None]]:
        (begin, start), (until, end) = (
            syncs.get(_guid(one, key), (None, None)) for key in ("fromSyncPoint", "toSyncPoint")
        )
        timed = replace(selection, begin_ms=-1 if begin is None else begin, end_ms=-1 if until is None else until)
        if text is not None and start is not None and end is not None:
            yield timed, Cut(text, start, end, selection.name)
        elif begin is not None or until is not None:
            yield timed, None
        else:
            self.odd(selection, "it begins and ends nowhere", "select it anew")

    def placed(self, raw: _Raw, way: positions.Way) -> Iterator[Selection]:
        """The selections of a source that select something, at the characters of its text."""
        for selection, cut in raw.selections:
            if cut is None:
                yield selection
                continue
            text = cut.text.text
            start, end = positions.placed(cut, way)
            if (why := _nothing(cut, start, end, text)) is None:
                yield replace(selection, start=start, end=end, text=text[start:end])
            elif selection.begin_ms >= 0:
                yield selection
            else:
                self.odd(selection, why, "select it anew in the program that it is from")

    def odd(self, selection: Selection, why: str, hint: str) -> None:
        self.left.append(Odd("selection", selection.guid, why, hint, selection.line))


def _nothing(cut: Cut, start: int, end: int, text: str) -> str | None:
    """Why a selection selects nothing, if it does not."""
    if cut.start < 0:
        return "it starts before the text"
    if cut.start > cut.end:
        return "it starts after its end"
    if start >= len(text) or end > len(text) + 1:  # some programs count a line feed at the end that is not there
        return "it lies behind the end of the text"
    if start >= end:
        return "it is empty"
    return None if text[start:end].strip() else "it has blanks alone"


def _stop_at_way_out(scheme: str, name: str) -> None:
    if scheme in ("internal", "relative") and ".." in name.replace("\\", "/").split("/"):
        raise UnreadableError(f'it names a file that lies outside of it: "{name}"', _HARM)


def _path(path: str) -> str:
    """The name of a file without the folders that lead to it."""
    return path.replace("\\", "/").rpartition("/")[2]


def _guid(it: Element, key: str) -> str:
    return it.get(key).strip().strip("{}").lower()


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def _refs(it: Element, *names: str) -> tuple[str, ...]:
    found = (_guid(ref, "targetGUID") or _guid(ref, "guid") for ref in it.all(*names))
    return tuple(dict.fromkeys(filter(None, found)))


def _codings(it: Element) -> tuple[Coding, ...]:
    found = []
    for coding in it.all("Coding"):
        ref = coding.first("CodeRef")
        code = _guid(ref, "targetGUID") if ref is not None else ""
        found.append(Coding(_guid(coding, "guid"), code, _guid(coding, "creatingUser"), _refs(coding, "NoteRef")))
    return tuple(found)


def _values(it: Element) -> tuple[Value, ...]:
    """The values of variables that say something."""
    found = []
    for value in it.all("VariableValue"):
        ref = value.first("VariableRef")
        told = next((one for one in value.all(*_VALUES) if one.text.strip()), None)
        if ref is not None and told is not None:
            found.append((_guid(ref, "targetGUID"), told.name.removesuffix("Value"), told.text.strip()))
    return tuple(found)


def _code(it: Element) -> Code:
    return Code(
        guid=_guid(it, "guid"),
        name=it.get("name").strip(),
        is_codable=it.get("isCodable").strip().lower() not in ("false", "0"),
        color=it.get("color"),
        description=it.text_of("Description"),
        notes=_refs(it, "NoteRef"),
        codes=tuple(map(_code, it.all("Code"))),
    )


def _variable(it: Element) -> Variable:
    return Variable(
        _guid(it, "guid"), it.get("name").strip(), it.get("typeOfVariable") or "Text", it.text_of("Description")
    )


def _case(it: Element) -> Case:
    return Case(
        guid=_guid(it, "guid"),
        name=it.get("name").strip(),
        description=it.text_of("Description"),
        codes=_refs(it, "CodeRef"),
        values=_values(it),
        sources=_refs(it, "SourceRef"),
        selections=_refs(it, "SelectionRef"),
    )


def _link(it: Element) -> Link:
    ends = (_guid(it, key) for key in ("originGUID", "targetGUID"))
    return Link(_guid(it, "guid"), it.get("name").strip(), it.get("direction"), *ends)


def _group(it: Element) -> Group:
    return Group(
        guid=_guid(it, "guid"),
        name=it.get("name").strip(),
        description=it.text_of("Description"),
        codes=_refs(it, "MemberCode"),
        sources=_refs(it, "MemberSource"),
        notes=_refs(it, "MemberNote"),
    )
