"""The entries of a BibTeX file as they are written: tolerant of what BibTeX itself would refuse, and linear in time."""

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, field

# Where an entry, or one of the three that are none, begins: at the beginning of a line, or anywhere outside of entries.
_BEGIN = re.compile(r"@[ \t]*([A-Za-z][\w+-]*)\s*([{(])")
_NEXT = re.compile(
    r"^[ \t]*@[ \t]*[A-Za-z][\w+-]*\s*[{(][^={}()\"\n]{0,300}?,|^[ \t]*@(?:string|preamble|comment)\s*[{(]", re.M | re.I
)
_KEYS = {"{": re.compile(r"[^,={}\"#]*"), "(": re.compile(r"[^,={}()\"#]*")}
_FIELD = re.compile(r"[\s,]*([^\s,={}()\"#@\\][^,={}()\"#\n]{0,100}?)\s*=\s*")
_BARE = re.compile(r"[^\s,{}\"#]+(?:[ \t]++(?!\s*[\w.:-]+\s*=)[^\s,{}\"#=]+)*")
_BRACES = re.compile(r"[{}]")
_UNESCAPED = re.compile(r"(?<!\\)[{}]")
_SHORT = 100  # behind a comment without end others are looked through no further than this
_QUOTED = re.compile(r'[{}"]')
_BEHIND = re.compile(r"\s*(?:[,#})]|$|[\w-]{1,60}\s*=)")
_JOIN = re.compile(r"\s*#\s*")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


class Entry(Struct):
    """An entry: its type and key, its fields as written, without their outer braces, and the line on which it begins.

    `wrong` tells what of it cannot be read.
    """

    kind: str
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    wrong: str = ""


