"""How far the evidence of compared cases reaches in time, and that it is said wherever cases are compared."""

import pytest

from casecode.analysis.periods import uneven
from casecode.analysis.query import Query
from casecode.analysis.selection import Selection
from casecode.model.case import Case, Evidence
from casecode.model.source import Source
from casecode.model.study import Study
from casecode.project.catalogue import builtin_root
from conftest import Run
from made import FRAMEWORK

SOURCES = {name: Source(name, issued=name) for name in ("2010", "2015-06", "2020")} | {"undated": Source("undated")}


def case(name: str, *dated: tuple[str, str]) -> Study:
    """A case with pieces, each of a date (or none) and a source."""
    pieces = tuple(
        Evidence(f"e{at}", codes=("a1",), date=date, source=source) for at, (date, source) in enumerate(dated)
    )
    return Study(Case(name, name.upper(), sources=SOURCES, evidence=pieces), FRAMEWORK)


@pytest.mark.parametrize(
    ("one", "other", "until", "years"),
    [
        ([("2010", "2020")], [("2018", "2020")], "", {2010: ["A"], 2018: ["B"]}),
        ([("2010", "2020")], [("2011", "2020")], "", {}),
        # A forecast reaches no farther than its source, and what has no date is of its source's.
        ([("2030", "2010")], [("", "2020")], "", {2010: ["A"], 2020: ["B"]}),
        ([("2012/2019", "2020")], [("", "undated"), ("2010", "undated")], "", {2010: ["B"], 2019: ["A"]}),
        ([("2010", "2020")], [("2018", "2020")], "2010", {}),
        ([("2010", "2020")], [("2018", "2020")], "2015", {2010: ["A"], 2015: ["B"]}),
        ([("", "undated")], [("2018", "2020")], "", {}),
        ([], [], "", {}),
    ],
)
def test_years_that_lie_apart_are_told(
    one: list[tuple[str, str]], other: list[tuple[str, str]], until: str, years: dict[int, list[str]]
) -> None:
    """The last year of all evidence of each case, as far as the period asked for goes."""
    compared = [Selection(case("a", *one), Query(until=until)), Selection(case("b", *other), Query(until=until))]
    assert uneven(compared) == years


def test_what_is_selected_of_a_case_does_not_end_it() -> None:
    """That nothing later is told of a factor says something of the factor, not of how long one has looked."""
    study = case("a", ("2010", "2020"), ("2018", "2020"))
    assert uneven([Selection(study, Query(sources=("2010",))), Selection(case("b", ("2018", "2020")))]) == {}


CALLS = (
    "compare alibaba jd",
    "matrix alibaba jd --rows factor --columns case",
    "matrix alibaba jd --rows unit --columns stance",
    "stack alibaba jd --factor home-market",
    "mill alibaba jd --outcome performance=strong",
    "pairs alibaba jd",
    "contrast alibaba jd --by performance",
)


@pytest.mark.parametrize("call", CALLS)
def test_it_is_said_wherever_cases_are_compared(casecode: Run, call: str) -> None:
    """Alibaba is told of to 2018; a period that ends with it needs no note."""
    shown = " ".join(casecode(*call.split(), cwd=str(builtin_root())).stdout.split())
    assert "Evidence reaches to 2018 (Alibaba Group), 2026 (JD.com). --until 2018 compares the same period." in shown
    assert "Evidence reaches" not in casecode(*call.split(), "--until", "2018", cwd=str(builtin_root())).stdout


def test_one_case_has_nothing_to_be_compared_with(casecode: Run) -> None:
    """Units of one case were looked at for as long as one another."""
    assert (
        "Evidence reaches" not in casecode("compare", "alibaba:russia", "alibaba:sea", cwd=str(builtin_root())).stdout
    )
