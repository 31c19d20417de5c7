"""`casecode compare`: units or cases side by side."""

from typing import Annotated

import typer

from casecode.console import names
from casecode.console.across import columns_of
from casecode.console.options import FilterOptions, OneMatrixOption, check_known
from casecode.console.writing import Output, Writing

ColumnsArgument = Annotated[
    list[str],
    typer.Argument(metavar="NAME", autocompletion=names.columns, help="Units (UNIT, or CASE:UNIT) or whole cases."),
]
AllOption = Annotated[bool, typer.Option("--all", "-a", help="Show rows without evidence, too.")]


def run(
    columns: ColumnsArgument,
    everything: AllOption = False,
    matrix: OneMatrixOption = "",
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("compare")],
) -> None:
    """Compare units or cases: shared and distinct themes, a verdict for each row, and how alike the columns are."""
    from casecode.console.output import emit, fail
    from casecode.reports import compare as comparison

    if len(columns) < 2:
        fail("there is nothing to compare", "name two or more units or cases, such as: casecode compare russia sea")
    found = columns_of(columns, filters, 2)
    if matrix:
        check_known("matrix", matrix, tuple(layout.id for layout in found[0].study.framework.matrices))
    emit(comparison.build(found, matrix, everything), output, (column.study for column in found))
