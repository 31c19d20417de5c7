"""Where frameworks and cases are found: the path as given, then the project, then the built-in library."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

Kind = Literal["cases", "frameworks"]
KINDS: tuple[Kind, ...] = ("frameworks", "cases")
SUFFIXES = (".yaml", ".yml")
JOURNAL = ".casecode-journal"  # in a project: a change of several files that is decided, and not yet made
_PACKAGE = Path(__file__).parents[1]
_HEAD = 4000  # bytes in which a file declares its id


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
    except (OSError, ValueError):
        return False


def _read_head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_HEAD)


class Catalogue:
    """The folders in which names are looked up, nearest first.

    `read` gives the bytes of a file, or its first ones: whoever holds files that are open already passes its own. `new`
    are files that are yet to be written, and are found as if they were.
    """

    # No struct: completion looks names up, and cannot wait until msgspec is imported.
    def __init__(
        self, roots: tuple[Path, ...], read: Callable[[Path], bytes] = _read_head, new: tuple[Path, ...] = ()
    ) -> None:
        self.roots = roots
        self.new = new
        self._read = read
        self._files: dict[tuple[Path, Kind], list[Path]] = {}

    @staticmethod
    def at(start: Path, read: Callable[[Path], bytes] = _read_head) -> "Catalogue":
        """The project that a folder belongs to, then the built-in library."""
        project = project_root(start)
        builtin = builtin_root()
        if project is None or project.resolve() == builtin.resolve():
            return Catalogue((builtin,), read)
        return Catalogue((project, builtin), read)

    @property
    def nearest(self) -> "Catalogue":
        """The first of the folders alone: the project, or the built-in library where there is no project."""
        return Catalogue(self.roots[:1], self._read, self.new)

    def beside(self, folder: Path) -> "Catalogue":
        """What is looked up from a file in a folder: what is near to it first."""
        near = Catalogue.at(folder.resolve()).roots
        return Catalogue(tuple(dict.fromkeys((*near, *self.roots))), self._read, self.new)

    def files(self, kind: Kind) -> Iterator[Path]:
        """Every file of a kind; of two with one name only the nearest."""
        seen: set[str] = set()
        for root in self.roots:
            for path in self._files_in(root, kind):
                if path.stem not in seen:
                    seen.add(path.stem)
                    yield path

    def _files_in(self, root: Path, kind: Kind) -> list[Path]:
        if (root, kind) not in self._files:
            found = sorted({*(root / kind).glob("*"), *(path for path in self.new if path.parent == root / kind)})
            self._files[root, kind] = [path for path in found if path.suffix in SUFFIXES and self._is_there(path)]
        return self._files[root, kind]

    def _is_there(self, path: Path) -> bool:
        return path in self.new or is_file(path)

    def find(self, kind: Kind, name: str) -> Path | None:
        """The file of a case or framework by its id, with or without the ending of the file.

        A file is called after its id; one that is not is found by the id that it declares.
        """
        for root in self.roots:
            for suffix in ("", *SUFFIXES):
                path = root / kind / f"{name}{suffix}"
                is_here = path.suffix in SUFFIXES and path.parent == root / kind and self._is_there(path)
                if is_here and (kind == "cases" or self.declared_id(path, kind) in (None, path.stem)):
                    return path
        return next((path for path in self.files(kind) if self.declared_id(path, kind) == name), None)

    def names(self, kind: Kind) -> list[str]:
        """The ids of all files of a kind."""
        return [self.declared_id(path, kind) or path.stem for path in self.files(kind)]

    def declared_id(self, path: Path, kind: Kind) -> str | None:
        """The id that a file declares in its first lines, without understanding it."""
        key = kind.removesuffix("s")
        try:
            head = self._read(path)[:_HEAD].decode("utf-8", "replace")
        except (OSError, ValueError):
            return None
        found = re.search(rf"^{key}:[ \t]*[\"']?([a-z0-9-]+)[\"']?[ \t\r]*(?:#.*)?$", head, re.MULTILINE)
        return found[1] if found else _declared_oddly(key, head)


def _declared_oddly(key: str, head: str) -> str | None:
    """The text under a key at the top of a file, however both are written."""
    if key not in head and "\\" not in head:
        return None
    from casecode.read.yaml import top_text  # imported for files that are written as few are

    return top_text(key, head)
