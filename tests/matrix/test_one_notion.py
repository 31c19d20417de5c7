"""What evidence says is one notion: a theme that hinders or qualifies its factor, and pieces of all stances."""

import pytest

from casecode.analysis.axis import Axis
from casecode.analysis.comparison import compare_row
from casecode.analysis.coverage import cover
from casecode.analysis.crosstab import Cell, Crosstab, cross
from casecode.analysis.explanations import match
from casecode.analysis.matrix import Column, tally
from casecode.analysis.mill import apply
from casecode.analysis.presence import presence_of, presences
from casecode.analysis.selection import Selection
from casecode.model.case import Case, Evidence, Stance, Unit
from casecode.model.framework import Factor, Framework, Proposition, Theme
from casecode.model.study import Study
from casecode.reports import analyze, contrast, coverage
from casecode.sheet import told

FRAMEWORK = Framework(
    id="odd",
    factors=(Factor(id="fit", title="Fit"), Factor(id="use", title="Use")),
    propositions=(Proposition(id="p1", from_="fit", to="use"),),
)
THEMES = {
    "eases": Theme(id="eases", factor="fit", label="Eases"),
    "clicks": Theme(id="clicks", factor="fit", label="Too many clicks", stance="contradicts"),
    "partly": Theme(id="partly", factor="fit", label="In part", stance="qualifies"),
    "daily": Theme(id="daily", factor="use", label="Daily"),
}
# What a piece of each stance says of the factor, by hand, through a theme that supports, contradicts and qualifies it.
SAID: dict[tuple[str, Stance], Stance] = {
    ("eases", "supports"): "supports",
    ("eases", "contradicts"): "contradicts",
    ("eases", "qualifies"): "qualifies",
    ("clicks", "supports"): "contradicts",
    ("clicks", "contradicts"): "supports",
    ("clicks", "qualifies"): "qualifies",
    ("partly", "supports"): "qualifies",
    ("partly", "contradicts"): "qualifies",
    ("partly", "qualifies"): "qualifies",
}
STATES = {"supports": "for", "contradicts": "against", "qualifies": "open"}
each = pytest.mark.parametrize(("theme", "stance", "said"), [(*pair, said) for pair, said in SAID.items()])


def selection(*pieces: Evidence, name: str = "c") -> Selection:
    """A case of these pieces, numbered, in one ward."""
    numbered = tuple(
        Evidence(f"e{n}", it.codes, ("ward",), "So.", source="s", stance=it.stance, explains=it.explains)
        for n, it in enumerate(pieces)
    )
    return Selection(Study(Case(name, name, units={"ward": Unit("ward")}, themes=THEMES, evidence=numbered), FRAMEWORK))


def piece(codes: str, stance: Stance = "supports", explains: tuple[str, ...] = ()) -> Evidence:
    """A piece with these codes."""
    return Evidence(codes=tuple(codes.split()), stance=stance, explains=explains)


def crossed(one: Selection, rows: str, columns: str = "case") -> Crosstab:
    """Two axes over a case."""
    return cross([one], (Axis(rows), Axis(columns)))


def figures(table: Crosstab) -> dict[tuple[str, str], int]:
    """The counts by the ids of row and column."""
    return {(row.id, column.id): cell.count for (row, column), cell in table.cells.items()}


@each
def test_a_factor_is_told_what_bears_on_it(theme: str, stance: Stance, said: Stance) -> None:
    """Presence, matrix, stances, coverage, outcome and methods say the same of a factor, whatever its theme does."""
    one = selection(piece(theme, stance))
    column = Column("c", "C", one)
    (cell,) = crossed(one, "factor").cells.values()
    assert cell.stance == said
    assert figures(crossed(one, "factor", "stance")) == {("fit", said): 1}
    assert figures(crossed(one, "stance", "factor")) == {(said, "fit"): 1}
    table = presences([column])
    assert table.columns[0].state("fit") == presence_of(column, "fit").state == STATES[said]
    found = cover(one)
    assert (found.covered, found.opposed) == ((("fit",), ()) if said == "supports" else ((), ("fit",)))
    assert coverage.build([one]).wire().factors[0].against == (said == "contradicts")
    (note,) = told(analyze.build([one]).page().sheets[-1].notes)
    assert note.startswith(f"Coverage: {int(said == 'supports')} of 2 factors with supporting evidence")
    (agreement,) = apply(table, {"c": "for"}).agreements
    assert agreement.with_ == (STATES[said],)


