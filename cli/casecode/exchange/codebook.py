"""A codebook from a foreign table: a row for each code, with what stands above it, what it means and when to use it.

Where a code stands in the tree is told by a column with its parent (its code or title), a column with its level, a path
in place of the code (`Setting / Resources`), or by spaces before it.
"""

import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from typing import Any

from msgspec import Struct

from casecode.analysis.ids import whole_slug
from casecode.exchange.columns import Fields, Taken
from casecode.exchange.tables.table import Row, Table, text_of
from casecode.exchange.texts import folded
from casecode.model.problem import Problem, nearest
from casecode.read.words import is_id

Record = dict[str, Any]
# The fields of a code, and what else columns with them are called, in small letters and without spaces and signs.
FIELDS = Fields(
    {
        "code": ("id", "codeid", "codename", "mnemonic", "path", "hierarchy", "name"),
        "title": ("label", "name", "briefdefinition", "shortdefinition"),
        "key": (),
        "parent": ("parentcode", "within", "group", "category", "domain", "dimension", "above"),
        "level": ("depth",),
        "kind": (),
        "definition": ("fulldefinition", "description", "meaning", "memo", "comment"),
        "when-to-use": ("use", "inclusion", "inclusioncriteria", "include", "includes", "whenused"),
        "when-not-to-use": ("whennot", "donotuse", "exclusion", "exclusioncriteria", "exclude", "excludes", "notused"),
        "example": ("examples", "typicalexample", "typicalquote", "anchorexample", "quote"),
        "stance": (),
    }
)
_TEXTS = ("definition", "when-to-use", "when-not-to-use", "example")
_KINDS = ("factor", "theme")
_STANCES = ("supports", "contradicts", "qualifies")
_PARTED = re.compile(r"[\\>/]")


class _Code(Struct):
    """A row: its cells by field, the names it goes by, and where it stands. What is above others and has no row of its
    own has that of the first of them."""

    table: Table
    row: Row
    columns: Map[str, int]
    written: str
    id: str
    title: str
    names: set[str]
    path: tuple[str, ...] = ()
    parent: "_Code | None" = None
    is_row: bool = True

    def text(self, field: str) -> str:
        return text_of(self.cell(field)) if self.is_row else ""

    def cell(self, field: str) -> str:
        at = self.columns.get(field, len(self.row.cells))
        return str(self.row.cells[at]) if at < len(self.row.cells) else ""

    def problem(self, rule: str, message: str, field: str, hint: str | None) -> Problem:
        return Problem(rule, message, self.table.span(self.row, self.columns.get(field)), hint)

    @property
    def is_theme(self) -> bool:
        return self.text("kind") == "theme"


def read(table: Table, taken: Taken, path: re.Pattern[str] | None = None) -> tuple[Record, list[Problem]]:
    """The factors and themes that the rows declare, in the order of the table, with every problem of a cell.

    `path` parts the path of a code, where a program does it in its own way, and needs no row for what is above.
    """
    mapping = {field: columns[0] for field, columns in taken.items() if columns}
    codes, problems = _codes(table, mapping, path or _PARTED)
    if path:
        codes = _with_those_above(codes)
    known: dict[str, _Code] = {}
    ids: set[str] = set()
    for code in codes:
        if code.id in ids:
            hint = "give one another code, or join the two rows"
            problems.append(code.problem("duplicate-id", f'"{code.id}" has a row already', "code", hint))
        ids.add(code.id)
        for name in code.names:
            known.setdefault(name, code)
    problems += _place(codes, known, mapping)
    problems += (it for code in codes for it in _wrong(code))
    if problems:
        return {}, problems
    tree: Record = {code.id: _factor(code) for code in codes if not code.is_theme}
    found: Record = {"factors": []}
    for code in codes:
        if code.is_theme and code.parent:
            found.setdefault("themes", {})[code.id] = _theme(code)
        elif code.parent:
            tree[code.parent.id].setdefault("factors", []).append(tree[code.id])
        else:
            found["factors"].append(tree[code.id])
    return found, []


def _codes(table: Table, columns: Map[str, int], parted: re.Pattern[str]) -> tuple[list[_Code], list[Problem]]:
    """The rows that have a code."""
    problems: list[Problem] = []
    codes: list[_Code] = []
    has_path = "parent" not in columns and "level" not in columns
    for row in table.rows:
        texts = {field: text_of(row.cells[at]) for field, at in columns.items() if at < len(row.cells)}
        written = texts.get("code") or texts.get("title") or ""
        if not written:
            hint = "write one, or leave the row out"
            problems.append(Problem("missing-key", "this row has no code", table.span(row), hint))
            continue
        path = tuple(filter(None, map(str.strip, parted.split(written)))) if has_path else ()
        last = path[-1] if path else written
        title = texts.get("title") or last
        id_ = last if is_id(last) else whole_slug(last)
        names = {folded(it) for it in (written, last, id_, title, texts.get("key", "")) if it}
        code = _Code(table, row, columns, written, id_, title, names, path)
        if not id_:
            hint = "write a code of letters and digits, and the words as its title"
            problems.append(code.problem("invalid-id", f'no id can be made of "{written}"', "code", hint))
        codes.append(code)
    return _told_apart(codes), problems


