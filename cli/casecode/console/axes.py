"""Axes on the command line: what an option may name, and what it means."""

from collections.abc import Sequence

from casecode.analysis.axis import Axis, names, read_axis
from casecode.analysis.refusal import Refusal
from casecode.model.study import Study

AXIS_HELP = f"{', '.join(names())}, or an attribute of cases, units or sources"


def axis_of(option: str, text: str, studies: Sequence[Study], depth: int = 0) -> Axis:
    """The axis that an option names; a name that no axis has ends the call."""
    from casecode.console.output import fail

    found = read_axis(text, studies, depth)
    if isinstance(found, Refusal):
        fail(f"{option}: {found.why}", found.hint)
    return found
