"""The names that files hold, kept apart from the rest of them: a shell that completes a name cannot wait for more.

An index serves one completion. Files with problems have names, too: those that could be understood.
"""

import json
from pathlib import Path
from time import monotonic
from typing import Any, Literal, NamedTuple

from casecode.project import cache
from casecode.project.catalogue import Catalogue, is_file
from casecode.project.inside import is_link_out, leads_out, root_of

File = Literal["case", "framework", "evidence"]
LARGEST = 20_000_000  # bytes; to read more, only to see that the names are known, can be felt
PARSED = 2_000_000  # bytes that are parsed for names; a larger file is left to the first command that reads it
PATIENCE = 2.0  # seconds after which no further file is parsed
_TITLE = 100  # characters


class Name(NamedTuple):
    """A name in a file: the kind of thing that it stands for, its id, and its title."""

    kind: str
    id: str
    title: str


class Names(NamedTuple):
    """What a file names, the id of the framework that it is coded against, and the evidence files that it refers to,
    with whether these may lie outside of the project."""

    names: tuple[Name, ...] = ()
    framework: str = ""
    files: tuple[str, ...] = ()
    allow_outside: bool = False


class Index:
    """Finds the names in files, and gives up on files that would take too long to parse."""

    def __init__(self, catalogue: Catalogue, patience: float = PATIENCE) -> None:
        self.catalogue = catalogue
        self.until = monotonic() + patience
        self._known: dict[tuple[File, Path], Names] = {}

    def case(self, path: Path) -> tuple[Name, ...]:
        """The names that a case and its evidence files declare."""
        own = self.read("case", path)
        files = [path.parent / file for file in own.files]
        root = "" if own.allow_outside else root_of(path.parent)
        return sum((self.read("evidence", it).names for it in files if not root or not _is_out(it, root)), own.names)

    def framework_of(self, path: Path) -> Path | None:
        """The file of the framework that a case is coded against."""
        name = self.read("case", path).framework
        return self.catalogue.beside(path.parent).find("frameworks", name) if name else None

    def read(self, kind: File, path: Path) -> Names:
        """The names in one file."""
        if (kind, path) not in self._known:
            self._known[kind, path] = self._read(kind, path)
        return self._known[kind, path]

    def _read(self, kind: File, path: Path) -> Names:
        try:
            if not is_file(path) or is_link_out(path) or path.stat().st_size > LARGEST:
                return Names()
            data = path.read_bytes()
        except (OSError, ValueError):  # ValueError: no path can hold this character
            return Names()
        key = cache.key_of(b"names", kind.encode(), path.suffix.encode("utf-8", "replace"), data)
        if kept := cache.get(key):
            names, framework, files, allow_outside = json.loads(bytes(kept))
            return Names(tuple(Name(*name) for name in names), framework, tuple(files), allow_outside)
        parse = len(data) <= PARSED and monotonic() < self.until
        found = _names(kind, path, data, parse)
        if found or parse:
            cache.put(key, json.dumps(found or Names()).encode())
        return found or Names()


def _names(kind: File, path: Path, data: bytes, parse: bool) -> Names | None:
    """The names in a file as the loader understands it: imported here, because the next time it is not needed."""
    from casecode.model.case import Case
    from casecode.model.framework import Framework
    from casecode.project.files import Files, absolute
    from casecode.project.project import EvidenceFile, Project

    project = Project(Catalogue(()), Files({absolute(path): data}))
    if kind == "case":
        case = project.peek(Case, path, parse)
        if case is None:
            return None
        return Names(_short(_of_case(case)), case.framework, case.evidence_files, case.allow_outside)
    if kind == "framework":
        framework = project.peek(Framework, path, parse)
        return Names(_short(_of_framework(framework))) if framework else None
    pieces = project.peek(EvidenceFile, path, parse)
    return None if pieces is None else Names(_short(_of_evidence(pieces)))


def _is_out(path: Path, root: str) -> bool:
    try:
        return leads_out(path, root)
    except ValueError:  # no path can hold this character
        return True


def _short(names: list[Name]) -> tuple[Name, ...]:
    return tuple(name._replace(title=name.title[:_TITLE]) for name in names)


def _of_case(case: Any) -> list[Name]:
    return [
        Name("case", case.id, case.title),
        *(Name("unit", unit.id, unit.title) for unit in case.units.values()),
        *(Name("theme", theme.id, theme.label) for theme in case.themes.values()),
        *(Name("source", source.id, source.citation) for source in case.sources.values()),
        *(Name("property", *pair) for _, it in case.owners() for pair in it.attributes.items()),
        *_of_displays(case),
        *_of_evidence(case.evidence),
        *(Name("memo", memo.id, memo.text.partition("\n")[0]) for memo in case.memos),
    ]


def _of_framework(framework: Any) -> list[Name]:
    from casecode.model.scale import signed

    return [
        Name("framework", framework.id, framework.title),
        *(Name("factor", factor.id, factor.title) for factor in framework.by_id.values()),
        *(Name("question", question.id, question.text) for question in framework.questions.values()),
        *(Name("theme", theme.id, theme.label) for theme in framework.themes.values()),
        *(Name("source", source.id, source.citation) for source in framework.references.values()),
        *(Name("proposition", proposition.id, proposition.text) for proposition in framework.propositions),
        *(Name("matrix", layout.id, layout.title) for layout in framework.matrices),
        *(Name("rating", signed(rating), text) for rating, text in framework.rating.values.items()),
        *(Name("attribute", attribute.id, attribute.title) for attribute in framework.attributes.values()),
        *(Name("role", *role) for role in framework.roles.items()),
        *_of_displays(framework),
        *(Name("memo", memo.id, memo.text.partition("\n")[0]) for memo in framework.memos),
    ]


def _of_displays(of: Any) -> list[Name]:
    return [Name("display", display.id, display.title) for display in of.displays]


def _of_evidence(pieces: Any) -> list[Name]:
    coders = dict.fromkeys(piece.coder for piece in pieces if piece.coder)
    return [
        *(Name("evidence", piece.id, piece.words) for piece in pieces),
        *(Name("coder", coder, "") for coder in coders),
    ]
