"""`casecode new`: a case, framework, source or theme."""

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.asking import ask, ask_id
from casecode.console.changing import ChangeOptions, change, project
from casecode.console.output import fail
from casecode.edit.ids import slug

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace


class NewKind(StrEnum):
    """What can be begun."""

    case = "case"
    framework = "framework"
    source = "source"
    theme = "theme"


KindArgument = Annotated[NewKind, typer.Argument(help="What to begin.")]
IdArgument = Annotated[str, typer.Argument(metavar="[ID]", help="Its id; none for one made of its title.")]
TitleOption = Annotated[str, typer.Option("--title", "-t", metavar="TEXT", help="Title; of a theme its label.")]
CaseOption = Annotated[
    str, typer.Option("--case", "-c", metavar="ID", help="The case of a source or theme.", autocompletion=names.cases)
]
FrameworkOption = Annotated[
    str,
    typer.Option("--framework", metavar="ID", help="The framework of a case.", autocompletion=names.frameworks),
]
FactorOption = Annotated[
    str, typer.Option("--factor", metavar="ID", help="The factor of a theme.", autocompletion=names.factors)
]
TypeOption = Annotated[
    str, typer.Option("--type", metavar="TYPE", help="CSL-JSON type of a source: report, webpage, ...")
]
DocumentOption = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="The document of a source, as it lies here.")
]


def run(
    kind: KindArgument,
    id_: IdArgument = "",
    title: TitleOption = "",
    case: CaseOption = "",
    framework: FrameworkOption = "",
    factor: FactorOption = "",
    type_: TypeOption = "",
    file: DocumentOption = None,
    *,
    way: ChangeOptions,
) -> None:
    """Begin a case or framework as a file of its own, or declare a source or theme in a case.

    Asks in a terminal, takes options in a script, and overwrites nothing.
    """
    from casecode.edit import scaffold
    from casecode.edit.changes import add_declared
    from casecode.project.catalogue import Catalogue

    root = project()
    title = ask("--title", "Label" if kind is NewKind.theme else "Title", title)
    id_ = ask_id("ID", "Short id", id_, slug(title))
    if kind in (NewKind.source, NewKind.theme):
        own = Catalogue((root,)).names("cases")
        case = ask("--case", "Case", case, own[0] if len(own) == 1 else "")
    if kind is NewKind.case:
        shared = Catalogue((root,)).names("frameworks")
        framework = ask("--framework", "Framework", framework, shared[0] if len(shared) == 1 else "")
    if kind is NewKind.theme:
        factor = ask("--factor", "Factor", factor)
    if kind is NewKind.source:
        type_ = ask("--type", "Type (CSL-JSON)", type_, "document")
    document = {"file": _seen_from(root / "cases", file)} if file else {}

    def how(workspace: "Workspace") -> list[str]:
        if kind is NewKind.theme:
            add_declared(workspace, case, "themes", id_, {"factor": factor, "label": title})
        elif kind is NewKind.source:
            add_declared(workspace, case, "sources", id_, {"type": type_, "title": title, **document})
        elif kind is NewKind.case:
            roles = scaffold.roles_of(framework, Catalogue.at(root))
            workspace.begin(Path("cases") / f"{id_}.yaml", scaffold.case(id_, title, framework, roles))
        else:
            workspace.begin(Path("frameworks") / f"{id_}.yaml", scaffold.framework(id_, title))
        return [f"new {kind.value} {id_}"]

    change(how, way)


def _seen_from(folder: Path, file: Path) -> str:
    """The path of a document relative to the folder of the cases; one that is not there ends the call."""
    if not file.is_file():
        fail(f"{file} is not a file", "name the document as it lies here, such as documents/report.pdf")
    return Path(os.path.relpath(file.resolve(), folder.resolve())).as_posix()
