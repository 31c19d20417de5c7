"""`casecode show`: one thing in full."""

from typing import Annotated

import typer

from casecode.console import names
from casecode.console.writing import Output, Writing

NameArgument = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        autocompletion=names.ids,
        help="Id of a framework, case, unit, factor, theme, source, question or evidence.",
    ),
]
VerboseOption = Annotated[
    bool, typer.Option("--verbose", "-v", help="Frameworks: with the definitions of all factors.")
]


def run(
    name: NameArgument,
    verbose: VerboseOption = False,
    *,
    output: Annotated[Output, Writing("show")],
) -> None:
    """Show one thing in full, with what stands below it and the evidence that bears on it.

    An id of things of several kinds is told apart by its kind, as in factor:strategy. Where several cases have a thing
    of the kind, all are shown; alibaba:russia is that of one.
    """
    from casecode.console.inputs import load_each_root
    from casecode.console.output import emit, fail
    from casecode.model.problem import in_full, nearest
    from casecode.reports import entities as things
    from casecode.reports import show as item

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
    if len({it.kind for it in found}) > 1:
        fail(f'several things have the id "{name}"', f"write one of {', '.join(item.names_apart(found))}")
    emit(found[0] if len(found) == 1 else item.Items(found), output)
