"""Reports as PDF, made by Typst: tagged for those who do not see it, without a network and with the fonts it brings.

These have Latin, Greek, Cyrillic and Hebrew; for other scripts the fonts of the machine are asked. A letter that none
of them has is written by its number, so that nothing is lost.
"""

import re
from typing import Any, Literal

from casecode.render import typst as source
from casecode.render.formats import Look
from casecode.sheet import Report

_MISSING = re.compile(r'the text `"([^`]+)"` could not be displayed')
_NUMBERED = re.compile(r"\\u\{([0-9a-f]+)\}")


def render(report: Report, look: Look) -> bytes:
    """The page of a report as PDF. Needs the package typst."""
    return compiled(source.render(report, look))


def compiled(text: str) -> bytes:
    """A document in Typst as PDF/UA, with as few fonts of the machine as will do."""
    import typst

    for own_fonts_only in (True, False):
        try:
            return _compiled(text, own_fonts_only)
        except typst.TypstError as error:
            missing = _missing(error)
            if not missing:
                return _compiled(text, False, "1.7")
    while missing:
        for letters in missing:
            text = text.replace(letters, " ".join(f"U+{ord(letter):04X}" for letter in letters))
        try:
            return _compiled(text, False)
        except typst.TypstError as error:
            if not (further := _missing(error) - missing):
                return _compiled(text, False, "1.7")
            missing = further
    raise AssertionError("no letter is missing, yet nothing was made")


def _compiled(text: str, own_fonts_only: bool, standard: Literal["ua-1", "1.7"] = "ua-1") -> bytes:
    import typst

    compiler = typst.Compiler(text.encode(), ignore_system_fonts=own_fonts_only)
    made: Any = compiler.compile(format="pdf", pdf_standards=standard)
    return bytes(made)


def _missing(error: Any) -> set[str]:
    """The letters that no font has."""
    found = _MISSING.findall(f"{error.message}\n{error.diagnostic}")
    return {_NUMBERED.sub(lambda it: chr(int(it[1], 16)), one) for one in found}
