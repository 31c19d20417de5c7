"""What reports on presence have in common: marks for states, lists of factors, and the JSON of profiles."""

from collections.abc import Iterable, Sequence

from casecode.analysis.attributes import Standing, standing
from casecode.analysis.matrix import Column
from casecode.analysis.presence import Line, Presence, Profile, Profiles
from casecode.model.study import Study
from casecode.reports import contract
from casecode.reports.cells import plural, wire_column
from casecode.sheet import Cell, Role
from casecode.sheet import Line as SheetLine

MARKS: dict[str, tuple[str, Role]] = {"for": ("+", "good"), "against": ("x", "bad")}
MOST = 6  # factors or themes that a cell names; JSON has all
LEGEND = "+ evidence for; x evidence against; ~ only qualified; blank: no evidence, which is not absence."


def mark(presence: Presence) -> Cell:
    """A cell with the mark of a presence: nothing where there is no evidence."""
    if not presence.pieces:
        return ()
    text, role = MARKS.get(presence.state, ("~", "warn"))
    return (SheetLine(text, role, ids=tuple(piece.id for piece in presence.pieces)),)


def titles(lines: Sequence[Line]) -> str:
    """Factors or themes in one line: the first of them, and how many others there are."""
    rest = len(lines) - MOST
    named = "; ".join(line.title for line in (lines[:MOST] if rest > 1 else lines))
    return f"{named}; and {rest} others" if rest > 1 else named


def counted(lines: Sequence[Line]) -> Cell:
    """How many factors or themes, and which."""
    return (SheetLine(titles(lines), lead=str(len(lines))),) if lines else (SheetLine("none", "muted"),)


def unplaced(profiles: Profiles) -> list[str]:
    """A note on the pieces that say nothing of any row."""
    if not profiles.unplaced:
        return []
    why = "without a theme" if profiles.kind == "theme" else "coded to a factor as a whole that has others below it"
    return [f"In no row: {plural(profiles.unplaced, 'piece')} of evidence {why}."]


def stands(column: Column, attribute: str) -> Standing:
    """Where a column stands by an attribute."""
    study: Study = column.study
    return standing(study, column.unit, attribute)


def wire_lines(lines: Iterable[Line]) -> list[contract.Line]:
    """Factors or themes in JSON."""
    return [contract.Line(line.id, line.title, line.factor) for line in lines]


def wire_profiles(profiles: Profiles) -> list[contract.Presences]:
    """The profiles of columns in JSON, with the evidence behind every state."""
    return [contract.Presences(wire_column(one.column), _wire(one)) for one in profiles.columns]


def _wire(profile: Profile) -> dict[str, contract.Presence]:
    return {
        row: contract.Presence(
            presence.state,
            [piece.id for piece in presence.supporting],
            [piece.id for piece in presence.contradicting],
            [piece.id for piece in presence.qualifying],
        )
        for row, presence in profile.presences.items()
    }
