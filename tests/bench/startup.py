"""How long a call of `casecode` takes next to the floor program, in one run, alternating.

    python tests/bench/startup.py [--runs N] [--json]

Prints for each call the median time and its ratio to the floor run beside it. `cold` reads the files anew.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FLOOR = [sys.executable, str(Path(__file__).with_name("floor.py"))]
CASECODE = [sys.executable, "-m", "casecode"]
CALLS = {
    "analyze alibaba.yaml": (["analyze", "alibaba.yaml"], {}),
    "analyze alibaba.yaml (cold)": (["analyze", "alibaba.yaml"], {"CASECODE_CACHE": "off"}),
    "compare russia sea": (["compare", "russia", "sea"], {}),
    "--help": (["--help"], {}),
    "--version": (["--version"], {}),
}


def seconds(command: list[str], environment: dict[str, str], folder: str | None = None) -> float:
    """The wall time of one call, its output thrown away."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def compare(
    ours: list[str], theirs: list[str], runs: int, environment: dict[str, str], folder: str | None = None
) -> dict[str, float]:
    """The median seconds of two calls that alternate, and the median ratio of those run one after the other."""
    pairs = []
    for run in range(runs + 1):
        pair = seconds(ours, environment, folder), seconds(theirs, environment)
        if run:  # the first warms up
            pairs.append(pair)
    return {
        "seconds": statistics.median(one for one, _ in pairs),
        "floor": statistics.median(other for _, other in pairs),
        "ratio": statistics.median(one / other for one, other in pairs),
    }


def measure(runs: int) -> dict[str, dict[str, float]]:
    """For each call its figures next to the floor."""
    results = {}
    with tempfile.TemporaryDirectory() as cache:
        for name, (arguments, extra) in CALLS.items():
            floor = [*FLOOR, "--help"] if arguments[0].startswith("--") else FLOOR
            results[name] = compare([*CASECODE, *arguments], floor, runs, {"XDG_CACHE_HOME": cache, **extra})
    return results


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = measure(options.runs)
    if options.json:
        print(json.dumps(results, indent=2))  # noqa: T201
        return
    for name, figures in results.items():
        row = f"{name:30} {figures['seconds']:.3f} s   floor {figures['floor']:.3f} s   ratio {figures['ratio']:.2f}"
        print(row)  # noqa: T201


if __name__ == "__main__":
    main()
