"""Files of REFI-QDA: told by their endings, read apart from all else, written."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from casecode.exchange.refi.project import Code, Group, Project
from casecode.exchange.refi.reading import read_codebook, read_project
from casecode.read import budget
from casecode.read.apart import apart
from casecode.read.boundary import UnreadableError

PROJECTS = (".qdpx", ".qde")
CODEBOOKS = (".qdc",)
_LESS = "export a part of it"
_T = TypeVar("_T")


def project(path: Path) -> Project:
    """The project in a file. Raises `UnreadableError`, and `OSError` where it cannot be opened."""
    return _apart(path, lambda: read_project(path))


def codebook(path: Path) -> tuple[tuple[Code, ...], tuple[Group, ...]]:
    """The codes in a file, and the sets of codes. Raises `UnreadableError`, and `OSError`."""
    return _apart(path, lambda: read_codebook(path.read_bytes()))


def _apart(path: Path, read: Callable[[], _T]) -> _T:
    size = path.stat().st_size
    if not path.is_file():
        raise UnreadableError("it is not a file", "name the file itself")
    return apart(read, min(size, budget.BYTES), _LESS)
