"""The report of `casecode codebook`: the codes of a framework and of its cases, as a document for those who code."""

from collections.abc import Sequence

from msgspec import Struct

from casecode.analysis.codebook import Code, codebook
from casecode.analysis.crosswalk import Loss
from casecode.analysis.selection import Selection
from casecode.model.framework import Framework
from casecode.reports import contract, lenses
from casecode.reports.cells import plural
from casecode.reports.columns import Shown
from casecode.reports.naming import Naming, naming
from casecode.sheet import Cell, Line, Page, Sheet, SheetRow, Tidy, line, tidied

COLUMNS = (
    "code",
    "kind",
    "title",
    "parent",
    "level",
    "definition",
    "when_to_use",
    "when_not_to_use",
    "example",
    "stance",
    "declared_in",
    "pieces",
    "sources",
    "cases",
    "taken_example",
    "taken_from",
)


class Codebook(Struct, frozen=True):
    """The codes in the order of the tree. `case` is the one that it is of, if it is of one alone."""

    framework: Framework
    selections: tuple[Selection, ...]
    codes: tuple[Code, ...]
    losses: tuple[Loss, ...]
    case: str = ""

    @property
    def names(self) -> Naming:
        """How it writes ids."""
        return naming(one.study for one in self.selections)

    def page(self) -> Page:
        """The framework in a few words, then a row for each code, then the scale of ratings."""
        framework = self.framework
        title = f"{self.case or framework.title or framework.id}: codebook"
        about = [framework.title] if self.case else []
        about += filter(None, [framework.description])
        intro = Sheet(title, (), (), (*about, self._counted()))
        rows = tuple(
            SheetRow((_head(code, self._names_cases), self._said(code), self._found(code)), depth=code.depth)
            for code in self.codes
        )
        sheet = Sheet("Codes", ("Code", "Definition and use", "Evidence"), rows, self._notes())
        return Page(title, (intro, sheet, *self._scale(), *lenses.sheets(self.losses)))

    def tidy(self) -> Tidy:
        """A row for each code, which `import framework` takes in again."""
        return Tidy(COLUMNS, tuple(self._row(code) for code in self.codes))

    def wire(self) -> contract.Codebook:
        """The JSON of `casecode/codebook`."""
        return contract.Codebook(
            framework=self.framework.id,
            title=self.framework.title,
            description=self.framework.description,
            cases=[one.study.case.id for one in self.selections if one.study.case.id],
            codes=[self._wire(code) for code in self.codes],
            lenses=lenses.wire(self.losses),
        )

    @property
    def _names_cases(self) -> bool:
        return not self.case

    def _counted(self) -> str:
        kinds = [code.kind for code in self.codes]
        codes = f"{plural(kinds.count('factor'), 'factor')} and {plural(kinds.count('theme'), 'theme')}"
        pieces = {(study.case.id, piece.id) for code in self.codes for study, piece in code.pieces}
        sources = {(study.case.id, piece.source) for code in self.codes for study, piece in code.pieces}
        if not pieces:
            return f"{codes}; nothing is coded to them yet."
        cases = f" in {plural(len({case for case, _ in pieces}), 'case')}" if self._names_cases else ""
        found = f"{plural(len(pieces), 'piece')} of evidence from {plural(len(sources), 'independent source')}"
        return f"{codes}; {found}{cases}."

    def _notes(self) -> tuple[str, ...]:
        notes = ["What is counted for a factor is coded to it, to its themes, or below it; each piece once."]
        if any(code.taken for code in self.codes):
            notes.append("Examples from evidence are words of what was coded; others are written for the codebook.")
        return tuple(notes)

    def _said(self, code: Code) -> Cell:
        """Definition, use and example, one below the other."""
        texts = (
            ("", code.definition),
            ("When to use:", code.when_to_use),
            ("When not to use:", code.when_not_to_use),
            ("Example:", code.example),
        )
        said = [
            Line(part, lead="" if number else lead)
            for lead, text in texts
            for number, part in enumerate(filter(None, text.split("\n")))
        ]
        if code.taken:
            shown = Shown(*code.taken, self.names)
            text = shown.quote[0] or shown.piece.words
            stance = "" if shown.piece.stance == "supports" else f"{shown.piece.stance}; "
            note = stance + ", ".join((self.names.piece(*code.taken), *shown.attributions(names_case=False)))
            said.append(Line(text, lead="Example from evidence:", note=note))
        return tuple(said) or line("no definition", "warn")

    def _found(self, code: Code) -> Cell:
        if not code.pieces:
            return line("none", "muted")
        cases = [plural(len(code.coded_cases), "case")] if self._names_cases else []
        counts = [plural(len(code.pieces), "piece"), plural(len(code.sources), "source"), *cases]
        ids = tuple(self.names.piece(*it) for it in code.pieces)
        return tuple(Line(text, ids=() if at else ids) for at, text in enumerate(counts))

    def _scale(self) -> tuple[Sheet, ...]:
        scale = self.framework.rating
        rows = tuple(SheetRow((line(scale.words(value)),)) for value in scale.values)
        return (Sheet(scale.title, ("Rating",), rows),) if rows else ()

    def _row(self, code: Code) -> tuple[str, ...]:
        shown = Shown(*code.taken, self.names) if code.taken else None
        return (
            code.id,
            code.kind,
            code.title,
            code.parent,
            str(code.depth + 1),
            code.definition,
            code.when_to_use,
            code.when_not_to_use,
            code.example,
            code.stance,
            tidied(code.cases),
            str(len(code.pieces)),
            str(len(code.sources)),
            str(len(code.coded_cases)),
            shown.piece.quote or shown.piece.statement if shown else "",
            f"{shown.study.case.id}:{shown.piece.id}" if shown else "",
        )

    def _wire(self, code: Code) -> contract.Code:
        names = self.names
        return contract.Code(
            id=code.id,
            kind=code.kind,
            title=code.title,
            parent=code.parent or None,
            level=code.depth + 1,
            definition=code.definition or None,
            when_to_use=code.when_to_use or None,
            when_not_to_use=code.when_not_to_use or None,
            example=code.example or None,
            taken=_taken(code, names),
            stance=code.stance,
            declared_in=list(code.cases),
            evidence=[names.piece(*it) for it in code.pieces],
            sources=[names.source(study, piece.source) for study, piece in code.sources],
            cases=list(code.coded_cases),
        )


def _taken(code: Code, names: Naming) -> contract.TakenExample | None:
    if code.taken is None:
        return None
    shown = Shown(*code.taken, names)
    piece = shown.piece
    return contract.TakenExample(
        case=shown.study.case.id,
        evidence=piece.id,
        quote=piece.quote or None,
        statement=piece.statement or None,
        source=piece.source,
        via=piece.via or None,
        locator=piece.locator or None,
        place=shown.place or None,
    )


def _head(code: Code, names_cases: bool) -> Cell:
    """The title of a code, its id, and for a theme which cases have it and how it bears on its factor."""
    if code.kind == "factor":
        return (Line(code.title, "strong"), Line(code.id, "muted"))
    of = f" of {', '.join(code.cases)}" if code.cases and names_cases else ""
    said = "" if code.stance == "supports" else f"{code.stance} its factor"
    return (Line(code.title, note=said), Line(f"{code.id}, theme{of}", "muted"))


def build(framework: Framework, selections: Sequence[Selection], case: str = "") -> Codebook:
    """The codebook of a framework with cases that are coded against it, or with one case alone."""
    codes = codebook(framework, selections)
    return Codebook(framework, tuple(selections), codes, lenses.losses(selections), case)
