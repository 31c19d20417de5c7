"""Appendices: the codebook, the sources with how much each gives, and all evidence with its place."""

from collections import Counter

from casecode.reports import codebook, evidence
from casecode.reports.cells import plural
from casecode.reports.chapters.chapter import Chapter, Said, Subject
from casecode.sheet import Line, Sheet, SheetRow, line


def codes(subject: Subject) -> Chapter:
    """The codebook of each framework with the cases that are coded against it."""
    said: list[Said] = []
    sheets: list[Sheet] = []
    for framework in {it.study.framework.id: it.study.framework for it in subject.selections}.values():
        own = [it for it in subject.selections if it.study.framework.id == framework.id]
        report = codebook.build(framework, own, own[0].study.case.title if len(own) == 1 else "")
        kinds = Counter(code.kind for code in report.codes)
        counts = f"{plural(kinds['factor'], 'factor')} and {plural(kinds['theme'], 'theme')}"
        _, *found = report.page().sheets
        said.append(Said(f"{framework.title or framework.id}: {counts}.", len(sheets)))
        sheets += found
    return Chapter(tuple(said), tuple(sheets))


def sources(subject: Subject) -> Chapter:
    """Every source that evidence is from or was read in, with how many pieces, in the order of authors."""
    rows = []
    for selection in subject.selections:
        study = selection.study
        originals = Counter(piece.source for piece in selection.pieces)
        read_in = Counter(piece.via for piece in selection.pieces if piece.via)
        used = [study.sources[id_] for id_ in {**originals, **read_in} if id_ in study.sources]
        for source in sorted(used, key=lambda it: it.citation.casefold()):
            via = f"{read_in[source.id]} read in it" if read_in[source.id] else ""
            where = ", ".join(filter(None, (source.container_title, source.publisher, source.URL or source.DOI)))
            cells = ((Line(source.citation), *line(where, "muted")), line(source.kind.replace("-", " ")))
            id_ = subject.names.source(study, source.id)
            counts = (*line(str(originals[source.id] or "")), *line(via, "muted"))
            rows.append(SheetRow((line(id_), *cells, counts)))
    said = Said(f"{plural(len(rows), 'source')}.", 0)
    return Chapter((said,) if rows else (), (Sheet("Sources", ("Id", "Source", "Kind", "Pieces"), tuple(rows)),))


def pieces(subject: Subject) -> Chapter:
    """Every piece of evidence that the report rests on, with its codes, source and place."""
    report = evidence.build(subject.selections)
    sheets = report.page().sheets
    return Chapter((Said(f"{plural(report.found, 'piece')} of evidence.", 0),), sheets[:1])
