"""The JSON contract: matrices, comparisons and counts."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from casecode.reports.contract.memos import Memo

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


class StructuredFactor(Struct):
    """A factor with the ids of what stands above it, from the root down, and its themes."""

    factor: str
    title: str
    dimensions: list[str]
    themes: list[Theme]


class Structure(Struct, kw_only=True):
    """What `casecode structure` tells: the factors of a case that have evidence, with their themes."""

    schema: Literal["casecode/structure/1"] = "casecode/structure/1"
    case: str
    framework: str
    factors: list[StructuredFactor]
    lenses: list[Lens]


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
    memos: list[Memo] | UnsetType = UNSET  # where they are asked for


class ComparedRow(Struct):
    """A row of a comparison: themes that every column supports, those that several do, those of each column that not
    all support, and the verdict."""

    factor: str
    title: str
    path: list[str]
    verdict: Literal["same", "mixed", "partial", "differ", "open", "unsupported", "no evidence"]
    shared: list[str]
    partial: list[str]
    distinct: dict[str, list[str]]
    cells: dict[str, list[Theme]]


class Similarity(Struct):
    """How alike two columns are: supported themes in both, in either, and the Jaccard index (none: no theme).

    They are counted over `rows` in which both have evidence; in `open` others only one of the two has.
    """

    columns: tuple[str, str]
    shared: int
    either: int
    jaccard: float | None
    rows: int
    open: int


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


class FactorCoverage(Struct):
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


class FactorCoverages(Struct, kw_only=True):
    """What `casecode coverage` tells."""

    schema: Literal["casecode/coverage/1"] = "casecode/coverage/1"
    factors: list[FactorCoverage]
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
    """A row or column; an empty id is for evidence that has no place on the axis. `standing` is the value of the
    attribute by which the axis is ordered."""

    id: str
    title: str
    total: Total
    standing: str | None


class Rating(Struct):
    """The ratings of the pieces in a cell: the one in the middle, the lowest and highest, and how many are rated."""

    median: float
    low: int
    high: int
    rated: int


class CrosstabCell(Struct):
    """A cell: how many things are counted there, the evidence behind them with its independent sources, what speaks in
    it, the themes or factors, the researcher's summary, and between axes of codes the index of association."""

    count: int
    sources: int
    stance: Stance
    themes: list[str]
    evidence: list[str]
    summary: str | None
    association: float | None
    rating: Rating | None
    summary_rating: int | None


class CrosstabRow(Struct):
    """A row with its cells under the ids of their columns; a cell without evidence is left out."""

    id: str
    title: str
    total: Total
    standing: str | None
    cells: dict[str, CrosstabCell]


class Crosstab(Struct, kw_only=True):
    """What `casecode matrix` tells. `within` names what is counted; with several cases evidence is named in full."""

    schema: Literal["casecode/matrix/1"] = "casecode/matrix/1"
    cases: list[str]
    row_axis: Axis
    column_axis: Axis
    within: Literal["evidence", "unit", "case"]
    columns: list[Key]
    rows: list[CrosstabRow]
    total: Total
    lenses: list[Lens]


class TakenExample(Struct):
    """A piece of evidence that is the example of a code for which none is written."""

    case: str
    evidence: str
    quote: str | None
    statement: str | None
    source: str
    via: str | None
    locator: str | None
    place: str | None


class Code(Struct):
    """A code of a codebook: `declared_in` are the cases that declare a theme themselves; the evidence of a factor is
    what is coded to it, to its themes or below it."""

    id: str
    kind: Literal["factor", "theme"]
    title: str
    parent: str | None
    level: int
    definition: str | None
    when_to_use: str | None
    when_not_to_use: str | None
    example: str | None
    taken: TakenExample | None
    stance: Stance
    declared_in: list[str]
    evidence: list[str]
    sources: list[str]
    cases: list[str]


class Codebook(Struct, kw_only=True):
    """What `casecode codebook` tells: the codes in the order of the tree, themes behind their factor."""

    schema: Literal["casecode/codebook/1"] = "casecode/codebook/1"
    framework: str
    title: str
    description: str
    cases: list[str]
    codes: list[Code]
    lenses: list[Lens]
