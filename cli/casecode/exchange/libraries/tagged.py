"""Formats of lines with tags: RIS, MEDLINE, Web of Science. What is on further lines belongs to the tag before."""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from casecode.exchange.libraries.item import Fields


class Line(Struct, frozen=True):
    """A value with its tag, and the number of the line."""

    tag: str
    value: str
    number: int


class Record(Struct):
    """The lines of one record, and the line on which it begins."""

    line: int
    lines: list[Line]

    def values(self, *tags: str) -> list[str]:
        """The values under some tags, in the order in which they stand."""
        return [line.value for line in self.lines if line.tag in tags]

    def fields(self) -> Fields:
        """The values under each tag."""
        values: dict[str, list[str]] = {}
        for line in self.lines:
            values.setdefault(line.tag, []).append(line.value)
        return Fields(values)


def lines(
    rows: list[str], match: Callable[[str], re.Match[str] | None], lists: frozenset[str] = frozenset()
) -> Iterator[Line]:
    """The values of tags; of `lists` each further line is a value of its own, of others it goes on with the one before.

    What matches a line has the groups tag and value. A blank line ends a value.
    """
    tag, parts, began = "", [""], 0
    for number, row in enumerate(rows, 1):
        if found := match(row):
            if tag:
                yield Line(tag, " ".join(parts), began)
            tag, parts, began = found["tag"], [found["value"].strip()], number
        elif tag and row.strip():
            if tag in lists:
                yield Line(tag, " ".join(parts), began)
                parts, began = [], number
            parts.append(row.strip())
        elif tag and tag not in lists:
            yield Line(tag, " ".join(parts), began)
            tag = ""
    if tag:
        yield Line(tag, " ".join(parts), began)
