"""`casecode coverage`: how much evidence each factor has."""

from typing import Annotated

import typer

from casecode.console.options import AnyCasesArgument, FilterOptions
from casecode.console.writing import Output, Writing

RequireOption = Annotated[
    list[str] | None,
    typer.Option(
        "--require", "-r", metavar="RULE", help="What every factor must have, such as 'sources>=2'; else exit 1."
    ),
]


def run(
    cases: AnyCasesArgument = None,
    require: RequireOption = None,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("coverage")],
) -> None:
    """Show for each factor its pieces, independent sources and kinds of source, what contradicts, and the gaps.

    Rules for --require compare pieces, sources, kinds, themes, single (themes on one source) or against (share of
    pieces that contradict) with a number: 'sources>=2', 'against<50%'.
    """
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit, fail, say
    from casecode.render.text import visible
    from casecode.reports.coverage import MEASURES, Requirement, build

    requirements = []
    for text in require or ():
        requirement = Requirement.read(text)
        if requirement is None:
            fail(
                f'--require: "{text}" is not a rule', f"write for example 'sources>=2'; there are {', '.join(MEASURES)}"
            )
        requirements.append(requirement)
    report = build(filters.select(load_cases(cases, filters.framework)))
    emit(report, output)
    failures = report.failures(requirements)
    for failure in failures:
        say(visible(failure))
    if failures:
        raise typer.Exit(1)
