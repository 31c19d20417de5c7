"""The report of `casecode show`: one thing in full, and what hangs on it."""

from msgspec import Struct, structs

from casecode.analysis.memos import Noted
from casecode.model.case import Evidence
from casecode.model.framework import Factor
from casecode.model.span import Origin
from casecode.model.study import Study
from casecode.reports import contract
from casecode.reports.columns import Shown, words
from casecode.reports.memo import sheet_of, wired
from casecode.reports.naming import ALONE, Naming, naming
from casecode.sheet import Box, Graph, Line, Page, Sheet, SheetRow, Tidy, line

Cited = tuple[Study, Evidence]  # a piece with its case


class Item(Struct, frozen=True):
    """One thing: its kind and id, the file that declares it, its fields, and the evidence that bears on it.

    `within` names the case or framework that it belongs to. `tree` holds factors below it with their depth, `drawn` is
    what it looks like as a sheet, `figure` as a diagram; `names` is how ids of evidence are written: that on a
    framework is of all its cases.
    """

    kind: str
    id: str
    within: str
    origin: Origin
    fields: tuple[tuple[str, str], ...]
    evidence: tuple[Cited, ...] = ()
    tree: tuple[tuple[int, Factor], ...] = ()
    is_verbose: bool = False
    names: Naming = ALONE
    drawn: Sheet | None = None
    figure: Graph | None = None
    memos: tuple[Noted, ...] = ()

    def page(self) -> Page:
        """Its fields, then the tree below it, then its evidence, and the memos on it."""
        fields = [(name, text) for name, text in self.fields if text]
        rows = tuple(SheetRow((line(name, "muted"), line(text))) for name, text in fields)
        sheets = [Sheet(f"{self.id} ({self.kind})", ("", ""), rows)]
        if self.drawn:
            sheets.append(structs.replace(self.drawn, title=""))
        if self.tree:
            sheets.append(_tree(self.tree, self.is_verbose, self.figure))
        if self.evidence:
            sheets.append(_evidence(self.evidence, self.names))
        if self.memos:
            sheets.append(sheet_of(self.memos, self.names.is_full))
        return Page(f"{self.id} ({self.kind})", tuple(sheets))

    def tidy(self) -> Tidy:
        """A row for each field, factor, piece of evidence or memo."""
        rows = [(self.kind, self.id, name, text) for name, text in self.fields if text]
        rows += [("factor", factor.id, "title", factor.title) for _, factor in self.tree]
        rows += [
            ("evidence", self.names.piece(study, piece), "statement" if piece.statement else "quote", piece.words)
            for study, piece in self.evidence
        ]
        rows += [("memo", one.memo.id, "text", one.memo.text) for one in self.memos]
        return Tidy(("kind", "id", "field", "text"), tuple(rows))

    def wire(self) -> contract.Item:
        """The JSON of `casecode/item`."""
        path, number = self.origin.where
        return contract.Item(
            kind=self.kind,
            id=self.id,
            within=self.within,
            path=path,
            line=number,
            fields={name.lower().replace(" ", "_"): text for name, text in self.fields if text},
            factors=[factor.id for _, factor in self.tree],
            evidence=[self.names.piece(study, piece) for study, piece in self.evidence],
            memos=[wired(one) for one in self.memos],
        )

    def graph(self) -> Graph:
        """What it looks like as a diagram: its figure, or a box."""
        return self.figure or Graph((Box(self.id, self.kind, self.id),), (), self.id)


class Items(Struct, frozen=True):
    """Several things of one kind and id, each in a case or framework of its own."""

    items: tuple[Item, ...]

    def page(self) -> Page:
        """One thing below the other, each with what it belongs to."""
        sheets = []
        names = naming(study for it in self.items for study, _ in it.evidence)
        for item in self.items:
            it = structs.replace(item, names=names if names.is_full else item.names)
            first, *rest = it.page().sheets
            sheets += [structs.replace(first, title=f"{it.id} ({it.kind} of {it.within})"), *rest]
        return Page(f"{self.items[0].id} ({self.items[0].kind})", tuple(sheets))

    def tidy(self) -> Tidy:
        """A row for each field, factor or piece of evidence, with what it belongs to."""
        rows = [(it.within, *row) for it in self.items for row in it.tidy().rows]
        return Tidy(("within", *self.items[0].tidy().columns), tuple(rows))

    def wire(self) -> contract.Items:
        """The JSON of `casecode/items`."""
        return contract.Items(items=[it.wire() for it in self.items])

    def graph(self) -> Graph:
        """A box for each."""
        boxes = tuple(Box(f"{it.within}:{it.id}", it.kind, f"{it.within}:{it.id}") for it in self.items)
        return Graph(boxes, (), self.items[0].id)


def names_apart(items: tuple[Item, ...]) -> list[str]:
    """For things of one id the shortest names that tell them apart: by kind, by what they belong to, or by both."""
    for choices in ([it.kind for it in items], [it.within for it in items]):
        if len(set(choices)) == len(items):
            return [f"{choice}:{it.id}" for choice, it in zip(choices, items, strict=True)]
    return [f"{it.within}:{it.kind}:{it.id}" for it in items]


def _tree(tree: tuple[tuple[int, Factor], ...], is_verbose: bool, figure: Graph | None) -> Sheet:
    """Factors below one another, with the evidence behind each where the figure of the framework has that."""
    found = {box.key: box.note for box in figure.boxes if box.note} if figure else {}
    rows = []
    for depth, factor in tree:
        title = (Line(factor.title, "plain" if depth else "strong", depth=depth),)
        cells = [title, line(factor.id, "muted")]
        cells += [line(found[factor.id])] if found else []
        cells += [_definition(factor)] if is_verbose else []
        rows.append(SheetRow(tuple(cells)))
    heads = ("Factor", "Id", *(["Evidence"] if found else []), *(["Definition"] if is_verbose else []))
    return Sheet("Factors", heads, tuple(rows), figure.notes[:1] if figure and found else ())


def _definition(factor: Factor) -> tuple[Line, ...]:
    parts = (
        ("", factor.definition),
        ("Use: ", factor.when_to_use),
        ("Not: ", factor.when_not_to_use),
        ("Theory: ", factor.theory),
    )
    return tuple(Line(name + text, "muted" if name else "plain") for name, text in parts if text)


def _evidence(pieces: tuple[Cited, ...], names: Naming) -> Sheet:
    rows = tuple(
        SheetRow(
            (
                line(names.piece(study, piece), "strong"),
                words(Shown(study, piece, names)),
                line(names.where(study, piece), "muted"),
            )
        )
        for study, piece in pieces
    )
    return Sheet("Evidence", ("Id", "Evidence", "Source"), rows)
