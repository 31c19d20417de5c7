"""The report of `casecode list`: what there is, one line each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from casecode.analysis.attributes import attributes, ids_of, values_of
from casecode.analysis.chain import conclusion_ids
from casecode.analysis.selection import Selection
from casecode.model.attribute import Owner
from casecode.model.framework import Framework
from casecode.model.study import Corpus, Study
from casecode.sheet import Line, Page, Sheet, SheetRow, Tidy, line


class Listing(Struct, frozen=True):
    """Rows of one kind; the first column is the id."""

    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def page(self) -> Page:
        """One sheet."""
        rows = tuple(SheetRow(((Line(row[0], "strong"),), *map(line, row[1:]))) for row in self.rows)
        heads = tuple(name.replace("_", " ").capitalize() for name in self.columns)
        return Page(self.kind.capitalize(), (Sheet("", heads, rows),))

    def tidy(self) -> Tidy:
        """The rows as they are."""
        return Tidy(self.columns, self.rows)

    def wire(self) -> list[dict[str, str]]:
        """A JSON array of objects with `id` first."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def build(kind: str, corpus: Corpus) -> Listing:
    """List what a corpus holds of a kind; `all` lists its frameworks and cases."""
    columns, rows = {
        "all": (("id", "kind", "title"), _all(corpus)),
        "frameworks": (("id", "title", "factors", "questions"), map(_framework, corpus.frameworks)),
        "cases": _cases(corpus.studies),
        "units": _units(corpus.studies),
        "factors": (("id", "framework", "title", "above"), _factors(corpus.frameworks)),
        "themes": (("id", "case", "label", "factor", "evidence", "sources"), _themes(corpus.studies)),
        "sources": _sources(corpus.studies),
        "evidence": (("id", "case", "statement", "codes", "source", "date", "stance"), _evidence(corpus.studies)),
        "questions": (("id", "framework", "kind", "text", "conclusions"), _questions(corpus)),
        "conclusions": (("id", "case", "question", "text", "themes"), _conclusions(corpus.studies)),
        "displays": (("id", "within", "kind", "title"), _displays(corpus)),
        "coders": (("id", "case", "evidence", "sources"), _coders(corpus.studies)),
    }[kind]
    return Listing(kind, columns, tuple(rows))


def _all(corpus: Corpus) -> Iterator[tuple[str, ...]]:
    yield from ((framework.id, "framework", framework.title) for framework in corpus.frameworks)
    yield from ((study.case.id, "case", study.case.title) for study in corpus.studies)


def _framework(framework: Framework) -> tuple[str, ...]:
    return framework.id, framework.title, str(len(framework.by_id)), str(len(framework.questions))


Table = tuple[tuple[str, ...], Iterable[tuple[str, ...]]]


def _with_attributes(
    studies: Sequence[Study], of: Owner, columns: tuple[str, ...], rows: Iterable[tuple[Study, str, tuple[str, ...]]]
) -> Table:
    """A table of what can have attributes, with a column for each that one of them has; given its ids and cells."""
    found = dict.fromkeys(name for study in studies for id_ in ids_of(study, of) for name in values_of(study, of, id_))
    names = [name for name in attributes(studies, [of]) if name in found]
    full = ((*row, *(values_of(study, of, id_).get(name, "") for name in names)) for study, id_, row in rows)
    return (*columns, *(name if name not in columns else f"{of}:{name}" for name in names)), full


def _cases(studies: Sequence[Study]) -> Table:
    def rows() -> Iterator[tuple[Study, str, tuple[str, ...]]]:
        for study in studies:
            case = study.case
            pieces, themes = str(len(case.evidence)), str(len(study.themes))
            yield study, case.id, (case.id, case.title, case.framework, " ".join(case.units), themes, pieces)

    return _with_attributes(studies, "case", ("id", "title", "framework", "units", "themes", "evidence"), rows())


def _units(studies: Sequence[Study]) -> Table:
    has_roles = any(unit.role for study in studies for unit in study.case.units.values())

    def rows() -> Iterator[tuple[Study, str, tuple[str, ...]]]:
        for study in studies:
            pieces = Counter(unit for piece in study.case.evidence for unit in set(piece.units))
            for unit in study.case.units.values():
                role = [unit.role] if has_roles else []
                yield study, unit.id, (unit.id, study.case.id, unit.title, *role, str(pieces[unit.id]))

    columns = ("id", "case", "title", *(["role"] if has_roles else []), "evidence")
    return _with_attributes(studies, "unit", columns, rows())


def _factors(frameworks: Sequence[Framework]) -> Iterator[tuple[str, ...]]:
    for framework in frameworks:
        for factor in framework.by_id.values():
            yield factor.id, framework.id, factor.title, " / ".join(framework.ancestors[factor.id])


def _themes(studies: Sequence[Study]) -> Iterator[tuple[str, ...]]:
    for study in studies:
        by_code = Selection(study).by_code()
        for theme in study.themes.values():
            pieces = by_code.get(theme.id, ())
            sources = {piece.source for piece in pieces}
            yield theme.id, study.case.id, theme.label, theme.factor, str(len(pieces)), str(len(sources))


def _sources(studies: Sequence[Study]) -> Table:
    def rows() -> Iterator[tuple[Study, str, tuple[str, ...]]]:
        for study in studies:
            pieces = Counter(piece.source for piece in study.case.evidence)
            for it in study.sources.values():
                yield study, it.id, (it.id, study.case.id, it.kind, it.citation, str(pieces[it.id]))

    return _with_attributes(studies, "source", ("id", "case", "kind", "citation", "evidence"), rows())


def _evidence(studies: Sequence[Study]) -> Iterator[tuple[str, ...]]:
    for study in studies:
        for it in study.evidence:
            yield it.id, study.case.id, it.words, " ".join(it.codes), it.source, it.date, it.stance


def _questions(corpus: Corpus) -> Iterator[tuple[str, ...]]:
    for framework in corpus.frameworks:
        answered = Counter(
            conclusion.question
            for study in corpus.studies
            if study.framework.id == framework.id
            for conclusion in study.case.conclusions
        )
        for it in framework.questions.values():
            yield it.id, framework.id, it.kind, it.text, str(answered[it.id])


def _conclusions(studies: Sequence[Study]) -> Iterator[tuple[str, ...]]:
    for study in studies:
        for id_, it in zip(conclusion_ids(study), study.case.conclusions, strict=True):
            yield id_, study.case.id, it.question, it.text, " ".join(it.themes)


def _displays(corpus: Corpus) -> Iterator[tuple[str, ...]]:
    carried = [(framework.id, framework.displays) for framework in corpus.frameworks]
    carried += [(study.case.id, study.case.displays) for study in corpus.studies]
    for within, displays in carried:
        yield from ((it.id, within, it.kind, it.title) for it in displays)


def _coders(studies: Sequence[Study]) -> Iterator[tuple[str, ...]]:
    for study in studies:
        coded = [piece for piece in study.evidence if piece.coder]
        for coder in dict.fromkeys(piece.coder for piece in coded):
            own = [piece for piece in coded if piece.coder == coder]
            yield coder, study.case.id, str(len(own)), str(len({piece.source for piece in own}))
