"""Sources from libraries: which format a file is in, what of it can be taken, and what is in a case already."""

import re
from collections import Counter
from pathlib import PurePath
from typing import Any

from msgspec import Struct, field

from casecode.exchange.account import Account
from casecode.exchange.libraries import csl, formats
from casecode.exchange.libraries.again import Incoming, matched
from casecode.exchange.libraries.encoding import decoded
from casecode.exchange.libraries.ids import base
from casecode.exchange.libraries.item import DATES, NAMES, TEXTS, Library, Reference, record_of
from casecode.model.problem import Problem
from casecode.model.source import TYPES, Source
from casecode.model.span import Document, Span
from casecode.model.study import Study
from casecode.read import budget
from casecode.read.bulk import HALF

ENDINGS = formats.ENDINGS
Record = dict[str, Any]


class Bibliography(Struct):
    """What a file of a reference manager holds: its format, its library, and what is to be told of how it was read."""

    document: Document
    format: str
    library: Library
    notes: list[str] = field(default_factory=list)


class Plan(Struct):
    """What is to be done with a library: the account of it, the sources that are new, and the fields that changed."""

    account: Account
    new: list[tuple[str, Record]] = field(default_factory=list)
    updates: dict[str, Record] = field(default_factory=dict)


def read(name: str, data: bytes) -> tuple[Bibliography | None, list[Problem]]:
    """The references of a file, or the problem that keeps it from being read: it is of no format that is known."""
    if len(data) > budget.BYTES:
        problem = _problem(
            Document(name, ""), 1, f"it has more than {budget.BYTES // 1_000_000} MB", "export fewer entries"
        )
        return None, [problem]
    text, encoding = decoded(data)
    document = Document(name, text, is_yaml=False)
    ending = PurePath(name).suffix.lower()
    usual = formats.named(ending)
    found = formats.format_of(text, ending)
    if found is None or (found.name == "CSL JSON" and (other := formats.other_json(text))):
        known = formats.other(data, text) if found is None else other
        wanted = usual.name if usual else "a library"
        message = f"this is {known}, not {wanted}" if known else f"there is no reference in this: it is not {wanted}"
        return None, [
            _problem(document, 1, message, formats.OTHERS if known else "export it anew from the reference manager")
        ]
    try:
        library = found.read(text)
    except csl.NoItemsError as error:
        return None, [_problem(document, error.line, f"this is not CSL JSON: {error}", formats.OTHERS)]
    if not library.references and not library.passed:
        return None, [
            _problem(document, 1, "there is no reference in this", "export it anew from the reference manager")
        ]
    notes = [f"{name} is not UTF-8: read as {encoding}"] if encoding else []
    if usual and usual is not found:
        notes.append(f"{name} is {found.name}, not {usual.name}: read as that")
    return Bibliography(document, found.name, library, notes), []


def plan(bibliography: Bibliography, there: Study) -> Plan:
    """What becomes of each reference of a library in a case that has some sources."""
    library, document = bibliography.library, bibliography.document
    passed = {reason: number for reason, number in library.passed.items() if number}
    account = Account("reference", len(library.references) + sum(passed.values()), passed=passed)
    made = Plan(account)
    taken: list[Incoming] = []
    for at, one in enumerate(library.references):
        record = record_of(one.item)
        if wrong := _wrong(one, record):
            account.left[at] = [_problem(document, one.line, *wrong)]
        else:
            taken.append(Incoming(base(one.key, one.item), bool(one.key), record))
    records = {id_: fields_of(source) for id_, source in there.sources.items()}
    told: set[str] = set()
    for incoming, match in zip(taken, matched(taken, records), strict=True):
        # What stands in the framework is not changed; and of two references to one source the first counts.
        is_told = match.id in told or (not match.is_new and match.id not in there.case.sources)
        told.add(match.id)
        record = dict(incoming.record)
        if match.is_new:
            account.new.append(match.id)
            made.new.append((match.id, record))
        elif match.differs and not is_told:
            account.changed[match.id] = [f"{key} {_quoted(old)} -> {_quoted(new)}" for key, old, new in match.differs]
            made.updates[match.id] = {key: record[key] for key, *_ in match.differs}
        else:
            account.same.append(match.id)
    return made


def _quoted(text: str) -> str:
    return f'"{text if len(text) <= 60 else text[:59] + "…"}"' if text else "nothing"


def fields_of(source: Source) -> Record:
    """The fields of a source that a library may tell, as a record has them."""
    values = ((key, getattr(source, key.replace("-", "_"))) for key in ("type", "title", *NAMES, *DATES, *TEXTS))
    return {key: [*it] if isinstance(it, tuple) else it for key, it in values if it}


def _wrong(one: Reference, record: Record) -> tuple[str, str] | None:
    """Why a reference cannot be taken, and what to do about it; nothing where it can."""
    if one.wrong:
        return one.wrong, one.hint
    texts = (part for it in record.values() for part in (it if isinstance(it, list) else [it]))
    if half := next(filter(None, map(HALF.search, (one.key, *texts))), None):
        return f"the escape \\u{ord(half[0]):04x} is half a character", "write the character itself"
    if not record.get("title"):
        return "this source has no title", "give it one; [in brackets] where it has none"
    if record["type"] not in TYPES:
        return f'"{record["type"]}" is not a type of CSL-JSON', "such as report"
    return None


def untaken(counts: Counter[str]) -> str:
    """In words which fields a case does not keep, the most frequent first."""
    most = [f"{name} ({number:,})" for name, number in counts.most_common(6)]
    more = len(counts) - len(most)
    return ", ".join(most) + (f" and {more} other{'s' * (more > 1)}" if more > 0 else "")


def _problem(document: Document, line: int, message: str, hint: str) -> Problem:
    return Problem("invalid-value", message, Span(document, line, 1, line, 2), re.sub(r"\s+", " ", hint) or None)
