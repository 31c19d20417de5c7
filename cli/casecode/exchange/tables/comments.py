"""Coded passages that stand as comments in a Word document, as Dedoose exports a coded document."""

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree
from zipfile import ZipFile

from casecode.exchange.tables.table import Cell, Table, made
from casecode.read import budget
from casecode.read.apart import apart
from casecode.read.boundary import foreign

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CODES = re.compile(r"Codes?\s*\(\s*(\d+)\s*-\s*(\d+)\s*\)", re.IGNORECASE)
_SPEAKER = re.compile(r"[^:\n]{1,40}:\s+")
_AGAIN = "export it anew"


def of_comments(name: str, data: bytes) -> Table:
    """A row for each comment that begins with `Codes (485-522)`: the text that it is on, and a code a paragraph."""
    found = apart(lambda: [*_read(data)], len(data), _AGAIN)
    document = re.sub(r"\.\w+\Z", "", name)
    rows: list[list[Cell]] = [[document, text, codes, author] for text, codes, author in found]
    return made(name, ["document", "text", "code", "coder"], rows, "dedoose-document")


def plain_text(data: bytes) -> str:
    """The paragraphs of a Word document, a line each."""

    def read() -> str:
        with foreign(_AGAIN):
            return "\n".join(_text(it) for it in _part(data, "word/document.xml").iter(f"{_W}p"))

    return apart(read, len(data), _AGAIN)


def has_comments(data: bytes) -> bool:
    """Whether a file is a Word document with comments."""
    with foreign(_AGAIN), ZipFile(io.BytesIO(data)) as packed:
        return "word/comments.xml" in packed.namelist()


def _read(data: bytes) -> Iterator[tuple[str, list[str], str]]:
    with foreign(_AGAIN):
        budget.stop_if_packed_too_large(data, _AGAIN)
        body = _part(data, "word/document.xml")
        on = _commented(body)
        whole = "\n".join(_text(it) for it in body.iter(f"{_W}p"))
        for comment in _part(data, "word/comments.xml").iter(f"{_W}comment"):
            first, *codes = [text for it in comment.iter(f"{_W}p") if (text := _text(it).strip())] or [""]
            if place := _CODES.match(first):
                text = _exact(on.get(comment.get(f"{_W}id", ""), ""), whole, int(place[1]), int(place[2]))
                yield text, codes, comment.get(f"{_W}author", "")


def _exact(text: str, whole: str, start: int, end: int) -> str:
    """The coded part of what a comment is on, which may be all of a run: that at the positions which the comment names,
    or, where they count otherwise, what is as long as they say without the name of the speaker."""
    part = whole[start:end].strip()
    if part and part in text:
        return part
    speaker = _SPEAKER.match(text)
    is_longer = speaker and abs(len(text) - speaker.end() - (end - start)) <= 2
    return text[speaker.end() :] if speaker and is_longer else text


def _part(data: bytes, name: str) -> ElementTree.Element:
    with ZipFile(io.BytesIO(data)) as packed:
        return ElementTree.fromstring(packed.read(name))


def _commented(body: ElementTree.Element) -> dict[str, str]:
    """The text that each comment is on, by the id of the comment."""
    begun: dict[str, list[str]] = {}
    found: dict[str, str] = {}
    for it in body.iter():
        if it.tag == f"{_W}commentRangeStart":
            begun[it.get(f"{_W}id", "")] = []
        elif it.tag == f"{_W}commentRangeEnd":
            id_ = it.get(f"{_W}id", "")
            found[id_] = "".join(begun.pop(id_, ())).strip()
        else:
            said = _said(it)
            for parts in begun.values() if said else ():
                parts.append(said)
    return found


def _said(it: ElementTree.Element) -> str:
    if it.tag == f"{_W}t":
        return it.text or ""
    return {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}p": "\n"}.get(it.tag, "")


def _text(paragraph: ElementTree.Element) -> str:
    return "".join(map(_said, paragraph.iter())).strip("\n")
