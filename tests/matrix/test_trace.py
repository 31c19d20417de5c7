"""The chain of evidence: up and down are the same links, and what is missing is told."""

from collections.abc import Callable

import pytest
from hypothesis import given
from msgspec.structs import replace

from casecode.analysis.chain import STEPS, Link, Step, StepName, chains, conclusion_ids, links, open_questions, trace
from casecode.model.case import Conclusion, Evidence
from casecode.model.framework import Question
from casecode.model.study import Study
from casecode.reports import trace as tracing
from made import conclusions, make, pieces


def linked(study: Study, step: Step) -> set[Link]:
    """The links of all chains through a step."""
    return {link for chain in trace(study, step) for link in links(chain)}


def names(study: Study, step: StepName, id_: str) -> set[str]:
    """The links of a trace as words, `-` for an end that is missing and `?` for a step left out."""
    found = set()
    for link in linked(study, Step(step, id_)):
        upper, lower = (end.id if end else "-" for end in (link.upper, link.lower))
        found.add(f"{upper} {f'{link.missing}? ' if link.missing else ''}{lower}")
    return found


@given(pieces, conclusions)
def test_up_and_down_name_the_same_links(evidence: list[Evidence], concluded: list[Conclusion]) -> None:
    """Every link of the whole chain is in the trace of its upper end and in that of its lower end."""
    study = make(evidence, concluded)
    for link in {link for chain in chains(study) for link in links(chain)}:
        for end in (link.upper, link.lower):
            assert end is None or link in linked(study, end)


@given(pieces, conclusions)
def test_everything_has_a_chain(evidence: list[Evidence], concluded: list[Conclusion]) -> None:
    """No question, conclusion, leaf factor, theme, piece of evidence or source is without a chain through it."""
    study = make(evidence, concluded)
    for step, ids in (
        ("question", study.framework.questions),
        ("conclusion", conclusion_ids(study)),
        ("factor", ("a1", "a2", "b")),
        ("theme", study.themes),
        ("evidence", (piece.id for piece in study.evidence)),
        ("source", study.sources),
    ):
        for id_ in ids:
            assert trace(study, Step(step, id_)), (step, id_)  # type: ignore[arg-type]


@given(pieces, conclusions)
def test_chains_go_down_step_by_step(evidence: list[Evidence], concluded: list[Conclusion]) -> None:
    """A chain has all seven steps in their order, and a link never skips a step without saying which."""
    for chain in chains(make(evidence, concluded)):
        assert tuple(step.name for step in chain) == STEPS
        for link in links(chain):
            if link.upper and link.lower:
                gap = STEPS.index(link.lower.name) - STEPS.index(link.upper.name)
                assert (gap > 1) == bool(link.missing)


@given(pieces, conclusions)
def test_each_report_holds_together(evidence: list[Evidence], concluded: list[Conclusion]) -> None:
    """Links in JSON are between nodes in JSON, and every edge of a diagram between its nodes."""
    study = make(evidence, concluded)
    for step in (Step("question", "q1"), Step("factor", "a"), Step("theme", "v"), Step("source", "s1")):
        report = tracing.build([study], step)
        for one in report.wire().traces:
            keys = {it.key for it in one.nodes}
            assert one.focus in keys
            assert all(end in keys for link in one.links for end in (link.upper, link.lower) if end)
        graph = report.graph()
        drawn = {box.key for box in graph.boxes}
        assert all(arrow.start in drawn and arrow.end in drawn for arrow in graph.arrows)


def test_a_whole_chain() -> None:
    """From a piece of evidence up to the question and down to the page in what it was read in."""
    piece = Evidence(codes=("v",), source="s1", via="s2", locator="p. 7")
    study = make([piece], [Conclusion("q1", "So.", ("v",))])
    assert names(study, "evidence", "e0") == {"q1 q1", "q1 a1", "a1 v", "v e0", "e0 s1", "s1 p. 7 in s2"}


@pytest.mark.parametrize(
    ("step", "id_", "expected"),
    [
        ("evidence", "e0", {"q1 conclusion? a1", "a1 theme? e0", "e0 s1", "s1 place? -"}),
        ("evidence", "e1", {"- theme? e1", "e1 s2", "s2 place? -"}),
        ("theme", "v", {"q1 conclusion? a1", "a1 v", "v evidence? -"}),
        ("source", "s3", {"- evidence? s3", "s3 place? -"}),
        ("question", "q3", {"q3 conclusion? -"}),
        ("factor", "b", {"q2 conclusion? b", "b y", "b z", "y evidence? -", "z evidence? -"}),
    ],
)
def test_missing_links_are_named(step: StepName, id_: str, expected: set[str]) -> None:
    """A question without an answer, evidence without a theme, code or page, a theme or source without evidence."""
    study = make([Evidence(codes=("a1",), source="s1"), Evidence(source="s2")])
    assert names(study, step, id_) == expected


def test_a_second_answer_has_a_number() -> None:
    """Two conclusions on one question are told apart."""
    answers = [Conclusion("q1", "So.", ("v",)), Conclusion("q2", "Thus.", ("y",)), Conclusion("q1", "Or so.", ("w",))]
    study = make([], answers)
    assert conclusion_ids(study) == ("q1", "q2", "q1#2")
    assert names(study, "conclusion", "q1#2") == {"q1 q1#2", "q1#2 a1", "a1 w", "w evidence? -"}


