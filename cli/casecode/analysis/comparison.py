"""Comparing columns: which themes they share, which are distinct, and how alike they are."""

from itertools import combinations
from typing import Literal

from msgspec import Struct

from casecode.analysis.matrix import Column, Matrix, Row

Verdict = Literal["same", "mixed", "partial", "differ", "unsupported", "no evidence"]


class Compared(Struct, frozen=True):
    """A row of a comparison.

    `shared` holds the themes that every column supports, `partial` those that several do, but not all; `distinct` for
    each column those that it supports and not every other does.
    Evidence coded to the factor itself takes part only where the row has no theme at all: two pieces without a theme
    need not speak of the same thing.
    """

    row: Row
    shared: tuple[str, ...]
    partial: tuple[str, ...]
    distinct: tuple[tuple[str, ...], ...]
    verdict: Verdict


class Likeness(Struct, frozen=True):
    """How alike two columns are: the share of themes supported in both among those supported in either.

    Jaccard (1912), The distribution of the flora in the alpine zone, New Phytologist 11(2), 37-50. Two columns
    without any supported theme have no index.
    """

    first: Column
    second: Column
    shared: int
    either: int

    @property
    def jaccard(self) -> float | None:
        return self.shared / self.either if self.either else None


def supported(row: Row) -> tuple[tuple[str, ...], ...]:
    """For each column of a row the themes that at least one piece of evidence supports there."""
    has_themes = any(entry.is_theme for cell in row.cells for entry in cell)
    return tuple(
        tuple(entry.code for entry in cell if entry.stance == "supports" and entry.is_theme >= has_themes)
        for cell in row.cells
    )


def compare_row(row: Row) -> Compared:
    """What the columns of a row share, and the verdict that follows.

    `same`: every column supports every theme; `mixed`: some themes are shared by all; `partial`: none is, but some are
    shared by several; `differ`: each theme is supported in one column only. A row whose evidence never supports
    anything is `unsupported`: that is neither agreement nor silence.
    """
    columns = supported(row)
    every = dict.fromkeys(code for codes in columns for code in codes)
    shared = tuple(code for code in every if all(code in codes for codes in columns))
    partial = tuple(code for code in every if code not in shared and sum(code in codes for codes in columns) > 1)
    distinct = tuple(tuple(code for code in codes if code not in shared) for codes in columns)
    verdict: Verdict
    if row.is_empty:
        verdict = "no evidence"
    elif not every:
        verdict = "unsupported"
    elif len(shared) == len(every):
        verdict = "same"
    else:
        verdict = "mixed" if shared else "partial" if partial else "differ"
    return Compared(row, shared, partial, distinct, verdict)


def likenesses(matrix: Matrix) -> tuple[Likeness, ...]:
    """The likeness of every pair of columns over all rows."""
    codes: list[set[tuple[str, str]]] = [set() for _ in matrix.columns]
    for row in matrix.rows:
        for found, column in zip(codes, supported(row), strict=True):
            found.update((row.factor, code) for code in column)
    return tuple(
        Likeness(matrix.columns[a], matrix.columns[b], len(codes[a] & codes[b]), len(codes[a] | codes[b]))
        for a, b in combinations(range(len(codes)), 2)
    )
