"""Where output goes: results to stdout or a file, everything else to stderr; and how a call ends."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, TextIO

import typer

from casecode.console import progress
from casecode.model.problem import Problem
from casecode.sheet import Report


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
    from casecode.render.problems import render_text

    progress.end()
    errors = tuple(problem for problem in in_order(problems) if problem.severity == "error")
    typer.echo(render_text(errors, colour=takes_colour(sys.stderr)), err=True, nl=False)
    raise typer.Exit(1)


def emit(report: Report, form: str, output: Path | None, with_ids: bool = False, fragment: bool = False) -> None:
    """Write a report in a format to stdout, or to a file that is opened only once the text is ready."""
    writer = WRITERS[form]
    write(writer(report, output, with_ids, fragment), output)


def write(text: str, output: Path | None) -> None:
    """Write text to stdout or to a file."""
    progress.end()
    if output is None or str(output) == "-":
        try:
            sys.stdout.buffer.write(_encoded(text))
            sys.stdout.buffer.flush()
        except BrokenPipeError:  # the reader has seen enough: `casecode list | head -1`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit from None
        return
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        fail(f"cannot write {output}: {error.strerror}")


def write_binary(how: Callable[[BinaryIO], None], output: Path | None) -> None:
    """Let something write bytes to stdout, or to a file that is there whole or not at all."""
    from io import BytesIO

    progress.end()
    if output is None or str(output) == "-":
        held = BytesIO()  # what stdout gets it cannot give back
        how(held)
        sys.stdout.buffer.write(held.getbuffer())
        sys.stdout.buffer.flush()
        return
    draft = output.with_name(f".{output.name}.{os.getpid()}.new")
    try:
        with draft.open("xb") as stream:
            how(stream)
        draft.replace(output)
    except OSError as error:
        draft.unlink(missing_ok=True)
        fail(f"cannot write {output}: {error.strerror or error}")


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


def _table(report: Report, output: Path | None, with_ids: bool, _fragment: bool) -> str:
    shown = output is None and is_terminal()
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and int(columns) > 0 and output is None else None
    if shown and width is None:
        width = os.get_terminal_size(sys.stdout.fileno()).columns
    if width is None:
        from casecode.render.plain import render as render_plain

        return render_plain(report.page(), with_ids)
    from casecode.render.terminal import make_console, render

    return render(report.page(), make_console(width, shown), with_ids)


def _json(report: Report, *_: object) -> str:
    from casecode.render.json import render

    return render(report)


def _json_lines(report: Any, *_: object) -> str:
    from casecode.render.json import render_lines

    return render_lines(report)


def _csv(report: Report, *_: object) -> str:
    from casecode.render.csv import render

    return render(report)


def _markdown(report: Report, _output: Path | None, with_ids: bool, _fragment: bool) -> str:
    from casecode.render.markdown import render

    return render(report, with_ids)


def _html(report: Report, _output: Path | None, with_ids: bool, fragment: bool) -> str:
    from casecode.render.html import render

    return render(report, with_ids, fragment)


def _latex(report: Report, _output: Path | None, with_ids: bool, fragment: bool) -> str:
    from casecode.render.latex import render

    return render(report, with_ids, fragment)


def _mermaid(report: Any, *_: object) -> str:
    from casecode.render.diagram import render_mermaid

    return render_mermaid(report)


def _dot(report: Any, *_: object) -> str:
    from casecode.render.diagram import render_dot

    return render_dot(report)


def _svg(report: Any, *_: object) -> str:
    from casecode.render.svg import render

    return render(report.chart())


WRITERS: dict[str, Callable[[Report, Path | None, bool, bool], str]] = {
    "table": _table,
    "json": _json,
    "jsonl": _json_lines,
    "csv": _csv,
    "markdown": _markdown,
    "html": _html,
    "latex": _latex,
    "mermaid": _mermaid,
    "dot": _dot,
    "svg": _svg,
}
