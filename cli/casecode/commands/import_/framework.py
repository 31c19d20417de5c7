"""`casecode import framework`: a codebook from a table or from another program, as a new framework."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from casecode.console.changing import Change, ChangeOptions, change
from casecode.console.intake import Intake, settle, stop_at
from casecode.console.output import fail
from casecode.console.tables import MapOption, ReadingOptions, program_of, table, tell_columns, told_columns

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

IdArgument = Annotated[str, typer.Argument(metavar="[ID]", help="The id of the framework, if not the name of FILE.")]
FileArgument = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help="The table: csv, tsv, xlsx, xls, ods, json, ...; or qdc.", show_default=False),
]
TitleOption = Annotated[
    str, typer.Option("--title", "-t", metavar="TEXT", help="The title of the framework, if not the name of FILE.")
]


def run(
    id_: IdArgument,
    file: FileArgument = None,
    map_: MapOption = None,
    title: TitleOption = "",
    *,
    reading: ReadingOptions,
    way: ChangeOptions,
) -> None:
    """Import a codebook as a new framework: from a table, a row for a code, or from another program (REFI-QDA).

    The codebooks that NVivo, MAXQDA, Dedoose, Taguette and requal export are known by their headings. How the columns
    were read is shown; each row that cannot be taken is reported with its line, and then none is.
    """
    from casecode.analysis.ids import slug
    from casecode.edit import scaffold
    from casecode.exchange import codebook, columns
    from casecode.read.words import is_id
    from casecode.reports.cells import plural

    path = file or Path(id_)
    new = id_ if file else slug(path.stem)
    if not is_id(new):
        fail(f'"{new}" is not an id', "write small letters, digits and single hyphens: import framework ID FILE")
    if path.suffix.lower() == ".qdc":
        _from_program(path, new, title, way)
        return
    rows = table(path, reading)
    known = program_of(rows, "codes")
    told = told_columns(rows, map_ or (), codebook.FIELDS)
    without = [at for those in told.values() for at in those]
    guessed = known[1] if known else columns.guess(rows.headings, codebook.FIELDS, without, told)
    mapping = {field: those for field in codebook.FIELDS.called if (those := {**guessed, **told}.get(field))}
    if mapping.keys().isdisjoint(("code", "title")):
        fail("no column is taken for code, which every row has", "say which: --map code=COLUMN")
    tell_columns(mapping, rows)
    found, problems = codebook.read(rows, mapping, known[0].path if known else None)
    stop_at(problems)

    def how(workspace: "Workspace") -> list[str]:
        whole = scaffold.of_codes(new, title or path.stem.replace("_", " ").replace("-", " ").capitalize(), found)
        workspace.begin(Path("frameworks") / f"{new}.yaml", whole)
        themes = len(found.get("themes", {}))
        counts = f"{plural(_size(found['factors']), 'factor')}" + (f", {plural(themes, 'theme')}" if themes else "")
        return [f"new framework {new}: {counts} of {plural(len(rows.rows), 'row')}"]

    change(how, way)


def _size(factors: list[dict[str, Any]]) -> int:
    """How many factors there are in a tree."""
    return sum(1 + _size(it.get("factors", [])) for it in factors)


def _from_program(path: Path, new: str, title: str, way: Change) -> None:
    """A new framework of the codes in a .qdc."""
    from datetime import date

    from casecode.edit.bringing import begin_framework
    from casecode.exchange.refi import files
    from casecode.exchange.refi.inward import Known, bring_codes
    from casecode.read.boundary import UnreadableError

    try:
        codes, sets = files.codebook(path)
    except UnreadableError as error:
        fail(f"{path.name} cannot be read: {error.reason}", error.hint)
    except OSError as error:
        fail(f"cannot read {path}: {error.strerror}")
    called = title or path.stem.replace("_", " ").replace("-", " ").capitalize()
    brought = bring_codes(called, codes, sets, Known(path.name, date.today().isoformat(), framework_id=new))
    settle(brought.accounts, Intake())
    change(lambda workspace: begin_framework(workspace, brought), way)
