"""What cannot be asked, as a value: whoever reads the names that somebody gave says why, and what to do."""

from collections.abc import Iterable

from msgspec import Struct

MOST_NAMES = 12  # that a hint lists


class Refusal(Struct, frozen=True):
    """Why something cannot be asked, and a hint."""

    why: str
    hint: str


def few(names: Iterable[str]) -> str:
    """Names for a hint: the first of them, and how many others there are."""
    listed = [*names]
    rest = len(listed) - MOST_NAMES
    return ", ".join(listed) or "none" if rest <= 1 else f"{', '.join(listed[:MOST_NAMES])} and {rest} others"


class RefusedCallError(Exception):
    """A refusal that shows only on the way: the call ends with it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.why)
        self.refusal = refusal
