"""`casecode evidence`: the pieces themselves."""

from typing import Annotated

import typer

from casecode.console import names
from casecode.console.axes import AXIS_HELP, axis_of
from casecode.console.options import AnyCasesArgument, FilterOptions, MemosOption
from casecode.console.writing import Output, Writing

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
ColumnsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--columns",
        metavar="NAMES",
        autocompletion=names.evidence_columns,
        help="Which columns, in this order: quote,statement,codes,source … (tables and CSV).",
    ),
]
ProofOption = Annotated[
    bool, typer.Option("--proof", help="A table of proof quotes: theme, quote, source; --limit is for each theme.")
]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=0, help="Show no more than this many; 0 for all.")]


def run(
    cases: AnyCasesArgument = None,
    sort: SortOption = "id",
    group_by: GroupOption = "",
    count: CountOption = False,
    limit: LimitOption = 0,
    columns: ColumnsOption = None,
    proof: ProofOption = False,
    *,
    filters: FilterOptions,
    memos: MemosOption = False,
    output: Annotated[Output, Writing("evidence")],
) -> None:
    """Find pieces of evidence: each once, with what it says, what it is coded to and where it is from.

    Words are found whole, whatever their case and accents, in statement, quote and note; all of them must occur.
    What is dated by its year may lie anywhere in it; what has no date lies in no period.
    """
    from casecode.analysis.refusal import Refusal
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit, fail
    from casecode.reports.columns import read_columns
    from casecode.reports.evidence import ORDERS, build
    from casecode.reports.memo import with_memos

    if proof and (columns or group_by or count):
        fail("--proof has its own columns and groups", "leave out --columns, --group-by and --count")
    studies = load_cases(cases, filters.framework)
    shown = read_columns(columns or (), studies)
    if isinstance(shown, Refusal):
        fail(shown.why, shown.hint)
    grouping = axis_of("--group-by", group_by, studies) if group_by else None
    order = sort if sort in ORDERS else axis_of("--sort", sort, studies)
    selections = filters.select(studies)
    if proof:
        from casecode.reports import proof as proving

        emit(proving.build(build(selections, order), selections, limit), output)
        return
    report = build(selections, order, grouping, limit, count, shown)
    emit(with_memos(report, selections, of_pieces=True) if memos and not count else report, output)
