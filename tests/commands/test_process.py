"""The program as a process: its streams, its exit codes, and that nobody meets a traceback."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from casecode.model.study import Study
from conftest import Run


def test_a_process_says_what_the_call_says(process: Run, casecode: Run, study: Callable[..., Study]) -> None:
    """Results on stdout, all else on stderr, and the exit code, are those of the command."""
    study()
    for arguments in (["analyze", "demo"], ["analyze", "dmeo"], ["check", "--strict"], ["--version"]):
        one, two = process(*arguments), casecode(*arguments)
        assert (one.stdout, one.stderr, one.returncode) == (two.stdout, two.stderr, two.returncode)


def test_a_closed_pipe_ends_quietly(project: Path, study: Callable[..., Study]) -> None:
    """A reader that has seen enough, as `head -1`, causes no message and no failure."""
    study()
    command = subprocess.Popen(
        [sys.executable, "-m", "casecode", "list", "--format", "json"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.close()
    said = command.stderr.read()
    command.stderr.close()
    assert command.wait() == 0
    assert said == b""


def test_an_internal_error_is_one_line(process: Run) -> None:
    """Should something be wrong in the program itself, the user reads a line and a hint, not a traceback."""
    result = process("-c", "x")
    assert result.returncode == 2
    code = "import casecode.app, casecode.__main__ as m; casecode.app.app = lambda: 1 / 0; m.main()"
    broken = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert broken.returncode == 2
    assert broken.stderr.splitlines() == [
        "casecode: internal error: ZeroDivisionError: 'division by zero'",
        "  hint: this is a bug; CASECODE_DEBUG=1 shows where",
    ]
