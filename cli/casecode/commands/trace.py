"""`casecode trace`: the chain of evidence through one thing."""

from collections.abc import Sequence
from typing import Annotated

import typer

from casecode.analysis.chain import STEPS, Step
from casecode.console import names
from casecode.console.writing import Output, Writing
from casecode.model.study import Study

WhatArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="WHAT",
        autocompletion=names.steps,
        help="Id of a question, factor, theme, source or piece of evidence, a case or kind before it where need be.",
    ),
]


def run(
    words: WhatArgument,
    *,
    output: Annotated[Output, Writing("trace")],
) -> None:
    """Follow the chain of evidence: question, conclusion, factor, theme, evidence, source, place in the source.

    Each step says in which file and line it stands; a step that is missing is shown as missing. An id that several
    things have is told apart by its kind or its case, as in factor:strategy, alibaba:e101 or alibaba e101.
    """
    from casecode.console.inputs import load_each_root
    from casecode.console.naming import full_name
    from casecode.console.output import emit, fail
    from casecode.model.problem import in_full, nearest
    from casecode.reports import trace as tracing

    what = full_name(words)
    known: list[str] = []
    elsewhere: list[str] = []  # what has the id, but is not of the case or step that stands before it
    id_ = what.rpartition(":")[2]
    for corpus in load_each_root():
        studies = corpus.studies
        found = _find(studies, what)
        if found:
            nodes = list(dict.fromkeys(step for _, step in found))
            _stop_if_unclear(what, found, nodes)
            emit(tracing.build([study for study, _ in found], nodes[0]), output)
            return
        known += tracing.ids(studies)
        elsewhere += [
            f"{study.case.id}:{step.id}" for study, step in _find(studies, id_) if not _is_shared(study, step)
        ]
        elsewhere += [f"{step.name}:{step.id}" for study, step in _find(studies, id_) if _is_shared(study, step)]
    hint = in_full(elsewhere) or nearest(id_, known)
    fail(f'no case has anything with the id "{what}" in its chain', hint or "`casecode list` shows what there is")


def _find(studies: Sequence[Study], what: str) -> list[tuple[Study, Step]]:
    """The cases in which an id stands for a step of the chain, with that step."""
    from casecode.reports.trace import steps_of

    within, _, id_ = what.rpartition(":")
    found = [(study, step) for study in studies for step in steps_of(study, id_)]
    if within in STEPS:
        return [(study, step) for study, step in found if step.name == within]
    wanted = [(study, step) for study, step in found if within in ("", study.case.id, study.framework.id)]
    return [(study, step) for study, step in wanted if step.name != "conclusion"]


def _stop_if_unclear(what: str, found: Sequence[tuple[Study, Step]], nodes: Sequence[Step]) -> None:
    """End the call where the id means several things: of several kinds, or something of its own in each case."""
    from casecode.console.output import fail

    if len(nodes) > 1:
        choices = [f"{step.name}:{step.id}" for step in nodes]
    elif len({study.framework.id if _is_shared(study, step) else study.case.id for study, step in found}) > 1:
        choices = [f"{study.case.id}:{step.id}" for study, step in found]
    else:
        return
    fail(f'several things have the id "{what}"', f"write one of {', '.join(choices)}")


def _is_shared(study: Study, step: Step) -> bool:
    """Whether a step belongs to the framework, so that it is the same in all its cases."""
    framework = study.framework
    return step.name in ("question", "factor", "conclusion") or (
        step.name in ("theme", "source") and step.id in (*framework.themes, *framework.references)
    )
