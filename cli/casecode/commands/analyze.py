"""`casecode analyze`: the matrices of a case."""

from casecode.console.options import (
    CasesArgument,
    CoderOption,
    EvidenceOption,
    FactorOption,
    Format,
    FormatOption,
    FragmentOption,
    FrameworkOption,
    MatrixOption,
    OutputOption,
    SourceOption,
    StanceOption,
    UnitOption,
    check_known,
    query_of,
)


def run(
    cases: CasesArgument,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    fragment: FragmentOption = False,
    evidence: EvidenceOption = False,
    matrix: MatrixOption = None,
    framework: FrameworkOption = "",
    unit: UnitOption = None,
    factor: FactorOption = None,
    source: SourceOption = None,
    coder: CoderOption = None,
    stance: StanceOption = None,
) -> None:
    """Show the matrices of a case: for each factor its themes, with pieces of evidence and independent sources."""
    from casecode.analysis.selection import select
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit
    from casecode.reports import analyze as analysis

    studies = load_cases(cases, framework)
    selections = select(studies, query_of(studies, unit, factor, source, coder, stance))
    layouts = tuple(layout.id for study in studies for layout in study.framework.matrices)
    for name in matrix or ():
        check_known("matrix", name, layouts)
    emit(analysis.build(selections, tuple(matrix or ())), form.value, output, evidence, fragment)
