"""Every thing has one id, and every id one thing."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from casecode.checks.rule import Rule
from casecode.checks.unread import Unread
from casecode.model.case import Summary
from casecode.model.framework import Framework
from casecode.model.problem import Finding
from casecode.model.span import Origin
from casecode.model.study import Study


class Identified(Protocol):
    """Anything with an id that knows where it stands."""

    @property
    def id(self) -> str: ...
    @property
    def origin(self) -> Origin: ...


def _repeated(records: Iterable[Identified], kind: str, hint: str) -> Iterator[Finding]:
    seen: dict[str, Identified] = {}
    for record in records:
        if not record.id:
            continue
        first = seen.setdefault(record.id, record)
        if first is not record:
            related = (("first here", first.origin.at("id")),)
            yield Finding(f'a second {kind} "{record.id}"', record.origin.at("id"), hint, related)


DUPLICATE_ID = Rule(
    "duplicate-id",
    "error",
    means="Two pieces of evidence, displays, propositions, matrices or memos of a case or framework have the same id.",
    why='A cell cites evidence by its id; with two of them "where is this from?" has no answer.',
    fails="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey}
      - {id: e1, codes: [prices], statement: Goods from abroad cost less., source: survey}
    """,
    passes="""
    # cases/demo.yaml
    evidence:
      - {id: e1, codes: [prices], statement: Shoppers look for low prices., source: survey}
      - {id: e2, codes: [prices], statement: Goods from abroad cost less., source: survey}
    """,
)


@DUPLICATE_ID.in_framework
def duplicate_in_framework(framework: Framework) -> Iterator[Finding]:
    """Two propositions, matrices, displays or memos of one id."""
    hint = "give each an id of its own"
    yield from _repeated(framework.propositions, "proposition", hint)
    yield from _repeated(framework.matrices, "matrix", hint)
    yield from _repeated(framework.displays, "display", hint)
    yield from _repeated(framework.memos, "memo", hint)


@DUPLICATE_ID.in_study
def duplicate_in_case(study: Study) -> Iterator[Finding]:
    """Two pieces of evidence of one id, in whatever files of the case they stand; or two displays or memos."""
    yield from _repeated(study.case.memos, "memo", "give each an id of its own")
    hint = "give each piece an id of its own: matrices and conclusions refer to it"
    if len({piece.id for piece in study.case.evidence}) < len(study.case.evidence):
        yield from _repeated(study.case.evidence, "piece of evidence", hint)
    yield from _repeated(study.case.displays, "display", "give each an id of its own")


DUPLICATE_FACTOR = Rule(
    "duplicate-factor",
    "error",
    means="A factor is defined twice in the tree of a framework.",
    why="Evidence coded to it could mean either, and the two may be defined differently.",
    fails="""
    # frameworks/tiny.yaml
    factors:
      - {id: demand, title: Demand, definition: What buyers want., when-to-use: Wishes of buyers.}
      - {id: demand, title: Demand abroad, definition: What buyers abroad want., when-to-use: Wishes abroad.}
    """,
    passes="""
    # frameworks/tiny.yaml
    factors:
      - {id: demand, title: Demand, definition: What buyers want., when-to-use: Wishes of buyers.}
      - {id: demand-abroad, title: Demand abroad, definition: What buyers abroad want., when-to-use: Wishes abroad.}
    """,
)


@DUPLICATE_FACTOR.in_framework
def duplicate_factor(framework: Framework) -> Iterator[Finding]:
    """A factor defined twice, anywhere in the tree."""
    factors = [factor for root in framework.factors for factor in root.walk()]
    yield from _repeated(factors, "factor", "evidence coded to it could mean either: rename one")


DUPLICATE_SUMMARY = Rule(
    "duplicate-summary",
    "error",
    means="Two summaries speak of the same cell of the matrix.",
    why="A cell shows one text; with two, which of them is the researcher's word would hang on their order.",
    fails="""
    # cases/demo.yaml
    summaries:
      - {factor: demand, unit: russia, text: Shoppers want low prices.}
      - {factor: demand, unit: russia, text: Price decides.}
    """,
    passes="""
    # cases/demo.yaml
    summaries:
      - {factor: demand, unit: russia, text: Shoppers want low prices; price decides.}
    """,
)


@DUPLICATE_SUMMARY.in_study
def duplicate_summary(study: Study) -> Iterator[Finding]:
    """Two summaries of one cell."""
    seen: dict[tuple[str, str], Summary] = {}
    unread = Unread(study.case)
    for summary in study.case.summaries:
        if not summary.factor or unread.may_tell(summary, "unit"):
            continue
        first = seen.setdefault((summary.factor, summary.unit), summary)
        if first is not summary:
            where = f"{summary.factor} in {summary.unit}" if summary.unit else summary.factor
            related = (("first here", first.origin.at()),)
            hint = "join the two: a cell has one summary"
            yield Finding(f"a second summary of {where}", summary.origin.at(), hint, related)


AMBIGUOUS_CODE = Rule(
    "ambiguous-code",
    "error",
    means="A theme has the id of a factor, or of a theme that the framework shares under another factor.",
    why="A code in a piece of evidence must mean one thing, whoever reads it.",
    fails="""
    # cases/demo.yaml
    themes:
      prices: {factor: demand, label: Low prices}
      supply: {factor: demand, label: Many goods}
    """,
    passes="""
    # cases/demo.yaml
    themes:
      prices: {factor: demand, label: Low prices}
      many-goods: {factor: demand, label: Many goods}
    """,
)


@AMBIGUOUS_CODE.in_study
def ambiguous_code(study: Study) -> Iterator[Finding]:
    """A theme with the id of a factor, or of a theme that the framework shares with another factor."""
    for theme in study.case.themes.values():
        factor = study.framework.by_id.get(theme.id)
        shared = study.framework.themes.get(theme.id)
        if factor is not None:
            related = (("the factor", factor.origin.at("id")),)
            message = f'"{theme.id}" names both a theme and a factor'
            yield Finding(message, theme.origin.at(), "rename the theme: a code must mean one thing", related)
        elif shared is not None and theme.factor and shared.factor and shared.factor != theme.factor:
            related = (("the framework's theme", shared.origin.at()),)
            message = f'the framework has a theme "{theme.id}" under another factor'
            yield Finding(message, theme.origin.at(), "use the framework's theme, or rename this one", related)
