"""What a person sees while a call takes long, and what a pipe does not."""

import contextlib
import os
import pty
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path
from threading import Thread

import pytest

from casecode.console.progress import described
from casecode.project.files import Files
from conftest import DEMO

SLOW = """\
import time
from casecode.console import progress
from casecode.project.project import Project
progress.PATIENCE = 0.1
read = Project._read
def slowly(self, *arguments):
    found = read(self, *arguments)
    time.sleep({seconds})
    return found
Project._read = slowly
from casecode.__main__ import main
import sys
sys.argv = ["casecode", "analyze", "demo"]
main()
"""


def call(project: Path, seconds: float, is_halted: bool = False) -> tuple[str, str, int]:
    """Analyze a case that takes long to read, with a terminal as stderr; one that takes very long is interrupted."""
    (project / "cases" / "demo.yaml").write_text("".join(DEMO.values()), encoding="utf-8")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "XDG_CACHE_HOME": str(project / ".cache"), "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(
        [sys.executable, "-c", SLOW.format(seconds=seconds)],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
    ) as process:
        shown = bytearray()
        reader = Thread(target=read_on, args=(ours, shown), daemon=True)
        reader.start()
        try:
            if seconds > 5:
                while b"\x1b[?25l" not in shown:  # the bar is there
                    time.sleep(0.02)
                if is_halted:
                    termios.tcflow(theirs, termios.TCOOFF)  # what Ctrl-S does
                    time.sleep(0.5)
                process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=30)
        finally:
            process.kill()  # what hangs is not waited for
            os.close(theirs)
    reader.join()
    os.close(ours)
    return out, shown.decode(), process.returncode


def read_on(terminal: int, shown: bytearray) -> None:
    """Take what comes until the other end is closed."""
    with contextlib.suppress(OSError):
        while part := os.read(terminal, 4096):
            shown.extend(part)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_bar_after_a_while(project: Path) -> None:
    """A terminal is shown what is read once a call takes long; the result is as ever, and the cursor is back."""
    out, shown, code = call(project, 0.5)
    assert code == 0
    assert "Demo Group" in out
    assert "demo.yaml" in shown
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_an_interrupt_ends_it_quietly(project: Path) -> None:
    """Ctrl-C stops at once, takes the bar away, and prints no traceback."""
    start = time.monotonic()
    out, shown, code = call(project, 60)
    assert time.monotonic() - start < 30
    assert (out, code) == ("", 130)
    assert "Traceback" not in shown
    assert shown.rindex("\x1b[?25h") > shown.rindex("\x1b[?25l")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_an_interrupt_ends_it_where_the_terminal_takes_nothing_more(project: Path) -> None:
    """Ctrl-C ends a call whose terminal was halted, though the bar that it is to take away cannot be written."""
    start = time.monotonic()
    out, _, code = call(project, 60, is_halted=True)
    assert time.monotonic() - start < 30
    assert (out, code) == ("", 130)


def test_a_pipe_sees_nothing(project: Path) -> None:
    """Where stderr is no terminal nothing is shown, however long it takes."""
    (project / "cases" / "demo.yaml").write_text("".join(DEMO.values()), encoding="utf-8")
    called = subprocess.run(
        [sys.executable, "-c", SLOW.format(seconds=0.3)],
        cwd=project,
        env={**os.environ, "XDG_CACHE_HOME": str(project / ".cache")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert called.stderr == ""


def test_what_is_read_is_described(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several files the bar says which of how many it is; of one file its name."""
    monkeypatch.chdir(tmp_path)
    paths = [tmp_path / f"{name}.yaml" for name in "abc"]
    for path in paths:
        path.write_text("case: a", encoding="utf-8")
    files = Files()
    files.expect(paths[1:2])
    files.read(paths[1])
    assert described(files) == "b.yaml"
    files.expect(paths)
    files.read(paths[2])
    assert described(files) == "c.yaml (2 of 3)"
