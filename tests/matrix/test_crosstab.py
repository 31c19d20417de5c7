"""Any two axes crossed: counts, totals, the index of association, and how rows are ordered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from casecode.analysis.axes import NONE, years
from casecode.analysis.axis import Axis, names
from casecode.analysis.crosstab import Cell, Crosstab, Within, cross
from casecode.analysis.query import Query
from casecode.analysis.selection import Selection, select
from casecode.model.attribute import Attribute, Value
from casecode.model.case import Evidence, Unit
from casecode.model.framework import Theme
from casecode.model.study import Study
from casecode.reports import matrix as crossing
from made import THEMES, make, pieces, queries

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


@pytest.mark.parametrize("within", ["evidence", "unit", "case"])
def test_a_total_rests_on_all_that_its_cells_rest_on(within: Within) -> None:
    """Whatever is counted: the pieces and sources behind a total are those behind its cells, each once; what
    contradicts a theme counts nowhere within units and cases."""
    shown = [piece("", "v y"), piece("", "y", "u1 u2", source="s2"), piece("", "w", source="s3", stance="contradicts")]
    table = cross(select([make(shown)], Query()), (Axis("theme"), Axis("theme")), within)
    assert "".join(row.id for row in table.rows) == ("vwy" if within == "evidence" else "vy")
    for total, cells in (
        *((it, [cell for (row, _), cell in table.cells.items() if row == key]) for key, it in table.row_totals.items()),
        (table.total, [*table.cells.values()]),
    ):
        behind = {one.piece.id: one.piece.source for cell in cells for one in cell.pieces}
        assert {one.piece.id for one in total.pieces} == {*behind}
        assert total.sources == len({*behind.values()})


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


def test_ratings_order_rows_where_that_is_asked_for() -> None:
    """The lowest median comes first, and what is not rated last, also where it has no evidence at all."""
    rated = [replace(piece("", code), rating=rating) for code, rating in (("v", 2), ("w", 1), ("y", -2), ("x", None))]
    for order, rows in (("declared", "vwxyz"), ("total", "vwxyz"), ("rating", "ywvxz")):
        table = cross(
            select([make(rated)], Query()), (Axis("theme"), Axis("unit")), order=(order, "declared"), keep_empty=True
        )
        assert "".join(row.id for row in table.rows) == rows


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


def cells(
    evidence: list[Evidence], rows: Axis, columns: Axis, within: str = "evidence", **query: tuple[str, ...]
) -> tuple[Crosstab, dict[tuple[str, str], Cell]]:
    """The table of a case, and its cells by the ids of row and column."""
    table = cross(select([make(evidence)], Query(**query)), (rows, columns), within)  # type: ignore[arg-type]
    return table, {(row.id, column.id): cell for (row, column), cell in table.cells.items()}


def test_a_cell_shows_the_pieces_and_codes_that_stand_in_it() -> None:
    """Behind a cell, and behind a total, is what has its row and column, each piece once with the codes that count."""
    shown = [piece("", "v y v", "u1 u2"), piece("", "y", "u1"), piece("", "x", "u1")]
    table, found = cells(shown, Axis("factor", within="a"), Axis("unit"))
    assert [(it.piece.id, it.codes) for it in found["a1", "u1"].pieces] == [("e0", ("v",))]
    assert [(it.piece.id, it.codes) for it in table.total.pieces] == [("e0", ("v",)), ("e2", ("x",))]
    for axis in map(Axis, ("source", "source-kind", "case", "year", "stance")):
        table, _ = cells(shown[2:], axis, Axis("unit"))
        assert [it.codes for it in table.total.pieces] == [("x",)]
    table, found = cells(shown, Axis("factor"), Axis("factor"), "unit")
    assert [(it.piece.id, it.codes) for it in found["a1", "b"].pieces] == [("e0", ("v", "y")), ("e1", ("y",))]
    assert [(it.piece.id, it.codes) for it in found["a1", "a1"].pieces] == [("e0", ("v",))]
    rows, columns = ({key.id: total for key, total in it.items()} for it in (table.row_totals, table.column_totals))
    assert [[one.piece.id for one in total.pieces] for total in (rows["a1"], columns["a1"], table.total)] == [
        ["e0", "e1", "e2"]
    ] * 3


def test_units_and_cases_are_counted_by_their_ids() -> None:
    """Within units those that the query asks for are counted, within cases the cases; what has no code counts not."""
    shown = [piece("", "v", "u1 u2"), piece("", "y", "u2 u3"), piece("", "", "u2")]
    table, found = cells(shown, Axis("factor"), Axis("factor"), "unit", units=("u1", "u2"))
    assert found["a1", "a1"].contexts == [("c", "u1"), ("c", "u2")]
    assert found["b", "b"].contexts == [("c", "u2")]
    assert NONE not in table.rows
    assert [cell.contexts for cell in cells(shown, Axis("theme"), Axis("theme"), "case")[1].values()] == [
        [("c", "")]
    ] * 4


def test_a_hindrance_supports_its_theme_and_not_its_factor() -> None:
    """Within units a theme meets what its evidence supports; its factor is met where evidence speaks for that."""
    study = make([piece("", "v"), piece("", "y", "u1"), piece("", "", "u2")])
    themes = {**THEMES, "v": replace(THEMES["v"], stance="contradicts")}
    study = replace(study, case=replace(study.case, themes=themes))

    def met(rows: str, columns: str) -> set[tuple[str, str]]:
        table = cross(select([study], Query()), (Axis(rows), Axis(columns)), "unit")
        return {(row.id, column.id) for row, column in table.cells}

    assert met("factor", "theme") == {("b", "v"), ("b", "y")}
    assert met("theme", "factor") == {("v", "b"), ("y", "b")}
    assert met("factor", "factor") == {("b", "b")}
    table = cross(select([study], Query()), (Axis("stance"), Axis("factor")))
    assert figures(table.cells) == {("contradicts", "a1"): 1, ("supports", "b"): 1, ("supports", ""): 1}  # type: ignore[arg-type]
    both = replace(study, case=replace(study.case, evidence=(piece("e", "v y"),)))
    table = cross(select([both], Query()), (Axis("factor"), Axis("stance")))
    assert {key.id: [it.codes for it in total.pieces] for key, total in table.column_totals.items()} == {
        "contradicts": [("v",)],
        "supports": [("y",)],
    }


@pytest.mark.parametrize("pair", [("factor", "unit"), ("unit", "theme"), ("unit", "source")])
def test_only_codes_are_associated(pair: tuple[str, str]) -> None:
    """There is an index between two axes of codes, and none where one is of anything else."""
    _, found = cells([piece("", "v")], Axis(pair[0]), Axis(pair[1]))
    assert [cell.association for cell in found.values()] == [None]


def test_a_cell_of_several_cases_names_themes_as_the_framework_does() -> None:
    """With one case in view a shared theme has the label of that, else in every cell that of the framework; codes of
    two cases stand as the first that has them declares them."""
    one, two = (make([piece("", "v"), piece("", "z y")], name=name) for name in ("c", "d"))
    framework = replace(one.framework, themes={"v": replace(THEMES["v"], label="Shared")})
    one, two = (replace(it, framework=framework) for it in (one, two))
    own = {"z": replace(THEMES["z"], label="Z"), "y": THEMES["y"], "v": THEMES["v"]}
    two = replace(two, case=replace(two.case, themes=own))

    def entries(*studies: Study) -> list[tuple[str, str]]:
        table = cross(select(studies, Query()), (Axis("coder"), Axis("stance")))
        (cell,) = table.cells.values()
        return [(entry.code, entry.label) for entry in cell.entries]

    assert entries(one) == [("v", "v"), ("y", "y"), ("z", "z")]
    assert entries(one, two) == [("v", "Shared"), ("y", "y"), ("z", "z")]
    assert entries(two) == [("z", "Z"), ("y", "y"), ("v", "v")]
    other = replace(two, case=replace(two.case, themes={"p": Theme("p", "b", label="P")}, evidence=(piece("e", "p"),)))
    assert entries(two, other) == [("p", "P"), ("z", "Z"), ("y", "y"), ("v", "Shared")]


def test_keys_are_ordered_by_title_total_or_attribute() -> None:
    """By title whatever the case, ids in their natural order; by total; by the rank of a value; what has none is last,
    and the key for evidence without any behind everything."""
    titles = {"u1": "A", "u10": "b", "u9": "b", "u2": "Zoo"}
    sizes = {"u10": "big", "u9": "small", "u2": "9"}
    units = {id_: Unit(id_, title, attributes={"size": sizes.get(id_, "")}) for id_, title in titles.items()}
    study = make([piece("", "v", "u10"), piece("", "v", "u2"), piece("", "v", "u2"), piece("", "v", "")])
    attribute = Attribute("size", values={"small": Value("small"), "big": Value("big")})
    framework = replace(study.framework, attributes={"size": attribute})
    study = replace(study, case=replace(study.case, units=units), framework=framework)

    def ordered(how: str, axis: str = "unit") -> list[str]:
        pair = (Axis("factor"), Axis(axis))
        table = cross(select([study], Query()), pair, order=("declared", how), keep_empty=True)
        return [key.id for key in table.columns]

    assert ordered("title") == ["u1", "u9", "u10", "u2", ""]
    assert ordered("total") == ["u2", "u10", "u1", "u9", ""]
    assert ordered("size") == ["u9", "u10", "u2", "u1", ""]
    assert ordered("size", "stance") == ["supports", "contradicts", "qualifies"]
    cases = [replace(study, case=replace(study.case, id=id_, attributes={"size": id_})) for id_ in ("big", "small")]
    table = cross(select(cases, Query()), (Axis("factor"), Axis("case")), order=("declared", "size"))
    assert [key.id for key in table.columns] == ["small", "big"]
    table = cross(select(cases, Query()), (Axis("case"), Axis("unit")), order=("size", "size"))
    assert [key.id for key in table.columns] == ["big:u10", "small:u10", "big:u2", "small:u2", ""]
