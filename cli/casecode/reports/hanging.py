"""How the findings of `casecode mill` hang on each value of the outcome: its sheet, table and JSON."""

from collections.abc import Iterable

from casecode.analysis.mill import Difference, Finding, Methods
from casecode.analysis.presence import Code, Presences
from casecode.analysis.sensitivity import Move, Sensitivity
from casecode.reports import contract
from casecode.reports.cells import plural
from casecode.reports.presences import titles
from casecode.sheet import Cell, Line, Note, Role, Sheet, SheetRow, Tidy, line, tidied

_ROLES: dict[Finding, Role] = {"distinguishes": "good", "open": "warn"}


def sheet(title: str, methods: Methods, found: Sensitivity, scale: tuple[str, ...]) -> Sheet:
    """A row for each value that one step takes to the other side: what stands, and what changes."""
    rows = tuple(SheetRow((_head(move), _stand(move, len(methods.agreements)), _become(move))) for move in found.moves)
    notes: list[str | Note] = [_step(scale)]
    if rows:
        notes.append(_standing(methods, found))
    if found.unmoved:
        notes.append(f"No step of theirs crosses the outcome, so that every finding stands: {_names(found.unmoved)}.")
    if methods.instances.unknown:
        notes.append(f"Not moved, as the outcome is not known: {_names(methods.instances.unknown)}.")
    heads = ("", "Stand", "Change") if rows else ()
    return Sheet(f"{title}: if one value were another", heads, rows, tuple(notes))


def tidy(outcome: str, methods: Methods, found: Sensitivity) -> Tidy:
    """A row for each factor or theme under each move."""
    names = (
        "outcome",
        "column",
        "column_title",
        "before",
        "after",
        "row",
        "title",
        "finding",
        "finding_after",
        "stands",
    )
    rows = []
    for move in found.moves:
        column = move.side.column
        moved = (column.id, column.title, move.step.before, tidied(move.step.after))
        after = {it.row.id: it.after for it in move.changes}
        for one in methods.agreements:
            then = "" if move.is_void else after.get(one.row.id, one.finding)
            stands = "yes" if then == one.finding else "no"
            rows.append((outcome, *moved, one.row.id, one.row.title, one.finding, then, stands))
    return Tidy(names, tuple(rows))


def wire(found: Sensitivity) -> contract.Sensitivity:
    """The moves in JSON."""
    return contract.Sensitivity(
        moves=[
            contract.Move(
                move.side.column.id,
                move.step.before,
                list(move.step.after),
                move.is_void,
                [row.id for row in move.stand],
                [contract.Turned(it.row.id, it.before, it.after) for it in move.changes],
                [wire_pair(pair) for pair in move.lost],
                [wire_pair(pair) for pair in move.won],
            )
            for move in found.moves
        ],
        unmoved=[side.column.id for side in found.unmoved],
        stand=[one.row.id for one in found.stand],
    )


def wire_pair(pair: Difference) -> contract.Difference:
    """A pair in JSON."""
    return contract.Difference(
        (pair.with_.column.id, pair.without.column.id),
        pair.finding,
        [row.id for row in pair.differing],
        [row.id for row in pair.open],
    )


def _head(move: Move) -> Cell:
    return (Line(move.side.column.title), Line(move.step.title, "muted"))


def _stand(move: Move, of: int) -> Cell:
    return line(f"{len(move.stand)} of {of}", "plain" if move.changes or move.is_void else "good")


def _become(move: Move) -> Cell:
    """What changes: the rows by what they were and would be, then the pairs of one difference."""
    if move.is_void:
        return line("No column would have the outcome.", "bad")
    by_change: dict[tuple[Finding, Finding], list[Code]] = {}
    for one in move.changes:
        by_change.setdefault((one.before, one.after), []).append(one.row)
    lines = [
        Line(titles(rows), _ROLES.get(after, "plain"), lead=f"{before} → {after}:")
        for (before, after), rows in by_change.items()
    ]
    for pairs, lead in ((move.lost, "one difference no more:"), (move.won, "one difference then:")):
        lines += [Line(_pair(pair), lead=lead) for pair in pairs]
    return tuple(lines) or line("nothing", "muted")


def _pair(pair: Difference) -> str:
    return f"{pair.with_.column.title} and {pair.without.column.title}, by {titles(pair.differing)}"


def _step(scale: tuple[str, ...]) -> str:
    return (
        f"One value at a time is moved by one step of its scale ({', '.join(scale)}), the others as they are."
        if scale
        else "One value at a time is taken for one on the other side, the others as they are."
    )


def _standing(methods: Methods, found: Sensitivity) -> str:
    """How many rows stand under every move, and of each kind of finding how many."""
    parts = []
    for finding in dict.fromkeys(one.finding for one in methods.agreements):
        of = [one for one in methods.agreements if one.finding == finding]
        parts.append(f"{finding} {sum(one in found.stand for one in of)} of {len(of)}")
    rows = plural(len(methods.agreements), "row")
    return f"Found whatever one value is: {len(found.stand)} of {rows} ({'; '.join(parts)})."


def _names(sides: Iterable[Presences]) -> str:
    return "; ".join(side.column.title for side in sides)
