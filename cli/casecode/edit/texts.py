"""A text as it stands in the canonical layout: as it was written where it fits on its line, folded where it is long."""

import re
from itertools import groupby

from casecode.edit import emit

WIDEST = 120  # columns; what is wider is broken, and folded text is then as wide as `emit.WIDTH`

_BREAK = re.compile("[\n\r\x85\u2028\u2029]")
_GAP = re.compile(r"(?<=\S) (?=\S)")  # a space that a line break can stand for
# Words that a reader of YAML 1.1 takes for something else than text, and does not take for a number either.
_WORD = re.compile("~|null|true|false|yes|no|on|off|y|n|<<|=", re.IGNORECASE | re.ASCII)


def on_line(source: str, text: str, in_flow: bool = False) -> str:
    """A text on one line, given how it was written: quotes stay, and become double ones where that costs no escape."""
    is_one_line = not _BREAK.search(source)
    if source.startswith('"') and is_one_line:
        return source
    if source.startswith("'"):
        return source if is_one_line and re.search(r'["\\]', text) else emit.quoted(text)
    if not source:
        return ""
    if source[0] in '|>"' or _WORD.fullmatch(text):
        return emit.quoted(text)
    if is_one_line:
        return source
    return text if emit.is_plain(text, in_flow) else emit.quoted(text)


def behind(source: str, text: str, indent: int, column: int) -> list[str]:
    """A text behind its key or dash, which stands at `indent`: the first line, then whole lines below it."""
    inner = " " * (indent + 2)
    if source[:1] in ("|", ">"):
        return _block(source, text.strip(), inner)
    line = on_line(source, text)
    if column + len(line) <= WIDEST or not _GAP.search(text):
        return [line]
    return _folded(text, inner) or [line]


def _block(source: str, text: str, inner: str) -> list[str]:
    """What was written as a block stays one, with its line breaks as far as its lines are not too long."""
    if not text or emit.UNSAFE.search(text):
        return [emit.quoted(text)]
    if source[0] == "|":
        return ["|-", *(inner + line if line else "" for line in text.split("\n"))]
    lines = _content(source)
    is_indented = any(line[:1] in (" ", "\t") for line in lines)
    if is_indented:
        return _as_indented(lines, text, inner)
    lines = [line.rstrip() for line in lines]
    if _unfolded(lines) == text and all(len(inner) + len(line) <= WIDEST for line in lines):
        return [">-", *(inner + line if line else "" for line in lines)]
    return _folded(text, inner) or [emit.quoted(text)]


def _content(source: str) -> list[str]:
    """The lines of a folded text without their common indent."""
    lines = _BREAK.sub("\n", source.replace("\r\n", "\n")).split("\n")[1:]
    first = next(number for number, line in enumerate(lines) if line.strip())
    indent = len(lines[first]) - len(lines[first].lstrip(" "))
    return [line[indent:] for line in lines[first:]]


def _as_indented(lines: list[str], text: str, inner: str) -> list[str]:
    """A folded text with lines that are indented deeper, whose breaks are a part of it: as it is."""
    if lines[0].startswith("\t"):
        return [emit.quoted(text)]
    return [">-", *(inner + line if line else "" for line in lines)]


def _unfolded(lines: list[str]) -> str:
    """What lines of folded text say: a break is a space, each blank line a break."""
    parts: list[str] = []
    for is_text, group in groupby(lines, bool):
        held = [*group]
        parts.append(" ".join(held) if is_text else "\n" * len(held))
    return "".join(parts)


def _folded(text: str, inner: str) -> list[str]:
    """A text folded anew; nothing where it would not be read back as it is."""
    paragraphs = re.split("(\n+)", text)
    if text != text.strip() or emit.UNSAFE.search(text) or any(it != it.strip(" \t") for it in paragraphs):
        return []
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [""] * len(paragraph) if paragraph.startswith("\n") else _wrapped(paragraph, emit.WIDTH - len(inner))
    return [">-", *(inner + line if line else "" for line in lines)]


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in _GAP.split(text):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > max(width, 20):
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines
