"""Reading a file of another program apart from all else: within a bound on time and memory, whatever a library does.

Where the system can split a process, a copy of this one reads, and ends with it: there is nothing to start and nothing
to import, least of all from the current folder. Its time is bounded on Linux and macOS, its memory on Linux. On Windows
the file is read in this process, and only what `budget.py` counts is bounded.
"""

import os
import pickle
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, TypeVar

from casecode.read import budget
from casecode.read.boundary import UnreadableError

T = TypeVar("T")
_bounded: list[int] = []  # in the copy: the seconds that it may take


def apart(read: Callable[[], T], size: int, hint: str, most: Callable[[int], int] = budget.seconds) -> T:
    """What `read` returns for a file of so many bytes, or raises: an error of our own arrives as it was.

    Raises `UnreadableError` with the hint where it takes more than its budget. What libraries it needs are imported
    before, so that not each file pays for that.
    """
    seconds, memory = most(size), budget.memory(size)
    too_much = UnreadableError(f"reading it takes more than {memory // 1_000_000} MB of memory", hint)
    if not hasattr(os, "fork"):
        try:
            return read()
        except MemoryError:
            raise too_much from None
    receiving, sending = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the copy has this thread alone, and uses nothing of the others
        child = os.fork()
    if not child:
        _answer(read, sending, seconds, memory)
    os.close(sending)
    try:
        with os.fdopen(receiving, "rb") as stream:
            data = stream.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        if os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
            raise UnreadableError(f"reading it takes more than {seconds} seconds", hint)
        raise UnreadableError("it is damaged (what reads it breaks down)", hint)
    if not data:
        raise too_much
    value, error = pickle.loads(data)
    if isinstance(error, MemoryError):
        raise too_much
    if error is not None:
        raise error
    return value  # type: ignore[no-any-return]


def allow(seconds: int) -> None:
    """Called by what reads apart: it may take so long in all, for what it has read so far is worth it."""
    if _bounded:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        with suppress(OSError, ValueError):
            resource.setrlimit(
                resource.RLIMIT_CPU, (seconds if hard == resource.RLIM_INFINITY else min(seconds, hard), hard)
            )


def _answer(read: Callable[[], object], sending: int, seconds: int, memory: int) -> NoReturn:
    """In the copy: read within the bounds, send the result or the error, and end."""
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a library that breaks down says things that nobody understands
        _bound(seconds, memory)
        with os.fdopen(sending, "wb") as stream:
            stream.write(_result(read))
        status = 0
    finally:
        os._exit(status)


def _result(read: Callable[[], object]) -> bytes:
    try:
        return pickle.dumps((read(), None))
    except UnreadableError as error:
        return pickle.dumps((None, error))
    except Exception as error:
        if not isinstance(error, MemoryError):
            error.add_note("".join(traceback.format_exception(error)))  # where it was cannot be sent
        try:
            return pickle.dumps((None, error))
        except Exception:
            return pickle.dumps((None, RuntimeError("".join(traceback.format_exception(error)))))


def _bound(seconds: int, memory: int) -> None:
    """Have the system end this process after some seconds of the processor, and refuse it more memory."""
    import resource

    _bounded.append(seconds)
    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_CPU: seconds}
    if sys.platform == "linux":
        taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        limits[resource.RLIMIT_AS] = taken + memory
    for limit, most in limits.items():
        before, hard = resource.getrlimit(limit)
        least = min(most, *(it for it in (before, hard) if it != resource.RLIM_INFINITY), most)
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (least, hard))
