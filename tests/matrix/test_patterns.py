"""Propositions against the reasons that evidence gives."""

import pytest
from hypothesis import given
from msgspec.structs import replace

from casecode.analysis.crosswalk import through
from casecode.analysis.explanations import Verdict, explain, match
from casecode.analysis.query import Query
from casecode.analysis.selection import Selection
from casecode.model.case import Evidence
from casecode.model.framework import Crosswalk, Factor, Framework, Proposition
from casecode.reports import patterns
from made import THEMES, make, pieces, queries


def reason(codes: str, explains: str, stance: str = "supports") -> Evidence:
    """A piece that gives its codes as the reason for something."""
    return Evidence(codes=tuple(codes.split()), explains=tuple(explains.split()), stance=stance, source="s1")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        ([], "open"),
        ([reason("v", "y")], "supported"),
        ([reason("v", "y", "contradicts")], "contradicted"),
        ([reason("v", "y", "contradicts"), reason("x", "b")], "mixed"),
        ([reason("v", "y", "qualifies")], "qualified"),
        ([reason("v", "y", "qualifies"), reason("v", "y", "contradicts")], "contradicted"),
        ([reason("v", "y", "qualifies"), reason("v", "y")], "supported"),
        ([reason("y", "v")], "open"),
        ([reason("v", "x")], "open"),
    ],
)
def test_verdict_on_a_proposition(evidence: list[Evidence], verdict: Verdict) -> None:
    """Drivers (a) are held to shape strategy (b): what falls under that, and which way it speaks, decides."""
    found = match(Selection(make(evidence)))
    assert found.matches[0].proposition.id == "p1"
    assert found.matches[0].verdict == verdict


def test_what_no_code_stands_for_cannot_be_tested() -> None:
    """Through a lens a proposition is untestable where the own framework has nothing for one of its factors, and open
    where it has, but no evidence; in the own framework each can be tested."""
    push = Proposition("p1", from_="push", to="pull")
    low = Proposition("p2", from_="low", to="pull", needs="Heights of both.")
    target = Framework(
        "g", factors=(Factor("push", factors=(Factor("low"),)), Factor("pull")), propositions=(push, low)
    )
    study = make([reason("v", "v")])
    lens = through(study, target, Crosswalk(from_="f", map={"a": ("push",), "b": ("pull",)}))
    found = match(Selection(lens)).matches
    assert [(it.verdict, it.unreached) for it in found] == [("open", ()), ("untestable", ("low",))]
    shown = patterns.build([Selection(lens)])
    assert [(it.verdict, it.unreached, it.needs) for it in shown.wire().cases[0].propositions] == [
        ("open", [], None),
        ("untestable", ["low"], "Heights of both."),
    ]
    cell = shown.page().sheets[0].rows[1].cells[2]
    assert [(one.lead, one.text) for one in cell] == [("no code for:", "low"), ("it would take:", "Heights of both.")]
    assert all(it.unreached == () for it in match(Selection(make([]))).matches)


def test_a_claim_of_a_theme_is_told_from_evidence() -> None:
    """A theme that is held to explain another is a claim until a piece of evidence says so."""
    study = make([reason("v", "y")])
    themes = {**THEMES, "v": replace(THEMES["v"], explains=("y",)), "w": replace(THEMES["w"], explains=("z",))}
    found = match(Selection(replace(study, case=replace(study.case, themes=themes))))
    assert [(one.reason, one.result, one.verdict) for one in found.explanations] == [
        ("v", "y", "supported"),
        ("w", "z", "claimed"),
    ]
    assert match(Selection(replace(study, case=replace(study.case, themes=themes, evidence=())))).matches[
        0
    ].verdict == ("claimed")


def test_rivals_are_reasons_under_several_factors() -> None:
    """Two themes of one factor are no rivals; themes of two factors are."""
    assert not match(Selection(make([reason("v w", "y")]))).rivals
    rivals = match(Selection(make([reason("v", "y"), reason("x", "y", "contradicts")]))).rivals
    assert [(it.result, [one.reason for one in it.explanations]) for it in rivals] == [("y", ["v", "x"])]


def test_a_code_does_not_explain_itself() -> None:
    """Of a piece coded to a reason and its result only the reason explains the result."""
    assert [(one.reason, one.result) for one in explain(Selection(make([reason("v y", "y")])))] == [("v", "y")]


def test_what_a_piece_explains_is_no_reason_in_it() -> None:
    """A code that the piece names as explained is a result there, and not a reason for what else it explains."""
    found = explain(Selection(make([reason("v y", "y z"), reason("y", "z", "contradicts")])))
    assert [(one.reason, one.result, [piece.id for piece in one.evidence]) for one in found] == [
        ("v", "y", ["e0"]),
        ("v", "z", ["e0"]),
        ("y", "z", ["e1"]),
    ]
    assert explain(Selection(make([reason("y", "y")]))) == ()


@given(pieces, queries)
def test_every_explanation_is_foreseen_or_not(evidence: list[Evidence], query: Query) -> None:
    """An explanation falls under a proposition or is listed as unforeseen, and all its evidence names the result."""
    found = match(Selection(make(evidence), query))
    foreseen = {(one.reason, one.result) for it in found.matches for one in it.explanations}
    unforeseen = {(one.reason, one.result) for one in found.unforeseen}
    assert foreseen | unforeseen == {(one.reason, one.result) for one in found.explanations}
    assert not foreseen & unforeseen
    for one in found.explanations:
        assert all(one.result in piece.explains and one.reason in piece.codes for piece in one.evidence)


def test_an_explanation_has_each_piece_once_in_the_order_of_results() -> None:
    """What a piece names twice it says once; results stand as they are declared, then their reasons."""
    found = explain(Selection(make([reason("x w v v", "z y y"), reason("a2", "b")])))
    assert [(one.result, one.reason, len(one.evidence)) for one in found] == [
        ("y", "v", 1),
        ("y", "w", 1),
        ("y", "x", 1),
        ("z", "v", 1),
        ("z", "w", 1),
        ("z", "x", 1),
        ("b", "a2", 1),
    ]
