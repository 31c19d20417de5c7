"""Groups of options: what Typer sees, and what a command gets."""

from collections.abc import Sequence
from inspect import Parameter, signature
from typing import Annotated, Any

import typer
from msgspec import Struct
from typer.testing import CliRunner

from casecode.console.signature import Fields, Group, option, spread


class Words(Struct, frozen=True):
    """A group with an option that may be given often, and one that must be given."""

    must: Annotated[str, typer.Option("--must", help="Needed.")]
    words: Annotated[list[str] | None, typer.Option("--word", "-w", help="Often.", rich_help_panel="Words")] = None


class Letters(Group):
    """A group that is made of a table and becomes a dictionary."""

    def options(self) -> Sequence[Parameter]:
        """An option for each letter."""
        return [option(name, Annotated[str, typer.Option(f"--{name}")], "") for name in "ab"]

    def gathered(self, given: dict[str, Any]) -> dict[str, str]:
        """The letters that were given."""
        return {key: it for key, it in given.items() if it}


def call(*arguments: str) -> tuple[list[Any], Any]:
    """What a command with two groups between its own parameters gets."""
    got: list[Any] = []

    def run(
        name: Annotated[str, typer.Argument()] = "nobody",
        *,
        words: Annotated[Words, Fields(Words)],
        loud: Annotated[bool, typer.Option("--loud")] = False,
        letters: Annotated[dict[str, str], Letters()],
    ) -> None:
        got.extend([name, words, loud, letters])

    app = typer.Typer()
    app.command()(spread(run))
    return got, CliRunner().invoke(app, list(arguments))


def test_a_command_gets_one_object_for_a_group() -> None:
    """Options of groups and those of the command itself may stand in any order; each group arrives as its object."""
    got, result = call("-w", "x", "anna", "--b", "2", "--must", "m", "--word", "y", "--loud")
    assert result.exit_code == 0, result.output
    assert got == ["anna", Words("m", ["x", "y"]), True, {"b": "2"}]


def test_defaults_and_needed_options_of_a_group() -> None:
    """Without them a group has its defaults; a field without a default must be given, as any option without one."""
    got, result = call("--must", "m")
    assert (got, result.exit_code) == (["nobody", Words("m", None), False, {}], 0)
    assert call()[1].exit_code == 2


def test_fields_of_a_struct_on_another_come_first() -> None:
    """A group that builds on another has the options of both, in their order."""

    class More(Words, frozen=True):
        """One more."""

        extra: Annotated[int, typer.Option("--extra")] = 3

    def run(*, more: Annotated[More, Fields(More)]) -> None: ...

    spread_out = signature(spread(run))
    assert list(spread_out.parameters) == ["must", "words", "extra"]
    assert spread_out.parameters["extra"].default == 3
