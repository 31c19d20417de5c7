"""A project under change: its files as drafts, opened where an edit needs them, and the proof before writing."""

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from casecode.checks.soundness import errors, held_back
from casecode.edit.bulk import BulkDraft
from casecode.edit.draft import Draft
from casecode.edit.offsets import encoded
from casecode.edit.refs import Ref, form_of, refs
from casecode.edit.store import Change, RefusedError, write
from casecode.model.case import Case
from casecode.model.framework import Framework
from casecode.model.problem import Problem
from casecode.model.span import shown
from casecode.project.catalogue import Catalogue, Kind, is_file
from casecode.project.files import absolute
from casecode.project.inside import is_link_out, leads_out
from casecode.project.project import Project, mentions
from casecode.read import forms
from casecode.read.text import is_bulk

AnyDraft = Draft | BulkDraft


class BrokenFileError(Exception):
    """A file that an edit needs cannot be understood; says what is wrong in it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


class File(Struct, frozen=True, eq=False, dict=True):
    """A file of the project: what it is, its draft, and the case or framework that it belongs to."""

    path: Path
    kind: str
    owner: str
    draft: AnyDraft

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """Every id in the file, as it was read."""
        root = self.draft.root
        if root is None:
            return ()
        if isinstance(self.draft, BulkDraft):
            items = getattr(root, "items", [])
            found = ((number, refs(item, forms.EVIDENCE)) for number, item in enumerate(items))
            return tuple(replace(ref, path=(number, *ref.path)) for number, one in found for ref in one)
        return tuple(refs(root, form_of(self.kind), self.owner))  # type: ignore[arg-type]

    @property
    def evidence(self) -> tuple[str | int, ...]:
        """The path to the list of evidence in the file."""
        return () if isinstance(self.draft, BulkDraft) else ("evidence",)


class Workspace:
    """The files of one project; edits are made on their drafts and written together.

    A draft of a file that cannot be understood raises `BrokenFileError`.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.project = Project.at(root)
        self.own = Catalogue((root,), self.project.files.read)
        self.begun: list[Change] = []
        self.kept: list[Change] = []  # documents that come into the project
        self._opened: dict[str, File] = {}
        self._homes: dict[str, File] = {}  # of cases, by their ids

    # What there is

    def case(self, case: str) -> File | None:
        """The file that declares a case."""
        if case not in self._homes:
            path = self.own.find("cases", case)
            if path is None or is_link_out(path):
                return None
            self._homes[case] = self._case_file(path)
        return self._homes[case]

    def cases(self) -> Iterator[File]:
        """The files that declare a case."""
        return map(self._case_file, self._files("cases"))

    def framework(self, framework: str) -> File | None:
        """The file that declares a framework, where it is one of the project."""
        path = self.own.find("frameworks", framework)
        return self._open(path, "framework", framework) if path and not is_link_out(path) else None

    def of_case(self, case: str) -> list[File]:
        """The file of a case and those that hold evidence of it."""
        home = self.case(case)
        return [home, *self._evidence_files(home)] if home else []

    def framework_of(self, case: str) -> str:
        """The id of the framework that a case is coded against."""
        home = self.case(case)
        return _text_under(home.draft.holds, "framework") if home else ""

    def allows_outside(self, case: str) -> bool:
        """Whether the files of a case may lie outside of the project."""
        home = self.case(case)
        return _text_under(home.draft.holds, "allow-outside") == "true" if home else False

    def every(self) -> Iterator[File]:
        """All files of the project."""
        return self.mentioning("")

    def mentioning(self, word: str) -> Iterator[File]:
        """The files in which a word may stand; of others it is enough to have seen that it does not."""
        for path in self._files("frameworks"):
            if mentions(self.project.files.read(path), word):
                yield self._open(path, "framework", self._framework_id(path))
        for path in self._files("cases"):
            case = self.project.peek(Case, path)
            if mentions(self.project.files.read(path), word) or case is None:
                yield self._case_file(path)
            if case is None:
                continue
            for below in (path.parent / name for name in case.evidence_files):
                may_read = self._may_read(below, case.allow_outside)
                if may_read and mentions(self.project.files.read(below), word):
                    yield self._open(below, "evidence", case.id)

    # What is to be written

    @property
    def changed(self) -> list[File]:
        return [file for file in self._opened.values() if file.draft.is_changed]

    def changes(self) -> list[Change]:
        """What is to be written. Raises `RefusedError` where an edit cannot be made safely."""
        return [
            *self.begun,
            *self.kept,
            *(Change(file.path, file.draft.data, file.draft.result()) for file in self.changed),
        ]

    def begin(self, path: Path, text: str) -> None:
        """A new file, at a path below the root."""
        if (self.root / path).exists():
            raise RefusedError(f"{path} is there already", "choose another id")
        self.begun.append(Change(self.root / path, None, encoded(text)))

    def keep(self, path: Path, data: bytes) -> None:
        """A new document, at a path below the root."""
        if (self.root / path).exists():
            raise RefusedError(f"{path} is there already", "move it away first")
        self.kept.append(Change(self.root / path, None, data))

    def new_errors(self, changes: Sequence[Change]) -> list[Problem]:
        """The errors that the changes would make: in the cases and frameworks that they touch, and in no other.

        What comes to light because a part of a file can be read again was wrong before.
        """
        overlay = {absolute(change.path): change.after for change in changes if change.after is not None}
        touched = self._touched()
        new = tuple(change.path for change in self.begun)
        after = self._errors(Project.at(self.root, self.project.files.overlaid(overlay), new), touched)
        if not after:
            return []
        there = [path for path in touched if path.exists()]
        project = Project.at(self.root, self.project.files)
        before = {(it.rule, it.message) for it in (*self._errors(project, there), *held_back(project))}
        return [it for it in after if (it.rule, it.message) not in before]

    def save(self, changes: Sequence[Change], force: bool = False, call: str = "") -> str:
        """Write the changes, all or none, and log them; the caller holds the lock. Returns what is to be said."""
        for change in (*self.begun, *self.kept):
            change.path.parent.mkdir(parents=True, exist_ok=True)
        return write(self.root, changes, force, call)

    # How

    def _errors(self, project: Project, paths: Sequence[Path]) -> list[Problem]:
        for path in paths:
            project.take(path)
        return errors(project)

    def _touched(self) -> list[Path]:
        """The files of the cases and frameworks that change; with a framework all cases that are coded against it."""
        frameworks = {file.owner: file.path for file in self.changed if file.kind == "framework"}
        begun = (change.path for change in self.begun if not is_bulk(change.path.name))
        paths = dict.fromkeys([*frameworks.values(), *begun])
        owners = {file.owner for file in self.changed if file.kind != "framework"}
        for path in self._files("cases") if frameworks else ():
            case = self.project.peek(Case, path)
            if case is not None and case.framework in frameworks:
                paths[path] = None
        return [*paths, *(home.path for home in map(self.case, owners) if home and home.path not in paths)]

    def _case_file(self, path: Path) -> File:
        known = self._opened.get(absolute(path))
        if known is None:
            known = self._open(path, "case", path.stem)
            owner = _text_under(known.draft.holds, "case") or path.stem
            known = self._opened[absolute(path)] = File(path, "case", owner, known.draft)
        return known

    def _evidence_files(self, home: File) -> Iterator[File]:
        holds = home.draft.holds
        named = holds.get("evidence-files") if isinstance(holds, dict) else None
        for name in named if isinstance(named, list) else ():
            below = home.path.parent / str(name).strip()
            if isinstance(name, str) and self._may_read(below, self.allows_outside(home.owner)):
                yield self._open(below, "evidence", home.owner)

    def _files(self, kind: Kind) -> Iterator[Path]:
        """The files of a kind; links out of the project are none of it."""
        return (path for path in self.own.files(kind) if not is_link_out(path))

    def _may_read(self, path: Path, allow_outside: bool) -> bool:
        """Whether a file that a case names is there, and may be read."""
        return is_file(path) and (allow_outside or not leads_out(path, os.path.realpath(self.root)))

    def _framework_id(self, path: Path) -> str:
        framework = self.project.peek(Framework, path)
        return framework.id if framework else path.stem

    def _open(self, path: Path, kind: str, owner: str) -> File:
        file = absolute(path)
        if file not in self._opened:
            data = self.project.files.read(path)
            draft: AnyDraft = BulkDraft(path.name, data) if is_bulk(path.name) else Draft(shown(path), data)
            if draft.problems:
                raise BrokenFileError(draft.problems)
            self._opened[file] = File(path, kind, owner, draft)
        return self._opened[file]


def _text_under(holds: Any, key: str) -> str:
    """The text under a key of a file, as readers see it; nothing where there is none."""
    it = holds.get(key) if isinstance(holds, dict) else None
    return it.strip() if isinstance(it, str) else ""
