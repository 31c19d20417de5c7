"""`casecode edit`: fields and codes of pieces of evidence, one or many."""

from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.choosing import CasesOption, ChoiceOptions, PiecesArgument
from casecode.console.fields import ClearOption, KeyOptions, Record, implied

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

KeysOption = Annotated[Record, KeyOptions()]
AddOption = Annotated[
    list[str] | None,
    typer.Option("--add-code", metavar="ID", help="Code to this as well.", autocompletion=names.themes),
]
RemoveOption = Annotated[
    list[str] | None,
    typer.Option("--remove-code", metavar="ID", help="Take this code out.", autocompletion=names.themes),
]
_OF_ONE = ("statement", "quote")  # what two pieces cannot have in common


def run(
    ids: PiecesArgument = None,
    *,
    given: KeysOption,
    add_code: AddOption = None,
    remove_code: RemoveOption = None,
    clear: ClearOption = None,
    case: CasesOption = None,
    which: ChoiceOptions,
    way: ChangeOptions,
) -> None:
    """Change fields of pieces of evidence; what you give stands in the place of what was there. --add-code and
    --remove-code leave the other codes as they are.

    Pieces are named by their ids, by - with ids or JSON lines on standard input (as casecode evidence -f jsonl writes
    them), or chosen by what they are. Comments, quotes and the order of the file stay as they are.
    """
    from casecode.console.choosing import chosen, told_of
    from casecode.console.output import fail, say

    cleared = [field.value for field in clear or ()] + implied(given)
    values = {key: it for key, it in given.items() if key not in cleared}
    added, removed = add_code or [], remove_code or []
    if not (values or cleared or added or removed):
        fail("there is nothing to change", "give a field, such as --quote, or --add-code, or --clear note")
    if "codes" in (*values, *cleared) and (added or removed):
        fail("all codes are given, and single ones as well", "use --code, or --add-code and --remove-code")
    pieces = chosen(ids or [], case or [], which)
    if len(pieces) > 1 and (own := [key for key in _OF_ONE if key in values]):
        fail(f"{len(pieces)} pieces cannot have one {own[0]}", "name one piece of evidence")
    unchanged = 0

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit.codes import edit_pieces

        nonlocal unchanged
        changed = edit_pieces(workspace, pieces, values, cleared, added, removed)
        unchanged = len(pieces) - sum(map(len, changed.values()))
        return told_of("changed", changed)

    change(how, way)
    if unchanged:
        say(f"Note: {'one piece was' if unchanged == 1 else f'{unchanged} pieces were'} so already.")
