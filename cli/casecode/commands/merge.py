"""`casecode merge`: one theme of several."""

from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console import names
from casecode.console.changing import ChangeOptions, change
from casecode.console.choosing import CasesOption

if TYPE_CHECKING:
    from casecode.edit.workspace import Workspace

ThemesArgument = Annotated[
    list[str], typer.Argument(metavar="THEME", help="The themes that become one.", autocompletion=names.themes)
]
IntoOption = Annotated[
    str, typer.Option("--into", metavar="ID", help="The theme that they become.", autocompletion=names.themes)
]
TitleOption = Annotated[str, typer.Option("--title", "-t", metavar="TEXT", help="Its label, where it is new.")]
FactorOption = Annotated[
    str,
    typer.Option(
        "--factor",
        metavar="ID",
        help="Its factor, where it is new; none for that of the first.",
        autocompletion=names.factors,
    ),
]


def run(
    themes: ThemesArgument,
    into: IntoOption = "",
    title: TitleOption = "",
    factor: FactorOption = "",
    case: CasesOption = None,
    *,
    way: ChangeOptions,
) -> None:
    """Merge themes: what is coded to any of them is coded to one, in evidence, explanations and conclusions; the others
    go. That one may be there already, among them or not, or be new.

    What has several of the codes keeps one. Where the new theme bears otherwise on its factor you are told that the
    meaning turns.
    """
    from casecode.analysis.ids import slug
    from casecode.console.asking import ask_id
    from casecode.console.output import fail, say

    if not into and not title:
        fail("--into is missing", "name the theme that they become, or give a new one its label: --title")
    new = ask_id("--into", "Short id", into, slug(title))
    turning: list[str] = []

    def how(workspace: "Workspace") -> list[str]:
        from casecode.edit import codes
        from casecode.reports.cells import plural

        count, turned = codes.merge(workspace, themes, new, title, factor, case or [])
        turning.extend(turned)
        others = ", ".join(theme for theme in dict.fromkeys(themes) if theme != new)
        return [f"merged {others} into {new}: {plural(count, 'place')} in {plural(len(workspace.changed), 'file')}"]

    change(how, way)
    for line in turning:
        say(f"Note: {line}.")
