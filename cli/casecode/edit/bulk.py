"""One file of bulk evidence under change: JSON Lines or CSV, in which only the lines that an edit concerns are new."""

import csv
import io
import json
import re
from codecs import BOM_UTF8
from functools import cached_property
from typing import Any

from casecode.edit.draft import plain
from casecode.edit.emit import Bare
from casecode.edit.offsets import Path, UnsafeEditError, encoded
from casecode.edit.store import RefusedError
from casecode.model.problem import Problem
from casecode.model.span import Document
from casecode.read import forms
from casecode.read.bulk import delimiter_of, parse_csv, parse_json_lines, plain_records
from casecode.read.formulas import guarded
from casecode.read.node import Node, Sequence
from casecode.read.text import decode

_FIELDS = [field.key for field in forms.EVIDENCE.fields]
_BREAK = re.compile("\r\n|[\n\r]")


class BulkDraft:
    """A list of records with the edits made so far; paths begin with the number of the record."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data
        document, self.problems = decode(name, data, bulk=True)
        self.text = document.text if document else ""
        self.newline = "\r\n" if "\r\n" in self.text else "\n"
        self.is_table = name.lower().endswith((".csv", ".tsv"))
        self.delimiter = delimiter_of(name, self.text) or ","
        self.document = document
        self.holds: list[Any] = []
        if document is not None:
            self.holds, self.problems = self._held(document)
        self.touched: set[int] = set()
        self.added: list[dict[str, Any]] = []
        self.gone: set[int] = set()

    @cached_property
    def root(self) -> Node | None:
        """The records with their places: made where an edit is not only of what they hold."""
        return self._parse(self.document)[0] if self.document else None

    @cached_property
    def starts(self) -> list[int]:
        """Where the lines begin."""
        return [0, *(found.end() for found in _BREAK.finditer(self.text))]

    @cached_property
    def columns(self) -> list[str]:
        """The names in the first line of a table; a table without one gets that of all fields."""
        header = next(csv.reader(io.StringIO(self.text, newline=""), delimiter=self.delimiter), [])
        return [name.strip() for name in header] if self.text.strip() else _FIELDS

    def put(self, path: Path, it: Any, order: Any = ()) -> None:  # noqa: ARG002 (as a draft of YAML)
        """Set what stands under a key of a record, or in a list of it."""
        there = self._record(path)
        for step in path[1:-1]:
            there = there[step]
        there[path[-1]] = it

    def append(self, path: Path, it: Any, order: Any = (), above: Any = ()) -> None:  # noqa: ARG002
        """Add a record, or an item to a list of one."""
        if not path:
            self.added.append(it)
            return
        self._record(path).setdefault(path[1], []).append(it)

    def comments(self, path: Path) -> list[str]:  # noqa: ARG002
        """The comments that stand in something: these files have none."""
        return []

    def remove(self, path: Path, leaving_comments: bool = False) -> None:  # noqa: ARG002
        """Take a record out, or a key or item of one."""
        if len(path) == 1:
            self.gone.add(int(path[0]))
            return
        there = self._record(path)
        for step in path[1:-1]:
            there = there[step]
        del there[path[-1]]

    @property
    def is_changed(self) -> bool:
        return bool(self.touched or self.added or self.gone)

    def result(self) -> bytes:
        """The bytes of the file with all edits made. Raises `UnsafeEditError` if they do not hold what was meant."""
        parts = []
        last = 0
        for number in sorted(self.touched | self.gone):
            start, end = self._lines(number)
            parts += [self.text[last:start], "" if number in self.gone else self._anew(number, self.text[start:end])]
            last = end
        parts.append(self.text[last:])
        text = "".join(parts)
        if self.added:
            if self.is_table and not self.text.strip():
                text = self.delimiter.join(self.columns) + self.newline
            ended = not text or text.endswith(("\n", "\r"))
            lines = self.newline.join(self._written(it) for it in self.added)
            text = f"{text}{lines}{self.newline}" if ended else f"{text}{self.newline}{lines}"
        holds, problems = self._held(Document(self.name, text, is_yaml=False))
        if problems or holds != self._meant():
            raise UnsafeEditError(self.name)
        return (BOM_UTF8 if self.data.startswith(BOM_UTF8) else b"") + encoded(text)

    def _meant(self) -> list[Any]:
        """The records in the end."""
        kept = ((number, it) for number, it in enumerate(self.holds) if number not in self.gone)
        return [_cleaned(it) if number in self.touched else it for number, it in kept] + [*map(_cleaned, self.added)]

    def _held(self, document: Document) -> tuple[list[Any], list[Problem]]:
        """What a text holds, and what is wrong with it."""
        found = plain_records(document, self.delimiter if self.is_table else "")
        if found is not None:
            return found, []
        root, problems = self._parse(document)
        return plain(root), problems

    def _parse(self, document: Document) -> tuple[Node, list[Problem]]:
        if self.is_table:
            return parse_csv(document, self.delimiter)
        return parse_json_lines(document)

    def _record(self, path: Path) -> Any:
        self.touched.add(int(path[0]))
        return self.holds[int(path[0])]

    def _lines(self, number: int) -> tuple[int, int]:
        """Where the lines of a record begin and end, their break included."""
        assert isinstance(self.root, Sequence)
        items, line = self.root.items, self.root.items[number].line
        following = line + 1
        if self.is_table:  # a record may have several lines
            following = items[number + 1].line if number + 1 < len(items) else len(self.starts)
        return self.starts[line], self.starts[following] if following < len(self.starts) else len(self.text)

    def _anew(self, number: int, old: str) -> str:
        """A record that was touched, with the break that it had."""
        return self._written(self.holds[number], json_of=old) + old[len(old.rstrip("\r\n")) :]

    def _written(self, record: dict[str, Any], json_of: str = "") -> str:
        record = _cleaned(record)
        if not self.is_table:
            old = json.loads(json_of) if json_of else {}
            kept = {key: old[key] if _told(old.get(key)) == it else valued(it) for key, it in record.items()}
            return json.dumps(kept, ensure_ascii=False)
        if missing := [key for key in record if key not in self.columns]:
            hint = "add the column to its first line, or write into another file of the case"
            raise RefusedError(f"{self.name} has no column for {', '.join(missing)}", hint)
        out = io.StringIO()
        cells = [
            "; ".join(it) if isinstance(it, list) else it for it in (record.get(name, "") for name in self.columns)
        ]
        # A cell is quoted for what it has of the writer's end of a line, "\r\n"; this end is taken off again.
        csv.writer(out, delimiter=self.delimiter).writerow(map(guarded, cells))
        return out.getvalue().removesuffix("\r\n")


def _told(it: Any) -> str:
    """A value of JSON as readers take it: a boolean is a word in small letters."""
    return str(it).lower() if isinstance(it, bool) else str(it)


def valued(it: Any) -> Any:
    """A value for JSON: a number or boolean as that, and not as a text."""
    return json.loads(it) if isinstance(it, Bare) else it


def _cleaned(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what is empty, which is a field left out."""
    return {key: it for key, it in record.items() if it not in ("", [])}
