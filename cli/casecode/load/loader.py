"""Loading: paths and names in; studies, frameworks and problems out. Nothing that a user wrote raises."""

import sys
from collections.abc import Mapping as Map
from pathlib import Path
from typing import Any

from casecode.load import forms
from casecode.load.library import Library, shown
from casecode.load.node import Mapping, Scalar
from casecode.load.shape import ListOf, Problems
from casecode.load.text import decode, read_bytes
from casecode.model.case import Case, Evidence
from casecode.model.framework import Framework
from casecode.model.study import Corpus, Study
from casecode.problem import Problem, nearest

BULK = (".jsonl", ".ndjson", ".csv", ".tsv")


class Loader:
    """Reads files once each and gathers the problems found in them.

    A file that cannot be opened raises `OSError`: the caller named it and has to say so.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self.problems: Problems = []
        self.studies: list[Study] = []
        self.frameworks: dict[str, Framework] = {}

    @property
    def corpus(self) -> Corpus:
        return Corpus(tuple(self.studies), tuple(self.frameworks.values()))

    def case(self, path: Path) -> Study | None:
        """The case in a file with its framework; nothing where the file cannot be understood as one."""
        return self.case_from(shown(path), read_bytes(path), path.parent)

    def case_from(self, name: str, data: bytes, folder: Path) -> Study | None:
        """The case that the bytes hold; paths in it are relative to the folder."""
        root = self._root(name, data)
        return self.case_of(root, folder) if root else None

    def case_of(self, root: Mapping, folder: Path) -> Study | None:
        """The case under a root node."""
        case: Case = forms.CASE.read(root, self.problems)
        evidence = [*case.evidence]
        for position, file in enumerate(case.evidence_files):
            evidence += self._evidence_file(folder / file, root, position)
        case = _with_evidence(case, tuple(evidence))
        framework = self._framework_of(case, folder)
        if framework is None:
            return None
        study = Study(case, framework)
        self.studies.append(study)
        return study

    def framework(self, path: Path) -> Framework | None:
        """The framework in a file; nothing where the file cannot be understood as one."""
        root = self._root(shown(path), read_bytes(path))
        return self.framework_of(root) if root else None

    def framework_of(self, root: Mapping) -> Framework:
        """The framework under a root node."""
        framework: Framework = forms.FRAMEWORK.read(root, self.problems)
        self.frameworks[framework.id] = framework
        return framework

    def take(self, path: Path) -> None:
        """Whatever the file holds: a case, a framework, or evidence that a case keeps apart; `-` is standard input."""
        if str(path) == "-":
            self._take("<stdin>", sys.stdin.buffer.read(), Path.cwd())
        elif path.suffix in BULK:
            self._standalone(path)
        else:
            self._take(shown(path), read_bytes(path), path.parent, path)

    def _take(self, name: str, data: bytes, folder: Path, path: Path | None = None) -> None:
        root = self._root(name, data)
        if root is None:
            return
        if "case" in root.entries:
            self.case_of(root, folder)
        elif path and "evidence" in root.entries and "framework" not in root.entries:
            self._standalone(path)
        else:
            known = self.frameworks.get(_text(root, "framework"))
            if known is None or known.place.at().document.name != name:
                self.framework_of(root)

    def _standalone(self, path: Path) -> None:
        """Evidence makes sense within its case only: load the case that names the file."""
        for candidate in Library((path.resolve().parents[1], *self.library.roots)).files("cases"):
            root = self._root(shown(candidate), candidate.read_bytes())
            entry = root.entries.get("evidence-files") if root else None
            named = [item.text for item in getattr(entry[1], "items", []) if isinstance(item, Scalar)] if entry else []
            if root and any((candidate.parent / name).resolve() == path.resolve() for name in named):
                self.case_of(root, candidate.parent)
                return
        self._read_evidence(path)

    def _root(self, name: str, data: bytes) -> Mapping | None:
        document, problems = decode(name, data)
        self.problems += problems
        if document is None:
            return None
        from casecode.load.yaml import parse

        root, problems = parse(document)
        self.problems += problems
        if root is not None and not isinstance(root, Mapping):
            message = "expected keys and values at the top of the file"
            hint = "a framework begins with `framework: its-id`, a case with `case: its-id`"
            self.problems.append(Problem("wrong-kind", message, root.span, hint))
            return None
        return root

    def _evidence_file(self, path: Path, root: Mapping, position: int) -> tuple[Evidence, ...]:
        try:
            return self._read_evidence(path)
        except OSError as error:
            span = root.at("evidence-files", position)
            message = f"the evidence file cannot be read: {error.strerror}"
            self.problems.append(Problem("missing-file", message, span, f"looked for {shown(path)}"))
            return ()

    def _read_evidence(self, path: Path) -> tuple[Evidence, ...]:
        if path.suffix not in BULK:
            root = self._root(shown(path), read_bytes(path))
            read: Map[str, Any] = forms.EVIDENCE_FILE.read(root, self.problems) if root else {}
            return tuple(read.get("evidence", ()))
        document, problems = decode(shown(path), read_bytes(path), bulk=True)
        self.problems += problems
        if document is None:
            return ()
        from casecode.load.bulk import parse_csv, parse_json_lines

        if path.suffix in (".csv", ".tsv"):
            node, problems = parse_csv(document, "\t" if path.suffix == ".tsv" else ",")
        else:
            node, problems = parse_json_lines(document)
        self.problems += problems
        items: tuple[Evidence, ...] = ListOf(forms.EVIDENCE).read(node, self.problems)
        return items

    def _framework_of(self, case: Case, folder: Path) -> Framework | None:
        if not case.framework:
            return None
        if case.framework in self.frameworks:
            return self.frameworks[case.framework]
        library = Library((*Library.at(folder.resolve()).roots, *self.library.roots))
        path = library.find("frameworks", case.framework)
        if path is None:
            hint = nearest(case.framework, library.names("frameworks"))
            message = f'there is no framework "{case.framework}"'
            hint = hint or f"known are {', '.join(library.names('frameworks'))}; `casecode list frameworks` tells more"
            self.problems.append(Problem("unknown-framework", message, case.place.at("framework"), hint))
            return None
        return self.framework(path)


def _with_evidence(case: Case, evidence: tuple[Evidence, ...]) -> Case:
    from msgspec.structs import replace

    return replace(case, evidence=evidence)


def _text(root: Mapping, key: str) -> str:
    entry = root.entries.get(key)
    return entry[1].text if entry and isinstance(entry[1], Scalar) else ""
