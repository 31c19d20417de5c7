"""`casecode analyze`: the matrices of a case."""

from typing import Annotated

import typer

from casecode.console.options import CasesArgument, FilterOptions, MatrixOption, MemosOption, check_known
from casecode.console.writing import Output, Writing

HideOption = Annotated[bool, typer.Option("--hide-empty", help="Leave out factors without evidence.")]


def run(
    cases: CasesArgument,
    matrix: MatrixOption = None,
    hide_empty: HideOption = False,
    *,
    filters: FilterOptions,
    memos: MemosOption = False,
    output: Annotated[Output, Writing("analyze")],
) -> None:
    """Show the matrices of a case: for each factor its themes, with pieces of evidence and independent sources."""
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit
    from casecode.reports import analyze as analysis
    from casecode.reports.memo import with_memos

    studies = load_cases(cases, filters.framework)
    layouts = tuple(layout.id for study in studies for layout in study.framework.matrices)
    for name in matrix or ():
        check_known("matrix", name, layouts)
    selections = filters.select(studies)
    report = analysis.build(selections, tuple(matrix or ()), hide_empty)
    emit(with_memos(report, selections) if memos else report, output, studies)
