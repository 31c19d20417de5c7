"""What is concluded, on what it rests, and what the coding shows to be weak; then the memos."""

from casecode.analysis.chain import open_questions
from casecode.analysis.coverage import cover
from casecode.analysis.memos import notebook
from casecode.analysis.selection import Selection
from casecode.reports import memo
from casecode.reports.cells import plural
from casecode.reports.chapters.chapter import Chapter, Said, Subject
from casecode.sheet import Cell, Line, Sheet, SheetRow, line


def conclusions(subject: Subject) -> Chapter:
    """Each question with the researcher's answer, and the chain below it: themes, pieces, independent sources."""
    said: list[Said] = []
    sheets: list[Sheet] = []
    for selection in subject.selections:
        study = selection.study
        rows = tuple(_conclusion(subject, selection, at) for at, _ in enumerate(study.case.conclusions))
        if rows:
            answered = {it.question for it in study.case.conclusions}
            asked = plural(len(study.framework.questions), "question")
            told = f"{study.case.title}: {plural(len(rows), 'conclusion')} on {len(answered)} of {asked}."
            said.append(Said(told, len(sheets)))
            heads = ("Question", "The researcher's answer", "Rests on")
            sheets.append(Sheet(subject.of_case(study, "Conclusions"), heads, rows))
        if left := open_questions(study):
            open_ = "; ".join(it.text for it in left)
            said.append(Said(f"{study.case.title}: no conclusion answers {plural(len(left), 'question')}: {open_}"))
    return Chapter(tuple(said), tuple(sheets))


def _conclusion(subject: Subject, selection: Selection, at: int) -> SheetRow:
    study = selection.study
    one = study.case.conclusions[at]
    question = study.framework.questions.get(one.question)
    by_code = selection.by_code()
    rests: list[Line] = []
    for theme in one.themes:
        pieces = by_code.get(theme, ())
        count = f"{len(pieces)}/{len({piece.source for piece in pieces})}"
        rests.append(Line(study.label_of(theme), "item", count, subject.names.pieces(study, pieces)))
    answer: Cell = (Line(one.text, "own"), *line(one.note, "muted"))
    return SheetRow((line(question.text if question else one.question), answer, tuple(rests)))


def limitations(subject: Subject) -> Chapter:
    """What a reader should know before trusting: single sources, gaps, rows that are open, what stands against."""
    said: list[Said] = []
    rows: list[SheetRow] = []
    for selection in subject.selections:
        study, found = selection.study, cover(selection)
        title = study.case.title
        label, factor = study.label_of, study.framework.title_of
        said.append(
            Said(f"{title}: {len(found.single_source)} of {plural(found.themes, 'theme')} rest on one source.", 0)
        )
        against = [piece for piece in selection.pieces if piece.stance != "supports"]
        if not against:
            said.append(Said(f"{title}: no piece of evidence speaks against or qualifies what it is coded to."))
        for head, ids in (
            ("Themes on one source", map(label, found.single_source)),
            ("Factors without evidence", map(factor, found.gaps)),
            ("Factors only contradicted or qualified", map(factor, found.opposed)),
        ):
            if names := [*ids]:
                lines = tuple(Line(name, "item") for name in names)
                rows.append(SheetRow((line(subject.of_case(study, head)), line(str(len(names))), lines)))
    sheets = (Sheet("Limits of the evidence", ("", "Number", "Which"), tuple(rows)),) if rows else ()
    return Chapter(tuple(said) if rows else (), sheets)


def memos(subject: Subject) -> Chapter:
    """All memos of the cases and their frameworks, by date."""
    noted = notebook(subject.studies).noted
    if not noted:
        return Chapter()
    said = Said(f"{plural(len(noted), 'memo')} of the researchers.", 0)
    return Chapter((said,), (memo.sheet_of(noted, subject.names.is_full),))
