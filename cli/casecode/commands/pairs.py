"""`casecode pairs`: the most similar and the most different cases or units."""

from typing import Annotated

import typer

from casecode.console.across import AnyColumnsArgument, RowsName, RowsOption, columns_of
from casecode.console.options import FilterOptions
from casecode.console.writing import Output, Writing

TopOption = Annotated[int, typer.Option("--top", min=1, help="So many pairs from each end.")]


def run(
    columns: AnyColumnsArgument = None,
    rows: RowsOption = RowsName.factor,
    top: TopOption = 3,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("pairs")],
) -> None:
    """Find the most similar and the most different pairs by what evidence tells of each, with what sets them apart.

    The distance is 1 minus what evidence tells alike of both, divided by all that it tells of either (Jaccard). What
    has evidence on one side only is listed as open: it may be a difference, or was never looked for.
    """
    from casecode.console.output import emit
    from casecode.reports import pairs

    found = columns_of(columns, filters, 2)
    emit(pairs.build(found, rows.value, top), output)
