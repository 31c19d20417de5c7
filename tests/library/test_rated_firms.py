"""How firms and markets did abroad is rated by the rule that the framework gives, and by no one's judgement."""

import re
from functools import cache

import pytest

from casecode.analysis.matrix import Column
from casecode.analysis.presence import Presence, presence_of
from casecode.analysis.query import Query
from casecode.analysis.selection import Selection
from casecode.model.study import Study
from casecode.project.catalogue import Catalogue, builtin_root
from casecode.project.project import Project

FIRMS = ("alibaba", "dhgate", "jd", "lightinthebox", "shein", "temu", "tencent", "vipshop")
MONEY = {"revenue-growth", "profitability"}


@cache
def firm(name: str) -> Study:
    """A shipped case."""
    root = builtin_root()
    study = Project(Catalogue((root,))).case(root / "cases" / f"{name}.yaml")
    assert study is not None
    return study


def results(study: Study, unit: str = "") -> Presence:
    """What the evidence says of the performance of a firm, or of a firm in a market."""
    return presence_of(Column(unit or study.case.id, "", Selection(study, Query()), unit), "international-performance")


def due(found: Presence, was_left: bool) -> str:
    """The rating that the rule gives; nothing where too little is known."""
    is_back = any("market-exit" in piece.codes and piece.stance == "contradicts" for piece in found.pieces)
    if was_left and not is_back:
        return "withdrawn"
    for_, against = len(found.supporting), len(found.contradicting)
    weighed = (*found.supporting, *found.contradicting)
    if len(weighed) < 3 or not any(MONEY & {*piece.codes} for piece in weighed):
        return ""
    return "strong" if for_ > 2 * against else "weak" if against > 2 * for_ else "mixed"


@pytest.mark.parametrize("name", FIRMS)
def test_firms_and_their_markets_are_rated_by_the_rule(name: str) -> None:
    """A rating is what the pieces for and against come to, in the firm as a whole and in each host market."""
    study = firm(name)
    assert study.case.attributes.get("performance", "") == due(results(study), was_left=False)
    hosts = [unit for unit in study.case.units.values() if unit.role == "host"]
    assert hosts
    rated = {unit.id: unit.attributes.get("performance", "") for unit in hosts}
    assert rated == {unit.id: due(results(study, unit.id), "left" in unit.attributes) for unit in hosts}


@pytest.mark.parametrize("name", FIRMS)
def test_of_whole_firms_sources_say_the_same_as_pieces(name: str) -> None:
    """No firm owes its rating to a report that was cut into many pieces."""
    study = firm(name)
    found = results(study)
    for_, against = ({piece.source for piece in pieces} for pieces in (found.supporting, found.contradicting))
    if rating := study.case.attributes.get("performance"):
        by_sources = "strong" if len(for_) > 2 * len(against) else "weak" if len(against) > 2 * len(for_) else "mixed"
        assert rating == by_sources


@pytest.mark.parametrize("name", FIRMS)
def test_the_counts_that_a_case_tells_are_those_of_its_evidence(name: str) -> None:
    """Where the notes of a case say how many pieces speak for and against, it is so."""
    study = firm(name)
    found = results(study)
    told = re.findall(r"abroad, with (\d+) pieces for and (\d+) against", " ".join(study.case.notes))
    assert told in ([], [(str(len(found.supporting)), str(len(found.contradicting)))])
