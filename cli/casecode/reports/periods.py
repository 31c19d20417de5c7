"""The note of all reports that compare cases: their evidence does not reach equally far in time."""

from collections.abc import Iterable

from casecode.analysis.matrix import Column
from casecode.analysis.periods import uneven
from casecode.analysis.selection import Selection
from casecode.sheet import Note


def notes(compared: Iterable[Column | Selection]) -> tuple[Note, ...]:
    """To which year the evidence of each case reaches, where these years are apart; no note where they are not."""
    years = uneven(compared)
    if not years:
        return ()
    told = ", ".join(f"{year} ({'; '.join(titles)})" for year, titles in years.items())
    return (Note(f"Evidence reaches to {told}.", f"--until {min(years)} compares the same period."),)
