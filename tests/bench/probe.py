"""One way of reading a file, in a process of its own: prints the seconds that it took and the peak memory.

python tests/bench/probe.py casecode|ruamel|json FILE
"""

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def casecode(path: Path) -> Any:
    """Load a case with its checks, cold."""
    from casecode.checks.errors import check_errors
    from casecode.project.catalogue import Catalogue
    from casecode.project.project import Project

    opened = Project(Catalogue.at(Path(__file__).parents[2]))
    opened.case(path)
    assert not opened.problems
    assert not check_errors(opened.corpus)
    return opened.studies


def ruamel(path: Path) -> Any:
    """Load YAML with the C loader of ruamel.yaml."""
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=False).load(path)


def json_loads(path: Path) -> Any:
    """Load each line of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


WAYS: dict[str, Callable[[Path], Any]] = {"casecode": casecode, "ruamel": ruamel, "json": json_loads}


def main() -> None:
    """Read, and print what it took."""
    way, path = WAYS[sys.argv[1]], Path(sys.argv[2])
    if way is casecode:  # what a call has imported before it reads
        pass
    else:
        import ruamel.yaml  # noqa: F401
    gc.disable()  # as the command line does
    start = time.perf_counter()
    kept = way(path)
    took = time.perf_counter() - start
    assert kept
    unit = 1e6 if sys.platform == "darwin" else 1e3
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    print(json.dumps({"seconds": took, "megabytes": peak}))


if __name__ == "__main__":
    main()
