"""The codebook of a framework and of cases coded against it: every code, what it means, and what is coded to it.

Its form is that of MacQueen et al. (1998): code, definition, when to use it and when not, an example. Themes stand
under their factors; those of several cases meet by id. Where no example is written one is taken from evidence.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from casecode.analysis.selection import Selection
from casecode.model.case import Evidence, Stance
from casecode.model.framework import Factor, Framework, Theme
from casecode.model.study import Study

Kind = Literal["factor", "theme"]
Coded = tuple[Study, Evidence]


class Code(Struct, frozen=True):
    """A factor or theme with all that is said of it. `cases` declare the theme themselves; of a factor or a theme of
    the framework there are none. `pieces` of a factor are those of all below it, too; `taken` is the piece whose words
    are its example, where none is written."""

    kind: Kind
    id: str
    title: str
    parent: str
    depth: int
    definition: str = ""
    when_to_use: str = ""
    when_not_to_use: str = ""
    example: str = ""
    stance: Stance = "supports"
    cases: tuple[str, ...] = ()
    pieces: tuple[Coded, ...] = ()
    taken: Coded | None = None

    @property
    def sources(self) -> tuple[Coded, ...]:
        """A piece for each independent source: each case has its own."""
        return tuple({(study.case.id, piece.source): (study, piece) for study, piece in self.pieces}.values())

    @property
    def coded_cases(self) -> tuple[str, ...]:
        """The cases that have evidence of it."""
        return tuple(dict.fromkeys(study.case.id for study, _ in self.pieces))


def codebook(framework: Framework, selections: Sequence[Selection]) -> tuple[Code, ...]:
    """Every factor asked for, in the order of the tree, each followed by its themes."""
    themes = _themes(framework, selections)
    pieces = _pieces(framework, selections)
    return tuple(
        code
        for root in framework.factors
        for factor in root.walk()
        if any(one.keeps_factor(factor.id) for one in selections)
        for code in _codes(framework, factor, themes.get(factor.id, {}), pieces)
    )


_Declared = list[tuple[Study | None, Theme]]  # a theme of the framework is of no case


def _themes(framework: Framework, selections: Iterable[Selection]) -> dict[str, dict[str, _Declared]]:
    """The themes of each factor by id, with all that declare one."""
    found: dict[str, dict[str, _Declared]] = {}
    asked = {id_ for one in selections for id_ in one.query.themes}
    for id_, theme in framework.themes.items():
        if not asked or id_ in asked:
            found.setdefault(theme.factor, {})[id_] = [(None, theme)]
    for one in selections:
        for id_, theme in one.study.case.themes.items():
            if not asked or id_ in asked:
                for factor in one.study.factors_of(id_):
                    found.setdefault(factor, {}).setdefault(id_, []).append((one.study, theme))
    return found


_Pieces = dict[tuple[str, str], dict[tuple[str, str], Coded]]  # by factor and code, or by factor alone


def _pieces(framework: Framework, selections: Iterable[Selection]) -> _Pieces:
    """What is coded to each code under each factor; and to each factor, with all that stands below it, each once."""
    found: _Pieces = {}
    for one in selections:
        for piece in one.pieces:
            coded = {(factor, code) for code in piece.codes for factor in one.study.factors_of(code)}
            above = {(it, "") for factor, _ in coded for it in (*framework.ancestors[factor], factor)}
            for key in coded | above:
                found.setdefault(key, {})[one.study.case.id, piece.id] = (one.study, piece)
    return found


def _codes(framework: Framework, factor: Factor, themes: dict[str, _Declared], pieces: _Pieces) -> Iterator[Code]:
    """A factor, then its themes."""

    def of(code: str) -> tuple[Coded, ...]:
        return tuple(pieces.get((factor.id, code), {}).values())

    above = framework.ancestors[factor.id]
    yield Code(
        kind="factor",
        id=factor.id,
        title=factor.title or factor.id,
        parent=above[-1] if above else "",
        depth=len(above),
        definition=factor.definition,
        when_to_use=factor.when_to_use,
        when_not_to_use=factor.when_not_to_use,
        example=factor.example,
        pieces=of(""),
        taken=None if factor.example else _typical(of(factor.id)),
    )
    for id_, declared in themes.items():
        example = _said(declared, "example")
        yield Code(
            kind="theme",
            id=id_,
            title=declared[0][1].label or id_,
            parent=factor.id,
            depth=len(above) + 1,
            definition=_said(declared, "definition"),
            when_to_use=_said(declared, "when_to_use"),
            when_not_to_use=_said(declared, "when_not_to_use"),
            example=example,
            stance=declared[0][1].stance,
            cases=tuple(study.case.id for study, _ in declared if study),
            pieces=of(id_),
            taken=None if example else _typical(of(id_)),
        )


def _said(declared: _Declared, name: str) -> str:
    """What is said of a theme; where cases say different things each with its case."""
    texts: dict[str, list[str]] = {}
    for study, theme in declared:
        if text := getattr(theme, name):
            texts.setdefault(text, []).append(study.case.title if study else "")
    if len(texts) < 2:
        return "".join(texts)
    return "\n".join(f"{', '.join(filter(None, titles)) or 'In all cases'}: {text}" for text, titles in texts.items())


def _typical(pieces: Iterable[Coded]) -> Coded | None:
    """The piece that shows best what is coded: one that supports, is marked as important, and has a quote."""
    ranked = sorted(pieces, key=lambda it: (it[1].stance != "supports", not it[1].important, not it[1].quote))
    return ranked[0] if ranked else None
