"""The report of `casecode fragility`: what each verdict hangs on, and which single source turns most."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from casecode.analysis import fragility
from casecode.analysis.fragility import Fragility, Kind, What, labels_of
from casecode.analysis.matrix import Column, tally
from casecode.analysis.mill import Methods
from casecode.analysis.selection import Selection
from casecode.reports import contract
from casecode.reports.cells import plural
from casecode.reports.naming import naming
from casecode.sheet import Cell, Line, Page, Sheet, SheetRow, Tidy, line, tidied

HEADS: dict[Kind, str] = {
    "row": "Rows compared",
    "conclusion": "Conclusions",
    "proposition": "Propositions",
    "factor": "Factors",
    "finding": "What goes with the outcome",
}
WORDS: dict[What, str] = {"source": "source", "piece": "piece", "coder": "coder", "kind": "kind of source"}
SHOWN = 3  # sets of one verdict that a table shows


class Fragilities(Struct, frozen=True):
    """Verdicts, each with the case that it is of where it is of one, by what is left out."""

    title: str
    by: What
    columns: tuple[str, ...]
    verdicts: tuple[tuple[str, Fragility], ...]

    @property
    def alone(self) -> Counter[str]:
        """For each single thing how many verdicts turn if it is left out."""
        return Counter(turn.left_out[0] for _, one in self.verdicts for turn in one.turns if len(turn.left_out) == 1)

    def page(self) -> Page:
        """What turns verdicts alone, then for each kind of verdict what each hangs on."""
        title = f"{self.title}: what verdicts hang on"
        sheets = [self._summary(title)]
        for kind, head in HEADS.items():
            rows = tuple(self._row(case, one) for case, one in self.verdicts if one.kind == kind)
            if rows:
                heads = ("", "Verdict", f"Hangs on ({WORDS[self.by]}s)", "Without them")
                sheets.append(Sheet(head, heads, rows))
        return Page(title, tuple(sheets))

    def tidy(self) -> Tidy:
        """A row for each smallest set of each verdict; one without where nothing turns it."""
        columns = ("case", "kind", "id", "verdict", "size", "left_out", "into", "beyond")
        rows = [
            (case, one.kind, one.id, one.verdict, str(one.size), *turn, str(one.beyond or ""))
            for case, one in self.verdicts
            for turn in [(tidied(it.left_out), it.into) for it in one.turns] or [("", "")]
        ]
        return Tidy(columns, tuple(rows))

    def wire(self) -> contract.Fragilities:
        """The JSON of `casecode/fragility`."""
        return contract.Fragilities(
            by=self.by,
            columns=list(self.columns),
            verdicts=[
                contract.Fragile(
                    case or None,
                    one.kind,
                    one.id,
                    one.title,
                    one.verdict,
                    one.size,
                    [contract.Turn(list(it.left_out), it.into) for it in one.turns],
                    one.beyond or None,
                )
                for case, one in self.verdicts
            ],
            alone=dict(self.alone.most_common()),
        )

    def _summary(self, title: str) -> Sheet:
        word = WORDS[self.by]
        count = len(self.verdicts)
        hanging = sum(one.size == 1 for _, one in self.verdicts)
        lasting = sum(not one.turns and not one.beyond for _, one in self.verdicts)
        said = [f"{hanging} of {plural(count, 'verdict')} hang on one {word}."]
        if lasting:
            said.append(f"{lasting} cannot be turned by leaving {word}s out.")
        rows = tuple(
            SheetRow((line(name), line(str(number)), _titles(one for _, one in self.verdicts if _turns(one, name))))
            for name, number in self.alone.most_common()
        )
        return Sheet(title, (word.capitalize(), "Turns alone", "Which verdicts") if rows else (), rows, tuple(said))

    def _row(self, case: str, one: Fragility) -> SheetRow:
        mark = "◇ " if one.size == 1 else ""
        title = (Line(f"{mark}{one.title}"), *line(case if len(self.columns) > 1 else "", "muted"))
        sets = tuple(Line(" + ".join(it.left_out), "item") for it in one.turns[:SHOWN])
        more = len(one.turns) - SHOWN
        rest = line(f"and {plural(more, 'other set')} of {one.size}", "muted") if more > 0 else ()
        if not one.turns:
            said = f"more than {one.beyond}" if one.beyond else "nothing"
            return SheetRow((title, line(one.verdict), line(said, "muted")))
        into = tuple(Line(it) for it in dict.fromkeys(turn.into for turn in one.turns))
        return SheetRow((title, line(one.verdict), (*sets, *rest), into))


def _turns(one: Fragility, name: str) -> bool:
    return any(turn.left_out == (name,) for turn in one.turns)


def _titles(verdicts: Iterable[Fragility]) -> Cell:
    return line("; ".join(dict.fromkeys(one.title for one in verdicts)), "muted")


def of_cases(selections: Sequence[Selection], by: What) -> Fragilities:
    """The conclusions, propositions and factors of cases."""
    labels = labels_of(by, naming(one.study for one in selections).of_study)
    verdicts = [(one.study.case.id, it) for one in selections for it in fragility.of_case(one, labels)]
    title = ", ".join(one.study.case.title for one in selections)
    return Fragilities(title, by, tuple(one.study.case.id for one in selections), tuple(verdicts))


def of_columns(columns: Sequence[Column], by: What) -> Fragilities:
    """The verdicts of a comparison."""
    labels = labels_of(by, naming(one.study for one in columns).of_study)
    roots = tuple(root.id for root in columns[0].study.framework.factors)
    rows = (row for row in tally(columns, roots) if not row.is_empty)
    verdicts = tuple(("", it) for it in fragility.of_rows(columns, rows, labels))
    return Fragilities(_title(columns), by, tuple(one.id for one in columns), verdicts)


def of_outcome(methods: Methods, by: What) -> Fragilities:
    """What goes with an outcome."""
    columns = [side.column for side in methods.table.columns]
    labels = labels_of(by, naming(one.study for one in columns).of_study)
    verdicts = tuple(("", it) for it in fragility.of_findings(methods, labels))
    return Fragilities(_title(columns), by, tuple(one.id for one in columns), verdicts)


def _title(columns: Sequence[Column]) -> str:
    return ", ".join(one.title for one in columns)
