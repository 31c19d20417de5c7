"""Many edits at once of one file, made twice: in a draft of its text, and in a copy of its data.

Whatever is edited, what the file holds is what the copy says; nothing is refused; the lines that no edit concerns are
as they were; every comment is kept that stands in nothing that was taken out; and the file is laid out in one step.
"""

import copy
from pathlib import Path
from random import Random
from typing import Any

import tally
from casecode.edit.draft import Draft, plain
from casecode.edit.formatting import format_file
from casecode.edit.offsets import BREAK
from casecode.edit.records import EVIDENCE_KEYS
from casecode.edit.store import RefusedError
from casecode.read.node import Mapping, Node, Scalar, Sequence
from odd import Odd, shuffled, statement

GONE = object()
CODES = ("prices", "supply", "demand", "trust")


def case(chance: Random) -> dict[str, Any]:
    """A case with some pieces of evidence, whose keys stand in any order."""
    pieces = []
    for number in range(chance.randint(1, 5)):
        piece: dict[str, Any] = {"id": f"e{number}", "codes": chance.sample(CODES, chance.randint(0, 3))}
        piece |= {key: statement(chance) for key in ("statement", "quote", "via", "note") if chance.random() < 0.6}
        pieces.append(shuffled(piece, chance))
    themes = {name: {"factor": "pull", "label": statement(chance)} for name in CODES[: chance.randint(1, 4)]}
    return shuffled({"case": "demo", "themes": themes, "evidence": pieces, "notes": [statement(chance)]}, chance)


class Both:
    """Makes every edit twice: in a draft of the text, and in a copy of the data. `gone` are the lines of what is taken
    out, `touched` those of the records that are edited."""

    def __init__(self, draft: Draft, data: dict[str, Any], chance: Random) -> None:
        self.draft, self.data, self.chance = draft, copy.deepcopy(data), chance
        self.old = BREAK.split(draft.text)
        self.gone: set[int] = set()
        self.touched: set[int] = set()

    def some(self) -> int | None:
        """A piece that is still there."""
        there = [at for at, piece in enumerate(self.data["evidence"]) if piece is not GONE and at < self.size]
        return self.chance.choice(there) if there else None

    @property
    def size(self) -> int:
        return len(self.draft.root.child("evidence").items)  # type: ignore[union-attr]

    def edit(self) -> None:
        """One edit of any kind."""
        at = self.some()
        kinds: list[Any] = (
            [self.add, self.declare] if at is None else [self.put, self.put, self.clear, self.code, self.uncode]
        )
        kinds += [self.add, self.declare, self.rename] + ([] if at is None else [self.go])
        self.chance.choice(kinds)(at)

    def put(self, at: Any) -> None:
        """A text in a piece, new or in the place of another."""
        key, text = self.chance.choice(("statement", "quote", "via", "note", "coder", "date")), statement(self.chance)
        self._touch("evidence", at)
        self.draft.put(("evidence", at, key), text, EVIDENCE_KEYS)
        self.data["evidence"][at][key] = text

    def clear(self, at: Any) -> None:
        """A field out of a piece."""
        piece = self.data["evidence"][at]
        if keys := [key for key in piece if key not in ("id", "codes")]:
            key = self.chance.choice(keys)
            self._touch("evidence", at)
            self._lose("evidence", at, key)
            self.draft.remove(("evidence", at, key))
            del piece[key]

    def code(self, at: Any) -> None:
        """A code more, or other codes."""
        codes = self.data["evidence"][at]["codes"]
        self._touch("evidence", at)
        if self.chance.random() < 0.5:
            self.draft.append(("evidence", at, "codes"), "more", EVIDENCE_KEYS)
            codes.append("more")
        else:
            self.draft.put(("evidence", at, "codes"), ["other", "codes"], EVIDENCE_KEYS)
            codes[:] = ["other", "codes"]

    def uncode(self, at: Any) -> None:
        """A code out of a piece, as far as its codes are those that were read."""
        node = self.draft.at(("evidence", at, "codes"))
        codes = self.data["evidence"][at]["codes"]
        there = [number for number, code in enumerate(codes) if isinstance(code, str) and code.strip() in CODES]
        if there and len(codes) == len(node.items):  # type: ignore[union-attr]
            number = self.chance.choice(there)
            self._touch("evidence", at)
            self._lose("evidence", at, "codes", number)
            self.draft.remove(("evidence", at, "codes", number))
            codes[number] = GONE

    def go(self, at: Any) -> None:
        """A piece out of the file."""
        self._touch("evidence", at)
        self._lose("evidence", at)
        self.draft.remove(("evidence", at))
        self.data["evidence"][at] = GONE

    def add(self, _: Any) -> None:
        """A new piece."""
        piece = {"id": "new", "codes": ["prices"], "statement": statement(self.chance)}
        self._touch("evidence")
        self.draft.append(("evidence",), piece)
        self.data["evidence"].append(piece)

    def declare(self, _: Any) -> None:
        """A new theme."""
        theme = {"factor": "pull", "label": statement(self.chance)}
        name = f"theme-{len(self.data['themes'])}"
        self._touch("themes")
        self.draft.put(("themes", name), theme)
        self.data["themes"][name] = theme

    def rename(self, _: Any) -> None:
        """Another id for a theme."""
        old = self.chance.choice([*self.data["themes"]])
        if old in CODES and "renamed" not in self.data["themes"]:
            self._touch("themes", old)
            self.draft.rename_key(("themes", old), "renamed")
            self.data["themes"] = {("renamed" if key == old else key): it for key, it in self.data["themes"].items()}

    @property
    def meant(self) -> Any:
        return without_gone(self.data)

    def _lose(self, *path: str | int) -> None:
        self.gone |= self._lines(*path)

    def _touch(self, *path: str | int) -> None:
        """What is edited: a record; all that holds it where that stands in brackets, or where nothing is left in it."""
        if any(self._is_flow(*path[:length]) for length in range(1, len(path))):
            path = path[:1]
        node = self.draft.at(path)
        if len(path) > 1 or self._is_flow(*path) or not (isinstance(node, Sequence) and self.some() is not None):
            self.touched |= self._lines(*path)
        if path[0] == "evidence" and sum(it is not GONE for it in self.data["evidence"][: self.size]) <= 1:
            self.touched |= self._lines("evidence")

    def _is_flow(self, *path: str | int) -> bool:
        node = self.draft.at(path)
        return node is not None and not isinstance(node, Scalar) and not self.draft._is_block(node)

    def _lines(self, *path: str | int) -> set[int]:
        """The lines on which something stands, with its key."""
        node, parent = self.draft.at(path), self.draft.at(path[:-1])
        if node is None:
            return set()
        first = parent.entries[str(path[-1])][0].line if isinstance(parent, Mapping) else node.line
        if isinstance(parent, Sequence) and not self._is_flow(*path[:-1]):  # from its dash on
            first = max(at for at in range(node.line + 1) if self.old[at].strip().startswith("-"))
        return {*range(first, self._last_line(node) + 1)}

    def _last_line(self, node: Node) -> int:
        """The last line on which something stands: parsers say of a block where the next thing begins."""
        below = node.items if isinstance(node, Sequence) else []
        if isinstance(node, Mapping):
            below = [it for _, it in node.entries.values()]
        if below and self.draft._is_block(node):
            return max(map(self._last_line, below))
        is_block_text = isinstance(node, Scalar) and node.quoted and node.end_column == 0
        return node.end_line - is_block_text


