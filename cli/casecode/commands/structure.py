"""`casecode structure`: from codes to dimensions."""

from typing import Annotated

from casecode.console.options import CaseArgument, FilterOptions
from casecode.console.writing import Output, Writing


def run(case: CaseArgument, *, filters: FilterOptions, output: Annotated[Output, Writing("structure")]) -> None:
    """Show the data structure of a case: codes, what they come to, and the dimensions of that.

    Themes are codes of the first order, factors themes of the second, and what stands above these their dimensions. As
    svg, mermaid or dot it is the figure of Gioia, Corley & Hamilton (2013).
    """
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit
    from casecode.reports import structure

    (selection,) = filters.select(load_cases([case], filters.framework))
    emit(structure.build(selection), output, [selection.study])
