"""Tables that are imported: their rows, and which column is taken for what."""

from collections.abc import Iterable
from collections.abc import Mapping as Map
from pathlib import Path

from casecode.console.intake import contents, lacking, stop_at
from casecode.console.output import fail, say
from casecode.read.node import Mapping, Sequence


def table(file: Path) -> Sequence:
    """The rows of a table; where it cannot be read the call ends."""
    from casecode.exchange import evidence

    data = contents(file, evidence.FORMATS)
    try:
        rows, problems = evidence.read_table(file.name, data)
    except ImportError as error:
        lacking(file, error)
    stop_at(problems)
    assert rows is not None
    return rows


def columns_of(rows: Sequence) -> list[str]:
    """The columns in the order in which they first occur."""
    return list(dict.fromkeys(key for row in rows.items if isinstance(row, Mapping) for key in row.entries))


def columns_told(file: Path, rows: Sequence, pairs: Iterable[str] | None) -> dict[str, str]:
    """The column of each field, as options tell it."""
    told = {field.strip(): column.strip() for field, _, column in (it.partition("=") for it in pairs or ())}
    lacking_column(file, columns_of(rows), told.values())
    return told


def lacking_column(file: Path, present: Iterable[str], told: Iterable[str]) -> None:
    """End the call where a column is told that the table has not."""
    present = list(present)
    if missing := [column for column in told if column not in present]:
        fail(f'{file.name} has no column "{missing[0]}"', f"its columns are {', '.join(present)}")


def tell_columns(mapping: Map[str, str], present: Iterable[str]) -> None:
    """Say how the columns were read, and which were not."""
    for field, column in mapping.items():
        say(f"{field} <- {column}")
    if rest := [column for column in present if column not in mapping.values()]:
        say(f"not taken: {', '.join(rest)}")
