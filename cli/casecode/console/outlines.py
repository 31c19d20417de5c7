"""Outlines of reports, as files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

if TYPE_CHECKING:
    from casecode.analysis.selection import Selection
    from casecode.model.outline import Outline
    from casecode.reports.report import WholeReport

OutlineOption = Annotated[
    Path | None,
    typer.Option("--outline", metavar="FILE", help="The parts to have, in their order, with your own words: YAML."),
]


def report_of(selections: "Sequence[Selection]", outline: Path | None) -> "WholeReport":
    """The report of some evidence, by the outline in a file or the usual one."""
    from casecode.reports import report

    return report.build(selections, _read(outline, selections)) if outline else report.build(selections)


def _read(path: Path, selections: "Sequence[Selection]") -> "Outline":
    """The outline in a file; the call ends where it cannot be read or has errors."""
    from casecode.console.output import fail, refuse
    from casecode.model.outline import Outline
    from casecode.read.reader import finder, read
    from casecode.read.text import read_bytes
    from casecode.reports import report

    try:
        data = read_bytes(path)
    except OSError as error:
        fail(f"cannot read {path}: {error.strerror}")
    found, problems = read(Outline, str(path), data, str(path))
    if problems or found is None:
        refuse(problems)
    whole: Outline = found
    find = finder(str(path), data, str(path))
    if wrong := [replace(it, rule="invalid-value").located(find) for it in report.unknown(selections, whole)]:
        refuse(wrong)
    return whole
