"""What the commands that bring foreign files in have in common: all or none, or the rest; and the account of it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from msgspec import Struct

from casecode.console.changing import project
from casecode.console.output import fail, refuse, say, show
from casecode.console.signature import Fields
from casecode.exchange.account import Account
from casecode.model.problem import MOST_PROBLEMS, Problem
from casecode.model.study import Study
from casecode.reports.account import causes, lines
from casecode.reports.cells import plural

SkipOption = Annotated[
    bool, typer.Option("--skip-bad", help="Take what can be taken, and list the rest; else all or nothing.")
]
UpdateOption = Annotated[
    bool, typer.Option("--update", help="Take over what differs in things that are there; else it is only told.")
]


class Intake(Struct, frozen=True):
    """What to do with what is bad, and with what is there and differs."""

    skip_bad: SkipOption = False
    update: UpdateOption = False


IntakeOptions = Annotated[Intake, Fields(Intake)]


def settle(accounts: Sequence[Account], way: Intake) -> None:
    """Say what becomes of all that a file holds. Where some of it is bad and may not be left out, or where something is
    nowhere to be found, the call ends here, and nothing is imported."""
    for account in accounts:
        if account.missing:
            counted = plural(account.held, account.what)
            say(f"Error: nothing was imported: {counted}, {account.missing:+} unaccounted for")
            say("  hint: this is a fault of casecode, not of the file; please report it")
            raise typer.Exit(1)
    bad = [account for account in accounts if account.left]
    if bad and not way.skip_bad:
        of = " and ".join(f"{len(it.left):,} of {plural(it.held, it.what)}" for it in bad)
        say(f"Error: nothing was imported: {of} cannot be taken")
        say("  hint: mend what is told below, or take the rest with --skip-bad")
        refuse(_told(bad))
    for account in accounts:
        for line in lines(account, way.update):
            say(line)
    show(_told(bad))


def _told(bad: Iterable[Account]) -> list[Problem]:
    return [it for account in bad for it in causes(account.left, account.what)][:MOST_PROBLEMS]


def stop_at(problems: Sequence[Problem]) -> None:
    """End the call where a file cannot be read."""
    if problems:
        say("Error: nothing was imported")
        refuse(problems)


def contents(file: Path, known: Iterable[str]) -> bytes:
    """What a file holds; a call that names one that cannot be read, or of a kind that is not known, ends here."""
    from casecode.read.text import read_bytes

    if file.suffix.lower() not in known:
        fail(f"{file.name}: files of this kind cannot be imported", f"known are {', '.join(known)}")
    try:
        return read_bytes(file)
    except OSError as error:
        fail(f"cannot read {file}: {error.strerror}")


def lacking(file: Path, error: ImportError, extra: str = "import") -> NoReturn:
    """End the call because a library that a format needs is not installed."""
    fail(f"{file.suffix} files need the library {error.name}", f"pip install 'casecode[{extra}]'")


def study(case: str) -> Study:
    """A case of the project, with all that belongs to it."""
    from casecode.console.inputs import load_cases
    from casecode.project.catalogue import Catalogue

    path = Catalogue((project(),)).find("cases", case)
    (found,) = load_cases([str(path) if path else case])
    return found
