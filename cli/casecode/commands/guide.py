"""`casecode guide`: the manual."""

from typing import Annotated

import typer

from casecode.console import names
from casecode.console.writing import PathOption

PageArgument = Annotated[
    str, typer.Argument(metavar="[PAGE]", autocompletion=names.pages, help="A page; none for the list of pages.")
]


def run(page: PageArgument = "", output: PathOption = None) -> None:
    """Show a page of the manual, or what pages there are.

    A terminal shows it set for reading; a pipe or a file gets the Markdown itself: casecode guide matrix | less
    """
    from shutil import get_terminal_size

    from casecode import guide
    from casecode.console.options import check_known
    from casecode.console.output import is_terminal, write
    from casecode.render import manual

    known = guide.pages()
    if page:
        check_known("page", page, tuple(known))
    width = get_terminal_size().columns if output is None and is_terminal() else 0
    if not page:
        write(manual.contents(known, width), output)
    else:
        write(manual.render(guide.text(page), width) if width else guide.text(page), output)
