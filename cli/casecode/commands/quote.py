"""`casecode quote`: the words of a source in their context."""

from collections.abc import Sequence
from typing import Annotated

import typer

from casecode.console import names
from casecode.console.writing import Output, Writing
from casecode.model.case import Evidence
from casecode.model.study import Study

IdsArgument = Annotated[
    list[str],
    typer.Argument(metavar="ID", help="Ids of evidence with a quote, or case:id.", autocompletion=names.pieces),
]


def run(
    ids: IdsArgument,
    *,
    output: Annotated[Output, Writing("quote")],
) -> None:
    """Show the quote of a piece of evidence in its context: what its document says before and after it, and where.

    A quote that is not there is shown beside the passage that comes nearest, with the words that differ.
    """
    from casecode.console.inputs import load_each_root
    from casecode.console.output import emit
    from casecode.reports import quote as quotation

    found: list[tuple[Study, Evidence]] = []
    for corpus in load_each_root():
        found = [(study, piece) for study in corpus.studies for piece in study.evidence]
        if all(_named(found, name) for name in ids):
            break
    emit(quotation.build([_only(found, name) for name in ids]), output)


def _named(pieces: Sequence[tuple[Study, Evidence]], name: str) -> list[tuple[Study, Evidence]]:
    """The pieces of an id; before a colon may stand the case."""
    case, _, id_ = name.rpartition(":")
    return [(study, piece) for study, piece in pieces if piece.id == id_ and case in ("", study.case.id)]


def _only(pieces: Sequence[tuple[Study, Evidence]], name: str) -> tuple[Study, Evidence]:
    """The one piece of an id that has a quote; otherwise the call ends."""
    from casecode.console.output import fail
    from casecode.model.problem import in_full, nearest

    found = _named(pieces, name)
    if not found:
        id_ = name.rpartition(":")[2]
        elsewhere = (f"{study.case.id}:{id_}" for study, piece in pieces if piece.id == id_)
        hint = in_full(elsewhere) or nearest(id_, [piece.id for _, piece in pieces])
        fail(f'there is no evidence "{name}"', hint or "`casecode evidence` lists what there is")
    if len(found) > 1:
        choices = ", ".join(f"{study.case.id}:{piece.id}" for study, piece in found)
        fail(f'several cases have evidence "{name}"', f"write one of {choices}")
    if not found[0][1].quote:
        fail(f'the evidence "{name}" has no quote', f'`casecode edit {name} --quote "…"` gives it one')
    return found[0]
