"""`casecode trace`: the chain of evidence through one thing."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from casecode.analysis.chain import STEPS, Node
from casecode.console import names
from casecode.console.options import FragmentOption, OutputOption
from casecode.model.study import Study


class TraceFormat(StrEnum):
    """The formats of a chain of evidence."""

    table = "table"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    html = "html"
    latex = "latex"
    mermaid = "mermaid"
    dot = "dot"


WhatArgument = Annotated[
    str,
    typer.Argument(
        metavar="WHAT",
        autocompletion=names.steps,
        help="Id of a question, factor, theme, source or piece of evidence; conclusion:QUESTION.",
    ),
]
FormOption = Annotated[TraceFormat, typer.Option("--format", "-f", help="Format of the output.")]


def run(
    what: WhatArgument,
    form: FormOption = TraceFormat.table,
    output: OutputOption = None,
    fragment: FragmentOption = False,
) -> None:
    """Follow the chain of evidence: question, conclusion, factor, theme, evidence, source, place in the source.

    Each step says in which file and line it stands; a step that is missing is shown as missing. An id that several
    things have is told apart by its kind or its case, as in factor:strategy or alibaba:e101.
    """
    from casecode.console.inputs import load_each_root, open_project
    from casecode.console.output import emit, fail
    from casecode.model.problem import nearest
    from casecode.reports import trace as tracing

    known: list[str] = []
    for corpus in load_each_root(open_project()):
        studies = corpus.studies
        found = _find(studies, what)
        if found:
            nodes = list(dict.fromkeys(node for _, node in found))
            _stop_if_unclear(what, found, nodes)
            emit(tracing.build([study for study, _ in found], nodes[0]), form.value, output, fragment=fragment)
            return
        known += tracing.ids(studies)
    hint = nearest(what.rpartition(":")[2], known)
    fail(f'no case has anything with the id "{what}" in its chain', hint or "`casecode list` shows what there is")


def _find(studies: Sequence[Study], what: str) -> list[tuple[Study, Node]]:
    """The cases in which an id stands for a step of the chain, with that step."""
    from casecode.reports.trace import steps_of

    within, _, id_ = what.rpartition(":")
    found = [(study, node) for study in studies for node in steps_of(study, id_)]
    if within in STEPS:
        return [(study, node) for study, node in found if node.step == within]
    wanted = [(study, node) for study, node in found if within in ("", study.case.id, study.framework.id)]
    return [(study, node) for study, node in wanted if node.step != "conclusion"]


def _stop_if_unclear(what: str, found: Sequence[tuple[Study, Node]], nodes: Sequence[Node]) -> None:
    """End the call where the id means several things: of several kinds, or something of its own in each case."""
    from casecode.console.output import fail

    if len(nodes) > 1:
        choices = [f"{node.step}:{node.id}" for node in nodes]
    elif len({study.framework.id if _is_shared(study, node) else study.case.id for study, node in found}) > 1:
        choices = [f"{study.case.id}:{node.id}" for study, node in found]
    else:
        return
    fail(f'several things have the id "{what}"', f"write one of {', '.join(choices)}")


def _is_shared(study: Study, node: Node) -> bool:
    """Whether a step belongs to the framework, so that it is the same in all its cases."""
    framework = study.framework
    return node.step in ("question", "factor", "conclusion") or (
        node.step in ("theme", "source") and node.id in (*framework.themes, *framework.references)
    )
