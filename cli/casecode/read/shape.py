"""Shapes: what a value in a file must look like. Each reads a node into a value of the model.

A shape reports what is wrong to the list it is given and reads on, so that one run finds every problem. What cannot be
read is `None`; a record stands in its own defaults for it, so that one mistake does not cause a chain of others.
"""

import re
from collections.abc import Callable
from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from casecode.model.dates import bounds
from casecode.model.likeness import closest
from casecode.model.problem import MOST_PROBLEMS, Problem, nearest
from casecode.model.span import Origin, Spot
from casecode.read.node import Mapping, Node, Records, Scalar, Sequence, Unread, kind_of

NUMBER = r"[-+]?\d{1,30}(\.\d{1,30})?"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_RATING = re.compile("[-+\u2212]?[0-9]{1,6}")
_NUMBERED = re.compile(rf"{_ID.pattern}(?:#\d+)?", re.ASCII)  # the second conclusion on a question has a number

Problems = list[Problem]


class Shape(Struct, frozen=True):
    """The base of all shapes; `noun` says in a message what was expected."""

    @property
    def noun(self) -> str:
        return "a text"

    def read(self, node: Node, problems: Problems) -> Any:
        """The value that the node holds, or nothing where it has another shape."""
        raise NotImplementedError

    def _wrong(self, node: Node, problems: Problems, hint: str | None = None) -> None:
        if isinstance(node, Unread):
            problems += [node.problem] if node.problem else []
            return
        message = f"expected {self.noun}, found {kind_of(node)}"
        problems.append(Problem("wrong-kind", message, node.span, hint))


class Text(Shape, frozen=True):
    """Any text that is not empty."""

    def read(self, node: Node, problems: Problems) -> Any:
        if not isinstance(node, Scalar) or not (text := node.text.strip()):
            hint = "write a text, or leave the key out" if isinstance(node, Scalar) else None
            self._wrong(node, problems, hint)
            return None
        return self.made(text) if self.is_right(text) else self._mend(text, node, problems)

    def is_right(self, text: str) -> bool:  # noqa: ARG002 (any text is)
        """Whether a text is as the shape wants it."""
        return True

    def made(self, text: str) -> Any:
        """The value of a text that is right."""
        return text

    def _mend(self, text: str, node: Node, problems: Problems) -> str | None:
        """Report a text that is not right; what is still to be read of it."""
        raise NotImplementedError


class Identifier(Text, frozen=True):
    """The short id of something, new or named: kebab-case."""

    of: str = "id"

    @property
    def noun(self) -> str:
        return f"the id of a {self.of}" if self.of != "id" else "an id"

    def is_right(self, text: str) -> bool:
        return is_id(text)

    def _mend(self, text: str, node: Node, problems: Problems) -> str | None:
        check_id(text, node, problems)
        return text


def is_id(text: str) -> bool:
    """Whether a text is a short id in kebab-case."""
    return _ID.fullmatch(text) is not None


def check_id(text: str, node: Node, problems: Problems) -> None:
    """Report an id that is not kebab-case, with one that would do."""
    if _ID.fullmatch(text):
        return
    better = "-".join(re.findall(r"[a-z0-9]+", text.lower()))
    hint = f'for example "{better}"' if better else None
    message = f'"{text}" is not an id: use small letters, digits and single hyphens'
    problems.append(Problem("invalid-id", message, node.span, hint))


class Reference(Text, frozen=True):
    """The id of anything; before it may stand its kind, and the case or framework that it belongs to, with colons."""

    @property
    def noun(self) -> str:
        return "the id of something"

    def is_right(self, text: str) -> bool:
        *before, last = text.split(":")
        return all(map(is_id, before)) and _NUMBERED.fullmatch(last) is not None

    def _mend(self, text: str, node: Node, problems: Problems) -> str | None:
        message = f'"{text}" is not the id of something'
        problems.append(Problem("invalid-id", message, node.span, "write e12, theme:low-prices or alibaba:e12"))
        return None


