"""Bytes to a document: what is not plain text in UTF-8 is a problem with a place."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from errno import EINVAL
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from casecode.model.problem import MOST_PROBLEMS, Finding, Problem
from casecode.model.span import Document, Finder, Span

LARGEST_YAML = 40_000_000  # bytes; about 100,000 pieces of evidence
_STREAMS = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")
BULK = (".jsonl", ".ndjson", ".csv", ".tsv")  # endings of files with evidence in bulk
LARGEST_BULK = 500_000_000  # bytes of JSON Lines or CSV

# Control characters, which YAML 1.1 (section 4.1.1) does not let stand in a file; the parser finds the rarer ones.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_LINE = re.compile("[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+")


def is_bulk(name: str) -> bool:
    """Whether a file of this name holds evidence in bulk: JSON Lines or CSV."""
    return name.lower().endswith(BULK)


def decode(name: str, data: bytes, file: str = "", bulk: bool = False) -> tuple[Document | None, list[Problem]]:
    """The document that the bytes hold, or the problem that keeps it from being read."""
    limit = LARGEST_BULK if bulk else LARGEST_YAML
    if len(data) > limit:
        hint = "split it, or keep bulk evidence in JSON Lines or CSV (evidence-files)"
        message = f"the file has {len(data):,} bytes; {limit:,} are the most that can be read"
        return None, [Problem("too-large", message, _start(Document(name, "")), hint)]
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        before = Document(name, data[: error.start].decode(), is_yaml=not bulk)
        rest = data[error.start : error.start + 200].decode("utf-8", "replace")
        span = _end(Document(name, before.text + rest, is_yaml=not bulk), before)
        hint = "save the file as UTF-8" if b"\0" not in data[:1000] else "is this really a text file?"
        return None, [Problem("encoding", f"byte 0x{data[error.start]:02x} is not UTF-8", span, hint)]
    document = Document(name, text, file, is_yaml=not bulk)
    if found := _CONTROL.search(text):
        span = _end(document, Document(name, text[: found.start()], is_yaml=not bulk))
        message = f"the character U+{ord(found[0]):04X} may not stand in a text file"
        return None, [Problem("encoding", message, span, "is this really a text file? Otherwise delete the character")]
    return document, []


def too_many(document: Document) -> Problem:
    """What is said where reading a file stopped because of all that is wrong in it."""
    message = f"the file has more than {MOST_PROBLEMS:,} problems; what follows them is not told"
    return Problem("too-large", message, _start(document), "is one thing wrong everywhere? Put these right first")


def located(findings: Iterable[Finding], find: Finder) -> list[Problem]:
    """What checks found, with its places; of errors that are everywhere no more than anybody reads."""
    found: list[Problem] = []
    errors = 0
    for finding in findings:
        if errors >= MOST_PROBLEMS:
            return [*found, too_many(found[-1].span.document)]
        found.append(finding.located(find))
        errors += finding.severity == "error"
    return found


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, but no more of it than is needed to see that it is too large.

    What is neither file nor folder is not opened, as it may never end, or act: only a stream that this call was given.
    """
    if not str(path).startswith(_STREAMS) and not (S_ISREG(mode := path.stat().st_mode) or S_ISDIR(mode)):
        raise OSError(EINVAL, "it is not a file, but a pipe or device", str(path))
    with path.open("rb") as stream:
        return stream.read(LARGEST_BULK + 1)


def lines(text: str) -> Iterator[str]:
    """The lines of a text with what ends them, one by one: thousands at once would take more room than the text."""
    if "\r" in text:
        yield from (found[0] for found in _LINE.finditer(text))
        return
    start = 0
    while start < len(text):
        following = text.find("\n", start) + 1 or len(text)
        yield text[start:following]
        start = following


def _start(document: Document) -> Span:
    return Span(document, 1, 1, 1, 1)


def _end(document: Document, before: Document) -> Span:
    line, column = len(before.lines), len(before.lines[-1]) + 1
    return Span(document, line, column, line, column + 1)
