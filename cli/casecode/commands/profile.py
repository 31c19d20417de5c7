"""`casecode profile`: the case in facts."""

from typing import Annotated

from casecode.console.options import CaseArgument
from casecode.console.writing import Output, Writing


def run(
    case: CaseArgument,
    *,
    output: Annotated[Output, Writing("profile")],
) -> None:
    """Show a case in facts: profile, timeline, displays, and the conclusions drawn."""
    from casecode.console.inputs import load_cases
    from casecode.console.output import emit
    from casecode.reports import profile

    (study,) = load_cases([case])
    emit(profile.build(study), output, [study])
