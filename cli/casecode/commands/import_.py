"""`casecode import`: evidence, attributes and codebooks from tables, sources from reference managers."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from casecode.console import names
from casecode.console.changing import Change, ChangeOptions, change, project
from casecode.model.study import Study

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace


class Imported(StrEnum):
    """What can be imported."""

    evidence = "evidence"
    sources = "sources"
    attributes = "attributes"
    framework = "framework"


class OwnerName(StrEnum):
    """What can have attributes."""

    case = "case"
    unit = "unit"
    source = "source"


KindArgument = Annotated[Imported, typer.Argument(help="Evidence, attributes or a codebook of a table, or sources.")]
CaseArgument = Annotated[
    str,
    typer.Argument(metavar="CASE", help="The case; of a framework its id, if not FILE's.", autocompletion=names.cases),
]
FileArgument = Annotated[
    Path | None, typer.Argument(metavar="FILE", help="csv, tsv, xlsx or jsonl; for sources CSL json, bib or ris.")
]
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
OfOption = Annotated[
    OwnerName | None, typer.Option("--of", help="Whose attributes the rows hold; else the column of the ids tells.")
]
TitleOption = Annotated[str, typer.Option("--title", "-t", metavar="TEXT", help="The title of a framework.")]


def run(
    kind: KindArgument,
    case: CaseArgument,
    file: FileArgument = None,
    map_: MapOption = None,
    mapping: MappingOption = None,
    save_mapping: SaveOption = None,
    source: SourceOption = "",
    coder: CoderOption = "",
    into: IntoOption = "",
    of: OfOption = None,
    title: TitleOption = "",
    *,
    way: ChangeOptions,
) -> None:
    """Import evidence, attributes or codebooks from CSV, TSV, XLSX or JSON Lines, sources from CSL-JSON, BibTeX or RIS.

    Codes, units and sources may be written as ids or as labels and titles. Of attributes there is a row for a source or
    unit, and a column for each of them; of a codebook, a new framework, a row for a code: `import framework FILE`. The
    mapping of columns is shown; each row that cannot be taken is reported with its line, and then none is.
    """
    from casecode.console.output import fail
    from casecode.read.text import read_bytes

    if file is None and kind is Imported.framework:
        case, file = "", Path(case)
    if file is None:
        fail("no file is named", f"write casecode import {kind.value} {case} FILE")
    try:
        data = read_bytes(file)
    except OSError as error:
        fail(f"cannot read {file}: {error.strerror}")
    try:
        if kind is Imported.sources:
            _sources(case, file, data, way)
        elif kind is Imported.framework:
            _framework(case, file, data, map_ or [], title, way)
        elif kind is Imported.attributes:
            _attributes(case, file, data, map_ or [], of, way)
        else:
            defaults = {key: it for key, it in (("source", source), ("coder", coder)) if it}
            _evidence(case, file, data, _told(map_, mapping), save_mapping, defaults, into, way)
    except ImportError as error:
        fail(f"{file.suffix} files need the library {error.name}", "pip install 'casecode[import]'")


def _sources(case: str, file: Path, data: bytes, way: Change) -> None:
    from casecode.exchange import sources

    if file.suffix.lower() not in sources.READERS:
        _wrong_format(file, tuple(sources.READERS))
    found, problems = sources.read(file.name, data)
    _stop_at(problems)

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import add_declared

        for id_, record in found:
            add_declared(workspace, case, "sources", id_, record)
        return [id_ for id_, _ in found]

    change(how, way)


def _attributes(case: str, file: Path, data: bytes, told: list[str], of: OwnerName | None, way: Change) -> None:
    from casecode.console.output import fail, say
    from casecode.exchange import attributes, evidence
    from casecode.reports.cells import plural

    if file.suffix.lower() not in evidence.FORMATS:
        _wrong_format(file, evidence.FORMATS)
    study = _study(case)
    rows, problems = evidence.read_table(file.name, data)
    if rows is None or problems:
        _stop_at(problems)
        return
    pairs = {name.strip(): column.strip() for name, _, column in (it.partition("=") for it in told)}
    present = evidence.columns_of(rows)
    if missing := [column for column in pairs.values() if column not in present]:
        fail(f'{file.name} has no column "{missing[0]}"', f"its columns are {', '.join(present)}")
    table, more = attributes.read(study, rows, pairs, of.value if of else None)
    _stop_at(more)
    say(f"{table.of} <- {table.column}")
    for column, name in table.columns.items():
        say(f"{name} <- {column}{'' if name in study.framework.attributes else ' (not declared by the framework)'}")

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import set_attributes

        set_attributes(workspace, case, table.of, table.values)
        found = sum(map(len, table.values.values()))
        empty = f"; {plural(table.empty, 'empty cell')}" if table.empty else ""
        return [f"{plural(found, 'value')} for {plural(len(table.values), table.of)}{empty}"]

    change(how, way)


def _framework(id_: str, file: Path, data: bytes, told: list[str], title: str, way: Change) -> None:
    from casecode.analysis.ids import slug
    from casecode.console.output import fail, say
    from casecode.edit import scaffold
    from casecode.exchange import codebook, evidence
    from casecode.read.words import is_id
    from casecode.reports.cells import plural

    if file.suffix.lower() not in evidence.FORMATS:
        _wrong_format(file, evidence.FORMATS)
    id_ = id_ or slug(file.stem)
    if not is_id(id_):
        fail(f'"{id_}" is not an id', "write small letters, digits and single hyphens: import framework ID FILE")
    rows, problems = evidence.read_table(file.name, data)
    if rows is None or problems:
        _stop_at(problems)
        return
    present = evidence.columns_of(rows)
    pairs = {field.strip(): column.strip() for field, _, column in (it.partition("=") for it in told)}
    if unknown := [field for field in pairs if field not in codebook.FIELDS]:
        fail(f'a codebook has no field "{unknown[0]}"', f"its fields are {', '.join(codebook.FIELDS)}")
    if missing := [column for column in pairs.values() if column not in present]:
        fail(f'{file.name} has no column "{missing[0]}"', f"its columns are {', '.join(present)}")
    mapping = codebook.guess([it for it in present if it not in pairs.values()]) | pairs
    if mapping.keys().isdisjoint(("code", "title")):
        fail("no column is taken for code, which every row has", "say which: --map code=COLUMN")
    for field, column in mapping.items():
        say(f"{field} <- {column}")
    if rest := [column for column in present if column not in mapping.values()]:
        say(f"not taken: {', '.join(rest)}")
    found, more = codebook.read(rows, mapping)
    _stop_at(more)

    def how(workspace: "Workspace") -> list[str]:
        text = scaffold.of_codes(id_, title or file.stem.replace("_", " ").replace("-", " ").capitalize(), found)
        workspace.begin(Path("frameworks") / f"{id_}.yaml", text)
        themes = len(found.get("themes", {}))
        counts = f"{plural(len(rows.items) - themes, 'factor')}" + (f", {plural(themes, 'theme')}" if themes else "")
        return [f"new framework {id_}: {counts} of {plural(len(rows.items), 'row')}"]

    change(how, way)


def _evidence(
    case: str,
    file: Path,
    data: bytes,
    told: dict[str, str],
    save: Path | None,
    defaults: dict[str, Any],
    into: str,
    way: Change,
) -> None:
    from casecode.console.output import fail, say
    from casecode.exchange import columns, evidence

    if file.suffix not in evidence.FORMATS:
        _wrong_format(file, evidence.FORMATS)
    study = _study(case)
    rows, problems = evidence.read_table(file.name, data)
    if rows is None or problems:
        _stop_at(problems)
        return
    present = evidence.columns_of(rows)
    if missing := [column for column in told.values() if column not in present]:
        fail(f'{file.name} has no column "{missing[0]}"', f"its columns are {', '.join(present)}")
    mapping = columns.guess([column for column in present if column not in told.values()]) | told
    for field, column in mapping.items():
        say(f"{field} <- {column}")
    if rest := [column for column in present if column not in mapping.values()]:
        say(f"not taken: {', '.join(rest)}")
    known = {*mapping, *defaults}
    if rows.items and (untold := [fields for fields in columns.NEEDED if known.isdisjoint(fields)]):
        fail(
            f"no column is taken for {' or '.join(untold[0])}, which every piece of evidence has",
            f"say which: --map {untold[0][0]}=COLUMN"
            + (" (or --source ID for all rows)" if "source" in untold[0] else ""),
        )
    if save is not None:
        _save(save, mapping)
    records, more = evidence.records(study, rows, mapping, defaults)
    _stop_at(more)

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


def _study(case: str) -> Study:
    from casecode.console.inputs import load_cases
    from casecode.project.catalogue import Catalogue

    path = Catalogue((project(),)).find("cases", case)
    (study,) = load_cases([str(path) if path else case])
    return study


def _stop_at(problems: list[Any]) -> None:
    from casecode.console.output import refuse, say

    if problems:
        say("Error: nothing was imported")
        refuse(problems)


def _wrong_format(file: Path, known: tuple[str, ...]) -> NoReturn:
    from casecode.console.output import fail

    fail(f"{file.name}: files of this kind cannot be imported", f"known are {', '.join(known)}")