def _told_apart(codes: list[_Code]) -> list[_Code]:
    """Of codes that are called the same and stand at several places of the tree each has its whole path as its id."""
    by_id: dict[str, set[tuple[str, ...]]] = {}
    for code in codes:
        by_id.setdefault(code.id, set()).add(code.path)
    for code in codes:
        if len(by_id[code.id]) > 1 and len(code.path) > 1:
            code.id = whole_slug(" ".join(code.path))
    return codes


def _with_those_above(codes: list[_Code]) -> list[_Code]:
    """The codes, and before the first of its own what a path names above them and no row declares."""
    rows = {tuple(map(folded, code.path)) for code in codes}
    found: list[_Code] = []
    for code in codes:
        for depth in range(1, len(code.path)):
            above = code.path[:depth]
            if (key := tuple(map(folded, above))) not in rows:
                rows.add(key)
                id_, title = whole_slug(above[-1]), above[-1]
                found.append(
                    _Code(code.table, code.row, code.columns, title, id_, title, {folded(title)}, above, is_row=False)
                )
        found.append(code)
    return found


def _place(codes: list[_Code], known: Map[str, _Code], mapping: Map[str, int]) -> Iterator[Problem]:
    """Put each code under its parent; a problem for each whose parent has no row."""
    if "parent" in mapping:
        yield from _by_name(codes, known)
    elif "level" in mapping or any(map(_indent, codes)):
        yield from _by_level(codes, "level" in mapping)
    else:
        by_path = {tuple(map(folded, code.path)): code for code in codes}
        for code in codes:
            code.parent = by_path.get(tuple(map(folded, code.path[:-1])))
            if code.parent is None and len(code.path) > 1:
                hint = "add a row for it; or, if that is no path, a column parent"
                yield code.problem(
                    "unknown-factor", f'no row has the code "{" / ".join(code.path[:-1])}"', "code", hint
                )


def _by_name(codes: list[_Code], known: Map[str, _Code]) -> Iterator[Problem]:
    for code in codes:
        if not (name := code.text("parent")):
            continue
        code.parent = known.get(folded(name))
        if code.parent is None:
            hint = nearest(name, [name for it in codes for name in (it.id, it.title)]) or "add a row for it"
            yield code.problem("unknown-factor", f'no row has the code "{name}"', "parent", hint)
    for code in codes:
        above, seen = code.parent, [code]
        while above and above not in seen:
            seen.append(above)
            above = above.parent
        if above is code:
            circle = " → ".join(it.id for it in (*seen, code))
            yield code.problem("invalid-value", f"it stands below itself: {circle}", "parent", "name what is above it")


def _by_level(codes: list[_Code], is_told: bool) -> Iterator[Problem]:
    """By a number, or by the spaces before a code: each stands under the last that is less deep."""
    above: list[tuple[int, _Code]] = []
    for code in codes:
        text = code.text("level")
        if is_told and not (text.isascii() and text.isdecimal()):
            yield code.problem("invalid-value", f'"{text}" is no level', "level", "write 1, 2, 3, ...")
            continue
        level = int(text) if is_told else _indent(code)
        above = [it for it in above if it[0] < level]
        if is_told and above and level > above[-1][0] + 1:
            yield code.problem(
                "invalid-value", f"level {level} follows on level {above[-1][0]}", "level", "is a row left out?"
            )
        code.parent = above[-1][1] if above else None
        above.append((level, code))


def _wrong(code: _Code) -> Iterator[Problem]:
    """What cannot be in a framework."""
    for field, words in (("kind", _KINDS), ("stance", _STANCES)):
        if (text := code.text(field)) and text not in words:
            hint = nearest(text, words) or f"write {', '.join(words[:-1])} or {words[-1]}"
            yield code.problem("invalid-value", f'"{text}" is no {field} of a code', field, hint)
    if code.parent and code.parent.is_theme:
        hint = "name a factor as its parent"
        yield code.problem("invalid-value", f'it stands below the theme "{code.parent.id}"', "parent", hint)
    if code.is_theme and not code.parent:
        yield code.problem("missing-key", "a theme stands under a factor, and this has no parent", "code", "name it")


def _factor(code: _Code) -> Record:
    return {"id": code.id, "title": code.title, **_said(code)}


def _theme(code: _Code) -> Record:
    assert code.parent
    stance = code.text("stance")
    own = {"stance": stance} if stance not in ("", "supports") else {}
    return {"factor": code.parent.id, "label": code.title, **_said(code), **own}


def _said(code: _Code) -> Record:
    return {field: text for field in _TEXTS if (text := code.text(field))}


def _indent(code: _Code) -> int:
    text = code.cell("code").expandtabs(4)
    return len(text) - len(text.lstrip())
