"""The three streams of a process as they are needed: none is missing, and what cannot be written raises nothing.

A stream that is closed (`>&-`) is opened on nothing, in the wrong mode, as the C library does for programs of trust:
no file that is opened later takes its number, and it still shows. A report that nobody reads (`| head -1`), or for
which there is no stream, ends quietly; one that is lost for any other reason is told at the end of the call.
"""

import errno
import io
import os
import sys

_UNREAD = (errno.EPIPE, errno.EBADF, errno.ECONNRESET)


class Sink(io.RawIOBase):
    """Takes all that is written to a stream, and remembers what kept it from arriving."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self.raw = raw
        self.failure: OSError | None = None

    def write(self, data: "io.ReadableBuffer") -> int:  # type: ignore[name-defined]
        """Write some of it, or, where that has failed before, nothing."""
        while self.failure is None:
            try:
                written = self.raw.write(data)
            except OSError as error:
                self.failure = error
            else:
                if written is not None:
                    return written
                _wait(self.raw.fileno())  # somebody has set the pipe so that it does not wait for its reader
        return len(memoryview(data).cast("B"))

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self.raw.fileno()

    def isatty(self) -> bool:
        return self.raw.isatty()


def mend() -> None:
    """Open what is closed, and put a sink behind what is written to. A pipe gets UTF-8."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = getattr(sys, name)
        if stream is None:
            _occupy(number)
        if number:
            binary = io.FileIO(number, "w", closefd=False) if stream is None else stream.buffer
            sink = io.BufferedWriter(Sink(getattr(binary, "raw", binary)))
            encoding = stream.encoding if stream is not None and stream.isatty() else "utf-8"
            text = io.TextIOWrapper(sink, encoding, "backslashreplace", "\n", line_buffering=number == 2)
            setattr(sys, name, text)
        elif stream is None:
            sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)))


def flush() -> None:
    """Write out what is left."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()


def lost(even_unread: bool = False) -> str:
    """Why what was written to standard output has not arrived, or nothing; asked for, also that nobody reads it."""
    raw = getattr(sys.stdout.buffer, "raw", None)
    error = raw.failure if isinstance(raw, Sink) else None
    if error is None or (error.errno in _UNREAD and not even_unread):
        return ""
    return "it is closed" if error.errno == errno.EBADF else error.strerror or str(error)


def _occupy(number: int) -> None:
    """Open nothing under the number of a stream, so that what is done with that stream fails."""
    opened = os.open(os.devnull, os.O_RDONLY if number else os.O_WRONLY)
    if opened != number:
        os.dup2(opened, number)
        os.close(opened)
    os.set_inheritable(number, True)


def _wait(number: int) -> None:
    import select

    select.select([], [number], [])
