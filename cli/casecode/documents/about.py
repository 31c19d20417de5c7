"""What a document says of itself: its title, its date, and who speaks in it."""

import re
from collections import Counter
from collections.abc import Iterable

from msgspec.structs import replace

from casecode.documents.document import SourceDocument
from casecode.model.dates import bounds

LONGEST = 160  # characters of a title
HEAD = 600  # characters above the first turn of a transcript that may tell its date
_MONTHS = (
    *("jan(?:uary|uar)?", "feb(?:ruary|ruar)?", "mar(?:ch)?|m\u00e4r(?:z)?", "apr(?:il)?", "may|mai", "june?|juni?"),
    *("july?|juli?", "aug(?:ust)?", "sept?(?:ember)?", "o[ck]t(?:ober)?", "nov(?:ember)?", "de[cz](?:ember)?"),
)
_NAMED = "|".join(f"(?P<m{number}>{name})" for number, name in enumerate(_MONTHS, 1))
_WRITTEN = re.compile(
    rf"(?<!\w)(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+)?(?:{_NAMED})\.?\s+(?:(?P<behind>\d{{1,2}})(?:st|nd|rd|th)?,\s*)?"
    r"(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sign>[-_.]?)(?P<month>0[1-9]|1[0-2])(?:(?P=sign)(?P<day>0[1-9]|[12]\d|3[01]))(?!\d)"
)
_DOTTED = re.compile(r"(?<!\d)(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)(?!\d)")
_MONTH = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.](?P<month>0[1-9]|1[0-2])(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)")
_FACT = re.compile(r"[^\W\d_]+:\s")
# What programs write where nobody gave a title.
_NO_TITLE = re.compile(
    r"\(?(?:anonymous|untitled|unspecified|(?:microsoft )?(?:word|powerpoint) (?:- .*|document)"
    r"|.*\.(?:docx?|pdf|indd|tex|dvi|xlsx?|pptx?|html?))\)?",
    re.IGNORECASE,
)
# Who asks, and what only tells voices apart.
_ASKING = re.compile(
    r"(?:i|int|iv|q|interviewer(?:in)?(?:\s?\d+)?|interviewer/in|moderator(?:in)?|facilitator|m)\.?", re.I
)
_VOICE = re.compile(r"(?:unknown\s+)?speaker[\s_-]?\w{0,3}|unknown|s\d{1,3}", re.I)


def told(document: SourceDocument, title: str = "", date: str = "") -> SourceDocument:
    """A document with the title and date that its file tells, or else those that stand above what is said in it.

    The day on which a transcript was typed is not that of the talk.
    """
    said = " ".join(title.split())
    known = "" if _NO_TITLE.fullmatch(said) else said
    when = date_in(_above(document)) or ("" if document.turns else _valid(date))
    return replace(document, title=(known or _head(document))[:LONGEST], date=when)


def date_in(text: str) -> str:
    """The first date in a text, as 2026-01-02, or 2026-01 where it has no day; figures with slashes are ambiguous, and
    none."""
    found = [(one.start(), _valid(_of(one))) for shape in (_WRITTEN, _NUMBERS, _DOTTED) for one in shape.finditer(text)]
    found = [(at, date) for at, date in found if date] or [
        (one.start(), _valid(_of(one))) for one in _MONTH.finditer(text)
    ]
    return min(found)[1] if found else ""


def date_of_name(name: str) -> str:
    """The date in the name of a file: a day, a month, or a year."""
    if date := date_in(name):
        return date
    year = _YEAR.search(name)
    return year["year"] if year else ""


def speakers(document: SourceDocument) -> tuple[str, ...]:
    """Those who speak in a transcript and do not ask, most talkative first."""
    turns = Counter(turn.speaker for turn in document.turns if turn.speaker and not _ASKING.fullmatch(turn.speaker))
    return tuple(name for name, _ in turns.most_common())


def names(found: Iterable[str]) -> list[str]:
    """Of those who speak the ones that are called something; other voices are only told apart (SPEAKER_00)."""
    return [name for name in found if not _VOICE.fullmatch(name)]


def _head(document: SourceDocument) -> str:
    """The heading with which a document begins, or the first line above the first turn of a transcript."""
    parts = document.parts
    first = document.text[: parts[1].start].strip() if len(parts) > 1 else ""
    if first and " ".join(first.split()) == " ".join(parts[1].heading.split()):
        return " ".join(first.split())
    lines = (" ".join(line.split()) for line in _above(document).split("\n"))
    return next((line for line in lines if _is_title(line)), "")


def _is_title(line: str) -> bool:
    """Whether a line says more than a date, a time or one fact (`Place: ward 5`)."""
    rest = _DOTTED.sub("", _NUMBERS.sub("", _WRITTEN.sub("", line)))
    return sum(map(str.isalpha, rest)) > 4 and not _FACT.match(line) and "://" not in line


def _above(document: SourceDocument) -> str:
    """What stands above the first turn of a transcript."""
    return document.text[: min(document.turns[0].start, HEAD)] if document.turns else ""


def _of(one: re.Match[str]) -> str:
    parts = one.groupdict()
    month = parts.get("month") or next((key[1:] for key, it in parts.items() if key[1:].isdigit() and it), "")
    day = parts.get("day") or parts.get("before") or parts.get("behind") or ""
    return "-".join(filter(None, (parts["year"], month.rjust(2, "0"), day.rjust(2, "0") if day else "")))


def _valid(date: str) -> str:
    """A date of the calendar, with a day or without; else nothing."""
    whole = re.match(r"(\d{4})(?:-?(\d\d))?(?:-?(\d\d))?", date.strip())
    text = "-".join(filter(None, whole.groups())) if whole else ""
    return text if text and bounds(text) else ""
