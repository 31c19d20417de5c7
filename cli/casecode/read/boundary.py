"""The boundary to libraries that read files of other programs: whatever these raise becomes one thing to tell.

Only the calls of a library stand within it, and what leaves it is plain: texts, numbers, lists, dictionaries. So a
mistake of our own is never taken for a damaged file.
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


class UnreadableError(Exception):
    """A file that cannot be read: the reason, and what to do about it."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason, hint)
        self.reason = reason
        self.hint = hint


@contextmanager
def foreign(hint: str) -> Iterator[None]:
    """Whatever a library raises within is an `UnreadableError`; what it warns of in a file is not told.

    Import the library outside: a library that is not installed is not a fault of the file.
    """
    silenced = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (UnreadableError, MemoryError):  # how much memory there is, is for `apart.py` to tell
        raise
    except RecursionError:
        raise UnreadableError("it is nested too deep", hint) from None
    except Exception as error:
        raise UnreadableError(f"it is damaged ({type(error).__name__})", hint) from error
    finally:
        logging.disable(silenced)
