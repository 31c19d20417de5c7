"""Attack casecode: thousands of tries of each kind, made from seeds, so that whatever fails can be tried again.

    python tests/attack/attack.py                            every group for half a minute
    python tests/attack/attack.py inputs --minutes 60        one group for an hour
    python tests/attack/attack.py edits --tries 20000        so many tries
    python tests/attack/attack.py edits --seed 4711 --tries 1    one try again

A group is a module beside this one with `attempt(seed, folder)`: it does one thing to the program in an empty
folder, and returns what is wrong, or nothing. What it raises is wrong, too, and so is a try that takes over a minute.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
GROUPS = sorted(path.stem for path in HERE.glob("*.py") if "\ndef attempt(" in path.read_text(encoding="utf-8"))
SHOWN = 5
"""So many failures of a group are shown."""
LONGEST = 60
"""Seconds that a try may take."""
PORTION = 10
"""Seconds after which a worker reports."""


class Tried(NamedTuple):
    """What came of some tries: how many there were, and what failed, by seed."""

    group: str
    tries: int
    failed: dict[int, str]


def one(group: str, seed: int) -> str:
    """What is wrong with one try, or nothing."""
    module = import_module(group)
    folder = Path(tempfile.mkdtemp(prefix=f"attack-{group}-"))
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _too_long)
        signal.alarm(LONGEST)
    try:
        return str(module.attempt(seed, folder))
    except Exception:
        return traceback.format_exc()
    finally:
        if hasattr(signal, "SIGALRM"):
            signal.alarm(0)
        shutil.rmtree(folder, ignore_errors=True)


def _too_long(*_: Any) -> None:
    raise TimeoutError(f"more than {LONGEST} seconds")


def some(group: str, seeds: range, until: float) -> Tried:
    """Try these seeds one by one, as far as the time allows."""
    failed: dict[int, str] = {}
    tries = 0
    for seed in seeds:
        if time.time() >= until:
            break
        tries += 1
        if said := one(group, seed):
            failed[seed] = said
    return Tried(group, tries, failed)


def attack(group: str, seed: int, tries: int | None, seconds: float, jobs: int) -> Tried:
    """Try a group on some cores: a number of seeds, or as many as the time allows."""
    until = time.time() + seconds if tries is None else float("inf")
    total = 0
    failed: dict[int, str] = {}
    with ProcessPoolExecutor(jobs) as pool:
        for done in as_completed(_portions(pool, group, seed, tries, until, jobs)):
            total += done.result().tries
            failed |= done.result().failed
    return Tried(group, total, dict(sorted(failed.items())))


def _portions(
    pool: ProcessPoolExecutor, group: str, seed: int, tries: int | None, until: float, jobs: int
) -> Iterator[Future[Tried]]:
    """The tries in portions: given a number, each core has a share; given a time, each goes on from far-off seeds."""
    if tries is None:
        return iter([pool.submit(some, group, range(seed + job, sys.maxsize, jobs), until) for job in range(jobs)])
    size = max(1, min(500, tries // jobs))
    starts = range(seed, seed + tries, size)
    return iter([pool.submit(some, group, range(at, min(at + size, seed + tries)), until) for at in starts])


def main() -> int:
    """Attack, and say what was tried and what failed."""
    parser = argparse.ArgumentParser(description="Attack casecode.", epilog="Groups: " + ", ".join(GROUPS))
    parser.add_argument("groups", nargs="*", metavar="GROUP", help="all, if none is named")
    parser.add_argument("--tries", type=int, help="of each group; else as many as the time allows")
    parser.add_argument("--minutes", type=float, default=0.5, help="for each group")
    parser.add_argument("--seed", type=int, default=1, help="of the first try; the others follow")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="cores to use")
    asked = parser.parse_args()
    if unknown := [name for name in asked.groups if name not in GROUPS]:
        parser.error(f"no group {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    print(f"{'group':<12}{'tried':>9}{'failed':>9}{'seconds':>9}")
    failures = 0
    for group in asked.groups or GROUPS:
        start = time.time()
        found = attack(group, asked.seed, asked.tries, asked.minutes * 60, asked.jobs)
        print(f"{group:<12}{found.tries:>9,}{len(found.failed):>9,}{time.time() - start:>9.0f}", flush=True)
        failures += len(found.failed)
        for seed, said in [*found.failed.items()][:SHOWN]:
            print(f"\n  again: python tests/attack/attack.py {group} --seed {seed} --tries 1\n{said}\n")
    return 1 if failures else 0


sys.path[:0] = [str(HERE), str(HERE.parent)]
if __name__ == "__main__":
    sys.exit(main())
