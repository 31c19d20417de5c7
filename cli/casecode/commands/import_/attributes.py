"""`casecode import attributes`: attributes of units and sources from a table."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.intake import IntakeOptions, settle, study
from casecode.console.output import say
from casecode.console.tables import DatesOption, MapOption, ReadingOptions, table, told_columns

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace


class OwnerName(StrEnum):
    """What can have attributes."""

    case = "case"
    unit = "unit"
    source = "source"


CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="The case.", autocompletion=names.cases)]
FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="The table: csv, tsv, xlsx, xls, ods, json, jsonl, ...")
]
OfOption = Annotated[
    OwnerName | None, typer.Option("--of", help="Whose attributes the rows hold; else the column of the ids tells.")
]


def run(
    case: CaseArgument,
    file: FileArgument,
    map_: MapOption = None,
    of: OfOption = None,
    dates: DatesOption = None,
    *,
    reading: ReadingOptions,
    intake: IntakeOptions,
    way: ChangeOptions,
) -> None:
    """Import attributes of units or sources from a table: a row for each of them, a column for each attribute.

    Units and sources may be written as ids or as titles. How the columns were read is shown. All rows come in, or none;
    a value that is there already is not written again.
    """
    from casecode.exchange import attributes
    from casecode.reports.cells import plural

    whole = study(case)
    found = table(file, reading)
    told = told_columns(found, map_ or (), None)
    result = attributes.read(whole, found, told, of.value if of else None, dates.value if dates else "")
    if found.columns:
        say(f"{result.of} <- {found.columns[result.column]}")
    for at, name in result.columns.items():
        known = "" if name in whole.framework.attributes else " (not declared by the framework)"
        say(f"{name} <- {found.columns[at]}{known}")
    settle([result.account], intake)
    values = {id_: dict(own) for id_, own in result.values.items()}
    for id_, own in result.changed.items() if intake.update else ():
        values[id_] = {**values.get(id_, {}), **own}

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import set_attributes

        set_attributes(workspace, case, result.of, values)
        number = sum(map(len, values.values()))
        empty = f"; {plural(result.empty, 'empty cell')}" if result.empty else ""
        return [f"{plural(number, 'value')} for {plural(len(values), result.of)}{empty}"]

    change(how, way)
