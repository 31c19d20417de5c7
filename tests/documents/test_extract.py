"""The text of source documents, and where in them it stands."""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casecode.documents import extract
from casecode.documents.document import SourceDocument, Unread
from casecode.documents.extract import SUFFIXES, read
from casecode.documents.find import Finder
from casecode.read import budget
from made_files import docx, pdf

Write = Callable[[str, bytes | str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a document and tells where."""

    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def place(path: Path, words: str) -> str:
    """Where in a document the words stand."""
    document, _ = read(path)
    assert isinstance(document, SourceDocument), document
    passage = Finder(document).find(words)
    assert passage is not None, document.text
    return document.place_at(passage.start)


def trouble(path: Path) -> str:
    """Why a document cannot be read."""
    document, _ = read(path)
    assert isinstance(document, Unread)
    return document.reason


def test_plain_text_is_found_by_line(write: Write) -> None:
    """In plain text the place is the line on which the words begin."""
    assert place(write("a.txt", "Title\n\nOne line\nand a second,\nand a third.\n"), "second, and a third") == "line 4"


def test_markdown_is_read_without_its_marks(write: Write) -> None:
    """Emphasis, links and line breaks of Markdown are no part of the words; the place is a line."""
    text = (
        "# Report\n\nSales **grew** by\n[ten percent](https://x.example) in 2014.\n\n| a | b |\n|---|---|\n| c | d |\n"
    )
    path = write("a.md", text)
    assert place(path, "Sales grew by ten percent in 2014.") == "line 3"
    assert place(path, "d") == "line 8"


def test_html_shows_what_a_reader_sees(write: Write) -> None:
    """Scripts, styles and the head of a page are no part of it; paragraphs are counted, with the heading above."""
    html = (
        "<html><head><title>Hidden title</title><style>p {color: red}</style></head><body><h1>Trade</h1>"
        "<p>Sales &amp; profit <b>grew</b><br>a lot.</p><script>var hidden = 1</script><ul><li>One</ul></body></html>"
    )
    path = write("a.html", html)
    assert place(path, "Sales & profit grew a lot.") == "¶ 2"
    document, _ = read(path)
    assert isinstance(document, SourceDocument)
    assert "idden" not in document.text
    assert document.part_at(document.text.index("One")).heading == "Trade"


def test_html_says_its_encoding(write: Write) -> None:
    """A page in another encoding is read as it declares."""
    assert place(write("a.html", '<meta charset="windows-1251"><p>Рынок</p>'.encode("cp1251")), "Рынок") == "¶ 1"


def test_pdf_has_the_page_numbers_that_are_printed(write: Write) -> None:
    """The place in a PDF is the number that the document gives to the page, not its position in the file."""
    path = write("a.pdf", pdf([["Cover"], ["Sales grew by ten", "percent in 2014."]], first_page=40))
    assert place(path, "grew by ten percent") == "p. 41"


def test_word_document_by_paragraph(write: Write) -> None:
    """A Word document is read by paragraphs, with the heading above."""
    path = write("a.docx", docx(["Sales grew.", "Profit fell."], heading="Results"))
    assert place(path, "Profit fell.") == "¶ 3"
    document, _ = read(path)
    assert isinstance(document, SourceDocument)
    assert document.part_at(len(document.text) - 1).heading == "Results"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.djvu", b"AT&T", "files that end in .djvu cannot be read"),
        ("a", b"text", "files that end in nothing cannot be read"),
        ("a.txt", b"  \n", "there is no text in it"),
        ("a.txt", b"caf\xe9", "byte 0xe9 is not UTF-8"),
        ("a.txt", b"a\0b", "it is not a text"),
        ("a.html", b'<meta charset="klingon-8"><p>x', 'its encoding "klingon-8" is not known'),
        ("a.pdf", b"%PDF-1.4 and nothing else", "it is damaged"),
        ("a.pdf", pdf([[]]), "there is no text in it"),
        ("a.docx", b"PK\3\4 broken", "it is damaged"),
    ],
)
def test_what_cannot_be_read_says_why(write: Write, name: str, content: bytes, reason: str) -> None:
    """A document that cannot be read gives a reason, and never an exception."""
    assert trouble(write(name, content)).startswith(reason)


def test_files_that_are_none(tmp_path: Path) -> None:
    """A missing file, a folder, a device without an end and a path that no file can have are told apart."""
    assert trouble(tmp_path / "none.txt") == "it is not there"
    assert trouble(tmp_path) == "it is not a file"
    assert trouble(Path("/dev/zero")) == "it is not a file"
    assert "null" in trouble(tmp_path / "a\0b.txt")


def test_large_documents_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is larger than can be read in reasonable time, packed or unpacked, is refused before it is read."""
    monkeypatch.setattr(budget, "BYTES", 10_000)
    assert trouble(write("a.txt", b"x" * 10_001)).startswith("it has more than")
    path = write("bomb.docx", b"")
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", " " * 1_000_000)
    assert trouble(path).startswith("it unpacks to more than")
    monkeypatch.setattr(budget, "CHARACTERS", 100)
    assert trouble(write("b.txt", b"x" * 101)).startswith("it has more than 100 characters")


def test_packages_that_are_not_installed_are_named(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra, PDF and Word say what to install, and other documents are read."""
    monkeypatch.setattr(extract, "find_spec", lambda name: None if name in ("pypdf", "mammoth") else find_spec(name))
    for name in ("a.pdf", "a.docx"):
        document, _ = read(write(name, b"not installed"))
        assert isinstance(document, Unread)
        assert "package" in document.reason
        assert document.hint == 'pip install "casecode[documents]"'
    assert place(write("a.txt", "Read."), "Read.") == "line 1"


def test_a_changed_document_is_read_anew(write: Write) -> None:
    """A document that was read before is taken from memory or the cache only while it is the same."""
    path = write("a.txt", "The first words.")
    _, before = read(path)
    write("a.txt", "Quite other words.")
    document, after = read(path)
    assert isinstance(document, SourceDocument)
    assert document.text == "Quite other words."
    assert before != after


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    suffix=st.sampled_from(SUFFIXES), content=st.binary(max_size=300), made=st.integers(0, 2), cut=st.integers(0, 400)
)
def test_any_bytes_are_read_or_refused(tmp_path: Path, suffix: str, content: bytes, made: int, cut: int) -> None:
    """Whatever bytes a document has, reading gives a document with parts in order, or a reason."""
    whole = (b"", pdf([["Some text"]]), docx(["Some text"]))[made]
    path = tmp_path / f"any{suffix}"
    path.write_bytes(whole[:cut] + content + whole[cut + len(content) :] if made else content)
    document, _ = read(path)
    if isinstance(document, Unread):
        assert document.reason
    else:
        assert document.text.strip()
        assert [part.start for part in document.parts] == sorted(part.start for part in document.parts)
