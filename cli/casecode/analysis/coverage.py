"""Coverage: which factors have evidence, and which themes rest on one source."""

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

from msgspec import Struct

from casecode.analysis.presence import stances_of
from casecode.analysis.selection import Selection
from casecode.model.case import Evidence


class Coverage(Struct, frozen=True):
    """What the evidence of a case covers: ids in the order of the framework and of the themes.

    `covered` factors have evidence that supports them, `opposed` ones evidence that only contradicts or qualifies them
    (`Study.says`), `gaps` none.
    Only factors without factors below them count. `single_source` themes rest on one original source.
    """

    evidence: int
    sources: int
    covered: tuple[str, ...]
    opposed: tuple[str, ...]
    gaps: tuple[str, ...]
    themes: int
    single_source: tuple[str, ...]


def cover(selection: Selection) -> Coverage:
    """The coverage that the selected evidence gives of the factors asked for and of their themes."""
    study = selection.study
    coded: defaultdict[str, list[tuple[str, Sequence[Evidence]]]] = defaultdict(list)
    sources: dict[str, set[str]] = {}
    for code, pieces in selection.by_code().items():
        factors = selection.kept_factors_of(code)
        for factor in factors:
            coded[factor].append((code, pieces))
        if factors and code in study.themes:
            sources[code] = set(map(attrgetter("source"), pieces))
    leaves = [
        factor.id
        for factor in study.framework.by_id.values()
        if not factor.factors and selection.keeps_factor(factor.id)
    ]
    stances = {leaf: stances_of(study, coded[leaf]) for leaf in leaves}
    return Coverage(
        evidence=len(selection.pieces),
        sources=len(set(map(attrgetter("source"), selection.pieces))),
        covered=tuple(leaf for leaf in leaves if "supports" in stances[leaf]),
        opposed=tuple(leaf for leaf in leaves if stances[leaf] and "supports" not in stances[leaf]),
        gaps=tuple(leaf for leaf in leaves if not stances[leaf]),
        themes=len(sources),
        single_source=tuple(theme for theme in study.themes if len(sources.get(theme, ())) == 1),
    )
