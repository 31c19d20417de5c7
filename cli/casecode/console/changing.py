"""What commands that change files have in common: the lock, the proof, the diff, and saying what was done."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from casecode.console import called
from casecode.console.output import fail, here, refuse, say, told, write_plain
from casecode.console.signature import Fields
from casecode.project.catalogue import builtin_root, project_root

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

DryRunOption = Annotated[bool, typer.Option("--dry-run", "-n", help="Show the change as a diff, and write nothing.")]
ForceOption = Annotated[
    bool, typer.Option("--force", help="Write files that are read-only, or have another name (hard links), too.")
]


class Change(Struct, frozen=True):
    """How a change is to be made: only shown, or also where a file is guarded."""

    dry_run: DryRunOption = False
    force: ForceOption = False


ChangeOptions = Annotated[Change, Fields(Change)]


def change(how: Callable[["Workspace"], list[str]], way: Change) -> None:
    """Make a change in the project of the current folder: all of it, proved before it is written, or nothing.

    `how` makes its edits and returns the lines that say what was done, for standard output.
    """
    from casecode.edit.apply import make
    from casecode.edit.store import RefusedError

    root = project()
    try:
        made = make(root, how, way.dry_run, way.force, called.line())
    except RefusedError as error:
        fail(str(error), error.hint or None)
    except OSError as error:
        fail(f"cannot read {error.filename or root}: {error.strerror}")
    if made.note:
        say(f"Note: {made.note}")
    if made.errors:
        why = "the project has errors" if made.was_broken else "the change would make errors"
        say(f"Error: nothing was written: {why}")
        refuse(made.errors)
    if way.dry_run:
        write_plain(made.diff)
    else:
        told(made.said)


def project() -> Path:
    """The project of the current folder; without one, or in the built-in library, the call ends."""
    root = project_root(here())
    if root is None:
        fail("there is no project here", "go to a folder with cases/ or frameworks/, or make one: casecode init")
    stop_at_library(root)
    return root


def stop_at_library(root: Path) -> None:
    """End the call where what is to be changed is the built-in library of an installed package."""
    if root.resolve() == builtin_root().resolve() and (builtin_root() / "frameworks").is_dir() and _is_installed():
        fail("the built-in library cannot be changed", "make a project of your own: casecode init")


def _is_installed() -> bool:
    """Whether the library is that of an installed package, and not of a checkout."""
    return builtin_root().name == "library"