def without_gone(it: Any) -> Any:
    """The data without what was taken out, and without the line breaks behind texts, which mean nothing."""
    if isinstance(it, str):
        return it.rstrip("\n")
    if isinstance(it, list):
        return [without_gone(one) for one in it if one is not GONE]
    return {key: without_gone(one) for key, one in it.items()} if isinstance(it, dict) else it


def tried(chance: Random) -> str:
    """What is wrong with some edits of a file; nothing where all is as it should be."""
    odd = Odd(chance)
    text = odd.text(case(chance))
    if chance.random() < 0.1:
        text = f"\ufeff{text}"
    draft = Draft("a.yaml", text.encode())
    assert not draft.problems, draft.problems
    both = Both(draft, plain(draft.root), chance)  # as read: what stands in a block has a line break behind it
    number = chance.choice((1, 1, 2, 3, 5, 8))
    for _ in range(number):
        both.edit()
    try:
        after = draft.result().decode().removeprefix("\ufeff")
    except RefusedError as error:
        return f"refused: {error}"
    if without_gone(plain(Draft("a.yaml", after.encode()).root)) != both.meant:
        return f"is another:\n{after}"
    old = both.old
    lost = [it for it in odd.comments if it not in after and not any(it in old[at] for at in both.gone)]
    if lost:
        return f"lost {lost}:\n{text}\n=====\n{after}"
    if missing := _missing([line for at, line in enumerate(old) if at not in both.touched], BREAK.split(after)):
        return f"another line than the edited ones changed, {missing!r}:\n{text}\n=====\n{after}"
    tally.count(number)
    return laid_out(text.encode()) or laid_out(after.encode())


def _missing(lines: list[str], within: list[str]) -> str:
    """The first line that does not stand among others in its order."""
    following = iter(within)
    return next((line for line in lines if line and line not in following), "")


def laid_out(data: bytes) -> str:
    """What is wrong with the canonical layout of a file: it can be had, and to lay it out again changes nothing."""
    try:
        once = format_file("a.yaml", Path("a.yaml"), data).after
        twice = format_file("a.yaml", Path("a.yaml"), once).after
    except RefusedError as error:
        return f"cannot be laid out, {error}:\n{data.decode()}"
    return "" if twice == once else f"laid out twice:\n{data.decode()}\n=====\n{once.decode()}\n=====\n{twice.decode()}"
