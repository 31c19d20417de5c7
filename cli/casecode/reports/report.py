"""The report of `casecode report`: chapters in one document, tables numbered, sentences with their references."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.selection import Selection
from casecode.model import outline
from casecode.model.problem import Finding, nearest
from casecode.reports import contract
from casecode.reports.cells import LEGEND
from casecode.reports.chapters import appendix, closing, findings, method
from casecode.reports.chapters.chapter import Builder, Chapter, Said, Subject, listed
from casecode.reports.room import Room, data_of
from casecode.sheet import Line, Page, Sheet, Tidy, tidied

BUILDERS: Mapping[str, Builder] = {
    "method": method.method,
    "profile": method.cases,
    "timeline": method.chronology,
    "matrices": findings.matrices,
    "comparison": findings.comparison,
    "quotes": findings.quotes,
    "propositions": findings.propositions,
    "conclusions": closing.conclusions,
    "limitations": closing.limitations,
    "memos": closing.memos,
    "codebook": appendix.codes,
    "sources": appendix.sources,
    "evidence": appendix.pieces,
}


class Part(Struct, frozen=True):
    """A chapter that is written: the part of the outline that asked for it, what is said, and its numbered sheets."""

    asked: outline.Part
    said: tuple[Said, ...]
    sheets: tuple[Sheet, ...]

    @property
    def title(self) -> str:
        """Its heading."""
        return self.asked.title or outline.PARTS.get(self.asked.part, "")

    def table_of(self, said: Said) -> str:
        """The label of the table that a sentence is from."""
        return self.sheets[said.sheet].label if said.sheet is not None else ""

    def shown(self) -> Iterator[Sheet]:
        """Heading, the researcher's words, sentences with their references before the full stop; then the tables."""
        own = [Line(text, "own") for text in self.asked.text.split("\n") if text.strip()]
        told = " ".join(map(self._sentence, self.said))
        yield Sheet(self.title, (), (), text=(*own, *((Line(told),) if told else ())), is_chapter=True)
        yield from self.sheets

    def _sentence(self, said: Said) -> str:
        reference = ", ".join(filter(None, (self.table_of(said), *said.ids)))
        return f"{said.text.removesuffix('.')} ({reference})." if reference else said.text


class WholeReport(Struct, frozen=True):
    """Parts in one document."""

    title: str
    selections: tuple[Selection, ...]
    parts: tuple[Part, ...]

    def page(self) -> Page:
        """All parts one below the other."""
        return Page(self.title, tuple(sheet for part in self.parts for sheet in part.shown()), (LEGEND,))

    def room(self) -> Room:
        """The page with the evidence behind it."""
        return Room(self.page(), data_of(self.selections))

    def tidy(self) -> Tidy:
        """A row for each sentence."""
        columns = ("part", "title", "sentence", "table", "evidence")
        rows = [
            (part.asked.part, part.title, said.text, part.table_of(said), tidied(said.ids))
            for part in self.parts
            for said in part.said
        ]
        return Tidy(columns, tuple(rows))

    def wire(self) -> contract.WholeReport:
        """The JSON of `casecode/report`."""
        return contract.WholeReport(
            title=self.title,
            cases=[one.study.case.id for one in self.selections],
            parts=[
                contract.Chapter(
                    part=part.asked.part or None,
                    title=part.title,
                    own=part.asked.text or None,
                    sentences=[
                        contract.Sentence(said.text, part.table_of(said) or None, list(said.ids)) for said in part.said
                    ],
                    tables={sheet.label: sheet.title for sheet in part.sheets if sheet.label},
                )
                for part in self.parts
            ],
        )


def build(selections: Sequence[Selection], plan: outline.Outline = outline.USUAL) -> WholeReport:
    """The report of cases: the parts that the outline asks for, and of the usual ones those that have something."""
    chosen = tuple(selections)
    parts: list[Part] = []
    tables = 0
    for asked in plan.parts:
        chapter = BUILDERS[asked.part](Subject(chosen, asked)) if asked.part else Chapter()
        if chapter.said or chapter.sheets or asked.text:
            numbered = tuple(_numbered(chapter.sheets, tables))
            tables += sum(bool(sheet.rows) for sheet in numbered)
            parts.append(Part(asked, chapter.said, numbered))
    return WholeReport(plan.title or listed([one.study.case.title for one in chosen]), chosen, tuple(parts))


def unknown(selections: Sequence[Selection], plan: outline.Outline) -> Iterator[Finding]:
    """What an outline names and these cases do not have, and a limit that is none."""
    for part in plan.parts:
        known = _names(selections, part.part)
        for at, name in enumerate(part.of):
            if name not in known:
                what = "is nothing that this part has" if known else "cannot narrow this part down"
                hint = nearest(name, known) or (f"it has {', '.join(known)}" if known else "leave `of` out")
                yield Finding(f'"{name}" {what}', part.origin.at("of", at), hint)
        if part.limit and not (part.limit.isdecimal() and int(part.limit)):
            yield Finding(f'"{part.limit}" is no number of quotes', part.origin.at("limit"), "write 1 or more")


def _names(selections: Sequence[Selection], part: str) -> list[str]:
    """What a part may be narrowed down to."""
    studies = [one.study for one in selections]
    if part == "comparison":
        return [study.case.id for study in studies] if len(studies) > 1 else [*studies[0].case.units]
    if part == "matrices":
        return [layout.id for study in studies for layout in study.framework.matrices]
    return [display.id for study in studies for display in study.case.displays] if part == "profile" else []


def _numbered(sheets: Sequence[Sheet], before: int) -> Iterator[Sheet]:
    """The sheets with a label for each that is a table, counted on from those before."""
    for sheet in sheets:
        before += bool(sheet.rows)
        yield replace(sheet, label=f"Table {before}") if sheet.rows else sheet
