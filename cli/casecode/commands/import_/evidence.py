"""`casecode import evidence`: evidence from a table."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.intake import stop_at, study
from casecode.console.output import fail
from casecode.console.tables import columns_of, lacking_column, table, tell_columns

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="The case.", autocompletion=names.cases)]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The table: csv, tsv, xlsx or jsonl.")]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", "-m", metavar="FIELD=COLUMN", help="The column that holds a field; else it is guessed."),
]
MappingOption = Annotated[
    Path | None, typer.Option("--mapping", metavar="FILE", help="A mapping saved before: field: column.")
]
SaveOption = Annotated[Path | None, typer.Option("--save-mapping", metavar="FILE", help="Save the mapping.")]
SourceOption = Annotated[
    str,
    typer.Option("--source", "-s", metavar="ID", help="The source of rows without one.", autocompletion=names.sources),
]
CoderOption = Annotated[
    str, typer.Option("--coder", metavar="NAME", help="The coder of rows without one.", autocompletion=names.coders)
]
IntoOption = Annotated[str, typer.Option("--file", metavar="NAME-OF-FILE", help="The file of the case to add to.")]


def run(
    case: CaseArgument,
    file: FileArgument,
    map_: MapOption = None,
    mapping: MappingOption = None,
    save_mapping: SaveOption = None,
    source: SourceOption = "",
    coder: CoderOption = "",
    into: IntoOption = "",
    *,
    way: ChangeOptions,
) -> None:
    """Import evidence from a table: CSV, TSV, XLSX or JSON Lines, a row for each piece.

    Codes, units and sources may be written as ids or as labels and titles. How the columns were read is shown; each row
    that cannot be taken is reported with its line, and then none is.
    """
    from casecode.exchange import columns, evidence

    told = _told(map_, mapping)
    defaults = {key: it for key, it in (("source", source), ("coder", coder)) if it}
    whole = study(case)
    rows = table(file)
    present = columns_of(rows)
    lacking_column(file, present, told.values())
    taken = columns.guess([column for column in present if column not in told.values()]) | told
    tell_columns(taken, present)
    known = {*taken, *defaults}
    if rows.items and (untold := [fields for fields in columns.NEEDED if known.isdisjoint(fields)]):
        fail(
            f"no column is taken for {' or '.join(untold[0])}, which every piece of evidence has",
            f"say which: --map {untold[0][0]}=COLUMN"
            + (" (or --source ID for all rows)" if "source" in untold[0] else ""),
        )
    if save_mapping is not None:
        _save(save_mapping, taken)
    records, more = evidence.records(whole, rows, taken, defaults)
    stop_at(more)

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.intake import add_evidence

        return add_evidence(workspace, case, records, into)

    change(how, way)


def _told(pairs: list[str] | None, file: Path | None) -> dict[str, str]:
    """The mapping that options tell; what is none ends the call."""
    from casecode.console.output import fail
    from casecode.edit.draft import Draft
    from casecode.exchange import columns

    saved: dict[str, str] = {}
    if file is not None:
        try:
            holds = Draft(file.name, file.read_bytes()).holds
        except OSError as error:
            fail(f"cannot read {file}: {error.strerror}")
        if not isinstance(holds, dict) or not all(isinstance(it, str) for it in holds.values()):
            fail(f"{file} is no mapping", "write a line for each field, such as statement: Text")
        pairs = [*(f"{field}={column}" for field, column in holds.items()), *(pairs or ())]
    told = columns.told(pairs or ())
    if isinstance(told, str):
        fail(f'"{told}" is no mapping', f"write field=column; the fields are {', '.join(columns.FIELDS)}")
    return saved | dict(told)


def _save(file: Path, mapping: dict[str, str]) -> None:
    from casecode.console.output import write
    from casecode.edit import emit

    write(emit.entries(mapping, 0) + "\n", file)
