"""The report of `casecode patterns`: propositions against the reasons that the evidence gives, and their rivals."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from casecode.analysis.crosswalk import Loss
from casecode.analysis.explanations import Explanation, Match, Pattern, Rivals, Verdict, match
from casecode.analysis.selection import Selection
from casecode.model.case import Evidence
from casecode.model.study import Study
from casecode.reports import contract, lenses
from casecode.reports.cells import AGAINST, LEGEND, plural
from casecode.reports.naming import Naming, naming
from casecode.sheet import Cell, Line, Page, Role, Sheet, SheetRow, Tidy, line, tidied

_ROLES: dict[Verdict, Role] = {
    "supported": "good",
    "contradicted": "bad",
    "mixed": "warn",
    "qualified": "warn",
    "claimed": "muted",
    "open": "muted",
    "untestable": "muted",
}
_ITEMS: dict[Verdict, Role] = {"contradicted": "against", "qualified": "qualified"}
VERDICTS = (
    "supported: evidence speaks for it; contradicted: only against; mixed: both; qualified: it only qualifies;"
    " claimed: a theme is held to explain it, without evidence that says so; open: nothing;"
    " untestable: no code of this coding stands for one of its ends."
)


class Patterns(Struct, frozen=True):
    """The patterns of cases, one after the other."""

    cases: tuple[Pattern, ...]
    losses: tuple[Loss, ...]

    def page(self) -> Page:
        """For each case the propositions, reasons crossed with results, every explanation, and the rivals."""
        names = naming(case.study for case in self.cases)
        sheets = [sheet for case in self.cases for sheet in sheets_of(case, names)]
        title = ", ".join(case.study.case.title for case in self.cases)
        return Page(f"{title}: patterns", (*sheets, *lenses.sheets(self.losses)), (f"{LEGEND} {VERDICTS}",))

    def tidy(self) -> Tidy:
        """A row for each explanation."""
        rows = []
        for case in self.cases:
            for wired in _wire(case).explanations:
                counts = (wired.counts.supports, wired.counts.contradicts, wired.counts.qualifies)
                words = (wired.reason, wired.reason_label, wired.result, wired.result_label, wired.verdict)
                lists = (wired.reason_factors, wired.result_factors, wired.propositions, wired.evidence)
                rows.append((case.study.case.id, *words, *map(str, counts), *map(tidied, lists)))
        names = ("case", "reason", "reason_label", "result", "result_label", "verdict")
        stances = ("supports", "contradicts", "qualifies")
        return Tidy((*names, *stances, "reason_factors", "result_factors", "propositions", "evidence"), tuple(rows))

    def wire(self) -> contract.Patterns:
        """The JSON of `casecode/patterns`."""
        return contract.Patterns(cases=[_wire(case) for case in self.cases], lenses=lenses.wire(self.losses))


def build(selections: Sequence[Selection]) -> Patterns:
    """Match the patterns of cases over the evidence selected."""
    return Patterns(tuple(map(match, selections)), lenses.losses(selections))


def sheets_of(case: Pattern, names: Naming) -> list[Sheet]:
    """The propositions of a case, reasons crossed with results, every explanation, and the rivals."""
    title = case.study.case.title
    if case.matches:
        rows = tuple(_match(case.study, it, names) for it in case.matches)
        sheets = [Sheet(f"{title}: propositions", ("", "Verdict", "Reasons given"), rows)]
    else:
        sheets = [Sheet(f"{title}: propositions", (), (), ("The framework has no propositions.",))]
    if not case.explanations:
        return [*sheets, Sheet("", (), (), ("No evidence says what it explains; add `explains: [a-theme]` to it.",))]
    return [*sheets, _grid(case), _explanations(case, names), _rivals(case, names)]


def _match(study: Study, it: Match, names: Naming) -> SheetRow:
    proposition = it.proposition
    head = f"{study.framework.title_of(proposition.from_)} → {study.framework.title_of(proposition.to)}"
    verdict = Line(it.verdict, _ROLES[it.verdict])
    given = _counted(study, it.evidence, names)
    many = plural(len(it.explanations), "explanation")
    reasons = (Line(many, count=given[0], ids=given[1], note=given[2]),) if it.explanations else _lacking(study, it)
    return SheetRow(((Line(head, lead=proposition.id), Line(proposition.text, "muted")), (verdict,), reasons))


def _lacking(study: Study, it: Match) -> Cell:
    """Where no reason is given: the factors that no code stands for, and the evidence that it would take."""
    ends = ", ".join(map(study.framework.title_of, it.unreached))
    said = [Line(ends, "muted", lead="no code for:")] if ends else []
    needs = it.proposition.needs
    return (*said, *([Line(needs, "muted", lead="it would take:")] if needs else []))


def _grid(case: Pattern) -> Sheet:
    """Factors that give reasons against factors that are explained, with the pieces of evidence that say so."""
    study = case.study
    cells: dict[tuple[str, str], set[str]] = {}
    for one in case.explanations:
        for reason in study.factors_of(one.reason):
            for result in study.factors_of(one.result):
                cells.setdefault((reason, result), set()).update(piece.id for piece in one.evidence)
    rank = [*study.framework.by_id]
    reasons = sorted({reason for reason, _ in cells}, key=rank.index)
    results = sorted({result for _, result in cells}, key=rank.index)
    title_of = study.framework.title_of
    rows = [
        SheetRow((line(title_of(reason)), *(_figure(cells.get((reason, result))) for result in results)))
        for reason in reasons
    ]
    note = "Pieces of evidence that give a factor on the left as a reason for one above; 0: claimed only."
    return Sheet(
        "Reasons (down) and what they explain (across)", ("", *map(title_of, results)), tuple(rows), (note,), True
    )


def _figure(pieces: set[str] | None) -> Cell:
    return () if pieces is None else line(str(len(pieces)))


def _explanations(case: Pattern, names: Naming) -> Sheet:
    study = case.study
    rows = []
    for result, reasons in case.by_result.items():
        props = [" ".join(_propositions(case, one)) or "no proposition" for one in reasons]
        cell = tuple(_reason(study, one, prop, names) for one, prop in zip(reasons, props, strict=True))
        within = line(_factors(study, result), "muted") if result in study.themes else ()
        rows.append(SheetRow(((Line(study.label_of(result)), *within), cell)))
    count = len(case.unforeseen)
    note = f"In brackets the propositions; {plural(count, 'explanation')} under none."
    return Sheet("Every explanation", ("Explained", "Reasons given"), tuple(rows), (note,))


def _rivals(case: Pattern, names: Naming) -> Sheet:
    rows = tuple(_rival(case.study, it, names) for it in case.rivals)
    if not rows:
        return Sheet("Rival explanations", (), (), ("Nothing is explained by more than one factor.",))
    note = "What reasons under more than one factor are given for: they may compete, or work together."
    return Sheet("Rival explanations", ("Explained", "By factor"), rows, (note,))


def _rival(study: Study, it: Rivals, names: Naming) -> SheetRow:
    by_factor: dict[str, list[Explanation]] = {}
    for one in it.explanations:
        by_factor.setdefault(_factors(study, one.reason), []).append(one)
    cell = []
    for factor, reasons in by_factor.items():
        pieces = {piece.id: piece for one in reasons for piece in one.evidence}
        count, ids, note = _counted(study, pieces.values(), names)
        cell.append(Line(factor, "item", count, ids, note))
    return SheetRow((line(study.label_of(it.result)), tuple(cell)))


def _reason(study: Study, one: Explanation, propositions: str, names: Naming) -> Line:
    count, ids, note = _counted(study, one.evidence, names)
    notes = [note] if note else []
    notes += ["claimed"] if one.is_claimed else []
    text = f"{study.label_of(one.reason)} [{propositions}]"
    return Line(text, _ITEMS.get(one.verdict, "item"), count, ids, "; ".join(notes))


def _counted(study: Study, pieces: Iterable[Evidence], names: Naming) -> tuple[str, tuple[str, ...], str]:
    """Number of pieces and of independent sources, the ids, and how many speak against or qualify."""
    found = list(pieces)
    stances = [piece.stance for piece in found]
    note = "; ".join(f"{stances.count(stance)} {word}" for stance, word in AGAINST if stance in stances)
    ids = names.pieces(study, found)
    return (f"{len(found)}/{len({piece.source for piece in found})}" if found else "", ids, note)


def _factors(study: Study, code: str) -> str:
    return ", ".join(map(study.framework.title_of, study.factors_of(code)))


def _propositions(case: Pattern, one: Explanation) -> list[str]:
    return [*case.propositions.get((one.reason, one.result), ())]


def _wire(case: Pattern) -> contract.CasePatterns:
    return contract.CasePatterns(
        case=case.study.case.id,
        framework=case.study.framework.id,
        propositions=[
            contract.Proposition(
                id=it.proposition.id,
                from_=it.proposition.from_,
                to=it.proposition.to,
                text=it.proposition.text,
                verdict=it.verdict,
                evidence=[piece.id for piece in it.evidence],
                unreached=list(it.unreached),
                needs=it.proposition.needs or None,
            )
            for it in case.matches
        ],
        explanations=[_wire_explanation(case, one) for one in case.explanations],
        rivals=[contract.Rivals(it.result, [one.reason for one in it.explanations]) for it in case.rivals],
    )


def _wire_explanation(case: Pattern, one: Explanation) -> contract.Explanation:
    study = case.study
    stances = [piece.stance for piece in one.evidence]
    return contract.Explanation(
        reason=one.reason,
        reason_label=study.label_of(one.reason),
        reason_factors=list(study.factors_of(one.reason)),
        result=one.result,
        result_label=study.label_of(one.result),
        result_factors=list(study.factors_of(one.result)),
        verdict=one.verdict,
        claimed=one.is_claimed,
        propositions=_propositions(case, one),
        evidence=[piece.id for piece in one.evidence],
        sources=sorted({piece.source for piece in one.evidence}),
        counts=contract.Counts(*(stances.count(stance) for stance in ("supports", "contradicts", "qualifies"))),
    )
