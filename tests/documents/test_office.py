"""Documents of word processors, and what is packed as they are."""

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casecode.documents import office
from casecode.documents.document import SourceDocument, Unread
from casecode.documents.extract import extracted
from casecode.documents.find import Finder
from made_files import epub, odt, pptx, rtf


def read(suffix: str, data: bytes) -> SourceDocument:
    """The document that some bytes are."""
    document = extracted(suffix, data)
    assert isinstance(document, SourceDocument), document
    return document


def place(document: SourceDocument, words: str) -> str:
    """Where the words stand."""
    passage = Finder(document).find(words)
    assert passage is not None, document.text
    return document.place_at(passage.start)


def test_opendocument() -> None:
    """Paragraphs are counted, with the heading above; notes stand behind theirs, and their marks are asides."""
    body = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:h>Results</text:h>"
        "<text:p>Sales<text:s text:c='2'/>grew<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>See the table.</text:p></text:note-body></text:note> in<text:tab/>2014.<text:line-break/>So.</text:p>"
        "<text:p>It<office:annotation><text:p>really?</text:p></office:annotation> fell.</text:p>"
    )
    document = read(".odt", odt(body))
    assert place(document, "Sales grew in 2014. So.") == "\u00b6 2"
    assert place(document, "See the table.") == "\u00b6 3"
    assert place(document, "It fell.") == "\u00b6 4"
    assert document.part_at(document.text.index("fell")).heading == "Results"
    assert "gone" not in document.text
    assert "really" not in document.text


def test_tables_that_are_transcripts() -> None:
    """A row with a time, a name and what is said is a turn; a quote goes on over rows of one speaker."""
    rows = [("00:01:10", "I", "How was it?"), ("00:01:14", "N1", "Too short, and"), ("00:01:40", "N1", "at night.")]
    cells = ["".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row) for row in rows]
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    document = read(".odt", odt(f"<table:table>{table}</table:table>"))
    assert place(document, "Too short, and at night.") == "turn 2, 00:01:14"
    assert [turn.speaker for turn in document.turns] == ["I", "N1", "N1"]


def test_a_table_of_names_and_words() -> None:
    """Two columns, of which the first says who speaks, are turns."""
    rows = [("I", "How was it?"), ("N1", "Short."), ("I", "And then?"), ("N1", "We went home.")]
    cells = ["".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row) for row in rows]
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    document = read(".odt", odt(f"<table:table>{table}</table:table>"))
    assert place(document, "We went home.") == "turn 4"


def test_rtf() -> None:
    """Escapes, characters of two code units, pages of codes, tables and pictures of RTF; its links show no address."""
    text = (
        r"In der G\'e4rtnerei \u-10180?\u-8389?\par {\*\generator x;}{\pict 89504e47"
        + "0f" * 200
        + r"}Zw\'f6lf\line so\par"
        r"{\field{\*\fldinst{HYPERLINK " + '"https://x.example"' + r"}}{\fldrslt the link}} goes on\par "
        r"a\cell b\cell\row"
    )
    document = read(".rtf", rtf(text))
    assert place(document, "In der G\u00e4rtnerei \U0001f33b") == "\u00b6 1"
    assert place(document, "the link goes on") == "\u00b6 4"
    assert "x.example" not in document.text
    assert "0f0f" not in document.text
    assert place(document, "a b") == "\u00b6 5"


def test_presentations_by_slide() -> None:
    """A place in a presentation is the slide."""
    document = read(".pptx", pptx(["Sales grew.", "Profit fell."]))
    assert place(document, "Profit fell.") == "slide 2"


def test_books_by_paragraph() -> None:
    """A book is read in the order of its spine, its paragraphs counted from the first to the last page."""
    document = read(".epub", epub(["<h1>One</h1><p>Sales grew.</p>", "<p>Profit fell.</p>"]))
    assert place(document, "Profit fell.") == "\u00b6 3"
    assert document.part_at(document.text.index("fell")).heading == "One"


