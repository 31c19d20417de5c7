"""`casecode import sources`: sources from reference managers and databases."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.intake import IntakeOptions, contents, settle, stop_at, study

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="The case.", autocompletion=names.cases)]
FileArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="What was exported: BibTeX, RIS, CSL JSON, MEDLINE, Web of Science, EndNote XML."
    ),
]


def run(case: CaseArgument, file: FileArgument, *, intake: IntakeOptions, way: ChangeOptions) -> None:
    """Import sources from a reference manager or database: BibTeX, BibLaTeX, RIS, CSL JSON, MEDLINE (nbib), Web of
    Science, EndNote XML.

    What is in the file tells its format, whatever its name. A source that the case has already, by DOI, key or content,
    is not added again: what differs is told, and taken with --update. A reference that cannot be taken is told with
    its line, and stops all, or is left out with --skip-bad.
    """
    from casecode.console.output import say
    from casecode.exchange import sources

    data = contents(file, sources.ENDINGS)
    library, problems = sources.read(file.name, data)
    if library is None:
        return stop_at(problems)
    made = sources.plan(library, study(case))
    for note in library.notes:
        say(note)
    settle([made.account], intake)
    if untaken := sources.untaken(library.library.untaken):
        say(f"not kept: {untaken}")

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.changes import add_declared, set_sources

        for id_, record in made.new:
            add_declared(workspace, case, "sources", id_, record)
        said = [id_ for id_, _ in made.new]
        if intake.update:
            set_sources(workspace, case, made.updates)
            said += [f"{id_}: {', '.join(record)}" for id_, record in made.updates.items()]
        return said

    return change(how, way)
