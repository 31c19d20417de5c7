"""The fields of a piece of evidence as options, for the commands that write one."""

from typing import Annotated, Any

import typer

from casecode.console import names
from casecode.console.options import StanceName

CodeOption = Annotated[
    list[str] | None,
    typer.Option("--code", "-c", metavar="ID", help="A theme or factor; give several.", autocompletion=names.themes),
]
UnitOption = Annotated[
    list[str] | None,
    typer.Option("--unit", "-u", metavar="ID", help="A unit that it bears on.", autocompletion=names.units),
]
SourceOption = Annotated[
    str, typer.Option("--source", "-s", metavar="ID", help="Where it is from.", autocompletion=names.sources)
]
ViaOption = Annotated[
    str, typer.Option("--via", metavar="ID", help="Where it was found, if elsewhere.", autocompletion=names.sources)
]
LocatorOption = Annotated[str, typer.Option("--locator", "-l", metavar="TEXT", help="The page or section.")]
DateOption = Annotated[str, typer.Option("--date", "-d", metavar="DATE", help="When it happened.")]
StanceOption = Annotated[StanceName, typer.Option("--stance", help="What it does with its codes.")]
QuoteOption = Annotated[str, typer.Option("--quote", "-q", metavar="TEXT", help="The words of the source.")]
CoderOption = Annotated[str, typer.Option("--coder", metavar="NAME", help="Who coded it.", autocompletion=names.coders)]
NoteOption = Annotated[str, typer.Option("--note", metavar="TEXT", help="A remark.")]
ExplainsOption = Annotated[
    list[str] | None,
    typer.Option("--explains", metavar="ID", help="What its codes are a reason for.", autocompletion=names.themes),
]


def record_of(
    statement: str,
    codes: list[str] | None,
    units: list[str] | None,
    source: str,
    via: str,
    locator: str,
    date: str,
    stance: StanceName | None,
    quote: str,
    coder: str,
    explains: list[str] | None,
    note: str,
) -> dict[str, Any]:
    """The fields that were given, under their keys; `supports` goes without saying."""
    given = {
        "codes": codes,
        "units": units,
        "statement": statement.strip(),
        "quote": quote.strip(),
        "source": source,
        "via": via,
        "locator": locator.strip(),
        "date": date,
        "stance": stance.value if stance and stance is not StanceName.supports else "",
        "coder": coder.strip(),
        "explains": explains,
        "note": note.strip(),
    }
    return {key: it for key, it in given.items() if it}
