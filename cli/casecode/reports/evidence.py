"""The report of `casecode evidence`: the pieces themselves, in an order, in groups, or only counted."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.attributes import all_of
from casecode.analysis.axes import NONE, Key
from casecode.analysis.axis import Axis, Keys
from casecode.analysis.crosswalk import Loss
from casecode.analysis.search import Search
from casecode.analysis.selection import Selection
from casecode.model.case import Evidence
from casecode.model.dates import sort_key
from casecode.model.study import Study, natural
from casecode.read.evidence_keys import KEYS, EvidenceKey
from casecode.reports import contract, lenses
from casecode.reports.cells import plural
from casecode.reports.columns import USUAL, Column, Shown, shown
from casecode.reports.naming import ALONE, Naming, naming
from casecode.sheet import Page, Sheet, SheetRow, Tidy, line, tidied


class Piece(Struct, frozen=True):
    """A piece of evidence with what was selected of its case."""

    selection: Selection
    evidence: Evidence

    @property
    def study(self) -> Study:
        """The case."""
        return self.selection.study


class Group(Struct, frozen=True):
    """The pieces that stand in a group, and how many others, standing elsewhere, belong to it as well."""

    id: str
    title: str
    pieces: tuple[Piece, ...]
    also: int


ORDERS = ("id", "date")  # others are axes


class EvidenceReport(Struct, frozen=True):
    """The evidence found, in groups: one group without a title where none were asked for.

    Groups are the keys of an axis, and a piece belongs to all that it has there, as in a matrix. But it stands only
    once, in the first of them, so that the counts of the groups add up to the whole; the others say how many belong to
    them as well. A matrix counts it in each.
    """

    search: Search
    groups: tuple[Group, ...]
    found: int
    is_count: bool = False
    grouping: Axis | None = None
    losses: tuple[Loss, ...] = ()
    names: Naming = ALONE
    columns: tuple[Column, ...] = ()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for group in self.groups for piece in group.pieces)

    def only(self, pieces: Collection[int]) -> "EvidenceReport":
        """The report with some of its pieces, by their identity."""
        groups = (
            replace(it, pieces=tuple(one for one in it.pieces if id(one.evidence) in pieces)) for it in self.groups
        )
        return replace(self, groups=tuple(groups))

    def page(self) -> Page:
        """A card for each piece, under the headings of the groups; or a line for each group with its count."""
        shown = len(self.pieces)
        note = f"{plural(self.found, 'piece')} of evidence found" + (f", {shown} shown." if shown < self.found else ".")
        if self.is_count:
            rows = [SheetRow((line(group.title), line(_count(group)))) for group in self.groups if self.grouping]
            return Page("Evidence", (Sheet("", ("", "Pieces"), tuple(rows), (note,)), *lenses.sheets(self.losses)))
        sheets = [self._sheet(group) for group in self.groups]
        return Page("Evidence", (*sheets, Sheet("", (), (), (note,)), *lenses.sheets(self.losses)))

    def _sheet(self, group: Group) -> Sheet:
        title = f"{group.title} ({_count(group)})" if self.grouping else ""
        columns = self.columns or USUAL
        rows = []
        for piece in group.pieces:
            one = shown(piece.study, piece.evidence, self.names, self.search)
            key = self.names.piece(piece.study, piece.evidence)
            rows.append(SheetRow(tuple(column.cell(one) for column in columns), key=key))
        return Sheet(title, tuple(column.title for column in columns), tuple(rows))

    def tidy(self) -> Tidy:
        """A row for each piece; or for each group with its count."""
        if self.is_count:
            rows = tuple((group.id, group.title, str(len(group.pieces)), str(group.also)) for group in self.groups)
            name = (self.grouping.within or self.grouping.kind) if self.grouping else "group"
            return Tidy((name, "title", "pieces", "also"), rows)
        if self.columns:
            names = tuple(column.name for column in self.columns)
            return Tidy(names, tuple(_row(piece, self.columns) for piece in self.pieces))
        names = tuple(contract.Evidence.__struct_fields__)
        return Tidy(names, tuple(tuple(tidied(getattr(it, name)) for name in names) for it in self.each_record()))

    def figures(self) -> list[tuple[str, ...]] | None:
        """Where pieces are only counted, the number; or for each group id, title, pieces, and how many more have it."""
        if not self.is_count:
            return None
        if not self.grouping:
            return [(str(self.found),)]
        return [(it.id, it.title, str(len(it.pieces)), str(it.also)) for it in self.groups]

    def wire(self) -> contract.EvidenceReport:
        """The JSON of `casecode/evidence`."""
        return contract.EvidenceReport(
            count=self.found,
            evidence=[] if self.is_count else self.records(),
            groups=[contract.Group(group.id, group.title, len(group.pieces), group.also) for group in self.groups]
            if self.grouping
            else [],
            lenses=lenses.wire(self.losses),
        )

    def records(self) -> list[contract.Evidence]:
        """The pieces one by one, for JSON Lines."""
        return list(self.each_record())

    def each_record(self) -> Iterator[contract.Evidence]:
        """The same without holding them all."""
        return map(partial(_record, {}), self.pieces)


def build(
    selections: Sequence[Selection],
    order: Axis | str = "id",
    grouping: Axis | None = None,
    limit: int = 0,
    is_count: bool = False,
    columns: tuple[Column, ...] = (),
) -> EvidenceReport:
    """Retrieve the evidence selected, by id, by date or in the order of an axis; a limit keeps the first of it."""
    found = [Piece(one, piece) for one in selections for piece in one.pieces]
    if order != "id" or len(selections) > 1:  # those of one study are in the order of their ids
        rank = _rank(order, selections)
        found.sort(key=lambda piece: (rank(piece), natural(piece.evidence.id)))
    kept = tuple(found[:limit] if limit else found)
    groups = _grouped(kept, grouping.keys(selections)) if grouping else (Group("", "", kept, 0),)
    names = naming(one.study for one in selections)
    search = next((one.query.search for one in selections), Search())
    return EvidenceReport(search, groups, len(found), is_count, grouping, lenses.losses(selections), names, columns)


def _rank(order: Axis | str, selections: Sequence[Selection]) -> Callable[[Piece], object]:
    if not isinstance(order, Axis):
        return (lambda piece: sort_key(piece.evidence.date)) if order == "date" else lambda _piece: ()
    keys = order.keys(selections)
    read = _reader(keys)
    return lambda piece: min(map(keys.rank, read(piece) or (NONE,)))


def _reader(keys: Keys) -> Callable[[Piece], Iterable[Key]]:
    """What finds the keys of a piece."""
    readers = {id(one): keys.reader(one) for one in keys.selections}
    return lambda piece: readers[id(piece.selection)](piece.evidence)


def _grouped(pieces: Sequence[Piece], keys: Keys) -> tuple[Group, ...]:
    """The groups in the order of the axis; pieces without any in a last one."""
    read = _reader(keys)
    standing: dict[Key, list[Piece]] = {}
    also: Counter[Key] = Counter()
    for piece in pieces:
        first, *others = found if len(found := [*read(piece)]) == 1 else sorted(found, key=keys.rank) or [NONE]
        standing.setdefault(first, []).append(piece)
        for key in others:
            standing.setdefault(key, [])
            also[key] += 1
    return tuple(Group(key.id, key.title, tuple(standing[key]), also[key]) for key in sorted(standing, key=keys.rank))


def _count(group: Group) -> str:
    return f"{len(group.pieces)}" + (f", and {group.also} that stand elsewhere" if group.also else "")


def _row(piece: Piece, columns: Sequence[Column]) -> tuple[str, ...]:
    """What a table of data has of a piece: the fields of its record, and else what is shown."""
    record, one = _record({}, piece), Shown(piece.study, piece.evidence)

    def value(column: Column) -> object:
        of = next((it for it in (record, one) if hasattr(it, column.name)), None)
        return getattr(of, column.name) if of is not None else [line.text for line in column.cell(one)]

    return tuple(tidied(value(column)) for column in columns)


def _record(known: dict[object, dict[str, list[str]]], piece: Piece) -> contract.Evidence:
    """A piece in JSON; `known` keeps attributes, which many pieces have in common."""
    study, one = piece.study, piece.evidence
    path, number = one.origin.where
    factors = list(dict.fromkeys(of for code in one.codes for of in study.factors_of(code)))
    own = {key.name: _wired(key, getattr(one, key.name)) for key in KEYS}
    place = Shown(study, one).place or None
    owners = (study.case.id, one.units, one.source)
    if owners not in known:
        known[owners] = all_of(study, one.units, one.source)
    return contract.Evidence(
        case=study.case.id, factors=factors, place=place, attributes=known[owners], path=path, line=number, **own
    )


def _wired(key: EvidenceKey, value: Any) -> Any:
    """The value of a key in JSON: of what may be left out nothing, where it is."""
    if key.is_list:
        return list(value)
    return None if value == "" and not key.required else value
