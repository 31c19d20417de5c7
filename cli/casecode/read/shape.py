"""Shapes: what a value in a file must look like. Each reads a node into a value of the model.

A shape reports what is wrong to the list it is given and reads on, so that one run finds every problem. What cannot be
read is `None`; a record stands in its own defaults for it, so that one mistake does not cause a chain of others.
"""

from collections.abc import Callable
from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from casecode.model.likeness import closest
from casecode.model.problem import MOST_PROBLEMS, Problem, nearest
from casecode.model.span import Origin, Spot
from casecode.read.node import Mapping, Node, Records, Scalar, Sequence, Unread
from casecode.read.words import Problems, Rating, Shape, Text, check_id


class ListOf(Shape, frozen=True):
    """A list of one shape; `words` stand for a list as a whole ("units")."""

    item: Shape
    words: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        return " or ".join(["a list", *(f'"{word}"' for word in self.words)])

    def read(self, node: Node, problems: Problems) -> Any:
        if isinstance(node, Sequence):
            read = (self.item.read(item, problems) for item in node.items)
            return tuple(value for value in read if value is not None)
        if isinstance(node, Records):
            problems += node.problems
            return tuple(node.values)
        if isinstance(node, Scalar) and node.text in self.words:
            return node.text
        hint = f"write [{node.text}]" if isinstance(node, Scalar) and node.text and not self.words else None
        self._wrong(node, problems, hint)
        return None


class Field(Struct, frozen=True):
    """One key of a record: its shape, what it is for, and whether it may be left out."""

    key: str
    shape: Shape
    doc: str
    required: bool = False
    attribute: str = ""

    @property
    def name(self) -> str:
        return self.attribute or self.key.replace("-", "_")


class Record(Shape, frozen=True, dict=True):
    """A mapping with known keys, read into a struct of the model. One of the keys in `either` must be there.

    `brief` is the key whose value may stand for the whole, where nothing else is said. `former` are keys of earlier
    versions, with what has become of them; `casecode format --upgrade` rewrites these.
    """

    title: str
    make: Callable[..., Any]
    fields: Seq[Field]
    either: tuple[str, ...] = ()
    brief: str = ""
    former: Map[str, str] = {}

    def __post_init__(self) -> None:
        self.__dict__["by_key"] = {field.key: (field.name, field.shape) for field in self.fields}
        self.__dict__["required"] = [field for field in self.fields if field.required]

    @property
    def noun(self) -> str:
        return f"the keys of {self.named}"

    @property
    def named(self) -> str:
        """The title with its article."""
        return f"{'an' if self.title[0] in 'aeio' else 'a'} {self.title}"

    def shape_of(self, key: str) -> Shape | None:
        """The shape of what stands under a key."""
        known = self.__dict__["by_key"].get(key)
        return known[1] if known else None

    def read(self, node: Node, problems: Problems) -> Any:
        return self.read_named(node, problems, {}, node.line)

    def read_named(self, node: Node, problems: Problems, values: dict[str, Any], line: int) -> Any:
        """Read the mapping into the struct, beside values that are known already (its id), given the line of these."""
        by_key: Map[str, tuple[str, Shape]] = self.__dict__["by_key"]
        origin = Origin(node.document.file, node.line, node.column, node.line - line)
        if not isinstance(node, Mapping):
            if self.brief and not isinstance(node, Unread):
                name, shape = by_key[self.brief]
                value = shape.read(node, problems)
                return None if value is None else self.make(origin=origin, **values, **{name: value})
            self._wrong(node, problems, f"{self.named} has keys: {self._key_list()}")
            return None
        entries = node.entries
        meant: set[str] = set()
        for text, (key, below) in entries.items():
            known = by_key.get(text)
            if known is None:
                if len(problems) >= MOST_PROBLEMS:
                    continue  # nobody reads as many
                hint = nearest(text, by_key) or f"{self.named} has {self._key_list()}"
                if text in self.former:
                    hint = f"{self.former[text]}: `casecode format --upgrade` rewrites the file"
                if _is_without_colon(key, below):
                    hint = "in {...} a comma ends a value: put a text that has one into quotes"
                message = f'{self.named} has no key "{text}"'
                is_read = self._read_as_meant(text, node, meant, values)
                unread = None if is_read else origin.at()
                problems.append(Problem("unknown-key", message, key.span, hint, unread=unread))
                continue
            before = len(problems)
            value = known[1].read(below, problems)
            if value is not None:
                values[known[0]] = value
            if len(problems) > before:
                problems[before:] = [_without(it, origin.at(text)) for it in problems[before:]]
        for field in self.__dict__["required"]:
            if field.key not in entries and field.key not in meant:
                message = f'this {self.title} has no "{field.key}"'
                hint, unread = f"{field.key}: {field.doc}", origin.at(field.key)
                problems.append(Problem("missing-key", message, node.span, hint, unread=unread))
        if self.either and not any(key in entries or key in meant for key in self.either):
            listed = " or ".join(f'"{key}"' for key in self.either)
            hint = "; or ".join(f"{field.key}: {field.doc}" for field in self.fields if field.key in self.either)
            unread = origin.at(self.either[0])
            message = f"this {self.title} has no {listed}"
            problems.append(Problem("missing-key", message, node.span, hint, unread=unread))
        problems += [_without(problem, origin.at(text) if text else origin.at()) for text, problem in node.lost]
        return self.make(origin=origin, **values)

    def _read_as_meant(self, text: str, node: Mapping, meant: set[str], values: dict[str, Any]) -> bool:
        """Read what stands under an unknown key as that of the key which it is most like, where that is missing.

        One slip of the keyboard is one problem, and does not take all that stands below it away.
        """
        like = None if text in self.former else closest(text, self.__dict__["by_key"])
        if like is None or like in node.entries or like in meant:
            return False
        meant.add(like)
        name, shape = self.__dict__["by_key"][like]
        wrong: Problems = []
        value = shape.read(node.entries[text][1], wrong)
        if wrong or value is None:
            return False
        values[name] = value
        return True

    def _key_list(self) -> str:
        return ", ".join(field.key for field in self.fields)


