"""`casecode import evidence`: evidence from a table."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.intake import IntakeOptions, settle, study
from casecode.console.output import fail, say
from casecode.console.tables import (
    DatesOption,
    MapOption,
    ReadingOptions,
    program_of,
    table,
    tell_columns,
    told_columns,
)

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace
    from casecode.exchange.names import Names
    from casecode.exchange.plan import Plan
    from casecode.exchange.tables.table import Table

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="The case.", autocompletion=names.cases)]
FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="The table: csv, tsv, xlsx, xls, ods, json, jsonl, yaml, ...")
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
CodeOption = Annotated[
    str, typer.Option("--code", "-c", metavar="ID", help="The code of rows without one.", autocompletion=names.themes)
]
OneHotOption = Annotated[
    bool, typer.Option("--one-hot", help="Each other column of 0 and 1 is a code, with its heading as name.")
]
DeclareOption = Annotated[
    bool, typer.Option("--declare", help="Declare the themes, sources and units that the table names; shown first.")
]
FactorOption = Annotated[
    str,
    typer.Option(
        "--factor", metavar="ID", help="The factor of themes that are declared.", autocompletion=names.factors
    ),
]
RoleOption = Annotated[str, typer.Option("--role", metavar="ROLE", help="The role of units that are declared.")]
IntoOption = Annotated[str, typer.Option("--file", metavar="NAME-OF-FILE", help="The file of the case to add to.")]


def run(
    case: CaseArgument,
    file: FileArgument,
    map_: MapOption = None,
    mapping: MappingOption = None,
    save_mapping: SaveOption = None,
    source: SourceOption = "",
    coder: CoderOption = "",
    code: CodeOption = "",
    one_hot: OneHotOption = False,
    dates: DatesOption = None,
    declare: DeclareOption = False,
    factor: FactorOption = "",
    role: RoleOption = "",
    into: IntoOption = "",
    *,
    reading: ReadingOptions,
    intake: IntakeOptions,
    way: ChangeOptions,
) -> None:
    """Import evidence from a table, a row for each piece or for each of its codes.

    Reads CSV, TSV, XLSX, XLS, ODS, JSON and JSON Lines, and the exports of MAXQDA, ATLAS.ti, NVivo, Dedoose, Taguette,
    QualCoder and others, which are known by their headings. Codes, units and sources may be ids, labels or titles. How
    the columns were read is shown. All rows come in, or none; rows that are there already are not taken again.
    """
    from casecode.exchange import columns, evidence
    from casecode.exchange.names import Names
    from casecode.exchange.plan import Plan

    found = table(file, reading)
    whole = study(case)
    known = program_of(found, "pieces")
    told = told_columns(found, [*_saved(mapping), *(map_ or ())], columns.EVIDENCE)
    for name, id_ in (("factor", factor),):
        if id_ and id_ not in whole.framework.by_id:
            fail(f'there is no {name} "{id_}"', f"`casecode list {name}s` shows them")
    if known:
        program, guessed = known
        guessed = {name: those for name, those in guessed.items() if name not in told}
    else:
        program = None
        without = [at for those in told.values() for at in those]
        guessed = columns.guess(found.headings, columns.EVIDENCE, without, told)
    above = guessed.pop("above", [])
    taken = {name: those for name in columns.EVIDENCE.called if (those := {**guessed, **told}.get(name))}
    applied = dict(program.one_hot(found.headings)) if program else {}
    if one_hot:
        applied |= _one_hot(found, {at for those in taken.values() for at in those})
    defaults = {key: it for key, it in (("source", source), ("coder", coder), ("codes", code)) if it}
    tell_columns(taken, found, [*above, *applied])
    if applied:
        say(f"codes <- {len(applied)} columns of 0 and 1: {', '.join([*applied.values()][:12])}")
    _stop_without(found, {*taken, *defaults})
    if save_mapping is not None:
        _save(save_mapping, dict(columns.named(taken, found.columns)))
    plan = Plan(
        taken,
        Names.of(whole, program.path if program else None, declares=declare, factor=factor, role=role),
        defaults,
        above,
        applied,
        unsaid=program.unsaid if program else frozenset(),
        dates=dates.value if dates else "",
        ratings={title.casefold(): str(number) for number, title in whole.framework.rating.values.items()},
    )
    _fit(plan, program, found)
    result = evidence.take(whole, found, plan, is_export=program is not None)
    _tell(plan, result.joined)
    settle([result.account], intake)
    updates = result.updates if intake.update else {}

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import add_declared
        from casecode.edit.intake import add_evidence, update_evidence

        for kind, records in plan.names.declared.items():
            for id_, record in records.items():
                add_declared(workspace, case, kind, id_, record)
        added = add_evidence(workspace, case, result.records, into, file.stem)
        return [*added, *update_evidence(workspace, case, updates)]

    change(how, way)


def _fit(plan: "Plan", program: Any, found: "Table") -> None:
    """Fit a plan to the program whose export the table is, and to the dates in it."""
    from casecode.exchange import days

    if program:
        plan.parts = program.parts
        plan.is_one_code = not program.parts
        plan.place = program.place
        plan.prefix = f"{program.id}-"
    if not plan.dates and "date" in plan.columns:
        (at,) = plan.columns["date"]
        plan.dates = days.order_of(str(row.cells[at]).strip() for row in found.rows if at < len(row.cells))


def _one_hot(found: "Table", taken: set[int]) -> dict[int, str]:
    """The columns that say of each row whether a code applies."""
    from casecode.exchange.plan import says_yes_or_no

    return {
        at: name
        for at, name in enumerate(found.columns)
        if at not in taken and says_yes_or_no([row.cells[at] if at < len(row.cells) else "" for row in found.rows])
    }


def _stop_without(found: "Table", known: set[str]) -> None:
    """End the call where no column holds what every piece has."""
    from casecode.exchange import columns

    untold = [fields for fields in columns.NEEDED if known.isdisjoint(fields)]
    if found.rows and untold:
        fail(
            f"no column is taken for {' or '.join(untold[0])}, which every piece of evidence has",
            f"say which: --map {untold[0][0]}=COLUMN"
            + (" (or --source ID for all rows)" if "source" in untold[0] else "")
            + ("; the headings may be in another row: --header-row" if len(found.headings) < 3 else ""),
        )


def _tell(plan: "Plan", joined: int) -> None:
    """Say what was made of the rows, before anything is written."""
    from casecode.reports.cells import plural

    if joined:
        say(f"{plural(joined, 'row')} with a further code of a piece: one with it")
    for name, rows in plan.lost.items():
        shown = ", ".join(map(str, rows[:6])) + (f" and {len(rows) - 6} others" if len(rows) > 6 else "")
        say(f"{name} left out where the spreadsheet made a date of what was typed: row {shown}")
        say("  hint: format the column as text there, and type it again")
    _tell_declared(plan.names)


def _tell_declared(known: "Names") -> None:
    for kind, records in known.declared.items():
        say(f"declares {len(records):,} {kind if len(records) > 1 else kind.removesuffix('s')}:")
        for id_, record in [*records.items()][:20]:
            under = f" under {record['factor']}" if "factor" in record else ""
            say(f'  {id_} "{record.get("label") or record.get("title")}"{under}')
        if len(records) > 20:
            say(f"  and {len(records) - 20:,} more")


def _saved(file: Path | None) -> list[str]:
    """The mapping in a file, as options tell it."""
    from casecode.edit.draft import Draft

    if file is None:
        return []
    try:
        holds = Draft(file.name, file.read_bytes()).holds
    except OSError as error:
        fail(f"cannot read {file}: {error.strerror}")
    if not isinstance(holds, dict) or not all(isinstance(it, str | list) for it in holds.values()):
        fail(f"{file} is no mapping", "write a line for each field, such as statement: Text")
    return [f"{field}={it}" for field, its in holds.items() for it in (its if isinstance(its, list) else [its])]


def _save(file: Path, mapping: Mapping[str, Any]) -> None:
    from casecode.console.output import write
    from casecode.edit import emit

    write(emit.entries(mapping, 0) + "\n", file)
