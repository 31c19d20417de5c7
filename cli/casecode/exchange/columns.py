"""Which columns of a foreign table hold which field: guessed from their names, or told."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from casecode.read.evidence_keys import EITHER, KEYS

Taken = dict[str, list[int]]
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class Fields(Struct, frozen=True):
    """The fields that a table may have columns for, with what else such columns are called, in small letters without
    signs; and the fields that several columns may hold together."""

    called: Mapping[str, Sequence[str]]
    several: frozenset[str] = frozenset()


EVIDENCE = Fields(
    {key.key: key.called for key in KEYS},
    frozenset({*(key.key for key in KEYS if key.is_list), "statement", "quote", "note", "locator"}),
)
# What a table must have a column for, or one of these; ids are given where there are none.
NEEDED = (*((key.key,) for key in KEYS if key.required and key.key != "id"), EITHER)


def plain(name: str) -> str:
    """A heading without case, spaces and signs: `Coded_Memo` as `codedmemo`."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", name).casefold())


def guess(headings: Sequence[str], fields: Fields, without: Iterable[int] = (), told: Iterable[str] = ()) -> Taken:
    """For each field that is not told the column that most likely holds it: one that has its name, else the first with
    a known name. Of a field that several may hold, all that are numbered (`Code 1`, `Code 2`)."""
    called: dict[str, list[int]] = {}
    numbered: dict[str, list[int]] = {}
    taken = {*without}
    for at, heading in enumerate(headings):
        name = plain(heading)
        called.setdefault(name, []).append(at)
        if (short := plain(_IN_BRACKETS.sub("", heading))) not in (name, ""):
            called.setdefault(short, []).append(at)
        if len(stem := name.rstrip("0123456789")) < len(name):
            numbered.setdefault(stem, []).append(at)
    found: Taken = {}
    told = {*told}
    for field, others in fields.called.items():
        if field in told:
            continue
        for name in (plain(field), *others):
            match = [at for at in called.get(name, ()) if at not in taken][:1]
            if not match and field in fields.several:
                match = [at for at in numbered.get(name, ()) if at not in taken]
            if match:
                found[field] = match
                taken.update(match)
                break
    return found


class MappingError(Exception):
    """What is told of columns cannot be done; says why, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def told(pairs: Iterable[str], fields: Fields | None, columns: Sequence[str], name: str) -> Taken:
    """The columns that pairs `field=column` tell; `field=` takes none for it. Without fields any may be told. Raises
    `MappingError`."""
    found: Taken = {}
    for pair in pairs:
        field, sign, column = (it.strip() for it in pair.partition("="))
        known = fields.called if fields else ()
        if not sign or not field or (fields and field not in known):
            listed = f"; the fields are {', '.join(known)}" if known else ""
            raise MappingError(f'"{pair}" is no mapping', f"write field=column{listed}")
        own = found.setdefault(field, [])
        if not column:
            continue
        if column not in columns:
            raise MappingError(f'{name} has no column "{column}"', f"its columns are {', '.join(columns)}")
        own.append(columns.index(column))
        if fields and len(own) > 1 and field not in fields.several:
            names = ", ".join(columns[at] for at in own)
            raise MappingError(f"{field} is one column, and {len(own)} are told: {names}", "leave the others out")
    return found


def named(taken: Mapping[str, Sequence[int]], columns: Sequence[str]) -> dict[str, str | list[str]]:
    """The columns by their names, as they are said and saved: one, or a list of them."""
    found: dict[str, str | list[str]] = {}
    for field, numbers in taken.items():
        names = [columns[at] for at in numbers]
        found[field] = names[0] if len(names) == 1 else names
    return found
