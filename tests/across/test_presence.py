"""Presence in three states, and what rests on it: distances, agreement and difference."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from casecode.analysis.distance import Pair, pair, pairs
from casecode.analysis.matrix import Column, narrow
from casecode.analysis.mill import apply
from casecode.analysis.presence import Code, Presence, Presences, PresenceTable, State, presence_of, presences
from casecode.analysis.query import Query
from casecode.analysis.selection import Selection
from casecode.model.case import STANCES, Case, Evidence, Stance
from casecode.model.framework import Factor, Framework, Theme
from casecode.model.study import Study

FRAMEWORK = Framework(
    id="tiny",
    factors=(
        Factor(id="pull", title="Pull", factors=(Factor(id="demand", title="Demand"), Factor(id="rules"))),
        Factor(id="outcome", title="Outcome"),
    ),
)
ROWS = tuple(Code(name, name.title(), name) for name in "abcdef")
STATES: tuple[State, ...] = ("for", "against", "open")


def column(name: str, *pieces: tuple[str, Stance], themes: tuple[Theme, ...] = ()) -> Column:
    """A case with a piece of evidence for each code and stance."""
    evidence = tuple(Evidence(f"e{number}", (code,), stance=stance) for number, (code, stance) in enumerate(pieces))
    case = Case(id=name, title=name.title(), evidence=evidence, themes={theme.id: theme for theme in themes})
    return Column(name, name.title(), Selection(Study(case, FRAMEWORK)))


def profile(name: str, states: str) -> Presences:
    """A profile over the rows: + for, x against, anything else open."""
    piece = Evidence("e1")
    made = {"+": Presence((piece,)), "x": Presence((), (piece,)), "~": Presence((), (), (piece,))}
    return Presences(
        column(name), {row.id: made[mark] for row, mark in zip(ROWS, states, strict=False) if mark in made}
    )


def lines(found: tuple[Code, ...]) -> str:
    """The ids of rows in one word."""
    return "".join(row.id for row in found)


@pytest.mark.parametrize(
    ("stances", "state"),
    [
        (["supports", "contradicts"], "for"),
        (["contradicts", "qualifies"], "against"),
        (["qualifies"], "open"),
        ([], "open"),
    ],
)
def test_presence_has_three_states(stances: list[Stance], state: State) -> None:
    """One supporting piece is evidence for it; a qualification alone, or nothing, decides nothing."""
    (found,) = presences([column("a", *(("demand", stance) for stance in stances))]).columns
    assert found.state("demand") == state
    assert len(found.of("demand").pieces) == len(stances)


def test_a_hindrance_speaks_against_its_factor() -> None:
    """What supports a theme that contradicts its factor is evidence for the theme and against the factor."""
    hindrance = Theme(id="duties", factor="rules", label="Duties", stance="contradicts")
    case = column("a", ("duties", "supports"), themes=(hindrance,))
    assert presences([case]).columns[0].state("rules") == "against"
    assert presences([case], "theme").columns[0].state("duties") == "for"
    denied = column("b", ("duties", "contradicts"), themes=(hindrance,))
    assert presences([denied]).columns[0].state("rules") == "for"


def test_rows_are_those_with_evidence_in_the_order_of_the_framework() -> None:
    """A factor without evidence anywhere is no row; themes stand in the order of their factors."""
    themes = (Theme(id="grew", factor="outcome", label="Grew"), Theme(id="cheap", factor="demand", label="Cheap"))
    one = column("a", ("grew", "supports"), ("cheap", "supports"), ("rules", "supports"), themes=themes)
    assert [row.id for row in presences([one]).rows] == ["demand", "rules", "outcome"]
    assert [row.id for row in presences([one], "theme").rows] == ["cheap", "grew"]
    assert [row.id for row in presences(narrow([one], Query(factors=("pull",)))).rows] == ["demand", "rules"]
    case = replace(one.study.case, evidence=(Evidence("e1", ("grew", "cheap")),))
    both = Column("b", "B", Selection(Study(case, FRAMEWORK)))
    assert [row.id for row in presences(narrow([both], Query(factors=("pull",))), "theme").rows] == ["cheap"]


def test_columns_of_a_case_share_one_selection() -> None:
    """However many columns a case has, its evidence is gone through once; another case has a selection of its own."""
    one, other = column("a", ("demand", "supports")), column("b", ("rules", "contradicts"))
    first, second, third = narrow([one, replace(one, id="twice"), other], Query(stances=("supports",)))
    assert first.selection is second.selection
    assert (len(first.selection.pieces), len(third.selection.pieces)) == (1, 0)


def test_distance_says_what_it_consists_of() -> None:
    """Alike, opposed, and what only one side has evidence on: six findings, of which two are in both."""
    found = pair(ROWS, profile("a", "+x+x.."), profile("b", "+xx.+."))
    assert (lines(found.alike), lines(found.opposed)) == ("ab", "c")
    assert (lines(found.only_first), lines(found.only_second)) == ("d", "e")
    assert found.distance == pytest.approx(1 - 2 / 6)
    assert found.bounds == pytest.approx((1 / 5, 3 / 5))


def test_nothing_known_is_no_distance() -> None:
    """Two columns without evidence are neither near nor far, and come last."""
    table = PresenceTable("factor", ROWS, (profile("a", "......"), profile("b", "~....."), profile("c", "+.....")))
    found = pairs(table)
    assert [(it.first.column.id, it.second.column.id) for it in found][-1] == ("a", "b")
    assert (found[-1].distance, found[-1].bounds) == (None, None)
    assert found[0].distance == 1


def test_nearer_counts_more_than_much_in_common() -> None:
    """Two columns that know little and agree stand before two that agree on more and are opposed in one."""
    made = (profile("a", "+"), profile("b", "+"), profile("c", "+xx+"), profile("d", "+xxx"))
    found = [
        (it.first.column.id + it.second.column.id, it.distance) for it in pairs(PresenceTable("factor", ROWS, made))
    ]
    assert found[:3] == [("ab", 0), ("cd", pytest.approx(0.4)), ("ac", 0.75)]


def test_a_factor_as_a_whole_is_no_row() -> None:
    """Evidence that is coded to a factor with others below it tells of none of these; it is counted, not lost."""
    one = column("a", ("pull", "supports"), ("demand", "supports"), ("pull", "contradicts"))
    found = presences([one, column("b", ("pull", "supports"))])
    assert [row.id for row in found.rows] == ["demand"]
    assert found.unplaced == 3
    themed = presences([one], "theme")
    assert (themed.rows, themed.unplaced) == ((), 3)


def test_an_outcome_may_be_a_factor_with_all_below_it() -> None:
    """A factor is present where it or one below it is; a hindrance below it speaks against it."""
    hindrance = Theme(id="duties", factor="rules", label="Duties", stance="contradicts")
    one = column("a", ("demand", "supports"), ("duties", "supports"), ("outcome", "contradicts"), themes=(hindrance,))
    assert len(presence_of(one, "pull").supporting) == 1
    assert len(presence_of(one, "pull").contradicting) == 1
    assert presence_of(one, "outcome").state == "against"
    assert presence_of(one, "duties").state == "for"


MARKS = st.text(st.sampled_from("+x~."), min_size=6, max_size=6)


@given(MARKS, MARKS, MARKS)
def test_distance_is_a_metric(one: str, two: str, three: str) -> None:
    """It is symmetric, from 0 to 1, zero exactly where the findings are the same, and the triangle inequality holds."""
    made = [profile(name, marks) for name, marks in zip("abc", (one, two, three), strict=True)]

    def far(first: Presences, second: Presences) -> float:
        found: Pair = pair(ROWS, first, second)
        return 0.0 if found.distance is None else found.distance

    for first in made:
        assert far(first, first) == 0
    for first, second in permutations(made, 2):
        assert far(first, second) == far(second, first)
        assert 0 <= far(first, second) <= 1
        same = all(first.state(row.id) == second.state(row.id) for row in ROWS)
        assert (far(first, second) == 0) == same
    for first, second, third in permutations(made, 3):
        assert far(first, third) <= far(first, second) + far(second, third) + 1e-12


@given(MARKS, MARKS, st.lists(st.booleans(), min_size=12, max_size=12))
def test_bounds_hold_whatever_the_open_ones_turn_out_to_be(one: str, two: str, turns: list[bool]) -> None:
    """However evidence that is missing on one side would decide, the share of differences lies within the bounds."""
    first, second = profile("a", one), profile("b", two)
    found = pair(ROWS, first, second)
    if found.bounds is None:
        return
    least, most = found.bounds
    known = [[one.state(row.id) for one in (first, second)] for row in ROWS]
    rows = [states for states in known if states != ["open", "open"]]
    differ = 0
    for states, turn in zip(rows, turns, strict=False):
        decided = [("for" if turn else "against") if state == "open" else state for state in states]
        differ += decided[0] != decided[1]
    assert least - 1e-12 <= differ / len(rows) <= most + 1e-12


def methods(table: dict[str, str], outcome: dict[str, State]):  # type: ignore[no-untyped-def]
    """Both of Mill's methods over profiles of marks."""
    made = tuple(profile(name, marks) for name, marks in table.items())
    return apply(PresenceTable("factor", ROWS, made), outcome)


