"""`casecode retitle`: another title, and the same id."""

from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.kinds import CaseOption, KindArgument, KindName

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="Its id.", autocompletion=names.ids)]
TitleArgument = Annotated[
    str, typer.Argument(metavar="TITLE", help="Its title from now on: of a theme the label, of a question the text.")
]


def run(
    kind: KindArgument, id_: IdArgument, title: TitleArgument, case: CaseOption = "", *, way: ChangeOptions
) -> None:
    """Give something another title; its id, and with that every reference to it, stays.

    The title of a theme is its label, that of a question or proposition its text.
    """
    from casecode.console.output import fail

    if kind in (KindName.evidence, KindName.memo):
        fail(f"{id_} has no title", "casecode edit changes what a piece of evidence says; a memo is changed by hand")
    if not title.strip():
        fail("the title is empty", "give one")

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.declaring import retitle

        file = retitle(workspace, kind.value, id_, title.strip(), case)
        return [f"retitled {kind.value} {id_.rpartition(':')[2]} in {file.draft.name}"]

    change(how, way)
