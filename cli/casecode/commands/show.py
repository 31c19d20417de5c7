"""`casecode show`: one thing in full."""

from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.writing import Output, Writing

if TYPE_CHECKING:
    from casecode.reports import show as item

NameArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="ID",
        autocompletion=names.ids,
        help="Id of a framework, case, unit, factor, theme, source, question or evidence, a case or kind before it.",
    ),
]
VerboseOption = Annotated[
    bool, typer.Option("--verbose", "-v", help="Frameworks: with the definitions of all factors.")
]

CaseOption = Annotated[
    list[str] | None,
    typer.Option(
        "--case",
        "-c",
        metavar="CASE",
        autocompletion=names.cases,
        help="Frameworks: with the evidence of a case behind each factor and, in a figure, each arrow.",
    ),
]


def run(
    words: NameArgument,
    verbose: VerboseOption = False,
    case: CaseOption = None,
    *,
    output: Annotated[Output, Writing("show")],
) -> None:
    """Show one thing in full, with what stands below it and the evidence that bears on it.

    A framework as svg, mermaid or dot is a figure: groups and factors as boxes, propositions as arrows.

    An id of things of several kinds is told apart by its kind, as in factor:strategy. Where several cases have a thing
    of the kind, all are shown; alibaba:russia, or alibaba russia, is that of one.
    """
    from casecode.console.inputs import load_each_root
    from casecode.console.naming import full_name
    from casecode.console.output import emit, fail
    from casecode.model.problem import in_full, nearest
    from casecode.reports import entities as things
    from casecode.reports import show as item

    name = full_name(words)
    known: list[str] = []
    elsewhere: list[str] = []  # what has the id, but is not of the case or kind that stands before it
    found: tuple[item.Item, ...] = ()
    for corpus in load_each_root():
        known += things.all_ids(corpus)
        elsewhere += [f"{it.within}:{it.id}" for it in things.find(corpus, name.rpartition(":")[2])]
        found = things.find(corpus, name, verbose)
        if found:
            break
    if not found:
        hint = in_full(elsewhere) or nearest(name.rpartition(":")[2], known)
        fail(f'nothing has the id "{name}"', hint or "`casecode list` shows what there is")
    is_figure = output.form.needs == "graph" or bool(case)
    if is_figure:
        found = tuple(it for it in found if it.figure) or found
    if len({it.kind for it in found}) > 1:
        fail(f'several things have the id "{name}"', f"write one of {', '.join(item.names_apart(found))}")
    if is_figure:
        found = (_drawn(found, case or []),)
    emit(found[0] if len(found) == 1 else item.Items(found), output)


def _drawn(found: "tuple[item.Item, ...]", cases: list[str]) -> "item.Item":
    """The one thing that was found with its figure, over the evidence of cases if there are any."""
    from msgspec.structs import replace

    from casecode.analysis.selection import Selection
    from casecode.console.inputs import load_cases, load_one
    from casecode.console.output import fail
    from casecode.model.framework import Framework
    from casecode.reports import figure

    (one, *others) = found
    if one.figure is None or others:
        fail(f"{one.id} is no framework", "only a framework has a figure; of a case: casecode structure")
    if not cases:
        return one
    framework = load_one(one.id)
    assert isinstance(framework, Framework)
    selections = [Selection(study) for study in load_cases(cases, one.id)]
    return replace(one, figure=figure.of_framework(framework, selections))
