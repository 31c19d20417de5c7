"""`casecode import framework`: a codebook from a table, as a new framework."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console.changing import ChangeOptions, change
from casecode.console.intake import stop_at
from casecode.console.output import fail
from casecode.console.tables import columns_of, columns_told, table, tell_columns

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

IdArgument = Annotated[str, typer.Argument(metavar="[ID]", help="The id of the framework, if not the name of FILE.")]
FileArgument = Annotated[
    Path | None, typer.Argument(metavar="FILE", help="The table: csv, tsv, xlsx or jsonl.", show_default=False)
]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", "-m", metavar="FIELD=COLUMN", help="The column that holds a field; else it is guessed."),
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
    way: ChangeOptions,
) -> None:
    """Import a codebook from a table, as a new framework: a row for a code.

    How the columns were read is shown; each row that cannot be taken is reported with its line, and then none is.
    """
    from casecode.analysis.ids import slug
    from casecode.edit import scaffold
    from casecode.exchange import codebook
    from casecode.read.words import is_id
    from casecode.reports.cells import plural

    path = file or Path(id_)
    new = id_ if file else slug(path.stem)
    if not is_id(new):
        fail(f'"{new}" is not an id', "write small letters, digits and single hyphens: import framework ID FILE")
    rows = table(path)
    pairs = columns_told(path, rows, map_)
    if unknown := [field for field in pairs if field not in codebook.FIELDS]:
        fail(f'a codebook has no field "{unknown[0]}"', f"its fields are {', '.join(codebook.FIELDS)}")
    present = columns_of(rows)
    mapping = codebook.guess([it for it in present if it not in pairs.values()]) | pairs
    if mapping.keys().isdisjoint(("code", "title")):
        fail("no column is taken for code, which every row has", "say which: --map code=COLUMN")
    tell_columns(mapping, present)
    found, problems = codebook.read(rows, mapping)
    stop_at(problems)

    def how(workspace: "Workspace") -> list[str]:
        whole = scaffold.of_codes(new, title or path.stem.replace("_", " ").replace("-", " ").capitalize(), found)
        workspace.begin(Path("frameworks") / f"{new}.yaml", whole)
        themes = len(found.get("themes", {}))
        counts = f"{plural(len(rows.items) - themes, 'factor')}" + (f", {plural(themes, 'theme')}" if themes else "")
        return [f"new framework {new}: {counts} of {plural(len(rows.items), 'row')}"]

    change(how, way)
