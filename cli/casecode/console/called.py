"""The command as it was called, for the log of changes."""

import sys
from collections.abc import Sequence

_words: Sequence[str] = ()


def begin(words: Sequence[str] | None) -> None:
    """A call begins, with these words behind the name of the program, or with those of the process."""
    global _words
    _words = sys.argv[1:] if words is None else words


def line() -> str:
    """The call as one would type it, without the name of the program."""
    import shlex

    return shlex.join(_words)
