"""What the commands across cases share: which columns, which rows, and where these stand by an attribute."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.model.problem import nearest

if TYPE_CHECKING:
    from casecode.analysis.matrix import Column


class RowsName(StrEnum):
    """What columns can be compared by."""

    factor = "factor"
    theme = "theme"


AnyColumnsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NAME",
        autocompletion=names.columns,
        help="Cases (alibaba) or units (alibaba:russia); none for all cases of the project or library.",
    ),
]
RowsOption = Annotated[RowsName, typer.Option("--rows", "-r", help="Compare by factors, or by themes of one id.")]
AllOption = Annotated[bool, typer.Option("--all", "-a", help="Show the rows that are alike, too.")]


def columns_of(given: Sequence[str] | None, framework: str, least: int) -> "list[Column]":
    """The columns that a call names, or all cases; fewer than it needs end it."""
    from casecode.console.inputs import load_columns
    from casecode.console.output import fail

    columns = load_columns(given, framework)
    if len(columns) < least:
        fail(f"this takes {least} columns or more", "name cases or units, such as: alibaba jd:indonesia")
    return columns


def check_attribute(columns: "Sequence[Column]", attribute: str) -> None:
    """End the call where no column can have an attribute."""
    from casecode.analysis.attributes import attributes
    from casecode.console.output import fail

    known = attributes(column.study for column in columns)
    if attribute not in known:
        hint = nearest(attribute, known) or f"known are {', '.join(known)}" if known else "cases have `attributes:`"
        fail(f'there is no attribute "{attribute}"', hint)


def title_of(columns: "Sequence[Column]", attribute: str) -> str:
    """What tables call an attribute."""
    declared = columns[0].study.framework.attributes.get(attribute)
    return declared.title if declared else attribute
