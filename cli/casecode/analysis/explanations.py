"""Matching a pattern: what the framework holds to shape what, against what the evidence gives as the reason for what.

Trochim (1989) and Yin (2018, ch. 5): a proposition predicts a pattern, the case shows one, and rival explanations are
looked for. Evidence may say that what it is coded to explains something else; a theme may be held to do so as a whole.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Literal

from msgspec import Struct

from casecode.analysis.query import Query
from casecode.analysis.selection import Selection
from casecode.model.case import Evidence
from casecode.model.framework import Proposition
from casecode.model.study import Study

Verdict = Literal["supported", "contradicted", "mixed", "qualified", "claimed", "open", "untestable"]


class Explanation(Struct, frozen=True):
    """One code that is given as the reason for another, with the evidence that says so.

    `is_claimed` tells that the theme itself is held to be the reason, whether or not a piece of evidence says so.
    """

    reason: str
    result: str
    evidence: tuple[Evidence, ...]
    is_claimed: bool = False

    @property
    def verdict(self) -> Verdict:
        return verdict_on([self])


class Match(Struct, frozen=True):
    """A proposition with the explanations that fall under it, and what they come to.

    `unreached` are those of its two factors that no code of the coding stands for: evidence that was coded for another
    framework cannot speak for or against it, however much there is of it.
    """

    proposition: Proposition
    explanations: tuple[Explanation, ...]
    unreached: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        return "untestable" if self.unreached else verdict_on(self.explanations)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence for and against it, each piece once."""
        found = {piece.id: piece for it in self.explanations for piece in it.evidence}
        return tuple(found.values())


class Rivals(Struct, frozen=True):
    """Something for which reasons under two or more factors are given."""

    result: str
    explanations: tuple[Explanation, ...]


class Pattern(Struct, frozen=True, dict=True):
    """What explains what in a case: as found, by proposition, beside every proposition, and where reasons compete."""

    study: Study
    explanations: tuple[Explanation, ...]
    matches: tuple[Match, ...]
    unforeseen: tuple[Explanation, ...]
    rivals: tuple[Rivals, ...]

    @cached_property
    def propositions(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """The propositions that each explanation, by its reason and result, falls under."""
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for it in self.matches:
            for one in it.explanations:
                found[one.reason, one.result].append(it.proposition.id)
        return found

    @cached_property
    def by_result(self) -> Mapping[str, Sequence[Explanation]]:
        """The explanations of each result."""
        return _by_result(self.explanations)


def verdict_on(explanations: Iterable[Explanation]) -> Verdict:
    """What explanations come to.

    `supported` or `contradicted` where evidence speaks for or against only, `mixed` where it does both, `qualified`
    where it only qualifies, `claimed` where no piece of evidence stands behind a claim, `open` where there is nothing.
    """
    found = list(explanations)
    return weighed_up({piece.stance for it in found for piece in it.evidence}, bool(found))


def weighed_up(stances: Container[object], is_claimed: bool) -> Verdict:
    """The same, given which stances pieces of evidence take, and whether anything is held to be so without any."""
    if "supports" in stances:
        return "mixed" if "contradicts" in stances else "supported"
    if "contradicts" in stances:
        return "contradicted"
    if "qualifies" in stances:
        return "qualified"
    return "claimed" if is_claimed else "open"


def match(selection: Selection) -> Pattern:
    """The explanations that the selected evidence gives, held against the propositions of the framework.

    The codes of a piece explain what it names under `explains`. A code that the piece itself names there is a result in
    it, not a reason: of one coded to v and y that explains y and z, v is the reason for both, and y for nothing. What a
    piece says is its stance on that, whether or not its theme hinders its factor: a hindrance, too, can be why. An
    explanation falls under a proposition if its reason stands at or below the factor that the proposition goes out
    from, and its result at or below the one that it leads to.
    """
    study, explanations = selection.study, explain(selection)
    matches = tuple(
        Match(it, tuple(one for one in explanations if _falls_under(study, one, it)), _unreached(study, it))
        for it in study.framework.propositions
    )
    foreseen = {(one.reason, one.result) for it in matches for one in it.explanations}
    unforeseen = tuple(one for one in explanations if (one.reason, one.result) not in foreseen)
    rivals = tuple(
        Rivals(result, tuple(reasons))
        for result, reasons in _by_result(explanations).items()
        if len({study.factors_of(one.reason) for one in reasons}) > 1
    )
    return Pattern(study, explanations, matches, unforeseen, rivals)


def _by_result(explanations: Iterable[Explanation]) -> Mapping[str, Sequence[Explanation]]:
    found: dict[str, list[Explanation]] = {}
    for one in explanations:
        found.setdefault(one.result, []).append(one)
    return found


def explain(selection: Selection) -> tuple[Explanation, ...]:
    """Every explanation with its evidence, in the order in which results and then reasons are declared."""
    study = selection.study
    found: dict[tuple[str, str], list[Evidence]] = {}
    for piece in selection.pieces:
        for result in dict.fromkeys(piece.explains):
            for reason in dict.fromkeys(piece.codes):
                if reason not in piece.explains:
                    found.setdefault((reason, result), []).append(piece)
    claimed = {(theme.id, result) for theme in study.themes.values() for result in theme.explains}
    if selection.query != Query():  # a claim is not of any unit, source or stance
        claimed &= found.keys()
    kept = [pair for pair in {*found, *claimed} if all(map(study.factors_of, pair))]
    kept.sort(key=lambda pair: (study.code_order[pair[1]], study.code_order[pair[0]]))
    return tuple(Explanation(*pair, tuple(found.get(pair, ())), pair in claimed) for pair in kept)


def _unreached(study: Study, proposition: Proposition) -> tuple[str, ...]:
    """The factors of a proposition that the own framework of a case, seen through this one, has no code for."""
    if study.original is None:
        return ()
    ends = dict.fromkeys((proposition.from_, proposition.to))
    return tuple(end for end in ends if not any(study.framework.is_within(it, end) for it in study.reached))


def _falls_under(study: Study, one: Explanation, proposition: Proposition) -> bool:
    ends = ((one.reason, proposition.from_), (one.result, proposition.to))
    return all(any(study.framework.is_within(it, group) for it in study.factors_of(code)) for code, group in ends)
