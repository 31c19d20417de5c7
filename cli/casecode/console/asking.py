"""Asking for what a call leaves out: in a terminal a question, in a script a default or an error."""

import sys

import typer

from casecode.console.output import fail
from casecode.read.shape import is_id


def ask(option: str, question: str, given: str, default: str = "") -> str:
    """What was given; or else what the user answers; or, where nobody can be asked, the default."""
    if given:
        return given
    if sys.stdin.isatty():
        try:
            return str(typer.prompt(question, default=default or None, err=True)).strip()
        except typer.Abort:  # the end of input, by Ctrl-D
            fail(f"{option} is missing")
    if not default:
        fail(f"{option} is missing", f"{question}? In a terminal casecode asks")
    return default


def ask_id(option: str, question: str, given: str, default: str = "") -> str:
    """The same for an id."""
    answer = ask(option, question, given, default)
    if not is_id(answer):
        from casecode.edit.ids import slug

        better = slug(answer)
        fail(f'"{answer}" is not an id', f'for example "{better}"' if better else "use small letters and digits")
    return answer
