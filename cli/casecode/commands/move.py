"""`casecode move`: a theme under another factor or into the framework, or evidence into another file."""

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
    typer.Argument(
        metavar="TO",
        help="The factor, the framework of the case, or the evidence file.",
        autocompletion=names.factors_and_frameworks,
    ),
]


def run(kind: KindArgument, id_: IdArgument, to: ToArgument, case: CaseOption = "", *, way: ChangeOptions) -> None:
    """Move a theme under another factor, or out of its case into the framework, where all cases share it; or a piece of
    evidence into another file of its case.
    """

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import move_evidence, move_theme
        from casecode.edit.codes import share_theme
        from casecode.edit.finding import is_framework

        if kind is Movable.evidence:
            where = f"into {move_evidence(workspace, id_, to, case).draft.name}"
        elif is_framework(workspace, to):
            where = f"into {share_theme(workspace, id_, to, case).draft.name}"
        else:
            move_theme(workspace, id_, to, case)
            where = f"under {to}"
        return [f"moved {kind.value} {id_} {where}"]

    change(how, way)