def test_a_conclusion_on_a_group_rests_on_all_below_it() -> None:
    """A conclusion may name a factor instead of all its themes."""
    study = make([Evidence(codes=("v",), source="s1")], [Conclusion("q1", "So.", ("a",))])
    assert "a1 v" in names(study, "conclusion", "q1")


def test_a_factor_that_is_missing_in_the_case(casecode: Callable[..., object], study: Callable[..., Study]) -> None:
    """What no case knows cannot be traced, and the nearest id is offered."""
    study()
    result = casecode("trace", "demnad")
    assert result.returncode == 2  # type: ignore[attr-defined]
    assert 'did you mean "demand"?' in result.stderr  # type: ignore[attr-defined]


def test_what_is_ambiguous_is_asked_for(casecode: Callable[..., object], study: Callable[..., Study]) -> None:
    """An id that two cases have of their own needs the case before it; one of the framework shows both cases."""
    study("demo")
    study("other", case="case: other\n")
    result = casecode("trace", "prices")
    assert result.returncode == 2  # type: ignore[attr-defined]
    assert "write one of demo:prices, other:prices" in result.stderr  # type: ignore[attr-defined]
    assert "theme prices: Low prices" in casecode("trace", "other:prices").stdout  # type: ignore[attr-defined]
    assert casecode("trace", "why-abroad").stdout.count("question why-abroad") == 2  # type: ignore[attr-defined]


def test_sub_questions_are_open_only_where_there_are_no_goals() -> None:
    """Where the framework has goals, sub-questions are answered by way of them; else each is open until answered."""
    study = make([], [Conclusion(question="q1")])
    kinds = {"q1": "research-question", "q2": "sub-question", "q3": "sub-question"}

    def open_(**others: str) -> list[str]:
        asked = study.framework.questions
        questions = {id_: replace(asked[id_], kind=kind) for id_, kind in {**kinds, **others}.items()}
        return [it.id for it in open_questions(replace(study, framework=replace(study.framework, questions=questions)))]

    assert open_() == ["q2", "q3"]
    assert open_(q3="goal") == ["q3"]
    assert open_(q2="research-question", q3="goal") == ["q2", "q3"]


def test_what_nothing_is_coded_to_has_a_chain() -> None:
    """A factor at the end of the tree without evidence ends a chain from its questions; one with others below it does
    not. A piece that names a code twice has one chain; a source that nothing cites is alone."""
    study = make([Evidence(codes=("v", "v"), source="s1", locator="p. 1")], [Conclusion(question="q1", themes=("v",))])
    told = [" ".join(step.id or "-" for step in chain) for chain in chains(study)]
    assert sorted(told) == sorted(
        [
            "q1 q1 a1 v e0 s1 p. 1 in s1",
            "- - a1 w - - -",
            "- - a2 x - - -",
            "q2 - b y - - -",
            "q2 - b z - - -",
            "q3 - - - - - -",
            "- - - - - s2 -",
            "- - - - - s3 -",
        ]
    )
    bare = replace(study, case=replace(study.case, themes={}, evidence=(), sources={}, conclusions=()))
    assert [" ".join(step.id or "-" for step in chain) for chain in chains(bare)] == [
        "q1 - a1 - - - -",
        "q1 - a2 - - - -",
        "q2 - b - - - -",
        "q3 - - - - - -",
    ]
    assert {tuple(step.name for step in chain) for chain in (*chains(study), *chains(bare))} == {STEPS}


def test_a_conclusion_rests_on_any_of_what_it_names() -> None:
    """One factor or code of several is enough; a conclusion that rests on nothing that there is stands alone."""
    study = make([Evidence(codes=("v",))], [Conclusion(question="q1", themes=("b", "a1")), Conclusion(question="q2")])
    assert [step.id for step in trace(study, Step("evidence", "e0"))[0][:4]] == ["q1", "q1", "a1", "v"]
    assert [[step.id for step in chain] for chain in trace(study, Step("conclusion", "q2"))] == [
        ["q2", "q2"] + [""] * 5
    ]
    assert len(trace(study, Step("question", "q2"))) == 1


def test_a_question_has_its_parts_and_a_factor_what_is_below() -> None:
    """The trace of a question goes through the questions below it, however deep; that of a factor through its tree."""
    study = make([])
    questions = {
        **study.framework.questions,
        "q4": Question(id="q4", parent="q3"),
        "q5": Question(id="q5", parent="q1"),
    }
    study = replace(study, framework=replace(study.framework, questions=questions))
    assert {chain[0].id for chain in trace(study, Step("question", "q1"))} == {"q1", "q2", "q3", "q4", "q5"}
    assert {chain[0].id for chain in trace(study, Step("question", "q3"))} == {"q3", "q4"}
    assert {chain[2].id for chain in trace(study, Step("factor", "a"))} == {"a1", "a2"}
    assert {chain[3].id for chain in trace(study, Step("theme", "v"))} == {"v"}
    assert trace(study, Step("theme", "a")) == trace(study, Step("factor", "nowhere")) == ()
