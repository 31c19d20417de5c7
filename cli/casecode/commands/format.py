"""`casecode format`: one layout for all files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import called, names
from casecode.console.changing import ChangeOptions, project, stop_at_library
from casecode.console.output import fail, refuse, say, told, write_plain
from casecode.model.span import shown
from casecode.project.catalogue import Catalogue, project_root
from casecode.render.text import one_line, visible

if TYPE_CHECKING:
    from casecode.edit.formatting import Formatted

FilesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        help="Files, folders, or names of cases and frameworks; none for all of the project.",
        autocompletion=names.files,
    ),
]
CheckOption = Annotated[
    bool, typer.Option("--check", help="Name the files that would change, and write nothing: exit 1.")
]
UpgradeOption = Annotated[
    bool, typer.Option("--upgrade", help="Rewrite what was written for an earlier version as well.")
]


def run(
    paths: FilesArgument = None, check: CheckOption = False, upgrade: UpgradeOption = False, *, way: ChangeOptions
) -> None:
    """Lay frameworks, cases and their files of evidence out in one way. What they say stays, and so do all comments.

    A case by its name comes with its files of evidence, a file by its path alone. A file with problems is left as it
    is; the others are laid out.

    Exit 0: done; 1: files have problems, or with --check would change; 2: the call is wrong or a file cannot be read.
    """
    from casecode.edit.formatting import format_all
    from casecode.edit.offsets import UnsafeEditError
    from casecode.edit.store import Change, RefusedError, diff, locked
    from casecode.edit.store import write as store

    files = _files(paths or [])
    if not files:
        return
    root = _root([path for path, _ in files])
    try:
        with locked(root) as finished:
            if finished:
                say(f"Note: {finished}")
            done = format_all(files, root, upgrade)
            changes = [Change(one.path, one.before, one.after) for one in done if one.is_changed]
            note = ""
            if not check and not way.dry_run:
                note = store(root, changes, way.force, called.line())
    except UnsafeEditError as error:
        fail(f"nothing was written: {error.reason}", "leave this file out, and tell the makers of casecode")
    except RefusedError as error:
        fail(str(error), error.hint or None)
    except OSError as error:
        fail(f"cannot read {error.filename or root}: {error.strerror}")
    if note:
        say(f"Note: {note}")
    listed = [shown(one.path) for one in done if one.is_changed]
    if way.dry_run:
        write_plain(diff(changes))
    elif check:
        write_plain("".join(f"{one_line(name, visible)}\n" for name in listed))
    else:
        told(f"formatted {name}" for name in listed)
    say(_summary(done, check or way.dry_run))
    if problems := [problem for one in done for problem in one.problems]:
        refuse(problems)
    if check and changes:
        raise typer.Exit(1)


def _summary(done: "list[Formatted]", is_trial: bool) -> str:
    """What a person wants to know last."""
    from casecode.reports.cells import plural

    changed, broken = (sum(map(bool, it)) for it in zip(*((one.is_changed, one.problems) for one in done), strict=True))
    parts = [f"{plural(changed, 'file')} {'would change' if is_trial else 'formatted'}"] if changed else []
    if rest := len(done) - changed - broken:
        parts.append(f"{rest if parts else plural(rest, 'file')} {'is' if rest == 1 else 'are'} laid out already")
    if broken:
        parts.append(f"{broken if parts else plural(broken, 'file')} left as {'it is' if broken == 1 else 'they are'}")
    return f"{', '.join(parts)}."


def _files(given: list[str]) -> list[tuple[Path, bool]]:
    """The files that are asked for, each with whether the evidence that it keeps apart is meant as well."""
    from casecode.console.inputs import files_to_check
    from casecode.read.text import is_bulk

    if not given:
        return [(path, True) for path in files_to_check(Catalogue((project(),)), [])] or fail(
            "the project has no frameworks or cases"
        )
    found: list[tuple[Path, bool]] = []
    for name in given:
        if name == "-":
            fail("standard input cannot be laid out", "name a file")
        is_path = Path(name).exists()
        is_whole = not Path(name).is_file()
        library = Catalogue(()) if is_path else Catalogue((project(),))
        found += [(path, is_whole) for path in files_to_check(library, [name])]
    for path, _ in found:
        if is_bulk(path.name):
            say(f"Note: {shown(path)} is left as it is: JSON Lines and CSV have no layout to choose.")
    return [one for one in found if not is_bulk(one[0].name)]


def _root(paths: list[Path]) -> Path:
    """The project that the files are of, or their folder: what is locked while they change."""
    homes = {path: path.resolve().parent for path in paths}
    roots = list(dict.fromkeys(project_root(home) or home for home in homes.values()))
    if len(roots) > 1:
        fail(f"these files are of different projects: {roots[0]} and {roots[1]}", "format one project at a time")
    stop_at_library(roots[0])
    return roots[0]
