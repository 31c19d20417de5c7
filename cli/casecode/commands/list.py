"""`casecode list`: what there is."""

from enum import StrEnum
from typing import Annotated

import typer

from casecode.console import names
from casecode.console.writing import Output, Writing


class Kind(StrEnum):
    """What can be listed."""

    all = "all"
    frameworks = "frameworks"
    cases = "cases"
    units = "units"
    factors = "factors"
    themes = "themes"
    sources = "sources"
    evidence = "evidence"
    questions = "questions"
    conclusions = "conclusions"
    displays = "displays"
    coders = "coders"


KindArgument = Annotated[Kind, typer.Argument(help="What to list.")]
CaseOption = Annotated[
    list[str] | None,
    typer.Option("--case", "-c", metavar="CASE", autocompletion=names.cases, help="Only what belongs to it."),
]


def run(
    kind: KindArgument = Kind.all,
    case: CaseOption = None,
    *,
    output: Annotated[Output, Writing("list")],
) -> None:
    """List what there is of a kind in the project, or in the built-in library: an id and what it is, one a line."""
    from casecode.console.inputs import load_all, load_cases
    from casecode.console.output import emit
    from casecode.model.study import Corpus
    from casecode.reports import list as listing

    if case:
        studies = load_cases(case)
        frameworks = {study.framework.id: study.framework for study in studies}
        corpus = Corpus(tuple(studies), tuple(frameworks.values()))
    else:
        corpus = load_all()
    emit(listing.build(kind.value, corpus), output)
