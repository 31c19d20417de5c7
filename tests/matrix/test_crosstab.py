"""Any two axes crossed: counts, totals, the index of association, and how rows are ordered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from casecode.analysis.axes import NONE, Axis, names, years
from casecode.analysis.crosstab import Cell, cross
from casecode.analysis.query import Query
from casecode.analysis.selection import Selection, select
from casecode.model.case import Evidence
from casecode.reports import matrix as crossing
from made import make, pieces, queries

AXES = [Axis(name) for name in names()] + [
    Axis("factor", depth=1),
    Axis("factor", within="a"),
    Axis("theme", within="b"),
    Axis("attribute", within="size"),
]
axes = st.sampled_from(AXES)
withins = st.sampled_from(("unit", "case"))


def piece(id_: str, codes: str, units: str = "u1", stance: str = "supports", source: str = "s1") -> Evidence:
    """A piece from a few words."""
    return Evidence(id=id_, codes=tuple(codes.split()), units=tuple(units.split()), stance=stance, source=source)  # type: ignore[arg-type]


def figures(found: dict[tuple[object, object], Cell]) -> dict[tuple[str, str], int]:
    """The counts of cells by the ids of row and column."""
    return {(row.id, column.id): cell.count for (row, column), cell in found.items()}  # type: ignore[attr-defined]


def test_two_codes_of_a_piece_meet_once_in_each_cell() -> None:
    """Co-occurrence counts a piece coded to both factors once, even where two of its themes stand under one."""
    study = make([piece("", "v w x"), piece("", "v"), piece("", "x y")])
    table = cross(select([study], Query()), (Axis("factor"), Axis("factor")))
    assert figures(table.cells) == {  # type: ignore[arg-type]
        ("a1", "a1"): 2,
        ("a1", "a2"): 1,
        ("a2", "a1"): 1,
        ("a2", "a2"): 2,
        ("a2", "b"): 1,
        ("b", "a2"): 1,
        ("b", "b"): 1,
    }
    index = {(row.id, column.id): cell.association for (row, column), cell in table.cells.items()}
    assert index["a1", "a2"] == pytest.approx(1 / 3)
    assert index["a2", "b"] == pytest.approx(1 / 2)
    assert index["a1", "a1"] == 1


def test_within_units_codes_meet_where_each_is_supported() -> None:
    """Within a unit two codes meet through different pieces, but not through one that contradicts."""
    study = make(
        [piece("", "v", "u1 u2"), piece("", "y", "u1"), piece("", "y", "u2", "contradicts"), piece("", "y", "u3")]
    )
    table = cross(select([study], Query()), (Axis("factor"), Axis("factor")), "unit")
    cell = {(row.id, column.id): cell for (row, column), cell in table.cells.items()}["a1", "b"]
    assert cell.contexts == [("c", "u1")]
    assert {one.piece.id for one in cell.pieces} == {"e0", "e1"}
    assert cell.association == pytest.approx(1 / 3)


def test_within_cases_codes_meet_in_a_case() -> None:
    """Within a case two codes meet wherever in it their evidence stands; each case counts once."""
    studies = [make([piece("", "v", "u1"), piece("", "y", "u2")], name="c"), make([piece("", "v")], name="d")]
    table = cross(select(studies, Query()), (Axis("factor"), Axis("factor")), "case")
    assert figures(table.cells) == {("a1", "a1"): 2, ("a1", "b"): 1, ("b", "a1"): 1, ("b", "b"): 1}  # type: ignore[arg-type]


def test_factors_at_a_depth_hold_all_below_them() -> None:
    """At depth 1 a piece counts once under its root, however many factors below it have it."""
    study = make([piece("", "v x"), piece("", "a"), piece("", "b")])
    table = cross(select([study], Query()), (Axis("factor", depth=1), Axis("unit")))
    assert figures(table.cells) == {("a", "u1"): 2, ("b", "u1"): 1}  # type: ignore[arg-type]


def test_evidence_without_a_place_stands_last() -> None:
    """A piece without units stands in a last column without an id, so that the total is the evidence selected."""
    table = cross(select([make([piece("", "v", ""), piece("", "v")])], Query()), (Axis("factor"), Axis("unit")))
    assert table.columns[-1] == NONE
    assert table.total.count == 2


def test_units_of_several_cases_are_told_apart() -> None:
    """Two cases with a unit of one name have a column each; a theme of the case belongs to it as well."""
    studies = [make([piece("", "v")], name="c"), make([piece("", "v")], name="d")]
    table = cross(select(studies, Query()), (Axis("theme"), Axis("unit")))
    assert figures(table.cells) == {("c:v", "c:u1"): 1, ("d:v", "d:u1"): 1}  # type: ignore[arg-type]


def test_an_interval_counts_in_each_of_its_years() -> None:
    """A year axis takes a date by its years."""
    assert years("2014/2016") == ["2014", "2015", "2016"]
    assert years("2014-05") == ["2014"]
    assert years("") == ()


@pytest.mark.parametrize(
    ("order", "rows"), [("declared", ["a1", "a2", "b"]), ("title", ["a1", "a2", "b"]), ("total", ["b", "a1", "a2"])]
)
def test_rows_have_an_order(order: str, rows: list[str]) -> None:
    """Rows stand as the framework declares them, by title, or with the most evidence first."""
    study = make([piece("", "v"), piece("", "x"), piece("", "y"), piece("", "z")])
    table = cross(select([study], Query()), (Axis("factor"), Axis("unit")), order=(order, "declared"))
    assert [row.id for row in table.rows] == rows


def test_all_shows_what_has_no_evidence() -> None:
    """Rows and columns without evidence are kept where they are asked for, and counted where they are not."""
    study = make([piece("", "v")])
    pair = (Axis("factor"), Axis("unit"))
    assert [row.id for row in cross(select([study], Query()), pair, keep_empty=True).rows] == ["a1", "a2", "b"]
    report = crossing.build(select([study], Query()), pair)
    assert report.omitted == (2, 2)
    assert crossing.build(select([study], Query()), pair, keep_empty=True).omitted == (0, 0)


@given(pieces, queries, axes, axes)
def test_totals_count_each_piece_once(evidence: list[Evidence], query: Query, rows: Axis, columns: Axis) -> None:
    """The total is every piece in some cell once; each row and column total is the union of its cells."""
    table = cross(select([make(evidence)], query), (rows, columns))
    everything = frozenset(context for cell in table.cells.values() for context in cell.contexts)
    assert set(table.total.contexts) == everything
    assert table.total.count == len(everything)
    for row in table.rows:
        assert set(table.row_totals[row].contexts) == frozenset().union(
            *(cell.contexts for (it, _), cell in table.cells.items() if it == row)
        )
    selected = {("c", one.id) for one in Selection(make(evidence), query).pieces}
    assert everything <= selected
    limited = any(axis.within and axis.is_of_codes for axis in (rows, columns))
    if not limited and not query.factors:
        assert everything == selected


@given(pieces, queries, axes, axes, withins)
def test_transposing_only_swaps(evidence: list[Evidence], query: Query, rows: Axis, columns: Axis, within: str) -> None:
    """Rows by columns has the same cells as columns by rows."""
    studies = [make(evidence)]
    kind = within if rows.is_of_codes and columns.is_of_codes else "evidence"
    one = cross(select(studies, query), (rows, columns), kind)  # type: ignore[arg-type]
    two = cross(select(studies, query), (columns, rows), kind)  # type: ignore[arg-type]
    assert {(row, column): cell.contexts for (row, column), cell in one.cells.items()} == {
        (row, column): cell.contexts for (column, row), cell in two.cells.items()
    }
    assert one.rows == two.columns


@given(pieces, queries, st.sampled_from(("evidence", "unit", "case")))
def test_association_is_a_share(evidence: list[Evidence], query: Query, within: str) -> None:
    """The index lies between 0 and 1, is the same both ways, and is 1 of anything with itself."""
    table = cross(select([make(evidence)], query), (Axis("theme"), Axis("theme")), within)  # type: ignore[arg-type]
    for (row, column), cell in table.cells.items():
        assert cell.association is not None
        assert 0 < cell.association <= 1
        assert cell.association == table.cells[column, row].association
        assert row != column or cell.association == 1


@given(pieces, queries, axes)
def test_stances_add_up(evidence: list[Evidence], query: Query, rows: Axis) -> None:
    """Every piece takes one stance, so the counts by stance add up to the total of each row."""
    table = cross(select([make(evidence)], query), (rows, Axis("stance")))
    for row in table.rows:
        assert table.row_totals[row].count == sum(cell.count for (it, _), cell in table.cells.items() if it == row)


@given(pieces, queries)
def test_the_order_of_evidence_changes_nothing(evidence: list[Evidence], query: Query) -> None:
    """The JSON of a matrix is the same in whatever order the pieces stand in the files."""
    study = make(evidence)
    other = replace(study, case=replace(study.case, evidence=tuple(reversed(study.case.evidence))))
    pair = (Axis("factor"), Axis("source"))
    assert crossing.build(select([study], query), pair).wire() == crossing.build(select([other], query), pair).wire()
