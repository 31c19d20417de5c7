"""`casecode patterns`: propositions against the evidence, and rival explanations."""

from casecode.console.options import (
    CasesArgument,
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
    UnitOption,
    query_of,
)


def run(
    cases: CasesArgument,
    framework: FrameworkOption = "",
    unit: UnitOption = None,
    factor: FactorOption = None,
    source: SourceOption = None,
    coder: CoderOption = None,
    stance: StanceOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    fragment: FragmentOption = False,
    evidence: EvidenceOption = False,
) -> None:
    """Hold the framework's propositions against what the evidence gives as reasons, and list rival explanations.

    A piece of evidence (or a theme) that says `explains: [a-theme]` gives what it is coded to as the reason for that.
    """
    from casecode.analysis.selection import select
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit
    from casecode.reports import patterns

    studies = load_cases(cases, framework)
    selections = select(studies, query_of(studies, unit, factor, source, coder, stance))
    emit(patterns.build(selections), form.value, output, evidence, fragment)
