"""`casecode import documents`: a source for each document in a folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change, project
from casecode.console.intake import IntakeOptions, settle, study
from casecode.console.output import fail

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

CaseArgument = Annotated[
    str, typer.Argument(metavar="[CASE]", help="The case, if there are several.", autocompletion=names.cases)
]
FolderArgument = Annotated[
    Path | None, typer.Argument(metavar="FOLDER", help="The folder with the documents, and others in it.")
]
TypeOption = Annotated[
    str,
    typer.Option("--type", metavar="TYPE", help="The CSL type of all; else that of their kind, such as interview."),
]
KindOption = Annotated[
    str, typer.Option("--kind", metavar="KIND", help="Which of Yin's six kinds of evidence they are.")
]


def run(
    case: CaseArgument,
    folder: FolderArgument = None,
    type_: TypeOption = "",
    kind: KindOption = "",
    *,
    intake: IntakeOptions,
    way: ChangeOptions,
) -> None:
    """Make a source of each document in a folder, with its SHA-256 and what it says of title, date and speakers.

    Every file is counted; what is no document is told with the reason. Import the folder again when there is more in
    it: a document is known by its path, or by its content where it was moved; one that has changed is told, and taken
    with --update.
    """
    from casecode.exchange import documents
    from casecode.model.source import KINDS, TYPES
    from casecode.project.inside import HINT, leads_out

    if folder is None:
        case, folder = _only_case(), Path(case)
    for given, known in ((type_, TYPES), (kind, KINDS)):
        if given and given not in known:
            from casecode.model.problem import nearest

            fail(f'"{given}" is not one of {", ".join(known)}', nearest(given, known))
    if not folder.is_dir():
        fail(f"{folder} is not a folder", "name the folder in which the documents lie: import documents CASE FOLDER")
    whole = study(case)
    if leads_out(folder, str(project().resolve())) and not whole.case.allow_outside:
        fail(f"{folder} lies outside of the project", f"move it into the project; or, {HINT}")
    shelf = documents.survey(whole, folder, {key: it for key, it in (("type", type_), ("kind", kind)) if it})
    settle([shelf.account], intake)

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import add_declared, set_sources

        for id_, record in shelf.sources:
            add_declared(workspace, case, "sources", id_, record)
        if intake.update:
            set_sources(workspace, case, shelf.changed)
        return [id_ for id_, _ in shelf.sources] + ([*shelf.changed] if intake.update else [])

    change(how, way)


def _only_case() -> str:
    """The one case of the project; where there are several the call ends."""
    from casecode.project.catalogue import Catalogue

    known = [*Catalogue((project(),)).names("cases")]
    if len(known) != 1:
        choices = ", ".join(known) or "none"
        fail("the case is missing", f"write casecode import documents CASE FOLDER; the cases are: {choices}")
    return known[0]
