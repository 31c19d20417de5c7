"""What reports on presence have in common: marks for states, lists of factors, and the JSON of what is present."""

from collections.abc import Iterable, Sequence

from casecode.analysis.attributes import Standing, standing
from casecode.analysis.matrix import Column
from casecode.analysis.presence import Code, Presence, Presences, PresenceTable
from casecode.reports import contract
from casecode.reports.cells import plural, wire_column
from casecode.reports.naming import Naming
from casecode.sheet import Cell, Line, Role

MARKS: dict[str, tuple[str, Role]] = {"for": ("+", "good"), "against": ("x", "bad")}
MOST = 6  # factors or themes that a cell names; JSON has all
LEGEND = "+ evidence for; x evidence against; ~ only qualified; blank: no evidence, which is not absence."


def mark(presence: Presence, column: Column, names: Naming) -> Cell:
    """A cell with the mark of a presence: nothing where there is no evidence."""
    if not presence.pieces:
        return ()
    text, role = MARKS.get(presence.state, ("~", "warn"))
    return (Line(text, role, ids=names.pieces(column.study, presence.pieces)),)


def titles(codes: Sequence[Code]) -> str:
    """Factors or themes in one line: the first of them, and how many others there are."""
    rest = len(codes) - MOST
    named = "; ".join(code.title for code in (codes[:MOST] if rest > 1 else codes))
    return f"{named}; and {rest} others" if rest > 1 else named


def counted(codes: Sequence[Code]) -> Cell:
    """How many factors or themes, and which."""
    return (Line(titles(codes), lead=str(len(codes))),) if codes else (Line("none", "muted"),)


def unplaced(table: PresenceTable) -> list[str]:
    """A note on the pieces that say nothing of any row."""
    if not table.unplaced:
        return []
    why = "without a theme" if table.kind == "theme" else "coded to a factor as a whole that has others below it"
    return [f"In no row: {plural(table.unplaced, 'piece')} of evidence {why}."]


def stands(column: Column, attribute: str) -> Standing:
    """Where a column stands by an attribute."""
    return standing(column.study, *column.owner, attribute)


def wire_codes(codes: Iterable[Code]) -> list[contract.Line]:
    """Factors or themes in JSON."""
    return [contract.Line(code.id, code.title, code.factor) for code in codes]


def wire_presences(table: PresenceTable) -> list[contract.Presences]:
    """What is present in columns in JSON, with the evidence behind every state."""
    return [contract.Presences(wire_column(one.column), _wire(one)) for one in table.columns]


def _wire(found: Presences) -> dict[str, contract.Presence]:
    return {
        row: contract.Presence(
            presence.state,
            [piece.id for piece in presence.supporting],
            [piece.id for piece in presence.contradicting],
            [piece.id for piece in presence.qualifying],
        )
        for row, presence in found.by_code.items()
    }
