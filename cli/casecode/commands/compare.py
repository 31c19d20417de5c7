"""`casecode compare`: units or cases side by side."""

from typing import Annotated

import typer

from casecode.console import names
from casecode.console.options import (
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
    check_known,
    query_of,
)

ColumnsArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME", autocompletion=names.columns, help="Units (russia, alibaba:russia) or whole cases (alibaba)."
    ),
]
AllOption = Annotated[bool, typer.Option("--all", "-a", help="Show rows without evidence, too.")]
OneMatrixOption = Annotated[
    str,
    typer.Option(
        "--matrix", "-m", metavar="ID", autocompletion=names.matrices, help="Only the factors of this matrix."
    ),
]


def run(
    columns: ColumnsArgument,
    everything: AllOption = False,
    matrix: OneMatrixOption = "",
    form: FormatOption = Format.table,
    output: OutputOption = None,
    fragment: FragmentOption = False,
    evidence: EvidenceOption = False,
    framework: FrameworkOption = "",
    unit: UnitOption = None,
    factor: FactorOption = None,
    source: SourceOption = None,
    coder: CoderOption = None,
    stance: StanceOption = None,
) -> None:
    """Compare units or cases: shared and distinct themes, a verdict for each row, and how alike the columns are."""
    from casecode.analysis.matrix import narrow
    from casecode.console.inputs import load_columns
    from casecode.console.output import emit, fail
    from casecode.reports import compare as comparison

    if len(columns) < 2:
        fail("there is nothing to compare", "name two or more units or cases, such as: casecode compare russia sea")
    found = load_columns(columns, framework)
    studies = [column.study for column in found]
    query = query_of(studies, unit, factor, source, coder, stance)
    if matrix:
        check_known("matrix", matrix, tuple(layout.id for layout in studies[0].framework.matrices))
    emit(comparison.build(narrow(found, query), matrix, everything), form.value, output, evidence, fragment)
