"""What evidence is cited from, under the names of CSL-JSON so that reference managers map one to one."""

from collections.abc import Mapping

from msgspec import Struct

from casecode.model.span import NOWHERE, Origin

# Yin (2018, ch. 4), six sources of evidence.
KINDS = (
    "documentation",
    "archival-record",
    "interview",
    "direct-observation",
    "participant-observation",
    "physical-artifact",
)

# CSL 1.0.2, appendix III.
# fmt: off
TYPES = (
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
    "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software",
    "song", "speech", "standard", "thesis", "treaty", "webpage",
)
# fmt: on


class Source(Struct, frozen=True):
    """One source. `kind` is one of Yin's six kinds of evidence, `type` a CSL-JSON type; dates are those of `dates.py`.

    `file` is the path of the document itself, relative to the file that declares the source; `sha256` tells the bytes
    that it had when it was coded.
    """

    id: str = ""
    type: str = ""
    title: str = ""
    author: tuple[str, ...] = ()
    editor: tuple[str, ...] = ()
    translator: tuple[str, ...] = ()
    publisher: str = ""
    publisher_place: str = ""
    container_title: str = ""
    collection_title: str = ""
    issued: str = ""
    accessed: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    edition: str = ""
    number: str = ""
    genre: str = ""
    language: str = ""
    URL: str = ""
    DOI: str = ""
    ISBN: str = ""
    ISSN: str = ""
    kind: str = ""
    file: str = ""
    sha256: str = ""
    attributes: Mapping[str, str] = {}
    note: str = ""
    origin: Origin = NOWHERE

    @property
    def citation(self) -> str:
        """A short reference for a list: who, when, what."""
        who = ", ".join(self.author) or self.publisher or self.container_title
        about = "c. " if self.issued[-1:] in ("~", "%") else ""
        when = f"({about}{self.issued[:4]})" if self.issued else "(n.d.)"
        return " ".join(part for part in (who, when, self.title) if part)
