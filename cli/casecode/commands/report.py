"""`casecode report`: the empirical chapter and its appendices in one document."""

from typing import Annotated

from casecode.console.options import CasesArgument, FilterOptions
from casecode.console.outlines import OutlineOption, report_of
from casecode.console.writing import Output, Writing


def run(
    cases: CasesArgument,
    outline: OutlineOption = None,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("report")],
) -> None:
    """Write the empirical chapter in one document: method and data, cases, timeline, matrices, comparison, quotes,
    propositions, conclusions with what they rest on, limitations; codebook, sources and evidence as appendices.

    Every sentence that is not yours states a count or a verdict, with the table that it is from; your own texts are
    marked as yours. An outline chooses the parts and orders them: `parts: [method, {part: comparison, of: [a, b]}]`.
    """
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit

    studies = load_cases(cases, filters.framework)
    emit(report_of(filters.select(studies), outline), output, studies)
