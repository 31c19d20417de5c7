"""From a file to the text in it, whatever kind of document it is. What cannot be read says why."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import msgspec
from msgspec import Struct

from casecode.documents.document import SourceDocument, Unread, document_of
from casecode.project import cache as kept
from casecode.read import budget
from casecode.read.apart import apart
from casecode.read.boundary import UnreadableError

_LESS = "keep the part that is cited"
_INSTALL = 'pip install "casecode[documents]"'


def read(path: Path) -> tuple[SourceDocument | Unread, str]:
    """The document in a file, or why it cannot be read; and the SHA-256 of its bytes, empty where there are none."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return Unread("it is not there", "", is_missing=True), ""
    except (OSError, ValueError) as error:  # ValueError: no path can hold this character
        return Unread(getattr(error, "strerror", None) or str(error), "is it readable?"), ""
    try:
        if not path.is_file():  # a device may never end
            return Unread("it is not a file", "name the document itself"), ""
        budget.stop_over("bytes", state.st_size, budget.BYTES, _LESS)
        return _read(path, state.st_mtime_ns, state.st_size)
    except UnreadableError as error:
        return Unread(error.reason, error.hint), ""
    except OSError as error:
        return Unread(error.strerror or str(error), "is it readable?"), ""


@lru_cache(maxsize=256)
def _read(path: Path, _modified: int, _size: int) -> tuple[SourceDocument | Unread, str]:
    """A document that was read before is taken from the cache of files: a long PDF takes seconds."""
    data = path.read_bytes()
    suffix, sha256 = path.suffix.lower(), hashlib.sha256(data).hexdigest()
    key = kept.key_of(b"document", suffix.encode(), sha256.encode())
    if (known := kept.get(key)) is not None:
        with suppress(msgspec.MsgspecError):
            return msgspec.msgpack.decode(known, type=SourceDocument), sha256
    found = extracted(suffix, data)
    if isinstance(found, SourceDocument):
        kept.put(key, msgspec.msgpack.encode(found))
    return found, sha256


def extracted(suffix: str, data: bytes) -> SourceDocument | Unread:
    """The document that bytes hold, of a kind that an ending tells; or why it cannot be read."""
    reader = READERS.get(suffix)
    if reader is None:
        return Unread(
            f"files that end in {suffix or 'nothing'} cannot be read", f"it can be one of {', '.join(READERS)}"
        )
    try:
        for name in filter(None, (reader.needs, *reader.uses)):
            if name == reader.needs and find_spec(name) is None:
                raise UnreadableError(f"{reader.kind} documents need a package that is not installed", _INSTALL)
            import_module(name)
        read = getattr(import_module(f"casecode.documents.{reader.module}"), reader.function)
        if reader.is_converted:
            return extracted(*read(data))
        return apart(lambda: _told(_document(read(data)), reader, data), len(data), _LESS, reader.seconds)
    except UnreadableError as error:
        return Unread(error.reason, error.hint)


def _document(read: object) -> SourceDocument:
    """The document of what a reader has found: parts, or the cues of a transcript."""
    if isinstance(read, list):
        from casecode.documents.cues import document_of_cues

        document = document_of_cues(read)
    else:
        document = document_of(read)  # type: ignore[arg-type]
    if not document.text.strip():
        raise UnreadableError("there is no text in it", "a scan has to go through text recognition first (OCR)")
    budget.stop_over("characters", len(document.text), budget.CHARACTERS, _LESS)
    return document


def _told(document: SourceDocument, reader: "_Reader", data: bytes) -> SourceDocument:
    """A document with what it says of itself, as far as that can be read."""
    from casecode.documents.about import told

    title = date = ""
    if reader.about:
        with suppress(UnreadableError):
            title, date = getattr(import_module(f"casecode.documents.{reader.module}"), reader.about)(data)
    return told(document, title, date)


class _Reader(Struct, frozen=True):
    """What reads a kind of document: a function of a module of this package, the modules that it uses, and the one of
    them that may not be installed. What is `is_converted` becomes a document of another kind. `about` is the function
    that finds what a document says of itself: its title and date."""

    module: str
    function: str
    uses: tuple[str, ...] = ()
    needs: str = ""
    kind: str = ""
    seconds: Callable[[int], int] = budget.seconds
    is_converted: bool = False
    about: str = ""


_PLAIN = _Reader("plain", "text", ("casecode.documents.subtitles", "casecode.documents.machine"))
_MARKDOWN = _Reader("plain", "markdown", ("markdown_it",))
_HTML = _Reader("markup", "html", about="about")
_SUBTITLES = _Reader("plain", "subtitles", ("casecode.documents.subtitles",))
READERS = {
    ".txt": _PLAIN,
    ".text": _PLAIN,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".pdf": _Reader("pages", "pdf", needs="pypdf", kind="PDF", seconds=budget.seconds_of_pages, about="about"),
    ".docx": _Reader("office", "docx", needs="mammoth", kind="Word", about="about_packed"),
    ".doc": _Reader("office", "converted", is_converted=True),
    ".odt": _Reader("office", "odt", about="about_packed"),
    ".rtf": _Reader("office", "rtf", ("striprtf.striprtf",), needs="striprtf", kind="RTF"),
    ".pptx": _Reader("office", "pptx", about="about_packed"),
    ".epub": _Reader("office", "epub", about="about_packed"),
    ".vtt": _SUBTITLES,
    ".srt": _SUBTITLES,
    ".json": _Reader("machine", "cues_of_json"),
    ".tsv": _Reader("plain", "tabbed", ("casecode.documents.machine",)),
}
SUFFIXES = tuple(READERS)
