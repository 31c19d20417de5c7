"""`casecode explain`: what a rule means."""

from typing import Annotated

import typer

from casecode.console import names
from casecode.console.writing import Output, Writing

RuleArgument = Annotated[
    str,
    typer.Argument(metavar="RULE", autocompletion=names.rules, help="Rule as `check` names it; none for all of them."),
]


def run(rule: RuleArgument = "", *, output: Annotated[Output, Writing("explain")]) -> None:
    """Say what a rule of `check` means, why it matters for a case study, and show an example each way."""
    from casecode.console.options import check_known
    from casecode.console.output import emit
    from casecode.reports.explain import Rules, rules

    known = rules()
    if not rule:
        emit(Rules(tuple(known.values())), output)
        return
    check_known("rule", rule, tuple(known))
    emit(known[rule], output)
