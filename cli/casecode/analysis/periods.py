"""How far the evidence of compared cases reaches in time: what happened later than that, a case cannot tell."""

from collections.abc import Iterable, Mapping

from casecode.analysis.matrix import Column
from casecode.analysis.query import dated
from casecode.analysis.selection import Selection
from casecode.model.case import Evidence
from casecode.model.dates import bounds
from casecode.model.study import Study

APART = 2  # years by which the ends of two periods are not the same any more


def uneven(compared: Iterable[Column | Selection]) -> Mapping[int, list[str]]:
    """The titles of the cases by the last year that their evidence tells of, where these are years apart; else nothing.

    That is the last year of all evidence of a case, whatever of it is selected; a period that is asked for ends it.
    """
    selections = {one.study.case.id: one.selection if isinstance(one, Column) else one for one in compared}
    titles: dict[int, list[str]] = {}
    for one in selections.values():
        if year := _reach(one):
            titles.setdefault(year, []).append(one.study.case.title)
    years = sorted(titles)
    return {year: titles[year] for year in years} if years and years[-1] - years[0] >= APART else {}


def _reach(selection: Selection) -> int:
    """The last year that the evidence of a case tells of within the period asked for; 0 where nothing has a date."""
    years = (last_year(selection.study, piece) for piece in selection.study.evidence)
    last = max(filter(None, years), default=0)
    until = bounds(selection.query.until)
    return min(last, int(until[1][:4])) if until else last


def last_year(study: Study, piece: Evidence) -> int | None:
    """The last year that a piece tells of. A forecast of 2030 in a source of 2017 tells of 2017."""
    ends = [bounds(dated(study, piece))]
    if piece.source in study.sources:
        ends.append(bounds(study.sources[piece.source].issued))
    return min((int(end[1][:4]) for end in ends if end), default=None)
