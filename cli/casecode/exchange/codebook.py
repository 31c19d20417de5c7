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
from casecode.exchange.texts import folded, text_of
from casecode.model.problem import Problem, nearest
from casecode.read.node import Mapping, Node, Scalar, Sequence
from casecode.read.words import is_id

Record = dict[str, Any]
# The fields of a code, and what else columns with them are called, in small letters and without spaces and signs.
FIELDS: dict[str, tuple[str, ...]] = {
    "code": ("id", "codeid", "codename", "mnemonic", "path", "hierarchy", "name"),
    "title": ("label", "name", "briefdefinition", "shortdefinition"),
    "parent": ("parentcode", "within", "group", "category", "domain", "dimension", "above"),
    "level": ("depth",),
    "kind": (),
    "definition": ("fulldefinition", "description", "meaning", "memo", "comment"),
    "when-to-use": ("use", "inclusion", "inclusioncriteria", "include", "includes", "whenused"),
    "when-not-to-use": ("whennot", "donotuse", "exclusion", "exclusioncriteria", "exclude", "excludes", "notused"),
    "example": ("examples", "typicalexample", "typicalquote", "anchorexample", "quote"),
    "stance": (),
}
_TEXTS = ("definition", "when-to-use", "when-not-to-use", "example")
_KINDS = ("factor", "theme")
_STANCES = ("supports", "contradicts", "qualifies")
_PARTED = re.compile(r"[\\>/]")


def guess(columns: list[str]) -> dict[str, str]:
    """For each field the column that most likely holds it: one that has its name, else the first with a known name."""
    plain = {column: re.sub(r"[\W_]+", "", column.casefold()) for column in columns}
    found: dict[str, str] = {}
    for field, others in FIELDS.items():
        for name in (field.replace("-", ""), *others):
            match = next((it for it in columns if plain[it] == name and it not in found.values()), None)
            if match is not None:
                found[field] = match
                break
    return found


class _Code(Struct):
    """A row: its cells by field, the names it goes by, and where it stands."""

    row: Mapping
    cells: dict[str, Node]
    written: str
    id: str
    title: str
    names: set[str]
    path: tuple[str, ...] = ()
    parent: "_Code | None" = None

    def text(self, field: str) -> str:
        return text_of(self.cells[field]) if field in self.cells else ""

    def problem(self, rule: str, message: str, field: str, hint: str | None) -> Problem:
        return Problem(rule, message, self.cells.get(field, self.row).span, hint)

    @property
    def is_theme(self) -> bool:
        return self.text("kind") == "theme"


def read(rows: Sequence, mapping: Map[str, str]) -> tuple[Record, list[Problem]]:
    """The factors and themes that the rows declare, in the order of the table, with every problem of a cell."""
    codes, problems = _codes(rows, mapping)
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


def _codes(rows: Sequence, mapping: Map[str, str]) -> tuple[list[_Code], list[Problem]]:
    """The rows that have a code."""
    problems: list[Problem] = []
    codes: list[_Code] = []
    of = {column: field for field, column in mapping.items()}
    for row in rows.items:
        assert isinstance(row, Mapping)
        cells = {of[column]: node for column, (_, node) in row.entries.items() if column in of}
        where = next((field for field in ("code", "title") if field in cells), None)
        written = text_of(cells[where]) if where else ""
        if not written:
            problems.append(Problem("missing-key", "this row has no code", row.span, "write one, or leave the row out"))
            continue
        path = () if "parent" in mapping or "level" in mapping else tuple(map(str.strip, _PARTED.split(written)))
        last = path[-1] if path else written
        title = (text_of(cells["title"]) if "title" in cells else "") or last
        id_ = last if is_id(last) else whole_slug(last)
        code = _Code(row, cells, written, id_, title, {folded(it) for it in (written, last, id_, title)}, path)
        if not id_:
            hint = "write a code of letters and digits, and the words as its title"
            problems.append(code.problem("invalid-id", f'no id can be made of "{written}"', "code", hint))
        codes.append(code)
    return codes, problems


def _place(codes: list[_Code], known: Map[str, _Code], mapping: Map[str, str]) -> Iterator[Problem]:
    """Put each code under its parent; a problem for each whose parent has no row."""
    if "parent" in mapping:
        yield from _by_name(codes, known)
    elif "level" in mapping or any(map(_indent, codes)):
        yield from _by_level(codes, "level" in mapping)
    else:
        yield from _by_path(codes)


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


def _by_path(codes: list[_Code]) -> Iterator[Problem]:
    by_path = {tuple(map(folded, code.path)): code for code in codes}
    for code in codes:
        above = tuple(map(folded, code.path[:-1]))
        code.parent = by_path.get(above)
        if above and code.parent is None:
            hint = "add a row for it; or, if that is no path, a column parent"
            yield code.problem("unknown-factor", f'no row has the code "{" / ".join(code.path[:-1])}"', "code", hint)


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
    cell = code.cells.get("code")
    text = cell.text.expandtabs(4) if isinstance(cell, Scalar) else ""
    return len(text) - len(text.lstrip())
