"""Reading many new files: other processes fill the cache from the end of the list, and change nothing else."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casecode.project import ahead, cache, watch
from casecode.project.catalogue import Library
from casecode.project.loader import Loader
from conftest import DEMO, Run


@pytest.fixture
def cases(project: Path) -> list[Path]:
    """Six cases, one with evidence in a file of its own, and one that is wrong."""
    for number in range(6):
        text = "".join(DEMO.values()).replace("demo", f"demo{number}")
        (project / "cases" / f"demo{number}.yaml").write_text(text, encoding="utf-8")
    (project / "cases" / "demo4.yaml").write_text("case: demo4\nsources: [\n", encoding="utf-8")
    return sorted((project / "cases").iterdir())


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two cores, and other processes from the first new file on."""
    monkeypatch.setattr(ahead, "AFTER", 0.0)
    monkeypatch.setattr(ahead, "_others", [])
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    yield
    for other in ahead._others:
        assert other.stdin is not None
        other.stdin.close()
        other.wait(timeout=30)


def until(is_so: Callable[[], bool]) -> bool:
    """Whether something comes to be so within half a minute."""
    end = time.monotonic() + 30
    while not is_so() and time.monotonic() < end:
        time.sleep(0.02)
    return is_so()


@pytest.mark.usefixtures("eager")
def test_answers_are_the_same(casecode: Run, cases: list[Path]) -> None:
    """What is found, and wrong, does not depend on who read a file first."""
    together = casecode("check")
    assert len(ahead._others) == 1
    ahead._others.pop().communicate()
    alone = casecode("check", CASECODE_CACHE="off")
    assert not ahead._others
    assert (together.returncode, together.stdout, together.stderr) == (alone.returncode, alone.stdout, alone.stderr)
    assert f"cases/{cases[4].name}:" in together.stdout


@pytest.mark.usefixtures("eager")
def test_one_file_is_read_alone(casecode: Run, cases: list[Path]) -> None:
    """Nothing is started for a file that has none after it."""
    assert casecode("analyze", str(cases[0])).returncode == 0
    assert not ahead._others


def test_reads_into_the_cache_and_ends_with_who_asked(cases: list[Path], project: Path) -> None:
    """The other process keeps what it read, and is gone when its input closes, even in the middle of its work."""
    other = subprocess.Popen(
        [sys.executable, "-m", "casecode.project.ahead"],
        stdin=subprocess.PIPE,
        cwd=project,
        env={**os.environ, "XDG_CACHE_HOME": str(project / ".cache")},
    )
    assert other.stdin is not None
    other.stdin.write(json.dumps([str(path) for path in cases[:3]] + ["/no/such/file.yaml"]).encode() + b"\n")
    other.stdin.flush()
    kept = project / ".cache" / "casecode"
    assert until(lambda: kept.exists() and len(list(kept.iterdir())) >= 4)  # three cases and the framework
    other.stdin.close()
    assert other.wait(timeout=30) == 0


@pytest.mark.usefixtures("eager")
def test_what_the_other_kept_is_used(cases: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Both processes name an entry alike: whoever comes second finds it."""
    watch.of(cases[:2])
    monkeypatch.setattr(ahead, "_began", 0.0)
    ahead.missed()
    assert until(lambda: cache.folder().exists() and ahead._others[0].poll() is not None)
    assert ahead._others[0].returncode == 0
    monkeypatch.setattr(ahead, "missed", lambda: pytest.fail("read again"))
    assert Loader(Library.at(cases[1].parent)).case(cases[1]) is not None
