"""Ctrl-C, at any moment: one line, exit 130, and no file that is half written.

Python would raise `KeyboardInterrupt` wherever it is; within an import or a callback that is lost, or told with a
traceback. So the call ends at once, but for the moments in which files are replaced, which it waits for.
"""

import _signal  # type: ignore[import-not-found]  # what `signal` wraps: built in, so that nothing is read before the first Ctrl-C
import _thread
import os
import sys
import time
from types import TracebackType
from typing import NoReturn

PATIENCE = 1.0  # seconds that a terminal has to show that the call ends

_SIGINT = _signal.SIGINT
_waiting = 0  # how many changes of files are to be whole
_is_wanted = False  # Ctrl-C came meanwhile
_is_said = True


def watch(is_said: bool = True) -> None:
    """End at Ctrl-C from now on, with a line or without; whoever started us so that it is ignored is obeyed."""
    global _is_said
    _is_said = is_said
    if _signal.getsignal(_SIGINT) is _signal.default_int_handler:
        _signal.signal(_SIGINT, _stop)


def leave() -> NoReturn:
    """End the call as one that was interrupted."""
    _signal.signal(_SIGINT, _signal.SIG_IGN)
    _thread.start_new_thread(_go, ())
    try:
        if progress := sys.modules.get("casecode.console.progress"):
            progress.end()
        if _is_said:
            os.write(2, b"\ncasecode: interrupted\n" if os.isatty(2) else b"casecode: interrupted\n")
    finally:
        os._exit(130)


def _go() -> None:
    """End the call all the same where the terminal takes nothing more: it was halted, or nobody reads it."""
    time.sleep(PATIENCE)
    os._exit(130)


class Whole:
    """Within it Ctrl-C waits: `with Whole(): …`."""

    def __enter__(self) -> None:
        global _waiting
        _waiting += 1

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        global _waiting
        _waiting -= 1
        if _is_wanted and not _waiting:
            leave()


class Raised:
    """Within it Ctrl-C is raised as `KeyboardInterrupt`, for who must put a terminal in order: `with Raised(): …`."""

    def __enter__(self) -> None:
        self.before = _signal.getsignal(_SIGINT)
        if self.before is _stop:
            _signal.signal(_SIGINT, _signal.default_int_handler)

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self.before is _stop:
            _signal.signal(_SIGINT, _stop)


def _stop(*_: object) -> None:
    global _is_wanted
    _is_wanted = True
    if not _waiting:
        leave()
