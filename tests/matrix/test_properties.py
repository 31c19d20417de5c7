"""What must hold of matrices whatever the evidence."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from casecode.comparison import likenesses, supported
from casecode.matrix import Column, Matrix, tally
from casecode.model.case import STANCES, Case, Evidence, Unit
from casecode.model.framework import Factor, Framework, Theme
from casecode.model.study import Study
from casecode.query import Query, select
from casecode.reports import comparison

LEAVES = ("a1", "a2", "b")
FRAMEWORK = Framework(
    id="f",
    factors=(Factor(id="a", title="A", factors=(Factor(id="a1"), Factor(id="a2"))), Factor(id="b", title="B")),
)
THEMES = {
    name: Theme(id=name, factor=factor, label=name)
    for name, factor in zip("vwxyz", ["a1", "a1", "a2", "b", "b"], strict=True)
}
UNITS = ("u1", "u2", "u3")
CODES = (*THEMES, "a", *LEAVES)

pieces = st.lists(
    st.builds(
        Evidence,
        codes=st.lists(st.sampled_from(CODES), max_size=3).map(tuple),
        units=st.lists(st.sampled_from(UNITS), max_size=3, unique=True).map(tuple),
        source=st.sampled_from(("s1", "s2", "s3")),
        coder=st.sampled_from(("", "ann", "bob")),
        stance=st.sampled_from(STANCES),
    ),
    max_size=12,
)
queries = st.builds(
    Query,
    units=st.lists(st.sampled_from(UNITS), max_size=2).map(tuple),
    factors=st.lists(st.sampled_from(("a", *LEAVES)), max_size=2).map(tuple),
    sources=st.lists(st.sampled_from(("s1", "s2")), max_size=1).map(tuple),
    coders=st.lists(st.sampled_from(("ann", "bob")), max_size=1).map(tuple),
    stances=st.lists(st.sampled_from(STANCES), max_size=2).map(tuple),
)


def make(evidence: list[Evidence]) -> Study:
    """A study of the pieces, numbered in their order."""
    from msgspec.structs import replace

    numbered = tuple(replace(piece, id=f"e{number}") for number, piece in enumerate(evidence))
    units = {unit: Unit(id=unit, title=unit.upper(), role="host") for unit in UNITS}
    return Study(Case(id="c", title="C", framework="f", units=units, themes=THEMES, evidence=numbered), FRAMEWORK)


def columns_of(study: Study) -> list[Column]:
    """A column for each unit."""
    return [Column(unit, unit, study, unit=unit) for unit in UNITS]


@given(pieces, queries, st.randoms(use_true_random=False))
def test_order_of_evidence_changes_nothing(evidence: list[Evidence], query: Query, random: object) -> None:
    """The JSON of a comparison is the same in whatever order the pieces stand in the files."""
    from msgspec.structs import replace

    study = make(evidence)
    mixed = list(study.case.evidence)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    other = Study(replace(study.case, evidence=tuple(mixed)), FRAMEWORK)
    one, two = (comparison.build(columns_of(each), query).wire() for each in (study, other))
    assert one == two


@given(pieces, queries)
def test_each_piece_stands_where_it_should(evidence: list[Evidence], query: Query) -> None:
    """A selected piece is in the cell of each of its codes and units, once, and in no other."""
    study = make(evidence)
    found = sorted(
        (row.factor, column.unit, entry.code, piece.id)
        for row in tally(columns_of(study), ("a", "b"), query)
        for column, cell in zip(columns_of(study), row.cells, strict=True)
        for entry in cell
        for piece in entry.evidence
    )
    expected = set()
    for piece in select(study, query):
        for code, unit in product(piece.codes, piece.units):
            factor = THEMES[code].factor if code in THEMES else code
            wanted = not query.factors or any(
                factor == name or (name == "a" and factor[0] == "a") for name in query.factors
            )
            if wanted:
                expected.add((factor, unit, code, piece.id))
    assert found == sorted(expected)


@given(pieces, queries)
def test_filters_commute(evidence: list[Evidence], query: Query) -> None:
    """Selecting by all filters at once is selecting by each, one after the other."""
    study = make(evidence)
    together = {piece.id for piece in select(study, query)}
    apart = {piece.id for piece in study.evidence}
    for name in query.__struct_fields__:
        apart &= {piece.id for piece in select(study, Query(**{name: getattr(query, name)}))}
    assert together == apart


@given(pieces)
def test_likeness_is_a_share(evidence: list[Evidence]) -> None:
    """The index lies between 0 and 1, is the same both ways, and is 1 for a column beside itself."""
    study = make(evidence)
    one, two, _ = columns_of(study)
    for pair in ((one, two), (two, one), (one, one)):
        matrix = Matrix("m", "m", pair, tally(pair, ("a", "b"), Query()))
        (likeness,) = likenesses(matrix)
        assert likeness.shared <= likeness.either
        assert likeness.jaccard is None or 0 <= likeness.jaccard <= 1
        if pair == (one, one):
            assert likeness.jaccard in (None, 1)
            themes = {code for row in matrix.rows for code in supported(row)[0]}
            assert (likeness.jaccard is None) == (not themes)
    there, back = (
        likenesses(Matrix("m", "m", pair, tally(pair, ("a", "b"), Query())))[0] for pair in ((one, two), (two, one))
    )
    assert (there.shared, there.either) == (back.shared, back.either)


@given(pieces, queries)
def test_totals_agree_with_the_selection(evidence: list[Evidence], query: Query) -> None:
    """A matrix counts each selected piece with a code and a unit of its own once, and nothing else."""
    study = make(evidence)
    report = comparison.build(columns_of(study), query, keep_empty=True)
    counted = [piece.id for _, piece in report.matrix.evidence]
    assert sorted(counted) == sorted(piece.id for piece in select(study, query) if piece.codes and piece.units)
