"""How findings hang on each value of an outcome: one is moved by one step, and both methods are asked again.

A finding that stands whatever one value is does not hang on a single judgement. Only steps that cross the line between
having an outcome and not having it can matter; where no single step does so, nothing need be asked.
"""

from msgspec import Struct

from casecode.analysis.mill import Agreement, Difference, Finding, Methods, agreement, difference, divide
from casecode.analysis.outcome import Outcome, Step
from casecode.analysis.presence import Code, Presences, State


class Change(Struct, frozen=True):
    """What a factor or theme was found to be, and what it would be."""

    row: Code
    before: Finding
    after: Finding


class Move(Struct, frozen=True):
    """One column on the other side of the outcome, and what becomes of the findings.

    `lost` and `won` are pairs of one difference that there would be no more, or be then. Where no column would have the
    outcome any more (`is_void`), there is nothing to find, and no finding stands.
    """

    side: Presences
    step: Step
    changes: tuple[Change, ...]
    stand: tuple[Code, ...]
    lost: tuple[Difference, ...]
    won: tuple[Difference, ...]
    is_void: bool = False


class Sensitivity(Struct, frozen=True):
    """All moves; the columns whose outcome is known and that no single step takes to the other side; and what stands
    under every move."""

    moves: tuple[Move, ...]
    unmoved: tuple[Presences, ...]
    stand: tuple[Agreement, ...]


def sensitivity(methods: Methods, outcome: Outcome) -> Sensitivity:
    """Move the value of each column by one step, the others as they are."""
    known = [side for side in methods.table.columns if outcome.states[side.column.id] != "open"]
    moves = tuple(_move(methods, outcome, side) for side in known if side.column.id in outcome.steps)
    unmoved = tuple(side for side in known if side.column.id not in outcome.steps)
    stand = tuple(one for one in methods.agreements if all(one.row in move.stand for move in moves))
    return Sensitivity(moves, unmoved, stand)


def _move(methods: Methods, outcome: Outcome, side: Presences) -> Move:
    column = side.column.id
    has: State = "against" if outcome.states[column] == "for" else "for"
    instances = divide(methods.table, {**outcome.states, column: has})
    lost = tuple(it for it in methods.differences if _is_one(it) and column in _ids(it))
    if not instances.with_:
        return Move(side, outcome.steps[column], (), (), lost, (), is_void=True)
    rows = [one.row for one in methods.agreements]
    after = {one.row.id: agreement(one.row, instances).finding for one in methods.agreements}
    changes = tuple(
        Change(one.row, one.finding, after[one.row.id])
        for one in methods.agreements
        if after[one.row.id] != one.finding
    )
    stand = tuple(one.row for one in methods.agreements if after[one.row.id] == one.finding)
    pairs = (
        [difference(rows, side, other) for other in instances.without]
        if has == "for"
        else [difference(rows, other, side) for other in instances.with_]
    )
    return Move(side, outcome.steps[column], changes, stand, lost, tuple(filter(_is_one, pairs)))


def _is_one(pair: Difference) -> bool:
    return pair.finding == "one difference"


def _ids(pair: Difference) -> tuple[str, str]:
    return pair.with_.column.id, pair.without.column.id
