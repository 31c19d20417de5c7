"""Cells of tables that a spreadsheet would take for a formula, and the apostrophe that says they are none (OWASP).

A spreadsheet may part cells at a semicolon or tab, and then at a line break too, whatever is in quotation marks; a sign
may be full width, and stand behind what is not seen. So the apostrophe stands where a cell, or a part of it, begins.
Numbers stay numbers. `unguarded` takes away what `guarded` has put there, from any text.
"""

import re

# Of what stands before it nothing is seen: spaces, controls, characters of no width.
_NOTHING = (
    r"[ \x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u3000\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff]*"
)
_SIGN = r"[=+\-@|%\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
_NUMBER = r"[+-]?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?[ \xa0]?%?(?:[;\t\r\n]|\Z)"
_FORMULA = rf"'*{_NOTHING}{_SIGN}"
_PARTED = re.compile("[;\t\r\n]")
_GUARD = re.compile(rf"\A(?=['\t\r\n])|(?:\A|(?<=[;\t\r\n]))(?!{_NOTHING}{_NUMBER})(?={_FORMULA})")
_GUARDED = re.compile(rf"\A'(?=['\t\r\n])|(?:\A|(?<=[;\t\r\n]))'(?={_FORMULA})")


def guarded(cell: str) -> str:
    """The cell with an apostrophe wherever a formula would begin, and before one that a cell begins with."""
    if cell[:1].isalnum() and not _PARTED.search(cell):
        return cell
    return _GUARD.sub("'", cell)


def unguarded(cell: str) -> str:
    """The text that a cell stands for: the same without those apostrophes."""
    return _GUARDED.sub("", cell) if "'" in cell else cell
