"""Method and data: what sources there are and who coded what; the cases in facts; what happened when."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from casecode.model.case import Evidence
from casecode.model.dates import bounds
from casecode.model.source import KINDS
from casecode.model.study import Study
from casecode.reports import profile, timeline
from casecode.reports.cells import plural
from casecode.reports.chapters.chapter import Chapter, Said, Subject, listed
from casecode.sheet import Line, Sheet, SheetRow, line

UNTOLD = "kind not told"


def method(subject: Subject) -> Chapter:
    """Kinds of sources with their dates and pieces, coders, and the researcher's own notes on the coding."""
    said: list[Said] = []
    sheets: list[Sheet] = []
    for selection in subject.selections:
        study, pieces = selection.study, selection.pieces
        sources = {piece.source for piece in pieces}
        counts = f"{plural(len(pieces), 'piece')} of evidence from {plural(len(sources), 'independent source')}"
        framework = study.framework.title or study.framework.id
        said.append(Said(f"{study.case.title} is coded against “{framework}”: {counts}.", len(sheets)))
        sheets.append(_kinds(subject, study, pieces))
        coders = Counter(piece.coder for piece in pieces)
        if any(coders):
            named = [f"{coder} ({number})" for coder, number in coders.items() if coder]
            rest = [f"{coders['']} without a coder's name"] if coders[""] else []
            said.append(Said(f"Pieces by coder: {listed([*named, *rest])}."))
        if study.case.notes:
            rows = tuple(SheetRow((line(str(at)), line(note, "own"))) for at, note in enumerate(study.case.notes, 1))
            sheets.append(Sheet(subject.of_case(study, "Notes on the coding"), ("", "The researcher's note"), rows))
    return Chapter(tuple(said), tuple(sheets))


def _kinds(subject: Subject, study: Study, pieces: tuple[Evidence, ...]) -> Sheet:
    """A row for each kind of source: how many there are, from when, and how many pieces come from them."""
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for piece in pieces:
        source = study.sources.get(piece.source)
        found[(source.kind if source else "") or UNTOLD].append(piece)
    rows = []
    for kind in (*KINDS, UNTOLD):
        if own := found.get(kind):
            ids = dict.fromkeys(piece.source for piece in own)
            dates = [it.issued for id_ in ids if (it := study.sources.get(id_)) and it.issued]
            cells = (kind.replace("-", " ").capitalize(), str(len(ids)), _span(dates), str(len(own)))
            rows.append(SheetRow(tuple(map(line, cells))))
    all_dates = [it.issued for id_ in {piece.source for piece in pieces} if (it := study.sources.get(id_))]
    total = ("In all", str(len({piece.source for piece in pieces})), _span(filter(None, all_dates)), str(len(pieces)))
    rows.append(SheetRow(tuple(map(line, total)), is_total=True))
    heads = ("", "Sources", "Dated", "Pieces")
    return Sheet(subject.of_case(study, "Sources of evidence"), heads, tuple(rows), is_grid=True)


def _span(dates: Iterable[str]) -> str:
    """The years from the first to the last of some dates."""
    ends = [found for date in dates if (found := bounds(date))]
    if not ends:
        return ""
    first, last = min(it[0] for it in ends)[:4], max(it[1] for it in ends)[:4]
    return first if first == last else f"{first} to {last}"


def cases(subject: Subject) -> Chapter:
    """Each case in facts and displays, with what each rests on; its timeline and conclusions have chapters."""
    sheets: list[Sheet] = []
    for study in subject.studies:
        if study.case.description:
            text = (Line(study.case.description, "own"),)
            sheets.append(Sheet(study.case.title, (), (), text=text))
        sheets += profile.facts(study, subject.part.of)
    return Chapter((), tuple(sheets))


def chronology(subject: Subject) -> Chapter:
    """What happened when."""
    report = timeline.build(subject.selections, "events")
    found = report.chronology.happenings
    if not found:
        return Chapter()
    span = _span(it.thing.date for it in found)
    said = Said(f"{plural(len(found), 'event')} of the timelines, {span}.", len(report.page().sheets) - 1)
    return Chapter((said,), report.page().sheets)
