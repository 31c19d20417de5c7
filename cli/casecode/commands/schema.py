"""`casecode schema`: JSON Schemas of the files and of the JSON reports."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from casecode.console.writing import PathOption
from casecode.read.schema import DRAFT, FILES, file_schema
from casecode.reports.contract import documents

REPORTS = documents(taken=tuple(FILES))
Name = StrEnum("Name", {name: name for name in (*FILES, *REPORTS)})  # type: ignore[misc]

NameArgument = Annotated[Name, typer.Argument(help="A file (framework, case, evidence) or a report in JSON.")]


def run(name: NameArgument, output: PathOption = None) -> None:
    """Print the JSON Schema of a file, for your editor, or of a JSON report, for the programs that read it."""
    from casecode.console.output import write
    from casecode.render.json import encode

    write(encode(_schema(name.value)), output)


def _schema(name: str) -> dict[str, Any]:
    if name in FILES:
        return file_schema(name)
    from msgspec.json import schema

    return {"$schema": DRAFT, **schema(REPORTS[name])}
