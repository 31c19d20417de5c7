"""Bytes to text: what is not plain text is a problem at the byte where it goes wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.read import text
from casecode.read.text import decode, read_bytes

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "place", "byte"),
    [
        (b"\xff", "t:1:1", "0xff"),
        (b"ab\xff", "t:1:3", "0xff"),
        (b"a\n\xc3\xa9\xc3", "t:2:2", "0xc3"),
        (b"a\r\n\xe4\xbb\xb7\xe9 b\n", "t:2:2", "0xe9"),
        (b"\xed\xa0\x80", "t:1:1", "0xed"),
        (b"\xc0\xaf", "t:1:1", "0xc0"),
        (BOM + b"a\xff", "t:1:2", "0xff"),
        (BOM + b"case: x\ntitle: \xc3\xa9\xc3\xa9\xff\n", "t:2:10", "0xff"),
    ],
)
def test_invalid_utf8_is_found(data: bytes, place: str, byte: str) -> None:
    """The first byte that is not UTF-8 is named with its line and column, also behind a byte order mark."""
    document, (problem,) = decode("t", data)
    assert document is None
    assert problem.rule == "encoding"
    assert problem.message == f"byte {byte} is not UTF-8"
    assert str(problem.span) == place
    assert problem.hint == "save the file as UTF-8"


def test_line_of_invalid_utf8_is_shown() -> None:
    """The line with the byte that is wrong can be shown, with a sign in its place."""
    _, (problem,) = decode("t", b"a: 1\nb: Caf\xe9 Group\nc: 2\n")
    assert problem.span.line_text == "b: Caf\ufffd Group"


def test_utf16_looks_like_no_text() -> None:
    """Where there are NUL bytes among the first, the hint asks whether it is a text at all."""
    _, (problem,) = decode("t", "case: x\n".encode("utf-16"))
    assert problem.hint == "is this really a text file?"


@pytest.mark.parametrize(
    ("data", "place", "code"),
    [
        (b"a\0b", "t:1:2", "U+0000"),
        (b"\x1b[31m", "t:1:1", "U+001B"),
        (b"a\r\nb\x7f", "t:2:2", "U+007F"),
        (b"a\xc2\x9bb", "t:1:2", "U+009B"),
        (b"a\x0cb", "t:1:2", "U+000C"),
        (b"\n\n\x08", "t:3:1", "U+0008"),
    ],
)
def test_control_characters_are_refused(data: bytes, place: str, code: str) -> None:
    """A character that would steer a terminal is named by its code where it stands."""
    document, (problem,) = decode("t", data)
    assert document is None
    assert problem.rule == "encoding"
    assert problem.message == f"the character {code} may not stand in a text file"
    assert str(problem.span) == place


@pytest.mark.parametrize("written", ["a\tb", "a\r\nb", "a\x85b", "a\u2028b", "价\U0001f600", "\u202e", ""])
def test_other_characters_are_read(written: str) -> None:
    """Tabs, line ends and every script are text."""
    document, problems = decode("t", written.encode())
    assert problems == []
    assert document is not None
    assert document.text == written


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    """The mark that some editors put first is dropped, so that columns count from the first letter."""
    document, _ = decode("t", BOM + b"a: 1\n")
    assert document is not None
    assert document.text == "a: 1\n"


def test_size_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may have as many bytes as the limit says and not one more, and bulk evidence may have more."""
    monkeypatch.setattr(text, "LARGEST_YAML", 1000)
    monkeypatch.setattr(text, "LARGEST_BULK", 2000)
    assert decode("t", b"a" * 1000)[1] == []
    document, (problem,) = decode("t", b"a" * 1001)
    assert document is None
    assert problem.rule == "too-large"
    assert problem.message == "the file has 1,001 bytes; 1,000 are the most that can be read"
    assert str(problem.span) == "t:1:1"
    assert problem.span.line_text == ""
    assert decode("t", b"a" * 2000, bulk=True)[1] == []
    assert decode("t", b"a" * 2001, bulk=True)[1][0].rule == "too-large"


def test_no_more_is_read_than_needed(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file beyond the largest limit one byte more than the limit is read, whatever its size."""
    monkeypatch.setattr(text, "LARGEST_BULK", 2000)
    path = tmp_path_factory.mktemp("large") / "large.jsonl"
    path.write_bytes(b"a" * 9000)
    assert len(read_bytes(path)) == 2001


@pytest.mark.parametrize(("is_bulk", "lines"), [(False, ["a", "b", "c", "d"]), (True, ["a\x85b\u2028c", "d"])])
def test_lines_end_as_in_their_format(is_bulk: bool, lines: list[str]) -> None:
    """YAML ends lines at more characters than JSON Lines and CSV do, and places count as the format does."""
    document, _ = decode("t", "a\x85b\u2028c\nd".encode(), bulk=is_bulk)
    assert document is not None
    assert document.lines == lines


@given(st.binary(max_size=60), st.sampled_from((b"", BOM, b"a: \xc3\xa9\n")), st.booleans())
def test_bytes_are_text_or_a_problem(data: bytes, before: bytes, is_bulk: bool) -> None:
    """Any bytes are either a text or one problem with a place within it."""
    document, problems = decode("t", before + data, bulk=is_bulk)
    assert (document is None) == (len(problems) == 1)
    for problem in problems:
        assert problem.span.column <= len(problem.span.line_text) + 1
        assert problem.span.line <= len(problem.span.document.lines)
