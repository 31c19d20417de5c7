"""The report of `casecode coverage`: how much evidence, of what kind, each factor has, in all and in each unit."""

import operator
import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from casecode.analysis.crosswalk import Loss
from casecode.analysis.matrix import Column, Row, tally
from casecode.analysis.presence import presence
from casecode.analysis.selection import Selection
from casecode.model.study import Study
from casecode.reports import contract, lenses
from casecode.reports.cells import plural
from casecode.reports.outline import of_factors, sheet_rows
from casecode.sheet import Cell, Line, Page, Sheet, Tidy, line, tidied

MEASURES = ("pieces", "sources", "kinds", "themes", "single", "against")
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
}


class Requirement(Struct, frozen=True):
    """What every factor has to have: a measure, a comparison, a number (`sources>=2`)."""

    measure: str
    sign: str
    number: float

    @staticmethod
    def read(text: str) -> "Requirement | None":
        """The requirement that a text states; nothing where it states none."""
        found = re.fullmatch(rf"({'|'.join(MEASURES)})\s*(>=|<=|>|<|=)\s*(\d+(?:\.\d+)?)\s*(%?)", text.strip())
        if found is None:
            return None
        number = float(found[3]) / (100 if found[4] else 1)
        return Requirement(found[1], found[2], number)

    def is_met(self, found: "FactorCoverage") -> bool:
        """Whether the figures of a factor satisfy it."""
        return _OPERATORS[self.sign](float(getattr(found, self.measure)), self.number)


class FactorCoverage(Struct, frozen=True):
    """What a factor has in a unit, or in the case as a whole: pieces of evidence and original sources, kinds of source
    (of Yin's six), themes, themes that rest on one source, and the share of pieces
    that speak against the factor (0 to 1)."""

    factor: str
    title: str
    unit: str
    pieces: int
    sources: int
    kinds: int
    kind_names: tuple[str, ...]
    themes: int
    single: int
    single_names: tuple[str, ...]
    against: float


class CaseCoverage(Struct, frozen=True):
    """The figures of one case: for each factor in all, then in each unit."""

    study: Study
    units: tuple[str, ...]
    rows: tuple[tuple[FactorCoverage, tuple[FactorCoverage, ...]], ...]


class CoverageReport(Struct, frozen=True):
    """The cases one after the other."""

    cases: tuple[CaseCoverage, ...]
    losses: tuple[Loss, ...] = ()

    def page(self) -> Page:
        """For each case the figures of its factors, then where in its units they have evidence."""
        sheets = []
        for case in self.cases:
            heads = ("Factor", "Pieces", "Sources", "Kinds of source", "Against", "Themes on one source")
            lines = of_factors(case.study.framework, [whole.factor for whole, _ in case.rows])
            rows = sheet_rows(lines, [_figures(case.study, whole) for whole, _ in case.rows])
            sheets.append(Sheet(f"{case.study.case.title}: coverage", heads, rows))
            if case.units:
                titles = tuple(map(case.study.unit_title, case.units))
                rows = sheet_rows(lines, [[line(_share(one)) for one in by_unit] for _, by_unit in case.rows])
                gaps = sum(not one.pieces for _, by_unit in case.rows for one in by_unit)
                note = f"3/2: three pieces from two independent sources; blank: no evidence ({plural(gaps, 'gap')})."
                sheets.append(Sheet("By unit", ("Factor", *titles), rows, (note,)))
        return Page("Coverage", (*sheets, *lenses.sheets(self.losses)))

    def tidy(self) -> Tidy:
        """A row for each factor in the case as a whole (no unit) and in each unit."""
        columns = ("case", "factor", "unit", *MEASURES, "source_kinds", "single_source_themes")
        return Tidy(columns, tuple(_tidy(case.study, one) for case in self.cases for one in _all(case)))

    def wire(self) -> contract.FactorCoverages:
        """The JSON of `casecode/coverage`."""
        return contract.FactorCoverages(
            factors=[
                contract.FactorCoverage(
                    case.study.case.id,
                    one.factor,
                    one.unit or None,
                    one.pieces,
                    one.sources,
                    list(one.kind_names),
                    one.themes,
                    list(one.single_names),
                    one.against,
                )
                for case in self.cases
                for one in _all(case)
            ],
            lenses=lenses.wire(self.losses),
        )

    def failures(self, requirements: Sequence[Requirement]) -> list[str]:
        """A line for each factor and requirement that it does not meet, over the case as a whole.

        Of a factor with others below it nothing is required: what bears on it may be coded to those.
        """
        return [
            f"{case.study.case.id}: {whole.factor}: {need.measure} {need.sign} {need.number:g} is not met"
            f" ({float(getattr(whole, need.measure)):g})"
            for case in self.cases
            for whole, _ in case.rows
            for need in requirements
            if not case.study.framework.by_id[whole.factor].factors and not need.is_met(whole)
        ]


