"""The outline of a report: which parts it has, in which order, and what the researcher says in them."""

from collections.abc import Mapping

from msgspec import Struct

from casecode.model.span import NOWHERE, Origin

# The parts of a report, in the order in which it has them where no outline says otherwise, with their headings.
PARTS: Mapping[str, str] = {
    "method": "Method and data",
    "profile": "The cases",
    "timeline": "Timeline",
    "matrices": "Findings by factor",
    "comparison": "Comparison",
    "quotes": "Proof quotes",
    "propositions": "Propositions and rival explanations",
    "conclusions": "Conclusions and what they rest on",
    "limitations": "Limitations that the coding shows",
    "memos": "Memos",
    "codebook": "Codebook",
    "sources": "Sources",
    "evidence": "Evidence",
}


class Part(Struct, frozen=True):
    """A part of a report. `of` narrows it down: units or cases that are compared, matrices or displays that are shown.

    `text` are the researcher's own words, which stand at its beginning; one without a `part` has nothing else.
    """

    part: str = ""
    title: str = ""
    text: str = ""
    of: tuple[str, ...] = ()
    limit: str = ""
    origin: Origin = NOWHERE


class Outline(Struct, frozen=True):
    """All of it, with the title of the whole."""

    title: str = ""
    parts: tuple[Part, ...] = ()
    origin: Origin = NOWHERE


USUAL = Outline(parts=tuple(Part(name) for name in PARTS))