class Entries:
    """Reads the entries of a text, one after the other, with the abbreviations (`@string`) that come before them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.strings = {name: name for name in _MONTHS}
        self.passed: Counter[str] = Counter()
        self._line, self._counted = 1, 0
        self._lines = [found.start() for found in _NEXT.finditer(text)]
        self._limit = 0

    def __iter__(self) -> Iterator[Entry]:
        at, room = 0, len(self.text)
        while found := _BEGIN.search(self.text, at):
            start, kind = found.start(), found[1].lower()
            line_start = self.text.rfind("\n", max(0, start - 200), start) + 1
            if self.text[max(line_start, start - 200) : start].lstrip().startswith("%"):
                at = self._behind_comment(start)
                self.passed["commented out with %"] += kind not in ("string", "preamble", "comment")
                continue
            limit = self._next_after(found.end())
            if kind == "comment":
                end = self._end_of_group(found.end() - 1, min(limit, found.end() + room))
                at, room = (end, room) if end else (found.end(), _SHORT)
                continue
            entry = Entry(kind, "", self._line_of(start))
            at = self._read(entry, found.end(), found[2], limit)
            if kind == "string":
                self.strings |= {name.lower(): it for name, it in entry.fields.items()}
            elif kind != "preamble":
                yield entry

    def _behind_comment(self, start: int) -> int:
        """Where the line ends that is a comment."""
        end = self.text.find("\n", start)
        return end if end >= 0 else len(self.text)

    def _line_of(self, at: int) -> int:
        """The line of a place; places are asked for in their order."""
        self._line += self.text.count("\n", self._counted, at)
        self._counted = at
        return self._line

    def _next_after(self, at: int) -> int:
        """Where the next entry begins at the beginning of a line: no entry before it reaches over that."""
        while self._limit < len(self._lines) and self._lines[self._limit] < at:
            self._limit += 1
        return self._lines[self._limit] if self._limit < len(self._lines) else len(self.text)

    def _read(self, entry: Entry, at: int, opened: str, limit: int) -> int:
        """Read the key and the fields of an entry; returns where it ends."""
        close = "}" if opened == "{" else ")"
        if entry.kind == "preamble":
            return self._end_of_group(at - 1, limit) or limit
        if entry.kind != "string":
            key = _KEYS[opened].match(self.text, at, limit)
            if key and (key.end() == limit or self.text[key.end()] in (",", close)):
                entry.key, at = key[0].strip(), key.end()
        while True:
            found = _FIELD.match(self.text, at, limit)
            if found is None:
                return self._end(entry, at, close, limit)
            value, at, is_whole = self._value(found.end(), limit, close)
            name = found[1].lower()
            if not is_whole:
                entry.wrong = f'the field "{name}" has no end: a brace or quotation mark is missing'
                return limit
            # A field that comes twice says the same thing twice, or more of it.
            if name not in entry.fields and value.strip():
                entry.fields[name] = value if entry.kind == "string" else value.strip()

    def _end(self, entry: Entry, at: int, close: str, limit: int) -> int:
        """Where an entry ends of which no more field can be read."""
        rest = re.compile(r"[\s,]*").match(self.text, at, limit)
        at = rest.end() if rest else at
        if self.text[at : at + 1] == close and at < limit:
            return at + 1
        if at >= limit:
            entry.wrong = "this entry has no end: a brace is missing"
            return limit
        found = self._closing(at, limit)
        stray = " ".join(self.text[at : found or limit].split())
        if found is None and not _BRACES.search(stray):
            entry.wrong = "this entry has no end: a brace is missing"
        elif stray:
            shown = stray if len(stray) <= 40 else stray[:40] + "…"
            entry.wrong = f"this is no field: {shown}"
        return limit if found is None else found + 1

    def _closing(self, at: int, limit: int) -> int | None:
        """Where the brace stands that closes what is open."""
        depth = 0
        for brace in _BRACES.finditer(self.text, at, limit):
            depth += 1 if brace[0] == "{" else -1
            if depth < 0:
                return brace.start()
        return None

    def _end_of_group(self, at: int, limit: int) -> int | None:
        """The place behind a group that begins here."""
        if self.text[at] == "(":
            end = self.text.find(")", at, limit)
            return end + 1 if end >= 0 else None
        closing = self._closing(at + 1, limit)
        return closing + 1 if closing is not None else None

    def _value(self, at: int, limit: int, close: str) -> tuple[str, int, bool]:
        """A value, the place behind it, and whether it has an end: parts in braces, in quotation marks, or bare."""
        parts: list[str] = []
        while True:
            sign = self.text[at : at + 1]
            if sign == "{":
                end = self._group(at + 1, limit)
                if end is None:
                    return "", limit, False
                parts.append(self.text[at + 1 : end])
                at = end + 1
            elif sign == '"':
                end = self._quoted(at + 1, limit)
                if end is None:
                    return "", limit, False
                parts.append(self.text[at + 1 : end])
                at = end + 1
            elif bare := _BARE.match(self.text, at, limit):
                word = bare[0].rstrip(")") if close == ")" else bare[0]
                parts.append(self.strings.get(word.lower(), word))
                at += len(word)
            joined = _JOIN.match(self.text, at, limit)
            if joined is None:
                return "".join(parts), at, True
            at = joined.end()

    def _group(self, at: int, limit: int) -> int | None:
        """Where a value in braces ends. Braces behind a backslash count, as in BibTeX, unless it has no end so."""
        for braces in (_BRACES, _UNESCAPED):
            depth = 0
            for brace in braces.finditer(self.text, at, limit):
                depth += 1 if brace[0] == "{" else -1
                if depth < 0:
                    return brace.start()
        return None

    def _quoted(self, at: int, limit: int) -> int | None:
        """Where a value in quotation marks ends: at one outside of braces, behind which a value can end."""
        depth = 0
        for sign in _QUOTED.finditer(self.text, at, limit):
            if sign[0] != '"':
                depth += 1 if sign[0] == "{" else -1
            elif depth <= 0 and _BEHIND.match(self.text, sign.end(), min(limit, sign.end() + 200)):
                return sign.start()
        return None
