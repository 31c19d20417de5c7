"""The report of `casecode evidence --proof`: themes with the quotes that show them, and where these are from.

Proof quotes (Pratt 2008, 2009) stand in a table beside the text: they show that a theme is found in many places.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.axes import Key
from casecode.analysis.axis import Axis, Keys
from casecode.analysis.crosstab import Coded, cross
from casecode.analysis.selection import Selection
from casecode.reports import contract, quoted
from casecode.reports.cells import plural
from casecode.reports.columns import ROLES, Shown
from casecode.reports.evidence import EvidenceReport
from casecode.reports.naming import Naming
from casecode.reports.outline import Outlined, outline, sheet_rows, theme_rows
from casecode.sheet import Cell, Line, Page, Sheet, Tidy, line, tidied


class Proven(Struct, frozen=True):
    """A theme, or a factor that evidence is coded to itself, with the quotes chosen, and how many others there are."""

    theme: Key
    pieces: tuple[Coded, ...]
    others: int


class Proof(Struct, frozen=True):
    """Themes with their quotes, in the order of the tree of factors; as data it is the evidence that is shown."""

    evidence: EvidenceReport
    keys: Keys
    proven: tuple[Proven, ...]
    unquoted: int

    def page(self) -> Page:
        """A row for each quote: theme, quote and source, under the headings of the factors."""
        names = self.evidence.names
        rows = [(one, piece) for one in self.proven for piece in one.pieces]
        lines = outline(theme_rows(self.keys, [one.theme for one, _ in rows], is_short=True))
        cells = [_cells(names, piece) for _, piece in rows]
        title = f"{', '.join(study.case.title for study in self.keys.studies)}: proof quotes"
        sheet = Sheet(title, ("Theme", "Quote", "Source"), sheet_rows(_once(lines, rows), cells), self._notes())
        return Page(title, (sheet,))

    def tidy(self) -> Tidy:
        """A row for each quote of a theme."""
        columns = ("case", "theme", "title", "id", "quote", "speaker", "source", "via", "place", "stance", "rating")
        rows = [
            (one.study.case.id, proven.theme.id, proven.theme.title, *_data(one))
            for proven in self.proven
            for one in proven.pieces
        ]
        return Tidy(columns, tuple(rows))

    def wire(self) -> contract.EvidenceReport:
        """The JSON of `casecode/evidence`, with the evidence whose quotes are shown."""
        return self.evidence.wire()

    def records(self) -> list[contract.Evidence]:
        """The same piece by piece, for JSON Lines."""
        return self.evidence.records()

    def each_record(self) -> Iterator[contract.Evidence]:
        """The same without holding them all."""
        return self.evidence.each_record()

    def _notes(self) -> tuple[str, ...]:
        count = len({(one.study.case.id, one.piece.id) for proven in self.proven for one in proven.pieces})
        left = sum(proven.others for proven in self.proven)
        notes = [f"{plural(count, 'quote')} of {plural(len(self.proven), 'theme')}."]
        if left:
            notes.append(f"{plural(left, 'other quote')} of these themes not shown.")
        if self.unquoted:
            notes.append(f"{plural(self.unquoted, 'theme')} without a quote left out.")
        return tuple(notes)


def build(evidence: EvidenceReport, selections: Sequence[Selection], limit: int = 0) -> Proof:
    """The quotes of each theme that the selected evidence has, the important ones first; a limit keeps some of each."""
    axes = (Axis("theme"), Axis("case"))
    table = cross(selections, axes)
    keys = axes[0].keys(selections)
    proven = []
    shown: dict[int, None] = {}
    for theme in table.rows:
        found = quoted.chosen(table.row_totals[theme].pieces, "quotes")
        kept = tuple(found[:limit] if limit else found)
        shown.update(dict.fromkeys(id(one.piece) for one in kept))
        proven.append(Proven(theme, kept, len(found) - len(kept)))
    having = tuple(one for one in proven if one.pieces)
    return Proof(evidence.only(shown), keys, having, len(proven) - len(having))


def _cells(names: Naming, one: Coded) -> tuple[Cell, Cell]:
    shown = Shown(one.study, one.piece, names)
    said = "" if one.piece.stance == "supports" else one.piece.stance
    who, *where = shown.attributions()
    quote = Line(quoted.text_of(one.piece, "quotes"), ROLES[one.piece.stance], note=said)
    return (quote,), (*line(who), *line(", ".join(where), "muted"))


def _once(lines: Sequence[Outlined], rows: Sequence[tuple[Proven, Coded]]) -> list[Outlined]:
    """The lines with the title of a theme at the first of its quotes only."""
    titled: set[Key] = set()
    found = []
    for one in lines:
        theme = rows[one.row][0].theme if one.row is not None else None
        found.append(replace(one, title="") if theme in titled else one)
        if theme is not None:
            titled.add(theme)
    return found


def _data(one: Coded) -> tuple[str, ...]:
    piece, shown = one.piece, Shown(one.study, one.piece)
    texts = (piece.id, piece.quote, shown.speaker, piece.source, piece.via, shown.place, piece.stance)
    return (*texts, tidied(piece.rating))
