"""Sources with their documents, and selections as pieces of evidence with their quotes."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from casecode.documents.document import SourceDocument
from casecode.documents.extract import extracted
from casecode.exchange.refi.inward.gathering import Gathering, clean
from casecode.exchange.refi.inward.pieces import take_pieces
from casecode.exchange.refi.places import Placed, plain
from casecode.exchange.refi.project import Source
from casecode.exchange.refi.tails import AS_IT_WAS, Record, parted, text
from casecode.model.source import Source as Cited
from casecode.read.words import is_id

_TYPES = {"picture": "graphic", "audio": "song", "video": "motion_picture"}
_OWN = ("source", "reference", "of", "sha256", "file")
_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_UNSAFE = re.compile(r"[^\w. -]+")


def take_sources(gathering: Gathering) -> None:
    """Every source, and what is selected in it."""
    account = gathering.account("source", len(gathering.project.sources))
    gathering.account("selection", sum(len(it.selections) for it in gathering.project.sources))
    gathering.account("coding", sum(1 for _ in _codings(gathering.project.sources)))
    for odd in gathering.project.left:
        of = gathering.account("selection" if odd.what == "selection" else "text")
        of.held += 1
        gathering.bad(of, odd)
    for source in gathering.project.sources:
        description, tail = parted(source.description)
        if text(tail, "reference"):
            _reference(gathering, source, description, tail)
            continue
        home = gathering.home(text(tail, "of"))
        there = home.study.case.sources if home.study else {}
        told = text(tail, "source")
        title = source.name or _stem(source) or "[Source without a name]"
        named = [id_ for id_, it in there.items() if it.title == title] if not told else []
        same = told if told in there else next((it for it in named if it not in account.same), "")
        id_ = same or gathering.free(told or title, {*home.sources, *there}, "source")
        document = _document(gathering, source, id_, text(tail, "file"), bool(told))
        if document:
            _keep(gathering, document, there[same] if same else None)
        if same:
            account.same.append(id_)
        else:
            account.new.append(id_)
            home.sources[id_] = _record(gathering, source, title, description, tail, document)
        gathering.things[source.guid] = (home.id, f"source:{id_}")
        take_pieces(gathering, home, source, id_, document.text if document else None)


class _Document:
    """A document that is to be written: its name, what it holds, and its text as quotes are looked for in it."""

    def __init__(self, name: str, data: bytes, read: SourceDocument, raw: str | None) -> None:
        self.name, self.data = name, data
        self.text = Texts(read, raw)


class Texts:
    """The text of a document as it is read here, and as it was selected in where that is another."""

    def __init__(self, read: SourceDocument, raw: str | None) -> None:
        self.read = Placed(read)
        self.raw = self.read if raw is None or raw == read.text else Placed(plain(raw))


def _codings(sources: Sequence[Source]) -> Iterator[object]:
    for source in sources:
        yield from source.codings
        for selection in source.selections:
            yield from selection.codings


def _stem(source: Source) -> str:
    """The name of the file of a source, if that is a name for people."""
    stem = PurePosixPath(source.path or source.file).stem
    return "" if _GUID.fullmatch(stem) else stem


def _record(
    gathering: Gathering, source: Source, title: str, note: str, tail: Record, document: _Document | None
) -> Record:
    assert gathering.attributes
    own = {key: it for key, it in tail.items() if key not in _OWN}
    values = gathering.attributes.of("source", (*source.values, *gathering.attributes.of_sources.get(source.guid, ())))
    record: Record = {"type": _TYPES.get(source.kind, "document"), "title": title, **own}
    if document:
        told = text(tail, "sha256") if text(tail, "source") else AS_IT_WAS
        sha256 = hashlib.sha256(document.data).hexdigest() if told == AS_IT_WAS else told
        record |= {"file": f"../documents/{document.name}", "sha256": sha256}
    return clean(record | {"attributes": values, "note": note})


def _reference(gathering: Gathering, source: Source, note: str, tail: Record) -> None:
    """The literature of the framework."""
    assert gathering.attributes
    framework, id_ = gathering.known.framework, text(tail, "reference")
    if (framework and id_ in framework.references) or not is_id(id_) or gathering.known.is_fixed:
        gathering.account("source").same.append(id_)
        return
    own = {key: it for key, it in tail.items() if key not in ("reference", "of")}
    record = {"type": "document", "title": source.name or id_, **own, "note": note}
    record["attributes"] = gathering.attributes.of("source", source.values)
    gathering.framework.setdefault("references", {})[id_] = clean(record)
    gathering.account("source").new.append(id_)


def _document(gathering: Gathering, source: Source, id_: str, file: str, is_own: bool) -> _Document | None:
    """The document of a source: the original where its text says what was selected, else the plain text."""
    if source.text is None or not source.text.strip():
        return None
    if is_own and not file and not source.selections:
        return None  # its text is only a reference that a study wrote
    stem = _UNSAFE.sub("-", PurePosixPath(file).stem) if file else id_
    suffix = PurePosixPath(source.file).suffix.lower()
    if source.data and suffix == ".docx" and not file:  # its plain text says as much, and is read at once
        gathering.passed("Word document whose plain text is taken")
    elif source.data and suffix:
        read = extracted(suffix, source.data)
        if isinstance(read, SourceDocument):
            finder = Placed(read).finder
            quotes = [it.text.strip() for it in source.selections if it.text.strip()]
            if all(finder.find(quote) for quote in quotes):
                return _Document(f"{stem}{suffix}", source.data, read, None)
    data = source.text.encode("utf-8", "replace")
    read = extracted(".txt", data)
    if not isinstance(read, SourceDocument):
        gathering.said.append(f'the text of "{source.name}" cannot be read: {read.reason}')
        return None
    return _Document(f"{stem}.txt", data, read, source.text)


def _keep(gathering: Gathering, document: _Document, cited: Cited | None) -> None:
    """Write a document under a name that no other document has; that of a source which is there stays as it is."""
    if cited:
        if cited.file and _there(gathering, PurePosixPath(cited.file).name) not in (None, document.data):
            gathering.said.append(f'the text of "{cited.id}" differs from its document, which stays as it is')
        return
    path = PurePosixPath(document.name)
    number = 1
    while (known := _there(gathering, document.name)) not in (None, document.data):
        number += 1
        document.name = f"{path.stem}-{number}{path.suffix}"
    if known is None:
        gathering.documents[document.name] = document.data


def _there(gathering: Gathering, name: str) -> bytes | None:
    """What a document holds that is there, or is going to be."""
    folder = gathering.known.documents
    if name not in gathering.documents and folder and (folder / name).is_file():
        return (folder / name).read_bytes()
    return gathering.documents.get(name)