class Date(Text, frozen=True):
    """A date as exact as it is known."""

    @property
    def noun(self) -> str:
        return "a date"

    def is_right(self, text: str) -> bool:
        return bounds(text) is not None

    def _mend(self, text: str, node: Node, problems: Problems) -> str | None:
        hint = "write 2014, 2014-09, 2014-09-19, or an interval 2012/2013"
        problems.append(Problem("invalid-value", f'"{text}" is not a date', node.span, hint))
        return None


class Number(Text, frozen=True):
    """A number, kept as it was written."""

    @property
    def noun(self) -> str:
        return "a number"

    def is_right(self, text: str) -> bool:
        return re.fullmatch(NUMBER, text, re.ASCII) is not None

    def _mend(self, text: str, node: Node, problems: Problems) -> str | None:
        hint = "write digits with a point, such as 1200 or 8.8; what else there is to say goes into text: or note:"
        problems.append(Problem("invalid-value", f'"{text}" is not a number', node.span, hint))
        return None


class Choice(Text, frozen=True):
    """One of a few words."""

    words: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        return "one of " + ", ".join(self.words)

    def is_right(self, text: str) -> bool:
        return text in self.words

    def _mend(self, text: str, node: Node, problems: Problems) -> str | None:
        listed = nearest(text, self.words) or f"use one of {', '.join(self.words)}"
        problems.append(Problem("invalid-value", f'"{text}" is not known here', node.span, listed))
        return None


class Flag(Choice, frozen=True):
    """Whether something is so, in small or capital letters, as spreadsheets write it."""

    words: tuple[str, ...] = ("true", "false")

    def is_right(self, text: str) -> bool:
        return text.lower() in self.words

    def made(self, text: str) -> bool:
        return text.lower() == "true"


class Rating(Text, frozen=True):
    """A whole number with or without a sign, as scales of ratings have them; a minus may be the typographic one."""

    @property
    def noun(self) -> str:
        return "a whole number, such as -2, 0 or +1"

    def is_right(self, text: str) -> bool:
        return _RATING.fullmatch(text) is not None

    def made(self, text: str) -> int:
        return int(text.replace("\u2212", "-"))

    def _mend(self, text: str, node: Node, problems: Problems) -> None:
        problems.append(Problem("invalid-value", f'"{text}" is not a rating', node.span, f"write {self.noun}"))


class Sha256(Text, frozen=True):
    """The SHA-256 of a file: 64 hexadecimal digits."""

    @property
    def noun(self) -> str:
        return "64 hexadecimal digits"

    def is_right(self, text: str) -> bool:
        return re.fullmatch("[0-9a-fA-F]{64}", text) is not None

    def _mend(self, text: str, node: Node, problems: Problems) -> str | None:
        hint = "`casecode documents --keep` writes it"
        problems.append(Problem("invalid-value", f'"{text}" is not a SHA-256', node.span, hint))
        return None


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
            value = self._record(text, key, below, problems)
            if value is None:  # what refers to the id is right, whatever stands below it
                origin = Origin(below.document.file, below.line, below.column, below.line - key.line)
                value = self.item.make(id=text, origin=origin)
                problems[before:] = [_without(problem, origin.at()) for problem in problems[before:]]
            read[text] = value
        problems += [problem for _, problem in node.lost]  # the second of two may have been meant for another id
        return read

    def _record(self, id_: str, key: Scalar, below: Node, problems: Problems) -> Any:
        return self.item.read_named(below, problems, {"id": id_}, key.line)


class Titled(MapOf, frozen=True):
    """Records by their ids; or shorter their titles by their ids, or a list of the ids alone, which are any texts."""

    def read(self, node: Node, problems: Problems) -> Any:
        if not isinstance(node, Sequence):
            return super().read(node, problems)
        read = [(item, Text().read(item, problems)) for item in node.items]
        return {text: self._titled(text, text, item, item.line) for item, text in read if text}

    def _record(self, id_: str, key: Scalar, below: Node, problems: Problems) -> Any:
        if isinstance(below, Scalar) and not below.is_empty:
            title = Text().read(below, problems)
            return self._titled(id_, title, below, key.line)
        return super()._record(id_, key, below, problems)

    def _titled(self, id_: str, title: str | None, node: Node, line: int) -> Any:
        origin = Origin(node.document.file, node.line, node.column, node.line - line)
        return self.item.make(id=id_, title=title or id_, origin=origin)


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
