"""How bash, zsh and fish ask, and what each wants to hear.

The scripts are Typer's (`casecode --show-completion`): they call `casecode` with the line in the environment. What is
printed becomes part of the user's line, and in zsh is run, so only names that are plain words leave here, and help
texts leave nothing that could act.
"""

import os
import sys
from collections.abc import Mapping

from casecode.completion.line import Found, complete
from casecode.completion.table import table

_HELP = 80  # characters of help
_PLAIN = " _-.,:@+/="  # what names may hold beside letters and digits


def main() -> int:
    """Answer the shell. Whatever goes wrong, a user who is typing does not want to read about it."""
    try:
        shell = os.environ["_CASECODE_COMPLETE"].removeprefix("complete_")
        if shell not in _SHELLS:
            return _ask_typer()
        text, code = _SHELLS[shell](os.environ)
        sys.stdout.buffer.write(text.encode("utf-8", "ignore"))
        sys.stdout.flush()
        return code
    except BaseException:  # an interrupt, too: the user went on typing
        return int(os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args")


def _ask_typer() -> int:
    """PowerShell, in which a process takes longer to start than Typer: not worth a way of its own."""
    from casecode.app import app

    sys.stderr = open(os.devnull, "w")  # noqa: SIM115, PTH123
    app(prog_name="casecode")
    return 0


def _bash(environment: Mapping[str, str]) -> tuple[str, int]:
    """Values only. Bash has broken words at colons and equals signs, and replaces the last part alone."""
    asked, last = environment["COMP_WORDS"], int(environment["COMP_CWORD"])
    raw = asked.split("\n" if "\n" in asked else " ")[1 : last + 1]
    raw += [""] * (last - len(raw))
    words = _joined(raw)
    found = _found([_unquoted(word) for word in words])
    part = "" if _is_break(raw[-1]) else raw[-1]
    kept = len(_unquoted(words[-1])) - len(_unquoted(part))
    is_quoted = part[:1] in ("'", '"') and part
    return "\n".join(value[kept:] if is_quoted else _escaped(value[kept:]) for value in found), 0


def _zsh(environment: Mapping[str, str]) -> tuple[str, int]:
    """A command to run: describe these names, or complete files. Zsh splits it at blanks before that."""
    found = _found(_words(environment))
    items = (_quoted(value.replace(":", r"\:") + (f":{text}" if text else "")) for value, text in found.items())
    if not found:
        return "_files", 0
    return f"local -a _casecode_names; _casecode_names=({' '.join(items)}); _describe name _casecode_names", 0


def _fish(environment: Mapping[str, str]) -> tuple[str, int]:
    """First whether there is anything, else fish completes files; then a line each, with help behind a tab."""
    found = _found(_words(environment))
    if environment.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return "", 0 if found else 1
    return "".join(f"{value}\t{text}\n" if text else f"{value}\n" for value, text in found.items()), 0


_SHELLS = {"bash": _bash, "zsh": _zsh, "fish": _fish}


def _found(words: list[str]) -> Found:
    """What fits the last word, as far as it can be typed as it is, with a help text that is safe to show."""
    from casecode.render.text import one_line

    found = complete(table(), words[:-1], words[-1])
    texts = {value: " ".join(one_line(text).split()) for value, text in found.items() if _is_plain(value)}
    return {value: text if len(text) <= _HELP else f"{text[: _HELP - 1]}…" for value, text in texts.items()}


def _is_plain(value: str) -> bool:
    return bool(value.strip()) and all(character.isalnum() or character in _PLAIN for character in value)


def _words(environment: Mapping[str, str]) -> list[str]:
    """The words behind the name of the program; the last is empty where a new one begins."""
    line = environment.get("_TYPER_COMPLETE_ARGS", "")
    words = _split(line)[1:]
    return [*words, ""] if not words or line[-1:].isspace() else words


def _split(line: str) -> list[str]:
    """The words of a line, quotes and backslashes resolved; a quote may still be open."""
    if not any(character in line for character in "\\'\""):
        return line.split()
    from shlex import shlex

    lexer = shlex(line, posix=True)
    lexer.whitespace_split, lexer.commenters = True, ""
    words: list[str] = []
    try:
        words += lexer
    except ValueError:
        words.append(lexer.token)
    return words


def _joined(raw: list[str]) -> list[str]:
    """Words as typed: those that stand around a colon or an equals sign belong together."""
    words: list[str] = []
    for place, part in enumerate(raw):
        if place and part and (_is_break(part) or _is_break(raw[place - 1])):
            words[-1] += part
        else:
            words.append(part)
    return words


def _is_break(part: str) -> bool:
    return part != "" and not part.strip(":=")


def _unquoted(word: str) -> str:
    return " ".join(_split(word)) if any(character in word for character in "\\'\"") else word


def _escaped(value: str) -> str:
    return value.replace(" ", r"\ ")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
