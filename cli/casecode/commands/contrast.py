"""`casecode contrast`: extreme cases or units side by side."""

from typing import Annotated

import typer

from casecode.console import names
from casecode.console.across import AllOption, AnyColumnsArgument, check_attribute, columns_of, title_of
from casecode.console.options import FilterOptions
from casecode.console.writing import Output, Writing

AttributeOption = Annotated[
    str,
    typer.Option(
        "--by", metavar="ATTRIBUTE", autocompletion=names.attributes, help="The attribute whose extremes to contrast."
    ),
]


def run(
    by: AttributeOption,
    columns: AnyColumnsArgument = None,
    everything: AllOption = False,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("contrast")],
) -> None:
    """Set the cases or units with the first and with the last value of an attribute side by side: the contrast table.

    Each factor is opposed, mixed, alike, or open: where there is no evidence at one end, it is not taken for absent.
    """
    from casecode.console.output import emit, fail
    from casecode.reports import contrast

    found = columns_of(columns, filters, 2)
    check_attribute(found, by)
    ends = contrast.extremes(found, by)
    if len(ends) < 2:
        known = f'all that are rated have "{next(iter(ends))}"' if ends else "none of them has a value"
        fail(f'nothing to contrast by "{by}": {known}', "name cases or units with different values in `attributes:`")
    emit(contrast.build(ends, by, title_of(found, by), everything), output, (column.study for column in found))
