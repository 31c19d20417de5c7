"""Ranges of a text: from where to before where."""

from collections.abc import Iterable

Range = tuple[int, int]


def merged(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in order, those that touch as one; none that is empty."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif end > start:
            found.append((start, end))
    return tuple(found)


def masked(text: str, ranges: Iterable[Range], sign: str) -> str:
    """A text of the same length in which ranges, in order, are signs; line breaks stay."""
    pieces: list[str] = []
    at = 0
    for start, end in ranges:
        pieces += text[at:start], "\n".join(sign * len(line) for line in text[start:end].split("\n"))
        at = end
    return "".join((*pieces, text[at:]))
