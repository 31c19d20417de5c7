"""What stands in a document beside what it says: heads, numbers and notes of pages, numbers of lines, marks of notes.

A quote is first looked for in the whole text, and then in the text without these: to take a line for a head that is
none costs nothing but that a quote may leave it out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from casecode.documents.ranges import Range
from casecode.read import budget

EDGE = 4  # lines above or below the text of a page
NOTES = 15  # lines of notes at the foot of a page
SHORT = 60  # characters of a head
FEW = 5  # pages: among no more than these, what two have is a head
LEAST = 3  # lines with numbers

_LINE = re.compile(r"[^\n\f]+")
_PAGE_NUMBER = re.compile(
    r"(?:p(?:age|g|\.)?|seite|s\.)? ?[-\u2013\u2014\[(|]{0,3} ?(?:\d{1,4}|[ivxl]{1,7}) ?(?:(?:of|von|de|/) ?\d{1,4})?"
    r" ?[-\u2013\u2014\])|]{0,3}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ENDS = re.compile(r"[.!?:\u2026\u3002]['\"\u201d\u2019\u00bb)\]]*\s*$")
_NOTE = re.compile(
    r"\s*(?:\[?\d{1,3}\]?[.)]?|[*\u2020\u2021\u00a7]{1,3}|[\u00b9\u00b2\u00b3\u2070-\u2079]+)\s*[^\W\d_]"
)
_RULE = re.compile(r"\s*[_\u2014\u2013-]{3,}\s*")
_NUMBERED = re.compile(r"^[^\S\n]*(\d{1,6})(?:[^\S\n]+|$)", re.MULTILINE)
# What may be the mark of a note: signs, raised figures, figures in square brackets, and figures.
_RAISED = "\u00b9\u00b2\u00b3\u2070-\u2079"
_MARK = re.compile(
    rf"[{_RAISED}]+|[*\u2020\u2021]{{1,3}}(?!\w)|[^\S\n]?\[\d{{1,3}}(?:[,\u2013-]\s?\d{{1,3}})*\]|\d{{1,3}}(?!\w)"
)
_CLOSING = '.,;:!?)"\u201d\u2019'


def note_marks(text: str) -> list[Range]:
    """The marks of notes: `price.\u00b9`, `price [3]`, `price,12`, `price*`."""
    return [one.span() for one in _MARK.finditer(text) if _is_mark(text, one.start(), one[0])]


def _is_mark(text: str, start: int, mark: str) -> bool:
    """Whether what may be the mark of a note stands behind a word, or behind the punctuation that follows one; figures
    stand behind small letters: those of a name are none."""
    if mark[-1] == "]":
        return True
    before = text[max(start - 3, 0) : start]
    if not mark[0].isdecimal():
        return before[-1:].isalpha() or before[-1:] in tuple(_CLOSING)
    if before[-1:] in tuple(_CLOSING) and before[-1:] not in ")":
        return before[-2:-1].isalpha()
    return len(before) == 3 and before.isalpha() and before.islower()


def line_numbers(text: str) -> list[Range]:
    """The numbers at the beginning of lines, where they count these one by one, or every fifth or tenth."""
    found = [(int(one[1]), one.start(), one.end()) for one in _NUMBERED.finditer(text)]
    if len(found) < LEAST:
        return []
    steps = Counter(after[0] - before[0] for before, after in pairwise(found))
    step, times = max(((step, times) for step, times in steps.items() if step in (1, 2, 5, 10)), default=(0, 0))
    lines = sum(1 for _ in _lines(text, 0, len(text)))
    if times < max(LEAST - 1, 0.6 * (len(found) - 1)) or step * len(found) < 0.5 * lines:
        return []
    ranges: list[Range] = []
    known = found[0][0]
    for number, start, end in found:
        if 0 <= number - known <= 20 * step or number in (1, step):  # counted anew on a page
            ranges.append((start, end))
            known = number
    return ranges


def page_edges(text: str, breaks: Sequence[int] | None) -> list[Range]:
    """What stands above and below the text of pages. Without the places at which pages begin, form feeds part them."""
    if breaks is None:
        if "\f" not in text:
            return []
        breaks = [at.end() for at in re.finditer("\f", text)]
    if len(breaks) > budget.PAGES:
        return []
    starts = [0, *breaks, len(text)]
    pages = [[*_lines(text, start, end)] for start, end in pairwise(starts)]
    keys = Counter(key for lines in pages for key in {_key(text, line) for line in (*lines[:EDGE], *lines[-EDGE:])})
    least = 2 if len(pages) <= FEW else 3

    def is_furniture(line: Range) -> bool:
        said = " ".join(text[slice(*line)].split())
        return _PAGE_NUMBER.fullmatch(said) is not None or keys[_key(text, line)] >= least

    found: list[Range] = []
    tops, bodies = [], []
    for lines in pages:
        top = next((at for at, line in enumerate(lines[:EDGE]) if not is_furniture(line)), min(EDGE, len(lines)))
        rest = lines[top:]
        foot = next(
            (at for at, line in enumerate(rest[: -EDGE - 1 : -1]) if not is_furniture(line)), min(EDGE, len(rest))
        )
        tops.append(top)
        bodies.append(rest[: len(rest) - foot])
        found += (*lines[:top], *rest[len(rest) - foot :])
    for before, after in pairwise(bodies):
        found += _between(text, before, after)
    return found


def _lines(text: str, start: int, end: int) -> Iterator[Range]:
    """The lines of a stretch of a text that say something."""
    return (one.span() for one in _LINE.finditer(text, start, end) if not one[0].isspace())


def _between(text: str, before: list[Range], after: list[Range]) -> list[Range]:
    """Of a page and the next one a single head or foot, and the notes, between the halves of a sentence."""
    found: list[Range] = []
    last = len(before)
    notes = [
        at
        for at in range(max(len(before) - NOTES, 1), len(before))
        if _NOTE.match(text, *before[at]) or _RULE.fullmatch(text, *before[at])
    ]
    if notes and not _ENDS.search(text[slice(*before[notes[0] - 1])]):
        last = notes[0]
    elif len(before) > 1 and _stands_alone(text, before[-1], (before[-2][1], before[-1][0])):
        last = len(before) - 1
    found += before[last:]
    if last and _ENDS.search(text[slice(*before[last - 1])]):
        return []
    if len(after) > 1 and _stands_alone(text, after[0], (after[0][1], after[1][0])):
        found.append(after[0])
    return found


def _stands_alone(text: str, line: Range, gap: Range) -> bool:
    """Whether a line is short, ends no sentence, and is set apart: by a blank line or by capitals."""
    said = text[slice(*line)].strip()
    is_apart = text.count("\n", *gap) > 1 or (said.isupper() and len(said) > 3)
    return is_apart and len(said) <= SHORT and not _ENDS.search(said)


def _key(text: str, line: Range) -> str:
    return _DIGITS.sub("#", " ".join(text[slice(*line)].split())).casefold()
