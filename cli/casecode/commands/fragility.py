"""`casecode fragility`: what each verdict hangs on."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.across import RowsName, columns_of
from casecode.console.options import FilterOptions, Filters
from casecode.console.writing import Output, Writing

if TYPE_CHECKING:
    from casecode.reports.fragility import Fragilities


class LeftOut(StrEnum):
    """What is left out."""

    source = "source"
    piece = "piece"
    coder = "coder"
    kind = "kind"


NamesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME", autocompletion=names.columns, help="A case; or units (UNIT, or CASE:UNIT) or cases to compare."
    ),
]
ByOption = Annotated[
    LeftOut,
    typer.Option("--by", help="What is left out: sources, pieces, all of a coder, all of a kind of source."),
]
OutcomeOption = Annotated[
    str,
    typer.Option(
        "--outcome",
        "-O",
        metavar="WHAT",
        autocompletion=names.outcomes,
        help="What goes with an outcome, as `mill` has it, instead of the comparison.",
    ),
]


def run(
    of: NamesArgument,
    by: ByOption = LeftOut.source,
    outcome: OutcomeOption = "",
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("fragility")],
) -> None:
    """Find what each verdict hangs on: the smallest sets of sources whose removal turns it, and into what.

    Of one case its conclusions, propositions and factors; of several units or cases the verdicts of `compare`, or with
    --outcome the findings of `mill`. What hangs on one source alone is marked ◇. All smallest sets are found, not only
    single sources; a verdict that nothing turns says so.
    """
    from casecode.console.output import emit

    emit(_report(of, by, outcome, filters), output)


def _report(of: list[str], by: LeftOut, outcome: str, filters: Filters) -> "Fragilities":
    from casecode.reports import fragility

    if outcome:
        return _of_outcome(of, by, outcome, filters)
    if len(of) > 1:
        return fragility.of_columns(columns_of(of, filters, 2), by.value)
    from casecode.console.inputs import load_cases

    return fragility.of_cases(filters.select(load_cases(of, filters.framework)), by.value)


def _of_outcome(of: list[str], by: LeftOut, outcome: str, filters: Filters) -> "Fragilities":
    from casecode.analysis.mill import apply
    from casecode.analysis.outcome import read_outcome
    from casecode.analysis.presence import presences
    from casecode.analysis.refusal import Refusal
    from casecode.console.output import fail
    from casecode.reports import fragility

    columns = columns_of(of, filters, 2)
    asked = read_outcome(outcome, columns, RowsName.factor.value)
    if isinstance(asked, Refusal):
        fail(asked.why, asked.hint)
    return fragility.of_outcome(apply(presences(columns), asked.states, asked.itself), by.value)
