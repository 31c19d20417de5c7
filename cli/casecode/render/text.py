"""Making text from files safe to show: nothing in it may steer a terminal or hide what it says."""

import re

# Control characters other than line ends, and those that reorder or hide text (Unicode 15, sections 23.1-23.2).
_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def visible(text: str) -> str:
    """The text with every character that would act rather than show written as an escape; tabs become spaces."""
    if _UNSAFE.search(text) is None:
        return text
    return _UNSAFE.sub(_escape, text)


def one_line(text: str) -> str:
    """The text on one line, for places that have no second one."""
    return visible(re.sub(r"\s*\n\s*", " ", text))


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] == "\t":
        return " "
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
