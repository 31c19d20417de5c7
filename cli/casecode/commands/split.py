"""`casecode split`: a theme or a piece of evidence made two."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.choosing import PiecesArgument
from casecode.console.fields import ClearOption, KeyOptions, Record, implied
from casecode.console.kinds import CaseOption

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace


class Divisible(StrEnum):
    """What can be split."""

    theme = "theme"
    evidence = "evidence"


KindArgument = Annotated[Divisible, typer.Argument(help="What it is.")]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="Its id.", autocompletion=names.ids)]
TitleOption = Annotated[str, typer.Option("--title", "-t", metavar="TEXT", help="The label of the new theme.")]
IntoOption = Annotated[str, typer.Option("--into", metavar="NEW-ID", help="Its id; none for one made of its label.")]
FactorOption = Annotated[
    str,
    typer.Option(
        "--factor", metavar="ID", help="Its factor; none for that of the old theme.", autocompletion=names.factors
    ),
]
KeysOption = Annotated[Record, KeyOptions()]


def run(
    kind: KindArgument,
    id_: IdArgument,
    pieces: PiecesArgument = None,
    *,
    title: TitleOption = "",
    into: IntoOption = "",
    factor: FactorOption = "",
    given: KeysOption,
    clear: ClearOption = None,
    case: CaseOption = "",
    way: ChangeOptions,
) -> None:
    """Split a theme: make a new one beside it, and code the pieces that you name to that instead. Or split a piece of
    evidence: make a second one like it, but for the fields that you give; the codes that you give leave the first.

    Pieces are named by their ids, or by - with ids or JSON lines on standard input.
    """
    if kind is Divisible.theme:
        _theme(id_, pieces or [], title, into, factor, bool(given or clear), case, way)
    else:
        _piece(id_, bool(pieces or title or into or factor), given, [it.value for it in clear or ()], case, way)


def _theme(
    id_: str, pieces: list[str], title: str, into: str, factor: str, is_odd: bool, case: str, way: ChangeOptions
) -> None:
    from casecode.analysis.ids import slug
    from casecode.console.asking import ask_id
    from casecode.console.choosing import chosen, told_of
    from casecode.console.output import fail

    if is_odd:
        fail("a theme has no fields of evidence", "write casecode split theme OLD e1 e2 --title …")
    if not title:
        fail("--title is missing", "the new theme needs a label")
    new = ask_id("--into", "Short id", into, slug(title))
    named = chosen(pieces, [case] if case else [])

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.codes import split_theme

        return [f"new theme {new}", *told_of("recoded", split_theme(workspace, id_, new, title, named, factor, case))]

    change(how, way)


def _piece(id_: str, is_odd: bool, given: Record, clear: list[str], case: str, way: ChangeOptions) -> None:
    from casecode.console.output import fail

    if is_odd:
        fail("a piece of evidence has fields alone", 'write casecode split evidence e1 --statement "…" --code …')
    cleared = clear + implied(given)

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.codes import split_piece

        name = f"{case}:{id_}" if case and ":" not in id_ else id_
        return [split_piece(workspace, name, {key: it for key, it in given.items() if key not in cleared}, cleared)]

    change(how, way)
