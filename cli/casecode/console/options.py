"""The options that commands share, each declared once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casecode.analysis.query import Query
from casecode.console import names
from casecode.model.problem import nearest
from casecode.model.study import Study


class Format(StrEnum):
    """The formats of a report."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    html = "html"
    latex = "latex"


class StanceName(StrEnum):
    """The stances of evidence."""

    supports = "supports"
    contradicts = "contradicts"
    qualifies = "qualifies"


_OUT = "Output"
_WHICH = "Which evidence"

CaseArgument = Annotated[
    str, typer.Argument(metavar="CASE", help="Case file or name; - for stdin.", autocompletion=names.cases)
]
CasesArgument = Annotated[
    list[str], typer.Argument(metavar="CASE", help="Case files or names; - for stdin.", autocompletion=names.cases)
]
AnyCasesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="CASE",
        help="Case files or names; none for all of the project or library.",
        autocompletion=names.cases,
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="Format of the output.", rich_help_panel=_OUT)]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead of stdout.", rich_help_panel=_OUT),
]
FragmentOption = Annotated[
    bool,
    typer.Option("--fragment", help="HTML and LaTeX: the tables alone, for your own page.", rich_help_panel=_OUT),
]
EvidenceOption = Annotated[
    bool, typer.Option("--evidence", "-e", help="Show the ids of the evidence in the cells.", rich_help_panel=_OUT)
]
MatrixOption = Annotated[
    list[str] | None,
    typer.Option(
        "--matrix",
        "-m",
        metavar="ID",
        help="Only this matrix of the framework.",
        autocompletion=names.matrices,
        rich_help_panel=_WHICH,
    ),
]
FrameworkOption = Annotated[
    str,
    typer.Option(
        "--framework",
        "-F",
        metavar="ID",
        help="See the evidence through this other framework.",
        autocompletion=names.frameworks,
        rich_help_panel=_WHICH,
    ),
]
UnitOption = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        "-u",
        metavar="ID",
        help="Only what bears on this unit.",
        autocompletion=names.units,
        rich_help_panel=_WHICH,
    ),
]
FactorOption = Annotated[
    list[str] | None,
    typer.Option(
        "--factor",
        metavar="ID",
        help="Only this factor and all below it.",
        autocompletion=names.factors,
        rich_help_panel=_WHICH,
    ),
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        metavar="ID",
        help="Only evidence from this source originally.",
        autocompletion=names.sources,
        rich_help_panel=_WHICH,
    ),
]
CoderOption = Annotated[
    list[str] | None,
    typer.Option(
        "--coder",
        metavar="NAME",
        help="Only what this coder coded.",
        autocompletion=names.coders,
        rich_help_panel=_WHICH,
    ),
]
ThemeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--theme",
        "-t",
        metavar="ID",
        help="Only what is coded to this theme.",
        autocompletion=names.themes,
        rich_help_panel=_WHICH,
    ),
]
SinceOption = Annotated[
    str, typer.Option("--since", metavar="DATE", help="Only what may be as late as this.", rich_help_panel=_WHICH)
]
UntilOption = Annotated[
    str, typer.Option("--until", metavar="DATE", help="Only what may be as early as this.", rich_help_panel=_WHICH)
]
TextOption = Annotated[
    str,
    typer.Option("--text", metavar="WORDS", help="Only what holds all these words.", rich_help_panel=_WHICH),
]
RegexOption = Annotated[bool, typer.Option("--regex", help="--text is a regular expression.", rich_help_panel=_WHICH)]
StanceOption = Annotated[
    list[StanceName] | None,
    typer.Option("--stance", help="Only evidence that takes this stance.", rich_help_panel=_WHICH),
]


def query_of(
    studies: list[Study],
    units: list[str] | None,
    factors: list[str] | None,
    sources: list[str] | None,
    coders: list[str] | None,
    stances: list[StanceName] | None,
    themes: list[str] | None = None,
) -> Query:
    """The query that the options ask for; a value that no case knows ends the call."""
    names = tuple(stance.value for stance in stances or ())
    query = Query(
        tuple(units or ()), tuple(factors or ()), tuple(sources or ()), tuple(coders or ()), names, tuple(themes or ())
    )
    from casecode.analysis.axes import known_values

    known = known_values(studies)
    for filter_name in ("units", "factors", "sources", "coders", "themes"):
        for value in getattr(query, filter_name):
            check_known(filter_name.removesuffix("s"), value, known[filter_name])
    return query


def narrowed(query: Query, since: str, until: str, text: str, regex: bool) -> Query:
    """The query with a period and words; a date or expression that is none ends the call."""
    import re

    from msgspec.structs import replace

    from casecode.analysis.search import Search
    from casecode.console.output import fail
    from casecode.model.dates import bounds

    for name, date in (("--since", since), ("--until", until)):
        if date and bounds(date) is None:
            fail(f'{name}: "{date}" is not a date', "write 2014, 2014-09 or 2014-09-19")
    search = Search(pattern=text) if regex else Search(tuple(text.split()))
    try:
        search.find([""])
    except re.error as error:
        fail(
            f'--text: "{text}" is not a regular expression: {error}', "leave --regex out to find the words as they are"
        )
    return replace(query, since=since, until=until, search=search)


def check_known(kind: str, value: str, known: tuple[str, ...]) -> None:
    """End the call where a name is not known, with the nearest name or all that there are."""
    if value not in known:
        from casecode.console.output import fail

        fail(f'there is no {kind} "{value}"', nearest(value, known) or f"known are: {', '.join(known) or 'none'}")
