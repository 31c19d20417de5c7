"""Which formats there are, and which report can be written in which.

A format is a module of this package with one function, `render(report, look) -> str` (or `bytes`), and an entry in
`FORMATS` that says what of a report it needs. What a report offers are methods of its class; `OFFERS` repeats their
names, so that the choices of `--format` are known before any report or writer is imported; a test compares the two.
"""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from casecode.render.text import settled

Option = Literal["ids", "fragment", "template", "excel"]


class Look(Struct, frozen=True):
    """How to write a report: as the user asked for it, and as it can be shown where it goes.

    `ids` shows the ids of the evidence in cells; a `fragment` is a part for somebody's own page. `width` is that of a
    terminal, or one that the user has set; a pipe and a file have none. A page that `has_links` shows evidence where a
    count is followed; one that `is_live` asks where it came from whether there is a newer one. A `template` is the file
    whose styles are used; `excel` is for CSV as Excel reads it.
    """

    ids: bool = False
    fragment: bool = False
    width: int | None = None
    is_shown: bool = False
    colour: bool = False
    has_links: bool = False
    is_live: bool = False
    template: Path | None = None
    excel: bool = False


class Format(Struct, frozen=True):
    """A format: its name, what it needs of a report, how its files end, and which options it minds.

    The module that writes it has its name, unless it says otherwise. `package` is what must be installed for it, and
    `extra` brings that. One that is styled knows what a terminal may be shown; of any other a terminal gets nothing
    that would act. One with an appendix tells there, with --evidence, what the evidence in its cells says.
    """

    name: str
    needs: str
    endings: tuple[str, ...] = ()
    minds: tuple[Option, ...] = ()
    is_binary: bool = False
    commands: bool = False
    package: str = ""
    extra: str = ""
    module: str = ""
    is_styled: bool = False
    has_appendix: bool = False

    def render(self, report: Any, look: Look) -> str | bytes:
        """A report in this format."""
        written: str | bytes = import_module(f"casecode.render.{self.module or self.name}").render(report, look)
        return settled(written) if look.is_shown and isinstance(written, str) and not self.is_styled else written


# In the order in which `--format` offers them; the first that a report can be written in is what it is written in.
FORMATS = (
    Format("table", "page", (".txt",), ("ids",), is_styled=True),
    Format("text", "problems", (".txt",), module="problems", is_styled=True),
    Format("short", "problems"),
    Format("json", "wire", (".json",)),
    Format("jsonl", "records", (".jsonl", ".ndjson")),
    Format("csv", "tidy", (".csv",), ("excel",)),
    Format("markdown", "page", (".md", ".markdown"), ("ids",)),
    Format("html", "room", (".html", ".htm"), ("ids", "fragment"), module="room"),
    Format("html", "page", (".html", ".htm"), ("ids", "fragment")),
    Format("latex", "page", (".tex",), ("ids", "fragment")),
    Format(
        *("docx", "page", (".docx",), ("ids", "template")),
        is_binary=True,
        package="docx",
        extra="office",
        has_appendix=True,
    ),
    Format("xlsx", "page", (".xlsx",), ("ids",), is_binary=True, package="openpyxl", extra="office", has_appendix=True),
    Format("pdf", "page", (".pdf",), ("ids",), is_binary=True, package="typst", extra="pdf", has_appendix=True),
    Format("typst", "page", (".typ",), ("ids", "fragment"), has_appendix=True),
    Format("mermaid", "graph", (".mmd", ".mermaid")),
    Format("dot", "graph", (".dot", ".gv")),
    Format("svg", "chart", (".svg",)),
    Format("svg", "graph", (".svg",), module="figure"),
    Format("svg", "picture", (".svg",), module="picture"),
    Format("github", "problems", commands=True),
    Format("csl", "references", (".json",)),
    Format("bibtex", "references", (".bib",)),
    Format("ris", "references", (".ris",)),
    Format("parquet", "each_record", (".parquet",), is_binary=True, package="pyarrow", extra="parquet"),
)

# What the report of a command offers: the methods of its class that a format may need, and `ids` where its cells name
# the evidence that they stand for.
ANY = ("page", "tidy", "wire")
OFFERS = {
    "analyze": (*ANY, "ids"),
    "check": ("problems", "wire"),
    "codebook": (*ANY, "ids"),
    "compare": (*ANY, "ids"),
    "contrast": (*ANY, "ids"),
    "coverage": ANY,
    "display": (*ANY, "ids", "picture"),
    "documents": ANY,
    "evidence": (*ANY, "records", "each_record"),
    "explain": ANY,
    "fragility": ANY,
    "list": ANY,
    "log": ANY,
    "matrix": (*ANY, "ids"),
    "memo": ANY,
    "mill": (*ANY, "ids"),
    "pairs": ANY,
    "patterns": (*ANY, "ids"),
    "profile": (*ANY, "ids"),
    "quote": ANY,
    "report": (*ANY, "ids", "room"),
    "show": (*ANY, "graph"),
    "sources": ("references",),
    "stack": (*ANY, "ids"),
    "structure": (*ANY, "ids", "graph"),
    "timeline": (*ANY, "records", "chart"),
    "trace": (*ANY, "graph"),
}


def formats_of(report: str) -> tuple[Format, ...]:
    """The formats in which the report of a command can be written; the first is the usual one."""
    offered = (it for it in FORMATS if it.needs in OFFERS[report])
    by_name: dict[str, Format] = {}
    for it in offered:
        by_name.setdefault(it.name, it)  # what shows more of a report stands first
    return tuple(by_name.values())


def named_by(path: Path | None, formats: Iterable[Format]) -> Format | None:
    """The format that the ending of a file names, of some formats or of all."""
    return next((it for it in formats if path and path.suffix.lower() in it.endings), None)


def options_of(report: str) -> set[Option]:
    """Which options make a difference to the report of a command."""
    minded = {option for it in formats_of(report) for option in it.minds}
    return {option for option in minded if option != "ids" or "ids" in OFFERS[report]}
