"""`casecode check`: every problem in the files."""

from typing import Annotated

import typer

from casecode.console import names
from casecode.console.writing import Output, Writing

PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        autocompletion=names.files,
        help="Files, folders or names; none for the project, else the library.",
    ),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Warnings count as well: exit 1.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Leave warnings out, unless they count.")]

WaivedOption = Annotated[
    bool, typer.Option("--waived", help="Show the warnings that comments waive, with the reasons.")
]


def run(
    paths: PathsArgument = None,
    strict: StrictOption = False,
    quiet: QuietOption = False,
    with_waived: WaivedOption = False,
    *,
    output: Annotated[Output, Writing("check")],
) -> None:
    """Find every problem in frameworks and cases in one run, each with its place and what to do about it.

    Exit 0: no errors; 1: errors, or warnings with --strict; 2: the call is wrong or a file cannot be read.
    """
    from casecode.checks.everything import RULES, check
    from casecode.checks.waivers import sift
    from casecode.console.inputs import files_to_check, read_each, steady
    from casecode.console.output import emit, say
    from casecode.reports.check import Check

    for project in steady():
        files = files_to_check(project.catalogue, paths or [])
        read_each(project, files, project.take)
        project.take_partners()
    found = [*project.problems, *project.located(check(project.corpus))]
    sifted = sift(found, project.waiving_documents, RULES)
    shown = tuple(one for one in sifted.standing if one.severity == "error" or strict or not quiet)
    report = Check(tuple(sifted.standing), shown, tuple(sifted.waived), len(files), with_waived)
    emit(report, output)
    if output.form.name in ("text", "short"):
        say(report.summary())
    if report.errors or (strict and report.warnings):
        raise typer.Exit(1)
