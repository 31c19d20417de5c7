"""The quick way from plain values to records: what is as it should be is taken, anything else is left to the slow way.

Thousands of pieces of evidence are nearly always well formed, and need neither nodes nor places. Where a value is not
just so, `OddError` tells the caller to read the file again by way of nodes, which finds out what is wrong and where.
Both ways take the same values and make the same records of them.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from casecode.model.dates import bounds
from casecode.model.span import Origin
from casecode.read.shape import Choice, Date, Identifier, ListOf, Record, Shape, Text, is_id

Maker = Callable[[Any], Any]
Item = tuple[int, int, dict[str, Any]]  # line and column, counting from 0, and values by key


class OddError(Exception):
    """Something that the quick way does not understand; it may well be right."""


class QuickForm:
    """Makes records of one form. Values are texts and lists of texts, as they are written."""

    def __init__(self, form: Record) -> None:
        self._make = form.make
        self._makers = {field.key: (field.name, _maker(field.shape)) for field in form.fields}
        self._required = [field.key for field in form.fields if field.required]

    def record(self, values: Mapping[str, Any], origin: Origin) -> Any:
        """The record of the values under its keys. Raises `OddError`."""
        made: dict[str, Any] = {}
        try:
            for key, value in values.items():
                name, make = self._makers[key]
                made[name] = make(value)
        except (KeyError, TypeError, AttributeError):  # an unknown key; a value of another kind
            raise OddError from None
        for key in self._required:
            if key not in values:
                raise OddError
        return self._make(origin=origin, **made)


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[str]:
    """The lines of a text with their line feeds, one by one: thousands at once would take more room than the text."""
    end = len(text) if end is None else end
    while start < end:
        following = text.find("\n", start, end) + 1 or end
        yield text[start:following]
        start = following


def _maker(shape: Shape) -> Maker:
    """How a value of a shape is made; each keeps one copy of what comes again and again."""
    if isinstance(shape, ListOf):
        return _list_maker(_maker(shape.item))
    if isinstance(shape, Identifier):
        return _new_id if shape.of == "id" else _checked(is_id)
    if isinstance(shape, Date):
        return _checked(lambda text: bounds(text) is not None)
    if isinstance(shape, Choice):
        return _checked(shape.words.__contains__)
    if type(shape) is Text:
        return _text
    raise TypeError(f"no quick way to {shape.noun}")


def _text(value: Any) -> str:
    text: str = value.strip()
    if not text:
        raise OddError
    return text


def _new_id(value: Any) -> str:
    text = _text(value)
    if not is_id(text):
        raise OddError
    return text


def _checked(is_right: Callable[[str], bool]) -> Maker:
    known: dict[str, str] = {}

    def make(value: Any) -> str:
        found = known.get(value)
        if found is None:
            found = _text(value)
            if not is_right(found):
                raise OddError
            known[value] = found
        return found

    return make


def _list_maker(make_item: Maker) -> Maker:
    known: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    def make(value: Any) -> tuple[Any, ...]:
        if type(value) is not list:
            raise OddError
        items = tuple(value)
        found = known.get(items)
        if found is None:
            found = known[items] = tuple(map(make_item, items))
        return found

    return make