def build(selections: Sequence[Selection]) -> CoverageReport:
    """The figures of all factors over the evidence selected; of those with others below them where evidence is coded to
    one as a whole."""
    return CoverageReport(tuple(map(_measure, selections)), lenses.losses(selections))


def _measure(selection: Selection) -> CaseCoverage:
    study = selection.study
    units = tuple(unit for unit in study.case.units if selection.asks_for("unit", unit))
    columns = [Column("", "", selection), *(Column(unit, unit, selection, unit=unit) for unit in units)]
    roots = tuple(root.id for root in study.framework.factors)
    rows = tally(columns, roots)
    return CaseCoverage(study, units, tuple(_coverage_of_row(study, row, ("", *units)) for row in rows))


def _coverage_of_row(study: Study, row: Row, units: Sequence[str]) -> tuple[FactorCoverage, tuple[FactorCoverage, ...]]:
    whole, *by_unit = (_coverage_of(study, row, position, unit) for position, unit in enumerate(units))
    return whole, tuple(by_unit)


def _coverage_of(study: Study, row: Row, position: int, unit: str) -> FactorCoverage:
    cell = row.cells[position]
    found = presence(study, ((entry.code, entry.evidence) for entry in cell))
    pieces = found.pieces
    sources = set(map(operator.attrgetter("source"), pieces))
    kinds = sorted({study.sources[name].kind for name in sources if name in study.sources} - {""})
    themes = [entry for entry in cell if entry.is_theme]
    single = tuple(entry.code for entry in themes if len(entry.sources) == 1)
    return FactorCoverage(
        factor=row.factor,
        title=row.title,
        unit=unit,
        pieces=len(pieces),
        sources=len(sources),
        kinds=len(kinds),
        kind_names=tuple(kinds),
        themes=len(themes),
        single=len(single),
        single_names=single,
        against=len(found.contradicting) / len(pieces) if pieces else 0.0,
    )


def _all(case: CaseCoverage) -> list[FactorCoverage]:
    return [one for whole, by_unit in case.rows for one in (whole, *by_unit)]


def _figures(study: Study, one: FactorCoverage) -> tuple[Cell, ...]:
    if not one.pieces:
        return ((Line("no evidence", "muted"),), *((),) * 4)
    single = ", ".join(map(study.label_of, one.single_names))
    against = (Line(f"{one.against:.0%}", "bad"),) if one.against else ()
    kinds = ", ".join(one.kind_names)
    return (line(str(one.pieces)), line(str(one.sources)), line(kinds), against, line(single))


def _share(one: FactorCoverage) -> str:
    return f"{one.pieces}/{one.sources}" if one.pieces else ""


def _tidy(study: Study, one: FactorCoverage) -> tuple[str, ...]:
    figures = (
        str(one.pieces),
        str(one.sources),
        str(one.kinds),
        str(one.themes),
        str(one.single),
        f"{one.against:.4f}",
    )
    return (study.case.id, one.factor, one.unit, *figures, tidied(one.kind_names), tidied(one.single_names))
