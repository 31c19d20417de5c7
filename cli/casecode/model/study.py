"""A study: a case read against its framework; a corpus: everything that one call has loaded."""

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from casecode.model.case import Case
from casecode.model.framework import Framework, Theme
from casecode.model.source import Source


class Study(Struct, frozen=True, dict=True):
    """A case together with the framework that it is coded against."""

    case: Case
    framework: Framework

    @cached_property
    def themes(self) -> Mapping[str, Theme]:
        """The framework's shared themes, then the case's own, each in the order of its file."""
        return {**self.framework.themes, **self.case.themes}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """All that this case may cite: its own sources and the framework's references."""
        return {**self.framework.references, **self.case.sources}

    @cached_property
    def code_order(self) -> Mapping[str, int]:
        """The rank of every code: themes as declared, then factors as in the tree."""
        return {code: rank for rank, code in enumerate((*self.themes, *self.framework.by_id))}

    def factor_of(self, code: str) -> str:
        """The factor that a code stands for: that of a theme, or the factor itself."""
        theme = self.themes.get(code)
        return theme.factor if theme else code

    def label_of(self, code: str) -> str:
        """What a matrix cell shows for a code."""
        theme = self.themes.get(code)
        return theme.label or code if theme else self.framework.title_of(code)

    def unit_title(self, unit: str) -> str:
        """The title of a unit, or its id where it has none."""
        known = self.case.units.get(unit)
        return known.title or unit if known else unit


class Corpus(Struct, frozen=True):
    """The studies and the frameworks that one call works with."""

    studies: tuple[Study, ...] = ()
    frameworks: tuple[Framework, ...] = ()
