"""`casecode patterns`: propositions against the evidence, and rival explanations."""

from typing import Annotated

from casecode.console.options import CasesArgument, FilterOptions
from casecode.console.writing import Output, Writing


def run(
    cases: CasesArgument,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("patterns")],
) -> None:
    """Hold the framework's propositions against what the evidence gives as reasons, and list rival explanations.

    A piece of evidence (or a theme) that says `explains: [a-theme]` gives what it is coded to as the reason for that.
    """
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit
    from casecode.reports import patterns

    studies = load_cases(cases, filters.framework)
    emit(patterns.build(filters.select(studies)), output, studies)
