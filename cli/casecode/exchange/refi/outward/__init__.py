"""From studies to a project: factors and themes as codes, evidence as selections, memos and conclusions as notes.

What has no place in the format stands in lines below a description (`tails.py`), from which it comes back; what does
not even go there is counted.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from casecode.exchange.refi.outward.cases import cases_of, variables_of
from casecode.exchange.refi.outward.codes import codebook
from casecode.exchange.refi.outward.gathering import Gathering
from casecode.exchange.refi.outward.notes import note_all
from casecode.exchange.refi.outward.sources import references_of, sources_of
from casecode.exchange.refi.project import Code, Project, Source
from casecode.exchange.refi.tails import record_of, told
from casecode.model.study import Study
from casecode.read import forms

_ELSEWHERE = ("factors", "themes", "questions", "propositions", "attributes", "references", "memos")
_LEFT = ("crosswalks", "displays")


class Outward(Struct, frozen=True):
    """The project; what of a study stands in it as words alone, and what it does not hold, counted by what it is."""

    project: Project
    as_words: Mapping[str, int]
    left: Mapping[str, int]


def codes_of(studies: Sequence[Study]) -> list[Code]:
    """The codes of studies that have one framework: themes are those of all cases."""
    return codebook(Gathering(studies), is_alone=True)


def project_of(studies: Sequence[Study], origin: str) -> Outward:
    """The project of studies that have one framework."""
    gathering = Gathering(studies)
    framework = gathering.framework
    codes = codebook(gathering)
    variables = tuple(variables_of(gathering))
    sources = [source for study in studies for source in sources_of(gathering, study)]
    sources += references_of(gathering)
    note_all(gathering)
    frame = record_of(forms.FRAMEWORK, framework, ("framework", "title", "description", *_ELSEWHERE, *_LEFT))
    tail = {"framework": framework.id, "title": framework.title, **frame}
    project = Project(
        name=studies[0].case.title if len(studies) == 1 else framework.title,
        origin=origin,
        description=told(framework.description, tail),
        users=tuple(gathering.users.values()),
        codes=tuple(_noted_code(gathering, code) for code in codes),
        variables=variables,
        cases=tuple(case for study in studies for case in cases_of(gathering, study)),
        sources=tuple(_noted(gathering, source) for source in sources),
        notes=tuple(gathering.notes),
        links=tuple(gathering.links),
        own_notes=gathering.notes_on(""),
    )
    return Outward(project, gathering.as_words, {**gathering.left, **_left(studies)})


def _noted(gathering: Gathering, source: Source) -> Source:
    own = (replace(it, notes=gathering.notes_on(it.guid)) for it in source.selections)
    return replace(source, selections=tuple(own), notes=gathering.notes_on(source.guid))


def _noted_code(gathering: Gathering, code: Code) -> Code:
    below = tuple(_noted_code(gathering, it) for it in code.codes)
    return replace(code, notes=gathering.notes_on(code.guid), codes=below)


def _left(studies: Sequence[Study]) -> dict[str, int]:
    """What is not told at all."""
    framework, cases = studies[0].framework, [study.case for study in studies]
    counts = {
        "crosswalks": len(framework.crosswalks),
        "displays": len(framework.displays) + sum(len(case.displays) for case in cases),
        "lines of profiles": sum(len(case.profile) for case in cases),
        "events of timelines": sum(len(case.timeline) for case in cases),
    }
    return {what: number for what, number in counts.items() if number}
