"""`casecode remove`: take something out that nothing refers to."""

from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.kinds import CaseOption, KindArgument, KindName

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

IdArgument = Annotated[list[str], typer.Argument(metavar="ID", help="Its id.", autocompletion=names.ids)]


def run(kind: KindArgument, ids: IdArgument, case: CaseOption = "", *, way: ChangeOptions) -> None:
    """Remove a piece of evidence, theme, source, ... that nothing refers to."""
    from casecode.console.output import fail

    if kind in (KindName.case, KindName.framework):
        fail(f"a {kind.value} is a file", "delete the file")

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import remove

        for id_ in ids:
            remove(workspace, kind.value, id_, case)
        return [f"removed {kind.value} {', '.join(ids)}"]

    change(how, way)
