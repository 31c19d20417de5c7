"""A framework as a figure: its groups and factors as boxes, its propositions as arrows; with cases the evidence behind
each."""

from collections import defaultdict
from collections.abc import Sequence

from casecode.analysis.explanations import Pattern, Verdict, match, verdict_on
from casecode.analysis.selection import Selection
from casecode.model.framework import Framework, Proposition
from casecode.sheet import Arrow, Box, Graph, Role

_ROLES: dict[Verdict, Role] = {"supported": "good", "contradicted": "bad", "mixed": "warn", "qualified": "warn"}
_BOXES = "Pieces of evidence / independent sources of them."
_ARROWS = "At an arrow: those that give the one as a reason for the other; dashed where none does."


def of_framework(framework: Framework, selections: Sequence[Selection] = ()) -> Graph:
    """The figure of a framework, over the evidence of cases if there are any."""
    counts = _counts(framework, selections)
    boxes = []
    for factor in framework.by_id.values():
        above = framework.ancestors[factor.id]
        boxes.append(Box(factor.id, "factor", factor.title, counts.get(factor.id, ""), above[-1] if above else ""))
    patterns = tuple(map(match, selections))
    arrows = [_arrow(it, patterns) for it in framework.propositions]
    known = {box.key for box in boxes}
    arrows = [arrow for arrow in arrows if {arrow.start, arrow.end} <= known]
    notes = [f"{it.id}: {it.text}" for it in framework.propositions]
    if selections:
        cases = ", ".join(selection.study.case.title for selection in selections)
        notes = [f"{cases}. {_BOXES}", *([_ARROWS] if arrows else []), *notes]
    return Graph(tuple(boxes), tuple(arrows), framework.title, notes=tuple(notes), is_across=True)


def _counts(framework: Framework, selections: Sequence[Selection]) -> dict[str, str]:
    """For each factor the pieces and sources that bear on it or on what stands below it."""
    if not selections:
        return {}
    pieces: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    sources: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for selection in selections:
        study, case = selection.study, selection.study.case.id
        for piece in selection.pieces:
            coded = {factor for code in piece.codes for factor in study.factors_of(code)}
            for factor in {one for it in coded for one in (it, *framework.ancestors.get(it, ()))}:
                pieces[factor].add((case, piece.id))
                sources[factor].add((case, piece.source))
    return {
        id_: f"{len(pieces[id_])}/{len(sources[id_])}" if id_ in pieces else "no evidence" for id_ in framework.by_id
    }


def _arrow(it: Proposition, patterns: Sequence[Pattern]) -> Arrow:
    """A proposition, with what the explanations that fall under it come to."""
    if not patterns:
        return Arrow(it.from_, it.to, it.id)
    found = [
        (pattern.study.case.id, one)
        for pattern in patterns
        for own in pattern.matches
        if own.proposition.id == it.id
        for one in own.explanations
    ]
    pieces = {(case, piece.id) for case, one in found for piece in one.evidence}
    sources = {(case, piece.source) for case, one in found for piece in one.evidence}
    verdict = verdict_on(one for _, one in found)
    label = f"{it.id} {len(pieces)}/{len(sources)} {verdict}" if pieces else f"{it.id} {verdict}"
    return Arrow(it.from_, it.to, label, is_broken=not pieces, role=_ROLES.get(verdict, "muted"))
