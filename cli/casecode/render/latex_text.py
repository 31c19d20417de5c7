"""Text from files in LaTeX: each sign in the form that prints it, and each script with a command for its font."""

import re
from itertools import pairwise

from casecode.render.paper import LONGEST
from casecode.render.scripts import BY_NAME, Script, runs
from casecode.render.text import settled

BREAKABLE = "\\hspace{0pt}"
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': r"\textquotedbl{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "-": r"-{}",
    "/": r"/\allowbreak{}",
    "[": r"{[}",
    "]": r"{]}",
    ",,": r",{},",
    "\n": " ",
    "\u00ad": r"\-",
}
_SIGNS = "".join(it for it in _SPECIAL if len(it) == 1)
_PATTERN = re.compile(f",,|[{re.escape(_SIGNS)}]")
_WORDS = re.compile(rf"(\S{{{LONGEST + 1},}})")
_BREAKS = re.compile(r"[._?&=:;+-](?=\w)|\w{12}(?=\w{4})")


def escape(text: str) -> str:
    """The text so that TeX sets it as it is."""
    return "".join(_run(script, part) for script, part in runs(settled(text, "\u00ad")))


def _run(script: Script | None, text: str) -> str:
    if script is None:
        return "".join(map(_word, _WORDS.split(text)))
    plain = _plain(text)
    if script.breaks_anywhere:
        plain = "".join(f"{letter}\\allowbreak{{}}" if ord(letter) > 0x7F else letter for letter in plain)
    if script.is_leftward:
        plain = f"\\ccleftward{{{plain}}}"
    return f"{{\\cc{script.name} {plain}}}"


def _word(text: str) -> str:
    """Some words; one that is very long, such as an address, may break."""
    if len(text) <= LONGEST or " " in text:
        return _plain(text)
    ends = [0, *(found.end() for found in _BREAKS.finditer(text)), len(text)]
    return "\\allowbreak{}".join(_plain(text[start:end]) for start, end in pairwise(ends) if end > start)


def _plain(text: str) -> str:
    return _PATTERN.sub(lambda found: _SPECIAL[found[0]], text)


def scripts_in(body: str) -> list[Script]:
    """The scripts that are used in what is written."""
    used = {*re.findall(r"\\cc([A-Z][a-z]+) ", body)}
    return [script for name, script in BY_NAME.items() if name in used]
