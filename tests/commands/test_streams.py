"""Streams that are closed, full or read by nobody, Ctrl-C, and surroundings of any kind: the exit code stays right."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from casecode.console import surroundings
from conftest import DEMO, Run

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full and a shell")
ADD = "add demo Cheap. -c prices -s survey"
STARTED = "import os, sys; sys.argv[0] = 'casecode'; from casecode import __main__ as m; print(flush=True); m.main()"


def shell(folder: Path, line: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a line of shell in which `casecode` is the program."""
    program = f'casecode() {{ "{sys.executable}" -m casecode "$@"; }}; '
    kept = {name: it for name, it in os.environ.items() if name not in ("COLUMNS", "CASECODE_DEBUG")}
    command = ["bash", "-o", "pipefail", "-c", program + line]
    environment = {**kept, "XDG_CACHE_HOME": str(folder / ".cache"), **environment}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def demo(project: Path) -> Path:
    """The project with its case."""
    (project / "cases" / "demo.yaml").write_text("".join(DEMO.values()), encoding="utf-8")
    return project


@pytest.mark.parametrize("call", ["--help", "list --format csv", "check"])
def test_what_is_closed_or_unread_is_quiet(demo: Path, call: str) -> None:
    """Without streams, or without a reader, a call ends as it would with them, and says nothing more."""
    for streams in (">&- 2>&- <&-", ">&-", "| true", "| head -c1 >/dev/null"):
        done = shell(demo, f"casecode {call} {streams}")
        assert (done.returncode, done.stdout) == (0, ""), streams
        assert done.stderr in ("", "0 errors and 2 warnings in 2 files.\n"), streams


@pytest.mark.parametrize("call", ["--version", "guide matrix", "check"])
def test_a_full_device_is_no_bug(demo: Path, call: str) -> None:
    """Where stdout takes nothing the call ends with 2, and the reason is told; a full stderr changes nothing."""
    done = shell(demo, f"casecode {call} > /dev/full")
    assert done.returncode == 2
    assert done.stderr.endswith("Error: cannot write to standard output: No space left on device\n")
    assert shell(demo, f"casecode {call} 2> /dev/full > /dev/null").returncode == 0


def test_errors_count_though_nobody_reads_them(demo: Path) -> None:
    """`check` ends with 1 where files have errors, also where its reader is gone or there never was one."""
    (demo / "cases" / "demo.yaml").write_text("case: demo\n", encoding="utf-8")
    for streams in ("| true", ">&-", "2>&-", "2>/dev/full"):
        assert shell(demo, f"casecode check {streams}").returncode == 1, streams


@pytest.mark.parametrize("streams", ["> /dev/full", ">&-", "| true"])
def test_a_change_that_cannot_be_told_stands(demo: Path, streams: str) -> None:
    """A change whose report is lost ends with 2 and says that it is made."""
    done = shell(demo, f"casecode {ADD} {streams}")
    if done.returncode:  # a pipe takes a line before its reader is gone, or does not
        assert done.returncode == 2
        assert "the change is made, but standard output cannot tell: " in done.stderr
    assert done.returncode == 2 or "|" in streams
    assert "Cheap." in (demo / "cases" / "demo.yaml").read_text("utf-8")


def test_closed_input_is_no_empty_input(demo: Path) -> None:
    """Who reads from a standard input that is closed is told so."""
    for call in ("analyze -", "add demo -"):
        done = shell(demo, f"casecode {call} <&-")
        assert (done.returncode, done.stdout) == (2, "")
        assert "cannot read" in done.stderr


@pytest.mark.parametrize("delay", [0, 0.03, 0.1])
def test_an_interrupt_is_one_line(demo: Path, delay: float) -> None:
    """Ctrl-C while modules are imported, or later, ends a call with 130 and one line."""
    import signal
    import time

    command = [sys.executable, "-c", STARTED, "check", "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=demo, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "\n"
        time.sleep(delay + 0.005)
        process.send_signal(signal.SIGINT)
        process.wait(20)
        assert process.stderr is not None
        assert (process.returncode, process.stderr.read()) == (130, "casecode: interrupted\n")


@pytest.mark.parametrize(
    ("text", "size"),
    [("80", 80), ("abc", None), ("0", None), ("-5", None), ("٣", None), ("", None), ("9" * 5000, 10_000)],
)
def test_a_width_of_any_text(monkeypatch: pytest.MonkeyPatch, text: str, size: int | None) -> None:
    """A number of columns is one that a screen could have, or none."""
    assert surroundings.size_of(text) == size
    monkeypatch.setenv("COLUMNS", text)
    surroundings.settle()
    assert os.environ.get("COLUMNS") == (str(size) if size else None)
    monkeypatch.undo()


def test_odd_surroundings(demo: Path) -> None:
    """Sizes, locales and a home that are none are no reason to fail."""
    odd = {"COLUMNS": "²", "LINES": "x", "TERMINAL_WIDTH": "abc", "TERM": "\x1b", "LC_ALL": "xx", "HOME": "/dev/null"}
    for call in ("--help", "list", "nonsense", "matrix demo"):
        done = shell(demo, f"casecode {call}", **odd, PYTHONIOENCODING="ascii", XDG_CACHE_HOME="rel")
        assert done.returncode == (2 if call == "nonsense" else 0), done.stderr
        assert "internal error" not in done.stderr


def test_a_folder_that_is_gone(demo: Path) -> None:
    """In a folder that was deleted a call says so; what needs no folder goes on."""
    for call, code in (("list", 2), ("check", 2), (ADD, 2), ("analyze alibaba", 2), ("--version", 0), ("guide", 0)):
        done = shell(demo, f"mkdir x; cd x; rmdir ../x; casecode {call}")
        assert done.returncode == code, done.stderr
        assert ("the current folder is gone" in done.stderr) is (code == 2), done.stderr


def test_a_log_that_asks_for_commands_gets_them(casecode: Run, project: Path) -> None:
    """In the log of a code host `-f github` annotates lines; nothing else begins a command, whatever files say."""
    case = "".join({**DEMO, "title": "title: '::error::Demo'\n", "units": "units: {russia: {title: R}}\n"}.values())
    (project / "cases" / "demo.yaml").write_text(case, encoding="utf-8")
    asked = casecode("check", "-f", "github", GITHUB_ACTIONS="true").stdout
    assert asked.splitlines()
    assert all(line.startswith(("::error file=", "::warning file=")) for line in asked.splitlines())
    others = casecode("check", "-f", "short", GITHUB_ACTIONS="true"), casecode("list", "cases", GITHUB_ACTIONS="true")
    assert not any(line.startswith("::") for called in others for line in (called.stdout + called.stderr).splitlines())
