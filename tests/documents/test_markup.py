"""HTML as browsers read it: its encoding, its paragraphs, and what of it is shown."""

import pytest

from casecode.documents.document import document_of
from casecode.documents.extract import extracted
from casecode.documents.find import Finder
from casecode.documents.markup import as_browsers_read, declared_encoding, html
from casecode.read.boundary import UnreadableError


def paragraphs(page: str) -> list[str]:
    """The paragraphs of a page, without the signs around asides."""
    document = document_of(html(page.encode()))
    return document.text.split("\n\n") if document.text else []


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<!doctype html><html><head><meta charset=utf-8><title>T</title><p>Words follow.", ["Words follow."]),
        ("<title>T</title>Words follow.", ["Words follow."]),
        ("<head><title>T</title><style>p {}</style>Words <b>follow</b>.", ["Words follow."]),
        ("<html><head><title>T</title></head><body>So.", ["So."]),
        ("<details><summary>More</summary>words in here</details>", ["More", "words in here"]),
        ("<fieldset><legend>Who</legend>we<label>you</label></fieldset>", ["Who", "we", "you"]),
        ("<menu><li>a</menu>b<button>c</button>d<center>e</center><dialog>f</dialog>g", [*"abcdefg"]),
        ("a<svg/>b<span>c</span>d<x-y>e</x-y>", ["abcde"]),
        ("a<template>hidden</template><noscript>hidden</noscript>b", ["ab"]),
        ("<p>one<br>two<p>three", ["one\ntwo", "three"]),
    ],
)
def test_paragraphs(page: str, found: list[str]) -> None:
    """What nobody need close is closed; blocks part words, and what is in a line does not."""
    assert paragraphs(page) == found


def test_what_stands_beside() -> None:
    """Marks of notes and how characters are spoken are asides; a quote has them or not."""
    page = "<p>The price<sup><a href='#n1'>12</a></sup> of <ruby>\u6771<rt>to</rt>\u4eac<rt>kyo</rt></ruby> rose."
    document = document_of(html(page.encode()))
    assert Finder(document).find("The price of \u6771\u4eac rose.") is not None
    assert Finder(document).find("The price12 of") is not None
    assert "\ufdd0" not in document.text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'<meta charset="latin1"><p>\x80 5', "\u20ac 5"),
        (b'<meta charset="iso-8859-1"><p>\x93so\x94', "\u201cso\u201d"),
        (b'<meta http-equiv=Content-Type content="text/html; charset=windows-1251"><p>\xd0\xfb', "\u0420\u044b"),
        (b'<meta charset="gb2312"><p>\xd6\xd0', "\u4e2d"),
        (b"<meta charset=shift_jis><p>\x93\x8c", "\u6771"),
        (b'<meta charset="utf-16"><p>so \xc3\xa9', "so \u00e9"),
        (b'<meta charset="utf-8"><p>so \xe9 on', "so \ufffd on"),
        (b'<!-- <meta charset="klingon"> --><meta name=a content="charset=x"><p>\xc3\xa9', "\u00e9"),
        (b'<?xml version="1.0" encoding="iso-8859-2"?><p>\xb3', "\u0142"),
        ("<p>\u00e9".encode("utf-16"), "\u00e9"),
        (b'\xef\xbb\xbf<meta charset="latin1"><p>\xc3\xa9', "\u00e9"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    """A byte order mark comes first, then what a page declares, by the names that browsers know, then UTF-8."""
    assert as_browsers_read(data).endswith(text)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<p>\xe9", "byte 0xe9 is not UTF-8"),
        (b'<meta charset="klingon"><p>', "its encoding"),
        (b"a\0b", "it is not a text"),
    ],
)
def test_unknown_encodings(data: bytes, reason: str) -> None:
    """What a page does not say is not guessed."""
    with pytest.raises(UnreadableError, match=reason):
        as_browsers_read(data)


def test_declarations_are_found_late() -> None:
    """A declaration counts beyond the first kilobyte, as in a page whose head begins with scripts."""
    assert declared_encoding(b"<script>" + b" " * 5000 + b'</script><meta charset="koi8-r">') == "koi8-r"


def test_a_page_alone() -> None:
    """A page that is nothing but its head has no text."""
    assert "no text" in getattr(extracted(".html", b"<html><head><title>T</title></head></html>"), "reason", "")
