"""The form of an outline: the parts of a report."""

from casecode.model.outline import PARTS, Outline, Part
from casecode.read.shape import Field, ListOf, Record
from casecode.read.words import Choice, Number, Text

_TEXT = Text()
PART = Record(
    "part",
    Part,
    (
        Field("part", Choice(words=tuple(PARTS)), "which part; none for one that has only your own text"),
        Field("title", _TEXT, "its heading, where it is to have another one"),
        Field("text", _TEXT, "your own words, at its beginning"),
        Field("of", ListOf(_TEXT), "units or cases to compare; matrices or displays to show; else all"),
        Field("limit", Number(), "quotes: at most so many of a theme"),
    ),
    either=("part", "text"),
    brief="part",
)
OUTLINE = Record(
    "outline",
    Outline,
    (
        Field("title", _TEXT, "heading of the whole report"),
        Field("parts", ListOf(PART), "the parts, in their order", True),
    ),
)
