"""One file under change: edits are splices of its text, and what they come to is proved before anything is written.

Each edit says twice what it does: as a change of the data that the text holds, and as a path at which the text changes.
In the end splices are made for the paths, and the spliced text is read again: it must hold exactly the changed data.
"""

from codecs import BOM_UTF8
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from casecode.edit import emit
from casecode.edit.comments import comments_of, spans_of
from casecode.edit.offsets import BREAK, Offsets, Path, UnsafeEditError, encoded
from casecode.edit.splicing import Splices
from casecode.edit.store import RefusedError
from casecode.read import node as nodes
from casecode.read.node import Node, Scalar, kind_of
from casecode.read.text import decode
from casecode.read.yaml import parse


class _Gone:
    """What stands in the data for an item that is taken out, so that those behind it keep their places."""


_GONE = _Gone()


class Draft(Offsets):
    """The text of a YAML file with the edits made so far. Without a root it has problems and cannot be edited.

    Paths are those of the file as it was read; what is taken out leaves its place to nothing else.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data
        document, self.problems = decode(name, data)
        self.text = document.text if document else ""
        self.root: Node | None = None
        if document is not None:
            self.root, self.problems = parse(document)
        self.starts = [0, *(found.end() for found in BREAK.finditer(self.text))]
        self.holds = plain(self.root)
        self.texts: dict[Path, str] = {}  # texts in the place of others
        self.written: dict[Path, Sequence[str]] = {}  # values that are written anew, as they are in the end
        self.appended: dict[Path, list[tuple[emit.Value, Sequence[str]]]] = {}  # new items, and comments above each
        self.gone: dict[Path, set[str | int]] = {}  # what is taken out, by where it stood
        self.staying: set[Path] = set()  # what is taken out, and leaves its comments behind
        self.names: dict[Path, str] = {}  # keys in the place of others

    def at(self, path: Path) -> Node | None:
        """The node that a path leads to, as the file was read."""
        node = self.root
        for step in path:
            node = node.child(step) if node is not None else None
        return node

    # Edits

    def put(self, path: Path, it: emit.Value, order: Sequence[str] = ()) -> None:
        """Set what stands under a key; a new key comes after those that go before it in the order."""
        self._parent(path)[path[-1]] = it
        if isinstance(self.at(path), Scalar) and isinstance(it, str):
            self.texts[path] = it
        else:
            self.written[path] = order
        self.gone.get(path[:-1], set()).discard(path[-1])

    def append(self, path: Path, it: emit.Value, order: Sequence[str] = (), above: Sequence[str] = ()) -> None:
        """Add an item to the end of a list, with comments above it; the key of a list that is not there is written."""
        there = self._parent(path)
        items = there.get(path[-1]) if isinstance(there, dict) else there[int(path[-1])]
        if not items:
            self.put(path, [it], order)
        elif not isinstance(items, list):
            self._refuse(path, "a list")
        else:
            items.append(it)
        self.appended.setdefault(path, []).append((it, above))

    def comments(self, path: Path) -> list[str]:
        """The comments that stand in something."""
        node = self.at(path)
        if node is None:
            return []
        begin, end = self._begin(node), self._line_end(self._end(node))
        found = comments_of(self, spans_of(self).values())
        return [it.text for it in found if begin <= it.offset < end]

    def remove(self, path: Path, leaving_comments: bool = False) -> None:
        """Take a key with its value, or an item of a list, out; its comments stay if that is said."""
        there = self._parent(path)
        if path[-1] not in there if isinstance(there, dict) else int(path[-1]) >= len(there):
            raise UnsafeEditError(path)
        if isinstance(there, list):
            there[int(path[-1])] = _GONE
        else:
            del there[path[-1]]
        self.written.pop(path, None)
        if self.at(path) is not None:
            self.gone.setdefault(path[:-1], set()).add(path[-1])
        if leaving_comments:
            self.staying.add(path)

    def rename_key(self, path: Path, name: str) -> None:
        """Give what stands under a key another key, in its place."""
        there = self._parent(path)
        if not isinstance(there, dict) or path[-1] not in there or name in there:
            raise UnsafeEditError(path)
        items = [(name if key == path[-1] else key, it) for key, it in there.items()]
        there.clear()
        there.update(items)
        self.names[path] = name

    # What comes of them

    @property
    def is_changed(self) -> bool:
        return bool(self.texts or self.written or self.appended or any(self.gone.values()) or self.names)

    def result(self) -> bytes:
        """The bytes of the file with all edits made. Raises `UnsafeEditError` if they do not hold what was meant.

        Where small splices do not come to that, what is around them is written anew: as little as will do.
        """
        try:
            return self._spliced(())
        except UnsafeEditError as error:
            inside = [*self.texts, *self.appended, *self.gone]
            inside += [path[:-1] for path in (*self.written, *self.names)]
            whole: list[Path] = []
            for depth in range(max(map(len, inside), default=0), -1, -1):
                whole += dict.fromkeys(path[:depth] for path in inside if len(path) >= depth)
                if self._is_proved(whole):
                    return self._spliced(self._fewest(whole, []))
            raise error

    def _fewest(self, whole: list[Path], beside: list[Path]) -> list[Path]:
        """As few of some parts as must be written anew beside others; the last are spared first (QuickXplain: Junker
        2004)."""
        if self._is_proved(beside):
            return []
        if len(whole) == 1:
            return whole
        half = len(whole) // 2
        last = self._fewest(whole[half:], [*beside, *whole[:half]])
        return [*self._fewest(whole[:half], [*beside, *last]), *last]

    def _is_proved(self, whole: Sequence[Path]) -> bool:
        with suppress(UnsafeEditError):
            return bool(self._spliced(whole))
        return False

    def _spliced(self, whole: Sequence[Path]) -> bytes:
        """The bytes of the file where some parts are written anew as a whole, with the proof that they are right."""
        text = Splices(self, whole).joined()
        data = (BOM_UTF8 if self.data.startswith(BOM_UTF8) else b"") + encoded(text)
        after = Draft(self.name, data)
        if after.problems or not _is_same(after.holds, self.holds):
            raise UnsafeEditError(self.name)
        return data

    # Data

    def value(self, path: Path) -> Any:
        """What stands at a path with the edits made so far. Refuses where the file has another shape on the way."""
        there: Any = self.holds
        for depth, step in enumerate(path):
            if not isinstance(there, list if isinstance(step, int) else dict):
                self._refuse(path[:depth], "a list" if isinstance(step, int) else "keys and values")
            try:
                there = there[step]
            except (KeyError, IndexError):
                raise UnsafeEditError(path) from None
        return there

    def final(self, path: Path) -> Any:
        """What stands at a path in the end; keys on the way may have other names by then."""
        return _purged(self.value(tuple(self.names.get(path[: at + 1], step) for at, step in enumerate(path))))

    def _parent(self, path: Path) -> Any:
        """The list or mapping that a path leads into."""
        there = self.value(path[:-1])
        if not isinstance(there, list if isinstance(path[-1], int) else dict):
            self._refuse(path[:-1], "a list" if isinstance(path[-1], int) else "keys and values")
        return there

    def _refuse(self, path: Path, expected: str) -> None:
        """Say that something else stands where a file should have a list or mapping."""
        node = self.at(path)
        where = f"{node.span}" if node is not None else self.name
        found = kind_of(node) if node is not None else "something else"
        under = f' under "{path[-1]}"' if path and isinstance(path[-1], str) else ""
        hint = "put that right first; `casecode check` tells more"
        raise RefusedError(f"{where}: expected {expected}{under}, found {found}", hint)


def _purged(it: Any) -> Any:
    """The data without what is taken out."""
    if isinstance(it, list):
        return [_purged(one) for one in it if one is not _GONE]
    return {key: _purged(one) for key, one in it.items()} if isinstance(it, dict) else it


def _is_same(after: Any, meant: Any) -> bool:
    """Whether a text holds what was meant, without what is taken out. Line breaks at the end of texts mean nothing, and
    depend on what stands below a text."""
    if isinstance(after, list) and isinstance(meant, list):
        kept = [it for it in meant if it is not _GONE]
        return len(after) == len(kept) and all(map(_is_same, after, kept))
    if isinstance(after, dict) and isinstance(meant, dict):
        return after.keys() == meant.keys() and all(_is_same(it, meant[key]) for key, it in after.items())
    if isinstance(after, str) and isinstance(meant, str):
        return after == meant or after.rstrip("\n") == meant.rstrip("\n")
    return bool(after == meant)


def plain(node: Node | None) -> Any:
    """What a node holds: texts, lists and dictionaries."""
    if isinstance(node, nodes.Sequence):
        return [plain(it) for it in node.items]
    if isinstance(node, nodes.Mapping):
        return {key: plain(it) for key, (_, it) in node.entries.items()}
    return node.text if isinstance(node, Scalar) else None
