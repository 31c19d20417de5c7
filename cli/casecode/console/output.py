"""Where output goes: results to stdout or a file, everything else to stderr; and how a call ends."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import typer

from casecode.console import progress, streams
from casecode.console.surroundings import is_logged, size_of
from casecode.model.problem import Problem
from casecode.render.text import inert, one_line, visible

if TYPE_CHECKING:
    from casecode.console.writing import Output
    from casecode.model.study import Study
    from casecode.render.formats import Look

USUAL = 80  # columns of a terminal that does not say how many it has


def fail(message: str, hint: str | None = None) -> NoReturn:
    """End a call that is wrong, or that names a file that cannot be read: exit 2."""
    say(f"Error: {one_line(message, visible)}" + (f"\n  hint: {one_line(hint, visible)}" if hint else ""))
    raise typer.Exit(2)


def here() -> Path:
    """The current folder; where it was deleted meanwhile the call ends."""
    try:
        return Path.cwd()
    except OSError as error:
        fail(f"the current folder is gone: {error.strerror}", "go to one that is there")


def say(text: str) -> None:
    """Write a note to stderr."""
    _to_stderr(f"{visible(text)}\n")


def refuse(problems: Iterable[Problem]) -> NoReturn:
    """End a call because files have errors: show these, exit 1."""
    show(problem for problem in problems if problem.severity == "error")
    raise typer.Exit(1)


def show(problems: Iterable[Problem]) -> None:
    """Write problems to stderr, each with its line and what to do."""
    from casecode.model.problem import in_order
    from casecode.render.problems import blocks

    _to_stderr(blocks(in_order(problems), takes_colour(sys.stderr)))


def emit(report: Any, output: "Output", studies: "Iterable[Study]" = ()) -> None:
    """Write a report in its format to stdout, or to a file that is touched only once the whole text is ready.

    The studies are those whose evidence its cells may name; a document tells what this says.
    """
    if output.ids and output.form.has_appendix:
        from casecode.reports.appendix import with_evidence

        report = with_evidence(report, studies)
    content = output.form.render(report, _look(output))
    if output.form.commands and isinstance(content, str):  # bytes are written as they are
        content = content.encode("utf-8", "backslashreplace")
    write(content, output.path)


def told(lines: Iterable[str]) -> None:
    """Say on stdout what was done, a line for each. Where that cannot be said, the call fails, and what is done stays.

    Nobody may take a change for not made, and make it again.
    """
    write("".join(f"{one_line(line)}\n" for line in lines), None)
    if reason := streams.lost(even_unread=True):
        fail(f"the change is made, but standard output cannot tell: {reason}", "look at the files before you try again")


def write_plain(text: str) -> None:
    """Write text of files to stdout as it is; a terminal is shown what would act on it as escapes."""
    write(visible(text) if is_terminal() else text, None)


def write(content: str | bytes, path: Path | None) -> None:
    """Write to stdout, or to a file that is there whole or not at all."""
    progress.end()
    if path is None or str(path) == "-":
        _to_stdout(content)
        return
    from casecode.project import atomic

    try:
        atomic.write(path, content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))
    except OSError as error:
        fail(f"cannot write {path}: {error.strerror or error}")


def _to_stdout(content: str | bytes) -> None:
    if isinstance(content, str):
        encoding = (sys.stdout.encoding or "utf-8") if is_terminal() else "utf-8"  # a pipe gets UTF-8
        content = (inert(content) if is_logged(sys.stdout) else content).encode(encoding, "backslashreplace")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _to_stderr(text: str) -> None:
    progress.end()
    sys.stderr.write(inert(text) if is_logged(sys.stderr) else text)
    sys.stderr.flush()


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
        return Look(output.ids, output.fragment, template=output.template, excel=output.excel)
    width = size_of(os.environ.get("COLUMNS", ""))
    if width is None and is_terminal():
        with suppress(OSError):
            width = os.get_terminal_size(sys.stdout.fileno()).columns
        width = width or USUAL
    return Look(
        output.ids,
        output.fragment,
        width,
        is_terminal(),
        takes_colour(),
        template=output.template,
        excel=output.excel,
    )
