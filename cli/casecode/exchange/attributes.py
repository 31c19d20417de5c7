"""Attributes from a foreign table: a row for a unit or source of a case, a column for an attribute."""

from collections.abc import Mapping as Map
from collections.abc import Sequence as Seq

from msgspec import Struct

from casecode.analysis.attributes import ids_of
from casecode.analysis.ids import whole_slug
from casecode.checks.values import objection
from casecode.exchange.texts import folded, text_of
from casecode.model.attribute import OWNERS, Attribute, Owner
from casecode.model.case import Case, Unit
from casecode.model.problem import Problem, nearest
from casecode.model.source import Source
from casecode.model.study import Study
from casecode.read.node import Mapping, Node, Sequence

Values = dict[str, str]
_UNKNOWN: dict[Owner, str] = {"case": "invalid-value", "unit": "unknown-unit", "source": "unknown-source"}


class Table(Struct, frozen=True):
    """What a table says: of what kind its rows are, the attribute that each column holds, and the values by the ids of
    the rows. `empty` counts the cells that say nothing."""

    of: Owner
    column: str
    columns: Map[str, str]
    values: Map[str, Values]
    empty: int


def read(study: Study, rows: Sequence, told: Map[str, str], of: Owner | None = None) -> tuple[Table, list[Problem]]:
    """The attributes that rows hold, with every problem of a cell at its place.

    The column of the ids is one named after a kind (`source`), else `id`, else the first. Without `of` its name says
    whose attributes these are, or else the ids do. Ids may be titles; a column is an attribute by its id or title, or
    as `told` (attribute: column).
    """
    named = [row for row in rows.items if isinstance(row, Mapping)]
    present = list(dict.fromkeys(key for row in named for key in row.entries))
    column = next((it for it in present if folded(it) in (*OWNERS, "id")), present[0] if present else "")
    kind = of or next((owner for owner in OWNERS if folded(column) == owner), None) or _kind(study, named, column)
    columns = {it: _attribute(study, it) for it in present if it != column} | {it: name for name, it in told.items()}
    names = _names(study, kind)
    problems: list[Problem] = []
    values: dict[str, Values] = {}
    empty = 0
    for row in named:
        at = row.entries.get(column)
        id_ = names.get(folded(text_of(at[1])), "") if at else ""
        if not id_:
            shown = text_of(at[1]) if at else ""
            hint = nearest(shown, ids_of(study, kind)) or f"known are the {kind}s of `casecode list {kind}s`"
            problems.append(Problem(_UNKNOWN[kind], f'there is no {kind} "{shown}"', (at[1] if at else row).span, hint))
            continue
        if id_ in values:
            problems.append(Problem("duplicate-id", f'"{id_}" has a row already', row.span, "join the two rows"))
        own = values.setdefault(id_, {})
        for it, name in columns.items():
            cell = row.entries.get(it)
            text = text_of(cell[1]) if cell else ""
            if not text:
                empty += 1
                continue
            own[name] = _value(study.framework.attributes.get(name), text)
            problems += _wrong(study.framework.attributes.get(name), kind, own[name], cell[1] if cell else row)
    return Table(kind, column, columns, values, empty), problems


def _kind(study: Study, rows: Seq[Mapping], column: str) -> Owner:
    """The kind that most ids of a column are of."""
    found = {folded(text_of(row.entries[column][1])) for row in rows if column in row.entries}
    owners: list[Owner] = ["source", "unit", "case"]
    return max(owners, key=lambda owner: len(found & _names(study, owner).keys()))


def _names(study: Study, of: Owner) -> dict[str, str]:
    """The ids of what can be in a row, by themselves and by their titles."""
    units, sources = study.case.units, study.case.sources
    records: Map[str, Case] | Map[str, Unit] | Map[str, Source] = (
        {study.case.id: study.case} if of == "case" else units if of == "unit" else sources
    )
    return {folded(it.title): id_ for id_, it in records.items()} | {folded(id_): id_ for id_ in records}


def _attribute(study: Study, column: str) -> str:
    """The attribute that a column holds: one with its title, or with its name as an id."""
    titles = {folded(it.title): it.id for it in study.framework.attributes.values() if it.title}
    return titles.get(folded(column)) or whole_slug(column)


def _value(declared: Attribute | None, text: str) -> str:
    """The id of a value that is written as its title, or in other letters; else the text."""
    known = declared.values.values() if declared else ()
    return next((it.id for it in known if folded(text) in (folded(it.id), folded(it.title))), text)


def _wrong(declared: Attribute | None, of: Owner, value: str, cell: Node) -> list[Problem]:
    if declared is None:
        return []
    if declared.of and of not in declared.of:
        hint = f"it is of {' and '.join(f'{it}s' for it in declared.of)}"
        return [Problem("invalid-value", f'"{declared.id}" is no attribute of {of}s', cell.span, hint)]
    wrong = objection([declared], declared.id, value)
    return [Problem("invalid-value", wrong[0], cell.span, wrong[1])] if wrong else []
