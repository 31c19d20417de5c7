"""The report of `casecode profile`: the case in facts, before any matrix: profile, timeline and displays."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from casecode.model.backing import Backing
from casecode.model.dates import sort_key
from casecode.model.study import Study
from casecode.reports import backing, contract, display, drawing
from casecode.reports.naming import located
from casecode.sheet import Line, Page, Sheet, SheetRow, Tidy, line, tidied


class Section(Struct, frozen=True):
    """One part of a profile: its key in JSON, its heading, its columns, and for each item the texts in them."""

    key: str
    title: str
    columns: tuple[str, ...]
    items: tuple[tuple[Backing, tuple[str, ...], tuple[str, ...]], ...]


class Profile(Struct, frozen=True):
    """What a case says of its subject, part by part."""

    study: Study
    sections: tuple[Section, ...]

    def page(self) -> Page:
        """A sheet for each part that has something in it; conclusions come last."""
        case = self.study.case
        intro = Sheet(case.title, (), (), (case.description,) if case.description else ())
        sheets = [_sheet(self.study, section) for section in self.sections if section.items]
        sheets += [drawing.sheet(it, self.study) for it in case.displays]
        if conclusions := _conclusions(self.study):
            sheets.append(conclusions)
        if case.notes:
            rows = tuple(SheetRow((line(str(number)), line(note))) for number, note in enumerate(case.notes, 1))
            sheets.append(Sheet("Notes on the coding", ("", "Note"), rows))
        return Page(f"{case.title}: profile", (intro, *sheets))

    def tidy(self) -> Tidy:
        """A row for each field of each line, with what the line rests on."""
        rows = [
            (self.study.case.id, section.key, str(number), name, text, *_backing_texts(item))
            for section in self.sections
            for number, (item, _, texts) in enumerate(section.items, 1)
            for name, text in zip(section.columns, texts, strict=True)
            if text
        ]
        shown = display.build(self.study).tidy()
        for number, row in enumerate(shown.rows, 1):
            it = dict(zip(shown.columns, row, strict=True))
            name = " / ".join(filter(None, (it["part"], it["column"], it["date"])))
            text = it["text"] or it["value"]
            rows.append(
                (self.study.case.id, it["display"], str(number), name, text, *(it[key] for key in display.BACKED))
            )
        rows += [
            (
                self.study.case.id,
                "conclusions",
                str(number),
                conclusion.question,
                conclusion.text,
                *[""] * 4,
                conclusion.note,
            )
            for number, conclusion in enumerate(self.study.case.conclusions, 1)
        ]
        columns = ("case", "part", "line", "field", "text", *display.BACKED)
        return Tidy(columns, tuple(rows))

    def wire(self) -> contract.Profile:
        """The JSON of `casecode/profile`."""
        case = self.study.case
        parts = {section.key: [_wire_line(section, *item) for item in section.items] for section in self.sections}
        return contract.Profile(
            case=case.id,
            title=case.title,
            framework=self.study.framework.id,
            description=case.description,
            notes=list(case.notes),
            profile=parts["profile"],
            timeline=parts["timeline"],
            displays=[display.wire(it) for it in case.displays],
            conclusions=[
                contract.Conclusion(it.question, it.text, list(it.themes), it.note or None) for it in case.conclusions
            ],
        )


def build(study: Study) -> Profile:
    """The profile of a case; its timeline in the order of time."""
    case = study.case
    events = tuple(sorted(case.timeline, key=lambda event: sort_key(event.date)))
    return Profile(
        study,
        (
            _section("profile", "Profile", ("Fact", "Value"), case.profile, lambda fact: (fact.label, fact.value)),
            _section("timeline", "Timeline", ("Date", "Event"), events, lambda event: (event.date, event.event)),
        ),
    )


def facts(study: Study, ids: Sequence[str] = ()) -> list[Sheet]:
    """The facts of a case and its displays, or those of these ids; without its timeline and conclusions."""
    section, _ = build(study).sections
    shown = [drawing.sheet(it, study) for it in study.case.displays if not ids or it.id in ids]
    return [*([_sheet(study, section)] if section.items else []), *shown]


def _section(
    key: str, title: str, columns: tuple[str, ...], items: Sequence[Backing], texts: Callable[..., tuple[str, ...]]
) -> Section:
    units = [getattr(item, "units", ()) for item in items]
    return Section(key, title, columns, tuple(zip(items, units, map(texts, items), strict=True)))


def _sheet(study: Study, section: Section) -> Sheet:
    """The lines of a part, with a column of units where any line has one, and what each line rests on."""
    has_units = any(units for _, units, _ in section.items)
    columns = (*section.columns, *(("Unit",) if has_units else ()), "Source")
    rows = []
    pieces = located(study, (id_ for item, _, _ in section.items for id_ in item.evidence))
    for item, units, texts in section.items:
        cells = [line(text) for text in texts]
        cells[-1] += line(item.note, "muted")
        if has_units:
            cells.append(line(", ".join(study.unit_title(unit) for unit in units)))
        rows.append(SheetRow((*cells, (Line(backing.places(pieces, item), "muted", ids=item.evidence),))))
    return Sheet(section.title, columns, tuple(rows))


def _conclusions(study: Study) -> Sheet | None:
    rows = []
    for conclusion in study.case.conclusions:
        question = study.framework.questions.get(conclusion.question)
        labels = ", ".join(study.label_of(theme) for theme in conclusion.themes)
        answer = (Line(conclusion.text), Line(f"Rests on: {labels}", "muted"), *line(conclusion.note, "muted"))
        rows.append(SheetRow((line(question.text if question else conclusion.question, "strong"), answer)))
    return Sheet("Conclusions", ("Question", "Answer"), tuple(rows)) if rows else None


def _backing_texts(item: Backing) -> tuple[str, ...]:
    return (tidied(item.evidence), item.source, item.via, item.locator, item.note)


def _wire_line(section: Section, item: Backing, units: tuple[str, ...], texts: tuple[str, ...]) -> contract.ProfileLine:
    names = (name.lower().replace(" ", "_") for name in section.columns)
    return contract.ProfileLine(
        fields={name: text for name, text in zip(names, texts, strict=True) if text},
        units=list(units),
        backing=backing.wire(item),
        note=item.note or None,
    )
