"""The JSON contract: the exact names and shapes that programs may rely on.

Each document names its schema and version. Within a version keys are added, never renamed or removed. These types are
apart from the model so that renaming a field inside changes nothing outside; `casecode schema` prints their schemas.
"""

from typing import Any

from casecode.reports.contract.chains import (
    CasePatterns,
    Explanation,
    Link,
    Node,
    Patterns,
    ProofVerdict,
    Proposition,
    Rivals,
    Trace,
    Tracing,
)
from casecode.reports.contract.crosscase import (
    Agreement,
    Contrast,
    Contrasted,
    Difference,
    Line,
    Methods,
    Pair,
    Pairs,
    Presence,
    Presences,
    Stack,
    Stacked,
)
from casecode.reports.contract.matrices import (
    Analysis,
    Axis,
    CaseAnalysis,
    Column,
    ComparedRow,
    Comparison,
    Counts,
    Coverage,
    Crosstab,
    CrosstabCell,
    CrosstabRow,
    FactorCoverage,
    FactorCoverages,
    Key,
    Lens,
    Matrix,
    Rating,
    Row,
    Similarity,
    Stance,
    Theme,
    Total,
    Unmapped,
)
from casecode.reports.contract.problems import (
    Place,
    Problem,
    Problems,
    Related,
    Waived,
)
from casecode.reports.contract.records import (
    Backing,
    Conclusion,
    Document,
    Documents,
    Evidence,
    EvidenceReport,
    Group,
    Happening,
    Item,
    Items,
    Profile,
    ProfileLine,
    Quotation,
    Quotations,
    Timeline,
)

__all__ = [
    "Agreement",
    "Analysis",
    "Axis",
    "Backing",
    "CaseAnalysis",
    "CasePatterns",
    "Column",
    "ComparedRow",
    "Comparison",
    "Conclusion",
    "Contrast",
    "Contrasted",
    "Counts",
    "Coverage",
    "Crosstab",
    "CrosstabCell",
    "CrosstabRow",
    "Difference",
    "Document",
    "Documents",
    "Evidence",
    "EvidenceReport",
    "Explanation",
    "FactorCoverage",
    "FactorCoverages",
    "Group",
    "Happening",
    "Item",
    "Items",
    "Key",
    "Lens",
    "Line",
    "Link",
    "Matrix",
    "Methods",
    "Node",
    "Pair",
    "Pairs",
    "Patterns",
    "Place",
    "Presence",
    "Presences",
    "Problem",
    "Problems",
    "Profile",
    "ProfileLine",
    "ProofVerdict",
    "Proposition",
    "Quotation",
    "Quotations",
    "Rating",
    "Related",
    "Rivals",
    "Row",
    "Similarity",
    "Stack",
    "Stacked",
    "Stance",
    "Theme",
    "Timeline",
    "Total",
    "Trace",
    "Tracing",
    "Unmapped",
    "Waived",
]


def documents(taken: tuple[str, ...] = ()) -> dict[str, Any]:
    """The types of whole documents, by the name in their schema; where that is taken, by their own."""
    found = {}
    for kind in map(globals().__getitem__, __all__):
        fields, defaults = getattr(kind, "__struct_fields__", ()), getattr(kind, "__struct_defaults__", ())
        if tag := dict(zip(reversed(fields), reversed(defaults), strict=False)).get("schema"):
            name = tag.split("/")[1]
            found[f"{name}-report" if name in taken else name] = kind
    return found
