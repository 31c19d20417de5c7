"""Making text from files safe to show: nothing in it may steer a terminal or hide what it says."""

import re

# Joiners that scripts such as Persian need; they hide nothing.
_JOINERS = "\u200c\u200d"
# Letters and marks of which nothing is seen (Unicode, Default_Ignorable_Code_Point).
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
# What a service that runs checks takes for a command where it stands in a log: GitHub's runner at the beginning of a
# line (`::set-output …::`), and anywhere, as that of Azure (`##[error]`, `##vso[…]`).
_COMMAND = re.compile(r"(?m)(?:^|(?<=\r))([^\S\r\n]*):(?=:)|#(?=#(?:\[|vso\[))")


def visible(text: str) -> str:
    """The text with every character that would act rather than show written as an escape; tabs become spaces.

    These are control and format characters, which may reorder or hide text, line and paragraph separators, what looks
    like nothing, and what is no character (Unicode 15, sections 23.1-23.2 and 23.7). Line feeds stay.
    """
    is_plain = text.isprintable() and (text.isascii() or not any(map(text.__contains__, _BLANK)))
    return text if is_plain else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character in "\n" + _JOINERS:
        return character
    if character.isprintable() and character not in _BLANK:
        return character
    from unicodedata import category

    code = ord(character)
    is_nothing = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    if category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp") and not is_nothing and character not in _BLANK:
        return character
    return " " if character == "\t" else f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def one_line(text: str) -> str:
    """The text on one line, for places that have no second one."""
    first, *others = text.split("\n")
    if others:
        *between, last = others
        text = " ".join((first.rstrip(), *filter(None, map(str.strip, between)), last.lstrip()))
    return visible(text)


def inert(text: str) -> str:
    """The text of a log in which no line is a command to who keeps the log: its first sign is written as an escape."""
    if "::" not in text and "##" not in text:
        return text
    return _COMMAND.sub(lambda found: f"{found[1] or ''}\\x{ord(found[0][-1]):02x}", text)
