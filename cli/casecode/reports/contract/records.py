"""The JSON contract: profiles, evidence, events and single things."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

from msgspec import UNSET, Struct, UnsetType, defstruct

from casecode.read.evidence_keys import KEYS, EvidenceKey
from casecode.reports.contract.matrices import Lens, Stance
from casecode.reports.contract.memos import Memo


class Backing(Struct):
    """What a descriptive statement rests on."""

    evidence: list[str]
    source: str | None
    via: str | None
    locator: str | None


class ProfileLine(Struct):
    """A line of a profile: its fields by name, the units it bears on, what it rests on, and what is said of it."""

    fields: dict[str, str]
    units: list[str]
    backing: Backing
    note: str | None


class DisplayCell(Struct):
    """A cell of a table: what it says, what it rests on, and what is said of it."""

    text: str
    backing: Backing
    note: str | None


class DisplayPart(Struct):
    """A part of a display: a row with its cells by column, a value, a block or branch with the parts in it.

    A value that is not known is null.
    """

    id: str | None
    label: str | None
    text: str | None
    date: str | None
    value: float | None
    of: str | None
    units: list[str]
    cells: dict[str, DisplayCell]
    parts: list["DisplayPart"]
    backing: Backing
    note: str | None


class Display(Struct):
    """A display: its parts, and what all of it rests on; `columns` are the titles of a table's columns by their ids."""

    id: str
    kind: Literal["table", "series", "canvas", "tree"]
    title: str
    measure: str | None
    columns: dict[str, str]
    parts: list[DisplayPart]
    backing: Backing
    note: str | None


class Displays(Struct, kw_only=True):
    """What `casecode display` tells: displays of the case or framework that they are within."""

    schema: Literal["casecode/displays/1"] = "casecode/displays/1"
    within: str
    displays: list[Display]


class Conclusion(Struct):
    """An answer to one of the framework's questions, with the themes that it rests on."""

    question: str
    text: str
    themes: list[str]
    note: str | None


class Profile(Struct, kw_only=True):
    """What `casecode profile` tells."""

    schema: Literal["casecode/profile/2"] = "casecode/profile/2"
    case: str
    title: str
    framework: str
    description: str
    notes: list[str]
    profile: list[ProfileLine]
    timeline: list[ProfileLine]
    displays: list[Display]
    conclusions: list[Conclusion]


def _type(key: EvidenceKey) -> Any:
    """What a key of evidence holds in JSON."""
    own = bool if key.is_flag else int if key.is_number else Literal[tuple(key.words)] if key.words else str
    if key.is_list:
        return list[own]  # type: ignore[valid-type]
    return own if key.required or key.implied else own | None


def _evidence_fields() -> Iterator[tuple[str, Any]]:
    """The names of a piece with their types: all keys of evidence, and where it belongs and stands."""
    yield "case", str
    for key in KEYS:
        yield key.name, _type(key)
        if key.key == "codes":
            yield "factors", list[str]
        if key.key == "locator":
            yield "place", str | None
    yield from (("attributes", dict[str, list[str]]), ("path", str), ("line", int))


if TYPE_CHECKING:

    class Evidence(Struct):
        """A piece of evidence; its fields follow from the keys."""

        def __init__(self, **values: Any) -> None: ...
        def __getattr__(self, name: str) -> Any: ...
else:
    Evidence = defstruct("Evidence", _evidence_fields(), module=__name__)
    Evidence.__doc__ = """A piece of evidence: `factors` are those of its codes; `place` is the locator, or where the
    document of its source has its quote; `attributes` are those of its case, units and source
    (`source:profession`), with their values; `path` and `line` say where it is declared."""


class Group(Struct):
    """A group of evidence: the pieces that stand in it, and how many that stand elsewhere belong to it as well."""

    id: str
    title: str
    count: int
    also: int


class EvidenceReport(Struct, kw_only=True):
    """What `casecode evidence` tells: how many pieces were found, and those that are shown, each once."""

    schema: Literal["casecode/evidence/1"] = "casecode/evidence/1"
    count: int
    evidence: list[Evidence]
    groups: list[Group]
    lenses: list[Lens]
    memos: list[Memo] | UnsetType = UNSET  # where they are asked for


class Happening(Struct):
    """An event or a dated piece of evidence. `first` and `last` are the days between which it lies; the evidence of an
    event is what it rests on, and so are its codes. An event has no id. `place` is the locator, or where the document
    of its source has its quote: in `via`, if it was read there."""

    case: str
    kind: Literal["event", "evidence"]
    id: str | None
    date: str
    first: str
    last: str
    units: list[str]
    codes: list[str]
    text: str
    stance: Stance | None
    evidence: list[str]
    source: str | None
    via: str | None
    locator: str | None
    place: str | None
    note: str | None
    path: str
    line: int


class Timeline(Struct, kw_only=True):
    """What `casecode timeline` tells, in the order of time; `undated` counts evidence that is left out."""

    schema: Literal["casecode/timeline/1"] = "casecode/timeline/1"
    happenings: list[Happening]
    undated: int
    lenses: list[Lens]


class Items(Struct, kw_only=True):
    """What `casecode show` tells where several cases or frameworks have a thing of one kind and id."""

    schema: Literal["casecode/items/1"] = "casecode/items/1"
    items: list["Item"]


class Item(Struct, kw_only=True):
    """What `casecode show` tells: one thing, the line that declares it, what stands below it and bears on it."""

    schema: Literal["casecode/item/1"] = "casecode/item/1"
    kind: str
    id: str
    within: str
    path: str
    line: int
    fields: dict[str, str]
    factors: list[str]
    evidence: list[str]
    memos: list[Memo] = []


class Quotation(Struct):
    """A quote and the passage of a document in which it stands; where it was not found, the passage that is nearest."""

    case: str
    id: str
    status: Literal["found", "not-found", "unread", "no-document"]
    quote: str
    source: str
    via: str | None
    locator: str | None
    document: str | None
    place: str | None
    passage: str | None


class Quotations(Struct, kw_only=True):
    """What `casecode quote` tells."""

    schema: Literal["casecode/quotes/1"] = "casecode/quotes/1"
    quotes: list[Quotation]


class Document(Struct):
    """The document of a source: whether it is the one that was coded, how many quotes cite it, those found."""

    case: str
    source: str
    path: str
    state: Literal["as-kept", "changed", "not-kept", "unread"]
    reason: str | None
    sha256: str | None
    quotes: int
    found: list[str]


class Documents(Struct, kw_only=True):
    """What `casecode documents` tells."""

    schema: Literal["casecode/documents/1"] = "casecode/documents/1"
    documents: list[Document]
    quotes: list[Quotation]
