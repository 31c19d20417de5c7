"""The environment of a call, as libraries can take it: a width that is no number is none, to all who ask for one."""

import os
from stat import S_ISREG
from typing import TextIO

WIDEST = 10_000  # columns or lines; a table that is set wider takes longer than it is worth
_SERVICES = ("GITHUB_ACTIONS", "TF_BUILD")
_SIZES = ("COLUMNS", "LINES", "TERMINAL_WIDTH")  # the last is read by Typer


def settle() -> None:
    """Take out sizes that are none, and make those smaller that no screen has."""
    for name in _SIZES:
        given = os.environ.get(name)
        if given is not None:
            size = size_of(given)
            if size is None:
                del os.environ[name]
            else:
                os.environ[name] = str(size)


def size_of(text: str) -> int | None:
    """The number of columns or lines that a text gives, or nothing."""
    if not (text.isascii() and text.isdecimal()) or not text.strip("0"):
        return None
    return min(int(text), WIDEST) if len(text) < len(str(WIDEST)) + 1 else WIDEST


def is_logged(stream: TextIO) -> bool:
    """Whether a service that takes commands from what it logs (GitHub, Gitea, Azure) reads a stream; it reads no file.

    What goes into a file stays as it is.
    """
    if not any(os.environ.get(name) for name in _SERVICES):
        return False
    try:
        return not S_ISREG(os.fstat(stream.fileno()).st_mode)
    except OSError:  # no stream of the system
        return True
