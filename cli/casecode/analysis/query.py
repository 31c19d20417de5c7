"""What evidence is asked for: a filter for each property of a piece."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from casecode.analysis.attributes import ids_of
from casecode.analysis.conditions import Condition
from casecode.analysis.search import Search
from casecode.model.attribute import OWNERS, Owner
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
    where: tuple[Condition, ...] = ()

    def asks_for(self, study: Study, of: Owner, id_: str) -> bool:
        """Whether a case, unit or source is asked for: where some are named one of them, and all conditions hold."""
        named = self._named(of)
        return (not named or id_ in named) and all(
            condition.holds(study, id_) for condition in self.where if condition.of == of
        )

    def narrows(self, of: Owner) -> bool:
        """Whether some cases, units or sources are asked for, and others not."""
        return bool(self._named(of)) or any(condition.of == of for condition in self.where)

    def _named(self, of: Owner) -> tuple[str, ...]:
        return {"case": (), "unit": self.units, "source": self.sources}[of]

    def keeps_factor(self, study: Study, factor: str) -> bool:
        """Whether a factor is one of those asked for, or stands below one."""
        return not self.factors or any(study.framework.is_within(factor, group) for group in self.factors)

    def filters(self, study: Study) -> list[Callable[[Evidence], bool]]:
        """What a piece of evidence has to pass: one test for each filter that is set."""
        narrowed = filter(self.narrows, OWNERS)
        picked = {of: {*filter(partial(self.asks_for, study, of), ids_of(study, of))} for of in narrowed}
        tests: dict[Callable[[Evidence], bool], object] = {
            lambda _piece: bool(picked["case"]): "case" in picked,
            lambda piece: not picked["unit"].isdisjoint(piece.units): "unit" in picked,
            lambda piece: piece.source in picked["source"]: "source" in picked,
            lambda piece: piece.coder in self.coders: self.coders,
            lambda piece: piece.stance in self.stances: self.stances,
            lambda piece: piece.rating is not None and signed(piece.rating) in self.ratings: self.ratings,
            lambda piece: any(code in self.themes for code in piece.codes): self.themes,
            lambda piece: any(study.is_coded(piece, factor) for factor in self.factors): self.factors,
            lambda piece: self._keeps_date(dated(study, piece)): self.since or self.until,
            lambda piece: self.search.find(searched(piece)) is not None: not self.search.is_empty,
        }
        return [test for test, is_set in tests.items() if is_set]

    def _keeps_date(self, date: str) -> bool:
        """Whether something of this date may lie within the period: 2014 may be after June 2014. What neither has a
        date nor a source with one does not."""
        when, since, until = (bounds(text) for text in (date, self.since, self.until))
        return when is not None and (since is None or when[1] >= since[0]) and (until is None or when[0] <= until[1])


def dated(study: Study, piece: Evidence) -> str:
    """The date of a piece; where it has none that of its source, than which it tells of nothing later."""
    if piece.date or piece.source not in study.sources:
        return piece.date
    return study.sources[piece.source].issued


def searched(piece: Evidence) -> tuple[str, str, str]:
    """The texts of a piece in which words are looked for: statement, quote, note."""
    return piece.statement, piece.quote, piece.note
