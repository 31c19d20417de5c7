"""The codes that a passage may be given: those that are likely, each with the reason, and those that match typed words.

A code is likely where its definition, and what has been coded to it so far, share rare words with the passage (BM25).
Nothing is coded by itself: these are offers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from casecode.coding.bm25 import Match, Ranking, words_of
from casecode.model.study import Study

REASONS = 4  # words that are named as the reason
PIECES = 2  # pieces of evidence that are named for a word


class Choice(Struct, frozen=True):
    """Something to choose: its id, what to call it, where it belongs, and why it is offered."""

    id: str
    label: str
    group: str = ""
    why: str = ""


class Codebook:
    """The themes and factors of a study, with the words that stand for each."""

    def __init__(self, study: Study) -> None:
        self.choices = {choice.id: choice for choice in _choices(study)}
        self._origins = _origins(study)
        texts = {code: " ".join(text for _, text in self._origins[code]) for code in self.choices}
        self._ranking = Ranking(texts)

    def likely(self, text: str) -> list[Choice]:
        """The codes that share words with a text, the likeliest first, each with these words and where they stand."""
        return [self._offered(match) for match in self._ranking.rank(text)]

    def matching(self, typed: str, text: str) -> list[Choice]:
        """The codes in whose id, label or group every typed word begins a word; those likely for the text first."""
        found = matching(typed, self.choices.values())
        ranks = {choice.id: choice for choice in self.likely(text)}
        order = {id_: rank for rank, id_ in enumerate(ranks)}
        return sorted((ranks.get(it.id, it) for it in found), key=lambda it: order.get(it.id, len(order)))

    def _offered(self, match: Match) -> Choice:
        choice = self.choices[match.id]
        return Choice(choice.id, choice.label, choice.group, self._why(match))

    def _why(self, match: Match) -> str:
        """The words that count most, by where they stand: `definition: price; e4, e7: parcel`."""
        by_place: defaultdict[str, list[str]] = defaultdict(list)
        for word, _ in match.words[:REASONS]:
            places = [place for place, text in self._origins[match.id] if word in set(words_of(text))]
            shown = places[:PIECES] + (["…"] if len(places) > PIECES else [])
            by_place[", ".join(shown)].append(word)
        return "; ".join(f"{places}: {' '.join(words)}" for places, words in by_place.items())


def matching(typed: str, choices: Iterable[Choice]) -> list[Choice]:
    """The choices in whose id, label or group every typed word begins a word, in their order."""
    wanted = typed.casefold().replace("-", " ").split()

    def fits(choice: Choice) -> bool:
        words = f"{choice.id.replace('-', ' ')} {choice.label} {choice.group}".casefold().split()
        return all(any(word.startswith(start) for word in words) for start in wanted)

    return [choice for choice in choices if fits(choice)]


def factors(study: Study) -> list[Choice]:
    """The factors of a study, in the order of the tree."""
    framework = study.framework
    return [
        Choice(factor.id, factor.title, " / ".join(map(framework.title_of, framework.ancestors[factor.id])))
        for factor in framework.by_id.values()
    ]


def _choices(study: Study) -> Iterator[Choice]:
    for theme in study.themes.values():
        yield Choice(theme.id, theme.label, study.framework.title_of(theme.factor))
    yield from factors(study)


def _origins(study: Study) -> Mapping[str, Sequence[tuple[str, str]]]:
    """For each code the texts that tell what it is about, with the name of the place where each stands."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for factor in study.framework.by_id.values():
        texts = (("title", factor.title), ("definition", f"{factor.definition} {factor.when_to_use}"))
        found[factor.id] = [(place, text) for place, text in (*texts, ("example", factor.example)) if text.strip()]
    for theme in study.themes.values():
        own = [("label", theme.label), *((f"factor's {place}", text) for place, text in found.get(theme.factor, ()))]
        more = (("definition", theme.definition), ("note", theme.note))
        found[theme.id] = [*own, *((place, text) for place, text in more if text)]
    for piece in study.evidence:
        for code in piece.codes:
            found[code].append((piece.id, f"{piece.statement} {piece.quote}"))
    return found
