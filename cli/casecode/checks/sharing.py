"""Cases share themes: each is declared once, and what is nearly the same is one."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from casecode.checks.rule import Rule
from casecode.checks.unread import Unread
from casecode.model.framework import Theme
from casecode.model.problem import Finding
from casecode.model.study import Corpus, Study

MOST_WORDS = 20  # of a label that is compared with others
STEM = 8  # letters by which words are told apart: preference and preferences are one
LONG = 4  # letters of a word that mostly tells something, as articles and the like do not

SCATTERED_THEME = Rule(
    "scattered-theme",
    "warning",
    means="Several cases of one framework declare a theme of the same id, and the framework does not.",
    why=(
        "Cases are compared by the ids of themes. Declared once, in the framework, a theme means the same in all "
        "of them."
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


REDECLARED_THEME = Rule(
    "redeclared-theme",
    "warning",
    means="A case declares a theme that its framework has for all cases.",
    why=(
        "The definition in the framework is hidden, and what is compared by one id no longer has one meaning: two "
        "coders follow two codebooks."
    ),
    fails="""
    # frameworks/tiny.yaml
    themes:
      prices: {factor: demand, label: Low prices, definition: Buyers look for what costs least.}
    # cases/demo.yaml
    themes:
      prices: {factor: demand, label: Cheap goods}
    """,
    passes="""
    # frameworks/tiny.yaml
    themes:
      prices: {factor: demand, label: Low prices, definition: Buyers look for what costs least.}
    # cases/demo.yaml
    themes: {}
    """,
)


@REDECLARED_THEME.in_study
def redeclared_theme(study: Study) -> Iterator[Finding]:
    """A theme of the case that the framework declares as well."""
    for theme in study.case.themes.values():
        if shared := study.framework.themes.get(theme.id):
            message = f'the framework {study.framework.id} has the theme "{theme.id}" for all cases'
            hint = "take it out here: pieces stay coded to it; or rename it, if it means something else"
            yield Finding(message, theme.origin.at(), hint, (("in the framework", shared.origin.at()),))


SIMILAR_THEME = Rule(
    "similar-theme",
    "warning",
    means="The label of a theme of one case is nearly that of another case's theme, or of one that all cases share.",
    why=(
        "Cases are compared by the ids of themes. One phenomenon under two ids looks like a difference between the "
        "cases."
    ),
    fails="""
    # frameworks/tiny.yaml
    themes:
      prices: {factor: demand, label: Preference for low prices}
    # cases/demo.yaml
    themes:
      cheap: {factor: demand, label: Preferences for a low price}
    """,
    passes="""
    # frameworks/tiny.yaml
    themes:
      prices: {factor: demand, label: Preference for low prices}
    # cases/demo.yaml
    themes:
      brands: {factor: demand, label: Preference for well-known brands}
    """,
)


@SIMILAR_THEME.in_corpus
def similar_theme(corpus: Corpus) -> Iterator[Finding]:
    """A theme that has nearly the label of one that was declared before it, for all cases or in another one.

    No two labels are compared: each is filed under its words, and under these without one of them, so that the time
    grows with the number of themes alone.
    """
    filed: defaultdict[tuple[str, frozenset[str]], dict[str, Theme]] = defaultdict(dict)
    for framework in corpus.frameworks:
        for theme in framework.themes.values():
            for key in _keys(theme.label):
                filed[framework.id, key].setdefault("", theme)
    for study in corpus.studies:
        shared = study.framework.themes
        for theme in (it for it in study.case.themes.values() if it.id not in shared):
            keys = [(study.framework.id, key) for key in _keys(theme.label)]
            near = (found for key in keys for found in filed[key].items())
            owner, like = next((it for it in near if it[0] != study.case.id and it[1].id != theme.id), ("", None))
            if like:
                where = f"of {owner}" if owner else "that all cases share"
                message = f'the label of "{theme.id}" is nearly that of "{like.id}", a theme {where}'
                hint = f"if they are one, recode {theme.id} into {like.id}; else make the labels tell them apart"
                yield Finding(message, theme.origin.at(), hint, ((f'"{like.label}"', like.origin.at()),))
            for place in keys:
                if len(filed[place]) < 2:  # enough to have one of another case
                    filed[place].setdefault(study.case.id, theme)


def _keys(label: str) -> Sequence[frozenset[str]]:
    """The words of a label, and of four and more the same without one of them: where two labels have one of these in
    common, they differ by a word at most."""
    words = list(dict.fromkeys(_told(label)))[:MOST_WORDS]
    if not words:
        return ()
    whole = frozenset(words)
    return (whole, *(whole - {word} for word in words)) if len(words) > 3 else (whole,)


def _told(label: str) -> list[str]:
    """Words by their stems, without the short ones as long as two others are left; those of scripts without capitals
    as they are."""
    words = re.findall(r"\w+", label.casefold())
    sizes = {word: len(word) if word != word.upper() else LONG for word in words}
    kept = next((some for least in (LONG, 3) if len(some := [it for it in sizes if sizes[it] >= least]) > 1), [*sizes])
    return [word.rstrip("s")[:STEM] if word != word.upper() else word for word in kept]
