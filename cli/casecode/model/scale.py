"""A scale of ratings: how strong, and in which direction (CFIR: from -2, a strong barrier, to +2)."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from casecode.model.span import NOWHERE, Origin


class Scale(Struct, frozen=True):
    """What the framework's ratings are called, and what each means; without values there is none."""

    title: str = ""
    values: Mapping[int, str] = {}
    origin: Origin = NOWHERE

    def words(self, rating: int) -> str:
        """A rating with its sign, and what it means where the scale says so."""
        return " ".join(filter(None, (signed(rating), self.values.get(rating, ""))))


def signed(rating: float) -> str:
    """A rating with its sign: +2, -1, 0, +0.5."""
    return f"{rating:+g}" if rating else "0"


def sign(rating: float) -> int:
    """1, 0 or -1."""
    return (rating > 0) - (rating < 0)


class Spread(Struct, frozen=True):
    """Several ratings: how many, the lowest and highest of them, and the one in the middle."""

    count: int
    low: int
    high: int
    median: float


def spread(ratings: Sequence[int]) -> Spread | None:
    """The spread of ratings; nothing where there are none."""
    if not ratings:
        return None
    ordered = sorted(ratings)
    middle, is_odd = divmod(len(ordered), 2)
    median = ordered[middle] if is_odd else (ordered[middle - 1] + ordered[middle]) / 2
    return Spread(len(ordered), ordered[0], ordered[-1], median)
