"""How fast casecode is, next to references that run in turn with it, so that a ratio means something on a busy machine.

    python tests/bench/bench.py [--only PART ...] [--runs N] [--pieces N] [--json]

Parts: start (a call on the founding case), load (reading files anew), warm (commands on a large case that was read
before), growth (from a tenth of the pieces to all), cases (libraries of 1 to 1,000 cases), edits
(a piece added to one of 100 cases), peer (qualitative-coding).
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from math import log10
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
import peer
from measure import CASECODE, FLOOR, HERE, in_turn, run

from library import write, write_library

START = {
    "analyze alibaba.yaml": (1.25, []),
    "compare russia sea": (1.25, []),
    "analyze alibaba.yaml --format docx": (2.0, []),
    "analyze alibaba.yaml --format xlsx": (2.0, []),
    "analyze alibaba.yaml --format pdf": (3.0, []),
    "--help": (1.0, ["--help"]),
    "--version": (1.0, ["--help"]),
}
WARM = {
    "analyze made": 1.0,
    "analyze made --format json": 1.0,
    "compare made:russia made:sea": 1.0,
    "evidence made --theme theme-3": 1.0,
    "evidence made --text payment --limit 20": None,
    "matrix made": None,
    "matrix made --rows theme --columns unit --format csv": None,
    "coverage made": None,
    "patterns made": None,
    "timeline made --format json": None,
    "check made --quiet": None,
}
LIBRARY = ("list cases", "matrix --rows factor --columns case --format csv")
CODES = [f"theme-{number}" for number in range(20)]
PEER = {
    "codes stats": "list themes --format csv",
    f"codes crosstab {' '.join(CODES)}": f"matrix made -r theme -c theme -f csv -t {' -t '.join(CODES)}",
}


class Row(NamedTuple):
    """A figure: seconds next to those of a reference, and how they compare, with the most that this may be."""

    what: str
    ours: float
    reference: str
    theirs: float
    figure: float
    unit: str = "x"
    target: float | None = None

    def text(self) -> str:
        """One line of the table."""
        verdict = "" if self.target is None else "met" if self.figure <= self.target else "MISSED"
        target = "" if self.target is None else f"<= {self.target:g}"
        return (
            f"{self.what[:58]:58} {self.ours:9.3f} {self.reference[:22]:22} {self.theirs:9.3f}"
            f" {self.figure:8.2f} {self.unit:4} {target:8} {verdict}"
        )


class Setting(NamedTuple):
    """Where to work, how often to repeat, and how many pieces the large case has."""

    folder: Path
    runs: int
    pieces: int

    @property
    def cache(self) -> dict[str, str]:
        return {"XDG_CACHE_HOME": str(self.folder / "cache")}


def start(setting: Setting) -> Iterator[Row]:
    """A call on the founding case next to a Typer program that prints a table of the same size."""
    for call, (target, arguments) in START.items():
        ours, floor, ratio = in_turn([*CASECODE, *call.split()], [*FLOOR, *arguments], setting.runs, setting.cache)
        yield Row(call, ours, "floor program", floor, ratio, "x", target)


def load(setting: Setting) -> Iterator[Row]:
    """Reading a file that was never read, with all checks, next to a bare parser; and the memory that it takes."""
    for form, way, target in (("yaml", "ruamel", 0.5), ("jsonl", "json", 5.0), ("csv", None, None)):
        folder = setting.folder / form
        path = write(folder, setting.pieces, form)
        case = folder / "cases" / "made.yaml"
        ours = [probed("casecode", case) for _ in range(2)]
        theirs = [probed(way, path) for _ in range(2)] if way else []
        seconds = median(it["seconds"] for it in ours)
        name = f"load {form}, {setting.pieces:,} pieces"
        if theirs:
            other = median(it["seconds"] for it in theirs)
            reference = "ruamel.yaml, C loader" if way == "ruamel" else "json.loads"
            yield Row(name, seconds, reference, other, seconds / other, "x", target)
        megabytes = path.stat().st_size / 1e6
        peak = max(it["megabytes"] for it in ours)
        yield Row(f"{name}: peak memory", peak, "size of the input, MB", megabytes, peak / megabytes, "x", 8.0)


def probed(way: str, path: Path) -> dict[str, float]:
    """What one way of reading a file took."""
    command = [sys.executable, str(HERE / "probe.py"), way, str(path)]
    found: dict[str, float] = json.loads(run(command, {"CASECODE_CACHE": "off"}).output)
    return found


def warm(setting: Setting) -> Iterator[Row]:
    """Commands on a large case that was read before, as seconds above the floor program."""
    write(setting.folder / "warm", setting.pieces)
    folder = str(setting.folder / "warm")
    run([*CASECODE, "analyze", "made"], setting.cache, folder)
    for call, target in WARM.items():
        ours, floor, _ = in_turn([*CASECODE, *call.split()], FLOOR, min(setting.runs, 5), setting.cache, folder)
        yield Row(call, ours, "floor program", floor, ours - floor, "s", target)


def growth(setting: Setting) -> Iterator[Row]:
    """How time and memory grow from a tenth of the pieces to all of them: as their number to the power given."""
    for form in ("yaml", "jsonl"):
        taken = []
        for pieces in (setting.pieces // 10, setting.pieces):
            folder = setting.folder / f"growth-{form}-{pieces}"
            write(folder, pieces, form)
            probes = [probed("casecode", folder / "cases" / "made.yaml") for _ in range(3)]
            taken.append(min(it["seconds"] for it in probes))
        small, large = taken
        yield Row(f"load {form}: growth", large, "a tenth of the pieces", small, log10(large / small), "exp", 1.1)


def cases(setting: Setting) -> Iterator[Row]:
    """Libraries of 1 to 1,000 cases of 150 pieces each, read before."""
    for number in (1, 10, 100, 1000):
        folder = setting.folder / f"library-{number}"
        write_library(folder, number, 150)
        for call in LIBRARY:
            command = [*CASECODE, *call.split()]
            run(command, setting.cache, str(folder))
            ours, floor, ratio = in_turn(command, FLOOR, 3, setting.cache, str(folder))
            yield Row(f"{number:,} cases: {call}", ours, "floor program", floor, ratio)


def edits(setting: Setting) -> Iterator[Row]:
    """Adding a piece to a case in a project of 100 cases, next to the same in a project of one."""
    one, hundred = (setting.folder / f"edits-{number}" for number in (1, 100))
    write_library(one, 1, 150)
    write_library(hundred, 100, 150)
    call = [*CASECODE, "add", "firm-0", "So it is.", "-c", "theme-1", "-u", "russia", "-s", "source-1"]
    ours, alone, ratio = in_turn(call, call, setting.runs, setting.cache, str(hundred), str(one))
    yield Row("add to one of 100 cases", ours, "add to the only case", alone, ratio, "x", 1.3)


def against_peer(setting: Setting) -> Iterator[Row]:
    """What the peer can do as well, on the same codings."""
    command = peer.install(setting.folder)
    project = peer.code(command, setting.folder, setting.pieces // 10)
    for theirs, ours in PEER.items():
        mine = [*CASECODE, *ours.split()]
        call = [str(command), *theirs.split()]
        here, there = str(setting.folder / "ours"), str(project)
        one, other, ratio = in_turn(mine, call, setting.runs, setting.cache, here, there)
        yield Row(ours, one, f"qc {theirs}", other, ratio, "x", 0.2)


PARTS: dict[str, Callable[[Setting], Iterator[Row]]] = {
    "start": start,
    "load": load,
    "warm": warm,
    "growth": growth,
    "cases": cases,
    "edits": edits,
    "peer": against_peer,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--pieces", type=int, default=100_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for part in options.only:
            for row in PARTS[part](Setting(Path(folder), options.runs, options.pieces)):
                rows.append(row)
                if not options.json:
                    print(row.text(), flush=True)
    if options.json:
        print(json.dumps([row._asdict() for row in rows], indent=2))


if __name__ == "__main__":
    main()
