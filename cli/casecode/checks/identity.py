"""Every thing has one id, and every id one thing."""

from collections.abc import Iterable, Iterator
from typing import Protocol

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


def duplicate_factor(framework: Framework) -> Iterator[Finding]:
    """A factor defined twice, anywhere in the tree."""
    factors = [factor for root in framework.factors for factor in root.walk()]
    yield from _repeated(factors, "duplicate-factor", "factor", "evidence coded to it could mean either: rename one")


def duplicate_in_framework(framework: Framework) -> Iterator[Finding]:
    """Two propositions or two matrices of one id."""
    hint = "give each an id of its own"
    yield from _repeated(framework.propositions, "duplicate-id", "proposition", hint)
    yield from _repeated(framework.matrices, "duplicate-id", "matrix", hint)


def duplicate_id(study: Study) -> Iterator[Finding]:
    """Two pieces of evidence of one id, in whatever files of the case they stand."""
    hint = "give each piece an id of its own: matrices and conclusions refer to it"
    if len({piece.id for piece in study.case.evidence}) == len(study.case.evidence):
        return
    yield from _repeated(study.case.evidence, "duplicate-id", "piece of evidence", hint)


def duplicate_summary(study: Study) -> Iterator[Finding]:
    """Two summaries of one cell."""
    seen: dict[tuple[str, str], Summary] = {}
    for summary in study.case.summaries:
        first = seen.setdefault((summary.factor, summary.unit), summary)
        if first is not summary and summary.factor:
            where = f"{summary.factor} in {summary.unit}" if summary.unit else summary.factor
            related = (("first here", first.origin.at()),)
            hint = "join the two: a cell has one summary"
            yield Finding("duplicate-summary", f"a second summary of {where}", summary.origin.at(), hint, related)


def ambiguous_code(study: Study) -> Iterator[Finding]:
    """A theme with the id of a factor, or of a theme that the framework shares with another factor."""
    for theme in study.case.themes.values():
        factor = study.framework.by_id.get(theme.id)
        shared = study.framework.themes.get(theme.id)
        if factor is not None:
            related = (("the factor", factor.origin.at("id")),)
            message = f'"{theme.id}" names both a theme and a factor'
            hint = "rename the theme: a code must mean one thing"
            yield Finding("ambiguous-code", message, theme.origin.at(), hint, related)
        elif shared is not None and shared.factor != theme.factor:
            related = (("the framework's theme", shared.origin.at()),)
            message = f'the framework has a theme "{theme.id}" under another factor'
            hint = "use the framework's theme, or rename this one"
            yield Finding("ambiguous-code", message, theme.origin.at(), hint, related)


def _repeated(things: Iterable[Identified], rule: str, kind: str, hint: str) -> Iterator[Finding]:
    seen: dict[str, Identified] = {}
    for thing in things:
        if not thing.id:
            continue
        first = seen.setdefault(thing.id, thing)
        if first is not thing:
            related = (("first here", first.origin.at("id")),)
            yield Finding(rule, f'a second {kind} "{thing.id}"', thing.origin.at("id"), hint, related)
