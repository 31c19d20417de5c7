"""What stands in a cell, and what a comparison makes of it."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from casecode.analysis.comparison import Likeness, compare_row, likenesses
from casecode.analysis.coverage import cover
from casecode.analysis.matrix import Column, Entry, Matrix, Row, analyze, tally
from casecode.analysis.query import Query
from casecode.analysis.selection import Selection
from casecode.model.study import Study
from casecode.reports import compare as comparison

Make = Callable[..., Study]

SOURCES = "sources:\n" + "".join(f"  s{n}: {{type: report, title: Source {n}}}\n" for n in (1, 2, 3))
THEMES = (
    "themes:\n  prices: {factor: demand, label: Low prices}\n  brands: {factor: demand, label: Known brands}\n"
    "  range: {factor: supply, label: Wide range}\n"
)


def evidence(*pieces: str) -> str:
    """The evidence section for pieces given as `id codes units source stance`."""
    rows = []
    for piece in pieces:
        name, codes, units, source, *stance = piece.split()
        said = f", stance: {stance[0]}" if stance else ""
        units = "" if units == "-" else f"units: [{units}], "
        rows.append(f"  - {{id: {name}, codes: [{codes}], {units}source: {source}, statement: It is so.{said}}}\n")
    return "evidence:\n" + "".join(rows)


def rows_of(study: Study, *units: str, query: Query | None = None) -> dict[str, Row]:
    """The rows of a matrix of units under their factors."""
    selection = Selection(study, query or Query())
    columns = [Column(unit, unit, selection, unit=unit) for unit in units]
    roots = tuple(root.id for root in study.framework.factors)
    return {row.factor: row for row in tally(columns, roots)}


def entry(row: Row, position: int, code: str) -> Entry:
    """One entry of a cell."""
    return next(entry for entry in row.cells[position] if entry.code == code)


def test_sources_count_once_whatever_they_were_read_in(study: Make) -> None:
    """Two pieces from one original source are one independent source, and a piece coded twice is one piece."""
    loaded = study(
        sources=SOURCES,
        themes=THEMES,
        evidence=evidence("e1 prices,prices russia s1", "e2 prices russia s1", "e3 prices russia s2").replace(
            "id: e2,", "id: e2, via: s3,"
        ),
    )
    cell = entry(rows_of(loaded, "russia")["demand"], 0, "prices")
    assert [piece.id for piece in cell.evidence] == ["e1", "e2", "e3"]
    assert cell.sources == ("s1", "s2")


def test_stance_of_a_theme(study: Make) -> None:
    """One supporting piece makes a theme supported; without one it is contradicted or qualified, never dropped."""
    loaded = study(
        sources=SOURCES,
        themes=THEMES,
        evidence=evidence(
            "e1 prices russia s1 contradicts",
            "e2 prices russia s1",
            "e3 brands russia s2 contradicts",
            "e4 brands russia s2 qualifies",
            "e5 range russia s3 qualifies",
        ),
    )
    rows = rows_of(loaded, "russia", "sea")
    assert entry(rows["demand"], 0, "prices").stance == "supports"
    assert entry(rows["demand"], 0, "brands").stance == "contradicts"
    assert entry(rows["supply"], 0, "range").stance == "qualifies"
    assert rows["demand"].cells[1] == ()
    assert compare_row(rows["outcome"]).verdict == "no evidence"
    assert compare_row(rows["demand"]).verdict == "open"
    assert compare_row(rows_of(loaded, "russia")["supply"]).verdict == "unsupported"


def test_group_factor_gets_a_row_only_with_evidence_of_its_own(study: Make) -> None:
    """Evidence coded to a group of factors makes a row for the group; without any the group has none."""
    loaded = study(sources=SOURCES, themes=THEMES, evidence=evidence("e1 pull russia s1", "e2 prices russia s1"))
    assert list(rows_of(loaded, "russia")) == ["pull", "demand", "supply", "outcome"]
    direct = entry(rows_of(loaded, "russia")["pull"], 0, "pull")
    assert not direct.is_theme
    loaded = study(sources=SOURCES, themes=THEMES, evidence=evidence("e2 prices russia s1"))
    assert list(rows_of(loaded, "russia")) == ["demand", "supply", "outcome"]


def test_verdicts(study: Make) -> None:
    """All shared is `same`, some `mixed`, none `differ`; a theme that one column only contradicts is not shared."""
    loaded = study(
        sources=SOURCES,
        themes=THEMES,
        evidence=evidence(
            "e1 prices russia,sea s1", "e2 brands russia s1", "e3 brands sea s2 contradicts", "e4 range russia,sea s1"
        ),
    )
    rows = rows_of(loaded, "russia", "sea")
    demand = compare_row(rows["demand"])
    assert (demand.verdict, demand.shared, demand.distinct) == ("mixed", ("prices",), (("brands",), ()))
    assert compare_row(rows["supply"]).verdict == "same"
    loaded = study(sources=SOURCES, themes=THEMES, evidence=evidence("e1 prices russia s1", "e2 brands sea s1"))
    assert compare_row(rows_of(loaded, "russia", "sea")["demand"]).verdict == "differ"


def test_evidence_without_a_theme_counts_where_there_are_no_themes(study: Make) -> None:
    """Two pieces coded to the factor itself agree only where the row has no theme at all."""
    direct = ("e1 demand russia s1", "e2 demand sea s2")
    loaded = study(sources=SOURCES, themes=THEMES, evidence=evidence(*direct))
    assert compare_row(rows_of(loaded, "russia", "sea")["demand"]).verdict == "same"
    loaded = study(sources=SOURCES, themes=THEMES, evidence=evidence(*direct, "e3 prices russia s1"))
    compared = compare_row(rows_of(loaded, "russia", "sea")["demand"])
    assert (compared.verdict, compared.shared) == ("differ", ())


def test_likeness_is_shared_over_either(study: Make) -> None:
    """The Jaccard index is the number of shared themes over that of themes in either column; none without a theme."""
    loaded = study(
        sources=SOURCES,
        themes=THEMES,
        evidence=evidence("e1 prices russia,sea s1", "e2 brands russia s1", "e3 range sea s2", "e4 supply russia s1"),
    )
    columns = tuple(Column(unit, unit, Selection(loaded), unit=unit) for unit in ("russia", "sea"))
    matrix = Matrix("m", "m", columns, tally(columns, ("pull",)))
    (pair,) = likenesses(matrix)
    assert (pair.shared, pair.either, pair.jaccard) == (1, 3, 1 / 3)
    (nothing,) = likenesses(Matrix("m", "m", columns, tally(columns, ("outcome",))))
    assert (nothing.jaccard, nothing.rows, nothing.open, nothing.unsupported) == (None, 0, 0, 0)


def likeness(loaded: Study) -> Likeness:
    """How alike Russia and Southeast Asia are by all factors."""
    columns = tuple(Column(unit, unit.title(), Selection(loaded), unit=unit) for unit in ("russia", "sea"))
    (pair,) = comparison.build(columns).likenesses
    return pair


def test_a_blank_is_no_difference(study: Make) -> None:
    """A row that only one column has evidence for is open, and counts in no index; how many there are is told."""
    loaded = study(
        sources=SOURCES,
        themes=THEMES,
        evidence=evidence("e1 prices russia,sea s1", "e2 range russia s1", "e3 outcome sea s1 contradicts"),
    )
    rows = {factor: compare_row(row) for factor, row in rows_of(loaded, "russia", "sea").items()}
    assert {factor: row.verdict for factor, row in rows.items()} == {
        "demand": "same",
        "supply": "open",
        "outcome": "open",
    }
    assert rows["supply"].distinct == (("range",), ())
    pair = likeness(loaded)
    assert (pair.shared, pair.either, pair.jaccard, pair.rows, pair.open) == (1, 1, 1.0, 1, 2)
    columns = [Column(unit, unit.title(), Selection(loaded), unit=unit) for unit in ("russia", "sea")]
    wire = comparison.build(columns).wire().similarity[0]
    assert (wire.rows, wire.open) == (1, 2)


def test_three_columns_are_open_where_one_is_blank(study: Make) -> None:
    """A row is open though two of three columns agree, and each pair has an index over the rows of its own."""
    loaded = study(
        sources=SOURCES, themes=THEMES, evidence=evidence("e1 prices russia,sea s1", "e2 range russia,us s1")
    )
    rows = rows_of(loaded, "russia", "sea", "us")
    assert [compare_row(rows[factor]).verdict for factor in ("demand", "supply")] == ["open", "open"]
    assert (compare_row(rows["demand"]).shared, compare_row(rows["demand"]).partial) == ((), ("prices",))
    columns = tuple(Column(unit, unit, Selection(loaded), unit=unit) for unit in ("russia", "sea", "us"))
    pairs = likenesses(Matrix("m", "m", columns, tuple(rows.values())))
    assert [(it.jaccard, it.rows, it.open) for it in pairs] == [(1.0, 1, 1), (1.0, 1, 1), (None, 0, 2)]


@pytest.mark.parametrize(
    ("pieces", "said"),
    [
        (
            ("e1 prices russia,sea s1 contradicts", "e2 brands sea s1 qualifies"),
            "Russia and Sea: 2 themes only contradicted or qualified in the rows of both, so no index of likeness.",
        ),
        (
            ("e1 prices russia s1", "e2 range sea s1"),
            "Russia and Sea: no row in which both have evidence, so no index of likeness; 2 rows open.",
        ),
        (
            ("e1 prices russia s1", "e2 prices sea s1 contradicts", "e3 range sea s1"),
            "Russia and Sea: 0 of 1 theme shared, Jaccard index 0.00; 1 row open.",
        ),
    ],
)
def test_a_missing_index_says_why(study: Make, pieces: tuple[str, ...], said: str) -> None:
    """What both only contradict or qualify is neither likeness nor nothing: the note tells which of these it is."""
    loaded = study(sources=SOURCES, themes=THEMES, evidence=evidence(*pieces))
    columns = [Column(unit, unit.title(), Selection(loaded), unit=unit) for unit in ("russia", "sea")]
    assert comparison.build(columns).page().sheets[0].notes[1] == said


def test_three_columns_say_where_else(study: Make) -> None:
    """With three columns a theme of two of them stands under both, each naming the other."""
    units = "units:\n" + "".join(
        f"  {name}: {{title: {name.title()}, role: host}}\n" for name in ("russia", "sea", "us")
    )
    loaded = study(units=units, sources=SOURCES, themes=THEMES, evidence=evidence("e1 prices russia,us s1"))
    columns = [Column(unit, unit.title(), Selection(loaded), unit=unit) for unit in ("russia", "sea", "us")]
    report = comparison.build(columns)
    cells = report.page().sheets[0].rows[1].cells
    assert [line.note for cell in cells[2:] for line in cell] == ["also in Us", "also in Russia"]
    assert set(report.omitted) == {"supply", "outcome"}


def test_layouts_choose_columns(study: Make) -> None:
    """A layout by units shows those of its roles; a layout by groups has a column for each group of factors."""
    units = "units:\n  china: {title: China, role: home}\n  russia: {title: Russia, role: host}\n"
    loaded = study(units=units, sources=SOURCES, themes=THEMES, evidence=evidence("e1 prices - s1"))
    pulls, sides = (analyze(Selection(loaded), layout) for layout in loaded.framework.matrices)
    assert pulls.title == "Pull factors of Demo Group"
    assert [column.id for column in pulls.columns] == ["russia"]
    assert pulls.pieces == 0
    assert sides.by_group
    assert sides.pieces == 1


def test_coverage_tells_support_from_opposition_and_silence(study: Make) -> None:
    """A factor is covered by support only; one that is only contradicted is named apart from one without evidence."""
    loaded = study(
        sources=SOURCES,
        themes=THEMES,
        evidence=evidence("e1 prices russia s1", "e2 prices russia s2", "e3 range russia s1 contradicts"),
    )
    coverage = cover(Selection(loaded))
    assert (coverage.covered, coverage.opposed, coverage.gaps) == (("demand",), ("supply",), ("outcome",))
    assert coverage.single_source == ("range",)
    assert cover(Selection(loaded, Query(factors=("supply",)))).gaps == ()


def test_filters_select(study: Make) -> None:
    """Each filter lets through what it names; a factor lets through what is coded below it."""
    loaded = study(
        sources=SOURCES,
        themes=THEMES,
        evidence=evidence("e10 prices russia s1", "e9 range sea s2 contradicts", "e11 outcome - s1").replace(
            "id: e9,", "id: e9, coder: ann,"
        ),
    )

    def ids(**filters: tuple[str, ...]) -> list[str]:
        return [piece.id for piece in Selection(loaded, replace(Query(), **filters)).pieces]

    assert ids() == ["e9", "e10", "e11"]
    assert ids(units=("russia",)) == ["e10"]
    assert ids(factors=("pull",)) == ["e9", "e10"]
    assert ids(sources=("s1",)) == ["e10", "e11"]
    assert ids(coders=("ann",)) == ["e9"]
    assert ids(stances=("contradicts", "qualifies")) == ["e9"]
    assert ids(sources=("s1",), factors=("outcome",)) == ["e11"]
