"""The JSON contract: profiles, evidence, events and single things."""

from typing import Literal

from msgspec import Struct

from casecode.reports.contract.matrices import Lens, Stance


class Backing(Struct):
    """What a descriptive statement rests on."""

    evidence: list[str]
    source: str | None
    via: str | None
    locator: str | None


class ProfileLine(Struct):
    """A line of a profile: its fields by name, the units it bears on, and what it rests on."""

    fields: dict[str, str]
    units: list[str]
    backing: Backing


class Conclusion(Struct):
    """An answer to one of the framework's questions, with the themes that it rests on."""

    question: str
    text: str
    themes: list[str]


class Profile(Struct, kw_only=True):
    """What `casecode profile` tells."""

    schema: Literal["casecode/profile/1"] = "casecode/profile/1"
    case: str
    title: str
    framework: str
    description: str
    notes: list[str]
    profile: list[ProfileLine]
    timeline: list[ProfileLine]
    segments: list[ProfileLine]
    business_models: list[ProfileLine]
    performance: list[ProfileLine]
    conclusions: list[Conclusion]


class Evidence(Struct):
    """A piece of evidence: `factors` are those of its codes; `path` and `line` say where it is declared."""

    case: str
    id: str
    codes: list[str]
    factors: list[str]
    units: list[str]
    statement: str
    quote: str | None
    source: str
    via: str | None
    locator: str | None
    date: str | None
    stance: Stance
    coder: str | None
    explains: list[str]
    note: str | None
    path: str
    line: int


class Group(Struct):
    """A group of evidence: the pieces that stand in it, and how many that stand elsewhere belong to it as well."""

    id: str
    title: str
    count: int
    also: int


class Retrieval(Struct, kw_only=True):
    """What `casecode evidence` tells: how many pieces were found, and those that are shown, each once."""

    schema: Literal["casecode/evidence/1"] = "casecode/evidence/1"
    count: int
    evidence: list[Evidence]
    groups: list[Group]
    lenses: list[Lens]


class Happening(Struct):
    """An event or a dated piece of evidence. `first` and `last` are the days between which it lies; the evidence of an
    event is what it rests on, and so are its codes. An event has no id."""

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
    locator: str | None
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
