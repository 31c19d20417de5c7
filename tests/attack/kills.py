"""A writer that is killed before any step that others can see: who reads then sees the project before or after its
change, the next writer finishes what was decided, nothing is lost, and no draft is left."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import tally
from casecode.edit.store import Change, locked, write
from casecode.project.catalogue import JOURNAL
from casecode.project.project import Project
from conftest import DEMO, TINY
from dying import counted, steps_to

COUNTS = "kills"
POINTS = 70
"""About as many steps as a change of four files has: some writers come to their end."""
STEPS = ("replace", "unlink", "fsync", "chmod", "open", "close")


def attempt(seed: int, folder: Path) -> str:
    """A change of some files, killed at some point."""
    chance = Random(f"kills {seed}")
    if not hasattr(os, "fork"):
        return ""
    old = begun(folder, chance)
    changes = change(folder, old, chance)
    new = dict(old)
    for it in changes:
        new[it.path.relative_to(folder).as_posix()] = it.after
    new = {name: data for name, data in new.items() if data is not None}
    point = chance.randrange(POINTS)
    died = in_a_child(lambda: _writing(folder, changes, point))
    tally.count(died)
    seen = files_read(folder)
    if seen not in (old, new):
        return f"killed at {point}: readers see neither before nor after: {_names(seen, old, new)}"
    if not died and seen != new:
        return f"not killed, and not written: {_names(seen, old, new)}"
    with locked(folder) as said:
        pass
    now = files_of(folder)
    if now not in (old, new) or now != seen:
        return f"killed at {point}, then finished ({said}): {_names(now, old, new)}"
    again = [Change(it.path, it.after, it.before) for it in changes] if now == new else changes
    with locked(folder):
        write(folder, again)
    if files_of(folder) != (old if now == new else new):
        return f"killed at {point}: the next change was not made"
    left = [path.name for path in folder.rglob("*") if path.name.endswith(".casecode-new") or path.name == JOURNAL]
    return f"killed at {point}: left {left}" if left else ""


def begun(folder: Path, chance: Random) -> dict[str, bytes | None]:
    """The files of a project."""
    files = {"frameworks/tiny.yaml": TINY, "cases/demo.yaml": "".join(DEMO.values())}
    files |= {f"cases/{name}/more.yaml": f"evidence: [] # {chance.random()}\n" for name in ("one", "two")}
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return {name: text.encode() for name, text in files.items()}


def change(folder: Path, old: dict[str, bytes | None], chance: Random) -> list[Change]:
    """What is to become of some of them: other contents, nothing, or a file where none was."""
    found = []
    names = [*dict.fromkeys((*old, "cases/new.yaml", "cases/one/new.jsonl"))]
    for name in chance.sample(names, min(chance.randint(1, 4), len(names))):
        before = old.get(name)
        is_gone = before is not None and chance.random() < 0.2
        after = (before or b"") + f"# {chance.random()}\n".encode() * chance.choice((1, 1, 9000))
        found.append(Change(folder / name, before, None if is_gone else after))
    return found


def in_a_child(do: Callable[[], None]) -> bool:
    """Do something in another process; whether it was killed before its end."""
    child = os.fork()
    if not child:
        try:
            do()
            os._exit(0)
        except BaseException as error:
            sys.stderr.write(f"{error!r}\n")
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, 9), f"the writer failed: {status}"
    return status == 9


def _writing(folder: Path, changes: list[Change], point: int) -> None:
    """Write, and die on the way."""
    die_at(point)
    with locked(folder):
        write(folder, changes)


def die_at(point: int) -> None:
    """Have this process die before the so-and-so-many-th step, or in the middle of what is written into a file."""
    step = steps_to(point)

    def opened(file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        if not {*mode} & {"w", "x", "a", "+"}:
            return original_open(file, mode, *arguments, **named)
        step()
        stream = original_open(file, mode, *arguments, **named)
        return Halting(stream, step)

    original_open = io.open
    for name in STEPS:
        setattr(os, name, counted(step, getattr(os, name)))
    io.open = opened


class Halting:
    """A file that is written in two halves."""

    def __init__(self, stream: Any, step: Callable[[], None]) -> None:
        self.stream, self.step = stream, step

    def write(self, data: bytes) -> None:
        """Write one half, then the other."""
        self.stream.write(data[: len(data) // 2])
        self.stream.flush()
        self.step()
        self.stream.write(data[len(data) // 2 :])

    def __enter__(self) -> "Halting":
        return self

    def __exit__(self, *_: Any) -> None:
        self.stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def files_of(folder: Path) -> dict[str, bytes | None]:
    """What the files of a project hold."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found if not path.name.startswith(".")}


def files_read(folder: Path) -> dict[str, bytes | None]:
    """What somebody who reads the project sees in them."""
    project = Project.at(folder)
    names = {
        *files_of(folder),
        *(Path(it).relative_to(os.path.realpath(folder)).as_posix() for it in project.files._held),
    }
    gone = {step.name for step in _steps(folder) if step.after is None}
    return {name: project.files.read(folder / name) for name in sorted(names - gone)}


def _steps(folder: Path) -> Any:
    from casecode.project import journal

    return journal.steps_of(folder)


def _names(seen: dict[str, Any], old: dict[str, Any], new: dict[str, Any]) -> str:
    """Which of the files are how."""
    which = {
        name: "both" if old.get(name) == new.get(name) == it else "old" if it == old.get(name) else "new"
        for name, it in seen.items()
        if it in (old.get(name), new.get(name))
    }
    return f"{which}, and others {sorted({*seen, *old, *new} - {*which})}"
