"""A study: a case read against its framework; a corpus: everything that one call has loaded."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import lt

from msgspec import Struct

from casecode.model.case import Case, Evidence, Stance, weighed
from casecode.model.framework import Framework, Theme
from casecode.model.scale import Scale
from casecode.model.source import Source


def natural(text: str) -> tuple[tuple[bool, int, str], ...]:
    """A key that sorts `e9` before `e10`: of two numbers the one with more digits is larger."""
    return tuple(_number(part) if part.isdecimal() else (True, 0, part) for part in re.findall(r"[0-9]+|[^0-9]+", text))


def _number(digits: str) -> tuple[bool, int, str]:
    value = digits.lstrip("0")
    return False, len(value), f"{value}/{digits}"


MOST_DIGITS = 1000  # of a number in an id that is compared as a number: Python takes no text of 4,300 for one


def in_order(pieces: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Pieces of evidence by id in the natural order; quickly where all ids are one stem with a number, as in e12."""
    ids = [piece.id for piece in pieces]
    stem = ids[0].rstrip("0123456789") if ids else ""
    numbers = "\n".join(["", *ids]).split(f"\n{stem}")[1:]  # one step in C for thousands of ids
    digits = "".join(numbers)
    is_plain = len(numbers) == len(ids) and "" not in numbers and digits.isdecimal() and digits.isascii()
    if not is_plain or len(max(numbers, key=len)) > MOST_DIGITS:
        return tuple(sorted(pieces, key=lambda piece: natural(piece.id)))
    values = [*map(int, numbers)]
    if all(map(lt, values, values[1:])):
        return tuple(pieces)
    ranked = sorted(zip(values, numbers, range(len(pieces)), strict=True))
    return tuple(pieces[position] for _, _, position in ranked)


class Study(Struct, frozen=True, dict=True):
    """A case together with the framework that it is coded against."""

    case: Case
    framework: Framework
    # Through a lens: for each code the factors of this framework that it stands for (none: it does not map), and the
    # study as it was coded; `reached` are the factors of this framework that any code of that one stands for.
    mapped: Mapping[str, tuple[str, ...]] = {}
    original: "Study | None" = None
    reached: frozenset[str] = frozenset()

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence of the case by id: the order in the files changes nothing."""
        return in_order(self.case.evidence)

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        """The case's own themes, then those that the framework shares, each in the order of its file."""
        own = self.case.themes
        return {**own, **{id_: theme for id_, theme in self.framework.themes.items() if id_ not in own}}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """All that this case may cite: its own sources and the framework's references."""
        return {**self.framework.references, **self.case.sources}

    @property
    def scale(self) -> Scale:
        """The scale of its ratings: that of the framework that it was coded against, through a lens as well."""
        return (self.original or self).framework.rating

    @cached_property
    def code_order(self) -> Mapping[str, int]:
        """The rank of every code: themes as declared, then factors as in the tree."""
        return {code: rank for rank, code in enumerate((*self.themes, *self.framework.by_id))}

    def factors_of(self, code: str) -> tuple[str, ...]:
        """The factors that a code stands for: that of a theme, or the factor itself; through a lens any number."""
        if self.mapped:
            return self.mapped.get(code, ())
        theme = self.themes.get(code)
        return (theme.factor if theme else code,)

    @cached_property
    def turning(self) -> Mapping[str, Stance]:
        """The themes that do not simply support their factor: a hindrance contradicts it. A shared theme means the same
        in all cases."""
        themes = {**self.case.themes, **self.framework.themes}
        return {id_: theme.stance for id_, theme in themes.items() if theme.stance != "supports"}

    def bearing(self, code: str, stance: Stance) -> Stance:
        """How a piece that takes a stance on a code bears on the factor of that code.

        This is the one notion of what evidence says, for every report. Where a theme is told of, a piece says what its
        own stance is. Where a factor is told of (its row in a matrix, its presence, its coverage, a contrast), it says
        how it bears on the factor: what supports a hindrance speaks against its factor, what denies it for the factor;
        and where either of the two only qualifies, so does the piece. Several come to what `weighed` says.
        """
        theme = self.turning.get(code, "supports")
        if "qualifies" in (theme, stance):
            return "qualifies"
        return "supports" if theme == stance else "contradicts"

    def says(self, piece: Evidence, codes: Iterable[str]) -> Stance:
        """What a piece says of a factor that these of its codes stand for; each piece says one thing of it."""
        if not self.turning:
            return piece.stance
        return weighed(self.bearing(code, piece.stance) for code in codes)

    def is_coded(self, piece: Evidence, factor: str) -> bool:
        """Whether a piece has a code for a factor or for one below it."""
        return any(self.framework.is_within(one, factor) for code in piece.codes for one in self.factors_of(code))

    def label_of(self, code: str) -> str:
        """What a matrix cell shows for a code."""
        theme = self.themes.get(code)
        return theme.label or code if theme else self.framework.title_of(code)

    def shared_label_of(self, code: str) -> str:
        """What a display of several cases shows for a code: for a shared theme the label of the framework."""
        theme = self.framework.themes.get(code)
        return theme.label or code if theme else self.label_of(code)

    def unit_title(self, unit: str) -> str:
        """The title of a unit, or its id where it has none."""
        known = self.case.units.get(unit)
        return known.title or unit if known else unit


class Corpus(Struct, frozen=True):
    """The studies and the frameworks that one call works with."""

    studies: tuple[Study, ...] = ()
    frameworks: tuple[Framework, ...] = ()
