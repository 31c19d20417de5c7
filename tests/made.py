"""Made-up studies for properties: a small framework, and evidence of every kind that hypothesis can think of."""

from hypothesis import strategies as st
from msgspec.structs import replace

from casecode.analysis.query import Query
from casecode.model.case import STANCES, Case, Conclusion, Evidence, Unit
from casecode.model.framework import Factor, Framework, Proposition, Question, Theme
from casecode.model.source import Source
from casecode.model.study import Study

LEAVES = ("a1", "a2", "b")
FRAMEWORK = Framework(
    id="f",
    title="F",
    questions={
        "q1": Question(id="q1", text="Why?", factors=("a",)),
        "q2": Question(id="q2", text="How?", parent="q1", factors=("b",)),
        "q3": Question(id="q3", text="When?", parent="q1"),
    },
    propositions=(Proposition(id="p1", from_="a", to="b"), Proposition(id="p2", from_="b", to="a1")),
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
        explains=st.lists(st.sampled_from(CODES), max_size=2).map(tuple),
        locator=st.sampled_from(("", "p. 1")),
        via=st.sampled_from(("", "s3")),
        date=st.sampled_from(("", "2014", "2014-05", "2014/2016")),
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


conclusions = st.lists(
    st.builds(
        Conclusion,
        question=st.sampled_from(("q1", "q2")),
        text=st.just("So."),
        themes=st.lists(st.sampled_from(CODES), max_size=3).map(tuple),
    ),
    max_size=3,
)


def make(evidence: list[Evidence], concluded: list[Conclusion] | None = None, name: str = "c") -> Study:
    """A study of the pieces, numbered in their order."""
    case = Case(
        id=name,
        title=name.upper(),
        framework="f",
        attributes={"size": "small"},
        units={unit: Unit(id=unit, title=unit.upper(), role="host") for unit in UNITS},
        sources={it: Source(id=it, title=it, kind="interview" if it == "s1" else "") for it in ("s1", "s2", "s3")},
        themes=THEMES,
        evidence=tuple(replace(piece, id=f"e{number}") for number, piece in enumerate(evidence)),
        conclusions=tuple(concluded or ()),
    )
    return Study(case, FRAMEWORK)
