"""`casecode evidence`: the pieces themselves."""

from enum import StrEnum
from typing import Annotated

import typer

from casecode.console import names
from casecode.console.axes import AXIS_HELP, axis_of
from casecode.console.options import (
    AnyCasesArgument,
    CoderOption,
    FactorOption,
    FragmentOption,
    FrameworkOption,
    OutputOption,
    RegexOption,
    SinceOption,
    SourceOption,
    StanceOption,
    TextOption,
    ThemeOption,
    UnitOption,
    UntilOption,
    narrowed,
    query_of,
)


class EvidenceFormat(StrEnum):
    """The formats of a list of evidence."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    markdown = "markdown"
    html = "html"
    latex = "latex"


FormOption = Annotated[EvidenceFormat, typer.Option("--format", "-f", help="Format of the output.")]
SortOption = Annotated[
    str,
    typer.Option(
        "--sort",
        metavar="ORDER",
        autocompletion=names.evidence_orders,
        help="Order of the pieces: id, date, or an axis as for --group-by.",
    ),
]
GroupOption = Annotated[
    str,
    typer.Option(
        "--group-by",
        "-g",
        metavar="AXIS",
        autocompletion=names.axes,
        help=f"Put the pieces into groups: {AXIS_HELP}.",
    ),
]
CountOption = Annotated[bool, typer.Option("--count", "-c", help="Only count them, by group if there are groups.")]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=0, help="Show no more than this many; 0 for all.")]


def run(
    cases: AnyCasesArgument = None,
    framework: FrameworkOption = "",
    unit: UnitOption = None,
    factor: FactorOption = None,
    theme: ThemeOption = None,
    source: SourceOption = None,
    coder: CoderOption = None,
    stance: StanceOption = None,
    since: SinceOption = "",
    until: UntilOption = "",
    text: TextOption = "",
    regex: RegexOption = False,
    sort: SortOption = "id",
    group_by: GroupOption = "",
    count: CountOption = False,
    limit: LimitOption = 0,
    form: FormOption = EvidenceFormat.table,
    output: OutputOption = None,
    fragment: FragmentOption = False,
) -> None:
    """Find pieces of evidence: each once, with what it says, what it is coded to and where it is from.

    Words are found whole, whatever their case and accents, in statement, quote and note; all of them must occur.
    What is dated by its year may lie anywhere in it; what has no date lies in no period.
    """
    from casecode.analysis.selection import select
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit
    from casecode.reports import evidence as retrieval

    studies = load_cases(cases, framework)
    query = narrowed(query_of(studies, unit, factor, source, coder, stance, theme), since, until, text, regex)
    grouping = axis_of("--group-by", group_by, studies) if group_by else None
    order = sort if sort in retrieval.ORDERS else axis_of("--sort", sort, studies)
    found = retrieval.build(select(studies, query), order, grouping, limit, count)
    emit(found, form.value, output, fragment=fragment)
