"""Changes that are taken back by writers that are killed on the way: the files are as they were before or after, what
was killed is finished, and the history knows what is to be taken back next, byte by byte."""

from pathlib import Path
from random import Random

from casecode.edit.store import Change, RefusedError, locked, write
from casecode.edit.undo import undo
from kills import POINTS, begun, change, die_at, files_of, in_a_child

MOST = 4
"""Changes of a project, made one after the other."""


def attempt(seed: int, folder: Path) -> str:
    """Some changes, all taken back again; one of these steps is killed at some point."""
    chance = Random(f"undoing {seed}")
    states: list[dict[str, bytes | None]] = [files_of_begun(folder, chance)]
    killed = chance.randrange(2 * MOST)
    for number in range(MOST):
        changes = change(folder, dict(states[-1]), chance)
        new = {**states[-1], **{it.path.relative_to(folder).as_posix(): it.after for it in changes}}
        after: dict[str, bytes | None] = {name: data for name, data in new.items() if data is not None}
        if number == killed:
            said = _killed(folder, changes, chance, states[-1], after)
            if said:
                return said
        else:
            with locked(folder):
                write(folder, changes)
        if files_of(folder) == after:
            states.append(after)
    while len(states) > 1:
        if killed >= MOST and len(states) == 2 * MOST - killed + 1:
            killed = 0
            if said := _killed(folder, None, chance, states[-1], states[-2]):
                return said
            if files_of(folder) == states[-2]:
                states.pop()
                continue
        undo(folder)
        if files_of(folder) != states[-2]:
            return f"what was taken back is not as it was {len(states) - 2} changes before"
        states.pop()
    try:
        undo(folder)
    except RefusedError:
        return "" if files_of(folder) == states[0] else "refused, and changed something"
    return "taken back what was never made"


def files_of_begun(folder: Path, chance: Random) -> dict[str, bytes | None]:
    """The files of a project that is begun."""
    begun(folder, chance)
    return files_of(folder)


def _killed(
    folder: Path,
    changes: list[Change] | None,
    chance: Random,
    before: dict[str, bytes | None],
    after: dict[str, bytes | None],
) -> str:
    """Make changes, or without any take the last back, and be killed; then finish what was decided."""
    point = chance.randrange(POINTS)

    def do() -> None:
        die_at(point)
        if changes is None:
            undo(folder)
        else:
            with locked(folder):
                write(folder, changes)

    died = in_a_child(do)
    with locked(folder):
        pass
    now = files_of(folder)
    if now not in (before, after) or (not died and now != after):
        return f"killed at {point} ({died}): the files are neither as before nor as after"
    return ""
