"""Loading: paths and names in; studies, frameworks and problems out. Nothing that a user wrote raises."""

import os
import re
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from casecode.model.case import Case, Evidence
from casecode.model.framework import Framework
from casecode.model.problem import WAIVES, Problem, nearest
from casecode.model.span import Document, Origin, locate, register, shown
from casecode.model.study import Corpus, Study
from casecode.project import ahead, cache, watch
from casecode.project.catalogue import Library
from casecode.read.text import decode, read_bytes

BULK = (".jsonl", ".ndjson", ".csv", ".tsv")

EvidenceFile = tuple[Evidence, ...]
_T = TypeVar("_T", Case, Framework, EvidenceFile)


class Loader:
    """Reads files and gathers the problems found in them.

    A file that cannot be opened raises `OSError`: the caller named it and has to say so.
    """

    def __init__(self, library: Library, overlay: Mapping[Path, bytes] | None = None) -> None:
        self.library = library
        self.overlay = overlay or {}  # what files would hold, under their resolved paths
        self.problems: list[Problem] = []
        self.studies: list[Study] = []
        self.frameworks: dict[str, Framework] = {}
        self.framework_files: set[Path] = set()
        self.keys: set[str] = set()  # of the documents that were read
        self.waiving: dict[str, bytes] = {}  # the files in which warnings are waived, by name

    @property
    def corpus(self) -> Corpus:
        return Corpus(tuple(self.studies), tuple(self.frameworks.values()))

    def join(self, other: "Loader") -> None:
        """Take over what another loader has read."""
        self.problems += other.problems
        self.keys |= other.keys
        self.waiving.update(other.waiving)
        self.studies += other.studies
        self.frameworks.update(other.frameworks)

    @property
    def waiving_documents(self) -> list[Document]:
        """The files in which warnings are waived."""
        read = (decode(name, data)[0] for name, data in self.waiving.items() if Path(name).suffix not in BULK)
        return [document for document in read if document]

    def case(self, path: Path) -> Study | None:
        """The case in a file with its framework; nothing where the file cannot be understood as one."""
        return self.case_from(shown(path), self._bytes(path), path.parent)

    def case_from(self, name: str, data: bytes, folder: Path) -> Study | None:
        """The case that the bytes hold; paths in it are relative to the folder."""
        case = self._read(Case, name, data, folder)
        if case is None:
            return None
        evidence = [*case.evidence]
        files = [folder / file for file in case.evidence_files]
        is_alone = watch.total() < 2
        if is_alone:
            watch.of(files)
        for position, path in enumerate(files):
            evidence += self._evidence_file(path, case, position)
            if is_alone:
                watch.step()
        framework = self._framework_of(case, folder)
        if framework is None:
            return None
        study = Study(msgspec.structs.replace(case, evidence=tuple(evidence)), framework)
        self.studies.append(study)
        return study

    def framework(self, path: Path) -> Framework | None:
        """The framework in a file; nothing where the file cannot be understood as one."""
        self.framework_files.add(path.resolve())
        return self._framework_from(shown(path), self._bytes(path), path.parent)

    def glance(self, kind: type[_T], path: Path, data: bytes, parse: bool = True) -> _T | None:
        """What the bytes of one file hold, as far as they can be understood; no other file is looked at."""
        return self._read(kind, shown(path), data, path.parent, parse)

    def take(self, path: Path) -> None:
        """Whatever the file holds: a case, a framework, or evidence that a case keeps apart; `-` is standard input."""
        is_stdin = str(path) == "-"
        data = sys.stdin.buffer.read() if is_stdin else self._bytes(path)
        name, folder = ("<stdin>", Path.cwd()) if is_stdin else (shown(path), path.parent)
        if _declares("case", data) and path.suffix not in BULK:
            self.case_from(name, data, folder)
        elif is_stdin:
            self._framework_from(name, data, folder)
        elif is_evidence(path, data):
            self._evidence_alone(path)
        elif path.resolve() not in self.framework_files:
            self.framework(path)

    def _bytes(self, path: Path) -> bytes:
        return self.overlay.get(path.resolve()) or read_bytes(path) if self.overlay else read_bytes(path)

    def take_partners(self) -> None:
        """The frameworks that crosswalks lead to or from; one that is not there is a problem."""
        for framework in list(self.frameworks.values()):
            for crosswalk in framework.crosswalks:
                for key, name in (("from", crosswalk.from_), ("to", crosswalk.to)):
                    if name and name not in self.frameworks:
                        self._framework_named(name, crosswalk.origin, key, self.library)

    def _framework_from(self, name: str, data: bytes, folder: Path) -> Framework | None:
        framework = self._read(Framework, name, data, folder)
        if framework is not None:
            self.frameworks[framework.id] = framework
        return framework

    def _evidence_alone(self, path: Path) -> None:
        """Evidence makes sense within its case only: load the case that names the file."""
        home = Library.at(path.resolve().parent)
        for candidate in Library((*home.roots, *self.library.roots)).files("cases"):
            probe = Loader(self.library)
            case = probe._read(Case, shown(candidate), candidate.read_bytes(), candidate.parent)
            if case and _names(case, candidate.parent, path):
                self.case(candidate)
                return
        self._read(EvidenceFile, shown(path), self._bytes(path), path.parent)

    def _evidence_file(self, path: Path, case: Case, position: int) -> EvidenceFile:
        try:
            return self._read(EvidenceFile, shown(path), self._bytes(path), path.parent) or ()
        except (OSError, ValueError) as error:  # ValueError: no path can hold this character
            span = locate(case.origin.at("evidence-files", position))
            message = f"the evidence file cannot be read: {error.strerror if isinstance(error, OSError) else error}"
            self.problems.append(Problem("missing-file", message, span, f"looked for {shown(path)}"))
            return ()

    def _framework_of(self, case: Case, folder: Path) -> Framework | None:
        if not case.framework:
            return None
        if case.framework in self.frameworks:
            return self.frameworks[case.framework]
        library = Library((*Library.at(folder.resolve()).roots, *self.library.roots))
        return self._framework_named(case.framework, case.origin, "framework", library)

    def _framework_named(self, name: str, origin: Origin, key: str, library: Library) -> Framework | None:
        path = library.find("frameworks", name)
        if path is None:
            known = library.names("frameworks")
            hint = nearest(name, known) or f"known are {', '.join(dict.fromkeys(known))}"
            message = f'there is no framework "{name}"'
            self.problems.append(Problem("unknown-framework", message, locate(origin.at(key)), hint))
            return None
        return self.framework(path)

    def _read(self, kind: type[_T], name: str, data: bytes, folder: Path, parse: bool = True) -> _T | None:
        """What a file holds, read as a kind of thing: from the cache where the same bytes were read before.

        Without parsing, what the cache does not know is nothing.
        """
        file = name if name == "<stdin>" else os.path.join(os.path.realpath(folder), Path(name).name)  # noqa: PTH118
        key = cache.key_of(str(kind).encode(), file.encode("utf-8", "surrogateescape"), data)
        self.keys.add(key)
        watch.reading(name)
        if WAIVES in data:
            self.waiving[name] = data
        kept = cache.get(key)
        if kept is not None:
            with suppress(msgspec.MsgspecError):  # written by a version with other structs
                known = msgspec.msgpack.decode(kept, type=kind)
                register(file, lambda *where: _reader().finder(name, data, file)(*where))
                return known
        if not parse:
            return None
        ahead.missed()
        value, problems = _reader().read(kind, name, data, file)
        self.problems += problems
        if value is not None and not problems:
            cache.put(key, msgspec.msgpack.encode(value))
        return value  # type: ignore[no-any-return]


def _reader() -> Any:
    """The module that parses: imported when the cache does not know a file, or when a problem needs a place."""
    from casecode.read import reader

    return reader


def _names(case: Case, folder: Path, path: Path) -> bool:
    """Whether a case in a folder names a file among its evidence files."""
    for file in case.evidence_files:
        with suppress(OSError, ValueError, RuntimeError):  # no path that could exist, or links in a circle
            if (folder / file).resolve() == path.resolve():
                return True
    return False


def is_evidence(path: Path, data: bytes) -> bool:
    """Whether a file is one of evidence that a case keeps apart."""
    if path.suffix in BULK:
        return True
    return _declares("evidence", data) and not any(_declares(key, data) for key in ("case", "framework"))


def _declares(key: str, data: bytes) -> bool:
    """Whether a file has a key at its top, seen without parsing it."""
    pattern = rb"""^(?:\xef\xbb\xbf)?\{?["']?%s["']?[ \t]*:""" % key.encode()
    return re.search(pattern, data, re.MULTILINE) is not None
