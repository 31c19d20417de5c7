"""Attack casecode: thousands of tries of each kind, made from seeds, so that whatever fails can be tried again.

    python tests/attack/attack.py                            every group for half a minute
    python tests/attack/attack.py inputs --minutes 60        one group for an hour
    python tests/attack/attack.py edits --tries 20000        so many tries
    python tests/attack/attack.py kills --count 300          until so much was done: killed, edited, written
    python tests/attack/attack.py edits --seed 4711 --tries 1    one try again

A group is a module beside this one with `attempt(seed, folder)`: it does one thing to the program in an empty
folder, and returns what is wrong, or nothing. What it raises is wrong, too, and so is a try that takes over a minute.
A group that does more or less than one thing a try names what it counts as `COUNTS`, and counts it (`tally.py`).
Each minute is told what was tried so far, and what failed as soon as it does: a run may be stopped.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

HERE = Path(__file__).parent
GROUPS = sorted(path.stem for path in HERE.glob("*.py") if "\ndef attempt(" in path.read_text(encoding="utf-8"))
SHOWN = 5
"""So many failures of a group are shown."""
LONGEST = 60
"""Seconds that a try may take."""
PORTION = 10
"""Seconds after which a worker reports, and goes on."""
TOLD = 60
"""Seconds after which is told what was tried so far."""


class Tried(NamedTuple):
    """What came of some tries: how many there were, what was done in them, what failed, by seed, and what is left."""

    group: str
    tries: int = 0
    done: int = 0
    failed: dict[int, str] = {}  # noqa: RUF012 (never changed)
    left: range = range(0)

    def line(self, seconds: float) -> str:
        """A line of the table."""
        done = f"{self.done:,} {unit(self.group)}"
        return f"{self.group:<12}{self.tries:>9,}{done:>18}{len(self.failed):>9,}{seconds:>9.0f}"


def unit(group: str) -> str:
    """What is counted in a group."""
    return str(getattr(import_module(group), "COUNTS", "tries"))


def one(group: str, seed: int) -> str:
    """What is wrong with one try, or nothing."""
    module = import_module(group)
    folder, state = (Path(tempfile.mkdtemp(prefix=f"attack-{group}-")) for _ in range(2))
    remembered = os.environ.get("XDG_STATE_HOME")
    os.environ["XDG_STATE_HOME"] = str(state)  # the history of changes is not the user's
    if hasattr(signal, "SIGALRM"):
        signal.signal(signal.SIGALRM, _too_long)
        signal.alarm(LONGEST)
    try:
        with patch.dict(os.environ, XDG_CACHE_HOME=str(folder / ".cache")):  # not that of whoever attacks
            return str(module.attempt(seed, folder))
    except Exception:
        return traceback.format_exc()
    finally:
        if hasattr(signal, "SIGALRM"):
            signal.alarm(0)
        os.environ.pop("XDG_STATE_HOME")
        if remembered is not None:
            os.environ["XDG_STATE_HOME"] = remembered
        for made in (folder, state):
            shutil.rmtree(made, ignore_errors=True)


class TooLongError(Exception):
    """A try that takes too long; no `OSError`, which the program would take for its own."""


def _too_long(*_: Any) -> None:
    raise TooLongError(f"more than {LONGEST} seconds")


def some(group: str, seeds: range, until: float) -> Tried:
    """Try these seeds one by one, as far as the time allows."""
    import tally

    failed: dict[int, str] = {}
    tries = done = 0
    while seeds and time.time() < until:
        tally.take()
        if said := one(group, seeds[0]):
            failed[seeds[0]] = said
        counted = tally.take()
        done += 1 if unit(group) == "tries" else counted
        tries += 1
        seeds = seeds[1:]
    return Tried(group, tries, done, failed, seeds)


def attack(group: str, seeds: range, until: float, count: float, jobs: int, tell: Callable[[Tried], None]) -> Tried:
    """Try seeds of a group on some cores, as far as the time allows, or until so much is done; tell of each portion."""
    total = Tried(group)
    with ProcessPoolExecutor(jobs) as pool:

        def go_on(left: range) -> Any:
            return pool.submit(some, group, left, min(until, time.time() + PORTION))

        running = {go_on(seeds[job::jobs]) for job in range(jobs)}
        while running:
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for it in finished:
                part: Tried = it.result()
                total = Tried(group, total.tries + part.tries, total.done + part.done, total.failed | part.failed)
                if part.left and time.time() < until and total.done < count:
                    running.add(go_on(part.left))
            tell(total)
    return total


class Teller:
    """Prints what was tried so far, now and then, and what fails as soon as it does."""

    def __init__(self, group: str) -> None:
        self.start = self.told = time.time()
        self.shown: set[int] = set()
        self.group = group

    def tell(self, so_far: Tried, *, is_end: bool = False) -> None:
        """Print what is new."""
        for seed in sorted({*so_far.failed} - self.shown)[: SHOWN - len(self.shown)]:
            self.shown.add(seed)
            again = f"again: python tests/attack/attack.py {self.group} --seed {seed} --tries 1"
            print(f"\n  {again}\n{so_far.failed[seed]}\n", flush=True)
        now = time.time()
        if is_end or now - self.told >= TOLD:
            self.told = now
            print(so_far.line(now - self.start), "" if is_end else "so far", flush=True)


def main() -> int:
    """Attack, and say what was tried and what failed."""
    parser = argparse.ArgumentParser(description="Attack casecode.", epilog="Groups: " + ", ".join(GROUPS))
    parser.add_argument("groups", nargs="*", metavar="GROUP", help="all, if none is named")
    parser.add_argument("--tries", type=int, help="of each group")
    parser.add_argument("--count", type=int, help="of what a group counts; else as many as the time allows")
    parser.add_argument("--minutes", type=float, default=0.5, help="for each group")
    parser.add_argument("--seed", type=int, default=1, help="of the first try; the others follow")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="cores to use")
    asked = parser.parse_args()
    if unknown := [name for name in asked.groups if name not in GROUPS]:
        parser.error(f"no group {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    print(f"{'group':<12}{'tried':>9}{'done':>18}{'failed':>9}{'seconds':>9}")
    failures = 0
    seeds = range(asked.seed, asked.seed + asked.tries if asked.tries else sys.maxsize)
    for group in asked.groups or GROUPS:
        teller = Teller(group)
        until = float("inf") if asked.tries or asked.count else time.time() + asked.minutes * 60
        found = attack(group, seeds, until, asked.count or float("inf"), asked.jobs, teller.tell)
        teller.tell(found, is_end=True)
        failures += len(found.failed)
    return 1 if failures else 0


sys.path[:0] = [str(HERE), str(HERE.parent)]
if __name__ == "__main__":
    sys.exit(main())
