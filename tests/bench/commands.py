"""What each command costs on the founding case and on a large one, next to the floor program in the same run.

    python tests/bench/commands.py [--runs N] [--pieces N] [--json]

Prints for each command the median time with warm cache and its ratio to the floor run beside it.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from made_case import write
from startup import CASECODE, FLOOR, compare

COMMANDS = {
    "analyze": ["analyze", "{case}"],
    "evidence --text": ["evidence", "{case}", "--text", "payment", "--limit", "20"],
    "coverage": ["coverage", "{case}"],
    "matrix": ["matrix", "{case}"],
    "matrix factor x factor": ["matrix", "{case}", "--rows", "factor", "--columns", "factor"],
    "matrix theme x source": ["matrix", "{case}", "--rows", "theme", "--columns", "source", "--format", "csv"],
    "patterns": ["patterns", "{case}"],
    "timeline": ["timeline", "{case}", "--format", "json"],
    "timeline svg": ["timeline", "{case}", "--format", "svg"],
    "trace": ["trace", "{case}:strong-brand", "--format", "json"],
    "lens": ["analyze", "{case}", "--framework", "oli"],
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--pieces", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    results = {}
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), options.pieces)
        for case, where in (("alibaba", None), ("made", folder)):
            for name, arguments in COMMANDS.items():
                call = [*CASECODE, *(argument.replace("{case}", case) for argument in arguments)]
                size = f"{options.pieces} pieces" if case == "made" else case
                results[f"{name}, {size}"] = compare(call, FLOOR, options.runs, {"XDG_CACHE_HOME": folder}, where)
    if options.json:
        print(json.dumps(results, indent=2))  # noqa: T201
        return
    for name, figures in results.items():
        print(f"{name:40} {figures['seconds']:.3f} s   ratio to the floor {figures['ratio']:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
