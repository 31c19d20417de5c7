"""A project opened once: names and paths in; frameworks, cases and problems out. Nothing that a user wrote raises."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import replace

from casecode.model.case import Case, Evidence
from casecode.model.framework import Framework
from casecode.model.memo import owners_in
from casecode.model.problem import WAIVES, Finding, Problem, nearest, unread_in
from casecode.model.span import Document, Origin, Span, Spot, shown
from casecode.model.study import Corpus, Study
from casecode.project import cache, journal
from casecode.project.catalogue import Catalogue, is_file, project_root
from casecode.project.files import Files, absolute
from casecode.project.inside import HINT, TRUST, is_link_out, leads_out, root_of
from casecode.read.kinds import kind_of
from casecode.read.text import decode, is_bulk, located

EvidenceFile = tuple[Evidence, ...]
_T = TypeVar("_T", Case, Framework, EvidenceFile)


class Read(msgspec.Struct, frozen=True):
    """What one file holds, with the problems of its form, and the key under which the cache knows it."""

    value: Any
    problems: tuple[Problem, ...]
    key: str


class Project:
    """What one call works with: the frameworks and cases that it has taken, and the problems found in their files.

    A file is read when something in it is first asked for, and once. A file that cannot be opened raises `OSError`:
    the caller named it and has to say so.
    """

    def __init__(self, catalogue: Catalogue, files: Files | None = None) -> None:
        self.files = files or Files()
        self.catalogue = Catalogue(catalogue.roots, self.files.read, catalogue.new)
        self.problems: list[Problem] = []
        self._known: dict[tuple[object, str], Read] = {}  # what files hold, by kind and file
        self._used: dict[str, Read] = {}  # of those, what was taken
        self._studies: dict[str, Study | None] = {}
        self._frameworks: dict[str, Framework | None] = {}
        self._beside: dict[Path, Catalogue] = {}
        self._generation: tuple[object, ...] = ()

    @staticmethod
    def at(folder: Path, files: Files | None = None, new: tuple[Path, ...] = ()) -> "Project":
        """The project that a folder belongs to, with a change that is decided and not yet made as if it were made.

        `new` are files that would be new, and which `files` holds. Raises `JournalError` where what tells of
        such a change is not to be believed.
        """
        catalogue = Catalogue.at(folder)
        catalogue.new = new
        begun = journal.generation(catalogue.roots[0])
        if files is None:
            pending = journal.pending(catalogue.roots[0])
            files = Files({absolute(path): data for path, data in pending.items()})
        project = Project(catalogue, files)
        project._generation = begun
        return project

    @property
    def is_steady(self) -> bool:
        """Whether no change of several files began or ended while files were read: what was read is no half of one."""
        return self._generation in ((), journal.generation(self.catalogue.roots[0]))

    @property
    def studies(self) -> tuple[Study, ...]:
        """The cases that were taken, each with its framework."""
        return tuple(study for study in self._studies.values() if study is not None)

    @property
    def frameworks(self) -> dict[str, Framework]:
        """The frameworks that were taken; of two with one id the first."""
        found: dict[str, Framework] = {}
        for framework in self.corpus.frameworks:
            found.setdefault(framework.id, framework)
        return found

    @property
    def corpus(self) -> Corpus:
        return Corpus(self.studies, tuple(it for it in self._frameworks.values() if it is not None))

    # Taking things: what is taken counts with its problems

    def take(self, path: Path) -> None:
        """Whatever the file holds: a case, a framework, or evidence that a case keeps apart; `-` is standard input."""
        is_link = is_link_out(path)
        kind = kind_of(path.suffix, self.files.read(path)) if not is_link else None
        if kind == "case" or (is_link and path.parent.name == "cases"):
            self.case(path)
        elif kind == "evidence" and str(path) != "-":
            self._evidence_alone(path)
        else:
            self.framework(path)

    def case(self, path: Path) -> Study | None:
        """The case in a file with its framework; nothing where the file cannot be understood as one."""
        file = absolute(path)
        if file not in self._studies:
            self._studies[file] = self._study(path)
        return self._studies[file]

    def framework(self, path: Path) -> Framework | None:
        """The framework in a file; nothing where the file cannot be understood as one."""
        file = absolute(path)
        if file not in self._frameworks:
            self._frameworks[file] = self._use(Framework, path)
        return self._frameworks[file]

    def take_partners(self) -> None:
        """The frameworks that crosswalks lead to or from, and the cases that memos are on; one that is not there is a
        problem."""
        self._take_noted()
        known = self.frameworks
        for framework in known.values():
            for crosswalk in framework.crosswalks:
                for key, name in (("from", crosswalk.from_), ("to", crosswalk.to)):
                    if name and name not in known:
                        self._framework_named(name, crosswalk.origin, key, self.catalogue)

    def _take_noted(self) -> None:
        """The cases and frameworks that memos name; one that is not there is a problem."""
        memos = [memo for study in self.studies for memo in study.case.memos]
        memos += [memo for framework in self.frameworks.values() for memo in framework.memos]
        known = {study.case.id for study in self.studies} | {*self.frameworks}
        for memo in memos:
            for key, position, name in memo.names:
                for owner in (it for it in owners_in(name) if it not in known):
                    known.add(owner)
                    self._owner_named(owner, memo.origin.at(key, position))

    def _owner_named(self, name: str, spot: Spot) -> None:
        """Take a case or framework by its name."""
        if case := self.catalogue.find("cases", name):
            self.case(case)
        elif framework := self.catalogue.find("frameworks", name):
            self.framework(framework)
        else:
            hint = nearest(name, self.catalogue.names("cases")) or "`casecode list` shows what there is"
            message = f'there is no case or framework "{name}"'
            self.problems.append(Problem("unclear-memo", message, self.files.locate(spot), hint))

    # Looking at things: nothing is taken

    def peek(self, kind: type[_T], path: Path, parse: bool = True) -> _T | None:
        """What one file holds, as far as it can be understood; no other file is looked at.

        Without parsing, what the cache does not know is nothing.
        """
        found: _T | None = self._read(kind, path, parse).value
        return found

    def having(self, units: Iterable[str], catalogue: Catalogue) -> list[tuple[Path, Case]]:
        """The cases of a catalogue that have any of the units, which their files declare."""
        wanted = [*units]
        found = []
        for path in catalogue.files("cases"):
            if any(mentions(self.files.read(path), unit) for unit in wanted):
                case = self.peek(Case, path)
                if case is not None and any(unit in case.units for unit in wanted):
                    found.append((path, case))
        return found

    # Problems

    def located(self, findings: Iterable[Finding]) -> list[Problem]:
        """What checks found, with its places in the files; of what is wrong everywhere no more than can be read."""
        return located(findings, self.files.locate)

    @property
    def keys(self) -> list[str]:
        """What tells the files that were taken, with what they hold, from any others."""
        return sorted(read.key for read in self._used.values())

    @property
    def waiving_documents(self) -> list[Document]:
        """The files that were taken and in which warnings are waived."""
        waiving = {file: self.files.held(file) for file, read in self._used.items() if read.key and not is_bulk(file)}
        found = (decode(shown(file), data, file)[0] for file, data in waiving.items() if WAIVES in data)
        return [document for document in found if document]

    # How

    def _study(self, path: Path) -> Study | None:
        case = self._use(Case, path)
        if case is None:
            return None
        folder = self._folder_of(path, case)
        files = [folder / file for file in case.evidence_files]
        self.files.expect(files)
        evidence = [*case.evidence]
        unread = [*case.unread]
        root = root_of(folder)
        missing: list[tuple[int, str]] = []
        for position, file in enumerate(files):
            try:
                is_outside = leads_out(file, root)
                if is_outside and not case.allow_outside:
                    message = "the evidence file leads out of the project, and is not read"
                    self.problems.append(self._outside(case, position, message, HINT))
                    unread.append(case.origin.at("evidence-files"))
                    continue
                evidence += self._use(EvidenceFile, file, is_outside) or ()
                problems = self._read(EvidenceFile, file).problems
                unread += unread_in(problems, case.origin.at("evidence-files"))
                if is_outside and problems:  # what it holds is not shown
                    rules = ", ".join(dict.fromkeys(problem.rule for problem in problems))
                    message = f"the evidence file outside of the project has problems: {rules}"
                    hint = f"they are shown for the file alone: casecode check {shown(file)}"
                    self.problems.append(self._outside(case, position, message, hint))
            except (OSError, ValueError) as error:  # ValueError: no path can hold this character
                missing.append((position, error.strerror or "" if isinstance(error, OSError) else str(error)))
        if missing:
            self.problems.append(self._missing(case, files, missing))
            unread.append(case.origin.at("evidence-files"))
        framework = self._framework_of(case, folder)
        if framework is None:
            return None
        return Study(replace(case, evidence=tuple(evidence), unread=tuple(unread)), framework)

    def _folder_of(self, path: Path, case: Case) -> Path:
        """The folder that the paths in a case are relative to.

        For one on standard input the current folder; where its files are not there, that of the project's cases.
        """
        if str(path) != "-":
            return path.parent
        here = Path.cwd()
        root = project_root(here)
        has_own = any(is_file(here / file) for file in case.evidence_files)
        return root / "cases" if root and not has_own else here

    def _outside(self, case: Case, position: int, message: str, hint: str) -> Problem:
        """A problem of an evidence file that lies outside of the project."""
        return Problem("outside-project", message, self.files.locate(case.origin.at("evidence-files", position)), hint)

    def _missing(self, case: Case, files: list[Path], missing: list[tuple[int, str]]) -> Problem:
        """One problem for the evidence files of a case that cannot be read, however many there are."""
        (first, reason), *others = missing
        span = self.files.locate(case.origin.at("evidence-files", first))
        where = ", ".join(shown(files[position]) for position, _ in missing)
        if others:
            return Problem("missing-file", f"{len(missing)} evidence files cannot be read", span, f"looked for {where}")
        return Problem("missing-file", f"the evidence file cannot be read: {reason}", span, f"looked for {where}")

    def _evidence_alone(self, path: Path) -> None:
        """Evidence makes sense within its case only: take the case that names the file."""
        for candidate in self.catalogue.beside(path.parent).files("cases"):
            case = self.peek(Case, candidate)
            if case and _names(case, candidate.parent, path):
                self.case(candidate)
                return
        self._use(EvidenceFile, path)

    def _framework_of(self, case: Case, folder: Path) -> Framework | None:
        if not case.framework:
            return None
        if folder not in self._beside:
            self._beside[folder] = self.catalogue.beside(folder)
        return self._framework_named(case.framework, case.origin, "framework", self._beside[folder])

    def _framework_named(self, name: str, origin: Origin, key: str, catalogue: Catalogue) -> Framework | None:
        path = catalogue.find("frameworks", name)
        if path is None:
            known = catalogue.names("frameworks")
            hint = nearest(name, known) or f"known are {', '.join(dict.fromkeys(known))}"
            message = f'there is no framework "{name}"'
            self.problems.append(Problem("unknown-framework", message, self.files.locate(origin.at(key)), hint))
            return None
        return self.framework(path)

    def _use(self, kind: type[_T], path: Path, is_private: bool = False) -> _T | None:
        """What a file holds; from now on its problems count, unless what it holds is not to be shown."""
        file, read = absolute(path), self._read(kind, path)
        if file not in self._used:
            self._used[file] = read
            self.problems += () if is_private else read.problems
        found: _T | None = read.value
        return found

    def _read(self, kind: type[_T], path: Path, parse: bool = True) -> Read:
        """What a file holds, read as a kind of thing: from the cache where the same bytes were read before."""
        file = absolute(path)
        if kind in (Case, Framework) and is_link_out(path):
            return Read(None, (_link_out(path),), "")
        if (kind, file) not in self._known:
            found = self._read_file(kind, file, self.files.read(path), parse)
            if not parse:
                return found
            self._known[kind, file] = found
        return self._known[kind, file]

    def _read_file(self, kind: type[_T], file: str, data: bytes, parse: bool) -> Read:
        key = cache.key_of(str(kind).encode(), file.encode("utf-8", "surrogateescape"), data)
        kept = cache.get(key)
        if kept is not None:
            with suppress(msgspec.MsgspecError):  # written by a version with other structs
                decoded: _T = msgspec.msgpack.decode(kept, type=kind)
                return Read(decoded, (), key)
        if not parse:
            return Read(None, (), key)
        from casecode.read.reader import read  # imported when the cache does not know a file

        value, problems = read(kind, shown(file), data, file)
        if value is not None and not problems:
            with suppress(UnicodeEncodeError):  # the name of the file is no UTF-8
                cache.put(key, msgspec.msgpack.encode(value))
        return Read(value, tuple(problems), key)


def _link_out(path: Path) -> Problem:
    """A case or framework of a project that is a link out of it. Nothing of it is shown."""
    span = Span(Document(shown(path), ""), 1, 1, 1, 1)
    hint = f"put the file itself there; or, if you trust the project, name the folder that it leads to in {TRUST}"
    return Problem("outside-project", "the file is a link out of the project, and is not read", span, hint)


def mentions(data: bytes, word: str) -> bool:
    """Whether a file can hold a word: it stands there, or something is written with escapes."""
    return word.encode("utf-8", "surrogateescape") in data or b"\\" in data


def _names(case: Case, folder: Path, path: Path) -> bool:
    """Whether a case in a folder names a file among its evidence files."""
    for file in case.evidence_files:
        with suppress(OSError, ValueError, RuntimeError):  # no path that could exist, or links in a circle
            if (folder / file).resolve() == path.resolve():
                return True
    return False
