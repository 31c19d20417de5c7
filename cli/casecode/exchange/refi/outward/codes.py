"""Factors and themes as codes: themes below their factors."""

from collections.abc import Iterator, Mapping

from casecode.exchange.refi.guids import guid
from casecode.exchange.refi.outward.gathering import Gathering
from casecode.exchange.refi.project import Code
from casecode.exchange.refi.tails import record_of, told
from casecode.model.framework import Factor, Theme
from casecode.read import forms

_THEME = ("factor", "label", "definition", "explains")
_FACTOR = ("id", "title", "definition", "factors")


def codebook(gathering: Gathering, is_alone: bool = False) -> list[Code]:
    """The codes of a framework and of its cases. Alone there are neither cases that declare a theme, nor literature."""
    below: dict[str, list[Code]] = {}
    framework = gathering.framework
    for theme, cases in _themes(gathering):
        record = {"theme": theme.id, "cases": [] if is_alone else cases, **record_of(forms.THEME, theme, _THEME)}
        first = guid("code", framework.id, theme.id)
        is_other = first in gathering.codes.values()  # it means something else in another case
        own = guid("code", framework.id, theme.id, cases[0]) if is_other else first
        for case in cases or ["", *(it.case.id for it in gathering.studies if theme.id not in it.case.themes)]:
            gathering.codes[case, theme.id] = own
        below.setdefault(theme.factor, []).append(
            Code(own, theme.label or theme.id, description=told(theme.definition, record))
        )
    codes = [_factor(gathering, factor, below, is_alone) for factor in framework.factors]
    for theme, cases in _themes(gathering):
        case = next(iter(cases), "")
        gathering.link(gathering.code(case, theme.id), "explains", (gathering.code(case, it) for it in theme.explains))
    return codes


def _themes(gathering: Gathering) -> Iterator[tuple[Theme, list[str]]]:
    """The themes with the cases that declare them as they are, none for those that all cases share."""
    for theme in gathering.framework.themes.values():
        yield theme, []
    alike: dict[str, tuple[Theme, list[str]]] = {}
    for study in gathering.studies:
        for theme in study.case.themes.values():
            key = f"{theme.id} {record_of(forms.THEME, theme)}"
            alike.setdefault(key, (theme, []))[1].append(study.case.id)
    yield from alike.values()


def _factor(gathering: Gathering, factor: Factor, themes: Mapping[str, list[Code]], is_alone: bool) -> Code:
    own = guid("code", gathering.framework.id, factor.id)
    gathering.codes["", factor.id] = own
    record = record_of(forms.FACTOR, factor, (*_FACTOR, "references") if is_alone else _FACTOR)
    description = told(factor.definition, {"factor": factor.id, **record})
    below = (_factor(gathering, it, themes, is_alone) for it in factor.factors)
    return Code(own, factor.title or factor.id, description=description, codes=(*themes.get(factor.id, ()), *below))
