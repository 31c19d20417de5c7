"""Files brought into the canonical layout, with the proof that nothing but their layout is different."""

import re
from collections import Counter, deque
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from casecode.edit.comments import comments_of, may_have_comments, spans_of
from casecode.edit.draft import Draft, plain
from casecode.edit.layout import Layout
from casecode.edit.offsets import UnsafeEditError
from casecode.edit.refs import form_of
from casecode.edit.upgrade import upgraded
from casecode.model.problem import Problem
from casecode.model.span import shown
from casecode.project.catalogue import is_file
from casecode.project.journal import name_of
from casecode.read import forms
from casecode.read.kinds import kind_among
from casecode.read.node import Mapping, Node, Sequence
from casecode.read.shape import Record
from casecode.read.text import is_bulk, read_bytes

_HINT = "a framework begins with `framework: its-id`, a case with `case: its-id`, further evidence with `evidence:`"


class Formatted(Struct, frozen=True):
    """A file before and after; the same where it has problems. `more` names the further files of a case."""

    path: Path
    before: bytes
    after: bytes
    problems: list[Problem]
    more: tuple[str, ...] = ()

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


def format_all(paths: Iterable[tuple[Path, bool]], root: Path, upgrade: bool = False) -> list[Formatted]:
    """Every file in the canonical layout, each once; with a case, where that is said, its files of evidence. What was
    written for an earlier version is rewritten where that is asked for.

    What leads out of the root is left as it is.

    Raises `OSError` for a file that cannot be read, and `UnsafeEditError`.
    """
    waiting = deque(paths)
    done: dict[Path, Formatted] = {}
    while waiting:
        path, with_more = waiting.popleft()
        if path.resolve() not in done:
            done[path.resolve()] = format_file(shown(path), path, read_bytes(path), upgrade)
        if with_more:
            further = (path.parent / name for name in done[path.resolve()].more)
            waiting += [(file, False) for file in further if _may_be_laid_out(file, root)]
    return list(done.values())


def _may_be_laid_out(file: Path, root: Path) -> bool:
    return not is_bulk(file.name) and is_file(file) and name_of(root, file) is not None


def format_file(name: str, path: Path, data: bytes, upgrade: bool = False) -> Formatted:
    """One file in the canonical layout, upgraded where that is asked for.

    Raises `UnsafeEditError` where that would change what it says.
    """
    before = Draft(name, data)
    if before.problems or before.root is None:
        return Formatted(path, data, data, before.problems)
    form = _form(before.root)
    if form is None:
        message = "this is neither a framework nor a case nor a file of evidence"
        return Formatted(path, data, data, [Problem("wrong-kind", message, before.root.span, _HINT)])
    if re.search("^%", before.text[: before._begin(before.root)], re.MULTILINE):
        message = "a file with a directive is not laid out"
        return Formatted(path, data, data, [Problem("yaml-feature", message, before.root.span, "delete the line")])
    layout = Layout(before, form)
    if upgrade and form is forms.CASE:
        upgraded(layout)
    after = layout.text().encode()
    if after != data:
        _prove(layout, Draft(name, after))
    named = before.holds.get("evidence-files", ()) if form is forms.CASE else ()
    return Formatted(path, data, after, [], tuple(it.strip() for it in named if isinstance(it, str)))


def _form(root: Node) -> Record | None:
    """The form that the file is in, by the key that each has."""
    kind = kind_among(root.entries) if isinstance(root, Mapping) else None
    return form_of(kind) if kind else None


def _prove(layout: Layout, after: Draft) -> None:
    """Both must say the same, whichever way one looks: as data, as the model has it, and in their comments."""
    root, form = layout.offsets.root, layout.form
    if after.problems or after.root is None or root is None:
        raise UnsafeEditError(f"{after.name}: the layout could not be read back")
    if _stripped(plain(root)) != _stripped(plain(after.root)):
        raise UnsafeEditError(f"{after.name}: a text would change")
    kept = comments_of(after, spans_of(after).values()) if may_have_comments(after.text) else []
    if Counter(it.text for it in layout.comments.found) != Counter(it.text for it in kept):
        raise UnsafeEditError(f"{after.name}: a comment would be lost")
    if _model(form, root) != _model(form, after.root):
        raise UnsafeEditError(f"{after.name}: what it means would change")


def _stripped(it: Any) -> Any:
    """Data without the space around texts, which no reader of the files sees."""
    if isinstance(it, str):
        return it.strip()
    if isinstance(it, list):
        return [_stripped(one) for one in it]
    return {key: _stripped(one) for key, one in it.items()}


def _model(form: Record, root: Node) -> tuple[bytes, Counter[tuple[str, str]]]:
    """What a file is understood as, in its order, and the problems of its form; without where either stands."""
    _displace(root)
    problems: list[Problem] = []
    value = form.read(root, problems)
    return msgspec.msgpack.encode(value), Counter((problem.rule, problem.message) for problem in problems)


def _displace(node: Node) -> None:
    """Forget where the parts of a tree stand."""
    node.line = node.column = node.end_line = node.end_column = 0
    if isinstance(node, Mapping):
        for key, below in node.entries.values():
            _displace(key)
            _displace(below)
    elif isinstance(node, Sequence):
        for item in node.items:
            _displace(item)
