"""`casecode move`: a theme under another factor, or evidence into another file."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.kinds import CaseOption

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace


class Movable(StrEnum):
    """What can be moved."""

    theme = "theme"
    evidence = "evidence"


KindArgument = Annotated[Movable, typer.Argument(help="What it is.")]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="Its id.", autocompletion=names.ids)]
ToArgument = Annotated[
    str,
    typer.Argument(metavar="TO", help="The factor, or the evidence file.", autocompletion=names.factors),
]


def run(kind: KindArgument, id_: IdArgument, to: ToArgument, case: CaseOption = "", *, way: ChangeOptions) -> None:
    """Move a theme under another factor, or a piece of evidence into another file of its case."""

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import move_evidence, move_theme

        how_to = move_theme if kind is Movable.theme else move_evidence
        file = how_to(workspace, id_, to, case)
        where = f"under {to}" if kind is Movable.theme else f"into {file.draft.name}"
        return [f"moved {kind.value} {id_} {where}"]

    change(how, way)
