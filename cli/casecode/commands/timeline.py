"""`casecode timeline`: dated evidence and events along a time axis."""

from enum import StrEnum
from typing import Annotated

import typer

from casecode.console.options import (
    AnyCasesArgument,
    CoderOption,
    FactorOption,
    FragmentOption,
    FrameworkOption,
    OutputOption,
    RegexOption,
    SinceOption,
    SourceOption,
    StanceOption,
    TextOption,
    ThemeOption,
    UnitOption,
    UntilOption,
    narrowed,
    query_of,
)


class TimelineFormat(StrEnum):
    """The formats of a timeline."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    markdown = "markdown"
    html = "html"
    latex = "latex"
    svg = "svg"


class OnlyName(StrEnum):
    """What a timeline can be limited to."""

    events = "events"
    evidence = "evidence"


FormOption = Annotated[TimelineFormat, typer.Option("--format", "-f", help="Format of the output.")]
OnlyOption = Annotated[OnlyName | None, typer.Option("--only", help="Only the events, or only the evidence.")]


def run(
    cases: AnyCasesArgument = None,
    only: OnlyOption = None,
    framework: FrameworkOption = "",
    unit: UnitOption = None,
    factor: FactorOption = None,
    theme: ThemeOption = None,
    source: SourceOption = None,
    coder: CoderOption = None,
    stance: StanceOption = None,
    since: SinceOption = "",
    until: UntilOption = "",
    text: TextOption = "",
    regex: RegexOption = False,
    form: FormOption = TimelineFormat.table,
    output: OutputOption = None,
    fragment: FragmentOption = False,
) -> None:
    """Show dated evidence and the events of a case along a time axis, by unit; as SVG a chart.

    Dates are as exact as they are known. A filter on factors, themes, coders or stances keeps an event if it passes the
    evidence that the event rests on.
    """
    from casecode.analysis.selection import select
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit
    from casecode.reports import timeline

    studies = load_cases(cases, framework)
    query = narrowed(query_of(studies, unit, factor, source, coder, stance, theme), since, until, text, regex)
    emit(timeline.build(select(studies, query), only.value if only else ""), form.value, output, fragment=fragment)
