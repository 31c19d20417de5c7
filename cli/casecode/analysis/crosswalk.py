"""The same evidence through another framework: a crosswalk says which factors stand for which.

Rival theories read the same facts differently (Yin 2018, ch. 1, on rival explanations). What a theory has no word for
is a finding, so it is kept and counted.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.selection import Selection
from casecode.model.case import Evidence
from casecode.model.framework import Crosswalk, Framework, Theme
from casecode.model.study import Study


class Unmapped(Struct, frozen=True):
    """A factor of the own framework that has no counterpart, with the pieces coded to it."""

    factor: str
    title: str
    evidence: tuple[Evidence, ...]


class Loss(Struct, frozen=True):
    """What a case loses through a lens: how many pieces map, which do not by any code, and which factors do not."""

    study: Study
    own: Framework
    mapped: int
    lost: tuple[Evidence, ...]
    factors: tuple[Unmapped, ...]


def crosswalks(source: Framework, target: Framework) -> Iterator[Crosswalk]:
    """The crosswalks from one framework to another, whichever of the two declares them."""
    for framework in (source, target):
        for crosswalk in framework.crosswalks:
            if crosswalk.ends(framework.id) == (source.id, target.id):
                yield crosswalk


def through(study: Study, target: Framework, crosswalk: Crosswalk) -> Study:
    """The study as the target framework sees it.

    Themes keep their labels and stand under the factors that theirs map to. Factors of the own framework that evidence
    is coded to directly are themes here: within a factor of the target they are something of their own. Pieces without
    any code that maps are left out; `loss` tells which. Summaries and conclusions stay behind: they speak of the own
    framework's factors and questions.
    """
    own = study.framework
    mapped = {code: _targets(own, crosswalk.map, code, theme.factor) for code, theme in study.themes.items()}
    codes = [code for piece in study.evidence for code in (*piece.codes, *piece.explains)]
    codes += [code for theme in study.themes.values() for code in theme.explains]
    direct = dict.fromkeys(code for code in codes if code in own.by_id)
    mapped |= {code: _targets(own, crosswalk.map, code, code) for code in direct}
    themes = {code: replace(theme, factor=next(iter(mapped[code]), "")) for code, theme in study.themes.items()}
    for code in direct:
        factor = own.by_id[code]
        themes[code] = Theme(code, next(iter(mapped[code]), ""), factor.title or code, origin=factor.origin)
    evidence = tuple(piece for piece in study.case.evidence if any(mapped.get(code) for code in piece.codes))
    case = replace(study.case, themes=themes, evidence=evidence, summaries=(), conclusions=())
    of_factors = (_targets(own, crosswalk.map, factor, factor) for factor in own.by_id)
    reached = frozenset(it for targets in (*of_factors, *mapped.values()) for it in targets)
    return Study(case, target, mapped, study, reached)


def _targets(own: Framework, map_: Mapping[str, tuple[str, ...]], code: str, factor: str) -> tuple[str, ...]:
    """What a code maps to: by its own entry, else by that of its factor, else by the nearest above that."""
    for name in (code, factor, *reversed(own.ancestors[factor])):
        if name in map_:
            return map_[name]
    return ()


def loss(selection: Selection) -> Loss | None:
    """What the selected evidence of a case loses through its lens; nothing where there is none.

    The filters by factor are of the target framework, so they say nothing about what does not map.
    """
    study = selection.study
    if study.original is None:
        return None
    own = study.original
    pieces = Selection(own, replace(selection.query, factors=())).pieces
    by_factor: dict[str, list[Evidence]] = {}
    for piece in pieces:
        factors = {factor for code in piece.codes if not study.mapped.get(code) for factor in own.factors_of(code)}
        for factor in factors:
            by_factor.setdefault(factor, []).append(piece)
    order = [factor for factor in own.framework.by_id if factor in by_factor]
    unmapped = tuple(Unmapped(it, own.framework.title_of(it), tuple(by_factor[it])) for it in order)
    lost = tuple(piece for piece in pieces if not any(study.mapped.get(code) for code in piece.codes))
    return Loss(study, own.framework, len(pieces) - len(lost), lost, unmapped)
