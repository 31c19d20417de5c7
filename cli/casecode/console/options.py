"""The options by which commands choose what they are about, each declared once."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from casecode.analysis.query import Query
from casecode.analysis.search import Search
from casecode.console import names
from casecode.console.output import fail
from casecode.console.signature import Fields
from casecode.model.dates import bounds
from casecode.model.problem import nearest
from casecode.model.study import Study

if TYPE_CHECKING:
    from casecode.analysis.conditions import Condition
    from casecode.analysis.matrix import Column
    from casecode.analysis.selection import Selection


class StanceName(StrEnum):
    """The stances of evidence."""

    supports = "supports"
    contradicts = "contradicts"
    qualifies = "qualifies"


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
OneMatrixOption = Annotated[
    str,
    typer.Option(
        "--matrix",
        "-m",
        metavar="ID",
        help="Only the factors of this matrix.",
        autocompletion=names.matrices,
        rich_help_panel=_WHICH,
    ),
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
WhereOption = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        "-w",
        metavar="ATTRIBUTE=VALUE",
        help="Only where this attribute of the case, unit or source holds; also != < <= > >=.",
        autocompletion=names.conditions,
        rich_help_panel=_WHICH,
    ),
]


RatingOption = Annotated[
    list[str] | None,
    typer.Option(
        "--rating",
        metavar="RATING",
        help="Only evidence that is rated so: -2, 0, +1.",
        autocompletion=names.ratings,
        rich_help_panel=_WHICH,
    ),
]
MemosOption = Annotated[
    bool,
    typer.Option("--memos", help="Show the memos on what is shown, below it.", rich_help_panel="Output"),
]


class Filters(Struct, frozen=True):
    """Which evidence a report is about: the same options, with one meaning, for every command that reads evidence."""

    framework: FrameworkOption = ""
    unit: UnitOption = None
    factor: FactorOption = None
    theme: ThemeOption = None
    source: SourceOption = None
    coder: CoderOption = None
    stance: StanceOption = None
    rating: RatingOption = None
    since: SinceOption = ""
    until: UntilOption = ""
    text: TextOption = ""
    regex: RegexOption = False
    where: WhereOption = None

    def select(self, studies: Sequence[Study]) -> "tuple[Selection, ...]":
        """What the options let through of each case."""
        from casecode.analysis.selection import select

        return select(studies, self.query(studies))

    def narrow(self, columns: "Sequence[Column]") -> "tuple[Column, ...]":
        """The columns with what the options let through of each."""
        from casecode.analysis.matrix import narrow

        return narrow(columns, self.query([column.study for column in columns]))

    def query(self, studies: Sequence[Study]) -> Query:
        """The query that the options ask for; a value that no case knows, or that is no date, ends the call."""
        from casecode.analysis.axis import known_values

        query = Query(
            units=tuple(self.unit or ()),
            factors=tuple(self.factor or ()),
            sources=tuple(self.source or ()),
            coders=tuple(self.coder or ()),
            stances=tuple(stance.value for stance in self.stance or ()),
            ratings=tuple(map(_rating, self.rating or ())),
            themes=tuple(self.theme or ()),
            since=_date("--since", self.since),
            until=_date("--until", self.until),
            search=_search(self.text, self.regex),
            where=_conditions(self.where or (), studies),
        )
        known = known_values(studies)
        for name in ("units", "factors", "sources", "coders", "themes", "ratings"):
            for value in getattr(query, name):
                others = [other.removesuffix("s") for other, values in known.items() if value in values]
                check_known(name.removesuffix("s"), value, known[name], others)
        return query


FilterOptions = Annotated[Filters, Fields(Filters)]


def _conditions(texts: Sequence[str], studies: Sequence[Study]) -> "tuple[Condition, ...]":
    from casecode.analysis.conditions import conditions
    from casecode.analysis.refusal import Refusal

    found = conditions(texts, studies)
    if isinstance(found, Refusal):
        fail(f"--where: {found.why}", found.hint)
    return found


def _date(option: str, text: str) -> str:
    if text and bounds(text) is None:
        fail(f'{option}: "{text}" is not a date', "write 2014, 2014-09 or 2014-09-19")
    return text


def _rating(text: str) -> str:
    """A rating as it is shown, whatever its sign was written with."""
    from casecode.model.scale import signed
    from casecode.read.words import Rating

    shape, text = Rating(), text.strip()
    if not shape.is_right(text):
        fail(f'--rating: "{text}" is not a rating', f"write {shape.noun}")
    return signed(shape.made(text))


def _search(text: str, is_expression: bool) -> Search:
    search = Search(pattern=text) if is_expression else Search(tuple(text.split()))
    search.find([""])  # what is no regular expression ends the call now
    return search


def check_known(kind: str, value: str, known: tuple[str, ...], others: Sequence[str] = ()) -> None:
    """End the call where a name is not known, with what else it names, the nearest name, or all that there are."""
    if value not in known:
        hint = f'"{value}" is a {others[0]}: --{others[0]} {value}' if others else nearest(value, known)
        fail(f'there is no {kind} "{value}"', hint or f"known are: {', '.join(known) or 'none'}")
