"""The report of `casecode mill`: what goes with an outcome, by agreement and by difference."""

from collections.abc import Sequence

from msgspec import Struct

from casecode.analysis.matrix import Column
from casecode.analysis.mill import Agreement, Difference, Methods, apply
from casecode.analysis.outcome import Outcome
from casecode.analysis.presence import RowKind, presences
from casecode.analysis.sensitivity import Sensitivity, sensitivity
from casecode.reports import contract, hanging, periods
from casecode.reports.cells import plural
from casecode.reports.naming import naming_of
from casecode.reports.presences import LEGEND, counted, mark, titles, unplaced, wire_codes, wire_presences
from casecode.sheet import Line, Note, Page, Role, Sheet, SheetRow, Tidy, line

MOST = 5  # pairs that a page shows
HEADS = {
    "distinguishes": ("Distinguishes", "evidence for it with the outcome, and against it without."),
    "open": ("Open", "evidence is missing, and could decide either way."),
    "not distinctive": ("Not distinctive", "evidence for it where the outcome is not."),
    "ruled out": ("Ruled out", "evidence against it where the outcome is."),
}
_ROLES: dict[str, Role] = {
    "distinguishes": "good",
    "one difference": "good",
    "open": "warn",
    "no difference": "bad",
    "not distinctive": "muted",
    "ruled out": "muted",
}


class Mill(Struct, frozen=True):
    """Both methods for an outcome, which is named as on the command line and in words."""

    outcome: str
    title: str
    methods: Methods
    hangs: Sensitivity | None = None
    scale: tuple[str, ...] = ()

    def page(self) -> Page:
        """What all instances agree in, then the pairs that differ in the outcome and in little else."""
        sheets = [self._agreement(), self._difference()]
        if self.hangs:
            sheets.append(hanging.sheet(self.title, self.methods, self.hangs, self.scale))
        return Page(f"What goes with {self.title}", tuple(sheets), (LEGEND,))

    def tidy(self) -> Tidy:
        """A row for each factor or theme in each column; of moved values one for each in each move."""
        if self.hangs:
            return hanging.tidy(self.outcome, self.methods, self.hangs)
        names = ("outcome", "row", "title", "finding", "column", "column_title", "has_outcome", "state")
        rows = [
            (self.outcome, one.row.id, one.row.title, one.finding, side.column.id, side.column.title, has, state)
            for one in self.methods.agreements
            for has, group, states in self._sides(one)
            for side, state in zip(group, states, strict=True)
        ]
        return Tidy(names, tuple(rows))

    def wire(self) -> contract.Methods:
        """The JSON of `casecode/mill`."""
        instances = self.methods.instances
        return contract.Methods(
            outcome=self.outcome,
            with_outcome=[one.column.id for one in instances.with_],
            without_outcome=[one.column.id for one in instances.without],
            not_known=[one.column.id for one in instances.unknown],
            left_out=[row.id for row in self.methods.left_out],
            unplaced=self.methods.table.unplaced,
            rows=wire_codes(one.row for one in self.methods.agreements),
            profiles=wire_presences(self.methods.table),
            agreement=[
                contract.Agreement(
                    one.row.id,
                    one.finding,
                    one.is_shared,
                    {
                        side.column.id: state
                        for _, group, states in self._sides(one)
                        for side, state in zip(group, states, strict=True)
                    },
                )
                for one in self.methods.agreements
            ],
            difference=[hanging.wire_pair(one) for one in self.methods.differences],
            sensitivity=hanging.wire(self.hangs) if self.hangs else None,
        )

    def _sides(self, one: Agreement) -> tuple[tuple[str, tuple, tuple], ...]:  # type: ignore[type-arg]
        instances = self.methods.instances
        return ("yes", instances.with_, one.with_), ("no", instances.without, one.without)

    def _agreement(self) -> Sheet:
        instances = self.methods.instances
        columns = (*instances.with_, *instances.without)
        ids = naming_of(side.column for side in columns)
        rows = []
        above = ""
        for one in self.methods.agreements:
            if one.finding != above:
                rows.append(SheetRow((line(HEADS[one.finding][0], _ROLES[one.finding]),), is_section=True))
            above = one.finding
            marks = (mark(side.of(one.row.id), side.column, ids) for side in columns)
            rows.append(SheetRow((line(one.row.title), *marks), depth=1))
        heads = (
            *(f"{one.column.title} (with)" for one in instances.with_),
            *(f"{one.column.title} (without)" for one in instances.without),
        )
        shared = sum(one.is_shared for one in self.methods.agreements)
        if not rows:
            return Sheet(f"{self.title}: agreement", (), (), ("There is nothing to hold against the outcome.",))
        notes: list[str | Note] = [
            f"{shared} of {plural(len(self.methods.agreements), 'row')} have evidence for them in all columns with the "
            "outcome."
        ]
        found = dict.fromkeys(one.finding for one in self.methods.agreements)
        notes += [": ".join(HEADS[finding]) for finding in found]
        if instances.unknown:
            names = "; ".join(one.column.title for one in instances.unknown)
            notes.append(f"Left aside, as the outcome is not known: {names}.")
        if left_out := self.methods.left_out:
            notes.append(f"Left out, as the outcome sums it up: {titles(left_out)}.")
        notes += periods.notes(side.column for side in columns)
        notes += unplaced(self.methods.table)
        return Sheet(f"{self.title}: agreement", ("", *heads), tuple(rows), tuple(notes), is_grid=True)

    def _difference(self) -> Sheet:
        few = [one for one in self.methods.differences if one.finding != "several differences"]
        rows = [SheetRow((_head(one), counted(one.differing), counted(one.open))) for one in few[:MOST]]
        notes: list[str | Note] = []
        if len(few) > MOST:
            rest = plural(len(few) - MOST, "pair")
            notes.append(Note(f"{rest} more that may differ in one thing only.", "All of them: --format json."))
        several = len(self.methods.differences) - len(few)
        if several:
            notes.append(f"{plural(several, 'pair')} left out that differ in several things.")
        if not self.methods.differences:
            notes.append("There is no pair of one with the outcome and one without.")
        return Sheet(f"{self.title}: difference", ("", "Known to differ in", "Open"), tuple(rows), tuple(notes))


def _head(one: Difference) -> tuple[Line, ...]:
    return (
        Line(one.with_.column.title),
        Line(f"without: {one.without.column.title}"),
        *line(one.finding, _ROLES[one.finding]),
    )


def build(
    columns: Sequence[Column],
    outcome: Outcome,
    kind: RowKind = "factor",
    is_moved: bool = False,
) -> Mill:
    """Agreement and difference of columns for an outcome, and how they hang on each value of it if that is asked."""
    methods = apply(presences(columns, kind), outcome.states, outcome.itself)
    hangs = sensitivity(methods, outcome) if is_moved else None
    return Mill(outcome.name, outcome.title, methods, hangs, outcome.scale)
