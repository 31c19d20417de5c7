"""`casecode serve`: the evidence room, live in a browser while files change."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from casecode.console.options import CasesArgument, FilterOptions, Filters
from casecode.console.outlines import OutlineOption, report_of

if TYPE_CHECKING:
    pass

_BROKEN = "The files have errors: the terminal says which. The page follows once they are mended."
PortOption = Annotated[int, typer.Option("--port", "-p", min=0, max=65535, help="The port; 0 for any that is free.")]
OpenOption = Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")]


def run(
    cases: CasesArgument,
    outline: OutlineOption = None,
    port: PortOption = 0,
    is_opened: OpenOption = False,
    *,
    filters: FilterOptions,
) -> None:
    """Show the evidence room of `casecode report` in a browser, anew whenever a file of the project changes.

    Only this machine can ask for it, with the address that is printed; nothing can be written. Ctrl-C ends it.
    """
    from casecode.console.output import fail, say, told
    from casecode.console.serving import Server

    live = _Live(cases, outline, filters)
    live.page()  # what is wrong with the call is said before anything is served
    try:
        server = Server(live.page_or_problems, live.version, port)
    except OSError as error:
        fail(f"port {port} cannot be used: {error.strerror}", "--port 0 takes one that is free")
    with server:
        told([server.address])
        say("Ctrl-C ends it.")
        if is_opened:
            typer.launch(server.address)
        server.serve_forever()


class _Live:
    """The page of a call, made anew each time."""

    def __init__(self, cases: Sequence[str] | None, outline: Path | None, filters: Filters) -> None:
        self.cases = cases
        self.outline = outline
        self.filters = filters

    def page(self) -> bytes:
        """The page as the files are now; the call ends where they have errors."""
        from casecode.console.inputs import load_cases
        from casecode.render import room
        from casecode.render.formats import Look

        selections = self.filters.select(load_cases(self.cases, self.filters.framework))
        return room.render(report_of(selections, self.outline), Look(is_live=True)).encode("utf-8", "backslashreplace")

    def page_or_problems(self) -> bytes:
        """The page, or one that says that the files have errors; what they are stands in the terminal."""
        from casecode.render import room

        try:
            return self.page()
        except typer.Exit:
            return room.waiting("The files have errors: the terminal says which. The page follows once these are gone.")

    def version(self) -> str:
        """A text that changes with any file of the project."""
        from casecode.console.inputs import open_project

        stamps = []
        for folder in (root for root in open_project().catalogue.roots[:1]):
            for path in _files(folder):
                with suppress(OSError):
                    found = path.stat()
                    stamps.append(f"{path}:{found.st_mtime_ns}:{found.st_size}")
        return str(hash("\n".join(stamps)))


def _files(folder: Path) -> Iterator[Path]:
    """Cases, frameworks and documents below a folder."""
    for name in ("cases", "frameworks", "documents"):
        yield from sorted((folder / name).rglob("*"))
