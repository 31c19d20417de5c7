"""The kinds of things that have an id, for commands that change one."""

from enum import StrEnum
from typing import Annotated

import typer

from casecode.console import names


class KindName(StrEnum):
    """What can be renamed."""

    evidence = "evidence"
    theme = "theme"
    source = "source"
    unit = "unit"
    factor = "factor"
    question = "question"
    proposition = "proposition"
    matrix = "matrix"
    attribute = "attribute"
    display = "display"
    role = "role"
    memo = "memo"
    case = "case"
    framework = "framework"


KindArgument = Annotated[KindName, typer.Argument(help="What kind of thing it is.")]
CaseOption = Annotated[
    str,
    typer.Option(
        "--case",
        metavar="ID",
        help="The case or framework that it belongs to, where several have one.",
        autocompletion=names.files,
    ),
]
