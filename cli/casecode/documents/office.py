"""Documents of word processors and what is packed as they are: Word, OpenDocument, RTF, EPUB, PowerPoint."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path, PurePosixPath
from posixpath import normpath
from tempfile import TemporaryDirectory
from urllib.parse import unquote
from xml.etree.ElementTree import XMLParser, fromstring
from zipfile import ZipFile

from casecode.documents.markup import Gatherer, PageParser, as_browsers_read, as_speech, chained, paragraphs
from casecode.documents.plain import AGAIN, Parts
from casecode.read import budget
from casecode.read.boundary import UnreadableError, foreign

LESS = "keep the part that is cited"
SECONDS = 120  # that LibreOffice may take for one document
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = UnreadableError("it is locked with a password", "save it without one")


def docx(data: bytes) -> Parts:
    """Paragraphs of a Word document with its tables and notes."""
    import mammoth

    if data.startswith(_OLE):
        raise _LOCKED
    with foreign(AGAIN):
        budget.stop_if_packed_too_large(data, LESS)
        html = mammoth.convert_to_html(BytesIO(data), convert_image=mammoth.images.img_element(lambda _: {})).value
    return paragraphs(html, AGAIN)


# OpenDocument: what its elements are in HTML; what is not named is a part of the text around it
_ODF = {
    "p": "p",
    "h": "h2",
    "list-item": "li",
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "covered-table-cell": "td",
    "line-break": "br",
    "note-citation": "sup",
    "annotation": "template",
    "annotation-end": "",
    "tracked-changes": "template",
    "title": "template",  # of a picture
    "desc": "template",
}
_SLIDE = {"p": "p", "br": "br", "tbl": "table", "tr": "tr", "tc": "td"}


def odt(data: bytes) -> Parts:
    """Paragraphs of an OpenDocument text with its tables; each note stands behind the paragraph that it is to."""
    with foreign(AGAIN), ZipFile(BytesIO(data)) as packed:
        budget.stop_if_packed_too_large(data, LESS)
        if b"encryption-data" in (
            packed.read("META-INF/manifest.xml") if _has(packed, "META-INF/manifest.xml") else b""
        ):
            raise _LOCKED
        target = _Odf()
        parser = XMLParser(target=target)
        parser.feed(packed.read("content.xml"))
        parser.close()
    return target.gathered.parts()


class _Odf:
    """What expat meets in an OpenDocument text, handed to a gatherer."""

    def __init__(self) -> None:
        self.gathered = Gatherer()
        self._notes: list[Gatherer] = []
        self._at = [self.gathered]  # what is gathered now: of a note apart, and shown behind its paragraph
        self._depth = 0  # of a paragraph that has notes in it

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        tag = name.rpartition("}")[2]
        if tag == "note-body":
            self._at.append(Gatherer())
        elif tag == "s":
            count = next((it for key, it in attributes.items() if key.endswith("}c")), "1")
            self._at[-1].data(" " * (min(int(count), 80) if count.isdigit() else 1))
        elif tag == "tab":
            self._at[-1].data(" ")
        elif known := _ODF.get(tag):
            self._at[-1].start(known)

    def end(self, name: str) -> None:
        """It ends."""
        tag = name.rpartition("}")[2]
        if tag == "note-body" and len(self._at) > 1:
            note = self._at.pop()
            note.end_paragraph()
            self._notes.append(note)
        elif known := _ODF.get(tag):
            self._at[-1].end(known)
            if len(self._at) == 1 and tag in ("p", "h"):
                for note in self._notes:
                    self.gathered.found += note.found
                self._notes.clear()

    def data(self, text: str) -> None:
        """Text in it."""
        self._at[-1].data(text)

    def close(self) -> None:
        """The document ends."""


def pptx(data: bytes) -> Parts:
    """What stands on the slides of a presentation, and in the notes to them."""
    slides: list[tuple[int, Gatherer]] = []
    with foreign(AGAIN), ZipFile(BytesIO(data)) as packed:
        budget.stop_if_packed_too_large(data, LESS)
        names = [
            name
            for name in packed.namelist()
            if re.fullmatch(r"ppt/(slides/slide|notesSlides/notesSlide)\d{1,5}\.xml", name)
        ]
        for name in sorted(names, key=lambda it: (int(re.findall(r"\d+", it)[-1]), "notes" in it)):
            target = _Xml(_SLIDE, "t")
            parser = XMLParser(target=target)
            parser.feed(packed.read(name))
            parser.close()
            slides.append((int(re.findall(r"\d+", name)[-1]), target.gathered))
    return ((text, f"slide {number}", 0, heading) for number, one in slides for text, _, _, heading in one.parts())


class _Xml:
    """What expat meets in other XML: text stands in one element only."""

    def __init__(self, tags: Mapping[str, str], text: str) -> None:
        self.gathered = Gatherer()
        self._tags, self._text, self._within = tags, text, 0

    def start(self, name: str, _: Mapping[str, str]) -> None:
        """An element begins."""
        tag = name.rpartition("}")[2]
        self._within += tag == self._text
        if known := self._tags.get(tag):
            self.gathered.start(known)

    def end(self, name: str) -> None:
        """It ends."""
        tag = name.rpartition("}")[2]
        self._within -= tag == self._text
        if known := self._tags.get(tag):
            self.gathered.end(known)

    def data(self, text: str) -> None:
        """Text in it."""
        if self._within > 0:
            self.gathered.data(text)

    def close(self) -> None:
        """The document ends."""


def epub(data: bytes) -> Parts:
    """The paragraphs of a book, in the order in which it is read."""
    pages = []
    with foreign(AGAIN), ZipFile(BytesIO(data)) as packed:
        budget.stop_if_packed_too_large(data, LESS)
        if _has(packed, "META-INF/rights.xml"):
            raise UnreadableError("it is locked by its seller", "take it as text, or cite its pages without a document")
        root = fromstring(packed.read("META-INF/container.xml"))
        book = next(it for one in root.iter() if (it := one.get("full-path")))
        listed = fromstring(packed.read(book))
        files = {one.get("id"): one.get("href", "") for one in listed.iter() if one.tag.endswith("}item")}
        for one in listed.iter():
            if one.tag.endswith("}itemref") and (name := files.get(one.get("idref"))):
                parser = PageParser()
                inside = normpath(str(PurePosixPath(book).parent / unquote(name)))
                parser.feed(as_browsers_read(packed.read(inside)))
                parser.close()
                pages.append(parser.gathered)
    return chained(pages)


_ABOUT = ("docProps/core.xml", "meta.xml")  # of Word and PowerPoint, and of OpenDocument


def about_packed(data: bytes) -> tuple[str, str]:
    """The title that a packed document has, and of a book the day on which it was published; that on which another one
    was made is often that of its template."""
    with foreign(AGAIN), ZipFile(BytesIO(data)) as packed:
        budget.stop_if_packed_too_large(data, LESS)
        names = [*(name for name in _ABOUT if _has(packed, name))]
        names += [name for name in packed.namelist() if name.endswith(".opf")][:1]
        if not names:
            return "", ""
        held: dict[str, str] = {}
        for one in fromstring(packed.read(names[0])).iter():
            held.setdefault(one.tag.rpartition("}")[2], (one.text or "").strip())
    return held.get("title", ""), held.get("date", "") if names[0].endswith(".opf") else ""


_HEXADECIMAL = re.compile(r"[0-9a-fA-F\s]{200,}")  # a picture
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
_FIELD = re.compile(r"\\fldinst(?![a-z])")  # what a field is, such as the address of a link, is not said


def rtf(data: bytes) -> Parts:
    """Paragraphs of RTF, and of its tables the rows."""
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableError("it is not RTF", "does its name end as it should?")
    source = _HEXADECIMAL.sub(" ", data.decode("latin-1"))
    with foreign(AGAIN):
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]
            _FIELD.sub(r"\\xe ", _CELL.sub(r"\\tab ", source)), errors="replace"
        )
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
    return _numbered(whole.split("\n"))


def _numbered(lines: list[str]) -> Parts:
    """Lines as paragraphs; those that are rows of a table that is a transcript as what is said there."""
    found: list[str] = []
    rows: list[list[str]] = []
    for line in [*lines, ""]:
        cells = line.rstrip("\t").split("\t") if "\t" in line else []
        if cells:
            rows.append(cells)
            continue
        found += as_speech(rows) or [" ".join(row) for row in rows]
        rows = []
        found.append(line)
    for number, line in enumerate((line for line in found if line.strip()), 1):
        yield " ".join(line.split()), f"\u00b6 {number}", 0, ""


# Word 97 to 2003


def converted(data: bytes) -> tuple[str, bytes]:
    """A document with the ending `.doc` as another one: what it is in truth, or what LibreOffice makes of it.

    Raises `UnreadableError` where there is no LibreOffice, or it makes nothing of it.
    """
    begins = data[:200].lstrip()
    if begins.startswith(b"{\\rtf"):
        return ".rtf", data
    if begins.startswith(b"PK"):
        return ".docx", data
    if begins[:1] == b"<" and b"html" in data[:2000].lower():
        return ".html", data
    if not data.startswith(_OLE):
        raise UnreadableError("it is no Word document", "does its name end as it should?")
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise _LOCKED
    program = libreoffice()
    if not program:
        raise UnreadableError(
            "documents of Word 97 to 2003 need LibreOffice, which is not here",
            "save it as .docx, or install LibreOffice",
        )
    return ".odt", _by_libreoffice(program, data)


def libreoffice() -> str:
    """The program that reads old documents, or nothing."""
    usual = {
        "darwin": "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "win32": rf"{os.environ.get('PROGRAMFILES', '')}\LibreOffice\program\soffice.exe",
    }.get(sys.platform, "")
    return shutil.which("soffice") or shutil.which("libreoffice") or (usual if Path(usual).is_file() else "")


def _by_libreoffice(program: str, data: bytes) -> bytes:
    """What LibreOffice makes of a document, with a profile of its own, so that nothing of the user's is touched."""
    with TemporaryDirectory(prefix="casecode-", ignore_cleanup_errors=True) as folder:
        within = Path(folder)
        (within / "document.doc").write_bytes(data)
        call = [program, f"-env:UserInstallation={(within / 'profile').as_uri()}", "--headless", "--norestore"]
        call += ["--convert-to", "odt:writer8", "--outdir", folder, str(within / "document.doc")]
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(call, timeout=SECONDS, capture_output=True, stdin=subprocess.DEVNULL, check=False)
        made = within / "document.odt"
        if not made.is_file():
            raise UnreadableError("LibreOffice makes nothing of it", "open it there and save it as .docx")
        return made.read_bytes()


def _has(packed: ZipFile, name: str) -> bool:
    return name in packed.NameToInfo
