"""`casecode add`: new pieces of evidence."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from casecode.analysis.ids import slug
from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.fields import KeyOptions, Record, implied

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="Id of the case.", autocompletion=names.cases)]
StatementArgument = Annotated[
    str,
    typer.Argument(
        metavar="STATEMENT",
        help="What it says, in your words; none where --quote says it; - for many as JSON lines from stdin.",
        show_default=False,
    ),
]
KeysOption = Annotated[Record, KeyOptions(without=["statement"])]
IdOption = Annotated[str, typer.Option("--id", metavar="NEW-ID", help="Its id; none for the next free one.")]
FileOption = Annotated[str, typer.Option("--file", metavar="FILE", help="The file of the case that it goes into.")]
ThemeOption = Annotated[
    str, typer.Option("--theme", metavar="LABEL", help="Code it to a new theme with this label, under --factor.")
]
FactorOption = Annotated[
    str, typer.Option("--factor", metavar="ID", help="The factor of the new theme.", autocompletion=names.factors)
]
SourceTypeOption = Annotated[
    str, typer.Option("--source-type", metavar="TYPE", help="Declare --source as a new source of this CSL-JSON type.")
]
SourceTitleOption = Annotated[str, typer.Option("--source-title", metavar="TITLE", help="Title of the new source.")]


def run(
    case: CaseArgument,
    statement: StatementArgument = "",
    *,
    given: KeysOption,
    id_: IdOption = "",
    file: FileOption = "",
    theme: ThemeOption = "",
    factor: FactorOption = "",
    source_type: SourceTypeOption = "",
    source_title: SourceTitleOption = "",
    way: ChangeOptions,
) -> None:
    """Add a piece of evidence to a case, with the next free id, and print its id.

    It goes where most evidence on its units stands, or into the file that you name. Themes and sources must exist;
    --theme with --factor makes a theme, --source-type with --source-title a source.
    """
    from casecode.console.output import fail

    source = given.get("source", "")
    if bool(theme) != bool(factor):
        fail("a new theme needs a label and a factor", 'write --theme "Low prices" --factor FACTOR')
    if bool(source_type) != bool(source_title) or (source_type and not source):
        fail(
            "a new source needs an id, a type and a title",
            'write --source daily-2020 --source-type … --source-title "…"',
        )
    if not statement.strip() and not given.get("quote"):
        fail("a piece of evidence says something", 'give a statement, or --quote "…" from its source')
    own = {key: it for key, it in {"statement": statement.strip(), **given}.items() if key not in implied(given)}
    if theme:
        own["codes"] = [*own.get("codes", ()), slug(theme) or "theme"]
    records = _from_stdin() if statement == "-" else [{"id": id_, **own}]

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit import changes, intake

        if theme:
            changes.add_declared(workspace, case, "themes", slug(theme) or "theme", {"factor": factor, "label": theme})
        if source_type:
            changes.add_declared(workspace, case, "sources", source, {"type": source_type, "title": source_title})
        return intake.add_evidence(workspace, case, records, file)

    change(how, way)


def _from_stdin() -> list[dict[str, Any]]:
    """The records on standard input, one JSON object to a line; what is wrong with any ends the call."""
    from casecode.console.output import fail, refuse, say
    from casecode.exchange.given import given

    try:
        data = sys.stdin.buffer.read()
    except OSError as error:
        fail(f"cannot read standard input: {error.strerror}")
    records, problems = given("<stdin>", data)
    if problems:
        say("Error: nothing was added")
        refuse(problems)
    return records
