"""The JSON contract: displays across cases and units."""

from typing import Literal

from msgspec import Struct

from casecode.reports.contract.matrices import Column, Theme

State = Literal["for", "against", "open"]


class Presence(Struct):
    """What evidence says of a factor or theme in a column; `open`: neither for nor against it, or nothing at all."""

    state: State
    supporting: list[str]
    contradicting: list[str]
    qualifying: list[str]


class Presences(Struct):
    """A column with the factors or themes that it has evidence on."""

    column: Column
    rows: dict[str, Presence]


class Line(Struct):
    """A factor or theme that columns are compared by, and the factor that it stands under."""

    id: str
    title: str
    factor: str


class Pair(Struct):
    """Two columns with their distance (null: nothing is known of either), the bounds of the share of rows in which they
    differ, and the ids of the rows that it consists of."""

    columns: tuple[str, str]
    distance: float | None
    least: float | None
    most: float | None
    alike: list[str]
    opposed: list[str]
    only_first: list[str]
    only_second: list[str]


class Pairs(Struct, kw_only=True):
    """What `casecode pairs` tells: all pairs, the nearest first."""

    schema: Literal["casecode/pairs/1"] = "casecode/pairs/1"
    unplaced: int
    rows: list[Line]
    profiles: list[Presences]
    pairs: list[Pair]


class Agreement(Struct):
    """How a factor or theme goes with the outcome, and its state in each column."""

    row: str
    finding: Literal["distinguishes", "open", "not distinctive", "ruled out"]
    shared: bool
    states: dict[str, State]


class Difference(Struct):
    """A column with the outcome and one without: the rows in which they differ, and those of which it is not known."""

    columns: tuple[str, str]
    finding: Literal["one difference", "open", "no difference", "several differences"]
    differing: list[str]
    open: list[str]


class Turned(Struct):
    """What a factor or theme was found to be, and what it would be."""

    row: str
    before: Literal["distinguishes", "open", "not distinctive", "ruled out"]
    after: Literal["distinguishes", "open", "not distinctive", "ruled out"]


class Move(Struct):
    """A column whose value is moved by one step to the other side of the outcome. `void` tells that no column would
    have it any more; `lost` and `won` are the pairs of one difference that there would be no more, or be then."""

    column: str
    before: str
    after: list[str]
    void: bool
    stand: list[str]
    changes: list[Turned]
    lost: list[Difference]
    won: list[Difference]


class Sensitivity(Struct):
    """How findings hang on each value: the moves, the columns that no single step takes to the other side, and the
    rows whose finding stands under every move."""

    moves: list[Move]
    unmoved: list[str]
    stand: list[str]


class Methods(Struct, kw_only=True):
    """What `casecode mill` tells: agreement and difference for one outcome."""

    schema: Literal["casecode/mill/1"] = "casecode/mill/1"
    outcome: str
    with_outcome: list[str]
    without_outcome: list[str]
    not_known: list[str]
    left_out: list[str]
    unplaced: int
    rows: list[Line]
    profiles: list[Presences]
    agreement: list[Agreement]
    difference: list[Difference]
    sensitivity: Sensitivity | None = None


class Contrasted(Struct):
    """A factor in the extreme columns."""

    factor: str
    title: str
    contrast: Literal["opposed", "mixed", "open", "alike"]
    cells: dict[str, list[Theme]]


class Contrast(Struct, kw_only=True):
    """What `casecode contrast` tells: the columns at both ends of an attribute, and their factors."""

    schema: Literal["casecode/contrast/1"] = "casecode/contrast/1"
    attribute: str
    ends: dict[str, list[str]]
    columns: list[Column]
    rows: list[Contrasted]


class Stacked(Struct):
    """The rows of one column in a stack: themes by factor."""

    column: Column
    standing: str | None
    factors: dict[str, list[Theme]]


class Stack(Struct, kw_only=True):
    """What `casecode stack` tells: the single displays of cases or units, one below the other."""

    schema: Literal["casecode/stack/1"] = "casecode/stack/1"
    matrix: str | None
    displays: list[Stacked]
