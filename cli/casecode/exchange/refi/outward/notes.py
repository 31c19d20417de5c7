"""Questions, propositions, conclusions, summaries and memos as notes and links."""

from casecode.exchange.refi.guids import guid
from casecode.exchange.refi.outward.gathering import Gathering
from casecode.exchange.refi.tails import Record, record_of
from casecode.model.dates import is_day
from casecode.model.memo import Memo
from casecode.model.study import Study
from casecode.read import forms


def note_all(gathering: Gathering) -> None:
    """Everything of a framework and its cases that is said in notes."""
    framework = gathering.framework
    for question in framework.questions.values():
        tail = {"question": question.id, **record_of(forms.QUESTION, question, ("text",))}
        gathering.note(guid("question", framework.id, question.id), question.text, question.text, tail)
    for it in framework.propositions:
        own, target = guid("proposition", framework.id, it.id), gathering.code("", it.to)
        gathering.link(gathering.code("", it.from_), f"{it.id}: {it.text}", [target], own)
    for memo in framework.memos:
        _memo(gathering, framework.id, memo)
    for study in gathering.studies:
        _conclusions(gathering, study)
        _summaries(gathering, study)
        for memo in study.case.memos:
            _memo(gathering, study.case.id, memo)


def _conclusions(gathering: Gathering, study: Study) -> None:
    case, framework = study.case, gathering.framework
    for number, it in enumerate(case.conclusions):
        own = guid("conclusion", case.id, it.question, str(number))
        tail: Record = {"conclusion": it.question, "of": case.id, "themes": [*it.themes], "note": it.note}
        asked = framework.questions.get(it.question)
        gathering.note(own, f"Conclusion: {asked.text if asked else it.question}", it.text, tail)
        gathering.link(own, "rests on", (gathering.code(case.id, theme) for theme in it.themes))
        gathering.link(own, "answers", [guid("question", framework.id, it.question)] if asked else [])


def _summaries(gathering: Gathering, study: Study) -> None:
    case, framework = study.case, gathering.framework
    for it in case.summaries:
        own = guid("summary", case.id, it.factor, it.unit)
        tail = {"summary": it.factor, "of": case.id, **record_of(forms.SUMMARY, it, ("factor", "text"))}
        where = ", ".join(filter(None, (framework.title_of(it.factor), study.unit_title(it.unit))))
        gathering.note(own, f"Summary: {where}", it.text, tail)
        gathering.link(own, "sums up", [gathering.code(case.id, it.factor)])


def _memo(gathering: Gathering, home: str, memo: Memo) -> None:
    """A memo, on what it is on as far as that can have notes; its own lines tell all of it."""
    own = guid("memo", home, memo.id)
    created = f"{memo.date}T00:00:00Z" if is_day(memo.date) else ""
    tail = {"memo": memo.id, "of": home, **record_of(forms.MEMO, memo, ("id", "text", "author"))}
    gathering.note(own, memo.text, memo.text, tail, gathering.user(memo.author), created)
    for name in memo.about:
        about = _meant(gathering, home, name)
        if about is not None:
            gathering.noted.setdefault(about, []).append(own)


def _meant(gathering: Gathering, home: str, name: str) -> str | None:
    """The GUID of what a memo is on, if that can have notes; empty for the project as a whole."""
    *before, id_ = name.split(":")
    cases = [study.case for study in gathering.studies if study.case.id in (home, *before)]
    if id_ in (gathering.framework.id, *(case.id for case in cases)):
        return ""
    for case in cases:
        for kind, known in (("source", {*case.sources}), ("evidence", {it.id for it in case.evidence})):
            if id_ in known and (kind in before or not {*before} & {"source", "evidence", "theme", "factor"}):
                return guid(kind, case.id, id_)
    return gathering.code(cases[0].id if cases else "", id_) or None
