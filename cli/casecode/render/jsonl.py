"""Reports that are lists as JSON Lines: one record to a line, as the JSON contract has it."""

import json

from msgspec import to_builtins
from msgspec.json import Encoder

from casecode.render.formats import Look
from casecode.render.json import escaped
from casecode.sheet import Recorded


def render(report: Recorded, _look: Look) -> str:
    """The records of a report."""
    records = report.records()
    try:
        return escaped(Encoder().encode_lines(records).decode())
    except UnicodeEncodeError:  # the name of a file is no UTF-8
        return escaped("".join(json.dumps(to_builtins(one), ensure_ascii=False) + "\n" for one in records))
