"""Tallying evidence into a matrix whose cells keep their evidence.

A matrix has factors down the side. Its columns are units, cases, or groups of factors. A cell lists an entry for each
code with evidence there: a theme, or the factor itself where evidence is coded to it directly.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.query import Query
from casecode.analysis.selection import Selection
from casecode.model.attribute import Owner
from casecode.model.case import Evidence, Stance, weighed
from casecode.model.framework import Framework, Layout
from casecode.model.study import Study


class Entry(Struct, frozen=True, dict=True):
    """One code in one cell, with the evidence behind it in the order of its ids.

    Where a cell may hold evidence of several cases, `cases` says for each piece of which it is.
    """

    code: str
    label: str
    is_theme: bool
    evidence: tuple[Evidence, ...]
    cases: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> Counter[Stance]:
        """How many pieces take each stance."""
        return Counter(map(attrgetter("stance"), self.evidence))

    @property
    def stance(self) -> Stance:
        """What its pieces say of the code itself, taken together."""
        return weighed(self.counts)

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The independent sources: original ones, each once, whatever they were read in; of several cases `case:id`."""
        if len(set(self.cases)) > 1:
            return tuple(sorted({f"{case}:{it.source}" for case, it in zip(self.cases, self.evidence, strict=True)}))
        return tuple(sorted(set(map(attrgetter("source"), self.evidence))))


Cell = tuple[Entry, ...]


class Column(Struct, frozen=True):
    """What one column is about: the evidence selected of a case, or of one unit of it, or on one group of factors."""

    id: str
    title: str
    selection: Selection
    unit: str = ""
    group: str = ""

    @property
    def study(self) -> Study:
        """The case."""
        return self.selection.study

    @property
    def owner(self) -> tuple[Owner, str]:
        """Whose attributes the column has: the unit's, or the case's."""
        return ("unit", self.unit) if self.unit else ("case", self.study.case.id)

    @property
    def by_code(self) -> Mapping[str, Sequence[Evidence]]:
        """The pieces of each code in this column, whatever the group of their factors."""
        return self.selection.by_code(self.unit)


class Row(Struct, frozen=True):
    """A factor with its cells, one for each column."""

    factor: str
    title: str
    path: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return not any(self.cells)


class Matrix(Struct, frozen=True, dict=True):
    """Rows and columns with their entries. `by_group` tells that the columns are groups of factors."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    by_group: bool = False

    @cached_property
    def in_cells(self) -> frozenset[int]:
        """The pieces in the cells, by identity: a piece is one object, in however many cells."""
        pieces: set[int] = set()
        for row in self.rows:
            for cell in row.cells:
                for entry in cell:
                    pieces.update(map(id, entry.evidence))
        return frozenset(pieces)

    @property
    def pieces(self) -> int:
        """How many pieces stand in the cells, each counted once."""
        return len(self.in_cells)


def analyze(selection: Selection, layout: Layout) -> Matrix:
    """One of the framework's matrices over the evidence selected of a case."""
    study = selection.study
    columns = layout_columns(selection, layout)
    title = (layout.title or layout.id).replace("{case}", study.case.title)
    by_group = not isinstance(layout.columns, str)
    groups = layout_rows(study.framework, layout)
    return Matrix(layout.id, title, columns, tally(columns, groups), by_group)


def layout_columns(selection: Selection, layout: Layout) -> tuple[Column, ...]:
    """The columns of a layout: the units of the case that it or the query wants, or its groups of factors; of a case
    without units itself."""
    study = selection.study
    if not isinstance(layout.columns, str):
        titles = ((group, study.framework.title_of(group)) for group in layout.columns)
        return tuple(Column(group, title, selection, group=group) for group, title in titles)
    if not study.case.units:
        return (Column(study.case.id, study.case.title, selection),)
    return tuple(
        Column(unit.id, unit.title or unit.id, selection, unit=unit.id)
        for unit in study.case.units.values()
        if selection.asks_for("unit", unit.id)
        and (selection.query.units or not layout.roles or unit.role in layout.roles)
    )


def layout_rows(framework: Framework, layout: Layout) -> tuple[str, ...]:
    """The groups of factors that a layout shows down the side."""
    if layout.rows:
        return layout.rows
    return tuple(root.id for root in framework.factors) if isinstance(layout.columns, str) else tuple(layout.columns)


def narrow(columns: Sequence[Column], query: Query) -> tuple[Column, ...]:
    """The same columns over what a query selects; columns of one case share its selection. A case or unit whose
    attributes are not asked for is no column, unless none is."""
    selections = {id(study): Selection(study, query) for study in (column.study for column in columns)}
    narrowed = [replace(column, selection=selections[id(column.study)]) for column in columns]
    asked = [
        one
        for one in narrowed
        if one.selection.asks_for("case", one.study.case.id)
        and all(it.holds(one.study, one.unit) for it in query.where if it.of == "unit" and one.unit)
    ]
    return tuple(asked or narrowed)


def tally(columns: Sequence[Column], groups: Iterable[str]) -> tuple[Row, ...]:
    """The rows for all factors below the groups: the leaves, and group factors that evidence is coded to directly."""
    if not columns:
        return ()
    first = columns[0].selection
    framework = first.study.framework
    is_of_several = len({column.study.case.id for column in columns}) > 1
    cells = [_by_factor(column, is_of_several) for column in columns]
    rows: dict[str, Row] = {}
    for group in groups:
        root = framework.by_id.get(group)
        for factor in root.walk() if root else ():
            here = tuple(by_factor.get(factor.id, ()) for by_factor in cells)
            if (any(here) or not factor.factors) and first.keeps_factor(factor.id):
                path = framework.ancestors[factor.id]
                rows[factor.id] = Row(factor.id, factor.title or factor.id, path, here)
    return tuple(rows.values())


def _by_factor(column: Column, is_of_several: bool) -> dict[str, Cell]:
    """The cells of one column under their factors, with entries in the order in which codes are declared."""
    study, framework, by_code = column.study, column.study.framework, column.by_code
    label_of = study.shared_label_of if is_of_several else study.label_of
    cells: defaultdict[str, list[Entry]] = defaultdict(list)
    for code in filter(by_code.__contains__, study.code_order):
        pieces = tuple(by_code[code])
        for factor in study.factors_of(code):
            if not column.group or framework.is_within(factor, column.group):
                cells[factor].append(Entry(code, label_of(code), code in study.themes, pieces))
    return {factor: tuple(entries) for factor, entries in cells.items()}
