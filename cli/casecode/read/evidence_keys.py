"""The keys of evidence, each declared once: what it holds, and what it is called wherever evidence goes.

From this table follow the form that reads files, their JSON Schema, the columns that an import knows, the options of
`add` and `edit`, `show`, the coding form, and what is written as JSON, CSV and Parquet. The one other line of a key is
its attribute in the struct of the model, which says to the type checker what it is.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from casecode.model.case import STANCES
from casecode.read.shape import Field, ListOf
from casecode.read.words import Choice, Date, Flag, Identifier, Rating, Shape, Text


class EvidenceKey(Field, frozen=True):
    """A key of evidence, beyond what a key of any record says.

    `called`: its headings in tables of other programs, in small letters without signs. `label`: its name for people,
    in `show` and the coding form; none for the key itself. `option`: the options of `add` and `edit` that set it, and
    `about`: their help; none for what cannot be set there. `implied`: the value that goes without saying. `asked`:
    what the coding form says of it; nothing for what it does not ask for.
    """

    called: tuple[str, ...] = ()
    label: str = ""
    option: tuple[str, ...] = ()
    about: str = ""
    implied: str = ""
    asked: str | None = None

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.label or self.key.replace("-", " ").capitalize()

    @property
    def item(self) -> Shape:
        """The shape of its value, or of one value of its list."""
        return self.shape.item if isinstance(self.shape, ListOf) else self.shape

    @property
    def is_list(self) -> bool:
        return isinstance(self.shape, ListOf)

    @property
    def of(self) -> str:
        """The kind of thing whose id it holds: theme, unit or source; `id` for its own, nothing for other texts."""
        return self.item.of if isinstance(self.item, Identifier) else ""

    @property
    def words(self) -> Sequence[str]:
        """The words that it may hold; none for any text."""
        return self.item.words if isinstance(self.item, Choice) else ()

    @property
    def is_flag(self) -> bool:
        """Whether it says that something is so, or not."""
        return isinstance(self.item, Flag)

    @property
    def is_number(self) -> bool:
        return isinstance(self.item, Rating)

    @property
    def empty(self) -> Any:
        """What the struct of the model has where the key is left out."""
        return () if self.is_list else False if self.is_flag else None if self.is_number else self.implied

    def bare(self, text: str) -> str:
        """A value as it is to be written without quotes, as the number or word that it is; nothing for any other."""
        is_bare = isinstance(self.shape, Flag | Rating) and self.shape.is_right(text.strip())
        return str(self.shape.made(text.strip())).lower() if is_bare else ""  # type: ignore[attr-defined]


# In the order in which files, tables and JSON have them.
KEYS = (
    EvidenceKey(
        "id",
        Identifier(),
        "short id, unique in the case",
        required=True,
        called=("no", "nr", "number", "key", "evidenceid"),
    ),
    EvidenceKey(
        "codes",
        ListOf(Identifier(of="theme")),
        "themes, or factors directly",
        called=("code", "themes", "theme", "tags", "tag", "category", "categories", "labels", "factor", "factors"),
        option=("--code", "-c"),
        about="A theme or factor; give several.",
        asked="type to find one; ↓ and Enter choose; Tab goes on",
    ),
    EvidenceKey(
        "units",
        ListOf(Identifier(of="unit")),
        "the units that it bears on; none for the case as a whole",
        called=("unit", "market", "markets", "country", "countries", "region", "regions", "site"),
        option=("--unit", "-u"),
        about="A unit that it bears on.",
        asked="",
    ),
    EvidenceKey(
        "statement",
        Text(),
        "what it says, in your own words",
        called=("text", "finding", "summary", "description", "content", "paraphrase", "evidence"),
        option=("--statement",),
        about="What it says.",
        asked="what it says, in your own words",
    ),
    EvidenceKey(
        "quote",
        Text(),
        "the words of the source",
        called=("quotation", "excerpt", "verbatim", "passage", "segment", "codedtext"),
        option=("--quote", "-q"),
        about="The words of the source.",
        asked="the words of the source; 1-9 mark them while you read",
    ),
    EvidenceKey(
        "source",
        Identifier(of="source"),
        "the source that it comes from originally",
        required=True,
        called=("reference", "ref", "citation", "citekey", "document", "documentname", "file"),
        option=("--source", "-s"),
        about="Where it is from.",
        asked="",
    ),
    EvidenceKey(
        "via",
        Identifier(of="source"),
        "the source in which it was found, where that is another one",
        called=("foundin", "secondarysource", "readin"),
        label="Found in",
        option=("--via",),
        about="Where it was found, if elsewhere.",
    ),
    EvidenceKey(
        "locator",
        Text(),
        "where in the source: a page or section",
        called=("page", "pages", "section", "paragraph", "location", "position"),
        option=("--locator", "-l"),
        about="The page or section.",
    ),
    EvidenceKey(
        "date",
        Date(),
        "when it happened, or when the figure holds",
        called=("year", "when", "period"),
        option=("--date", "-d"),
        about="When it happened.",
        asked="when it happened: 2014, 2014-09, 2012/2013",
    ),
    EvidenceKey(
        "stance",
        Choice(words=STANCES),
        "supports (the default), contradicts or qualifies its codes",
        called=("direction", "polarity"),
        option=("--stance",),
        about="What it does with its codes.",
        implied="supports",
        asked="",
    ),
    EvidenceKey(
        "rating",
        Rating(),
        "how strong, and in which direction, on the scale of the framework",
        called=("valence", "strength", "score", "ratings"),
        option=("--rating",),
        about="How strong, and in which direction, on the framework's scale.",
        asked="on the scale of the framework: -2, 0, +1",
    ),
    EvidenceKey(
        "coder",
        Text(),
        "who coded it",
        called=("analyst", "codedby", "user", "author"),
        option=("--coder",),
        about="Who coded it.",
    ),
    EvidenceKey(
        "explains",
        ListOf(Identifier(of="theme")),
        "the themes or factors for which its codes are given as the reason",
        called=("reasonfor", "leadsto", "effect"),
        option=("--explains",),
        about="What its codes are a reason for.",
    ),
    EvidenceKey(
        "important",
        Flag(),
        "true: chosen first where a cell has room for a few",
        called=("keyquote", "starred", "highlight"),
        option=("--important",),
        about="Choose it first where a cell has room for a few.",
        implied="false",
    ),
    EvidenceKey(
        "note",
        Text(),
        "a remark of the coder",
        called=("notes", "memo", "comment", "comments", "remark", "remarks"),
        option=("--note",),
        about="A remark.",
    ),
)
# What follows from the keys of a piece, or from where it stands, and can be shown like these.
FOLLOWING = ("case", "factors", "place", "speaker")
# At least one of these a piece must have.
EITHER = ("statement", "quote")
# The values that go without saying, by key: what is left out means the same.
IMPLIED = {key.key: key.implied for key in KEYS if key.implied}
# Where people look at a piece or write one: these first, then the others in the order of files.
SHOWN = ("statement", "quote", "codes", "explains", "units", "stance")
ASKED = ("codes", "units", "stance", "statement", "quote")


def in_order(first: Sequence[str], keys: Iterable[EvidenceKey] = KEYS) -> list[EvidenceKey]:
    """The keys with some of them first."""
    rank = {key: position for position, key in enumerate(first)}
    return sorted(keys, key=lambda key: rank.get(key.key, len(rank)))
