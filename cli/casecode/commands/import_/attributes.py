"""`casecode import attributes`: attributes of units and sources from a table."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.intake import stop_at, study
from casecode.console.output import say
from casecode.console.tables import columns_told, table

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace


class OwnerName(StrEnum):
    """What can have attributes."""

    case = "case"
    unit = "unit"
    source = "source"


CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="The case.", autocompletion=names.cases)]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The table: csv, tsv, xlsx or jsonl.")]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", "-m", metavar="FIELD=COLUMN", help="The column of an attribute or of the ids, else guessed."),
]
OfOption = Annotated[
    OwnerName | None, typer.Option("--of", help="Whose attributes the rows hold; else the column of the ids tells.")
]


def run(
    case: CaseArgument, file: FileArgument, map_: MapOption = None, of: OfOption = None, *, way: ChangeOptions
) -> None:
    """Import attributes of units or sources from a table: a row for each of them, a column for each attribute.

    Units and sources may be written as ids or as titles. How the columns were read is shown; each row that cannot be
    taken is reported with its line, and then none is.
    """
    from casecode.exchange import attributes
    from casecode.reports.cells import plural

    whole = study(case)
    rows = table(file)
    pairs = columns_told(file, rows, map_)
    found, problems = attributes.read(whole, rows, pairs, of.value if of else None)
    stop_at(problems)
    say(f"{found.of} <- {found.column}")
    for column, name in found.columns.items():
        say(f"{name} <- {column}{'' if name in whole.framework.attributes else ' (not declared by the framework)'}")

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import set_attributes

        set_attributes(workspace, case, found.of, found.values)
        number = sum(map(len, found.values.values()))
        empty = f"; {plural(found.empty, 'empty cell')}" if found.empty else ""
        return [f"{plural(number, 'value')} for {plural(len(found.values), found.of)}{empty}"]

    change(how, way)
