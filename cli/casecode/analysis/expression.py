"""A regular expression that somebody gave: what it may take is bounded, for one of ten letters can take years.

It says what Python's `re` understands by it; that cannot be stopped, and so `regex` looks for it.
"""

import re
import warnings
from collections.abc import Iterator
from functools import cache
from math import prod
from time import process_time
from typing import Protocol

from casecode.analysis.refusal import Refusal, RefusedCallError

SECONDS = 2.0  # of the processor, for a text of no length
SECONDS_A_CHARACTER = 1e-6  # a hundred times what a simple expression takes
MOST_REPEATED = 1_000_000  # what counted repetitions may come to: each is written out before it is looked for
_COUNTED = re.compile(r"\{(?:\d*,)?(\d+)\}")

_BRACE = re.compile(r"\\.|\{(?!\d+\}|\d*,\d*\})", re.DOTALL)


class Found(Protocol):
    """Where an expression was found."""

    def start(self) -> int: ...
    def end(self) -> int: ...


class Expression:
    """An expression, and how long it may still take."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.left = SECONDS
        with warnings.catch_warnings():  # of what a later version of Python may understand otherwise
            warnings.simplefilter("ignore")
            try:
                re.compile(pattern)
                if prod(int(count[-9:]) or 1 for count in _COUNTED.findall(pattern)) > MOST_REPEATED:
                    raise self._refused("repeats too much", "repeat it less often, or without a number: + or *")
                import regex

                self._compiled = regex.compile(_BRACE.sub(_literal, pattern), regex.IGNORECASE)
            except (re.error, OverflowError, RecursionError) as error:
                said = "it is nested too deep" if isinstance(error, RecursionError) else str(error)
                raise self._refused(f"is not a regular expression: {said}", _AS_WORDS) from None

    def finditer(self, text: str) -> Iterator[Found]:
        """Where it stands in a text. Raises `RefusedCallError` where that takes too long."""
        self.left += len(text) * SECONDS_A_CHARACTER
        start = process_time()
        try:
            if self.left <= 0:
                raise TimeoutError
            yield from self._compiled.finditer(text, timeout=self.left)
        except TimeoutError:
            hint = "a repetition within a repetition, as in (a+)+, can take years: say it with one"
            raise self._refused("takes too long", hint) from None
        finally:
            self.left -= process_time() - start

    def _refused(self, why: str, hint: str) -> RefusedCallError:
        return RefusedCallError(Refusal(f'--text: "{self.pattern}" {why}', hint))


def _literal(brace: re.Match[str]) -> str:
    """A brace that begins no number stands for itself; `regex` would let so many letters differ: `a{e<=1}`."""
    return "\\{" if brace[0] == "{" else brace[0]


_AS_WORDS = "leave --regex out to find the words as they are"


@cache
def expression(pattern: str) -> Expression:
    """The expression for a pattern: the same for all texts of a call."""
    return Expression(pattern)
