"""`casecode codebook`: every code with its definition, its use and an example."""

from typing import Annotated

import typer

from casecode.console import names
from casecode.console.options import FilterOptions
from casecode.console.writing import Output, Writing

OfArgument = Annotated[
    str,
    typer.Argument(metavar="NAME", help="Framework or case: file or name; - for stdin.", autocompletion=names.files),
]


def run(of: OfArgument, *, filters: FilterOptions, output: Annotated[Output, Writing("codebook")]) -> None:
    """Write the codebook: factors and themes with definition, when to use and when not, example and counts.

    Of a framework with the themes of all cases that are coded against it, or of one case. Where no example is written
    one is taken from evidence, and marked so. As csv it is a table that `import framework` takes in.
    """
    from casecode.console.inputs import load_with_cases
    from casecode.console.output import emit
    from casecode.reports import codebook

    framework, studies, case = load_with_cases(of, filters.framework)
    emit(codebook.build(framework, filters.select(studies), case), output, studies)
