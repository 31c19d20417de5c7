"""Bad input gets a clear answer in bounded time and memory, and never a traceback or a terminal escape."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casecode.project.catalogue import Catalogue
from casecode.project.project import Project
from conftest import case_of

Run = Callable[..., "subprocess.CompletedProcess[str]"]

FILES: dict[str, bytes] = {
    "empty": b"",
    "comments": b"# one\n# two\n",
    "binary": bytes(range(256)) * 20,
    "nul": b"case: x\n\0\0\n",
    "latin": b"case: x\ntitle: Caf\xe9\n",
    "tabs": b"case: x\n\ttitle: y\n",
    "nested": b"[" * 10_000,
    "nested-flow": b"a: " + b"{a: " * 10_000,
    "bomb": b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (c, c, c - 1, c - 1) for c in range(98, 123)),
    "large": b"case: x\ntitle: y\nnotes:\n" + b"  - lorem ipsum dolor sit amet\n" * 1_700_000,
    "no-framework": b"case: x\ntitle: y\nframework: nowhere\n",
    "escapes": b'case: "\\e[31mred\\e[0m"\ntitle: "\\e]0;own\\a"\nframework: tiny\n"\\e[2J": 1\n',
    "raw-escapes": b"case: \x1b[31mred\ntitle: t\nframework: tiny\n",
    "list": b"- a\n- b\n",
    "word": b"hello\n",
}


@pytest.mark.parametrize("command", ["check", "analyze"])
@pytest.mark.parametrize("name", FILES)
def test_bad_file_has_problems(name: str, command: str, project: Path, casecode: Run) -> None:
    """A file that cannot be understood ends the call with exit 1, a message that names it, and nothing on fire."""
    (project / "bad.yaml").write_bytes(FILES[name])
    start = time.monotonic()
    result = casecode(command, "bad.yaml")
    assert time.monotonic() - start < 20
    assert result.returncode == 1, result.stderr
    assert "bad.yaml:" in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert "\x1b" not in result.stdout + result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded in another way there")
@pytest.mark.parametrize("name", ["bomb", "large", "nested"])
def test_bad_file_takes_bounded_memory(name: str, project: Path) -> None:
    """A file that is large, or grows when it is read, is answered within 900 MB of addresses."""
    (project / "bad.yaml").write_bytes(FILES[name])
    command = f"ulimit -v 900000; exec {sys.executable} -m casecode check bad.yaml"
    done = subprocess.run(command, shell=True, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "bad.yaml:" in done.stdout


@pytest.mark.parametrize("command", ["check", "analyze"])
def test_unreadable_is_a_wrong_call(command: str, project: Path, casecode: Run) -> None:
    """A file that is missing, or a folder without cases, ends the call with exit 2 and a hint."""
    (project / "nothing").mkdir()
    for name in ("missing.yaml", "nothing"):
        result = casecode(command, name)
        assert result.returncode == 2
        assert result.stdout == ""
        assert result.stderr.startswith("Error: ")
        assert "hint:" in result.stderr


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_no_bytes_raise(project: Path, data: bytes) -> None:
    """Whatever bytes a case file holds, loading returns problems whose places lie within the file."""
    opened = Project(Catalogue.at(project))
    study = case_of(opened, project / "case.yaml", data)
    assert study is None
    assert opened.problems
    for problem in opened.problems:
        assert 1 <= problem.span.line <= len(problem.span.document.lines) + 1
        assert problem.span.column >= 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.recursive(st.text("ab:-#[]{}&*!|>'\"%@ \n", max_size=12), lambda below: st.lists(below).map("\n- ".join)))
def test_no_yaml_like_text_raises(project: Path, text: str) -> None:
    """Text that is made of YAML's own signs is read or refused, and never raises."""
    opened = Project(Catalogue.at(project))
    case_of(opened, project / "case.yaml", f"case: x\nframework: tiny\ntitle: t\nnotes:\n- {text}".encode())
    assert all(problem.message for problem in opened.problems)
