"""`casecode display`: what a case or framework shows beside its evidence."""

from typing import Annotated

import typer

from casecode.console import names
from casecode.console.writing import Output, Writing

OfArgument = Annotated[
    str,
    typer.Argument(metavar="CASE", help="Case or framework: file or name; - for stdin.", autocompletion=names.files),
]
IdsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="ID", help="Displays of it; none for all.", autocompletion=names.displays),
]


def run(of: OfArgument, chosen: IdsArgument = None, *, output: Annotated[Output, Writing("display")]) -> None:
    """Draw the displays that a case or framework carries: tables, series as bars, canvases and trees.

    What all of a display rests on is told below it, other sources beside the part that rests on them. A canvas is drawn
    as one where there is room, and as a list where there is not.
    """
    from casecode.console.inputs import load_one
    from casecode.console.output import emit, fail
    from casecode.model.problem import nearest
    from casecode.model.study import Study
    from casecode.reports import display

    found = load_one(of)
    owner = found.case if isinstance(found, Study) else found
    known = [it.id for it in owner.displays]
    for id_ in chosen or ():
        if id_ not in known:
            hint = nearest(id_, known) or (
                f"its displays are: {', '.join(known)}" if known else "its file has no displays:"
            )
            fail(f'{owner.id} has no display "{id_}"', hint)
    if not known:
        fail(f"{owner.id} has no displays", "casecode guide displays tells how to write some")
    emit(display.build(found, chosen or ()), output, [found] if isinstance(found, Study) else ())
