"""What a query keeps, and which rows, columns and names a matrix has: slips here would change few ordinary reports."""

import pytest
from msgspec.structs import replace

from casecode.analysis.attributes import attributes, title_of
from casecode.analysis.axes import ATTRIBUTE
from casecode.analysis.axis import Axis, known_values
from casecode.analysis.comparison import likenesses
from casecode.analysis.conditions import Condition
from casecode.analysis.matrix import Column, Entry, Matrix, analyze, narrow, tally
from casecode.analysis.presence import presence_of, presences
from casecode.analysis.query import Query
from casecode.analysis.search import Search
from casecode.analysis.selection import Selection, select
from casecode.model.attribute import Attribute
from casecode.model.case import Case, Evidence, Unit
from casecode.model.framework import Factor, Framework, Layout, Theme
from casecode.model.scale import Scale
from casecode.model.study import Study
from made import FRAMEWORK, THEMES, make

PLAIN = replace(FRAMEWORK, factors=(Factor("a", factors=(Factor("a1"), Factor("a2"))), Factor("b")))


def column(study: Study, query: Query | None = None, **more: str) -> Column:
    """All the evidence of a case in one column."""
    return Column("c", "C", Selection(study, query or Query()), **more)


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        (Query(themes=("w", "v")), ["e0", "e1"]),
        (Query(factors=("b", "a1")), ["e0", "e1"]),
        (Query(units=("u2", "u1")), ["e0", "e1"]),
        (Query(themes=("v", "w"), units=("u2",)), ["e1"]),
    ],
)
def test_any_value_of_a_filter_is_enough(query: Query, kept: list[str]) -> None:
    """A piece passes a filter by one of its codes and one of the values, and has to pass every filter."""
    found = Selection(make([Evidence(codes=("v", "x"), units=("u1",)), Evidence(codes=("w",), units=("u2",))]), query)
    assert [piece.id for piece in found.pieces] == kept


def test_factors_asked_for_are_any_of_those_named() -> None:
    """Of what is asked for each factor counts for itself; a code of another factor has none that is asked for."""
    asked = Selection(make([]), Query(factors=("a2", "b")))
    assert {code: asked.kept_factors_of(code) for code in "vxy"} == {"v": [], "x": ["a2"], "y": ["b"]}


def test_a_piece_is_once_in_a_unit_that_it_names_twice() -> None:
    """Naming a unit or a code again, and nothing else, adds nothing."""
    found = Selection(make([Evidence(codes=("v", "v"), units=("u1", "u1"))]))
    assert [len(found.by_code(unit)["v"]) for unit in ("", "u1")] == [1, 1]


def test_attributes_have_the_title_that_a_framework_gives_them() -> None:
    """The first title that a framework gives; else the id. Cases and units may have attributes nobody declares."""
    bare = Study(Case(), Framework("f", attributes={"size": Attribute("size")}))
    titled = Study(Case(), Framework("g", attributes={"size": Attribute("size", title="Size")}))
    other = Study(Case(attributes={"age": "9"}, units={"u": Unit("u", attributes={"ward": "2"})}), Framework("h"))
    assert [title_of(studies, "size") for studies in ([other, bare, titled], [bare], [other], [])] == [
        "Size",
        "size",
        "size",
        "size",
    ]
    assert [Axis(ATTRIBUTE, "size").title([study]) for study in (titled, bare)] == ["Size", "size"]
    assert attributes([bare, other]) == ["size", "age", "ward"]
    declared = {name: Attribute(name, of=(of,)) for name, of in (("town", "case"), ("trade", "source"))}  # type: ignore[arg-type]
    some = Study(Case(), Framework("i", attributes={**declared, "note": Attribute("note")}))
    assert attributes([some, other], ("source",)) == ["trade", "note"]
    assert attributes([some, other], ("case", "unit")) == ["town", "note", "age", "ward"]


@pytest.mark.parametrize(
    ("search", "text", "marked"),
    [
        (Search(pattern="a"), "aa b", ["aa"]),
        (Search(("x", "a-b-c", "b", "a")), "x a-b-c", ["x", "a-b-c"]),
        (Search(("a-b", "b-c", "d")), "a-b-c d", ["a-b-c", "d"]),
        (Search(("fine",)), "Not ﬁne.", ["ﬁne"]),
        (Search(pattern=r"^\D+$"), "year", ["year"]),
        (Search(pattern=r"é\D"), "Café 7", ["é "]),
        (Search(pattern=r"É\W"), "éa", None),
    ],
)
def test_marks_stand_where_words_stand(search: Search, text: str, marked: list[str] | None) -> None:
    """Marks that touch or overlap are one; a letter that stands for two is marked whole; classes keep their meaning."""
    found = search.find([text])
    assert (found and [text[start:end] for start, end in found[0]]) == marked
    assert (search.is_empty, Search().is_empty) == (False, True)


