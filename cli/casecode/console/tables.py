"""Tables that are imported: how they are read, and which column is taken for what."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct

from casecode.console.intake import contents, lacking, stop_at
from casecode.console.output import fail, say
from casecode.console.signature import Fields
from casecode.exchange.columns import Fields as Known
from casecode.exchange.columns import MappingError, Taken, told
from casecode.exchange.programs import Program, recognized, refused
from casecode.exchange.tables.table import Table

_SHOWN = 12  # columns that are not taken, by their names

MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        "-m",
        metavar="FIELD=COLUMN",
        help="The column of a field, else guessed; several of one field; FIELD= takes none.",
    ),
]
EncodingOption = Annotated[
    str,
    typer.Option("--encoding", metavar="ENCODING", help="How a text is encoded: windows-1252, gb18030, ..."),
]
SheetOption = Annotated[
    str, typer.Option("--sheet", metavar="SHEET", help="The sheet of a workbook, by name or number; else the first.")
]
HeaderOption = Annotated[
    int, typer.Option("--header-row", min=0, metavar="N", help="The row with the headings, counting from 1.")
]


class Dates(StrEnum):
    """What comes first in dates of numbers."""

    dmy = "dmy"
    mdy = "mdy"
    ymd = "ymd"


DatesOption = Annotated[
    Dates | None, typer.Option("--dates", help="What 05/03/2020 means: day and month, or month and day.")
]


class Reading(Struct, frozen=True):
    """How a table is read."""

    encoding: EncodingOption = ""
    sheet: SheetOption = ""
    header_row: HeaderOption = 0


ReadingOptions = Annotated[Reading, Fields(Reading)]


def table(file: Path, how: Reading) -> Table:
    """The table in a file; where it cannot be read the call ends. What is to be said of it, is."""
    from casecode.exchange.tables import reading

    data = contents(file, reading.FORMATS)
    try:
        found, problems = reading.read_table(file.name, data, how.encoding, how.sheet, how.header_row)
    except ImportError as error:
        lacking(file, error)
    stop_at(problems)
    assert found is not None
    for note in found.notes:
        say(note)
    return found


def program_of(found: Table, holds: str) -> tuple[Program, Taken] | None:
    """The known export that a table is; where it holds something else than is asked for, the call ends."""
    known = recognized(found)
    if known is None:
        return None
    program, taken = known
    if said := refused(program, holds):
        what, _, hint = said.partition(": ")
        fail(f"{found.name} holds {program.title}: {what}", hint)
    say(f"{program.title} (known by its headings)" if not found.program else program.title)
    return program, taken


def told_columns(found: Table, pairs: Iterable[str], fields: Known | None) -> Taken:
    """The columns that options tell; what cannot be done ends the call."""
    try:
        return told(pairs, fields, found.columns, found.name)
    except MappingError as error:
        fail(str(error), error.hint)


def tell_columns(mapping: Mapping[str, Sequence[int]], found: Table, beside: Iterable[int] = ()) -> None:
    """Say how the columns were read, and which were not."""
    taken = {at for columns in mapping.values() for at in columns} | {*beside}
    for field, columns in mapping.items():
        if columns:
            say(f"{field} <- {', '.join(found.columns[at] for at in columns)}")
    others = [(at, name) for at, name in enumerate(found.columns) if at not in taken]
    if rest := [name for at, name in others if found.headings[at] or _filled(found, at)]:
        more = f" and {len(rest) - _SHOWN} more" if len(rest) > _SHOWN else ""
        say(f"not taken: {', '.join(rest[:_SHOWN])}{more}")


def _filled(found: Table, at: int) -> bool:
    return any(at < len(row.cells) and row.cells[at] for row in found.rows)
