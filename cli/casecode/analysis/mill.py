"""Agreement and difference: which factors go with an outcome, after Mill (1843, A System of Logic, book III, ch. VIII).

Agreement (first canon): what all instances of the outcome have in common. Difference (second canon): two instances,
one with the outcome and one without, that differ in one thing only. Where no evidence tells whether a factor is
present, the conclusion is open; it is never taken for absent.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Literal

from msgspec import Struct

from casecode.analysis.presence import Code, Presences, PresenceTable, State

Finding = Literal["distinguishes", "open", "not distinctive", "ruled out"]
Likeness = Literal["one difference", "open", "no difference", "several differences"]


class Instances(Struct, frozen=True):
    """Columns with the outcome, without it, and those of which that is not known."""

    with_: tuple[Presences, ...]
    without: tuple[Presences, ...]
    unknown: tuple[Presences, ...]


class Agreement(Struct, frozen=True):
    """How one factor or theme goes with the outcome.

    `distinguishes`: there is evidence for it wherever the outcome is, and against it wherever the outcome is not.
    `open`: it may be so, but of some columns no evidence tells. `not distinctive`: it is there without the outcome as
    well. `ruled out`: an instance of the outcome does without it.
    """

    row: Code
    with_: tuple[State, ...]
    without: tuple[State, ...]

    @property
    def finding(self) -> Finding:
        if "against" in self.with_:
            return "ruled out"
        if "for" in self.without:
            return "not distinctive"
        return "open" if "open" in (*self.with_, *self.without) or not self.without else "distinguishes"

    @property
    def is_shared(self) -> bool:
        """Whether all instances of the outcome have it, as evidence tells (Mill's first canon alone)."""
        return all(state == "for" for state in self.with_)


class Difference(Struct, frozen=True):
    """An instance of the outcome and one without it: in what they differ, and of what that is not known."""

    with_: Presences
    without: Presences
    differing: tuple[Code, ...]
    open: tuple[Code, ...]

    @property
    def finding(self) -> Likeness:
        """`one difference` where all else is known to be equal; `open` where it could turn out so."""
        if len(self.differing) > 1:
            return "several differences"
        if self.open:
            return "open"
        return "one difference" if self.differing else "no difference"


class Methods(Struct, frozen=True):
    """What the two methods say of one outcome, and the factors or themes left out because they are the outcome."""

    table: PresenceTable
    instances: Instances
    agreements: tuple[Agreement, ...]
    differences: tuple[Difference, ...]
    left_out: tuple[Code, ...] = ()


_ORDER: tuple[Finding, ...] = ("distinguishes", "open", "not distinctive", "ruled out")


def apply(table: PresenceTable, states: Mapping[str, State], leave_out: Sequence[str] = ()) -> Methods:
    """Both methods over all factors or themes with evidence, except those left out because they are the outcome.

    `states` says for each column by its id whether it has the outcome.
    """
    instances = divide(table, states)
    left_out = tuple(row for row in table.rows if row.id in leave_out or row.factor in leave_out)
    rows = tuple(row for row in table.rows if row not in left_out)
    agreements = [agreement(row, instances) for row in rows]
    agreements.sort(key=lambda one: (_ORDER.index(one.finding), -one.with_.count("for"), -one.without.count("against")))
    differences = [difference(rows, *both) for both in product(instances.with_, instances.without)]
    differences.sort(key=lambda one: (len(one.differing) > 1, -len(one.differing), len(one.open)))
    return Methods(table, instances, tuple(agreements), tuple(differences), left_out)


def divide(table: PresenceTable, states: Mapping[str, State]) -> Instances:
    """The columns of a table by whether they have an outcome."""
    sides: tuple[State, ...] = ("for", "against", "open")
    return Instances(*(tuple(it for it in table.columns if states[it.column.id] == state) for state in sides))


def agreement(row: Code, instances: Instances) -> Agreement:
    """How one factor or theme goes with an outcome."""
    return Agreement(
        row,
        tuple(side.state(row.id) for side in instances.with_),
        tuple(side.state(row.id) for side in instances.without),
    )


def difference(rows: Sequence[Code], with_: Presences, without: Presences) -> Difference:
    """In what a column with an outcome and one without it differ."""
    states = [(row, with_.state(row.id), without.state(row.id)) for row in rows]
    return Difference(
        with_,
        without,
        tuple(row for row, one, other in states if "open" not in (one, other) and one != other),
        tuple(row for row, one, other in states if "open" in (one, other)),
    )
