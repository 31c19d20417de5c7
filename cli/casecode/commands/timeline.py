"""`casecode timeline`: dated evidence and events along a time axis."""

from enum import StrEnum
from typing import Annotated

import typer

from casecode.console.options import AnyCasesArgument, FilterOptions
from casecode.console.writing import Output, Writing


class OnlyName(StrEnum):
    """What a timeline can be limited to."""

    events = "events"
    evidence = "evidence"


OnlyOption = Annotated[OnlyName | None, typer.Option("--only", help="Only the events, or only the evidence.")]


def run(
    cases: AnyCasesArgument = None,
    only: OnlyOption = None,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("timeline")],
) -> None:
    """Show dated evidence and the events of a case along a time axis, by unit; as SVG a chart.

    Dates are as exact as they are known. A filter on factors, themes, coders, stances or ratings keeps an event
    if it passes the evidence that the event rests on.
    """
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit
    from casecode.reports import timeline

    selections = filters.select(load_cases(cases, filters.framework))
    emit(timeline.build(selections, only.value if only else ""), output)
