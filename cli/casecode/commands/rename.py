"""`casecode rename`: another id, with every reference to it."""

from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import DryRunOption, change
from casecode.console.kinds import CaseOption, KindArgument

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

OldArgument = Annotated[str, typer.Argument(metavar="OLD", help="Its id now.", autocompletion=names.ids)]
NewArgument = Annotated[str, typer.Argument(metavar="NEW", help="Its id from now on.")]


def run(
    kind: KindArgument, old: OldArgument, new: NewArgument, case: CaseOption = "", dry_run: DryRunOption = False
) -> None:
    """Give something another id, with every reference to it in every file of the project.

    To join two codes use `casecode recode`. The file of a case or framework keeps its name.
    """

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import rename

        count = rename(workspace, kind.value, old, new, case)
        files = len(workspace.changed)
        return [f"renamed {kind.value} {old} to {new}: {count} places in {files} file{'s' * (files > 1)}"]

    change(how, dry_run)
