"""Sources from the exports of reference managers: CSL-JSON, BibTeX, RIS. Zotero writes all three."""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import Any

from casecode.analysis.search import fold
from casecode.exchange import csl, foreign
from casecode.model.problem import MOST_PROBLEMS, Problem
from casecode.model.source import TYPES
from casecode.model.span import Document, Span
from casecode.read.boundary import UnreadableError
from casecode.read.bulk import HALF
from casecode.read.text import too_many
from casecode.read.words import is_id

Record = dict[str, Any]
Found = tuple[list[tuple[str, Record]], list[Problem]]
# What a file holds before it is checked: the key of each source, its record in the form of this project, its line.
_Held = tuple[list[tuple[str, Record, int]], list[Problem]]


def read(name: str, data: bytes) -> Found:
    """The sources of a file under their ids, and a problem for each that cannot be taken.

    Raises `ImportError` where a library is needed for the format.
    """
    try:
        document = Document(name, data.decode("utf-8-sig"), is_yaml=False)
    except UnicodeDecodeError as error:
        return [], [_problem(Document(name, ""), 1, f"byte 0x{data[error.start]:02x} is not UTF-8", "save it as UTF-8")]
    try:
        held, problems = READERS[PurePath(name).suffix.lower()](document)
    except UnreadableError as error:
        return [], [_problem(document, 1, f"this cannot be read: {error.reason}", error.hint)]
    if not held and not problems and document.text.strip() not in ("", "[]"):
        return [], [_problem(document, 1, "there is no reference in this", "export it anew from the reference manager")]
    return _checked(document, held, problems)


def _csl(document: Document) -> _Held:
    try:
        items = csl.items_of(document.text)
    except csl.NoItemsError as error:
        return [], [_problem(document, error.line, f"this is not CSL JSON: {error}", "export as CSL JSON")]
    return [(*csl.record_of(item), line) for item, line in items], []


def _ris(document: Document) -> _Held:
    starts = [number for number, line in enumerate(document.lines, 1) if re.match(r"TY\s*-", line)]
    found = [(*it, line) for it, line in zip(foreign.from_ris(document.text), starts, strict=False)]
    hint = "a reference ends with a line `ER  - `"
    return found, [_problem(document, line, "this reference has no end", hint) for line in starts[len(found) :]]


def _bibtex(document: Document) -> _Held:
    entries, unread = foreign.from_bibtex(document.text)
    hint = "is a brace or comma missing, or a key used twice?"
    return entries, [_problem(document, line, "this entry cannot be read", hint) for line in unread]


# How the files of each format end, and what reads them.
READERS: dict[str, Callable[[Document], _Held]] = {
    ".json": _csl,
    ".bib": _bibtex,
    ".bibtex": _bibtex,
    ".ris": _ris,
}


def _checked(document: Document, found: Iterable[tuple[str, Record, int]], problems: list[Problem]) -> Found:
    """The sources that have what one needs, each with an id that no other has; a problem for each of the rest."""
    taken: dict[str, int] = {}
    kept = []
    for key, whole, line in found:
        if len(problems) >= MOST_PROBLEMS:
            problems.append(too_many(document))
            break
        record = {name: it for name, it in whole.items() if it}
        id_ = _id(key, record)
        if half := _half(id_, record):
            message = f"the escape \\u{ord(half):04x} is half a character"
            problems.append(_problem(document, line, message, "write the character itself"))
        elif not record.get("title"):
            hint = "give it one; [in brackets] where it has none"
            problems.append(_problem(document, line, "this source has no title", hint))
        elif record["type"] not in TYPES:
            problems.append(_problem(document, line, f'"{record["type"]}" is not a type of CSL-JSON', "such as report"))
        elif id_ in taken:
            message = f'"{id_}" stands in line {taken[id_]} already'
            problems.append(_problem(document, line, message, "give it another key"))
        else:
            taken[id_] = line
            kept.append((id_, record))
    return kept, problems


def _id(key: str, record: Mapping[str, Any]) -> str:
    """The citation key as an id, or one made of author and year."""
    if is_id(key) and re.search(r"[a-z]", key):
        return key
    author = (record.get("author") or [record.get("publisher") or record.get("title", "source")])[0]
    made = key if re.search(r"[A-Za-z]", key) else f"{author.split()[-1]} {record.get('issued', '')[:4]}"
    split = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)", "-", made)
    return "-".join(re.findall(r"[a-z0-9]+", fold(split, cased=False)[0])) or "source"


def _half(id_: str, record: Mapping[str, Any]) -> str:
    """Half a pair of escapes that make one character in JSON, if there is one anywhere."""
    parts = (one for it in record.values() for one in (it if isinstance(it, list) else [it]))
    found = next(filter(None, map(HALF.search, (id_, *parts))), None)
    return found[0] if found else ""


def _problem(document: Document, line: int, message: str, hint: str) -> Problem:
    return Problem("invalid-value", message, Span(document, line, 1, line, 2), hint)
