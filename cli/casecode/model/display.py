"""Displays that a case or framework carries: tables, series, canvases and trees.

A display is an organized, compressed assembly of information (Miles, Huberman & Saldaña 2014). What stands in it rests
on evidence or sources, as every descriptive statement does.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec.structs import replace

from casecode.model.backing import Backing, resting

DisplayKind = Literal["table", "series", "canvas", "tree"]
# The kinds of displays, and the key under which each has its parts.
PARTS: Mapping[DisplayKind, str] = {"table": "rows", "series": "values", "canvas": "blocks", "tree": "branches"}

# The nine blocks of a business model (Osterwalder & Pigneur 2010), in the order in which they are told.
BLOCKS = {
    "customer-segments": "Customer segments",
    "value-propositions": "Value propositions",
    "channels": "Channels",
    "customer-relationships": "Customer relationships",
    "revenue-streams": "Revenue streams",
    "key-resources": "Key resources",
    "key-activities": "Key activities",
    "key-partners": "Key partners",
    "cost-structure": "Cost structure",
}


class Entry(Backing, frozen=True, kw_only=True):
    """A part of a display: a row with its cells, a value at a date, a block with its items, a branch with others."""

    id: str = ""
    label: str = ""
    text: str = ""
    date: str = ""
    value: str = ""
    of: str = ""
    units: tuple[str, ...] = ()
    cells: Mapping[str, "Entry"] = {}
    entries: tuple["Entry", ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether it states anything itself, and does not only head others."""
        return bool(self.text or self.value or not (self.cells or self.entries or self.date))

    def walk(self) -> Iterator["Entry"]:
        """This entry and all below it, in the order of the file."""
        yield self
        for entry in (*self.cells.values(), *self.entries):
            yield from entry.walk()


class Display(Backing, frozen=True, kw_only=True):
    """A display; its parts stand under the key of its kind."""

    id: str = ""
    kind: DisplayKind = "table"
    title: str = ""
    columns: Mapping[str, str] = {}
    rows: tuple[Entry, ...] = ()
    measure: str = ""
    values: tuple[Entry, ...] = ()
    blocks: Mapping[str, Entry] = {}
    branches: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What stands in it, at the top."""
        found: Sequence[Entry] | Mapping[str, Entry] = getattr(self, PARTS[self.kind])
        return tuple(found.values() if isinstance(found, Mapping) else found)

    def walk(self) -> Iterator[Entry]:
        """All that stands in it, in the order of the file."""
        for entry in self.entries:
            yield from entry.walk()

    @property
    def settled(self) -> tuple[Entry, ...]:
        """What stands in it, each part with what it rests on, be it by what it stands in."""
        return tuple(_settled(entry, self) for entry in self.entries)

    @property
    def is_canvas_of_nine(self) -> bool:
        """Whether its blocks are some of those of a business model."""
        return self.kind == "canvas" and self.blocks.keys() <= BLOCKS.keys()


def _settled(entry: Entry, above: Backing) -> Entry:
    own = resting(entry, above)
    cells = {column: _settled(cell, own) for column, cell in entry.cells.items()}
    return replace(own, cells=cells, entries=tuple(_settled(it, own) for it in entry.entries))
