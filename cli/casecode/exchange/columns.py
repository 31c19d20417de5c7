"""Which column of a foreign table holds which field of evidence: guessed from their names, or told."""

import re
from collections.abc import Iterable, Mapping, Sequence

from casecode.read.evidence_keys import EITHER, KEYS

FIELDS = tuple(key.key for key in KEYS)
# What a table must have a column for, or one of these; ids are given where there are none.
NEEDED = (*((key.key,) for key in KEYS if key.required and key.key != "id"), EITHER)


def guess(columns: Sequence[str]) -> dict[str, str]:
    """For each field the column that most likely holds it: one that has its name, else the first with a known name."""
    called: dict[str, list[str]] = {}
    for column in columns:
        called.setdefault(_plain(column), []).append(column)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key in KEYS:
        for name in (_plain(key.key), *key.called):
            match = next((column for column in called.get(name, ()) if column not in taken), None)
            if match is not None:
                found[key.key] = match
                taken.add(match)
                break
    return found


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def told(pairs: Iterable[str]) -> Mapping[str, str] | str:
    """The mapping that pairs `field=column` tell, or the first that is none."""
    mapping = {}
    for pair in pairs:
        field, sign, column = pair.partition("=")
        if not sign or field.strip() not in FIELDS:
            return pair
        mapping[field.strip()] = column.strip()
    return mapping
