"""`casecode report`: the empirical chapter and its appendices in one document."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec.structs import replace

from casecode.console.options import CasesArgument, FilterOptions
from casecode.console.writing import Output, Writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casecode.analysis.selection import Selection
    from casecode.model.outline import Outline

OutlineOption = Annotated[
    Path | None,
    typer.Option("--outline", metavar="FILE", help="The parts to have, in their order, with your own words: YAML."),
]


def run(
    cases: CasesArgument,
    outline: OutlineOption = None,
    *,
    filters: FilterOptions,
    output: Annotated[Output, Writing("report")],
) -> None:
    """Write the empirical chapter in one document: method and data, cases, timeline, matrices, comparison, quotes,
    propositions, conclusions with what they rest on, limitations; codebook, sources and evidence as appendices.

    Every sentence that is not yours states a count or a verdict, with the table that it is from; your own texts are
    marked as yours. An outline chooses the parts and orders them: `parts: [method, {part: comparison, of: [a, b]}]`.
    """
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit
    from casecode.reports import report

    selections = filters.select(load_cases(cases, filters.framework))
    emit(report.build(selections, _outline(outline, selections)) if outline else report.build(selections), output)


def _outline(path: Path, selections: "Sequence[Selection]") -> "Outline":
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
