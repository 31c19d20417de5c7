"""What must hold of matrices whatever the evidence."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from casecode.analysis.comparison import likenesses, supported
from casecode.analysis.matrix import Column, Matrix, tally
from casecode.analysis.query import Query
from casecode.analysis.selection import Selection
from casecode.model.case import Evidence
from casecode.model.study import Study, in_order, natural
from casecode.reports import compare as comparison
from made import FRAMEWORK, THEMES, UNITS, make, pieces, queries


def columns_of(study: Study, query: Query | None = None) -> list[Column]:
    """A column for each unit."""
    selection = Selection(study, query or Query())
    return [Column(unit, unit, selection, unit=unit) for unit in UNITS]


@given(pieces, queries, st.randoms(use_true_random=False))
def test_order_of_evidence_changes_nothing(evidence: list[Evidence], query: Query, random: object) -> None:
    """The JSON of a comparison is the same in whatever order the pieces stand in the files."""
    study = make(evidence)
    mixed = list(study.case.evidence)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    other = Study(replace(study.case, evidence=tuple(mixed)), FRAMEWORK)
    one, two = (comparison.build(columns_of(each, query)).wire() for each in (study, other))
    assert one == two


@given(pieces, queries)
def test_each_piece_stands_where_it_should(evidence: list[Evidence], query: Query) -> None:
    """A selected piece is in the cell of each of its codes and units, once, and in no other."""
    study = make(evidence)
    found = sorted(
        (row.factor, column.unit, entry.code, piece.id)
        for row in tally(columns_of(study, query), ("a", "b"))
        for column, cell in zip(columns_of(study), row.cells, strict=True)
        for entry in cell
        for piece in entry.evidence
    )
    expected = set()
    for piece in Selection(study, query).pieces:
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
    together = {piece.id for piece in Selection(study, query).pieces}
    apart = {piece.id for piece in study.evidence}
    for name in query.__struct_fields__:
        apart &= {piece.id for piece in Selection(study, Query(**{name: getattr(query, name)})).pieces}
    assert together == apart


@given(pieces)
def test_likeness_is_a_share(evidence: list[Evidence]) -> None:
    """The index lies between 0 and 1, is the same both ways, and is 1 for a column beside itself."""
    study = make(evidence)
    one, two, _ = columns_of(study)
    for pair in ((one, two), (two, one), (one, one)):
        matrix = Matrix("m", "m", pair, tally(pair, ("a", "b")))
        (likeness,) = likenesses(matrix)
        assert likeness.shared <= likeness.either
        assert likeness.jaccard is None or 0 <= likeness.jaccard <= 1
        if pair == (one, one):
            assert likeness.jaccard in (None, 1)
            themes = {code for row in matrix.rows for code in supported(row)[0]}
            assert (likeness.jaccard is None) == (not themes)
    there, back = (likenesses(Matrix("m", "m", pair, tally(pair, ("a", "b"))))[0] for pair in ((one, two), (two, one)))
    assert (there.shared, there.either) == (back.shared, back.either)


@given(pieces, queries)
def test_totals_agree_with_the_selection(evidence: list[Evidence], query: Query) -> None:
    """A matrix counts each selected piece with a code and a unit of its own once, and nothing else."""
    study = make(evidence)
    report = comparison.build(columns_of(study, query), keep_empty=True)
    standing = {
        piece.id for row in report.matrix.rows for cell in row.cells for entry in cell for piece in entry.evidence
    }
    assert standing == {piece.id for piece in Selection(study, query).pieces if piece.codes and piece.units}
    assert report.matrix.pieces == len(standing)


numbered = st.sampled_from(["e", "x-", "", "2e"]).flatmap(lambda it: st.from_regex(f"{it}[0-9]{{0,4}}", fullmatch=True))


@given(st.lists(numbered, unique=True))
def test_evidence_is_in_natural_order(ids: list[str]) -> None:
    """The quick order of numbered ids is the natural one."""
    pieces = [Evidence(id=id_) for id_ in ids]
    assert [piece.id for piece in in_order(pieces)] == sorted(ids, key=natural)
