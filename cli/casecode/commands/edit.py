"""`casecode edit`: fields of a piece of evidence."""

from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.fields import ClearOption, KeyOptions, Record, implied

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="Id of the evidence, or case:id.", autocompletion=names.ids)
]
KeysOption = Annotated[Record, KeyOptions()]


def run(
    id_: IdArgument,
    *,
    given: KeysOption,
    clear: ClearOption = None,
    way: ChangeOptions,
) -> None:
    """Change fields of a piece of evidence; what you give stands in the place of what was there.

    Comments, quotes and the order of the file stay as they are.
    """
    from casecode.console.output import fail

    cleared = [field.value for field in clear or ()] + implied(given)
    values = {key: it for key, it in given.items() if key not in cleared}
    if not values and not cleared:
        fail("there is nothing to change", "give a field, such as --quote, or --clear note")

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import edit_evidence

        case, _, name = id_.rpartition(":")
        file = edit_evidence(workspace, case, name, values, cleared)
        return [f"changed {name} in {file.draft.name}"]

    change(how, way)