@each
def test_a_theme_is_told_the_stance_of_its_pieces(theme: str, stance: Stance, said: Stance) -> None:
    """On the row of a theme, in a cell that lists it, and where reasons are given, a piece says its own stance."""
    one = selection(piece(theme, stance, ("daily",)), piece("eases", said))
    column = Column("c", "C", one)
    rows = {key.id: cell for (key, _), cell in crossed(one, "theme").cells.items()}
    assert rows[theme].stance == ("supports" if theme == "eases" and "supports" in (stance, said) else stance)
    assert presence_of(column, theme).state == presences([column], "theme").columns[0].state(theme)
    entries = {entry.code: entry.stance for entry in tally([column], ["fit"])[0].cells[0]}
    assert entries[theme] == rows[theme].stance
    verdicts = {"supports": "supported", "contradicts": "contradicted", "qualifies": "qualified"}
    assert match(one).matches[0].verdict == verdicts[stance]


def test_a_piece_says_one_thing_of_a_factor() -> None:
    """Of a piece that eases and hinders the same factor the first counts, once, in every report."""
    one = selection(piece("eases clicks"), piece("clicks partly"), piece("clicks", "contradicts"))
    column = Column("c", "C", one)
    found = presence_of(column, "fit")
    assert [[it.id for it in own] for own in (found.supporting, found.contradicting, found.qualifying)] == [
        ["e0", "e2"],
        ["e1"],
        [],
    ]
    assert presences([column]).columns[0].of("fit") == found
    table = crossed(one, "factor", "stance")
    assert figures(table) == {("fit", "supports"): 2, ("fit", "contradicts"): 1}
    assert table.total.count == len(table.total.pieces) == 3
    assert coverage.build([one]).wire().factors[0].against == pytest.approx(1 / 3)


def test_a_piece_may_say_different_things_of_two_factors() -> None:
    """Crossed with stances it stands for each factor where it speaks for that, and is one piece in all."""
    table = crossed(selection(piece("clicks daily")), "factor", "stance")
    assert figures(table) == {("fit", "contradicts"): 1, ("use", "supports"): 1}
    assert [sorted(it.codes) for it in table.total.pieces] == [["clicks", "daily"]]
    cells: list[Cell] = list(table.cells.values())
    assert {cell.stance for cell in cells} == {"contradicts", "supports"}
    assert {one.codes for cell in cells for one in cell.pieces} == {("clicks",), ("daily",)}


def test_factors_meet_in_a_unit_where_evidence_speaks_for_both() -> None:
    """A hindrance does not make its factor one that goes together with another, and its denial does."""
    axes = (Axis("factor"), Axis("factor"))
    hindered = cross([selection(piece("clicks"), piece("daily"))], axes, "unit")
    assert figures(hindered) == {("use", "use"): 1}
    denied = cross([selection(piece("clicks", "contradicts"), piece("daily"))], axes, "unit")
    assert figures(denied) == {("fit", "fit"): 1, ("fit", "use"): 1, ("use", "fit"): 1, ("use", "use"): 1}
    themes = cross([selection(piece("clicks"), piece("daily"))], (Axis("theme"), Axis("theme")), "unit")
    assert ("clicks", "daily") in figures(themes)


def test_a_contrast_goes_by_the_factor_and_a_comparison_by_its_themes() -> None:
    """Two cases with one hindrance, denied in one of them: their factor is opposed, and they share no theme."""
    here, there = selection(piece("clicks"), name="c"), selection(piece("clicks", "contradicts"), name="d")
    columns = tuple(Column(one.study.case.id, one.study.case.id, one) for one in (here, there))
    report = contrast.build({"low": columns[:1], "high": columns[1:]}, "size", "Size")
    assert report.kinds == ("opposed",)
    compared = compare_row(report.matrix.rows[0])
    assert (compared.shared, compared.distinct) == ((), (("clicks",), ()))
