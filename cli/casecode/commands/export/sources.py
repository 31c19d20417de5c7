"""`casecode export sources`: sources for reference managers."""

from typing import Annotated

import typer

from casecode.console.options import AnyCasesArgument, FilterOptions
from casecode.console.writing import Output, Writing

UncitedOption = Annotated[bool, typer.Option("--uncited", help="With the sources that no evidence cites.")]


def run(
    cases: AnyCasesArgument = None,
    uncited: UncitedOption = False,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("sources")],
) -> None:
    """Write the sources that evidence cites as CSL JSON, BibTeX or RIS, for reference managers and word processors.

    Filters choose the evidence. What `casecode import sources` takes in comes out again.
    """
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit
    from casecode.reports.sources import build

    selections = filters.select(load_cases(cases, filters.framework))
    emit(build(selections, uncited), output)
