"""What evidence is asked for: a filter for each property of a piece."""

from collections.abc import Callable

from msgspec import Struct

from casecode.analysis.search import Search
from casecode.model.case import Evidence
from casecode.model.dates import bounds
from casecode.model.scale import signed
from casecode.model.study import Study


class Query(Struct, frozen=True):
    """What to select. An empty filter lets everything through; within a filter any value is enough."""

    units: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    search: Search = Search()

    def keeps_factor(self, study: Study, factor: str) -> bool:
        """Whether a factor is one of those asked for, or stands below one."""
        return not self.factors or any(study.framework.is_within(factor, group) for group in self.factors)

    def filters(self, study: Study) -> list[Callable[[Evidence], bool]]:
        """What a piece of evidence has to pass: one test for each filter that is set."""
        tests: dict[Callable[[Evidence], bool], object] = {
            lambda piece: any(unit in self.units for unit in piece.units): self.units,
            lambda piece: piece.source in self.sources: self.sources,
            lambda piece: piece.coder in self.coders: self.coders,
            lambda piece: piece.stance in self.stances: self.stances,
            lambda piece: piece.rating is not None and signed(piece.rating) in self.ratings: self.ratings,
            lambda piece: any(code in self.themes for code in piece.codes): self.themes,
            lambda piece: any(study.is_coded(piece, factor) for factor in self.factors): self.factors,
            lambda piece: self._keeps_date(piece.date): self.since or self.until,
            lambda piece: self.search.find(searched(piece)) is not None: not self.search.is_empty,
        }
        return [test for test, is_set in tests.items() if is_set]

    def keeps(self, study: Study, piece: Evidence) -> bool:
        """Whether a piece of evidence passes every filter."""
        return all(test(piece) for test in self.filters(study))

    def _keeps_date(self, date: str) -> bool:
        """Whether something of this date may lie within the period: 2014 may be after June 2014. Undated does not."""
        when, since, until = (bounds(text) for text in (date, self.since, self.until))
        return when is not None and (since is None or when[1] >= since[0]) and (until is None or when[0] <= until[1])


def searched(piece: Evidence) -> tuple[str, str, str]:
    """The texts of a piece in which words are looked for: statement, quote, note."""
    return piece.statement, piece.quote, piece.note
