"""The JSON contract: problems of files."""

from typing import Literal

from msgspec import Struct


class Place(Struct):
    """A stretch of a file; lines and columns count from 1, the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Related(Struct):
    """A second place that explains a problem."""

    message: str
    place: Place


class Problem(Struct):
    """One problem of a file."""

    rule: str
    severity: Literal["error", "warning"]
    message: str
    hint: str | None
    place: Place
    line_text: str
    related: list[Related]


class Waived(Struct):
    """A warning that a comment in the file waives, and the reason that it gives."""

    problem: Problem
    reason: str


class Problems(Struct, kw_only=True):
    """What `casecode check` tells."""

    schema: Literal["casecode/problems/1"] = "casecode/problems/1"
    errors: int
    warnings: int
    files: int
    problems: list[Problem]
    waived: list[Waived]
