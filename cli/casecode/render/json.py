"""Reports as JSON: the contract of `reports/contract/`, indented, one document."""

import re

import msgspec

from casecode.sheet import Recorded, Report

# Legal in JSON, but a terminal would act on them.
_UNSAFE = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def render(report: Report) -> str:
    """The JSON of a report."""
    return encode(report.wire())


def render_lines(report: Recorded) -> str:
    """The records of a report, one JSON object to a line."""
    text = msgspec.json.Encoder().encode_lines(report.records()).decode()
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def encode(value: object) -> str:
    """Any value as indented JSON with characters escaped that a terminal would act on."""
    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"
