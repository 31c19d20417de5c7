"""What there is to complete, as data: commands, options, and where their values come from.

The command line itself is the one place that declares this; it is asked once, and the answer is kept until the code
changes, because importing Typer takes longer than all the rest.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

from casecode.project import cache

_PACKAGE = Path(__file__).parents[1]


class Parameter(NamedTuple):
    """An option with its spellings, or an argument, which has none.

    Its values are the choices, or the names that a function gives (`module:function`).
    """

    spellings: list[str]
    help: str
    takes_value: bool
    is_repeatable: bool
    choices: list[str]
    names: str


class Command(NamedTuple):
    """A command, or under an empty name the program itself. One of a group has the name of that before its own."""

    help: str
    parameters: list[Parameter]


Table = dict[str, Command]


def table() -> Table:
    """The table: from the cache, or from the command line where its code has changed."""
    folders = (_PACKAGE / "commands", _PACKAGE / "console")
    declaring = (path for folder in folders for path in sorted(folder.rglob("*.py")))
    tables = (_PACKAGE / "render" / "formats.py", _PACKAGE / "read" / "evidence_keys.py")  # options follow from these
    sources = (_PACKAGE / "app.py", *tables, *declaring)
    key = cache.key_of(b"completion", *(path.read_bytes() for path in sources))
    if kept := cache.get(key):
        data = json.loads(bytes(kept))
        return {name: Command(text, [Parameter(*it) for it in own]) for name, (text, own) in data.items()}
    made = _make()
    cache.put(key, json.dumps(made).encode())
    return made


def _make() -> Table:
    from inspect import unwrap

    import typer.main
    import typer.utils

    from casecode.app import COMMANDS, KINDS, app, calls, load

    program = typer.main.get_command(app)
    context = program.make_context("casecode", [], resilient_parsing=True)
    made = {"": Command("", _parameters(program, context, {}))}
    made |= {name: Command(COMMANDS[name], _parameters(load(name), context, {})) for name in KINDS}
    for name, text in calls().items():
        command = load(name)
        declared = typer.utils.get_params_from_function(unwrap(command.callback))
        own = command.make_context(name, [], parent=context, resilient_parsing=True)
        made[name] = Command(text, _parameters(command, own, {key: one.default for key, one in declared.items()}))
    return made


def _parameters(command: Any, context: Any, declared: dict[str, Any]) -> list[Parameter]:
    shown = (one for one in command.get_params(context) if not getattr(one, "hidden", False))
    return [_parameter(one, context, declared.get(one.name)) for one in shown]


def _parameter(one: Any, context: Any, declared: Any) -> Parameter:
    is_option = one.param_type_name == "option"
    complete = getattr(declared, "autocompletion", None)
    return Parameter(
        spellings=[*one.opts, *one.secondary_opts] if is_option else [],
        help=one.help or "",
        takes_value=not (is_option and (one.is_flag or one.count)),
        is_repeatable=one.multiple if is_option else one.nargs == -1,
        choices=[] if complete else [item.value for item in one.shell_complete(context, "")],
        names=f"{complete.__module__}:{complete.__name__}" if complete else "",
    )
