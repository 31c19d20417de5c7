"""The JSON contract: the exact names and shapes that programs may rely on.

Each document names its schema and version. Within a version keys are added, never renamed or removed. These types are
apart from the model so that renaming a field inside changes nothing outside; `casecode schema` prints their schemas.
"""

from typing import Literal

from msgspec import Struct

Stance = Literal["supports", "contradicts", "qualifies"]


class Counts(Struct):
    """How many pieces of evidence take each stance."""

    supports: int
    contradicts: int
    qualifies: int


class Theme(Struct):
    """A code in a cell, with the ids of its evidence and of its independent sources.

    `kind` tells a theme from a factor that evidence is coded to directly.
    """

    theme: str
    kind: Literal["theme", "factor"]
    label: str
    stance: Stance
    evidence: list[str]
    sources: list[str]
    counts: Counts


class Column(Struct):
    """A column: a whole case, one unit of it, or one group of factors."""

    id: str
    title: str
    case: str
    unit: str | None
    group: str | None


class Row(Struct):
    """A factor: its ancestors from the root, and for each column a list of themes."""

    factor: str
    title: str
    path: list[str]
    cells: dict[str, list[Theme]]


class Matrix(Struct):
    """One matrix of a case. `evidence` and `sources` count what stands in its cells, each once."""

    id: str
    title: str
    columns: list[Column]
    rows: list[Row]
    evidence: int
    sources: int


class Unmapped(Struct):
    """A factor of a case's own framework that has no counterpart in the other, with the evidence coded to it."""

    factor: str
    title: str
    evidence: list[str]


class Lens(Struct):
    """What a case loses where it is seen through another framework: `lost` evidence has no code that maps."""

    case: str
    own_framework: str
    framework: str
    mapped: int
    lost: list[str]
    unmapped: list[Unmapped]


class Coverage(Struct):
    """What the selected evidence covers: ids of factors and themes."""

    evidence: int
    sources: int
    factors_with_evidence: list[str]
    factors_contradicted: list[str]
    factors_without_evidence: list[str]
    themes: int
    single_source_themes: list[str]


class CaseAnalysis(Struct):
    """The matrices of one case."""

    case: str
    title: str
    framework: str
    matrices: list[Matrix]
    coverage: Coverage


class Analysis(Struct, kw_only=True):
    """What `casecode analyze` tells."""

    schema: Literal["casecode/analysis/1"] = "casecode/analysis/1"
    cases: list[CaseAnalysis]
    lenses: list[Lens]


class ComparedRow(Struct):
    """A row of a comparison: themes that every column supports, those that only some do, and the verdict."""

    factor: str
    title: str
    path: list[str]
    verdict: Literal["same", "differ", "mixed", "unsupported", "no evidence"]
    shared: list[str]
    distinct: dict[str, list[str]]
    cells: dict[str, list[Theme]]


class Similarity(Struct):
    """How alike two columns are: supported themes in both, in either, and the Jaccard index (none: no theme)."""

    columns: tuple[str, str]
    shared: int
    either: int
    jaccard: float | None


class Comparison(Struct, kw_only=True):
    """What `casecode compare` tells. `omitted` lists the factors without evidence that were left out."""

    schema: Literal["casecode/comparison/1"] = "casecode/comparison/1"
    framework: str
    columns: list[Column]
    rows: list[ComparedRow]
    similarity: list[Similarity]
    omitted: list[str]
    evidence: int
    sources: int
    lenses: list[Lens]


class Backing(Struct):
    """What a descriptive statement rests on."""

    evidence: list[str]
    source: str | None
    via: str | None
    locator: str | None


class ProfileLine(Struct):
    """A line of a profile: its fields by name, the units it bears on, and what it rests on."""

    fields: dict[str, str]
    units: list[str]
    backing: Backing


class Conclusion(Struct):
    """An answer to one of the framework's questions, with the themes that it rests on."""

    question: str
    text: str
    themes: list[str]


class Profile(Struct, kw_only=True):
    """What `casecode profile` tells."""

    schema: Literal["casecode/profile/1"] = "casecode/profile/1"
    case: str
    title: str
    framework: str
    description: str
    notes: list[str]
    profile: list[ProfileLine]
    timeline: list[ProfileLine]
    segments: list[ProfileLine]
    business_models: list[ProfileLine]
    performance: list[ProfileLine]
    conclusions: list[Conclusion]


class Evidence(Struct):
    """A piece of evidence: `factors` are those of its codes; `path` and `line` say where it is declared."""

    case: str
    id: str
    codes: list[str]
    factors: list[str]
    units: list[str]
    statement: str
    quote: str | None
    source: str
    via: str | None
    locator: str | None
    date: str | None
    stance: Stance
    coder: str | None
    explains: list[str]
    note: str | None
    path: str
    line: int


