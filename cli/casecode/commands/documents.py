"""`casecode documents`: the documents behind the sources."""

from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console.changing import ChangeOptions, change
from casecode.console.options import AnyCasesArgument
from casecode.console.writing import Output, Writing

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

KeepOption = Annotated[
    bool, typer.Option("--keep", help="Write into the sources which documents these are (SHA-256), and stop.")
]
PlacesOption = Annotated[
    bool,
    typer.Option("--places", help="Write into evidence without a locator where its document has its quote, and stop."),
]


def run(
    cases: AnyCasesArgument = None,
    keep: KeepOption = False,
    places: PlacesOption = False,
    *,
    way: ChangeOptions,
    output: Annotated[Output, Writing("documents")],
) -> None:
    """Show the documents of a case's sources: whether each is the one that was coded, and how many quotes are in it.

    A source names its document with `file:`. Once --keep has written its SHA-256, `check` says when it has changed.
    Reports find the place of a quote (page, paragraph, turn, line) themselves; --places writes it down.
    """
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit, fail
    from casecode.reports import documents

    if keep and places:
        fail("--keep and --places are two changes", "make one, then the other")
    if keep:
        change(lambda workspace: _keep(workspace, cases or []), way)
    elif places:
        change(lambda workspace: _places(workspace, cases or []), way)
    elif way.dry_run:
        fail("--dry-run goes with --keep or --places", "without them nothing is changed")
    else:
        emit(documents.build(load_cases(cases)), output)


def _places(workspace: "Workspace", cases: list[str]) -> list[str]:
    from casecode.edit.changes import write_places

    return write_places(workspace, cases) or ["no piece without a locator has a quote that was found"]


def _keep(workspace: "Workspace", cases: list[str]) -> list[str]:
    from casecode.edit.changes import keep_documents

    kept = keep_documents(workspace, cases)
    return [f"kept the SHA-256 of {source}" for source in kept] or ["every SHA-256 was kept already"]
