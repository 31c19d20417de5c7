"""Themes that several cases share are defined once, in their framework."""

from collections import defaultdict
from collections.abc import Iterator

from casecode.model.problem import Finding
from casecode.model.study import Corpus, Study


def scattered_theme(corpus: Corpus) -> Iterator[Finding]:
    """A theme that several cases declare and their framework does not: nothing keeps it the same in all of them."""
    declaring: defaultdict[tuple[str, str], list[Study]] = defaultdict(list)
    for study in corpus.studies:
        for theme in study.case.themes:
            if theme not in study.framework.themes:
                declaring[study.framework.id, theme].append(study)
    for (framework, id_), (first, *others) in declaring.items():
        if others:
            cases = ", ".join(study.case.id for study in (first, *others))
            themes = [study.case.themes[id_] for study in (first, *others)]
            is_one = len({theme.factor for theme in themes}) == 1
            where = "" if is_one else ", under different factors"
            related = tuple((f"in {study.case.id}", study.case.themes[id_].origin.at()) for study in others)
            message = f'the theme "{id_}" is declared in several cases{where}: {cases}'
            hint = f"declare it once, in the themes of the framework {framework}"
            yield Finding("scattered-theme", message, themes[0].origin.at(), hint, related)