OUTCOME: dict[str, State] = {"a": "for", "b": "for", "y": "against", "z": "against", "q": "open"}


def test_agreement_by_hand() -> None:
    """Of six factors: one distinguishes, one is open without and one with the outcome, two are common, one is out; in
    this order, and of each kind those first that go with the outcome most often."""
    found = methods({"a": "+++++x", "b": "++.+++", "y": "x.x+xx", "z": "xxx.+x", "q": "++++++"}, OUTCOME)
    assert {one.row.id: one.finding for one in found.agreements} == {
        "a": "distinguishes",
        "b": "open",
        "c": "open",
        "d": "not distinctive",
        "e": "not distinctive",
        "f": "ruled out",
    }
    assert lines(tuple(one.row for one in found.agreements)) == "abcedf"
    assert "".join(sorted(one.row.id for one in found.agreements if one.is_shared)) == "abde"
    assert [one.column.id for one in found.instances.unknown] == ["q"]


def test_no_evidence_is_never_absence() -> None:
    """A factor that all with the outcome have and of which nothing is known elsewhere stays open."""
    found = methods({"a": "+", "b": "+", "y": ".", "z": "~"}, OUTCOME)
    assert found.agreements[0].finding == "open"
    alone = methods({"a": "+", "b": "+"}, OUTCOME)
    assert {one.finding for one in alone.agreements} == {"open"}


