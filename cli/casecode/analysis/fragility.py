"""What a verdict hangs on: the smallest sets of sources whose removal turns it, and into what.

Leaving parts of the data out and looking whether a conclusion stands is old (Quenouille 1956, Notes on bias in
estimation, Biometrika 43; Tukey's jackknife); here it is exact: every set of the smallest size is found, and not only
single sources. What is removed may also be pieces of evidence, all that one coder coded, or all of one kind of source.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from heapq import heappop, heappush
from typing import Literal

from msgspec import Struct

from casecode.analysis.chain import conclusion_ids
from casecode.analysis.comparison import compare_row
from casecode.analysis.explanations import Match, match, weighed_up
from casecode.analysis.matrix import Column, Entry, Row
from casecode.analysis.mill import Agreement, Methods
from casecode.analysis.presence import Presence, State, presence_of
from casecode.analysis.query import Query
from casecode.analysis.selection import Selection
from casecode.model.case import Conclusion, Evidence
from casecode.model.study import Study

Kind = Literal["row", "conclusion", "proposition", "factor", "finding"]
What = Literal["source", "piece", "coder", "kind"]
NOBODY = "(nobody named)"
MOST = 2_000
"""So many sets are tried for one verdict; where that does not do, it is told how many do not turn it."""
STEPS = 50
"""So many more are kept, for each of these, to be tried."""

Labels = Callable[[Study, Evidence], str]
Groups = Mapping[Hashable, frozenset[str]]


class Turn(Struct, frozen=True):
    """A set whose removal turns a verdict, and what the verdict is without it."""

    left_out: tuple[str, ...]
    into: str


class Fragility(Struct, frozen=True):
    """One verdict with the smallest sets that turn it. Where there are none nothing turns it, or, if `beyond` is not 0,
    so many are not enough, and more were not tried."""

    kind: Kind
    id: str
    title: str
    verdict: str
    turns: tuple[Turn, ...]
    beyond: int = 0

    @property
    def size(self) -> int:
        """How many have to go; 0 where nothing turns it."""
        return len(self.turns[0].left_out) if self.turns else 0


def labels_of(what: What, name: Callable[[Study, str], str]) -> Labels:
    """What pieces of evidence are taken away by: `name` writes ids of sources and pieces with their case."""
    if what == "source":
        return lambda study, piece: name(study, piece.source)
    if what == "piece":
        return lambda study, piece: name(study, piece.id)
    if what == "coder":
        return lambda _study, piece: piece.coder or NOBODY
    return lambda study, piece: (it.kind if (it := study.sources.get(piece.source)) else "") or NOBODY


def of_rows(columns: Sequence[Column], rows: Iterable[Row], labels: Labels) -> Iterator[Fragility]:
    """The verdicts of a comparison."""
    for row in rows:
        groups: dict[Hashable, frozenset[str]] = {
            (at, entry.code, stance): frozenset(labels(columns[at].study, it) for it in own)
            for at, cell in enumerate(row.cells)
            for entry in cell
            for stance, own in _by_stance(entry).items()
        }
        turns, beyond = smallest(groups, _row_teller(row))
        yield Fragility("row", row.factor, row.title, compare_row(row).verdict, turns, beyond)


def _by_stance(entry: Entry) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for piece in entry.evidence:
        found.setdefault(piece.stance, []).append(piece)
    return found


def _row_teller(row: Row) -> Callable[[set[Hashable]], str]:
    """What a comparison says of the row with some of its groups; a verdict asks what stances there are, not how many
    pieces take them, and so one piece stands for a group."""
    cells = [
        [(entry, {stance: own[0] for stance, own in _by_stance(entry).items()}) for entry in cell] for cell in row.cells
    ]

    @cache
    def with_(at: int, number: int, stances: tuple[str, ...]) -> Entry:
        entry, by_stance = cells[at][number]
        return Entry(entry.code, entry.label, entry.is_theme, tuple(by_stance[it] for it in stances))

    def kept(alive: set[Hashable], at: int) -> Iterator[Entry]:
        for number, (entry, by_stance) in enumerate(cells[at]):
            if stances := tuple([it for it in by_stance if (at, entry.code, it) in alive]):
                yield with_(at, number, stances)

    def tell(alive: set[Hashable]) -> str:
        left = tuple(tuple(kept(alive, at)) for at, _ in enumerate(cells))
        return compare_row(Row(row.factor, row.title, row.path, left)).verdict

    return tell


def of_case(selection: Selection, labels: Labels) -> Iterator[Fragility]:
    """The conclusions, propositions and factors of a case."""
    study = selection.study
    column = Column(study.case.id, study.case.title, selection)
    for id_, one in zip(conclusion_ids(study), study.case.conclusions, strict=True):
        yield _of_conclusion(column, id_, one, labels)
    for proposed in match(selection).matches:
        yield _of_proposition(selection, proposed, labels)
    for factor in study.framework.by_id.values():
        found = presence_of(column, factor.id)
        if not factor.factors and selection.keeps_factor(factor.id) and found.pieces:
            groups = _groups(study, {(): found}, labels)
            turns, beyond = smallest(groups, _state)
            yield Fragility("factor", factor.id, factor.title or factor.id, found.state, turns, beyond)


def _of_conclusion(column: Column, id_: str, one: Conclusion, labels: Labels) -> Fragility:
    """A conclusion stands as far as evidence supports the themes on which it rests."""
    study = column.study
    themes = tuple(dict.fromkeys(one.themes))
    groups = _groups(study, {(theme,): presence_of(column, theme) for theme in themes}, labels)

    def tell(alive: set[Hashable]) -> str:
        standing = sum((theme, "supports") in alive for theme in themes)
        if not themes:
            return "open"
        return "supported" if standing == len(themes) else "supported in part" if standing else "not supported"

    turns, beyond = smallest(groups, tell)
    question = study.framework.questions.get(one.question)
    return Fragility("conclusion", id_, question.text if question else one.question, tell({*groups}), turns, beyond)


def _of_proposition(selection: Selection, proposed: Match, labels: Labels) -> Fragility:
    study = selection.study
    groups: dict[Hashable, frozenset[str]] = {
        stance: frozenset(labels(study, piece) for piece in proposed.evidence if piece.stance == stance)
        for stance in {piece.stance for piece in proposed.evidence}
    }
    # a claim stands without evidence, unless only some evidence is asked for (`explain`)
    is_claimed = selection.query == Query() and any(it.is_claimed for it in proposed.explanations)

    def tell(alive: set[Hashable]) -> str:
        return weighed_up(alive, is_claimed)

    turns, beyond = smallest(groups, tell)
    proposition = proposed.proposition
    return Fragility("proposition", proposition.id, proposition.text, proposed.verdict, turns, beyond)


def of_findings(methods: Methods, labels: Labels) -> Iterator[Fragility]:
    """What the method of agreement finds of each factor or theme; which columns have the outcome stays as it is."""
    sides = (*methods.instances.with_, *methods.instances.without)
    count = len(methods.instances.with_)
    for one in methods.agreements:
        groups: dict[Hashable, frozenset[str]] = {}
        for at, side in enumerate(sides):
            groups |= _groups(side.column.study, {(at,): side.of(one.row.id)}, labels)

        def tell(alive: set[Hashable], row: Agreement = one) -> str:
            states = tuple(_state(alive, at) for at, _ in enumerate(sides))
            return Agreement(row.row, states[:count], states[count:]).finding

        turns, beyond = smallest(groups, tell)
        yield Fragility("finding", one.row.id, one.row.title, one.finding, turns, beyond)


def _groups(
    study: Study, found: Mapping[tuple[Hashable, ...], Presence], labels: Labels
) -> dict[Hashable, frozenset[str]]:
    """For each thing what supports and what contradicts it, as far as there is any."""
    groups: dict[Hashable, frozenset[str]] = {}
    for key, presence in found.items():
        for stance, own in (("supports", presence.supporting), ("contradicts", presence.contradicting)):
            if own:
                groups[*key, stance] = frozenset(labels(study, piece) for piece in own)
    return groups


def _state(alive: set[Hashable], *key: Hashable) -> State:
    """The state of a thing, as `Presence` has it."""
    return "for" if (*key, "supports") in alive else "against" if (*key, "contradicts") in alive else "open"


def smallest(groups: Groups, tell: Callable[[set[Hashable]], str]) -> tuple[tuple[Turn, ...], int]:
    """All smallest sets of labels whose removal turns what `tell` says of the groups that are left. Where there are too
    many to try, none is returned, and how many labels are not enough; else 0.

    A group is gone only when all its labels are: so a smallest set is a union of groups, and unions are tried from the
    smallest on. Whatever else is removed with one silences no other group, and says nothing.
    """
    names = sorted({label for own in groups.values() for label in own})
    bits = {name: 1 << at for at, name in enumerate(names)}
    masks = {key: sum(bits[label] for label in own) for key, own in groups.items()}
    steps = {*masks.values()}
    before = tell({*groups})
    heap = [(0, 0)]
    seen = {0}
    turns: list[Turn] = []
    for _ in range(MOST):
        if not heap or (turns and heap[0][0] > len(turns[0].left_out)):
            return tuple(turns), 0
        size, gone = heappop(heap)
        after = tell({key for key, own in masks.items() if own & ~gone})
        if after != before:
            turns.append(Turn(tuple(name for name in names if bits[name] & gone), after))
        elif not turns and len(seen) < MOST * STEPS:
            for union in {gone | step for step in steps} - seen:
                seen.add(union)
                heappush(heap, (union.bit_count(), union))
        elif not turns:
            break
    return tuple(turns), 0 if turns else (heap[0][0] - 1 if heap else size)
