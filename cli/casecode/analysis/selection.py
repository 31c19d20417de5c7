"""The evidence that a report is about: the pieces of a study that pass a query, and where each code has them.

A selection is made once for a study and a query, and every analysis of a call takes it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.query import Query
from casecode.model.attribute import Owner
from casecode.model.case import Evidence
from casecode.model.study import Study


class Selection(Struct, frozen=True, dict=True, eq=False):
    """A study seen through a query; gone through when it is first asked, and then known."""

    study: Study
    query: Query = Query()

    @cached_property
    def pieces(self) -> tuple[Evidence, ...]:
        """The evidence that passes the query, by id: the order in the files changes nothing."""
        pieces: Iterable[Evidence] = self.study.evidence
        for test in self.query.filters(self.study):
            pieces = filter(test, pieces)
        return tuple(pieces)

    def by_code(self, unit: str = "") -> Mapping[str, Sequence[Evidence]]:
        """The pieces of each code in the order of their ids: in one unit, or everywhere."""
        return self._by_unit.get(unit, {}) if unit else self._everywhere

    def keeps_factor(self, factor: str) -> bool:
        """Whether a factor is one of those asked for, or stands below one."""
        return self.query.keeps_factor(self.study, factor)

    def asks_for(self, of: Owner, id_: str) -> bool:
        """Whether a case, unit or source is one of those asked for."""
        return self.query.asks_for(self.study, of, id_)

    def kept_factors_of(self, code: str) -> list[str]:
        """The factors of a code that are asked for."""
        return [factor for factor in self.study.factors_of(code) if self.keeps_factor(factor)]

    def asking(self, **filters: object) -> "Selection":
        """What the same query selects with some of its filters set otherwise."""
        return Selection(self.study, replace(self.query, **filters))

    @cached_property
    def _everywhere(self) -> Mapping[str, list[Evidence]]:
        found: defaultdict[str, list[Evidence]] = defaultdict(list)
        for piece in self.pieces:
            for code in _each(piece.codes):
                found[code].append(piece)
        return found

    @cached_property
    def _by_unit(self) -> Mapping[str, Mapping[str, list[Evidence]]]:
        found: defaultdict[str, defaultdict[str, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
        for piece in self.pieces:
            codes = _each(piece.codes)
            for unit in _each(piece.units):
                within = found[unit]
                for code in codes:
                    within[code].append(piece)
        return found


def _each(ids: Sequence[str]) -> Iterable[str]:
    """Every id once; most pieces have one, for which nothing need be made."""
    return dict.fromkeys(ids) if len(ids) > 1 else ids


def select(studies: Iterable[Study], query: Query) -> tuple[Selection, ...]:
    """What a query selects of each study; a case that it does not ask for is not in view, unless none is."""
    selections = [Selection(study, query) for study in studies]
    return tuple([one for one in selections if one.asks_for("case", one.study.case.id)] or selections)
