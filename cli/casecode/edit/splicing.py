"""The splices that the edits of a draft come to: each replaces a stretch of the text, and none touches another."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from casecode.edit import emit
from casecode.edit.comments import comments_of, parts_of, spans_of
from casecode.edit.offsets import BREAK, Offsets, Path, UnsafeEditError
from casecode.read import node as nodes
from casecode.read.node import Node, Scalar

if TYPE_CHECKING:
    from casecode.edit.draft import Draft

_SPACE = re.compile(r"\s*")
_COMMA = re.compile(r"\s*,[ \t]*")
# Where it begins and ends, what goes first of several at one place, its number, and what stands there instead.
Splice = tuple[int, int, int, int, str]


class Splices(Offsets):
    """The splices for a draft. What is taken out or written anew as a whole is not spliced in its parts.

    Given a depth, whatever changes deeper down is written anew as a whole from there. Comments go with what is taken
    out, unless they are to stay; those of what is written anew stand above it.
    """

    def __init__(self, draft: "Draft", depth: int | None = None) -> None:
        self.draft = draft
        self.text, self.starts, self.root = draft.text, draft.starts, draft.root
        self.newline = "\r\n" if "\r\n" in self.text else "\n"
        self.made: list[Splice] = []
        self.cuts: list[tuple[int, int]] = []  # lines that go
        self.written = {**draft.written}
        self.gone = {path: steps for path, steps in draft.gone.items() if steps}
        for path, steps in self.gone.items():
            if len(steps) == _size(draft.at(path)):  # nothing of it is left as it was
                self.written.setdefault(path, ())
        for path in draft.written:
            if draft.at(path) is None and not _size(draft.at(path[:-1])):  # the first key between {}
                self.written.setdefault(path[:-1], ())
        if depth is not None:
            inside = (*(path[:-1] for path in (*draft.texts, *draft.names)), *draft.appended, *self.gone)
            for path in (*inside, *(path[:-1] for path in draft.written)):
                if len(path) >= depth:
                    self.written.setdefault(path[:depth], ())
        self.told: set[int] = set()  # where the comments begin that stand in what was written
        self._all()
        self._keep_comments()

    def _all(self) -> None:
        draft = self.draft
        for path, steps in self.gone.items():
            if not self._is_covered(path) and path not in self.written:
                self._remove(path, steps)
        for path, text in draft.texts.items():
            old = draft.at(path)
            if not self._is_covered(path) and isinstance(old, Scalar):
                self._replace(self._begin(old), self._end(old), self._like(path, old, text), text, old)
        for path in sorted(self.written, key=self._rank):
            if not self._is_covered(path):
                self._write(path)
        for path, items in draft.appended.items():
            if not self._is_covered(path) and path not in self.written:
                self._append(path, items)
        for path, name in draft.names.items():
            if not self._is_covered(path):
                key = self._key(path)
                self._splice(self._begin(key), self._end(key), self._like(path, key, name))

    def _is_covered(self, path: Path) -> bool:
        """Whether what stands at a path goes, or is a part of something that is written anew."""
        return any(
            path[:length] in self.written or path[length] in self.gone.get(path[:length], ())
            for length in range(len(path))
        )

    def _rank(self, path: Path) -> int:
        order = self.written[path]
        return order.index(str(path[-1])) if path and path[-1] in order else 0

    def _splice(self, start: int, end: int, text: str, rank: int = 0) -> None:
        self.made.append((start, end, rank, len(self.made), text.replace("\n", self.newline)))

    # Values

    def _replace(self, start: int, end: int, behind: str, it: emit.Value, old: Node) -> None:
        """Put a value in the place of another, where what follows on the line would become a part of it."""
        if isinstance(old, Scalar) and (comment := self._comment_of(old)):
            first, line_break, rest = behind.partition("\n")
            self.told.add(self.text.index(comment, start))
            self._splice(start, end, f"{first} {comment}{line_break}{rest}")
            return
        line_end = self._line_end(end)
        rest = self.text[end:line_end]
        if "\n" not in behind or not rest:
            self._splice(start, end, behind)
        elif behind.startswith("\n"):  # a comment stays behind the key
            self._splice(start, end, "")
            self._splice(line_end, line_end, behind)
        elif rest.strip():
            space = " " if behind.startswith(" ") else ""
            self._splice(start, end, space + (emit.quoted(it) if isinstance(it, str) else emit.flow(it)))
        else:
            self._splice(start, line_end, behind)

    def _like(self, path: Path, old: Scalar, text: str) -> str:
        """A text in the manner of the one that it stands for."""
        if old.quoted and self.text[self._begin(old)] in "'\"":
            return emit.quoted(text)
        start = self.starts[old.line]
        indent = start
        while self.text.startswith((" ", "- "), indent):
            indent += 1
        return emit.scalar(text, min(indent - start, old.column), old.column, in_flow=self._in_flow(path))

    def _in_flow(self, path: Path) -> bool:
        """Whether what stands at a path is somewhere within brackets."""
        node = self.root
        for step in path:
            if node is None or not self._is_block(node):
                return node is not None
            node = node.child(step)
        return False

    def _write(self, path: Path) -> None:
        old, parent = self.draft.at(path), self.draft.at(path[:-1])
        it = self.draft.final(path)
        if old is None:
            self._add_key(path, it, self.written[path])
        elif not path:
            self._splice(self._begin(old), self._end(old), emit.entries(it, 0))
        elif self._in_flow(path):
            self._splice(self._begin(old), self._end(old), emit.flow(it))
        elif not isinstance(parent, nodes.Mapping):
            is_block = isinstance(it, dict) and it and self._is_block(old)
            self._splice(self._begin(old), self._end(old), emit.entries(it, old.column) if is_block else emit.flow(it))
        else:
            key = self._key(path)
            start = self._colon(key) + 1
            behind = emit.value(it, parent.column, key.column + len(key.text) + 2)
            end = self._end(old)
            if self._is_block(old) and self._loses_last(path, old):  # the comment behind that goes with it
                end = self._line_end(end)
            self._replace(start, end, behind if behind.startswith("\n") else f" {behind}", it, old)

    def _loses_last(self, path: Path, node: Node) -> bool:
        """Whether the last item or entry of something is taken out with its comments."""
        steps = [*range(len(node.items))] if isinstance(node, nodes.Sequence) else [*getattr(node, "entries", ())]
        return steps[-1] in self.gone.get(path, ()) and (*path, steps[-1]) not in self.draft.staying

    def _add_key(self, path: Path, it: emit.Value, order: Sequence[str]) -> None:
        """Write a new key behind those of its mapping that go before it, as far as they stay."""
        parent = self.draft.at(path[:-1])
        gone = self.gone.get(path[:-1], ())
        entries = parent.entries if isinstance(parent, nodes.Mapping) else {}
        kept = [key for key in entries if key not in gone]
        if parent is None or not kept:
            raise UnsafeEditError(path)
        name = str(path[-1])
        rank = {key: number for number, key in enumerate(order)}
        before = [key for key in kept if rank.get(key, -1) < rank.get(name, len(rank))]
        key, beside = entries[before[-1] if before else kept[0]]
        if not self._is_block(parent):
            written = f"{name}: {emit.flow(it)}"
            at = self._end(beside) if before else self._begin(key)
            self._splice(at, at, f", {written}" if before else f"{written}, ")
            return
        margin = " " * parent.column
        written = emit.entry(name, it, parent.column)
        if before:
            self._insert_after(beside, parent.column, margin + written)
        else:
            first = self._entry(key)
            self._splice(first, first, f"{written}\n{margin}")

    def _append(self, path: Path, items: list[tuple[emit.Value, Sequence[str]]]) -> None:
        there = self.draft.at(path)
        assert isinstance(there, nodes.Sequence)
        gone = self.gone.get(path, ())
        last = next(item for at, item in reversed([*enumerate(there.items)]) if at not in gone)
        if not self._is_block(there):
            self._splice(self._end(last), self._end(last), "".join(f", {emit.flow(it)}" for it, _ in items))
            for comment in (comment for _, above in items for comment in above):
                self._comment_above(self._begin(there), comment)
            return
        column = there.column
        for it, above in items:
            if not isinstance(it, dict):
                behind = emit.value(it, column, column + 2)
            elif self._is_block(last):
                behind = emit.entries(it, column + 2)
            else:
                behind = emit.flow(it)
            margin = " " * column
            comments = "".join(f"{margin}{comment}\n" for comment in above)
            self._insert_after(last, column, f"{comments}{margin}- {behind}")

    def _insert_after(self, node: Node, column: int, lines: str) -> None:
        """Write lines below what stays of a node, and below the comments that belong to it: those indented deeper."""
        end = self._line_end(self._end(node))
        while found := BREAK.match(self.text, end):
            following = self._line_end(found.end())
            line = self.text[found.end() : following]
            if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) <= column:
                break
            end = following
        while cut := next((start for start, behind in self.cuts if start < end < behind), 0):
            end = cut - 1 if self.text[cut - 1 : cut] == "\n" else cut
            end -= self.text[end - 1 : end + 1] == "\r\n"
        is_item = lines.lstrip(" ").startswith("- ")  # its dash may stand in the column of a key
        self._splice(end, end, f"\n{lines}", -2 * column - is_item)  # what is deeper belongs to what stands above

    # What goes

    def _remove(self, path: Path, steps: set[str | int]) -> None:
        parent = self.draft.at(path)
        if isinstance(parent, nodes.Sequence):
            parts = [(item, item, at in steps) for at, item in enumerate(parent.items)]
        elif isinstance(parent, nodes.Mapping):
            parts = [(key, below, name in steps) for name, (key, below) in parent.entries.items()]
        else:
            raise UnsafeEditError(path)
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
                continue
            following = next((start for start, _, goes in spans[number + 1 :] if not goes), None)
            if number + 1 < len(spans) and following is not None:
                comma = _COMMA.match(self.text, end)
                self._splice(begin, comma.end() if comma else end, "")
            elif "#" not in self.text[kept:begin]:
                self._splice(kept, spans[-1][1], "")
                return
            else:
                comma = _COMMA.match(self.text, end)
                self._splice(begin, comma.end() if comma else end, "")

    def _remove_lines(self, parent: Node, parts: list[tuple[Node, Node, bool]]) -> None:
        """Take out what has lines of its own: these, or from behind a dash all up to the next entry."""
        last = 0
        for key, below, is_gone in parts:
            if not is_gone:
                continue
            start = self._dash(parent, key) if isinstance(parent, nodes.Sequence) else self._entry(key)
            begin, end = self._line_start(start), self._line_end(self._end(below))
            if begin < last or self.text[begin:start].strip():  # an entry behind a dash: the next one moves up
                rest = _SPACE.match(self.text, end)
                last = rest.end() if rest else end
                self._splice(start, last, "")
                continue
            found, cut = BREAK.match(self.text, end), last
            last = found.end() if found else end
            if not found and begin:  # the last line, without an end: the one before it loses its own
                begin = max(begin - (2 if self.text[begin - 2 : begin] == "\r\n" else 1), cut)
            self._splice(begin, last, "")
            self.cuts.append((begin, last))

    # Comments

    def _keep_comments(self) -> None:
        """Write the comments of what is replaced above it, but for those of what is taken out."""
        replaced = [(start, end) for start, end, *_ in self.made if "#" in self.text[start:end]]
        for path, comments in [*self.draft.carried.items(), *self._unwritten()]:
            there = self.draft.at(path) or self.draft.at(path[:-1])
            for text in comments:
                self._comment_above(self._begin(there) if there else 0, text)
        if not replaced:
            return
        gone = [*self._gone_spans()]
        for comment in comments_of(self, self._scalars.values()):
            at = comment.offset
            if not comment.text.startswith("#") or at in self.told or any(start <= at < end for start, end in gone):
                continue
            start = next((start for start, end in replaced if start <= at < end), None)
            if start is not None:
                self._comment_above(start, comment.text)

    def _unwritten(self) -> Iterator[tuple[Path, list[str]]]:
        """The comments of new items of lists that are written anew as a whole."""
        for path, items in self.draft.appended.items():
            if self._is_covered(path) or path in self.written:
                yield path, [comment for _, above in items for comment in above]

    def _comment_above(self, offset: int, text: str) -> None:
        """Write a comment above the line of an offset, or above the nearest one that does not begin within a text."""
        start = self._line_start(offset)
        while around := next((begin for begin, end in self._scalars.values() if begin < start < end), 0):
            start = self._line_start(around)
        line = self.text[start : self._line_end(start)]
        self._splice(start, start, f"{line[: len(line) - len(line.lstrip(' '))]}{text}\n", -len(self.text))

    @cached_property
    def _scalars(self) -> dict[int, tuple[int, int]]:
        return spans_of(self)

    def _gone_spans(self) -> Iterator[tuple[int, int]]:
        """Where what is taken out begins and ends, with the comment behind it."""
        for path, steps in self.gone.items():
            parent = self.draft.at(path)
            parts = [*parts_of(parent)] if isinstance(parent, nodes.Sequence | nodes.Mapping) else []
            for number, (owner, below) in enumerate(parts):
                step = number if isinstance(parent, nodes.Sequence) else owner.text  # type: ignore[attr-defined]
                if step in steps and (*path, step) not in self.draft.staying:
                    end = self._line_end(self._end(below))
                    following = self._begin(parts[number + 1][0]) if number + 1 < len(parts) else end
                    yield self._begin(owner), min(end, following)

    def _key(self, path: Path) -> Scalar:
        parent = self.draft.at(path[:-1])
        if not isinstance(parent, nodes.Mapping) or path[-1] not in parent.entries:
            raise UnsafeEditError(path)
        return parent.entries[str(path[-1])][0]


def _size(node: Node | None) -> int:
    if isinstance(node, nodes.Sequence):
        return len(node.items)
    return len(node.entries) if isinstance(node, nodes.Mapping) else 0
