"""Where output goes: results to stdout or a file, everything else to stderr; and how a call ends."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import typer

from casecode.console import progress
from casecode.model.problem import Problem

if TYPE_CHECKING:
    from casecode.console.writing import Output
    from casecode.render.formats import Look


def fail(message: str, hint: str | None = None) -> NoReturn:
    """End a call that is wrong, or that names a file that cannot be read: exit 2."""
    from casecode.render.text import visible

    say(f"Error: {visible(message)}" + (f"\n  hint: {visible(hint)}" if hint else ""))
    raise typer.Exit(2)


def say(text: str) -> None:
    """Write a note to stderr."""
    progress.end()
    typer.echo(text, err=True)


def refuse(problems: Iterable[Problem]) -> NoReturn:
    """End a call because files have errors: show these, exit 1."""
    from casecode.model.problem import in_order
    from casecode.render.problems import blocks

    progress.end()
    errors = tuple(problem for problem in in_order(problems) if problem.severity == "error")
    typer.echo(blocks(errors, takes_colour(sys.stderr)), err=True, nl=False)
    raise typer.Exit(1)


def emit(report: Any, output: "Output") -> None:
    """Write a report in its format to stdout, or to a file that is touched only once the whole text is ready."""
    write(output.form.render(report, _look(output)), output.path)


def write(content: str | bytes, path: Path | None) -> None:
    """Write to stdout, or to a file that is there whole or not at all."""
    progress.end()
    if path is None or str(path) == "-":
        _to_stdout(content)
        return
    from casecode.project import atomic

    try:
        atomic.write(path, content if isinstance(content, bytes) else content.encode("utf-8", "replace"))
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror or error}")


def _to_stdout(content: str | bytes) -> None:
    try:
        sys.stdout.buffer.write(content if isinstance(content, bytes) else _encoded(content))
        sys.stdout.buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # the reader has seen enough: `casecode list | head -1`
            raise typer.Exit from None
        fail(f"cannot write to standard output: {error.strerror or error}")


def _encoded(text: str) -> bytes:
    """UTF-8 for a pipe; for a terminal what it understands."""
    encoding = (sys.stdout.encoding or "utf-8") if is_terminal() else "utf-8"
    return text.encode(encoding, "replace")


def is_terminal(stream: TextIO | None = None) -> bool:
    """Whether a stream (none: stdout) is shown to a person as it is written."""
    return (stream or sys.stdout).isatty()


def takes_colour(stream: TextIO | None = None) -> bool:
    """Whether a stream (none: stdout) is a terminal whose user has not turned colour off (no-color.org)."""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _look(output: "Output") -> "Look":
    """How to write what goes there: for a terminal, or where COLUMNS asks for it, within a width."""
    from casecode.render.formats import Look

    if output.path is not None:
        return Look(output.ids, output.fragment)
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) > 0 else None
    if width is None and is_terminal():
        width = os.get_terminal_size(sys.stdout.fileno()).columns
    return Look(output.ids, output.fragment, width, is_terminal(), takes_colour())
