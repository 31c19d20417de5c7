"""The keys of evidence as options, for the commands that write a piece."""

from collections.abc import Iterable
from enum import StrEnum
from inspect import Parameter
from typing import Annotated, Any

import typer

from casecode.console import names
from casecode.console.signature import Group, option
from casecode.read.evidence_keys import IMPLIED, KEYS, EvidenceKey
from casecode.read.words import Date

_COMPLETES = {"theme": names.themes, "unit": names.units, "source": names.sources, "coder": names.coders}

Record = dict[str, Any]


class KeyOptions(Group):
    """An option for each key of evidence that a command can set, without those that it is given in another way.

    The command gets the values that were given under their keys.
    """

    def __init__(self, without: Iterable[str] = ()) -> None:
        self.keys = {key.name: key for key in KEYS if key.option and key.key not in without}

    def options(self) -> list[Parameter]:
        """In the order of the keys."""
        return [option(name, _declared(key), None) for name, key in self.keys.items()]

    def gathered(self, given: Record) -> Record:
        """Texts and lists of texts by key."""
        texts = {self.keys[name].key: it.strip() if isinstance(it, str) else it for name, it in given.items()}
        return {
            key: str(it).lower() if it is True else str(it) if isinstance(it, str) else it
            for key, it in texts.items()
            if it
        }


def implied(record: Record) -> list[str]:
    """The keys whose value goes without saying."""
    return [key for key, value in IMPLIED.items() if record.get(key) == value]


def _declared(key: EvidenceKey) -> Any:
    """The option of a key, as Typer takes it."""
    if key.is_flag:
        return Annotated[bool | None, typer.Option(*key.option, help=key.about)]
    kind: Any = StrEnum(key.title, {word: word for word in key.words}) if key.words else str
    complete = _COMPLETES.get(key.of or key.key)
    of_text = "DATE" if isinstance(key.item, Date) else "NAME" if complete else "TEXT"
    metavar = None if key.words else "ID" if key.of else of_text
    given = typer.Option(*key.option, metavar=metavar, help=key.about, autocompletion=complete)
    return Annotated[(list[kind] if key.is_list else kind) | None, given]


# The keys that a piece can do without, to be taken out.
Clearable = StrEnum("Clearable", {key.key: key.key for key in KEYS if not key.required})  # type: ignore[misc]
ClearOption = Annotated[list[Clearable] | None, typer.Option("--clear", help="Take this field out.")]
