"""The JSON contract: chains of evidence, and what explains what."""

from typing import Literal

from msgspec import Struct

from casecode.reports.contract.matrices import Counts, Lens
from casecode.reports.contract.memos import Memo

ProofVerdict = Literal["supported", "contradicted", "mixed", "qualified", "claimed", "open", "untestable"]


class Explanation(Struct):
    """One theme or factor given as the reason for another, with the evidence that says so; `claimed` tells that the
    theme as a whole is held to be the reason. `propositions` are those of the framework that foresee it."""

    reason: str
    reason_label: str
    reason_factors: list[str]
    result: str
    result_label: str
    result_factors: list[str]
    verdict: ProofVerdict
    claimed: bool
    propositions: list[str]
    evidence: list[str]
    sources: list[str]
    counts: Counts


class Proposition(Struct, rename={"from_": "from"}):
    """A proposition of the framework and what the evidence makes of it. `unreached` are those of its factors that no
    code of the coding stands for, and `needs` is the evidence that it takes to test it."""

    id: str
    from_: str
    to: str
    text: str
    verdict: ProofVerdict
    evidence: list[str]
    unreached: list[str] = []
    needs: str | None = None


class Rivals(Struct):
    """Something for which reasons under more than one factor are given."""

    result: str
    reasons: list[str]


class CasePatterns(Struct):
    """What explains what in one case."""

    case: str
    framework: str
    propositions: list[Proposition]
    explanations: list[Explanation]
    rivals: list[Rivals]


class Patterns(Struct, kw_only=True):
    """What `casecode patterns` tells."""

    schema: Literal["casecode/patterns/1"] = "casecode/patterns/1"
    cases: list[CasePatterns]
    lenses: list[Lens]


class Node(Struct):
    """A step of a chain of evidence: `key` names it in links; a place in a source has no other id than its words."""

    key: str
    step: Literal["question", "conclusion", "factor", "theme", "evidence", "source", "place"]
    id: str
    title: str
    path: str
    line: int


class Link(Struct):
    """Two steps that follow on each other, by their keys; `missing` names a step that is not there between them, or
    at the end that is null."""

    upper: str | None
    lower: str | None
    missing: str | None


class Trace(Struct):
    """All links of the chains of evidence through one step of one case."""

    case: str
    focus: str
    nodes: list[Node]
    links: list[Link]
    memos: list[Memo] = []


class Tracing(Struct, kw_only=True):
    """What `casecode trace` tells."""

    schema: Literal["casecode/trace/1"] = "casecode/trace/1"
    traces: list[Trace]