@pytest.mark.parametrize(
    ("suffix", "data", "reason"),
    [
        (".odt", b"PK\3\4 broken", "it is damaged"),
        (".odt", odt("", {"META-INF/manifest.xml": "<encryption-data/>"}), "it is locked"),
        (".odt", odt("<text:p>open"), "it is damaged"),
        (".rtf", b"no rtf", "it is not RTF"),
        (".pptx", b"PK\3\4", "it is damaged"),
        (".pptx", pptx([]), "there is no text in it"),
        (".epub", epub([], {"META-INF/rights.xml": ""}), "it is locked by its seller"),
        (".epub", odt(""), "it is damaged"),
        (".docx", office._OLE + b"x", "it is locked"),
        (".doc", b"text", "it is no Word document"),
        (".doc", office._OLE + "EncryptedPackage".encode("utf-16-le"), "it is locked"),
        (".vtt", b"WEBVTT\n\nNOTE nothing", "nothing is said in it"),
        (".tsv", b"a\tb\n1\t2\n", "it is no transcript"),
    ],
)
def test_what_cannot_be_read_says_why(suffix: str, data: bytes, reason: str) -> None:
    """A document that is damaged, locked or another thing gives a reason."""
    document = extracted(suffix, data)
    assert isinstance(document, Unread)
    assert document.reason.startswith(reason)
    assert document.hint


def test_documents_of_word_97(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is called .doc and is something newer is read as that; what is old needs LibreOffice, and says so."""
    assert place(read(".doc", rtf("Sales grew.")), "Sales grew.") == "\u00b6 1"
    assert place(read(".doc", b"<html><p>Sales grew."), "Sales grew.") == "\u00b6 1"
    monkeypatch.setattr(office, "libreoffice", lambda: "")
    missing = extracted(".doc", office._OLE)
    assert isinstance(missing, Unread)
    assert "LibreOffice" in missing.reason
    office_program = tmp_path / "soffice"
    (tmp_path / "made.odt").write_bytes(odt("<text:p>Sales grew.</text:p>"))
    office_program.write_text(
        f'#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\ncp {tmp_path}/made.odt "$2"/document.odt\n'
    )
    office_program.chmod(0o755)
    monkeypatch.setattr(office, "libreoffice", lambda: str(office_program))
    assert place(read(".doc", office._OLE), "Sales grew.") == "\u00b6 1"
    monkeypatch.setattr(office, "libreoffice", lambda: shutil.which("true") or "true")
    failed = extracted(".doc", office._OLE)
    assert isinstance(failed, Unread)
    assert "makes nothing of it" in failed.reason


def test_entities_do_not_expand() -> None:
    """A document that is small and would be large is refused."""
    entities = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10 if at else "aaaaaaaaaa"}">' for at in range(12))
    data = BytesIO()
    with ZipFile(data, "w") as packed:
        packed.writestr("content.xml", f"<!DOCTYPE x [{entities}]><x><p>&a11;</p></x>")
    document = extracted(".odt", data.getvalue())
    assert isinstance(document, Unread)


words = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters="&<>{}\\|"), min_size=1, max_size=12)
texts = st.lists(st.lists(words, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=5)
WRITERS: dict[str, Callable[[list[str]], bytes]] = {
    ".odt": lambda them: odt("".join(f"<text:p>{text}</text:p>" for text in them)),
    ".rtf": lambda them: rtf("\\par ".join(map(escaped, them))),
    ".pptx": pptx,
    ".epub": lambda them: epub([f"<p>{text}</p>" for text in them]),
}


def escaped(text: str) -> str:
    """A text in RTF, each character by its UTF-16 code units."""
    units = text.encode("utf-16-le")
    numbers = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "".join(chr(one) if 32 <= one < 127 else f"\\u{one}?" for one in numbers)


@settings(deadline=None, max_examples=40)
@given(st.sampled_from([*WRITERS]), texts)
def test_they_read_back(suffix: str, them: list[str]) -> None:
    """Paragraphs written in a format are read as they were."""
    reader = {".odt": office.odt, ".rtf": office.rtf, ".pptx": office.pptx, ".epub": office.epub}[suffix]
    assert [text for text, *_ in reader(WRITERS[suffix](them))] == them
