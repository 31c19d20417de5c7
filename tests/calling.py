"""The command line called in this process: for tests, and for the attacks."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from typer import testing
from typer.main import get_command
from typer.testing import CliRunner

from casecode.app import app

# Typer makes the command line anew for each call; here it is made once for all thousands of them.
testing._get_command = cache(get_command)  # type: ignore[attr-defined]

# A piece of the demo case, with a theme and a source that come with it.
_NEW_SOURCE = ("-s", "new", "--source-type", "book", "--source-title", "T")
ADD_ALL = ("add", "demo", "So.", "--theme", "New", "--factor", "demand", *_NEW_SOURCE)


def call(
    folder: Path, *arguments: str, stdin: str | bytes = "", **environment: str
) -> "subprocess.CompletedProcess[str]":
    """Call `casecode` in a folder. What it raises, an error of our own, is raised."""
    environment = {"XDG_CACHE_HOME": str(folder / ".cache"), **environment}
    with inside(folder):
        result = CliRunner().invoke(app, arguments, input=stdin, env={"COLUMNS": None, **environment})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return subprocess.CompletedProcess([*arguments], result.exit_code, result.stdout, result.stderr)


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in a folder for a while."""
    before = os.open(".", os.O_RDONLY) if hasattr(os, "fchdir") else Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
        if isinstance(before, int):
            os.close(before)
