"""Making text from files safe to show: nothing in it may steer a terminal or hide what it says."""

import re
from collections.abc import Callable

# Joiners that scripts such as Persian need; they hide nothing.
_JOINERS = "\u200c\u200d"
# Letters and marks of which nothing is seen (Unicode, Default_Ignorable_Code_Point).
_BLANK = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
# What says only how a text is to be set: where a word may be parted, and in which direction it is written. Overrides of
# the direction (U+202D, U+202E) are not among them: they show other words than the text has.
SETTING = "\u00ad\u200b\u2060\ufeff\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
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


def settled(text: str, kept: str = "") -> str:
    """The text of a report, visible, without the characters that say only how it is to be set, but for those to keep.

    A reader does not miss them; where they are escapes a quote is hard to read.
    """
    if text.isascii() or not any(map(text.__contains__, SETTING)):
        return visible(text)
    return "".join(it if it in kept else visible(it) for it in text if it in kept or it not in SETTING)


def flowing(text: str) -> str:
    """The text for what sets it as such: soft hyphens and directions stay, and each direction ends within its line."""
    if text.isascii() or not any(map(text.__contains__, SETTING)):
        return visible(text)
    return settled("\n".join(map(_closed, text.split("\n"))), SETTING)


def _closed(line: str) -> str:
    """A line in which every direction that is begun ends, and none ends that was not begun."""
    written: list[str] = []
    ends: list[str] = []
    for one in line:
        if one in _OPENS:
            ends.append(_OPENS[one])
        elif (one == "\u202c" and ends[-1:] != [one]) or (one == "\u2069" and one not in ends):
            continue
        elif one in _OPENS.values():
            while ends.pop() != one:
                pass  # the end of an isolate ends what was begun in it
        written.append(one)
    return "".join((*written, *reversed(ends)))


def one_line(text: str, shown: Callable[[str], str] = settled) -> str:
    """The text on one line, for places that have no second one."""
    first, *others = text.split("\n")
    if others:
        *between, last = others
        text = " ".join((first.rstrip(), *filter(None, map(str.strip, between)), last.lstrip()))
    return shown(text)


def inert(text: str) -> str:
    """The text of a log in which no line is a command to who keeps the log: its first sign is written as an escape."""
    if "::" not in text and "##" not in text:
        return text
    return _COMMAND.sub(lambda found: f"{found[1] or ''}\\x{ord(found[0][-1]):02x}", text)
