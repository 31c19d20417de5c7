"""What a TAB costs next to the bare start of Python, in one run, alternating.

    python tests/bench/completion.py [--runs N]

Prints for each line the median time, what it is above Python's own start, and the ratio to it; `cold` has no cache.
"""

import argparse
import statistics
import sys
import tempfile

from measure import CASECODE, seconds

PYTHON = [sys.executable, "-c", "pass"]
LINES = (
    "",
    "analyze --un",
    "analyze --format ",
    "analyze ",
    "analyze alibaba --unit ",
    "compare alibaba:",
    "show strat",
    "matrix --rows ",
    "explain ",
)


def asking(line: str) -> dict[str, str]:
    """The environment in which bash asks for what may stand at the end of a line."""
    words = f"casecode {line}".split(" ")
    return {"_CASECODE_COMPLETE": "complete_bash", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        shared = {"XDG_CACHE_HOME": folder}
        calls: dict[str, tuple[list[str], dict[str, str]]] = {"--version": ([*CASECODE, "--version"], shared)}
        calls |= {f"{line}<TAB>": (CASECODE, {**shared, **asking(line)}) for line in LINES}
        calls["analyze <TAB> (cold)"] = CASECODE, {**asking("analyze "), "CASECODE_CACHE": "off"}
        calls["show <TAB> (cold)"] = CASECODE, {**asking("show "), "CASECODE_CACHE": "off"}
        for name, (command, environment) in calls.items():
            pairs = [(seconds(command, environment), seconds(PYTHON, shared)) for _ in range(runs + 1)][1:]
            ours, python = (statistics.median(times) for times in zip(*pairs, strict=True))
            ratio = statistics.median(one / other for one, other in pairs)
            row = f"{name:30} {ours * 1000:4.0f} ms   above python {(ours - python) * 1000:4.0f} ms   ratio {ratio:.1f}"
            print(row)


if __name__ == "__main__":
    main()