def _is_without_colon(key: Scalar, below: Node) -> bool:
    """Whether a key is but a part of a text, which a comma ended: nothing stands behind it, not even a colon."""
    is_empty = isinstance(below, Scalar) and below.is_empty
    return is_empty and (below.line, below.column) == (key.end_line, key.end_column)


def _without(problem: Problem, unread: Spot) -> Problem:
    """The problem, with the part of a record that cannot be known because of it: the innermost one."""
    return problem if problem.unread else replace(problem, unread=unread)


class MapOf(Shape, frozen=True):
    """A mapping from ids to records of one kind."""

    item: Record

    @property
    def noun(self) -> str:
        return f"a mapping from ids to {self.item.title}s"

    def read(self, node: Node, problems: Problems) -> Any:
        if not isinstance(node, Mapping):
            self._wrong(node, problems)
            return None
        read: dict[str, Any] = {}
        for text, (key, below) in node.entries.items():
            check_id(text, key, problems)
            before = len(problems)
            value = self.item.read_named(below, problems, {"id": text}, key.line)
            if value is None:  # what refers to the id is right, whatever stands below it
                origin = Origin(below.document.file, below.line, below.column, below.line - key.line)
                value = self.item.make(id=text, origin=origin)
                problems[before:] = [_without(problem, origin.at()) for problem in problems[before:]]
            read[text] = value
        problems += [problem for _, problem in node.lost]  # the second of two may have been meant for another id
        return read


class Titled(MapOf, frozen=True):
    """Records by their ids; or a list of the ids alone, any texts, which stand for the records as well."""

    def read(self, node: Node, problems: Problems) -> Any:
        if not isinstance(node, Sequence):
            return super().read(node, problems)
        read = [(item, Text().read(item, problems)) for item in node.items]
        return {text: self.item.read_named(item, [], {"id": text}, item.line) for item, text in read if text}


class ValuesByRating(Shape, frozen=True):
    """A mapping from whole numbers to texts, in the order of the numbers."""

    item: Text = Text()

    @property
    def noun(self) -> str:
        return "a mapping from numbers to what they mean, such as {-1: barrier, 1: facilitator}"

    def read(self, node: Node, problems: Problems) -> Any:
        if not isinstance(node, Mapping):
            self._wrong(node, problems)
            return None
        read: dict[int, str] = {}
        for key, below in node.entries.values():
            rating = Rating().read(key, problems)
            value = self.item.read(below, problems)
            if rating is not None and value is not None:
                if rating in read:
                    message = f'the rating "{key.text}" stands here a second time'
                    problems.append(Problem("duplicate-key", message, key.span, "leave one out"))
                read.setdefault(rating, value)
        return dict(sorted(read.items()))


class ValuesById(Shape, frozen=True):
    """A mapping from ids to values of one shape; the ids are `of` a kind, which it `declares` or refers to."""

    item: Shape
    named: str
    of: str = ""
    declares: bool = False

    @property
    def noun(self) -> str:
        return f"a mapping from ids to {self.named}"

    def read(self, node: Node, problems: Problems) -> Any:
        if not isinstance(node, Mapping):
            self._wrong(node, problems)
            return None
        read: dict[str, Any] = {}
        for text, (key, below) in node.entries.items():
            check_id(text, key, problems)
            value = self.item.read(below, problems)
            if value is not None:
                read[text] = value
        return read


class OneOrMore(Shape, frozen=True):
    """A single value, or a list of any number of them; read as a list."""

    item: Shape

    @property
    def noun(self) -> str:
        return f"{self.item.noun} or a list of these"

    def read(self, node: Node, problems: Problems) -> Any:
        if isinstance(node, Sequence):
            return ListOf(self.item).read(node, problems)
        if not isinstance(node, Scalar):
            self._wrong(node, problems)
            return None
        value = self.item.read(node, problems)
        return None if value is None else (value,)


class Below(Shape, frozen=True):
    """The shape of something that may hold more of its own kind, named later."""

    shape: Callable[[], Shape]

    @property
    def noun(self) -> str:
        return self.shape().noun

    def read(self, node: Node, problems: Problems) -> Any:
        return self.shape().read(node, problems)
