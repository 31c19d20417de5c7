"""`casecode edit`: fields of a piece of evidence."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import DryRunOption, change
from casecode.console.fields import (
    CodeOption,
    CoderOption,
    DateOption,
    ExplainsOption,
    LocatorOption,
    NoteOption,
    QuoteOption,
    SourceOption,
    UnitOption,
    ViaOption,
    record_of,
)
from casecode.console.options import StanceName

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace


class Clearable(StrEnum):
    """The fields that can be taken out."""

    codes = "codes"
    units = "units"
    quote = "quote"
    via = "via"
    locator = "locator"
    date = "date"
    stance = "stance"
    coder = "coder"
    explains = "explains"
    note = "note"


IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help="Id of the evidence, or case:id.", autocompletion=names.ids)
]
StatementOption = Annotated[str, typer.Option("--statement", metavar="TEXT", help="What it says.")]
NewStanceOption = Annotated[StanceName | None, typer.Option("--stance", help="What it does with its codes.")]
ClearOption = Annotated[list[Clearable] | None, typer.Option("--clear", help="Take this field out.")]


def run(
    id_: IdArgument,
    statement: StatementOption = "",
    code: CodeOption = None,
    unit: UnitOption = None,
    source: SourceOption = "",
    via: ViaOption = "",
    locator: LocatorOption = "",
    date: DateOption = "",
    stance: NewStanceOption = None,
    quote: QuoteOption = "",
    coder: CoderOption = "",
    explains: ExplainsOption = None,
    note: NoteOption = "",
    clear: ClearOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Change fields of a piece of evidence; what you give stands in the place of what was there.

    Comments, quotes and the order of the file stay as they are.
    """
    from casecode.console.output import fail

    values = record_of(statement, code, unit, source, via, locator, date, stance, quote, coder, explains, note)
    cleared = [field.value for field in clear or ()] + (["stance"] if stance is StanceName.supports else [])
    if not values and not cleared:
        fail("there is nothing to change", "give a field, such as --statement, or --clear note")

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import edit_evidence

        case, _, name = id_.rpartition(":")
        file = edit_evidence(workspace, case, name, values, cleared)
        return [f"changed {name} in {file.draft.name}"]

    change(how, dry_run)
