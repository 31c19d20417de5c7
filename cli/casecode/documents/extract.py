"""From a file to the text in it: plain text, Markdown, HTML, PDF and Word. What cannot be read says why."""

import hashlib
from collections.abc import Callable, Iterator
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
from casecode.read.boundary import UnreadableError, foreign

_Parts = Iterator[tuple[str, str, int, str]]
_LESS = "keep the part that is cited"
_AGAIN = "open it and save it anew, or as plain text"


def read(path: Path) -> tuple[SourceDocument | Unread, str]:
    """The document in a file, or why it cannot be read; and the SHA-256 of its bytes, empty where there are none."""
    try:
        state = path.stat()
        if not path.is_file():  # a device may never end
            return Unread("it is not a file", "name the document itself"), ""
        budget.stop_over("bytes", state.st_size, budget.BYTES, _LESS)
        return _read(path, state.st_mtime_ns, state.st_size)
    except UnreadableError as error:
        return Unread(error.reason, error.hint), ""
    except FileNotFoundError:
        return Unread("it is not there", "", is_missing=True), ""
    except (OSError, ValueError) as error:  # ValueError: no path can hold this character
        return Unread(getattr(error, "strerror", None) or str(error), "is it readable?"), ""


@lru_cache(maxsize=256)
def _read(path: Path, _modified: int, _size: int) -> tuple[SourceDocument | Unread, str]:
    """A document that was read before is taken from the cache of files: a long PDF takes seconds."""
    data = path.read_bytes()
    suffix = path.suffix.lower()
    key = kept.key_of(b"document", suffix.encode(), Path(__file__).read_bytes(), data)
    if (known := kept.get(key)) is not None:
        with suppress(msgspec.MsgspecError):
            return msgspec.msgpack.decode(known, type=SourceDocument), _sha256(data)
    found = _extract(suffix, data)
    if isinstance(found, SourceDocument):
        kept.put(key, msgspec.msgpack.encode(found))
    return found, _sha256(data)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _extract(suffix: str, data: bytes) -> SourceDocument | Unread:
    reader = _READERS.get(suffix)
    if reader is None:
        return Unread(
            f"files that end in {suffix or 'nothing'} cannot be read", f"it can be one of {', '.join(_READERS)}"
        )
    try:
        if reader.needs and find_spec(reader.needs) is None:
            kind, install = reader.kind, 'pip install "casecode[documents]"'
            raise UnreadableError(f"{kind} documents need a package that is not installed", install)
        for name in filter(None, (reader.needs, reader.uses)):
            import_module(name)
        return apart(lambda: _document(reader.parts(data)), len(data), _LESS, reader.seconds)
    except UnreadableError as error:
        return Unread(error.reason, error.hint)


def _document(parts: _Parts) -> SourceDocument:
    document = document_of(parts)
    if not document.text.strip():
        raise UnreadableError("there is no text in it", "a scan has to go through text recognition first (OCR)")
    budget.stop_over("characters", len(document.text), budget.CHARACTERS, _LESS)
    return document


def _text(data: bytes) -> _Parts:
    """Paragraphs of plain text, by line."""
    line = 1
    lines: list[str] = []
    for number, text in enumerate([*_decoded(data).splitlines(), ""], 1):
        if text.strip():
            line = line if lines else number
            lines.append(text)
        elif lines:
            yield "\n".join(lines), "", line, ""
            lines = []


def _markdown(data: bytes) -> _Parts:
    """Blocks of Markdown without its marks, by line."""
    from markdown_it import MarkdownIt

    text = _decoded(data)
    with foreign(_AGAIN):
        tokens = MarkdownIt("commonmark").enable("table").parse(text)
    heading, is_heading = "", False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            is_heading = token.type == "heading_open"
        elif token.type in ("inline", "fence", "code_block"):
            text = "".join(_inline(child) for child in token.children) if token.children else token.content
            heading = text if is_heading else heading
            yield text, "", (token.map or [0])[0] + 1 + (token.type == "fence"), "" if is_heading else heading


def _inline(token: object) -> str:
    kind, content = getattr(token, "type", ""), getattr(token, "content", "")
    return "\n" if kind in ("softbreak", "hardbreak") else "" if kind == "html_inline" else content


def _html(data: bytes) -> _Parts:
    from casecode.documents.markup import declared_encoding, paragraphs

    return paragraphs(_decoded(data, declared_encoding(data)), _AGAIN)


def _pdf(data: bytes) -> _Parts:
    """Pages of a PDF, under the numbers printed on them where the document tells these."""
    from io import BytesIO

    from pypdf import PdfReader

    with foreign(_AGAIN):
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("it is locked with a password", "save it without one")
        budget.stop_over("pages", len(reader.pages), budget.PAGES, _LESS)
        labelled = zip(reader.page_labels, reader.pages, strict=False)
        pages = [(str(label), str(page.extract_text())) for label, page in labelled]
    for label, text in pages:
        yield text, f"p. {label}", 0, ""


def _docx(data: bytes) -> _Parts:
    """Paragraphs of a Word document with its tables and notes."""
    from io import BytesIO

    import mammoth

    from casecode.documents.markup import paragraphs

    with foreign(_AGAIN):
        budget.stop_if_packed_too_large(data, _LESS)
        html = mammoth.convert_to_html(BytesIO(data), convert_image=mammoth.images.img_element(lambda _: {})).value
    return paragraphs(html, _AGAIN)


def _decoded(data: bytes, encoding: str = "") -> str:
    """The text of the bytes: as its byte order mark says, as declared, else UTF-8."""
    marks = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
    name = next((name for mark, name in marks if data.startswith(mark)), encoding or "utf-8")
    try:
        text = data.decode(name)
    except LookupError:
        raise UnreadableError(f'its encoding "{name}" is not known', "save it as UTF-8") from None
    except UnicodeDecodeError as error:
        raise UnreadableError(f"byte 0x{data[error.start]:02x} is not {name.upper()}", "save it as UTF-8") from None
    except UnicodeError:  # of encodings that are not made for whole texts, such as punycode
        raise UnreadableError(f"it is not {name.upper()}", "save it as UTF-8") from None
    if "\0" in text:
        raise UnreadableError("it is not a text", "does its name end as it should?")
    return text


class _Reader(Struct, frozen=True):
    """What reads a kind of document, the modules that it uses, and the one of them that may not be installed."""

    parts: Callable[[bytes], _Parts]
    uses: str = ""
    needs: str = ""
    kind: str = ""
    seconds: Callable[[int], int] = budget.seconds


_PLAIN = _Reader(_text)
_MARKDOWN = _Reader(_markdown, "markdown_it")
_HTML = _Reader(_html, "casecode.documents.markup")
_READERS = {
    ".txt": _PLAIN,
    ".text": _PLAIN,
    ".md": _MARKDOWN,
    ".markdown": _MARKDOWN,
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".pdf": _Reader(_pdf, needs="pypdf", kind="PDF", seconds=budget.seconds_of_pages),
    ".docx": _Reader(_docx, "casecode.documents.markup", "mammoth", "Word"),
}
SUFFIXES = tuple(_READERS)
