"""`casecode export evidence`: the table of evidence for other tools."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from casecode.console.options import AnyCasesArgument, FilterOptions
from casecode.console.writing import Output, Writing

if TYPE_CHECKING:
    from casecode.reports.coded import CodedReport


class Shape(StrEnum):
    """The programs in whose shape evidence is written; their declarations say how (`exchange/programs.py`)."""

    maxqda = "maxqda"
    atlasti = "atlasti"
    taguette = "taguette"
    openqda = "openqda"
    requal = "requal"
    rqda = "rqda"


AsOption = Annotated[
    Shape | None,
    typer.Option("--as", help="CSV as this program exports its coded passages, for what reads such tables."),
]


def run(
    cases: AnyCasesArgument = None,
    as_: AsOption = None,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("evidence", only=("parquet", "csv"))],
) -> None:
    """Write the table of evidence, one row for each piece, for tools that query a corpus where it lies.

    Parquet needs pip install "casecode[parquet]". DuckDB, Arrow, Spark and R read it. With --as it is CSV in the shape
    of another program: quotes with their codes and documents; `casecode import evidence` reads it, too.
    """
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit, fail
    from casecode.reports.evidence import build

    selections = filters.select(load_cases(cases, filters.framework))
    if as_ is None:
        emit(build(selections), output)
        return
    from casecode.exchange.programs import BY_ID
    from casecode.render.formats import FORMATS
    from casecode.reports import coded

    if output.form.name != "csv" and output.path:
        fail(f"--as writes CSV, not {output.form.name}", "name a FILE that ends in .csv")
    report = coded.build(selections, BY_ID[as_.value])
    _tell(report)
    emit(report, replace(output, form=next(it for it in FORMATS if it.name == "csv"), excel=True))


def _tell(report: "CodedReport") -> None:
    """Say what such a table cannot hold."""
    from casecode.console.output import say
    from casecode.reports.cells import plural

    if report.left:
        say(f"left out: {plural(report.left, 'piece')} of evidence without a quote")
