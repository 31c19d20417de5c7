"""`casecode export evidence`: the table of evidence for other tools."""

from typing import Annotated

from casecode.console.options import AnyCasesArgument, FilterOptions
from casecode.console.writing import Output, Writing


def run(
    cases: AnyCasesArgument = None,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("evidence", only_binary=True)],
) -> None:
    """Write the table of evidence, one row for each piece, for tools that query a corpus where it lies.

    Parquet needs pip install "casecode[parquet]". DuckDB, Arrow, Spark and R read it.
    """
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit
    from casecode.reports.evidence import build

    selections = filters.select(load_cases(cases, filters.framework))
    emit(build(selections), output)
