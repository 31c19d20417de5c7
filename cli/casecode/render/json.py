"""Reports as JSON: the contract of `reports/contract/`, indented, one document."""

import re

import msgspec

from casecode.render.formats import Look
from casecode.sheet import Report

# Legal in JSON, but a terminal would act on them.
_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def render(report: Report, _look: Look) -> str:
    """The JSON of a report."""
    return encode(report.wire())


def encode(value: object) -> str:
    """Any value as indented JSON."""
    return escaped(msgspec.json.format(msgspec.json.encode(value), indent=2).decode()) + "\n"


def escaped(text: str) -> str:
    """JSON in which those characters, too, are escapes that are legal in it and that a terminal would act on."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
