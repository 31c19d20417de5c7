"""Taking changes back: which is the last one that can be, and what its files held before it."""

from pathlib import Path

from msgspec import Struct

from casecode.edit.store import Change, RefusedError, diff, locked, write
from casecode.model.span import shown
from casecode.project import history
from casecode.project.history import Entry, HistoryError
from casecode.project.journal import name_of


class Undone(Struct, frozen=True):
    """What was taken back: the change, its files as they change now, and what is to be said beside."""

    entry: Entry
    changes: list[Change]
    note: str

    @property
    def diff(self) -> str:
        """The changes as a unified diff."""
        return diff(self.changes)


def undo(root: Path, dry_run: bool = False, force: bool = False, call: str = "") -> Undone:
    """Put what the files held before the last change back, byte by byte: all of them or none.

    Raises `RefusedError` where nothing can be taken back, and `OSError` where a file cannot be read.
    """
    with locked(root) as note:
        try:
            entry = last(root)
            changes = [_back(root, entry, number) for number in range(len(entry.files))]
        except HistoryError as error:
            raise RefusedError(str(error), error.hint) from None
        if not dry_run:
            said = write(root, changes, force, call, takes_back=entry.number)
            note = "; ".join(filter(None, (note, said)))
    return Undone(entry, changes, note)


def last(root: Path) -> Entry:
    """The last change that has not been taken back, by this command or by hand. Raises `RefusedError`."""
    entries = history.entries(root)
    taken_back = {it.takes_back for it in entries}
    for entry in reversed(entries):
        if entry.takes_back or entry.number in taken_back:
            continue
        now = {it.name: history.held_now(root, it.name) for it in entry.files}
        if all(now[it.name] == it.before for it in entry.files):
            continue
        if changed := [it.name for it in entry.files if now[it.name] != it.after]:
            names = ", ".join(shown(root / name) for name in changed)
            raise RefusedError(
                f"{names} changed since `{entry.command or 'a change'}` ({entry.minute}): nothing was taken back",
                "take the later changes out by hand, or with git, then try again",
            )
        return entry
    hint = "`casecode log` lists what commands changed; what was changed by hand is not known"
    raise RefusedError("there is no change to take back", hint if entries else _why_none())


def _why_none() -> str:
    if not history.is_on():
        return "CASECODE_HISTORY=off keeps no history"
    return "commands that change files are remembered for each project where it lies; see `casecode guide editing`"


def _back(root: Path, entry: Entry, number: int) -> Change:
    """What makes a file what it was before a change."""
    held = entry.files[number]
    path = root / held.name
    if name_of(root, path) != held.name:
        raise HistoryError(f"the history names a file that leads elsewhere now: {held.name}")
    now = path.read_bytes() if held.after is not None else None
    return Change(path, now, history.content(root, held))
