"""`casecode contrast`: extreme cases or units side by side."""

from typing import Annotated

import typer

from casecode.console import names
from casecode.console.across import AllOption, AnyColumnsArgument, check_attribute, columns_of, title_of
from casecode.console.options import (
    CoderOption,
    EvidenceOption,
    FactorOption,
    Format,
    FormatOption,
    FragmentOption,
    FrameworkOption,
    OutputOption,
    SourceOption,
    StanceOption,
    query_of,
)

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
    factor: FactorOption = None,
    source: SourceOption = None,
    coder: CoderOption = None,
    stance: StanceOption = None,
    framework: FrameworkOption = "",
    form: FormatOption = Format.table,
    output: OutputOption = None,
    fragment: FragmentOption = False,
    evidence: EvidenceOption = False,
) -> None:
    """Set the cases or units with the first and with the last value of an attribute side by side: the contrast table.

    Each factor is opposed, mixed, alike, or open: where there is no evidence at one end, it is not taken for absent.
    """
    from casecode.analysis.matrix import narrow
    from casecode.console.output import emit, fail
    from casecode.reports import contrast

    found = columns_of(columns, framework, 2)
    check_attribute(found, by)
    query = query_of([column.study for column in found], None, factor, source, coder, stance)
    ends = contrast.extremes(narrow(found, query), by)
    if len(ends) < 2:
        known = f'all that are rated have "{next(iter(ends))}"' if ends else "none of them has a value"
        fail(f'nothing to contrast by "{by}": {known}', "name cases or units with different values in `attributes:`")
    report = contrast.build(ends, by, title_of(found, by), everything)
    emit(report, form.value, output, evidence, fragment)
