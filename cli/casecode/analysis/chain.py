"""The chain of evidence: question, conclusion, factor, theme, evidence, source, place in the source.

Yin (2018, ch. 4) asks that a reader can follow any finding down to the page and any page up to the question. A chain
is a tuple with one for each of these steps; what is missing on the way is an empty one. The trace of a thing is
all the chains that lead through it, so that up and down are the same links read in two directions.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from casecode.model.case import Evidence
from casecode.model.framework import Question
from casecode.model.study import Study

StepName = Literal["question", "conclusion", "factor", "theme", "evidence", "source", "place"]
STEPS: tuple[StepName, ...] = ("question", "conclusion", "factor", "theme", "evidence", "source", "place")


class Step(Struct, frozen=True):
    """One step of a chain; without an id the step is missing. A place is one `of` a piece of evidence."""

    name: StepName
    id: str = ""
    of: str = ""

    @property
    def is_missing(self) -> bool:
        return not self.id


Chain = tuple[Step, ...]


class Link(Struct, frozen=True):
    """Two steps that follow on each other; `missing` is one left out between them, or at the end that is not there."""

    upper: Step | None
    lower: Step | None
    missing: StepName | Literal[""] = ""


def open_questions(study: Study) -> tuple[Question, ...]:
    """The questions of the framework that no conclusion answers; sub-questions may be answered by way of goals."""
    questions = study.framework.questions.values()
    has_goals = any(question.kind == "goal" for question in questions)
    answered = {conclusion.question for conclusion in study.case.conclusions}
    return tuple(
        question
        for question in questions
        if question.id not in answered and not (has_goals and question.kind == "sub-question")
    )


def conclusion_ids(study: Study) -> tuple[str, ...]:
    """An id for each conclusion: that of its question, and a number from the second answer to it on."""
    seen: Counter[str] = Counter()
    ids = []
    for conclusion in study.case.conclusions:
        seen[conclusion.question] += 1
        number = seen[conclusion.question]
        ids.append(f"{conclusion.question}#{number}" if number > 1 else conclusion.question)
    return tuple(ids)


def chains(study: Study) -> Iterator[Chain]:
    """Every chain of a case, from whichever step it begins to whichever it ends."""
    heads = _Heads(study)
    pieces_of: dict[str, list[Evidence]] = {code: [] for code in study.themes}
    for piece in study.evidence:
        for code in dict.fromkeys(piece.codes):
            pieces_of.setdefault(code, []).append(piece)
        if not piece.codes:
            yield (*_missing(0, 4), *tail(piece))
    for code, pieces in pieces_of.items():
        tails = [tail(piece) for piece in pieces] or [_missing(4)]
        for head in heads.of(code):
            yield from ((*head, *end) for end in tails)
    coded = {factor for code in pieces_of for factor in study.factors_of(code)}
    for factor in study.framework.by_id.values():
        if factor.id not in coded and not factor.factors:
            yield from ((*head, *_missing(3)) for head in heads.over(factor.id, factor.id))
    yield from heads.bare()
    cited = {piece.source for piece in study.evidence}
    uncited = (source for source in study.sources if source not in cited)
    yield from ((*_missing(0, 5), Step("source", source), *_missing(6)) for source in uncited)


class _Heads:
    """The upper parts of the chains: from the questions down to a code."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.open = open_questions(study)
        self.answers = [
            (Step("question", conclusion.question), Step("conclusion", id_), conclusion.themes)
            for id_, conclusion in zip(conclusion_ids(study), study.case.conclusions, strict=True)
        ]
        self.reached: set[Step] = set()

    def of(self, code: str) -> list[Chain]:
        """All ways from a question down to a theme, or to a factor that evidence is coded to directly."""
        theme = Step("theme", code) if code in self.study.themes else Step("theme")
        return [(*head, theme) for factor in self.study.factors_of(code) for head in self.over(factor, code)]

    def over(self, factor: str, code: str) -> list[Chain]:
        """All ways from a question down to a factor, for one of its codes."""
        step = Step("factor", factor)
        heads = [(*answer, step) for *answer, codes in self.answers if self._rests_on(codes, code, factor)]
        heads += [(Step("question", it.id), Step("conclusion"), step) for it in self.open if self._asks(it, factor)]
        self.reached.update(step for head in heads for step in head)
        return heads or [(*_missing(0, 2), step)]

    def bare(self) -> Iterator[Chain]:
        """Questions and conclusions from which no way leads down."""
        for question, conclusion, _ in self.answers:
            if conclusion not in self.reached:
                self.reached.add(question)
                yield (question, conclusion, *_missing(2))
        for it in self.study.framework.questions:
            if Step("question", it) not in self.reached:
                yield (Step("question", it), *_missing(1))

    def _rests_on(self, codes: tuple[str, ...], code: str, factor: str) -> bool:
        """Whether a conclusion names a code, or a factor that the code stands below."""
        return code in codes or any(self.study.framework.is_within(factor, group) for group in codes)

    def _asks(self, question: Question, factor: str) -> bool:
        return any(self.study.framework.is_within(factor, group) for group in question.factors)


def tail(piece: Evidence) -> Chain:
    """The lower part of a chain: a piece of evidence, its source, and the place in what it was read in."""
    read_in = piece.via or piece.source
    place = f"{piece.locator} in {read_in}" if piece.locator else ""
    return Step("evidence", piece.id), Step("source", piece.source), Step("place", place, piece.id)


def _missing(first: int, last: int | None = None) -> Chain:
    """The steps from one to the end, or to another, as missing ones."""
    return tuple(map(Step, STEPS[first:last]))


def trace(study: Study, step: Step) -> tuple[Chain, ...]:
    """The chains that lead through a step: a question with its parts, a factor with all below it, or any other step."""
    at = STEPS.index(step.name)
    members = _members(study, step)
    return tuple(chain for chain in chains(study) if chain[at].id in members)


def _members(study: Study, step: Step) -> set[str]:
    if step.name == "factor" and step.id in study.framework.by_id:
        return {factor.id for factor in study.framework.by_id[step.id].walk()}
    members: set[str] = set()
    waiting = [step.id]
    while waiting:
        members.add(waiting[-1])
        above = waiting.pop()
        if step.name == "question":
            parts = (it.id for it in study.framework.questions.values() if it.parent == above)
            waiting += [part for part in parts if part not in members]
    return members


def links(chain: Chain) -> Iterator[Link]:
    """The links of a chain from the question down, each with the step that is missing in it, if one is.

    Of several missing steps it is the one next to what is there.
    """
    upper: Step | None = None
    missing: StepName | Literal[""] = ""
    for step in chain:
        if step.is_missing:
            missing = step.name if upper is None else missing or step.name
            continue
        if upper is not None or missing:
            yield Link(upper, step, missing)
        upper, missing = step, ""
    if missing:
        yield Link(upper, None, missing)
