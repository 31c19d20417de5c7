"""Lists of evidence in plain YAML, line by line: one key to a line, texts on one line, folded or literal.

Most evidence is written like this, and is read here a good ten times faster than through a parser of all of YAML.
What this does not know raises `OddError`, and the file goes to the parser. It must never read anything differently:
tests hold it against the parser.
"""

import re
from collections.abc import Iterator
from typing import Any

from casecode.read.quick import Item, OddError, lines

_LINE = re.compile(r"( *)(- +)?([a-z]+(?:-[a-z]+)*):(?: +(?!#)(.*))?")
_LIST_ITEM = re.compile(r"( +)- +([a-z0-9]+(?:-[a-z0-9]+)*) *(?: #.*)?")
# A list of words on one line; what is not an id is refused later.
_FLOW_LIST = re.compile(r"\[ *([\w. /-]+(?:, *[\w. /-]+)*|) *\] *(?: #.*)?")
_DOUBLE = re.compile(r'"([^"\\]*)" *(?: #.*)?')
_SINGLE = re.compile(r"'((?:[^']|'')*)' *(?: #.*)?")
_BLOCK = re.compile(r"([>|])[+-]? *(?: #.*)?")
_INDICATORS = frozenset(" -?:,[]{}#&*!|>'\"%@`")
# Line breaks of YAML 1.1 that are none elsewhere, and what its readers refuse.
_ODD_CHARACTERS = re.compile("[\x85\u2028\u2029\ufeff\ufffe\uffff]")


def items(text: str, begin: int, end: int, first_line: int) -> Iterator[Item]:
    """The mappings of a list that stands in a text, from one offset to before another, given the number of its first
    line. Raises `OddError`."""
    if text.find("\t", begin, end) >= 0 or text.find("\r", begin, end) >= 0:
        raise OddError
    if not text.isascii() and _ODD_CHARACTERS.search(text, begin, end):
        raise OddError
    reader = _Reader()
    for number, line in enumerate(lines(text, begin, end), first_line):
        done = reader.take(line.rstrip("\n"), number)
        if done is not None:
            yield done
    last = reader.finish()
    if last is None:  # nothing after `evidence:`
        raise OddError
    yield last


class _Reader:
    """Takes line after line; what a line says is complete once a line follows that does not go on with it."""

    def __init__(self) -> None:
        self.dash = -1  # the column of the dashes
        self.column = -1  # the column of the keys
        self.line = 0
        self.values: dict[str, Any] | None = None
        self.key = ""
        self.open = ""  # what a line may go on with: a plain text, a block (> or |), or a list (-)
        self.indent = -1  # of the block or list that is open
        self.parts: list[str] = []
        self.gap = False  # a blank line or a comment: a text that is open may not go on after it

    def take(self, line: str, number: int) -> Item | None:
        """Read a line; an item is given out when the next one begins."""
        content = line.lstrip(" ")
        if not content:
            self.gap = True
            return None
        if self.open and self._goes_on(line, content):
            return None
        if content[0] == "#":
            self.gap = True
            return None
        self._close()
        self.gap = False
        found = _LINE.fullmatch(line)
        if found is None:
            raise OddError
        done = self._begin(found, number) if found[2] else None
        if not found[2] and (self.values is None or len(found[1]) != self.column):
            raise OddError
        self._value(found[3], found[4])
        return done

    def finish(self) -> Item | None:
        """The last item."""
        self._close()
        return self._item()

    def _item(self) -> Item | None:
        return None if self.values is None else (self.line, self.column, self.values)

    def _begin(self, found: re.Match[str], number: int) -> Item | None:
        done = self._item()
        dash, column = len(found[1]), len(found[1]) + len(found[2])
        if self.dash not in (-1, dash):
            raise OddError
        self.dash, self.column, self.line, self.values = dash, column, number, {}
        return done

    def _goes_on(self, line: str, content: str) -> bool:
        """Whether a line belongs to the value that is open."""
        indent = len(line) - len(content)
        if self.open == "-":
            if content[0] != "-" or indent < self.column:
                return False
            found = _LIST_ITEM.fullmatch(line)
            if found is None or self.indent not in (-1, indent):
                raise OddError
            self.indent = indent
            self.parts.append(found[2])
        elif indent <= self.column:
            return False
        elif self.open == "plain":
            if content[0] == "#":
                return False
            if self.gap or not _is_plain(content):
                raise OddError
            self.parts.append(content.rstrip(" "))
        elif self.gap or (self.indent != -1 and indent > self.indent):
            raise OddError
        elif self.indent != -1 and indent < self.indent:
            return False
        else:
            self.indent = indent
            self.parts.append(content)
        return True

    def _value(self, key: str, written: str | None) -> None:
        """The value that a line gives to a key, or that it opens."""
        assert self.values is not None
        if key in self.values:
            raise OddError
        self.key, self.indent, self.parts = key, -1, []
        if not written:
            self.open = "-"
        elif _BLOCK.fullmatch(written):
            self.open = written[0]
        elif written[0] == "[":
            self.values[key] = _flow_list(written)
        elif written[0] in "\"'":
            self.values[key] = _quoted(written)
        else:
            plain, _, comment = written.partition(" #")
            if not _is_plain(plain):
                raise OddError
            self.open, self.gap = "plain", bool(comment)
            self.parts.append(plain.rstrip(" "))

    def _close(self) -> None:
        """Give the value that is open to its key."""
        if self.open:
            assert self.values is not None
            if not self.parts:
                raise OddError
            gap = "\n" if self.open == "|" else " "
            self.values[self.key] = self.parts if self.open == "-" else gap.join(self.parts)
            self.open = ""


def _is_plain(text: str) -> bool:
    """Whether a line of text stands for itself: it begins with no sign of YAML and holds none."""
    if not text or text[0] in _INDICATORS or ": " in text or " #" in text:
        return False
    return not text.rstrip(" ").endswith(":")


def _flow_list(written: str) -> list[str]:
    found = _FLOW_LIST.fullmatch(written)
    if found is None:
        raise OddError
    return [part.strip(" ") for part in found[1].split(",")] if found[1] else []


def _quoted(written: str) -> str:
    if found := _DOUBLE.fullmatch(written):
        return found[1]
    if found := _SINGLE.fullmatch(written):
        return found[1].replace("''", "'")
    raise OddError
