"""The splices that the edits of a draft come to: each replaces a stretch of the text, and none touches another."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING

from casecode.edit import emit
from casecode.edit.comments import comments_of, spans_of
from casecode.edit.offsets import BREAK, Offsets, Path, UnsafeEditError
from casecode.read import node as nodes
from casecode.read.node import Node, Scalar

if TYPE_CHECKING:
    from casecode.edit.draft import Draft

_MARGIN = re.compile(r"(?:- | )+")
_SPACE = re.compile(r"\s+")
_COMMA = re.compile(r",[ \t]*")
# Where it begins and ends, what goes first of several at one place, its number, and what stands there instead.
Splice = tuple[int, int, int, int, str]


class Splices(Offsets):
    """The splices for a draft. What is taken out or written anew as a whole is not spliced in its parts.

    Comments go with what is taken out, unless they are to stay; those of what is written anew stand above it.
    """

    def __init__(self, draft: "Draft", whole: Sequence[Path] = ()) -> None:
        self.draft = draft
        self.newline = "\r\n" if "\r\n" in draft.text else "\n"
        self.text, self.root = draft.text + self.newline, draft.root  # so that every line has an end
        self.starts = [*draft.starts, len(self.text)]
        self.made: list[Splice] = []
        self.written = {**dict.fromkeys(whole, ()), **draft.written}
        self._all()
        self._keep_comments()

    def joined(self) -> str:
        """The text with the splices in it. Raises `UnsafeEditError` where two of them are of one place."""
        parts = []
        last = 0
        for start, end, *_, text in sorted(self.made):
            if start < last:
                raise UnsafeEditError("two edits of one place")
            parts += [self.text[last:start], text]
            last = end
        return "".join([*parts, self.text[last:]]).removesuffix(self.newline)

    def _all(self) -> None:
        draft = self.draft
        for path, steps in draft.gone.items():
            if not self._is_covered(path) and path not in self.written:
                self._remove(path, steps)
        for path, text in draft.texts.items():
            if path not in self.written and not self._is_covered(path):
                old = draft.at(path)
                assert isinstance(old, Scalar)
                self._replace(old, self._begin(old), self._like(path, old, text))
        for path in sorted(self.written, key=self._rank):
            if not self._is_covered(path):
                self._write(path)
        for path, items in draft.appended.items():
            if not self._is_covered(path) and path not in self.written:
                self._append(path, items)
        for path, name in draft.names.items():
            if not self._is_covered(path):
                key = self._key(path)
                self._replace(key, self._begin(key), self._like(path, key, name))

    def _is_covered(self, path: Path) -> bool:
        """Whether what stands at a path goes, or is a part of something that is written anew."""
        gone = self.draft.gone
        return any(path[:at] in self.written or step in gone.get(path[:at], ()) for at, step in enumerate(path))

    def _rank(self, path: Path) -> int:
        order = self.written[path]
        return order.index(str(path[-1])) if path and path[-1] in order else 0

    def _splice(self, start: int, end: int, text: str, rank: int = 0) -> None:
        self.made.append((start, end, rank, len(self.made), text.replace("\n", self.newline)))

    # Values

    def _replace(self, old: Node, start: int, text: str) -> None:
        """Put another text in the place of something; a comment behind it goes where it would become a part of that."""
        end = self._end(old)
        self._splice(start, self._line_end(end) if "\n" in text or self._is_block(old) else end, text)

    def _like(self, path: Path, old: Scalar, text: str) -> str:
        """A text in the manner of the one that it stands for."""
        if self.text.startswith(("'", '"'), self._begin(old)):
            return emit.quoted(text)
        start = self.starts[old.line]
        indent = min(self._past(_MARGIN, start) - start, old.column)
        return emit.scalar(text, indent, old.column, in_flow=self._in_flow(path))

    def _in_flow(self, path: Path) -> bool:
        """Whether what stands at a path is somewhere within brackets."""
        return any(not self._is_block(self._there(path[:length])) for length in range(len(path)))

    def _write(self, path: Path) -> None:
        old, parent = self.draft.at(path), self.draft.at(path[:-1])
        it = self.draft.final(path)
        if old is None:
            self._add_key(path, it, self.written[path])
        elif path and isinstance(parent, nodes.Mapping) and not self._in_flow(path):
            key = self._key(path)
            behind = emit.value(it, parent.column, key.column + len(key.text) + 2)
            self._replace(old, self._colon(key) + 1, behind if behind.startswith("\n") else f" {behind}")
        else:
            takes_lines = isinstance(it, dict) and it and (self._is_block(old) or not path)
            self._replace(old, self._begin(old), emit.entries(it, old.column) if takes_lines else emit.flow(it))

    def _add_key(self, path: Path, it: emit.Value, order: Sequence[str]) -> None:
        """Write a new key behind those of its mapping that go before it, as far as they stay."""
        parent, kept = self._there(path[:-1]), self._kept(path[:-1])
        name = str(path[-1])
        rank = {key: number for number, key in enumerate(order)}
        before = [part for part in kept if rank.get(str(part[0]), -1) < rank.get(name, len(rank))]
        _, key, beside = before[-1] if before else kept[0]
        if not self._is_block(parent):
            written = f"{name}: {emit.flow(it)}"
            at = self._end(beside) if before else self._begin(key)
            self._splice(at, at, f", {written}" if before else f"{written}, ")
            return
        written = emit.entry(name, it, parent.column)
        if before:
            is_section = len(path) == 1 and "\n" in written and self._has_blank_above(key)
            self._insert_after(beside, parent.column, *([""] if is_section else []), written)
        else:
            first = self._entry(key)
            self._splice(first, first, f"{written}\n{' ' * parent.column}")

    def _has_blank_above(self, key: Node) -> bool:
        """Whether a blank line stands above an entry, as where the sections of a file are set apart."""
        above = self.text[: self._entry(key)].rstrip(" ")
        return above.endswith(("\n\n", "\n\r\n"))

    def _append(self, path: Path, items: list[tuple[emit.Value, Sequence[str]]]) -> None:
        there, last = self._there(path), self._kept(path)[-1][2]
        if not self._is_block(there):
            self._splice(self._end(last), self._end(last), "".join(f", {emit.flow(it)}" for it, _ in items))
            for comment in (comment for _, above in items for comment in above):
                self._comment_above(self._begin(there), comment)
            return
        column = there.column
        for it, above in items:
            is_flow = isinstance(it, dict) and not self._is_block(last)
            self._insert_after(last, column, *above, f"- {emit.flow(it) if is_flow else emit.item(it, column)}")

    def _insert_after(self, node: Node, column: int, *lines: str) -> None:
        """Write lines below a node, and below the comments that belong to it: those indented deeper."""
        end = self._below(self._end(node))
        while end < len(self.text):
            line = self.text[end : self._line_end(end)]
            if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) <= column:
                break
            end = self._below(end)
        is_item = lines[-1].startswith("- ")  # its dash may stand in the column of a key
        written = "".join(f"{' ' * column}{line}\n" for line in lines)
        self._splice(end, end, written, -1 - 2 * column - is_item)  # what is deeper belongs to what stands above

    def _below(self, offset: int) -> int:
        """Where the line below that of an offset begins."""
        return self._past(BREAK, self._line_end(offset))

    def _past(self, what: re.Pattern[str], offset: int) -> int:
        """The offset behind what stands there, if it does."""
        found = what.match(self.text, offset)
        return found.end() if found else offset

    # What is there

    def _there(self, path: Path) -> Node:
        node = self.draft.at(path)
        assert node is not None
        return node

    def _parts(self, path: Path) -> list[tuple[str | int, Node, Node]]:
        """What a list or mapping consists of: for each part its step, where it begins, and what it holds."""
        node = self.draft.at(path)
        if isinstance(node, nodes.Mapping):
            return [(name, key, below) for name, (key, below) in node.entries.items()]
        return [(at, it, it) for at, it in enumerate(node.items)] if isinstance(node, nodes.Sequence) else []

    def _kept(self, path: Path) -> list[tuple[str | int, Node, Node]]:
        """The parts that stay; where none does nothing can stand beside them."""
        kept = [part for part in self._parts(path) if part[0] not in self.draft.gone.get(path, ())]
        if not kept:
            raise UnsafeEditError(path)
        return kept

    def _key(self, path: Path) -> Scalar:
        parent = self.draft.at(path[:-1])
        if not isinstance(parent, nodes.Mapping) or path[-1] not in parent.entries:
            raise UnsafeEditError(path)
        return parent.entries[str(path[-1])][0]

    # What goes

    def _remove(self, path: Path, steps: set[str | int]) -> None:
        parent = self._there(path)
        parts = [(owner, below, step in steps) for step, owner, below in self._parts(path)]
        if self._is_block(parent):
            self._remove_lines(parent, parts)
        else:
            self._remove_flow([(self._begin(key), self._end(below), is_gone) for key, below, is_gone in parts])

    def _remove_flow(self, spans: list[tuple[int, int, bool]]) -> None:
        """Take out what stands between brackets, with a comma each; comments between the parts stay."""
        kept = -1  # where the last part that stays ends
        for number, (begin, end, is_gone) in enumerate(spans):
            if not is_gone:
                kept = end
            elif all(goes for *_, goes in spans[number:]) and "#" not in self.text[kept:begin]:
                self._splice(kept, spans[-1][1], "")
                return
            else:
                comma = self._past(_SPACE, end)
                self._splice(begin, self._past(_COMMA, comma) if self.text.startswith(",", comma) else end, "")

    def _remove_lines(self, parent: Node, parts: list[tuple[Node, Node, bool]]) -> None:
        """Take out what has lines of its own: these, or from behind a dash all up to the next entry."""
        last = 0
        for key, below, is_gone in parts:
            if not is_gone:
                continue
            start = self._dash(parent, key) if isinstance(parent, nodes.Sequence) else self._entry(key)
            begin, end = self._line_start(start), self._end(below)
            if begin < last or self.text[begin:start].strip():  # an entry behind a dash: the next one moves up
                begin, last = start, self._past(_SPACE, self._line_end(end))
            else:
                last = self._below(end)
            self._splice(begin, last, "")

    # Comments

    def _keep_comments(self) -> None:
        """Write above what is replaced the comments in it, but none of what is taken out, and those of new items."""
        replaced = [(start, end) for start, end, *_ in self.made]
        for path, items in self.draft.appended.items():
            if self._is_covered(path) or path in self.written:
                there = self.draft.at(path) or self.draft.at(path[:-1])
                at = self._begin(there) if there else 0
                for text in (text for _, above in items for text in above):
                    self._comment_above(_around(at, replaced, at), text)
        replaced = [(start, end) for start, end in replaced if "#" in self.text[start:end]]
        if not replaced:
            return
        gone = [*self._gone_spans()]
        for comment in comments_of(self, self._scalars.values()):
            at = comment.offset
            is_gone = any(start <= at < end for start, end in gone)
            if not is_gone and (start := _around(at, replaced, -1)) >= 0:
                self._comment_above(start, comment.text)

    def _comment_above(self, offset: int, text: str) -> None:
        """Write a comment above the line of an offset, or above the nearest one that does not begin within a text."""
        start = self._line_start(offset)
        while around := next((begin for begin, end in self._scalars.values() if begin < start < end), 0):
            start = self._line_start(around)
        line = self.text[start : self._line_end(start)]
        self._splice(start, start, f"{line[: len(line) - len(line.lstrip(' '))]}{text}\n")

    @cached_property
    def _scalars(self) -> dict[int, tuple[int, int]]:
        return spans_of(self)

    def _gone_spans(self) -> Iterator[tuple[int, int]]:
        """Where what is taken out begins and ends, with the comment behind it."""
        for path, steps in self.draft.gone.items():
            parts = self._parts(path)
            for (step, owner, below), after in zip_longest(parts, parts[1:]):
                if step in steps and (*path, step) not in self.draft.staying:
                    end = self._line_end(self._end(below))
                    yield self._begin(owner), min(end, self._begin(after[1])) if after else end


def _around(at: int, spans: list[tuple[int, int]], otherwise: int) -> int:
    """Where the span begins that an offset is in."""
    return next((start for start, end in spans if start <= at < end), otherwise)
