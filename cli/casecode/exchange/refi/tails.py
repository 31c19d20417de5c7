"""What a study says beyond what REFI-QDA has a place for, as lines below a description: read by people and read back.

One prescription takes eleven clicks.

[casecode]
id: e3
stance: contradicts
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from casecode.read import shape

MARK = "[casecode]"
AS_IT_WAS = "as it was coded"  # in the place of a SHA-256 that is that of the document
Record = dict[str, Any]


def told(text: str, record: Mapping[str, Any]) -> str:
    """A text with a record below it, a line a key."""
    lines = [f"{key}: {_written(value)}" for key, value in record.items() if value not in ("", (), [], {}, None)]
    return "\n".join(filter(None, (f"{text}\n" if text and lines else text, MARK if lines else "", *lines)))


def parted(text: str) -> tuple[str, Record]:
    """A text and the record below it; none where there is no mark, or what stands below it is no record any more."""
    said, mark, below = text.rpartition(MARK)
    if not mark or (said and not said.endswith("\n")):
        return text, {}
    record: Record = {}
    for line in below.strip().split("\n"):
        key, sign, value = line.partition(":")
        if not sign:
            return text, {}
        record[key.strip()] = _read(value.strip())
    return said.strip(), record


def _written(value: object) -> str:
    is_plain = isinstance(value, str) and value == value.strip() and value.isprintable() and value[:1] not in '"[{'
    return str(value) if is_plain else json.dumps(value, ensure_ascii=False)


def _read(text: str) -> Any:
    if text[:1] in ('"', "[", "{"):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text


def record_of(form: shape.Record, it: Struct, leaving: Sequence[str] = ()) -> Record:
    """Something of the model as its file would have it: what is said of it under the keys of its form."""
    usual = form.make()
    fields = (field for field in form.fields if field.key not in leaving)
    told = ((field.key, getattr(it, field.name), getattr(usual, field.name)) for field in fields)
    return {key: plain(value) for key, value, unsaid in told if value != unsaid}


def plain(value: Any, is_keyed: bool = False) -> Any:
    """A value of the model as texts, lists and mappings; what stands under its id does not say that again."""
    if isinstance(value, Struct):
        names = (it for it in value.__struct_fields__ if it != "origin" and not (is_keyed and it == "id"))
        found = {name.strip("_").replace("_", "-"): getattr(value, name) for name in names}
        return {name: plain(it) for name, it in found.items() if it not in ("", (), {}, False)}
    if isinstance(value, Mapping):
        return {str(key): plain(it, is_keyed=True) for key, it in value.items()}
    if isinstance(value, list | tuple):
        return [plain(it) for it in value]
    return str(value).lower() if isinstance(value, bool) else value if isinstance(value, str) else str(value)


def texts(record: Mapping[str, Any], key: str) -> list[str]:
    """The texts under a key of a record that somebody else may have changed."""
    value = record.get(key)
    return (
        [it for it in value if isinstance(it, str)]
        if isinstance(value, list)
        else [value]
        if value and isinstance(value, str)
        else []
    )


def text(record: Mapping[str, Any], key: str) -> str:
    """The text under a key."""
    value = record.get(key, "")
    return value if isinstance(value, str) else ""
