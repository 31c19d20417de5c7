"""What is being read, for whoever waits: the file, and which of how many it is."""

from collections.abc import Sequence
from pathlib import Path

name = ""  # of the file
done = 0  # files read so far
_files: Sequence[Path] = ()  # that are to be read, where that is known


def reading(file: str) -> None:
    """A file is read now."""
    global name
    name = file


def of(files: Sequence[Path]) -> None:
    """These files are to be read, in this order."""
    global done, _files
    done, _files = 0, files


def step() -> None:
    """One of them has been read."""
    global done
    done += 1


def total() -> int:
    """How many files are to be read, where that is known."""
    return len(_files)


def coming() -> Sequence[Path]:
    """The file that is being read, and those after it."""
    return _files[done:]


def described() -> str:
    """The file, and which of how many it is."""
    return f"{name} ({min(done + 1, total())} of {total()})" if total() > 1 else name
