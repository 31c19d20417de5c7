"""`casecode import sources`: sources from reference managers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.intake import contents, lacking, stop_at

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="The case.", autocompletion=names.cases)]
FileArgument = Annotated[
    Path, typer.Argument(metavar="FILE", help="What a reference manager exported: json (CSL), bib, bibtex or ris.")
]


def run(case: CaseArgument, file: FileArgument, *, way: ChangeOptions) -> None:
    """Import sources from what a reference manager exported: CSL-JSON, BibTeX or RIS.

    Each reference that cannot be taken is reported with its line, and then none is.
    """
    from casecode.exchange import sources

    data = contents(file, sources.READERS)
    try:
        found, problems = sources.read(file.name, data)
    except ImportError as error:
        lacking(file, error)
    stop_at(problems)

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import add_declared

        for id_, record in found:
            add_declared(workspace, case, "sources", id_, record)
        return [id_ for id_, _ in found]

    change(how, way)
