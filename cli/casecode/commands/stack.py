"""`casecode stack`: the displays of single cases on one sheet."""

from enum import StrEnum
from typing import Annotated

import typer

from casecode.console import names
from casecode.console.across import AnyColumnsArgument, check_attribute, columns_of
from casecode.console.options import FilterOptions, OneMatrixOption, check_known
from casecode.console.writing import Output, Writing


class ByName(StrEnum):
    """What the blocks of a stack can be."""

    case = "case"
    factor = "factor"


SortOption = Annotated[
    str,
    typer.Option("--sort", metavar="ATTRIBUTE", autocompletion=names.attributes, help="Order by this attribute."),
]
ByOption = Annotated[ByName, typer.Option("--by", help="A block for each case or unit, or for each factor.")]


def run(
    columns: AnyColumnsArgument = None,
    matrix: OneMatrixOption = "",
    sort: SortOption = "",
    by: ByOption = ByName.case,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("stack")],
) -> None:
    """Stack the displays of cases or units on one sheet: the partially ordered meta-matrix.

    All themes that the evidence holds are there, in blocks by case or by factor, before anything is condensed.
    """
    from casecode.console.output import emit
    from casecode.reports import stack

    found = columns_of(columns, filters, 1)
    if sort:
        check_attribute(found, sort)
    if matrix:
        check_known("matrix", matrix, tuple(layout.id for layout in found[0].study.framework.matrices))
    emit(stack.build(found, matrix, sort, by is ByName.factor), output, (column.study for column in found))
