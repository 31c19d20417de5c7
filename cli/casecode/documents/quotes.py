"""The quotes of a case held against the documents that they are from."""

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from casecode.documents.answers import Answers
from casecode.documents.document import SourceDocument, Unread
from casecode.documents.extract import read
from casecode.documents.find import Passage
from casecode.model.case import Evidence
from casecode.model.source import Source
from casecode.model.study import Study
from casecode.project.catalogue import is_file, project_root
from casecode.project.files import STDIN
from casecode.project.inside import HINT, leads_out, root_of
from casecode.project.spelling import meant


class Reading(Struct, frozen=True):
    """A source whose document is named: the file, its text or why it cannot be read, and the SHA-256 of its bytes.

    Of one that lies outside of the project no message shows a word.
    """

    source: Source
    path: Path
    document: SourceDocument | Unread
    sha256: str
    is_outside: bool = False

    @property
    def has_changed(self) -> bool:
        """Whether the file is another one than that whose SHA-256 was kept."""
        return bool(self.sha256 and self.source.sha256) and self.sha256 != self.source.sha256.lower()


class Quote(Struct, frozen=True):
    """A quote of a piece of evidence: the readings in which it was looked for, and where it was found.

    Without a passage: the quote is nowhere in the documents that could be read, and `nearest` is what comes nearest.
    """

    piece: Evidence
    readings: tuple[Reading, ...]
    found_in: Reading | None = None
    passage: Passage | None = None
    nearest: Passage | None = None

    @property
    def status(self) -> str:
        """What became of it: found, not-found, unread (no document could be read) or no-document."""
        if not self.readings:
            return "no-document"
        if self.passage is not None:
            return "found"
        return "not-found" if any(isinstance(it.document, SourceDocument) for it in self.readings) else "unread"


def reading_of(study: Study, source: Source) -> Reading | None:
    """The document of a source, whose path is relative to the file that declares the source; none where it has none."""
    if not source.file:
        return None
    path = _path_of(source)
    folder = Path(source.origin.where[0]).parent
    document, sha256, is_outside = read_from(folder, path, study.case.allow_outside)
    return Reading(source, path, document, sha256, is_outside)


def read_from(folder: Path, path: Path, allow_outside: bool) -> tuple[SourceDocument | Unread, str, bool]:
    """The document that a file in a folder names, its SHA-256, and whether it lies outside of the project: only a case
    that says so has it read there."""
    try:
        is_outside = leads_out(path, root_of(folder))
    except ValueError:  # no path can hold this character
        is_outside = False
    if is_outside and not allow_outside:
        return Unread("it lies outside of the project", HINT), "", True
    return *read(path), is_outside


def _path_of(source: Source) -> Path:
    """Where the document of a source should be; of a case on standard input also below the cases of the project."""
    path = path_in(Path(source.origin.where[0]).parent, source.file)
    root = project_root(Path.cwd()) if source.origin.file == STDIN and not is_file(path) else None
    return path_in(root / "cases", source.file) if root else path


def path_in(folder: Path, file: str) -> Path:
    """The document that a file in a folder names: as it is spelled there, or by Windows or macOS."""
    return Path(os.path.normpath(meant(folder, file)))


def readings(study: Study) -> Iterator[Reading]:
    """The documents of all sources of a case."""
    for source in study.sources.values():
        if (reading := reading_of(study, source)) is not None:
            yield reading


def quotes(study: Study) -> Iterator[Quote]:
    """Every quote of a case, by the id of its evidence."""
    asked: set[tuple[Path, str]] = set()
    for piece in study.evidence:
        if piece.quote:
            quote = quote_of(study, piece)
            asked |= {(it.path, it.sha256) for it in quote.readings if isinstance(it.document, SourceDocument)}
            yield quote
    for path, sha256 in asked:
        _answers(path, sha256).keep()


def quote_of(study: Study, piece: Evidence) -> Quote:
    """The quote of a piece looked for in the document that was read (`via`), then in that of its source."""
    all_readings = tuple(_readings_of(study, piece))
    if found := _found(piece, all_readings):
        return Quote(piece, all_readings, *found)
    nearest: tuple[Reading, Passage] | None = None
    for reading in all_readings:
        if isinstance(reading.document, SourceDocument):
            near = _answers(reading.path, reading.sha256).nearest(piece.quote)
            if near is not None and (nearest is None or near.likeness > nearest[1].likeness):
                nearest = reading, near
    return Quote(piece, all_readings, nearest[0] if nearest else None, None, nearest[1] if nearest else None)


class Stand(Struct, frozen=True):
    """Where a quote stands in its document: the place, and in a transcript who speaks."""

    place: str = ""
    speaker: str = ""


NOWHERE = Stand()


def stand_of(study: Study, piece: Evidence) -> Stand:
    """Where the quote of a piece stands; nowhere, where no document has it."""
    found = _found(piece, _readings_of(study, piece)) if piece.quote else None
    if not found:
        return NOWHERE
    document, start = found[0].document, found[1].start
    assert isinstance(document, SourceDocument)
    turn = document.turn_at(start)
    return Stand(document.place_at(start), turn.speaker if turn else "")


def _readings_of(study: Study, piece: Evidence) -> Iterator[Reading]:
    """The documents in which the quote of a piece may stand: that which was read, then that of its source."""
    names = dict.fromkeys(name for name in (piece.via, piece.source) if name in study.sources)
    return (reading for name in names if (reading := reading_of(study, study.sources[name])) is not None)


def _found(piece: Evidence, among: Iterable[Reading]) -> tuple[Reading, Passage] | None:
    for reading in among:
        if isinstance(reading.document, SourceDocument):
            passage = _answers(reading.path, reading.sha256).find(piece.quote)
            if passage is not None:
                return reading, passage
    return None


@lru_cache(maxsize=256)
def _answers(path: Path, sha256: str) -> Answers:
    """What looks for quotes in the document of a file that can be read; another content is another one."""
    document, _ = read(path)
    return Answers(document if isinstance(document, SourceDocument) else SourceDocument("", ()), sha256)
