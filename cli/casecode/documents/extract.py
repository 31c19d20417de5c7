"""From a file to the text in it: plain text, Markdown, HTML, PDF and Word. What cannot be read says why."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import msgspec

from casecode.documents.document import SourceDocument, Unread, document_of
from casecode.project import cache as kept
from casecode.read.boundary import UnreadableError, foreign

LARGEST = 200_000_000  # bytes of a document, and of what is packed in it
MOST_TEXT = 20_000_000  # characters: some 8,000 pages
MOST_PAGES = 10_000

_Parts = Iterator[tuple[str, str, int, str]]
_AGAIN = "open it and save it anew, or as plain text"


def read(path: Path) -> tuple[SourceDocument | Unread, str]:
    """The document in a file, or why it cannot be read; and the SHA-256 of its bytes, empty where there are none."""
    try:
        state = path.stat()
        if not path.is_file():  # a device may never end
            return Unread("it is not a file", "name the document itself"), ""
        if state.st_size > LARGEST:
            return Unread(f"it has more than {LARGEST // 1_000_000} MB", "keep the part that is cited"), ""
        return _read(path, state.st_mtime_ns, state.st_size)
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
        document = document_of(reader(data))
    except UnreadableError as error:
        return Unread(error.reason, error.hint)
    if not document.text.strip():
        return Unread("there is no text in it", "a scan has to go through text recognition first (OCR)")
    if len(document.text) > MOST_TEXT:
        return Unread(f"it has more than {MOST_TEXT:,} characters", "keep the part that is cited")
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
    _need("pypdf", "PDF")
    from io import BytesIO

    from pypdf import PdfReader

    with foreign(_AGAIN):
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("it is locked with a password", "save it without one")
        if len(reader.pages) > MOST_PAGES:
            raise UnreadableError(f"it has more than {MOST_PAGES:,} pages", "keep the part that is cited")
        labelled = zip(reader.page_labels, reader.pages, strict=False)
        pages = [(str(label), str(page.extract_text())) for label, page in labelled]
    for label, text in pages:
        yield text, f"p. {label}", 0, ""


def _docx(data: bytes) -> _Parts:
    """Paragraphs of a Word document with its tables and notes."""
    _need("mammoth", "Word")
    from io import BytesIO
    from zipfile import ZipFile

    import mammoth

    from casecode.documents.markup import paragraphs

    with foreign(_AGAIN):
        with ZipFile(BytesIO(data)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST:
                raise UnreadableError(
                    f"it unpacks to more than {LARGEST // 1_000_000} MB", "keep the part that is cited"
                )
        html = mammoth.convert_to_html(BytesIO(data), convert_image=mammoth.images.img_element(lambda _: {})).value
    return paragraphs(html, _AGAIN)


def _need(module: str, kind: str) -> None:
    if find_spec(module) is None:
        raise UnreadableError(
            f"{kind} documents need a package that is not installed", 'pip install "casecode[documents]"'
        )


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


_READERS: dict[str, Callable[[bytes], _Parts]] = {
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".pdf": _pdf,
    ".docx": _docx,
}
SUFFIXES = tuple(_READERS)
