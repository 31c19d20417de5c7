"""`casecode recode`: one code into another, everywhere."""

from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

OldArgument = Annotated[
    str, typer.Argument(metavar="OLD", help="The theme or factor coded now.", autocompletion=names.themes)
]
NewArgument = Annotated[
    str, typer.Argument(metavar="NEW", help="The theme or factor to code instead.", autocompletion=names.themes)
]
CaseOption = Annotated[
    list[str] | None,
    typer.Option("--case", metavar="ID", help="Only in this case; none for all.", autocompletion=names.cases),
]


def run(old: OldArgument, new: NewArgument, case: CaseOption = None, *, way: ChangeOptions) -> None:
    """Code as NEW what is coded as OLD: in evidence, explanations and conclusions; a theme OLD goes.

    What has both codes keeps one. Where NEW bears otherwise on its factor than OLD you are told that the meaning turns.
    """
    from casecode.console.output import say

    turning: list[str] = []

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit import codes
        from casecode.edit.changes import recode
        from casecode.reports.cells import plural

        turning.extend(codes.turning(workspace, old, new, case or []))
        count = recode(workspace, old, new, case or [])
        files = plural(len(workspace.changed), "file")
        return [f"recoded {old} as {new}: {plural(count, 'place')} in {files}"]

    change(how, way)
    for line in turning:
        say(f"Note: {line}.")
