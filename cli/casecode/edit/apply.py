"""Making a change: the lock, the edits, the proof, the writing; and what came of it, for whoever asked."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from casecode.edit.store import diff, locked
from casecode.edit.workspace import BrokenFileError, Workspace
from casecode.model.problem import Problem


class Made(Struct, frozen=True):
    """What came of a change: lines that say what was done, the diff, the errors that kept it from being written, and a
    note where an interrupted change was finished first, or where this one cannot be taken back. `was_broken` tells that
    the errors were there before."""

    said: list[str]
    diff: str
    errors: list[Problem]
    was_broken: bool
    note: str


def make(
    root: Path,
    how: Callable[[Workspace], list[str]],
    dry_run: bool = False,
    force: bool = False,
    call: str = "",
) -> Made:
    """Make a change in a project: all of it, proved before it is written, or nothing. `call` is the command that does.

    `how` makes its edits and returns the lines that say what was done. Raises `RefusedError` where the change cannot be
    made, and `OSError` where a file cannot be read.
    """
    with locked(root) as note:
        workspace = Workspace(root)
        try:
            said = how(workspace)
        except BrokenFileError as error:
            return Made([], "", error.problems, True, note)
        changes = workspace.changes()
        errors = workspace.new_errors(changes)
        if not errors and not dry_run:
            note = "; ".join(filter(None, (note, workspace.save(changes, force, call))))
    shown = [change for change in changes if change not in workspace.kept]  # of documents it is enough to be told
    return Made(said, diff(shown) if dry_run else "", errors, False, note)