class Group(Struct):
    """A group of evidence: the pieces that stand in it, and how many that stand elsewhere belong to it as well."""

    id: str
    title: str
    count: int
    also: int


class Retrieval(Struct, kw_only=True):
    """What `casecode evidence` tells: how many pieces were found, and those that are shown, each once."""

    schema: Literal["casecode/evidence/1"] = "casecode/evidence/1"
    count: int
    evidence: list[Evidence]
    groups: list[Group]
    lenses: list[Lens]


class Density(Struct):
    """How much evidence a factor has in a unit (null: in the case as a whole); `against` is a share from 0 to 1."""

    case: str
    factor: str
    unit: str | None
    pieces: int
    sources: int
    source_kinds: list[str]
    themes: int
    single_source_themes: list[str]
    against: float


class Densities(Struct, kw_only=True):
    """What `casecode coverage` tells."""

    schema: Literal["casecode/coverage/1"] = "casecode/coverage/1"
    factors: list[Density]
    lenses: list[Lens]


class Axis(Struct):
    """One side of a matrix: its kind, and the factor or attribute that it is limited to; `depth` 0: the whole tree."""

    kind: str
    within: str | None
    depth: int


class Total(Struct):
    """What a row, a column or the whole matrix comes to, each thing once."""

    count: int
    sources: int


class Key(Struct):
    """A row or column; an empty id is for evidence that has no place on the axis."""

    id: str
    title: str
    total: Total


class Crossing(Struct):
    """A cell: how many things are counted there, the evidence behind them with its independent sources, what speaks in
    it, the themes or factors, the researcher's summary, and between axes of codes the index of association."""

    count: int
    sources: int
    stance: Stance
    themes: list[str]
    evidence: list[str]
    summary: str | None
    association: float | None


class CrossedRow(Struct):
    """A row with its cells under the ids of their columns; a cell without evidence is left out."""

    id: str
    title: str
    total: Total
    cells: dict[str, Crossing]


class Crosstab(Struct, kw_only=True):
    """What `casecode matrix` tells. `within` names what is counted; with several cases evidence is named in full."""

    schema: Literal["casecode/matrix/1"] = "casecode/matrix/1"
    cases: list[str]
    row_axis: Axis
    column_axis: Axis
    within: Literal["evidence", "unit", "case"]
    columns: list[Key]
    rows: list[CrossedRow]
    total: Total
    lenses: list[Lens]


ProofVerdict = Literal["supported", "contradicted", "mixed", "qualified", "claimed", "open"]


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
    """A proposition of the framework and what the evidence makes of it."""

    id: str
    from_: str
    to: str
    text: str
    verdict: ProofVerdict
    evidence: list[str]


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


class Tracing(Struct, kw_only=True):
    """What `casecode trace` tells."""

    schema: Literal["casecode/trace/1"] = "casecode/trace/1"
    traces: list[Trace]


class Happening(Struct):
    """An event or a dated piece of evidence. `first` and `last` are the days between which it lies; the evidence of an
    event is what it rests on, and so are its codes. An event has no id."""

    case: str
    kind: Literal["event", "evidence"]
    id: str | None
    date: str
    first: str
    last: str
    units: list[str]
    codes: list[str]
    text: str
    stance: Stance | None
    evidence: list[str]
    source: str | None
    locator: str | None
    path: str
    line: int


class Timeline(Struct, kw_only=True):
    """What `casecode timeline` tells, in the order of time; `undated` counts evidence that is left out."""

    schema: Literal["casecode/timeline/1"] = "casecode/timeline/1"
    happenings: list[Happening]
    undated: int
    lenses: list[Lens]


class Item(Struct, kw_only=True):
    """What `casecode show` tells: one thing, the line that declares it, what stands below it and bears on it."""

    schema: Literal["casecode/item/1"] = "casecode/item/1"
    kind: str
    id: str
    within: str
    path: str
    line: int
    fields: dict[str, str]
    factors: list[str]
    evidence: list[str]


class Place(Struct):
    """A stretch of a file; lines and columns count from 1, the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Related(Struct):
    """A second place that explains a problem."""

    message: str
    place: Place


class Problem(Struct):
    """One problem of a file."""

    rule: str
    severity: Literal["error", "warning"]
    message: str
    hint: str | None
    place: Place
    line_text: str
    related: list[Related]


class Problems(Struct, kw_only=True):
    """What `casecode check` tells."""

    schema: Literal["casecode/problems/1"] = "casecode/problems/1"
    errors: int
    warnings: int
    files: int
    problems: list[Problem]
