"""Names of people and institutions: their parts as formats have them, and as one text in the order it is spoken in."""

import re
from collections.abc import Iterable

from msgspec import Struct

_SUFFIX = re.compile(r"(?:jr|sr|[js]un|sen|ph\.? ?d|m\.? ?d|esq|[ivx]{1,4}|\d(?:st|nd|rd|th))\.?", re.IGNORECASE)
_GENERATION = re.compile(r"(?:jr|sr|[js]un|sen|i{2,3}|iv|vi{0,3}|\d(?:nd|rd|th))\.?", re.IGNORECASE)
_PARTICLES = frozenset(
    """
    af al av bin da dal dalla das de degli dei del della den der des di do dos du el het la las le les lo los op ten
    ter 't van vanden vander vom von y zu zum zur
    """.split()  # noqa: SIM905
)
_OTHERS = frozenset(("others", "et al", "et al.", "and others", "u.a.", "..."))
# Scripts that write the family before the given name, with no space between them.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff々·]+")
_INSTITUTION = re.compile(
    r"(?:university|universit[aàäé]t?|universidad|college|school|institut\w*|ministry|ministère|department|bureau|office"
    r"|agency|authority|commission|committee|council|board|court|parliament|government|bank|fund|foundation|society"
    r"|association|federation|union|organi[sz]ation|cent(?:er|re)|academy|laborator\w+|hospital|museum|library|press"
    r"|group|team|network|consortium|collaboration|project|corporation|corp|company|inc|ltd|llc|plc|gmbh|ag|s\.?a|news"
    r"|daily|times|post|journal|nations|national|international|european|federal|and|of|for|the|&)[.,]?",
    re.IGNORECASE,
)


class Name(Struct, frozen=True):
    """A name in its parts, or as a whole (`literal`) where it is that of an institution or cannot be parted."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def text(self) -> str:
        """The name as one text: given name, particle, family name, suffix."""
        if self.literal:
            return self.literal
        if _UNSPACED.fullmatch(self.family) and _UNSPACED.fullmatch(self.given):
            return self.family + self.given
        name = " ".join(filter(None, (self.given, self.particle, self.family)))
        return f"{name}, {self.suffix}" if self.suffix and name else name or self.suffix

    @property
    def first_key(self) -> str:
        """What a name is found by: the family name, or the whole."""
        return self.family or self.literal or self.given


def is_others(text: str) -> bool:
    """Whether a name only says that there are more."""
    return text.strip().casefold() in _OTHERS


def is_suffix(text: str) -> bool:
    """Whether a part of a name is what stands behind it: Jr., III, PhD."""
    return _SUFFIX.fullmatch(text.strip()) is not None


def is_generation(text: str) -> bool:
    """The same of what stands behind a name without a given name before it: Jr., III; `Md` may be a given name."""
    return _GENERATION.fullmatch(text.strip()) is not None


def initialled(text: str) -> Name:
    """`Okafor B Jr`: the family name, initials, and what stands behind a name; else a name with a comma, or a whole."""
    found = re.fullmatch(r"([^,]+?) ([A-Z]{1,4})(?: (Jr|Sr|\d(?:st|nd|rd|th)))?", text)
    return Name(found[1], found[2], "", found[3] or "") if found else inverted(text)


def inverted(text: str) -> Name:
    """A name with the family name first, `von Wang, Rui, Jr.` or `Wang, Jr., Rui`; without a comma as a whole."""
    if ",," in text:  # as EndNote has an institution with a comma in its name
        return Name(literal=text.replace(",,", ",").strip())
    parts = [part.strip() for part in re.split("[,\uff0c]", text)]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    if len(parts) < 2 or not parts[0]:
        return Name(literal=next(filter(None, parts), ""))
    if len(parts) == 2 and is_generation(parts[1]) and " " in parts[0]:
        return spoken(text)
    if len(parts) > 3 or (len(parts) == 3 and not any(map(is_suffix, parts[1:]))):
        return Name(literal=text.strip())
    family, given, *more = parts
    suffix = more[0] if more else ""
    if suffix and is_suffix(given) and not is_suffix(suffix):
        given, suffix = suffix, given
    particle, family = _particle(family.split())
    return Name(family, given, particle, suffix)


def spoken(text: str) -> Name:
    """The parts of a name in the order it is spoken in; of what looks like an institution the whole.

    The text of the name found is the text given, but for the space in it.
    """
    whole = " ".join(text.split())
    before, comma, behind = whole.rpartition(", ")
    suffix = behind if comma and is_suffix(behind) and "," not in before else ""
    words = (before if suffix else whole).split()
    if len(words) < 2 or len(words) > 6 or _is_institution(words):
        return Name(literal=whole)
    start = next(
        (at for at, word in enumerate(words[1:-1], 1) if word.casefold() in _PARTICLES and word[:1].islower()), -1
    )
    if start < 0:
        return Name(words[-1], " ".join(words[:-1]), "", suffix)
    particle, family = _particle(words[start:])
    return Name(family, " ".join(words[:start]), particle, suffix)


def _particle(words: list[str]) -> tuple[str, str]:
    """The particle at the beginning of a family name, and the rest, which is never empty."""
    end = 0
    while end < len(words) - 1 and words[end].casefold() in _PARTICLES and words[end][:1].islower():
        end += 1
    return " ".join(words[:end]), " ".join(words[end:])


def _is_institution(words: list[str]) -> bool:
    text = " ".join(words)
    if any(_INSTITUTION.fullmatch(word) for word in words) or re.search(r"[\d/()\[\]{}:;\"@,]", text):
        return True
    return all(word.isupper() and len(word) > 3 for word in words)


def several(texts: Iterable[str]) -> list[Name]:
    """Names with the family name first, one a text or parted by semicolons; without the empty, and those that only say
    that there are more."""
    parts = (part.strip() for text in texts for part in text.split(";"))
    names = (inverted(part) for part in parts if part and not is_others(part))
    return [name for name in names if name.text.strip(",. ")]
