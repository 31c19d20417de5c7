"""Comparing columns: which themes they share, which are distinct, and how alike they are."""

from collections.abc import Sequence
from itertools import combinations
from typing import Literal

from msgspec import Struct

from casecode.analysis.matrix import Column, Matrix, Row

Verdict = Literal["same", "mixed", "partial", "differ", "open", "unsupported", "no evidence"]


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

    Jaccard (1912), The distribution of the flora in the alpine zone, New Phytologist 11(2), 37-50. Only rows count in
    which both have evidence: `rows` is how many these are, and `open` in how many one of the two has none, which is not
    absence. Shared is what a row calls so: what both support. A theme that both only contradict or qualify is in no
    such set, but among the `unsupported` of these rows; where nothing is supported there is no index. How far apart two
    columns are by all that evidence tells, for and against, is measured by `distance`.
    """

    first: Column
    second: Column
    shared: int
    either: int
    rows: int
    open: int
    unsupported: int

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
    shared by several; `differ`: each theme is supported in one column only. Where a column has no evidence at all the
    row is `open`: what is blank is not absent, so the columns neither agree nor differ. A row whose evidence never
    supports anything is `unsupported`: that is neither agreement nor silence.
    """
    columns = supported(row)
    every = dict.fromkeys(code for codes in columns for code in codes)
    shared = tuple(code for code in every if all(code in codes for codes in columns))
    partial = tuple(code for code in every if code not in shared and sum(code in codes for codes in columns) > 1)
    distinct = tuple(tuple(code for code in codes if code not in shared) for codes in columns)
    verdict: Verdict
    if row.is_empty:
        verdict = "no evidence"
    elif not all(row.cells):
        verdict = "open"
    elif not every:
        verdict = "unsupported"
    elif len(shared) == len(every):
        verdict = "same"
    else:
        verdict = "mixed" if shared else "partial" if partial else "differ"
    return Compared(row, shared, partial, distinct, verdict)


def likenesses(matrix: Matrix) -> tuple[Likeness, ...]:
    """The likeness of every pair of columns, each over the rows in which both have evidence."""
    rows = [(row, supported(row)) for row in matrix.rows]
    return tuple(_likeness(matrix, rows, a, b) for a, b in combinations(range(len(matrix.columns)), 2))


def _likeness(matrix: Matrix, rows: Sequence[tuple[Row, Sequence[Sequence[str]]]], a: int, b: int) -> Likeness:
    shared = either = both = unsupported = 0
    for row, found in rows:
        if row.cells[a] and row.cells[b]:
            one, other = {*found[a]}, {*found[b]}
            both += 1
            shared += len(one & other)
            either += len(one | other)
            cells = row.cells[a] + row.cells[b]
            unsupported += len({entry.code for entry in cells if entry.stance != "supports"} - one - other)
    half = sum(bool(row.cells[a]) != bool(row.cells[b]) for row, _ in rows)
    return Likeness(matrix.columns[a], matrix.columns[b], shared, either, both, half, unsupported)