def test_sources_of_two_cases_are_two() -> None:
    """The same id in two cases is two sources, named with their cases; within one case it is one, by its id alone."""
    pieces = (Evidence("e1", source="s1"), Evidence("e2", source="s1"))

    def sources(*cases: str) -> tuple[str, ...]:
        return Entry("v", "V", True, pieces, cases).sources

    assert sources("jd", "alibaba") == ("alibaba:s1", "jd:s1")
    assert sources("jd", "jd") == sources() == ("s1",)


def test_what_has_no_title_is_called_by_its_id() -> None:
    """A layout, a unit and a factor without a title are shown by their ids."""
    case = Case(themes=THEMES, units={"u1": Unit("u1")}, evidence=(Evidence("e1", ("v",), units=("u1",)),))
    found = analyze(Selection(Study(case, PLAIN)), Layout("lay", rows=("a",)))
    assert (found.title, [one.title for one in found.columns]) == ("lay", ["u1"])
    assert [row.title for row in found.rows] == ["a1", "a2"]
    assert [row.title for row in presences([column(Study(case, PLAIN))]).rows] == ["a1"]


def test_units_and_factors_are_called_by_their_titles() -> None:
    """In columns and rows; a factor with others below it has a row where evidence is coded to it in any column."""
    study = replace(make([Evidence(codes=("a", "y"), units=("u1",))]), framework=FRAMEWORK)
    found = analyze(Selection(study), Layout("l"))
    assert [one.title for one in found.columns] == ["U1", "U2", "U3"]
    assert [(row.factor, row.title) for row in found.rows] == [("a", "A"), ("a1", "a1"), ("a2", "a2"), ("b", "B")]


def test_groups_of_factors_stand_side_by_side() -> None:
    """Each with the evidence on its own factors alone; rows are the factors of the groups, where a layout has none."""
    selection = Selection(make([Evidence(codes=("v",)), Evidence(codes=("y",))]))
    found = analyze(selection, Layout("l", columns=("b", "a")))
    cells = {row.factor: ["".join(entry.code for entry in cell) for cell in row.cells] for row in found.rows}
    assert cells == {"b": ["y", ""], "a1": ["", "v"], "a2": ["", ""]}
    assert [row.factor for row in analyze(selection, Layout("l", columns=("b",))).rows] == ["b"]


def test_units_asked_for_are_the_columns() -> None:
    """A query that names units decides which columns there are, whatever roles the layout wants; else the roles do."""
    study = make([])
    study = replace(study, case=replace(study.case, units={**study.case.units, "u4": Unit("u4", role="home")}))

    def shown(*units: str, roles: tuple[str, ...] = ("host",)) -> list[str]:
        return [one.id for one in analyze(Selection(study, Query(units=units)), Layout("l", roles=roles)).columns]

    assert shown("u4", "u2") == ["u2", "u4"]
    assert shown() == ["u1", "u2", "u3"]
    assert shown(roles=()) == ["u1", "u2", "u3", "u4"]


def test_what_conditions_leave_out_is_not_in_view() -> None:
    """A case, or a column of a case or unit, that fails a condition on cases or units is not shown, unless all do; a
    column of a case is of no unit, and passes what is asked of units."""
    units = {id_: Unit(id_, attributes={"beds": beds}) for id_, beds in (("u1", "3"), ("u2", "9"))}
    small, large = (
        Study(Case(id_, attributes={"size": size}, units=units, evidence=(Evidence("e1"),)), FRAMEWORK)
        for id_, size in (("one", "small"), ("two", "large"))
    )
    columns = [
        Column(f"{study.case.id}{unit}", "", Selection(study), unit)
        for study in (small, large)
        for unit in ("", "u1", "u2")
    ]
    is_small, is_large = (Condition("size", "case", "=", (size,)) for size in ("small", "large"))
    has_beds, is_talk = Condition("beds", "unit", ">", ("5",)), Condition("sort", "source", "=", ("talk",))
    for where, cases, shown in (
        ((), "one two", "one oneu1 oneu2 two twou1 twou2"),
        ((is_small,), "one", "one oneu1 oneu2"),
        ((has_beds,), "one two", "one oneu2 two twou2"),
        ((is_large, has_beds), "two", "two twou2"),
        ((is_talk,), "one two", "one oneu1 oneu2 two twou1 twou2"),
        ((is_small, is_large), "one two", "one oneu1 oneu2 two twou1 twou2"),
    ):
        query = Query(where=where)
        assert " ".join(one.study.case.id for one in select([small, large], query)) == cases
        assert " ".join(column.id for column in narrow(columns, query)) == shown
    assert [len(Selection(small, Query(where=(it,))).pieces) for it in (is_small, is_large)] == [1, 0]
    assert [column.owner for column in columns[:2]] == [("case", "one"), ("unit", "u1")]


def test_rows_are_the_factors_asked_for() -> None:
    """A factor that is not asked for has no row, though a piece has a code of it, too; nor has one nobody declares."""
    study = make([Evidence(codes=("v", "x"))])
    assert [row.factor for row in tally([column(study, Query(factors=("a1",)))], ("a", "nowhere"))] == ["a1"]
    assert tally([], ("a",)) == ()
    alone = analyze(Selection(Study(Case("c"), FRAMEWORK)), Layout("l"))
    assert [column.id for column in alone.columns] == ["c"]


