"""Making text from files safe to show: nothing in it may steer a terminal or hide what it says."""

import re

# Joiners that scripts such as Persian need; they hide nothing.
_JOINERS = "\u200c\u200d"


def visible(text: str) -> str:
    """The text with every character that would act rather than show written as an escape; tabs become spaces.

    These are control and format characters, which may reorder or hide text, and line and paragraph separators
    (Unicode 15, sections 23.1-23.2). Line feeds stay.
    """
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character.isprintable() or character in "\n" + _JOINERS:
        return character
    from unicodedata import category

    if category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return character
    code = ord(character)
    return " " if character == "\t" else f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def one_line(text: str) -> str:
    """The text on one line, for places that have no second one."""
    return visible(re.sub(r"\s*\n\s*", " ", text))
