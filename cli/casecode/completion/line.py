"""From the words of an unfinished line to what may stand in its last place."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, NamedTuple

from casecode.completion.table import Command, Parameter, Table

Found = dict[str, str]


class Line(NamedTuple):
    """What a command has been given so far, in the form in which functions that complete names expect it.

    `args` holds its arguments and the values of its options, `options` the options as spelled; one that still waits
    for its value is `open`.
    """

    args: list[str]
    options: set[str]
    arguments: int
    open: Parameter | None
    params: dict[str, Any]


def complete(table: Table, words: list[str], word: str) -> Found:
    """What may stand in place of the last word, which may be begun, each with a help text."""
    name, rest = _command_of(table, words)
    if name not in table:
        return {}
    command = table[name]
    line = _read(command, rest)
    if word.startswith("-") and "--" not in rest:
        option, is_assigned, begun = word.partition("=")
        if not is_assigned:
            return _fitting(_options(command, line), word)
        assigned = _spelled(command).get(option)
        values = _values(assigned, line, begun) if assigned else ()
        return {f"{option}={value}": text for value, text in _fitting(values, begun).items()}
    if line.open:
        return _fitting(_values(line.open, line, word), word)
    if own := _commands_of(table, name):
        return _fitting(((key, one.help) for key, one in own.items()), word)
    arguments = [one for one in command.parameters if not one.spellings]
    place = min(line.arguments, len(arguments) - 1)
    if place < 0 or (line.arguments > place and not arguments[place].is_repeatable):
        return {}
    return _fitting(_values(arguments[place], line, word), word)


def _command_of(table: Table, words: list[str]) -> tuple[str, list[str]]:
    """The command that the words name, and the words behind it; no name while the program itself is spoken to."""
    name = ""
    for place, word in enumerate(words):
        if not word.startswith("-"):
            name = f"{name} {word}".lstrip()
            if not _commands_of(table, name):
                return name, words[place + 1 :]
    return name, []


def _commands_of(table: Table, name: str) -> dict[str, Command]:
    """The commands that a command has of its own, by their own names; those of the program for an empty name."""
    begun = f"{name} ".lstrip()
    own = {key.removeprefix(begun): one for key, one in table.items() if key and key.startswith(begun)}
    return {key: one for key, one in own.items() if " " not in key}


def _spelled(command: Command) -> dict[str, Parameter]:
    return {spelling: one for one in command.parameters for spelling in one.spellings}


def _read(command: Command, words: Iterable[str]) -> Line:
    """The words behind a command, read as the command line would."""
    spelled = _spelled(command)
    args: list[str] = []
    options: set[str] = set()
    open_: Parameter | None = None
    arguments, is_over = 0, False
    for word in words:
        option, is_assigned, value = word.partition("=")
        if open_ or is_over or not word.startswith("-") or word == "-":
            arguments += open_ is None
            args.append(word)
            open_ = None
        elif word == "--":
            is_over = True
        elif one := spelled.get(option):
            options.update(one.spellings)
            args += [value] * bool(is_assigned)
            open_ = one if one.takes_value and not is_assigned else None
    return Line(args, options, arguments, open_, {})


def _options(command: Command, line: Line) -> Iterator[tuple[str, str]]:
    """The options that can still be given."""
    for spelling, one in _spelled(command).items():
        if one.is_repeatable or spelling not in line.options:
            yield spelling, one.help


def _values(one: Parameter, line: Line, word: str) -> Iterable[tuple[str, str]]:
    if not one.names:
        return ((choice, "") for choice in one.choices)
    module, _, function = one.names.partition(":")
    found: list[tuple[str, str]] = getattr(import_module(module), function)(line, word)
    return found


def _fitting(values: Iterable[tuple[str, str]], begun: str) -> Found:
    """The values that go on from what is typed, each once."""
    found: Found = {}
    for value, text in values:
        if value.startswith(begun):
            found.setdefault(value, text)
    return found
