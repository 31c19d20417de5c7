"""Documents of a folder as sources: each with its hash, and what it says of its title, its date and who speaks."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from casecode.analysis.ids import slug
from casecode.analysis.search import fold
from casecode.documents import about
from casecode.documents.document import SourceDocument, Unread
from casecode.documents.extract import SUFFIXES, read
from casecode.documents.quotes import path_in
from casecode.exchange.account import Account
from casecode.model.problem import Problem
from casecode.model.source import Source
from casecode.model.span import Document, Span
from casecode.model.study import Study

Record = dict[str, Any]
_TYPES = {".html": "webpage", ".htm": "webpage", ".xhtml": "webpage", ".epub": "book", ".pptx": "document"}
_DATA = (".json", ".tsv")  # what may be a transcript, and is mostly something else
_MOST = 20  # speakers that are named


class Shelf(Struct):
    """What a folder holds: the account of it, sources that are new, and what is to change in those that are there."""

    account: Account
    sources: list[tuple[str, Record]] = field(default_factory=list)
    changed: dict[str, Record] = field(default_factory=dict)


def survey(study: Study, folder: Path, given: dict[str, str]) -> Shelf:
    """The documents of a folder and of those in it as sources of a case; `given` is what all of them are to hold.

    What is there already is known by its path, and where it was moved by its content.
    """
    files = sorted(it for it in folder.rglob("*") if it.is_file())
    shelf = Shelf(Account("file", len(files)))
    home = Path(study.case.origin.where[0]).parent
    known = _Known(study)
    for at, file in enumerate(files):
        if reason := _not_a_document(file, folder):
            shelf.account.passed[reason] = shelf.account.passed.get(reason, 0) + 1
            continue
        document, sha256 = read(file)
        if isinstance(document, Unread):
            _leave(shelf.account, at, file, document)
            continue
        path = Path(os.path.relpath(file.resolve(), home.resolve())).as_posix()
        if (same := known.of(file, sha256)) is not None:
            _again(shelf, same, known, path, sha256, file)
            continue
        id_ = known.new_id(file)
        record = _record(study, file, document, given) | {"file": path, "sha256": sha256}
        known.add(id_, file, sha256)
        shelf.sources.append((id_, record))
        shelf.account.new.append(id_)
    return shelf


def _not_a_document(file: Path, folder: Path) -> str:
    """Why a file is passed over: a study cannot hold it, or nobody put it there to be read."""
    if any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts) or file.name in (
        "Thumbs.db",
        "desktop.ini",
    ):
        return "hidden, or made by a program for itself"
    if file.stem.lower() == "readme":
        return "README of a folder"
    suffix = file.suffix.lower()
    return "" if suffix in SUFFIXES else f"of a kind that is not read ({suffix or 'no ending'})"


def _leave(account: Account, at: int, file: Path, unread: Unread) -> None:
    if file.suffix.lower() in _DATA and "no transcript" in unread.reason:
        reason = f"{file.suffix.lower()} that is no transcript"
        account.passed[reason] = account.passed.get(reason, 0) + 1
        return
    span = Span(Document(str(file), "", is_yaml=False), 1, 1, 1, 2)
    account.left[at] = [Problem("syntax", unread.reason, span, unread.hint or None)]


def _again(shelf: Shelf, source: Source | str, known: "_Known", path: str, sha256: str, file: Path) -> None:
    """A document that is there: as it was, with another content, or in another place."""
    if isinstance(source, str):  # another one of this folder has the same content
        reason = "with the content of another one"
        shelf.account.passed[reason] = shelf.account.passed.get(reason, 0) + 1
        return
    now: Record = {}
    told = []
    if source.sha256 and source.sha256.lower() != sha256:
        now["sha256"] = sha256
        told.append("its content")
    if not known.is_at(source, file):
        if known.is_there(source):
            _again(shelf, source.id, known, path, sha256, file)
            return
        now["file"] = path
        told.append(f"moved to {path}")
    if now:
        shelf.changed[source.id] = now
        shelf.account.changed[source.id] = told
    else:
        shelf.account.same.append(source.id)


def _record(study: Study, file: Path, document: SourceDocument, given: dict[str, str]) -> Record:
    speakers = about.speakers(document)
    is_talk = bool(document.turns or document.moments)
    record: Record = {
        "type": "interview" if is_talk else _TYPES.get(file.suffix.lower(), "document"),
        "title": document.title or _title_of(file),
        "author": about.names(speakers)[:_MOST] if is_talk else [],
        "issued": document.date or about.date_of_name(file.stem),
        "kind": "interview" if is_talk else "",
        "attributes": dict(_attributes(study, speakers)),
    }
    return {key: it for key, it in (record | given).items() if it}


def _title_of(file: Path) -> str:
    words = " ".join(file.stem.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:] or file.name


def _attributes(study: Study, speakers: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Who speaks, as an attribute of the source: where the framework declares one that is called so, and one speaks."""
    for attribute in study.framework.attributes.values():
        names = {fold(it, cased=False)[0] for it in (attribute.id, attribute.title)}
        is_of_sources = not attribute.of or "source" in attribute.of
        if not is_of_sources or names.isdisjoint(("speaker", "interviewee", "respondent", "participant")):
            continue
        if not attribute.values:
            values = [", ".join(speakers[:_MOST])] if attribute.type == "text" else []
        else:
            called = {
                fold(it, cased=False)[0]: value.id
                for value in attribute.values.values()
                for it in (value.id, value.title)
            }
            values = [*dict.fromkeys(called[key] for it in speakers if (key := fold(it, cased=False)[0]) in called)]
        if len(values) == 1 and values[0]:
            yield attribute.id, values[0]


class _Known:
    """The sources that a case has, and those that come: their documents by path and by content, and their ids."""

    def __init__(self, study: Study) -> None:
        self._ids = {*study.sources}
        self._paths: dict[str, Source | str] = {}
        self._hashes: dict[str, Source | str] = {}
        self._places: dict[str, str] = {}
        for source in study.sources.values():
            if source.file:
                place = os.path.realpath(path_in(Path(source.origin.where[0]).parent, source.file))
                self._places[source.id] = place
                self._paths.setdefault(place, source)
            if source.sha256:
                self._hashes.setdefault(source.sha256.lower(), source)

    def of(self, file: Path, sha256: str) -> Source | str | None:
        """The source whose document this is, by its path or else by its content."""
        return self._paths.get(os.path.realpath(file)) or self._hashes.get(sha256)

    def is_at(self, source: Source, file: Path) -> bool:
        """Whether the document of a source is this file."""
        return self._places.get(source.id) == os.path.realpath(file)

    def is_there(self, source: Source) -> bool:
        """Whether the document of a source is where the source says."""
        return source.id in self._places and Path(self._places[source.id]).is_file()

    def add(self, id_: str, file: Path, sha256: str) -> None:
        """A document that is new."""
        self._ids.add(id_)
        self._paths[os.path.realpath(file)] = self._hashes[sha256] = id_

    def new_id(self, file: Path) -> str:
        """The name of a file as an id, with a number where it is taken."""
        made = slug(file.stem) or "document"
        number = 1
        while (id_ := made if number == 1 else f"{made}-{number}") in self._ids:
            number += 1
        return id_
