"""The evidence room: what a page needs to open the evidence behind a cell, in its context and with its chain."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from casecode.analysis.selection import Selection
from casecode.model.study import Study
from casecode.reports.columns import Shown
from casecode.reports.evidence import build
from casecode.reports.naming import Naming, naming
from casecode.reports.quote import context_of
from casecode.sheet import Page

Data = dict[str, Any]


class Room(Struct, frozen=True):
    """A report with the evidence behind it, for a page that opens one from the other.

    `data` has `pieces` in the order of their ids, and by id what they name: `codes`, `sources`, `units`.
    """

    page: Page
    data: Data


def data_of(selections: Sequence[Selection]) -> Data:
    """The evidence selected, with ids as the report writes them."""
    names = naming(one.study for one in selections)
    pieces: list[Data] = []
    found: Data = {"pieces": pieces, "codes": {}, "sources": {}, "units": {}}
    for piece in build(selections).pieces:
        study, one = piece.study, piece.evidence
        shown = Shown(study, one, names)
        held = {
            "id": names.piece(study, one),
            "statement": one.statement,
            "quote": one.quote,
            "speaker": shown.speaker,
            "context": context_of(study, one) if one.quote else (),
            "source": names.source(study, one.source),
            "via": names.source(study, one.via) if one.via else "",
            "place": shown.place,
            "date": one.date,
            "stance": one.stance,
            "rating": "" if one.rating is None else study.scale.words(one.rating),
            "coder": one.coder,
            "note": one.note,
            "codes": [names.of(study.case.id, code) for code in one.codes],
            "units": [names.of(study.case.id, unit) for unit in one.units],
        }
        pieces.append({key: value for key, value in held.items() if value})
    for selection in selections:
        _add_named(found, selection.study, names)
    return found


def _add_named(found: Data, study: Study, names: Naming) -> None:
    """What pieces of a case name: codes with the way up to the questions, sources and units with their attributes."""
    case = study.case
    answers: dict[str, list[Data]] = {}
    for one in case.conclusions:
        question = study.framework.questions.get(one.question)
        for theme in one.themes:
            said = {"question": question.text if question else one.question, "text": one.text}
            answers.setdefault(theme, []).append(said)
    for code in [*study.framework.by_id, *study.themes]:
        above = [[*_above(study, factor)] for factor in study.factors_of(code)]
        within = {above for factor in study.factors_of(code) for above in (*_ancestors(study, factor), factor)}
        found["codes"][names.of(case.id, code)] = {
            "label": study.label_of(code),
            "within": [names.of(case.id, one) for one in sorted(within)],
            "above": above,
            "conclusions": answers.get(code, []),
        }
    for source in study.sources.values():
        where = ", ".join(filter(None, (source.container_title, source.publisher)))
        found["sources"][names.source(study, source.id)] = {
            "citation": source.citation,
            "where": where,
            "url": source.URL,
            "kind": source.kind,
            "attributes": dict(source.attributes),
        }
    for unit in case.units.values():
        title = f"{unit.title} ({case.title})" if names.is_full else unit.title
        found["units"][names.of(case.id, unit.id)] = {"title": title, "attributes": dict(unit.attributes)}


def _above(study: Study, factor: str) -> Iterator[str]:
    """The titles of a factor and of all that it stands below, from the outermost."""
    yield from (study.framework.title_of(one) for one in (*_ancestors(study, factor), factor))


def _ancestors(study: Study, factor: str) -> tuple[str, ...]:
    return study.framework.ancestors.get(factor, ())
