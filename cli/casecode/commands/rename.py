"""`casecode rename`: another id, with every reference to it."""

from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.kinds import CaseOption, KindArgument

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

OldArgument = Annotated[str, typer.Argument(metavar="OLD", help="Its id now.", autocompletion=names.ids)]
NewArgument = Annotated[str, typer.Argument(metavar="NEW", help="Its id from now on.")]


def run(kind: KindArgument, old: OldArgument, new: NewArgument, case: CaseOption = "", *, way: ChangeOptions) -> None:
    """Give something another id, with every reference to it in every file of the project.

    To join two codes use `casecode recode`. The file of a case or framework keeps its name.
    """

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import rename
        from casecode.reports.cells import plural

        count = rename(workspace, kind.value, old, new, case)
        files = plural(len(workspace.changed), "file")
        return [f"renamed {kind.value} {old} to {new}: {plural(count, 'place')} in {files}"]

    change(how, way)
