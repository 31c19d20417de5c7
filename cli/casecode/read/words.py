"""Shapes of texts: an id, a date, a number, one of a few words. Each reads a node into a value of the model.

A shape reports what is wrong to the list it is given and reads on, so that one run finds every problem. What cannot be
read is `None`.
"""

import re
from typing import Any

from msgspec import Struct

from casecode.model.dates import bounds
from casecode.model.problem import Problem, nearest
from casecode.read.node import Node, Scalar, Unread, kind_of

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
