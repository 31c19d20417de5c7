"""The tree of factors beside the rows of a report: which headings stand above a row, and how deep it stands.

Every report whose rows are factors, or something below them, takes its headings from here, so that all show one tree.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from casecode.model.framework import Framework
from casecode.model.study import Study
from casecode.sheet import Cell, SheetRow, line

if TYPE_CHECKING:
    from casecode.analysis.axes import Key
    from casecode.analysis.axis import Keys

WHOLE = "As a whole"
WITHOUT = "Without a theme"


class Outlined(Struct, frozen=True):
    """One line of an outline: a heading, or a row by its position among those that the outline was made of."""

    title: str
    depth: int
    row: int | None = None
    is_whole: bool = False


class Row(Struct, frozen=True):
    """A row before it has its headings: id and title of each of these from the root down, and its own title, unless it
    bears on the last of its headings as a whole."""

    path: tuple[tuple[str, str], ...]
    title: str = WHOLE
    is_whole: bool = False


class _Heading(Struct):
    """A heading with what stands below it: rows and headings in their order, what bears on it as a whole first."""

    id: str
    title: str
    parts: "list[int | _Heading]" = []

    def below(self, id_: str, title: str) -> "_Heading":
        found = next((part for part in self.parts if isinstance(part, _Heading) and part.id == id_), None)
        if found is None:
            found = _Heading(id_, title)
            self.parts.append(found)
        return found


def outline(rows: Sequence[Row]) -> list[Outlined]:
    """The rows under their headings. Each heading comes once, where its first row or heading does."""
    root = _Heading("", "")
    for position, row in enumerate(rows):
        heading = root
        for id_, title in row.path:
            heading = heading.below(id_, title)
        heading.parts.insert(0 if row.is_whole else len(heading.parts), position)
    return _lines(root, rows, 0)


def _lines(heading: _Heading, rows: Sequence[Row], depth: int) -> list[Outlined]:
    found = []
    for part in heading.parts:
        if isinstance(part, int):
            found.append(Outlined(rows[part].title, depth, part, rows[part].is_whole))
        else:
            found += [Outlined(part.title, depth), *_lines(part, rows, depth + 1)]
    return found


def of_factors(framework: Framework, factors: Sequence[str]) -> list[Outlined]:
    """The outline of rows that are factors. Where no row has anything above it there are no headings."""
    is_flat = not any(framework.ancestors.get(factor) for factor in factors)
    rows = [
        Row((), framework.title_of(factor)) if is_flat else factor_row(framework, factor, framework.title_of(factor))
        for factor in factors
    ]
    return outline(rows)


def factor_row(framework: Framework, factor: str, title: str, deepest: int = 0) -> Row:
    """The row of a factor, below those above it in the tree; `deepest` is the level at which that is cut, if it is.

    A factor with others below it stands under its own heading: evidence is coded there to the factor as a whole.
    """
    path = (*framework.ancestors[factor], factor)
    if framework.by_id[factor].factors and len(path) != deepest:
        return Row(headings(framework, path), is_whole=True)
    return Row(headings(framework, path[:-1]), title)


def theme_rows(keys: "Keys", themes: Sequence["Key"], is_short: bool = False) -> list[Row]:
    """The rows of themes: each below its factor, and below a factor what is coded to it without a theme; in short form
    a factor without themes here is a row itself."""
    codes = {code: (study, code) for study in keys.studies[::-1] for code in study.framework.by_id}
    codes |= {keys.key(study, theme, "").id: (study, theme) for study in keys.studies for theme in study.themes}
    rows = [_below_factor(key, *codes.get(key.id, (keys.studies[0], key.id))) for key in themes]
    if not is_short:
        return rows
    headed = {row.path for row in rows if row.title != WITHOUT}
    return [
        Row(row.path[:-1], row.path[-1][1]) if row.title == WITHOUT and row.path not in headed else row for row in rows
    ]


def _below_factor(key: "Key", study: Study, code: str) -> Row:
    factors = study.factors_of(code)
    if not key.id or not factors or factors[0] not in study.framework.by_id:
        return Row((), key.title)
    path = headings(study.framework, (*study.framework.ancestors[factors[0]], factors[0]))
    return Row(path, key.title if code != factors[0] else WITHOUT)


def headings(framework: Framework, factors: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Factors as the headings of a row."""
    return tuple((factor, framework.title_of(factor)) for factor in factors)


def sheet_rows(
    lines: Iterable[Outlined], cells: Sequence[Iterable[Cell]], below: Sequence[Cell] = ()
) -> tuple[SheetRow, ...]:
    """An outline as the rows of a sheet, given for each row the cells that follow its head, and what that says below
    its title."""
    return tuple(
        heading(it.title, it.depth)
        if it.row is None
        else SheetRow(((*line(it.title), *(below[it.row] if below else ())), *cells[it.row]), depth=it.depth)
        for it in lines
    )


def heading(title: str, depth: int = 0) -> SheetRow:
    """A row that heads those below it."""
    return SheetRow((line(title, "strong"),), is_section=True, depth=depth)
