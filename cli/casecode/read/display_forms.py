"""The form of a display: one for all kinds; `checks/displays.py` tells which keys go with which kind."""

from casecode.model.display import PARTS, Display, Entry
from casecode.read.shape import Below, Field, ListOf, MapOf, Record, ValuesById
from casecode.read.words import Choice, Date, Identifier, Number, Text

_TEXT = Text()
_UNITS = ListOf(Identifier(of="unit"))
BACKING = (
    Field("evidence", ListOf(Identifier(of="piece of evidence")), "the evidence that it rests on"),
    Field("source", Identifier(of="source"), "or the source that it comes from originally"),
    Field("via", Identifier(of="source"), "the source in which it was found, where that is another one"),
    Field("locator", _TEXT, "where in the source: a page or section"),
    Field("note", _TEXT, "a remark"),
)
CELL = Record("cell", Entry, (Field("text", _TEXT, "what it says", True), *BACKING), brief="text")
ROW = Record(
    "row",
    Entry,
    (
        Field("label", _TEXT, "what heads the row", True),
        Field("cells", MapOf(CELL), "what stands in its columns, by their ids; what is left out is blank"),
        Field("units", _UNITS, "the units that it holds for"),
        *BACKING,
    ),
)
VALUE = Record(
    "value of a series",
    Entry,
    (
        Field("date", Date(), "when it holds"),
        Field("label", _TEXT, "what it is the value of, where that is no date"),
        Field("of", _TEXT, "which line it belongs to, where a series has several"),
        Field("value", Number(), "the figure; none for one that is not known"),
        Field("text", _TEXT, "the figure as the source words it, such as over 3 million"),
        Field("units", _UNITS, "the units that it holds for"),
        *BACKING,
    ),
)
BLOCK = Record(
    "block",
    Entry,
    (
        Field("title", _TEXT, "heading; one of the nine blocks of a business model has its own", attribute="label"),
        Field("items", ListOf(CELL), "what stands in it", True, "entries"),
        *BACKING,
    ),
    brief="items",
)
BRANCH: Record = Record(
    "branch",
    Entry,
    (
        Field("label", _TEXT, "what it is called", True),
        Field("text", _TEXT, "what is to be said of it"),
        Field("branches", ListOf(Below(lambda: BRANCH)), "the branches below it", attribute="entries"),
        *BACKING,
    ),
    brief="label",
)
DISPLAY = Record(
    "display",
    Display,
    (
        Field("id", Identifier(), "short id", True),
        Field("kind", Choice(words=tuple(PARTS)), "table, series, canvas or tree", True),
        Field("title", _TEXT, "heading", True),
        Field("columns", ValuesById(_TEXT, "titles"), "table: its columns, each by an id with its title"),
        Field("rows", ListOf(ROW), "table: its rows"),
        Field("measure", _TEXT, "series: what its values are counted in, such as RMB billion"),
        Field("values", ListOf(VALUE), "series: its values"),
        Field("blocks", MapOf(BLOCK), "canvas: its blocks; key-partners and so on, or of any ids with a title"),
        Field("branches", ListOf(BRANCH), "tree: its branches"),
        *BACKING,
    ),
)
DISPLAYS = Field("displays", ListOf(DISPLAY), "tables, series, canvases and trees; what a part rests on, or else all")
