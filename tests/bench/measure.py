"""Running programs and noting what they took: wall time and peak memory, of two programs in turn."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
FLOOR = [sys.executable, str(HERE / "floor.py")]
CASECODE = [sys.executable, "-m", "casecode"]


class Run(NamedTuple):
    """One call: its wall time in seconds, its peak memory in megabytes, and what it printed."""

    seconds: float
    megabytes: float
    output: str


def run(command: Sequence[str], environment: Mapping[str, str] | None = None, folder: str | None = None) -> Run:
    """Call a program that must succeed."""
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        errors="replace",
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed with {process.returncode}")
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Run(time.perf_counter() - start, usage.ru_maxrss / unit, output)


def seconds(command: Sequence[str], environment: Mapping[str, str], folder: str | None = None) -> float:
    """The wall time of one call."""
    return run(command, environment, folder).seconds


def in_turn(
    ours: Sequence[str],
    theirs: Sequence[str],
    runs: int,
    environment: Mapping[str, str] | None = None,
    folder: str | None = None,
    their_folder: str | None = None,
) -> tuple[float, float, float]:
    """The median seconds of two calls that alternate, and the median ratio of those run one after the other."""
    pairs = []
    for number in range(runs + 1):
        pair = run(ours, environment, folder).seconds, run(theirs, environment, their_folder).seconds
        if number:  # the first warms up
            pairs.append(pair)
    one, other = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    return one, other, statistics.median(ours / theirs for ours, theirs in pairs)
