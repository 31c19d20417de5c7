"""Reports as JSON: the contract of `reports/contract/`, indented, one document."""

import json
import re

import msgspec

from casecode.render.formats import Look
from casecode.sheet import Report

# Legal in JSON, but a terminal would act on them, a page around it take them for its own, a log for a command; or
# nobody would see that they are there, or they are no characters.
_UNSAFE = re.compile(
    "[\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff\U0001fffe\U0001ffff\U0010fffe\U0010ffff]|<(?=[/!])|#(?=#(?:\\[|vso\\[))"
)


def render(report: Report, _look: Look) -> str:
    """The JSON of a report."""
    return encode(report.wire())


def encode(value: object) -> str:
    """Any value as indented JSON."""
    try:
        text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    except UnicodeEncodeError:  # the name of a file is no UTF-8
        text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, indent=2)
    return escaped(text) + "\n"


def escaped(text: str) -> str:
    """JSON in which those characters, too, are escapes that are legal in it."""
    return _UNSAFE.sub(_escape, text)


def _escape(found: "re.Match[str]") -> str:
    """A character as JSON writes it: beyond the first 65,536 as a pair."""
    units = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
