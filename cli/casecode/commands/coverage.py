"""`casecode coverage`: how much evidence each factor has."""

from typing import Annotated

import typer

from casecode.console.options import (
    AnyCasesArgument,
    CoderOption,
    FactorOption,
    Format,
    FormatOption,
    FragmentOption,
    FrameworkOption,
    OutputOption,
    SourceOption,
    StanceOption,
    UnitOption,
    query_of,
)

RequireOption = Annotated[
    list[str] | None,
    typer.Option(
        "--require", "-r", metavar="RULE", help="What every factor must have, such as 'sources>=2'; else exit 1."
    ),
]


def run(
    cases: AnyCasesArgument = None,
    require: RequireOption = None,
    framework: FrameworkOption = "",
    unit: UnitOption = None,
    factor: FactorOption = None,
    source: SourceOption = None,
    coder: CoderOption = None,
    stance: StanceOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    fragment: FragmentOption = False,
) -> None:
    """Show for each factor its pieces, independent sources and kinds of source, what contradicts, and the gaps.

    Rules for --require compare pieces, sources, kinds, themes, single (themes on one source) or against (share of
    pieces that contradict) with a number: 'sources>=2', 'against<50%'.
    """
    from casecode.analysis.selection import select
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit, fail, say
    from casecode.render.text import visible
    from casecode.reports import coverage as density

    requirements = []
    for text in require or ():
        requirement = density.Requirement.read(text)
        if requirement is None:
            fail(f'--require: "{text}" is not a rule', f"write for example 'sources>=2'; there are {density.MEASURES}")
        requirements.append(requirement)
    studies = load_cases(cases, framework)
    report = density.build(select(studies, query_of(studies, unit, factor, source, coder, stance)))
    emit(report, form.value, output, fragment=fragment)
    failures = report.failures(requirements)
    for failure in failures:
        say(visible(failure))
    if failures:
        raise typer.Exit(1)