def test_difference_by_hand() -> None:
    """A pair with one known difference and all else known to be alike comes first, then those that may be such."""
    found = methods({"a": "++++++", "y": "+++++x", "z": "+x++.."}, OUTCOME)
    one, other = found.differences
    assert (one.without.column.id, one.finding, lines(one.differing), one.open) == ("y", "one difference", "f", ())
    assert (other.without.column.id, other.finding, lines(other.open)) == ("z", "open", "ef")
    (unknown,) = methods({"a": "++++..", "y": "++++x."}, OUTCOME).differences
    assert (unknown.finding, unknown.differing, lines(unknown.open)) == ("open", (), "ef")
    several = methods({"a": "++++++", "y": "xx++++"}, OUTCOME)
    assert [it.finding for it in several.differences] == ["several differences"]
    none = methods({"a": "++++++", "y": "++++++"}, OUTCOME)
    assert [it.finding for it in none.differences] == ["no difference"]


@given(st.dictionaries(st.sampled_from("abyz"), MARKS, min_size=1), st.integers(0, 5), st.sampled_from("+x"))
def test_more_evidence_never_takes_back_what_was_ruled_out(table: dict[str, str], at: int, mark: str) -> None:
    """Deciding what was open never turns a settled finding into another one, except from open."""
    before = {one.row.id: one.finding for one in methods(table, OUTCOME).agreements}
    filled = {
        name: "".join(mark if i == at and it in ".~" else it for i, it in enumerate(marks))
        for name, marks in table.items()
    }
    after = {one.row.id: one.finding for one in methods(filled, OUTCOME).agreements}
    for row, finding in before.items():
        if finding in ("ruled out", "distinguishes"):
            assert after[row] == finding


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(["demand", "cheap", "dear"]), min_size=1), st.sampled_from(STANCES)),
        max_size=6,
    )
)
def test_presence_is_what_each_piece_says_of_the_factor(coded: list[tuple[list[str], Stance]]) -> None:
    """With a hindrance among the codes or without, each piece counts once, by what the study says that it says."""
    themes = (
        Theme(id="cheap", factor="demand", label="Cheap"),
        Theme(id="dear", factor="demand", label="Dear", stance="contradicts"),
    )
    pieces = [Evidence(f"e{at}", tuple(codes), stance=stance) for at, (codes, stance) in enumerate(coded)]
    study = Study(Case(id="a", evidence=tuple(pieces), themes={it.id: it for it in themes}), FRAMEWORK)
    found = presence_of(Column("a", "A", Selection(study)), "demand")
    says = {piece.id: study.says(piece, piece.codes) for piece in pieces}
    for stance, own in zip(STANCES, (found.supporting, found.contradicting, found.qualifying), strict=True):
        assert sorted(it.id for it in own) == [id_ for id_, said in says.items() if said == stance]
