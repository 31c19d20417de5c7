"""Asking for what a call leaves out: in a terminal a question, in a script a default or an error."""

import sys

import typer

from casecode.console.output import fail, say
from casecode.read.words import is_id


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return sys.stdin.isatty()


def ask(option: str, question: str, given: str, default: str = "", hint: str = "") -> str:
    """What was given; or else what the user answers; or, where nobody can be asked, the default.

    `hint` says what to write where there is none.
    """
    if given:
        return given
    if can_ask():
        return _answer(option, question, default)
    if not default:
        fail(f"{option} is missing", hint or f"{question}? In a terminal casecode asks")
    return default


def ask_id(option: str, question: str, given: str, default: str = "", hint: str = "") -> str:
    """The same for an id: what is none is asked for again, or ends a call that gave it."""
    answer = ask(option, question, given, default, hint)
    while not is_id(answer):
        from casecode.analysis.ids import slug

        better = slug(answer)
        why = f'"{answer}" is not an id', f'for example "{better}"' if better else "use small letters and digits"
        if given or not can_ask():
            fail(*why)
        say(f"{why[0]}: {why[1]}")
        answer = _answer(option, question, better or default)
    return answer


def _answer(option: str, question: str, default: str) -> str:
    try:
        return str(typer.prompt(question, default=default or None, err=True)).strip()
    except typer.Abort:  # the end of input, by Ctrl-D
        fail(f"{option} is missing")
