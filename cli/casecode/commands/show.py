"""`casecode show`: one thing in full."""

from typing import Annotated

import typer

from casecode.commands.options import Format, FormatOption, FragmentOption, OutputOption

NameArgument = Annotated[
    str,
    typer.Argument(metavar="ID", help="Id of a framework, case, unit, factor, theme, source, question or evidence."),
]
VerboseOption = Annotated[
    bool, typer.Option("--verbose", "-v", help="Frameworks: with the definitions of all factors.")
]


def run(
    name: NameArgument,
    verbose: VerboseOption = False,
    form: FormatOption = Format.table,
    output: OutputOption = None,
    fragment: FragmentOption = False,
) -> None:
    """Show one thing in full, with what stands below it and the evidence that bears on it."""
    from casecode.commands.inputs import load_all
    from casecode.commands.output import emit, fail
    from casecode.problem import nearest
    from casecode.reports import item

    corpus = load_all()
    found = item.find(corpus, name, verbose)
    if not found:
        hint = nearest(name.rpartition(":")[2], tuple(item.all_ids(corpus)))
        fail(f'nothing has the id "{name}"', hint or "`casecode list` shows what there is")
    if len(found) > 1:
        choices = "; ".join(f"{one.within}:{one.id} ({one.kind})" for one in found)
        if len({one.within for one in found}) == len(found):
            fail(f'several things have the id "{name}"', f"write one of: {choices}")
    emit(found[0], form.value, output, fragment=fragment)
