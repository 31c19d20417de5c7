"""What the commands across cases share: which columns, which rows, and where these stand by an attribute."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.model.problem import nearest

if TYPE_CHECKING:
    from casecode.analysis.matrix import Column
    from casecode.console.options import Filters


class RowsName(StrEnum):
    """What columns can be compared by."""

    factor = "factor"
    theme = "theme"


AnyColumnsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NAME",
        autocompletion=names.columns,
        help="Cases, or units as CASE:UNIT; none for all cases of the project or library.",
    ),
]
RowsOption = Annotated[RowsName, typer.Option("--rows", "-r", help="Compare by factors, or by themes of one id.")]
AllOption = Annotated[bool, typer.Option("--all", "-a", help="Show the rows that are alike, too.")]


def columns_of(given: Sequence[str] | None, filters: "Filters", least: int) -> "tuple[Column, ...]":
    """The columns that a call names, or all cases, with what its options let through; fewer than it needs end it."""
    from casecode.console.inputs import load_columns
    from casecode.console.output import fail

    columns = load_columns(given, filters.framework)
    if len(columns) < least:
        fail(f"this takes {least} columns or more", "name cases, or units as CASE:UNIT (casecode list units)")
    narrowed = filters.narrow(columns)
    if len(narrowed) < least:
        fail(f"--where leaves only {narrowed[0].title}", f"this takes {least} columns or more")
    return narrowed


def check_attribute(columns: "Sequence[Column]", attribute: str) -> None:
    """End the call where no column can have an attribute."""
    from casecode.analysis.attributes import RATED, attributes
    from casecode.console.output import fail

    known = attributes((column.study for column in columns), RATED)
    if attribute not in known:
        hint = nearest(attribute, known) or f"known are {', '.join(known)}" if known else "cases have `attributes:`"
        fail(f'there is no attribute "{attribute}"', hint)


def title_of(columns: "Sequence[Column]", attribute: str) -> str:
    """What tables call an attribute."""
    declared = columns[0].study.framework.attributes.get(attribute)
    return (declared.title if declared else "") or attribute
