"""The options that say how and where a report is written, as one group: which there are follows from the report."""

from collections.abc import Sequence
from enum import StrEnum
from importlib.util import find_spec
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any

import typer
from msgspec import Struct

from casecode.console.output import fail, is_terminal
from casecode.console.signature import Group, option
from casecode.render.formats import FORMATS, Format, formats_of, named_by, options_of

_PANEL = "Output"

PathOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of stdout.", rich_help_panel=_PANEL),
]
FragmentOption = Annotated[
    bool,
    typer.Option("--fragment", help="HTML, LaTeX, Typst: the tables alone, for your own page.", rich_help_panel=_PANEL),
]
TemplateOption = Annotated[
    Path | None,
    typer.Option(
        "--template", metavar="FILE", help="Word: the document whose styles and page to use.", rich_help_panel=_PANEL
    ),
]
ExcelOption = Annotated[
    bool, typer.Option("--excel", help="CSV as Excel reads it: with a byte order mark.", rich_help_panel=_PANEL)
]
EvidenceOption = Annotated[
    bool, typer.Option("--evidence", "-e", help="Show the ids of the evidence in the cells.", rich_help_panel=_PANEL)
]


class Output(Struct, frozen=True):
    """In which format a report is written, where to (none: stdout), and how."""

    form: Format
    path: Path | None = None
    fragment: bool = False
    ids: bool = False
    template: Path | None = None
    excel: bool = False


class Writing(Group):
    """The options of output for the report of a command, in all of its formats, or only some in an order of their
    own."""

    def __init__(self, report: str, only: Sequence[str] = ()) -> None:
        self.report = report
        known = {it.name: it for it in formats_of(report)}
        self.formats = tuple(known[name] for name in only or known)
        self.minded = options_of(report) & {option for it in self.formats for option in it.minds}

    def options(self) -> Sequence[Parameter]:
        """--format with the formats there are, --output, and what these mind."""
        usual = self.formats[0].name
        by_ending = f"{usual}, or what FILE ends in" if any(it.endings for it in self.formats[1:]) else usual
        names = StrEnum("Format", {it.name: it.name for it in self.formats})  # type: ignore[misc]
        form = typer.Option(
            "--format", "-f", help="Format of the output.", show_default=by_ending, rich_help_panel=_PANEL
        )
        own = [option("form", Annotated[names | None, form], None), option("path", PathOption, None)]
        if "fragment" in self.minded:
            own.append(option("fragment", FragmentOption, False))
        if "ids" in self.minded:
            own.append(option("ids", EvidenceOption, False))
        if "template" in self.minded:
            own.append(option("template", TemplateOption, None))
        if "excel" in self.minded:
            own.append(option("excel", ExcelOption, False))
        return own

    def gathered(self, given: dict[str, Any]) -> Output:
        """The output; a call that asks for what cannot be done ends here, before anything is read."""
        asked, path = given.pop("form"), given.pop("path")
        path = None if str(path) in ("-", "/dev/stdout") else path
        form = self._format(asked, path)
        if given.get("excel") and "excel" not in form.minds:
            if asked or (path and path.suffix):
                fail(f"--excel is for CSV, not for {form.name}", "use --format csv")
            form = next(it for it in self.formats if "excel" in it.minds)
        if form.package and find_spec(form.package) is None:
            fail(f"{form.name} needs a package that is not installed", f'pip install "casecode[{form.extra}]"')
        if form.is_binary and path is None and is_terminal():
            fail(f"a terminal cannot show {form.name}", f"name a file: -o {self.report}{form.endings[0]}")
        if given.get("template") and "template" not in form.minds:
            takers = " or ".join(it.name for it in self.formats if "template" in it.minds)
            fail(f"{form.name} takes no --template", f"that is for {takers}: -f {takers}, or a file -o that ends in it")
        return Output(form, path, **given)

    def _format(self, asked: str | None, path: Path | None) -> Format:
        if asked:
            return next(it for it in self.formats if it.name == asked)
        meant = named_by(path, self.formats)
        if meant is None and path and path.suffix:
            other = named_by(path, FORMATS)
            fail(
                f"{path}: this report cannot be written as {other.name if other else path.suffix}",
                f"there are {', '.join(it.name for it in self.formats)}; --format says which one is meant",
            )
        return meant or self.formats[0]