def test_a_shared_theme_is_called_as_its_framework_says_where_several_cases_are_shown() -> None:
    """In a matrix of one case a theme has the label that the case gives it, between cases that of the framework."""
    framework = replace(FRAMEWORK, themes={"v": Theme("v", "a1", label="shared")})
    case = make([Evidence(codes=("v",))]).case
    one, two = (column(Study(replace(case, id=id_), framework)) for id_ in ("one", "two"))

    def label(*columns: Column) -> str:
        return tally(columns, ("a1",))[0].cells[0][0].label

    assert (label(one), label(one, one), label(one, two)) == ("v", "v", "shared")


def test_a_cell_lists_codes_as_they_are_declared() -> None:
    """Entries stand in the order of the themes, and what is coded to the factor itself comes last."""
    study = make([Evidence(codes=("a1", "w")), Evidence(codes=("v",))])
    (row,) = tally([column(study)], ("a1",))
    assert [entry.code for entry in row.cells[0]] == ["v", "w", "a1"]


def test_a_code_without_support_is_counted_in_each_row_that_both_have() -> None:
    """Contradicted or qualified on either side, of all rows together; a piece on the factor itself is no theme."""
    study = make(
        [
            Evidence(codes=("v",), units=("u1",), stance="contradicts"),
            Evidence(codes=("a1",), units=("u1",)),
            Evidence(codes=("w",), units=("u2",)),
            Evidence(codes=("y",), units=("u1", "u2"), stance="qualifies"),
            Evidence(codes=("z",), units=("u2",), stance="contradicts"),
        ]
    )
    columns = tuple(column(study, unit=unit) for unit in ("u1", "u2"))
    (found,) = likenesses(Matrix("m", "M", columns, tally(columns, ("a", "b"))))
    assert (found.rows, found.open, found.unsupported) == (2, 0, 3)


@pytest.mark.parametrize(
    ("axis", "query", "titles"),
    [
        (Axis("factor"), Query(), "A / a1 / a2 / B"),
        (Axis("factor", "a"), Query(), "A / a1 / a2"),
        (Axis("factor"), Query(factors=("a2", "b")), "a2 / B"),
        (Axis("theme"), Query(), "A, without a theme / v / w / x / y / z"),
        (Axis("theme", "b"), Query(), "y / z"),
        (Axis("source"), Query(), "(n.d.) s1 / (n.d.) s2 / (n.d.) s3"),
        (Axis("source"), Query(sources=("s3", "s2")), "(n.d.) s2 / (n.d.) s3"),
        (Axis("unit"), Query(units=("u3",)), "U3"),
    ],
)
def test_the_keys_of_an_axis_are_what_could_have_evidence(axis: Axis, query: Query, titles: str) -> None:
    """What is declared within the limit of the axis and asked for; a factor with others below it and what is coded to a
    factor itself only where there is such evidence."""
    study = make([Evidence(codes=("a",)), Evidence(codes=("v", "z"), source="s1")])
    assert " / ".join(key.title for key in axis.keys([Selection(study, query)]).declared) == titles


def test_kinds_of_sources_and_ratings_are_those_that_there_are() -> None:
    """A piece has the kind of its source, or none; of a filter by ratings those of the scale and those given are known,
    each once."""
    study = make([Evidence(source="s1", rating=2), Evidence(source="s2", rating=-1), Evidence(rating=2)])
    axis = Axis("source-kind").keys([Selection(study)])
    read = axis.reader(axis.selections[0])
    assert [[key.id for key in read(piece)] for piece in study.evidence] == [["interview"], [""], [""]]
    scaled = replace(study, framework=replace(FRAMEWORK, rating=Scale(values={0: "none", 2: "strong"})))
    assert known_values([scaled])["ratings"] == ("0", "+2", "-1")
    assert known_values([study])["ratings"] == ("-1", "+2")


def test_rows_of_several_frameworks_stand_as_in_the_first() -> None:
    """A factor that two frameworks have stands where the first has it."""
    other = Framework("g", factors=(Factor("c"), Factor("a1")))
    one = make([Evidence(codes=("v", "y", "x"))])
    two = Study(Case("two", evidence=(Evidence("e1", ("c", "a1")),)), other)
    assert [row.id for row in presences([column(one), column(two)]).rows] == ["a1", "a2", "b", "c"]


def test_a_code_that_stands_for_several_factors_is_present_in_each() -> None:
    """Through a lens a theme may map to two factors: it tells of both, and of what these stand below."""
    study = replace(make([Evidence(codes=("v",))]), mapped={"v": ("a1", "b")})
    assert [len(presence_of(column(study), factor).pieces) for factor in ("a", "a1", "a2", "b")] == [1, 1, 0, 1]
