"""`casecode mill`: what goes with an outcome, by agreement and by difference."""

from typing import Annotated

import typer

from casecode.console import names
from casecode.console.across import AnyColumnsArgument, RowsName, RowsOption, columns_of
from casecode.console.options import FilterOptions
from casecode.console.writing import Output, Writing

OutcomeOption = Annotated[
    str,
    typer.Option(
        "--outcome",
        "-O",
        metavar="WHAT",
        autocompletion=names.outcomes,
        help="ATTRIBUTE=VALUE (or VALUE,VALUE), or a factor or theme that evidence is for or against.",
    ),
]

SensitivityOption = Annotated[
    bool,
    typer.Option("--sensitivity", "-s", help="Move the value of each column by one step: which findings stand."),
]


def run(
    outcome: OutcomeOption,
    columns: AnyColumnsArgument = None,
    rows: RowsOption = RowsName.factor,
    sensitivity: SensitivityOption = False,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("mill")],
) -> None:
    """Find what all cases or units with an outcome agree in, and pairs that differ in the outcome and one thing only.

    After Mill (1843). Presence has three states: evidence for, evidence against, none. A conclusion for which evidence
    is missing is marked as open. --factor limits what may go with the outcome, such as --factor internal-drivers.
    """
    from casecode.analysis.outcome import read_outcome
    from casecode.analysis.refusal import Refusal
    from casecode.console.output import emit, fail
    from casecode.reports import mill

    found = columns_of(columns, filters, 2)
    asked = read_outcome(outcome, found, rows.value)
    if isinstance(asked, Refusal):
        fail(asked.why, asked.hint)
    emit(mill.build(found, asked, rows.value, sensitivity), output, (column.study for column in found))
