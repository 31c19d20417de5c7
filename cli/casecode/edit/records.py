"""Records of the model as they are written into files: the order of their keys, and their texts."""

from collections.abc import Iterable, Mapping
from typing import Any

from casecode.edit.emit import Bare
from casecode.read import forms, shape
from casecode.read.evidence_keys import KEYS

EVIDENCE_KEYS = tuple(field.key for field in forms.EVIDENCE.fields)
CASE_KEYS = tuple(field.key for field in forms.CASE.fields)
SOURCE_KEYS = tuple(field.key for field in forms.SOURCE.fields)
UNIT_KEYS = tuple(field.key for field in forms.UNIT.fields)
THEME_KEYS = tuple(field.key for field in forms.THEME.fields)
FRAMEWORK_KEYS = tuple(field.key for field in forms.FRAMEWORK.fields)
_BARE = tuple(key for key in KEYS if key.is_flag or key.is_number)
Record = dict[str, Any]


def ordered(form: shape.Record, record: Record) -> Record:
    """A record with its keys in the order of its form, without what is empty."""
    return {field.key: record[field.key] for field in form.fields if record.get(field.key)}


def texts(it: Any) -> set[str]:
    """The texts in what should be a list of them."""
    return {one.strip() for one in it if isinstance(one, str)} if isinstance(it, list) else set()


def stripped(it: Any) -> Any:
    """A record as data of its own, without the space around its texts, which no reader sees, and no table can keep."""
    if isinstance(it, list | tuple):
        return [stripped(one) for one in it]
    if isinstance(it, Mapping):
        return {key: stripped(one) for key, one in it.items()}
    return it.strip() if isinstance(it, str) else it


def bare(record: Record) -> Record:
    """A record of evidence whose numbers and flags are written as such, without quotes."""
    found = {
        key.key: Bare(text) for key in _BARE if isinstance(it := record.get(key.key), str) and (text := key.bare(it))
    }
    return {**record, **found} if found else record


def value_at(holds: Any, path: Iterable[str | int]) -> Any:
    """What stands at a path in what a file holds."""
    for step in path:
        holds = holds[step]
    return holds
