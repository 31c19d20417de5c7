"""`casecode export`: evidence for other tools."""

import sys
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from casecode.console.options import (
    AnyCasesArgument,
    CoderOption,
    FactorOption,
    FrameworkOption,
    SourceOption,
    StanceOption,
    ThemeOption,
    UnitOption,
    narrowed,
    query_of,
)


class ExportFormat(StrEnum):
    """What other tools read."""

    parquet = "parquet"


FormOption = Annotated[ExportFormat, typer.Option("--format", "-f", help="Format of the file.")]
FileOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="The file; without it a pipe must read.")
]


def run(
    cases: AnyCasesArgument = None,
    form: FormOption = ExportFormat.parquet,
    output: FileOption = None,
    framework: FrameworkOption = "",
    unit: UnitOption = None,
    factor: FactorOption = None,
    theme: ThemeOption = None,
    source: SourceOption = None,
    coder: CoderOption = None,
    stance: StanceOption = None,
) -> None:
    """Write the table of evidence, one row for each piece, for tools that query a corpus where it lies.

    Parquet needs pip install "casecode[parquet]". DuckDB, Arrow, Spark and R read it.
    """
    from casecode.analysis.selection import select
    from casecode.console.inputs import load_cases
    from casecode.console.output import fail, is_terminal, write_binary
    from casecode.render import parquet
    from casecode.reports import evidence as retrieval

    assert form is ExportFormat.parquet
    if find_spec("pyarrow") is None:
        fail("Parquet needs a package that is not installed", 'pip install "casecode[parquet]"')
    if output is None and is_terminal(sys.stdout):
        fail("a terminal cannot show Parquet", "name a file: -o evidence.parquet")
    studies = load_cases(cases, framework)
    query = narrowed(query_of(studies, unit, factor, source, coder, stance, theme), "", "", "", False)
    found = retrieval.build(select(studies, query))
    write_binary(lambda stream: parquet.write(found.each_record(), stream), output)
