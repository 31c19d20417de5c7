"""Reports that are lists as JSON Lines: one record to a line, as the JSON contract has it."""

from msgspec.json import Encoder

from casecode.render.formats import Look
from casecode.render.json import escaped
from casecode.sheet import Recorded


def render(report: Recorded, _look: Look) -> str:
    """The records of a report."""
    return escaped(Encoder().encode_lines(report.records()).decode())
