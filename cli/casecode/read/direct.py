"""Records straight from the texts under their keys, where all of these are as the form wants them.

Thousands of pieces of evidence nearly always are, and need neither nodes nor spans. For what is odd there is no record
here: the caller makes nodes of the same values, and the form reads these and says what is wrong, and where.
"""

from collections.abc import Callable, Mapping
from typing import Any

from casecode.model.span import Origin
from casecode.read.shape import ListOf, Record
from casecode.read.words import Identifier, Shape, Text

_Maker = Callable[[Any], Any]


class Direct:
    """Makes the records of one form; values are texts and lists of texts, as they were written."""

    def __init__(self, form: Record) -> None:
        self.form = form
        self._makers = {field.key: (field.name, _maker(field.shape)) for field in form.fields}
        self._required = [field.key for field in form.fields if field.required]
        self._either = frozenset(form.either)

    def record(self, values: Mapping[str, Any], file: str, line: int, column: int) -> Any:
        """The record that begins at a line and column and has these values, or nothing if one of them is odd."""
        made: dict[str, Any] = {}
        try:
            for key, value in values.items():
                name, make = self._makers[key]
                made[name] = make(value)
            for key in self._required:
                values[key]
            if self._either and self._either.isdisjoint(values):
                return None
        except (KeyError, TypeError, AttributeError, _OddError):  # a key too many or few; a value of another kind
            return None
        return self.form.make(origin=Origin(file, line, column), **made)


def is_flat(form: Shape) -> bool:
    """Whether a form has texts and lists of texts only."""
    return isinstance(form, Record) and all(
        isinstance(field.shape, Text)
        or (isinstance(field.shape, ListOf) and isinstance(field.shape.item, Text) and not field.shape.words)
        for field in form.fields
    )


class _OddError(Exception):
    """A value that is not as it should be."""


def _maker(shape: Shape) -> _Maker:
    """How a value of a shape is made; each keeps one copy of what comes again and again."""
    if isinstance(shape, ListOf):
        return _list_maker(_maker(shape.item))
    assert isinstance(shape, Text)
    if type(shape) is Text:
        return _text
    is_right, made = shape.is_right, shape.made
    known: dict[str, Any] = {}
    is_new = isinstance(shape, Identifier) and shape.of == "id"  # nothing to keep: another one each time

    def make(value: Any) -> Any:
        found = known.get(value)
        if found is None:
            text = _text(value)
            if not is_right(text):
                raise _OddError
            found = made(text)
            if not is_new:
                known[value] = found
        return found

    return make


def _text(value: Any) -> str:
    text: str = value.strip()
    if not text:
        raise _OddError
    return text


def _list_maker(make_item: _Maker) -> _Maker:
    known: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    def make(value: Any) -> tuple[Any, ...]:
        if type(value) is not list and type(value) is not tuple:
            raise _OddError
        items = tuple(value)
        found = known.get(items)
        if found is None:
            found = known[items] = tuple(map(make_item, items))
        return found

    return make
