"""Constructs are defined, and once: what a factor means, and what a theme that several cases share."""

from collections import defaultdict
from collections.abc import Iterator

from casecode.checks.rule import Rule
from casecode.checks.unread import Unread
from casecode.model.framework import Framework
from casecode.model.problem import Finding
from casecode.model.study import Corpus, Study

FACTOR_WITHOUT_DEFINITION = Rule(
    "factor-without-definition",
    "warning",
    means="A factor has no definition, or does not say when to use it.",
    why="Two coders agree only on what is written down (MacQueen et al. 1998).",
    fails="""
    # frameworks/tiny.yaml
    factors:
      - {id: demand, title: Demand}
    """,
    passes="""
    # frameworks/tiny.yaml
    factors:
      - {id: demand, title: Demand, definition: What buyers want., when-to-use: Wishes and habits of buyers.}
    """,
)


@FACTOR_WITHOUT_DEFINITION.in_framework
def factor_without_definition(framework: Framework) -> Iterator[Finding]:
    """A factor that does not say what it means, or what not to code to it (MacQueen et al. 1998)."""
    unread = Unread(framework)
    for factor in framework.by_id.values():
        wanted = (("definition", factor.definition), ("when-to-use", factor.when_to_use))
        missing = [key for key, text in wanted if not text and not unread.may_tell(factor, key)]
        if missing:
            message = f'the factor "{factor.id}" has no {" and no ".join(missing)}'
            yield Finding(message, factor.origin.at("id"), "two coders agree only on what is written down")


SCATTERED_THEME = Rule(
    "scattered-theme",
    "warning",
    means="Several cases of one framework declare a theme of the same id, and the framework does not.",
    why=(
        "Cases are compared by the ids of themes. Declared once, in the framework, a theme means the same in all "
        "of them; a case may still give it a label of its own."
    ),
    fails="""
    # cases/demo.yaml, and cases/other.yaml beside it
    themes:
      prices: {factor: demand, label: Low prices}
    """,
    passes="""
    # cases/demo.yaml, with a theme of its own
    themes:
      prices: {factor: demand, label: Low prices}
    """,
)


@SCATTERED_THEME.in_corpus
def scattered_theme(corpus: Corpus) -> Iterator[Finding]:
    """A theme that several cases declare and their framework does not: nothing keeps it the same in all of them."""
    declaring: defaultdict[tuple[str, str], list[Study]] = defaultdict(list)
    for study in corpus.studies:
        if Unread(study.framework).may_tell(study.framework, "themes"):
            continue
        for theme in study.case.themes:
            if theme not in study.framework.themes:
                declaring[study.framework.id, theme].append(study)
    for (framework, id_), (first, *others) in declaring.items():
        if others:
            cases = ", ".join(study.case.id for study in (first, *others))
            themes = [study.case.themes[id_] for study in (first, *others)]
            is_one = len({theme.factor for theme in themes if theme.factor}) <= 1
            where = "" if is_one else ", under different factors"
            related = tuple((f"in {study.case.id}", study.case.themes[id_].origin.at()) for study in others)
            message = f'the theme "{id_}" is declared in several cases{where}: {cases}'
            hint = f"declare it once, in the themes of the framework {framework}"
            yield Finding(message, themes[0].origin.at(), hint, related)
