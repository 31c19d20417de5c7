"""Where frameworks and cases are found: the path as given, then the project, then the built-in library."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal

Kind = Literal["cases", "frameworks"]
SUFFIXES = (".yaml", ".yml")
JOURNAL = ".casecode-journal"  # in a project: a change of several files that is decided, and not yet made
_PACKAGE = Path(__file__).parents[1]


def builtin_root() -> Path:
    """The folder that holds the built-in frameworks and cases: in the package, or in a checkout beside `cli/`."""
    packaged = _PACKAGE / "library"
    return packaged if packaged.is_dir() else _PACKAGE.parents[1]


def project_root(start: Path) -> Path | None:
    """The nearest folder from here upwards that has `cases/` or `frameworks/`."""
    for folder in (start, *start.parents):
        if (folder / "cases").is_dir() or (folder / "frameworks").is_dir():
            return folder
    return None


def is_file(path: Path) -> bool:
    """Whether a path leads to a file; a name that no file can have leads nowhere."""
    try:
        return path.is_file()
    except OSError:
        return False


class Library:
    """The folders in which names are looked up, nearest first."""

    # No struct: completion looks names up, and cannot wait until msgspec is imported.
    def __init__(self, roots: tuple[Path, ...]) -> None:
        self.roots = roots

    @staticmethod
    def at(start: Path) -> "Library":
        """The project that a folder belongs to, then the built-in library."""
        project = project_root(start)
        builtin = builtin_root()
        if project is None or project.resolve() == builtin.resolve():
            return Library((builtin,))
        return Library((project, builtin))

    def files(self, kind: Kind) -> Iterator[Path]:
        """Every file of a kind; of two with one name only the nearest."""
        seen: set[str] = set()
        for root in self.roots:
            for path in sorted((root / kind).glob("*")):
                if path.suffix in SUFFIXES and path.stem not in seen and is_file(path):
                    seen.add(path.stem)
                    yield path

    def find(self, kind: Kind, name: str) -> Path | None:
        """The file of a case or framework by its id, with or without the ending of the file.

        A file is called after its id; one that is not is found by the id that it declares.
        """
        for root in self.roots:
            for suffix in ("", *SUFFIXES):
                path = root / kind / f"{name}{suffix}"
                is_here = path.suffix in SUFFIXES and path.parent == root / kind and is_file(path)
                if is_here and (kind == "cases" or declared_id(path, kind) in (None, path.stem)):
                    return path
        return next((path for path in self.files(kind) if declared_id(path, kind) == name), None)

    def names(self, kind: Kind) -> list[str]:
        """The ids of all files of a kind."""
        return [declared_id(path, kind) or path.stem for path in self.files(kind)]

    @cached_property
    def case_texts(self) -> tuple[tuple[Path, bytes], ...]:
        """Every case file with its bytes, to see quickly which of them may declare a name."""
        return tuple((path, path.read_bytes()) for path in self.files("cases"))


def declared_id(path: Path, kind: Kind) -> str | None:
    """The id that a file declares in its first lines, without reading it whole."""
    key = kind.removesuffix("s")
    try:
        with path.open("rb") as stream:
            head = stream.read(4000).decode("utf-8", "replace")
    except OSError:
        return None
    found = re.search(rf"^{key}:[ \t]*[\"']?([^\s\"'#]+)", head, re.MULTILINE)
    return found[1] if found else None
