"""Everything that has an id, told in full: what frameworks and cases say of it, and the evidence that bears on it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import structs

from casecode.analysis.memos import Noted, Thing, notebook
from casecode.model.attribute import Attribute
from casecode.model.case import Conclusion, Evidence, Unit
from casecode.model.display import Display
from casecode.model.framework import Factor, Framework, Layout, Proposition, Question, Theme
from casecode.model.source import Source
from casecode.model.study import Corpus, Study
from casecode.read.evidence_keys import SHOWN, EvidenceKey, in_order
from casecode.reports import drawing, figure
from casecode.reports.memo import named
from casecode.reports.naming import ALONE, Naming, naming, place_of
from casecode.reports.show import Cited, Item


def find(corpus: Corpus, name: str, is_verbose: bool = False) -> tuple[Item, ...]:
    """Everything of this id; before a colon may stand the case or framework that it belongs to, its kind, or both."""
    within, _, id_ = name.rpartition(":")
    items = [item for framework in corpus.frameworks for item in _of_framework(framework, corpus, id_, is_verbose)]
    items += [item for study in corpus.studies for item in _of_case(study, id_)]
    book = notebook(corpus.studies, corpus.frameworks)
    items += [_memo(one) for one in book.noted if one.memo.id == id_]
    found = (it for it in items if within in ("", it.within, it.kind, f"{it.within}:{it.kind}"))
    return tuple(structs.replace(it, memos=book.on(Thing(it.within, it.kind, it.id))) for it in found)


def all_ids(corpus: Corpus) -> Iterator[str]:
    """Every id that `find` knows."""
    for framework in corpus.frameworks:
        yield from (
            framework.id,
            *framework.by_id,
            *framework.questions,
            *framework.references,
            *framework.themes,
            *framework.attributes,
        )
        yield from (proposition.id for proposition in framework.propositions)
        yield from (layout.id for layout in framework.matrices)
        yield from (display.id for display in framework.displays)
        yield from (memo.id for memo in framework.memos)
    for study in corpus.studies:
        case = study.case
        yield from (case.id, *case.units, *case.themes, *case.sources)
        yield from (display.id for display in case.displays)
        yield from (piece.id for piece in case.evidence)
        yield from (memo.id for memo in case.memos)


def _of_framework(framework: Framework, corpus: Corpus, id_: str, is_verbose: bool) -> Iterator[Item]:
    studies = tuple(study for study in corpus.studies if study.framework.id == framework.id)
    if framework.id == id_:
        yield _framework(framework, is_verbose)
    if (factor := framework.by_id.get(id_)) is not None:
        yield _factor(framework, factor, studies)
    if (question := framework.questions.get(id_)) is not None:
        yield _question(framework, question, studies)
    if (source := framework.references.get(id_)) is not None:
        yield _source(framework.id, framework, source, ())
    if (theme := framework.themes.get(id_)) is not None:
        pieces = tuple(it for study in studies for it in _coded(study, lambda _, code: code == id_))
        yield _theme(framework.id, framework, theme, pieces, naming(studies))
    for proposition in framework.propositions:
        if proposition.id == id_:
            yield _proposition(framework, proposition)
    for layout in framework.matrices:
        if layout.id == id_:
            yield _layout(framework, layout)
    if (attribute := framework.attributes.get(id_)) is not None:
        yield _attribute(framework, attribute)
    yield from (_display(framework.id, it, None) for it in framework.displays if it.id == id_)


def _of_case(study: Study, id_: str) -> Iterator[Item]:
    case = study.case
    if case.id == id_:
        yield _case(study)
    if (unit := case.units.get(id_)) is not None:
        yield _unit(study, unit)
    if (theme := case.themes.get(id_)) is not None:
        yield _theme(case.id, study.framework, theme, _coded(study, lambda _, code: code == id_))
    if (source := case.sources.get(id_)) is not None:
        yield _source(case.id, study.framework, source, _having(study, lambda piece: id_ in (piece.source, piece.via)))
    yield from (_display(case.id, it, study) for it in case.displays if it.id == id_)
    for piece in case.evidence:
        if piece.id == id_:
            yield _piece(study, piece)


def _framework(framework: Framework, is_verbose: bool) -> Item:
    fields = (
        ("Title", framework.title),
        ("Description", framework.description),
        ("Source", _cited(framework.references, framework.source)),
        ("Questions", "\n".join(f"{question.text} [{question.id}]" for question in framework.questions.values())),
        ("Propositions", "\n".join(f"{it.text} [{it.id}]" for it in framework.propositions)),
        ("Matrices", "\n".join(f"{layout.title} [{layout.id}]" for layout in framework.matrices)),
        ("Attributes", "\n".join(f"{it.title or it.id} [{it.id}]" for it in framework.attributes.values())),
        ("Roles", "\n".join(f"{title} [{id_}]" for id_, title in framework.roles.items())),
        ("Rating", framework.rating.title),
        ("Scale", "\n".join(map(framework.rating.words, framework.rating.values))),
        ("Displays", _listed(framework.displays)),
        ("Crosswalks", "\n".join(map(" → ".join, (it.ends(framework.id) for it in framework.crosswalks)))),
    )
    tree = tuple((len(framework.ancestors[factor.id]), factor) for factor in framework.by_id.values())
    drawn = figure.of_framework(framework)
    return Item("framework", framework.id, framework.id, framework.origin, fields, (), tree, is_verbose, figure=drawn)


def _factor(framework: Framework, factor: Factor, studies: tuple[Study, ...]) -> Item:
    path = " / ".join(framework.title_of(above) for above in framework.ancestors[factor.id])
    fields = (
        ("Title", factor.title),
        ("Within", path),
        ("Definition", factor.definition),
        ("When to use", factor.when_to_use),
        ("When not to use", factor.when_not_to_use),
        ("Example", factor.example),
        ("Theory", factor.theory),
        ("References", "\n".join(_cited(framework.references, name) for name in factor.references)),
    )
    depth = len(framework.ancestors[factor.id]) + 1
    tree = tuple((len(framework.ancestors[below.id]) - depth, below) for below in factor.walk() if below is not factor)
    pieces = tuple(it for study in studies for it in _coded(study, lambda of, _: framework.is_within(of, factor.id)))
    return Item("factor", factor.id, framework.id, factor.origin, fields, pieces, tree, names=naming(studies))


def _question(framework: Framework, question: Question, studies: tuple[Study, ...]) -> Item:
    answers = [
        f"{study.case.title}: {conclusion.text}"
        for study in studies
        for conclusion in study.case.conclusions
        if conclusion.question == question.id
    ]
    fields = (
        ("Question", question.text),
        ("Kind", question.kind),
        ("Part of", question.parent),
        ("Factors", ", ".join(framework.title_of(name) for name in question.factors)),
        ("Conclusions", "\n".join(answers)),
    )
    return Item("question", question.id, framework.id, question.origin, fields)


def _proposition(framework: Framework, proposition: Proposition) -> Item:
    ends = (framework.title_of(proposition.from_), framework.title_of(proposition.to))
    fields = (("From", ends[0]), ("To", ends[1]), ("Proposition", proposition.text), ("Needs", proposition.needs))
    return Item("proposition", proposition.id, framework.id, proposition.origin, fields)


def _layout(framework: Framework, layout: Layout) -> Item:
    columns = layout.columns if isinstance(layout.columns, str) else ", ".join(map(framework.title_of, layout.columns))
    rows = ", ".join(map(framework.title_of, layout.rows))
    fields = (("Title", layout.title), ("Rows", rows), ("Columns", columns), ("Roles", ", ".join(layout.roles)))
    return Item("matrix", layout.id, framework.id, layout.origin, fields)


def _attribute(framework: Framework, attribute: Attribute) -> Item:
    values = "\n".join(
        f"{it.title}{f' [{it.id}]' if it.title != it.id else ''}{': ' if it.definition else ''}{it.definition}"
        for it in attribute.values.values()
    )
    sums_up = framework.title_of(attribute.factor) if attribute.factor else ""
    fields = (
        ("Title", attribute.title),
        ("Definition", attribute.definition),
        ("Of", ", ".join(f"{of}s" for of in attribute.of)),
        ("Type", attribute.type if not attribute.values else ""),
        ("Sums up", sums_up),
        ("Values, from less to more" if attribute.ordered else "Values", values),
    )
    return Item("attribute", attribute.id, framework.id, attribute.origin, fields)


def _case(study: Study) -> Item:
    case = study.case
    fields = (
        ("Title", case.title),
        ("Framework", f"{study.framework.title} [{study.framework.id}]"),
        ("Description", case.description),
        ("Units", "\n".join(_titled(study, unit) for unit in case.units.values())),
        ("Attributes", _attributes(study.framework, case.attributes)),
        ("Evidence", f"{len(case.evidence)} pieces from {len({piece.source for piece in case.evidence})} sources"),
        ("Themes", str(len(study.themes))),
        ("Conclusions", "\n".join(_answer(study, conclusion) for conclusion in case.conclusions)),
        ("Displays", _listed(case.displays)),
        ("Notes", "\n".join(case.notes)),
    )
    return Item("case", case.id, case.id, case.origin, fields)


def _listed(displays: Sequence[Display]) -> str:
    return "\n".join(f"{it.title} [{it.id}]" for it in displays)


def _display(within: str, display: Display, study: Study | None) -> Item:
    fields = (("Title", display.title), ("Kind", display.kind))
    return Item("display", display.id, within, display.origin, fields, drawn=drawing.sheet(display, study))


def _titled(study: Study, unit: Unit) -> str:
    return ", ".join(part for part in (f"{unit.title} [{unit.id}]", _role(study, unit)) if part)


def _role(study: Study, unit: Unit) -> str:
    return study.framework.roles.get(unit.role, unit.role)


def _attributes(framework: Framework, values: Mapping[str, str]) -> str:
    """Attributes and their values, by what tables call these."""
    shown = []
    for name, value in values.items():
        declared = framework.attributes.get(name)
        known = declared.values.get(value) if declared else None
        shown.append(f"{declared.title or name if declared else name}: {known.title or value if known else value}")
    return "\n".join(shown)


def _answer(study: Study, conclusion: Conclusion) -> str:
    question = study.framework.questions.get(conclusion.question)
    return f"{question.text if question else conclusion.question}\n{conclusion.text}"


def _unit(study: Study, unit: Unit) -> Item:
    fields = (
        ("Title", unit.title),
        ("Role", _role(study, unit)),
        ("Attributes", _attributes(study.framework, unit.attributes)),
        ("Note", unit.note),
    )
    pieces = _having(study, lambda piece: unit.id in piece.units)
    return Item("unit", unit.id, study.case.id, unit.origin, fields, pieces)


def _theme(within: str, framework: Framework, theme: Theme, pieces: tuple[Cited, ...], names: Naming = ALONE) -> Item:
    fields = (
        ("Label", theme.label),
        ("Definition", theme.definition),
        ("When to use", theme.when_to_use),
        ("When not to use", theme.when_not_to_use),
        ("Example", theme.example),
        ("Factor", f"{framework.title_of(theme.factor)} [{theme.factor}]"),
        ("Stance", f"{theme.stance} its factor" if theme.stance != "supports" else ""),
        ("Explains", ", ".join(theme.explains)),
        ("Independent sources", str(len({(study.case.id, piece.source) for study, piece in pieces}))),
        ("Note", theme.note),
    )
    return Item("theme", theme.id, within, theme.origin, fields, pieces, names=names)


def _source(within: str, framework: Framework, source: Source, pieces: tuple[Cited, ...]) -> Item:
    fields = []
    for name in source.__struct_fields__:
        if name in ("id", "origin"):
            continue
        value = getattr(source, name)
        if isinstance(value, Mapping):
            text = _attributes(framework, value)
        else:
            text = value if isinstance(value, str) else ", ".join(value)
        fields.append((name if name.isupper() else name.replace("_", " ").capitalize(), text))
    return Item("source", source.id, within, source.origin, tuple(fields), pieces)


def _piece(study: Study, piece: Evidence) -> Item:
    keys = (key for key in in_order(SHOWN) if key.key != "id")
    fields = [(key.title, _field(study, key, getattr(piece, key.name))) for key in keys]
    if not piece.locator:
        fields.append(("Found at", place_of(study, piece)))
    where = ":".join(map(str, piece.origin.where))
    return Item("evidence", piece.id, study.case.id, piece.origin, (*fields, ("File", where)))


def _memo(one: Noted) -> Item:
    memo = one.memo
    fields = (
        ("Date", memo.date),
        ("Kind", memo.kind),
        ("Author", memo.author),
        ("On", "\n".join(named(it, is_full=True) for it in one.about)),
        ("Text", memo.text),
        ("See", "\n".join(named(it, is_full=True) for it in one.links)),
    )
    return Item("memo", memo.id, one.owner, memo.origin, fields)


def _field(study: Study, key: EvidenceKey, value: Any) -> str:
    """What a key of a piece holds, in words: ids and ratings with what they stand for."""
    if key.is_number:
        return study.scale.words(value) if value is not None else ""
    if key.is_flag:
        return "yes" if value else ""
    values: Sequence[str] = value if key.is_list else (value,)
    if key.of == "theme":
        return "\n".join(f"{study.label_of(code)} [{code}]" for code in values)
    if key.of == "unit":
        return ", ".join(map(study.unit_title, values))
    return ", ".join(_cited(study.sources, it) if key.of == "source" else it for it in values)


def _cited(sources: Mapping[str, Source], name: str) -> str:
    known = sources.get(name)
    return f"{known.citation} [{name}]" if known else name


def _coded(study: Study, keeps: Callable[[str, str], bool]) -> tuple[Cited, ...]:
    """The evidence of a case with a code that passes, given the factor of the code and the code."""
    return _having(study, lambda piece: any(keeps(of, code) for code in piece.codes for of in study.factors_of(code)))


def _having(study: Study, test: Callable[[Evidence], bool]) -> tuple[Cited, ...]:
    """The evidence of a case that passes a test."""
    return tuple((study, piece) for piece in study.evidence if test(piece))
