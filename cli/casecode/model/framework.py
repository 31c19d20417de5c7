"""A framework: a tree of factors with definitions, questions, propositions and matrix layouts.

Definitions follow MacQueen et al. (1998): what a code means, when to use it, when not to, and an example.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from casecode.model.attribute import Attribute
from casecode.model.display import Display
from casecode.model.memo import Memo
from casecode.model.scale import Scale
from casecode.model.source import Source
from casecode.model.span import NOWHERE, Origin, Spot, by_origin


class Factor(Struct, frozen=True):
    """A construct that evidence is coded to; group nodes have factors below them."""

    id: str = ""
    title: str = ""
    definition: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""
    example: str = ""
    theory: str = ""
    references: tuple[str, ...] = ()
    factors: tuple["Factor", ...] = ()
    origin: Origin = NOWHERE

    def walk(self) -> Iterator["Factor"]:
        """This factor and all below it, in the order of the file."""
        yield self
        for factor in self.factors:
            yield from factor.walk()


class Question(Struct, frozen=True):
    """What the study asks: a research question, a sub-question or a goal."""

    id: str = ""
    text: str = ""
    kind: str = "research-question"
    parent: str = ""
    factors: tuple[str, ...] = ()
    origin: Origin = NOWHERE


class Proposition(Struct, frozen=True):
    """An arrow of the framework: one factor is held to shape another. `needs` is the evidence that a test takes."""

    id: str = ""
    from_: str = ""
    to: str = ""
    text: str = ""
    needs: str = ""
    origin: Origin = NOWHERE


class Layout(Struct, frozen=True):
    """What a matrix shows: factors down the side against units, or groups of factors side by side."""

    id: str = ""
    title: str = ""
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] | str = "units"
    roles: tuple[str, ...] = ()
    origin: Origin = NOWHERE


class Theme(Struct, frozen=True):
    """An inductive code under one factor: what a matrix cell lists."""

    id: str = ""
    factor: str = ""
    label: str = ""
    definition: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""
    example: str = ""
    stance: Literal["supports", "contradicts", "qualifies"] = "supports"
    explains: tuple[str, ...] = ()
    note: str = ""
    origin: Origin = NOWHERE


class Crosswalk(Struct, frozen=True):
    """Which factors of one framework stand for which of another: `map` leads from those of `from_` to those of `to`.

    What is left out of `from_` or `to` is the framework that declares the crosswalk.
    """

    from_: str = ""
    to: str = ""
    map: Mapping[str, tuple[str, ...]] = {}
    note: str = ""
    origin: Origin = NOWHERE

    def ends(self, own: str) -> tuple[str, str]:
        """The ids of the two frameworks, given the id of the one that declares it."""
        return self.from_ or own, self.to or own


class Framework(Struct, frozen=True, dict=True):
    """A theoretical framework, as one file declares it."""

    id: str = ""
    title: str = ""
    description: str = ""
    source: str = ""
    questions: Mapping[str, Question] = {}
    factors: tuple[Factor, ...] = ()
    themes: Mapping[str, Theme] = {}
    propositions: tuple[Proposition, ...] = ()
    matrices: tuple[Layout, ...] = ()
    attributes: Mapping[str, Attribute] = {}
    rating: Scale = Scale()
    roles: Mapping[str, str] = {}  # which roles units may have, with what tables call them
    crosswalks: tuple[Crosswalk, ...] = ()
    displays: tuple[Display, ...] = ()
    references: Mapping[str, Source] = {}
    memos: tuple[Memo, ...] = ()
    unread: tuple[Spot, ...] = ()  # parts of the file that could not be read
    origin: Origin = NOWHERE

    @cached_property
    def by_id(self) -> Mapping[str, Factor]:
        """Every factor of the tree under its id, in the order of the file."""
        return {factor.id: factor for root in self.factors for factor in root.walk()}

    @cached_property
    def unread_by_origin(self) -> Mapping[Origin, Sequence[Spot]]:
        """The parts that could not be read, by the record that they are of."""
        return by_origin(self.unread)

    @cached_property
    def ancestors(self) -> Mapping[str, tuple[str, ...]]:
        """For each factor the ids from the root down to its parent."""
        found: dict[str, tuple[str, ...]] = {}

        def descend(factors: tuple[Factor, ...], path: tuple[str, ...]) -> None:
            for factor in factors:
                found[factor.id] = path
                descend(factor.factors, (*path, factor.id))

        descend(self.factors, ())
        return found

    def is_within(self, factor: str, group: str) -> bool:
        """Whether a factor is the group or stands anywhere below it."""
        return factor == group or group in self.ancestors.get(factor, ())

    def title_of(self, factor: str) -> str:
        """The title of a factor, or its id where it has none."""
        known = self.by_id.get(factor)
        return known.title or factor if known else factor
