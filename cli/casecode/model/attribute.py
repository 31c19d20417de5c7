"""An attribute: a property that a framework declares for cases, units or sources, and what its values mean."""

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from casecode.model.dates import bounds
from casecode.model.span import NOWHERE, Origin

Owner = Literal["case", "unit", "source"]
OWNERS: tuple[Owner, ...] = ("case", "unit", "source")
AttributeType = Literal["text", "number", "date"]
TYPES: tuple[AttributeType, ...] = ("text", "number", "date")
_NUMBER = re.compile(r"[+-]?[0-9]{1,300}(?:\.[0-9]{1,300})?", re.ASCII)
Extent = tuple[int | float | str, int | float | str]


class Value(Struct, frozen=True):
    """One of the values that an attribute may have."""

    id: str = ""
    title: str = ""
    definition: str = ""
    origin: Origin = NOWHERE


class Attribute(Struct, frozen=True):
    """A property of cases, units or sources: a text, number or date, or one of a few values.

    `of` says what has it; where it says nothing, any of them may. Values that are `ordered` can be more or less, those
    of other attributes only another. Where it is `optional` nothing is said of what has no value. `factor` is what it
    sums up, if it sums up one: it cannot be a reason for itself.
    """

    id: str = ""
    title: str = ""
    definition: str = ""
    of: tuple[Owner, ...] = ()
    type: AttributeType = "text"
    values: Mapping[str, Value] = {}
    ordered: bool = False
    optional: bool = False
    factor: str = ""
    origin: Origin = NOWHERE

    @property
    def has_order(self) -> bool:
        """Whether one value can be less than another."""
        return self.ordered if self.values else self.type != "text"

    def extent(self, value: str) -> Extent | None:
        """From where to where a value reaches: the first and last day of a date, twice the number, twice the place
        among the values declared. None for a text, and for what is no value of the attribute."""
        if self.values:
            place = [*self.values].index(value) if value in self.values else None
            return None if place is None else (place, place)
        if self.type == "number":
            return number(value)
        return bounds(value) if self.type == "date" else None

    def can_be(self, value: str) -> bool:
        """Whether the attribute can have a value: one of those declared, or any of its type."""
        return self.extent(value) is not None or (not self.values and self.type == "text")


def number(text: str) -> Extent | None:
    """A text as a number, twice, if it is one with a point."""
    return (float(text), float(text)) if _NUMBER.fullmatch(text) else None
