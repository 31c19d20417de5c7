"""`casecode check`: every problem in the files."""

from enum import StrEnum
from typing import Annotated

import typer

from casecode.console import names
from casecode.console.options import OutputOption


class ProblemFormat(StrEnum):
    """The formats of a list of problems."""

    text = "text"
    short = "short"
    json = "json"
    github = "github"


PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH",
        autocompletion=names.files,
        help="Files, folders or names; none for the project, else the library.",
    ),
]
FormOption = Annotated[ProblemFormat, typer.Option("--format", "-f", help="Format of the output.")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Warnings count as well: exit 1.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Leave warnings out, unless they count.")]

WaivedOption = Annotated[
    bool, typer.Option("--waived", help="Show the warnings that comments waive, with the reasons.")
]


def run(
    paths: PathsArgument = None,
    form: FormOption = ProblemFormat.text,
    strict: StrictOption = False,
    quiet: QuietOption = False,
    with_waived: WaivedOption = False,
    output: OutputOption = None,
) -> None:
    """Find every problem in frameworks and cases in one run, each with its place and what to do about it.

    Exit 0: no errors; 1: errors, or warnings with --strict; 2: the call is wrong or a file cannot be read.
    """
    from casecode.checks.everything import check
    from casecode.checks.waivers import sift
    from casecode.console.inputs import files_to_check, open_project
    from casecode.console.output import fail, say, takes_colour, write
    from casecode.render import problems as writers

    project = open_project()
    files = files_to_check(project.catalogue, paths or [])
    project.files.expect(files)
    for file in files:
        try:
            project.take(file)
        except OSError as error:
            fail(f"cannot read {file}: {error.strerror}")
    project.take_partners()
    sifted = sift([*project.problems, *project.located(check(project.corpus))], project.waiving_documents)
    problems = sifted.standing
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    shown = tuple(problem for problem in problems if problem.severity == "error" or strict or not quiet)
    waived = sifted.waived if with_waived else ()
    if form is ProblemFormat.json:
        from casecode.render.json import encode

        text = encode(writers.wire_problems(shown, sifted.waived, len(files)))
    elif form is ProblemFormat.github:
        text = writers.render_github(shown)
    elif form is ProblemFormat.short:
        text = writers.render_short(shown, waived)
    else:
        text = writers.render_text(shown, waived, colour=output is None and takes_colour())
    write(text, output)
    if form in (ProblemFormat.text, ProblemFormat.short):
        say(writers.summary(errors, warnings, len(sifted.waived), len(files)))
    if errors or (strict and warnings):
        raise typer.Exit(1)
