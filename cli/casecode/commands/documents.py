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


def run(
    cases: AnyCasesArgument = None,
    keep: KeepOption = False,
    *,
    way: ChangeOptions,
    output: Annotated[Output, Writing("documents")],
) -> None:
    """Show the documents of a case's sources: whether each is the one that was coded, and how many quotes are in it.

    A source names its document with `file:`. Once --keep has written its SHA-256, `check` says when it has changed.
    """
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit, fail
    from casecode.reports import documents

    if keep:
        change(lambda workspace: _keep(workspace, cases or []), way)
    elif way.dry_run:
        fail("--dry-run goes with --keep", "without --keep nothing is changed")
    else:
        emit(documents.build(load_cases(cases)), output)


def _keep(workspace: "Workspace", cases: list[str]) -> list[str]:
    from casecode.edit.changes import keep_documents

    kept = keep_documents(workspace, cases)
    return [f"kept the SHA-256 of {source}" for source in kept] or ["every SHA-256 was kept already"]
