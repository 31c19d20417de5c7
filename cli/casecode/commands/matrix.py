"""`casecode matrix`: any two axes crossed."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from casecode.console import names
from casecode.console.axes import AXIS_HELP, axis_of
from casecode.console.options import AnyCasesArgument, FilterOptions
from casecode.console.writing import Output, Writing
from casecode.model.study import Study
from casecode.render.formats import formats_of

if TYPE_CHECKING:
    from casecode.analysis.axis import Axis


class Cells(StrEnum):
    """What cells can show."""

    pieces = "count"
    sources = "sources"
    presence = "presence"
    rating = "rating"
    themes = "themes"
    quotes = "quotes"
    statements = "statements"
    summary = "summary"
    ids = "ids"


class WithinName(StrEnum):
    """What can be counted where two codes meet."""

    evidence = "evidence"
    unit = "unit"
    case = "case"


_SHAPE = "Rows, columns and cells"
RowsOption = Annotated[
    str,
    typer.Option(
        "--rows",
        "-r",
        metavar="AXIS",
        autocompletion=names.axes,
        help=f"{AXIS_HELP}; factor:ID and theme:ID for what stands below one factor.",
        rich_help_panel=_SHAPE,
    ),
]
ColumnsOption = Annotated[
    str,
    typer.Option(
        "--columns",
        "-c",
        metavar="AXIS",
        autocompletion=names.axes,
        help="The same for the columns.",
        rich_help_panel=_SHAPE,
    ),
]
CellsOption = Annotated[Cells, typer.Option("--cells", help="What the cells show.", rich_help_panel=_SHAPE)]
DepthOption = Annotated[
    int,
    typer.Option("--depth", min=0, help="Levels of factors: 1 for the roots only; 0 for all.", rich_help_panel=_SHAPE),
]
WithinOption = Annotated[
    WithinName,
    typer.Option(
        "--within", help="Between codes: count the evidence, units or cases that have both.", rich_help_panel=_SHAPE
    ),
]
TransposeOption = Annotated[bool, typer.Option("--transpose", help="Swap rows and columns.", rich_help_panel=_SHAPE)]
SortOption = Annotated[
    str,
    typer.Option(
        "--sort",
        metavar="ORDER",
        autocompletion=names.orders,
        help="Order of the rows: declared, title, total, rating, or an attribute of the cases, units or sources.",
        rich_help_panel=_SHAPE,
    ),
]
SortColumnsOption = Annotated[
    str,
    typer.Option(
        "--sort-columns",
        metavar="ORDER",
        autocompletion=names.orders,
        help="The same for the columns.",
        rich_help_panel=_SHAPE,
    ),
]
TotalsOption = Annotated[
    bool, typer.Option("--totals/--no-totals", help="Totals of counts and sources.", rich_help_panel=_SHAPE)
]
LimitOption = Annotated[
    int,
    typer.Option(
        "--limit",
        "-n",
        min=0,
        help="Quotes or statements in a cell, the important ones first; 0 for all.",
        rich_help_panel=_SHAPE,
    ),
]
HideOption = Annotated[
    bool,
    typer.Option(
        "--hide-empty",
        help="Leave out rows and columns in which no cell has anything of what cells show.",
        rich_help_panel=_SHAPE,
    ),
]
HeatOption = Annotated[
    bool, typer.Option("--heat", help="Shade cells by their count (terminal and HTML).", rich_help_panel=_SHAPE)
]
WideOption = Annotated[
    bool,
    typer.Option(
        "--wide",
        help="CSV with a column for each column, and one for each attribute of what the rows are (for R, QCA).",
        rich_help_panel=_SHAPE,
    ),
]
AllOption = Annotated[
    bool, typer.Option("--all", "-a", help="Show rows and columns without evidence, too.", rich_help_panel=_SHAPE)
]


def run(
    cases: AnyCasesArgument = None,
    rows: RowsOption = "factor",
    columns: ColumnsOption = "unit",
    cells: CellsOption = Cells.pieces,
    depth: DepthOption = 0,
    within: WithinOption = WithinName.evidence,
    transpose: TransposeOption = False,
    sort: SortOption = "declared",
    sort_columns: SortColumnsOption = "declared",
    totals: TotalsOption = True,
    heat: HeatOption = False,
    everything: AllOption = False,
    hide_empty: HideOption = False,
    limit: LimitOption = 0,
    wide: WideOption = False,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("matrix")],
) -> None:
    """Cross any two properties of evidence; with factors or themes on both sides show which go together.

    A piece with several codes or units stands in several cells, and once in each total. Two codes go together in a
    piece of evidence that has both; within units or cases, where at least one piece supports each. The index beside
    such a count is the number with both divided by the number with either (Jaccard; the c-coefficient).
    """
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit, fail
    from casecode.reports import matrix as crossing
    from casecode.reports.wide import WideReport

    studies = load_cases(cases, filters.framework)
    axes = (axis_of("--rows", rows, studies, depth), axis_of("--columns", columns, studies, depth))
    if transpose:
        axes, sort, sort_columns = (axes[1], axes[0]), sort_columns, sort
    if within is not WithinName.evidence and not (
        axes[0].is_of_codes and axes[1].is_of_codes and cells is Cells.pieces
    ):
        fail(
            f"--within {within.value} counts where codes meet",
            "use factor or theme for --rows and --columns, and --cells count",
        )
    if cells is Cells.summary and not crossing.takes_summaries(axes):
        fail("summaries are of factors in units or cases", "use --rows factor --columns unit, or --columns case")
    if cells is Cells.rating and not any(study.scale.values for study in studies):
        fail("no framework in view has a scale of ratings", "give it one: rating: {title: …, values: {-1: …, 1: …}}")
    if wide:
        output = _as_csv(output, cells)
    if limit and cells not in (Cells.quotes, Cells.statements):
        fail("--limit is for cells of words", "use --cells quotes or --cells statements")
    if everything and hide_empty:
        fail("--all shows what --hide-empty leaves out", "use one of the two")
    for option, order, axis in (("--sort", sort, axes[0]), ("--sort-columns", sort_columns, axes[1])):
        _check_order(option, order, axis, studies)
    report = crossing.build(
        filters.select(studies),
        axes,
        cells.value,
        within.value,
        (sort, sort_columns),
        everything or (wide and not hide_empty),
        totals,
        heat,
        limit,
        hide_empty,
    )
    emit(WideReport(report) if wide else report, replace(output, ids=output.ids or cells is Cells.summary), studies)


def _as_csv(output: Output, cells: Cells) -> Output:
    """The output of a wide table, which is CSV of figures."""
    from casecode.console.output import fail
    from casecode.reports.matrix import GRIDS

    if cells.value not in GRIDS:
        fail("a wide table has figures in its cells", f"use --cells {', '.join(GRIDS[:-1])} or {GRIDS[-1]}")
    if output.form.name == "csv":
        return output
    if output.form.name != "table" or output.path:
        fail(f"--wide is for CSV, not for {output.form.name}", "use --format csv, or a FILE that ends in .csv")
    return replace(output, form=next(it for it in formats_of("matrix") if it.name == "csv"))


def _check_order(option: str, order: str, axis: "Axis", studies: list[Study]) -> None:
    """End the call where an order is none, or one that the axis cannot have."""
    from casecode.analysis.attributes import attributes
    from casecode.analysis.axes import AXES
    from casecode.analysis.crosstab import ORDERS
    from casecode.console.output import fail
    from casecode.model.problem import nearest

    known = (*ORDERS, *attributes(studies))
    if order not in known:
        fail(f'{option}: there is no order "{order}"', nearest(order, known) or f"known are {', '.join(known)}")
    if order not in ORDERS and AXES[axis.kind].owner is None:
        fail(f"{option} {order}: what stands on that side has no attributes", "use case, unit or source for it")
