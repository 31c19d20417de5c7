"""`casecode import project`: a study from the project of another program."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.intake import IntakeOptions, settle
from casecode.console.output import fail, here, say

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace
    from casecode.exchange.refi.inward import Known
    from casecode.exchange.refi.project import Project

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The project that was exported: qdpx.")]
CaseOption = Annotated[
    str, typer.Option("--case", metavar="ID", help="The case that takes it, new or there.", autocompletion=names.cases)
]
FrameworkOption = Annotated[
    str,
    typer.Option(
        "--framework",
        metavar="ID",
        help="The framework of the codes, new or there; of one that is there codes are found by name.",
        autocompletion=names.frameworks,
    ),
]
DeclareOption = Annotated[
    bool, typer.Option("--declare", help="Add codes that a framework which is there does not have to it.")
]


def run(
    file: FileArgument,
    case: CaseOption = "",
    framework: FrameworkOption = "",
    declare: DeclareOption = False,
    *,
    intake: IntakeOptions,
    way: ChangeOptions,
) -> None:
    """Import a project in REFI-QDA, as NVivo, ATLAS.ti, MAXQDA, QualCoder and others export it: a framework of its
    codes, a case of its sources and selections, and its texts as documents.

    What the file holds is counted: what is taken, what is there already, what is left out and why, and what a study
    does not hold. Importing it again adds what is new.
    """
    from casecode.edit.bringing import bring_in
    from casecode.exchange.refi import files
    from casecode.exchange.refi.inward import bring
    from casecode.read.boundary import UnreadableError

    if file.suffix.lower() not in files.PROJECTS:
        hint = "casecode import framework takes codebooks (.qdc)" if file.suffix.lower() in files.CODEBOOKS else None
        fail(f"{file.name} is no project in REFI-QDA", hint or "such files end in .qdpx")
    _stop_at_no_id(case, framework)
    try:
        project = files.project(file)
    except UnreadableError as error:
        fail(f"{file.name} cannot be read: {error.reason}", error.hint)
    except OSError as error:
        fail(f"cannot read {file}: {error.strerror}")
    brought = bring(project, _known(project, file.name, case, framework))
    for line in brought.said:
        say(f"Note: {line}")
    settle(brought.accounts, intake)
    if brought.factors and not declare:
        some = ", ".join(record["title"] for _, record in brought.factors[:5])
        more = f" and {len(brought.factors) - 5:,} others" if len(brought.factors) > 5 else ""
        say(f"Error: nothing was imported: the framework {brought.framework_id} has no code for {some}{more}")
        say("  hint: add them to it with --declare, or make a new framework: --framework ID")
        raise typer.Exit(1)

    def how(workspace: "Workspace") -> list[str]:
        return bring_in(workspace, brought, intake.update) or ["nothing is new"]

    made = [] if way.dry_run else _begun()
    try:
        change(how, way)
    finally:
        _clear(made)


def _stop_at_no_id(*ids: str) -> None:
    from casecode.read.words import is_id

    for id_ in filter(None, ids):
        if not is_id(id_):
            fail(f'"{id_}" is not an id', "write small letters, digits and single hyphens")


def _known(project: "Project", file: str, case: str, framework: str) -> "Known":
    """What there is before, as far as it bears on a project."""
    from datetime import date

    from casecode.console.inputs import open_project, stop_at_errors
    from casecode.exchange.refi.inward import Known
    from casecode.exchange.refi.inward import names as called
    from casecode.project.catalogue import project_root

    id_ = framework or called.framework_of(project, file)
    cases = called.cases_of(project) or [case or called.usual(project, file)]
    today = date.today().isoformat()
    if (root := project_root(here())) is None:
        return Known(file, today, case, id_)
    opened = open_project()
    own = opened.catalogue.nearest
    path = (opened.catalogue if framework else own).find("frameworks", id_)
    there = opened.framework(path) if path else None
    studies = {}
    for name in cases:
        found = own.find("cases", name)
        study = opened.case(found) if found else None
        if found and (study is None or study.framework.id != id_):
            stop_at_errors(opened)
            fail(f"there is a case {name} with another framework", "name the case that takes the project: --case ID")
        if study:
            studies[name] = study
    stop_at_errors(opened)
    is_fixed = there is not None and own.find("frameworks", id_) is None
    return Known(file, today, case, id_, there, is_fixed, studies, root / "documents")


def _begun() -> list[Path]:
    """The folders of a project, made where there is none yet: those that are new."""
    from casecode.project.catalogue import project_root

    if project_root(here()) is not None:
        return []
    folders = [here() / name for name in ("frameworks", "cases")]
    for folder in folders:
        folder.mkdir(exist_ok=True)
    return folders


def _clear(folders: list[Path]) -> None:
    """Take folders away in which nothing was written."""
    for folder in folders:
        if not any(folder.iterdir()):
            folder.rmdir()
