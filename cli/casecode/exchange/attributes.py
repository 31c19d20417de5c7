"""Attributes from a foreign table: a row for a unit or source of a case, a column for an attribute."""

from collections.abc import Mapping as Map
from collections.abc import Sequence

from msgspec import Struct

from casecode.analysis.attributes import ids_of
from casecode.analysis.ids import whole_slug
from casecode.checks.values import objection
from casecode.exchange import days
from casecode.exchange.account import Account
from casecode.exchange.columns import Taken
from casecode.exchange.days import Order
from casecode.exchange.names import Names
from casecode.exchange.tables.table import FAILED, Failure, Row, Table, text_of
from casecode.exchange.texts import folded
from casecode.model.attribute import OWNERS, Attribute, Owner
from casecode.model.case import Unit
from casecode.model.problem import Problem, nearest
from casecode.model.source import Source
from casecode.model.study import Study

Values = dict[str, str]
_UNKNOWN: dict[Owner, str] = {"case": "invalid-value", "unit": "unknown-unit", "source": "unknown-source"}


class Attributes(Struct, frozen=True):
    """What a table says: of what kind its rows are, the column of their ids, the attribute that each column holds, and
    the account of the rows; `values` are those that are new, by the ids of the rows, and `changed` those that differ
    from what is there. `empty` counts the cells that say nothing."""

    of: Owner
    column: int
    columns: Map[int, str]
    account: Account
    values: Map[str, Values]
    changed: Map[str, Values]
    empty: int


def read(study: Study, table: Table, told: Taken, of: Owner | None = None, dates: Order = "") -> Attributes:
    """The attributes that rows hold, with every problem of a cell at its place.

    The column of the ids is one named after a kind (`source`), else `id`, else the first. Without `of` its name says
    whose attributes these are, or else the ids do. Ids may be titles; a column is an attribute by its id or title, or
    as `told` (attribute: column), where a kind or `id` tells the column of the ids.
    """
    headings = table.columns
    ids = next((those[0] for name, those in told.items() if name in (*OWNERS, "id") and those), None)
    guessed = next((at for at, it in enumerate(headings) if folded(it) in (*OWNERS, "id")), 0)
    column = guessed if ids is None else ids
    heading = folded(headings[column]) if headings else ""
    named = next((owner for owner in OWNERS if told.get(owner) or heading == owner), None)
    kind = of or named or _kind(study, table.rows, column)
    without = {column, *(at for name, those in told.items() for at in those)}
    columns = {at: _attribute(study, it) for at, it in enumerate(headings) if at not in without and table.headings[at]}
    columns |= {at: name for name, those in told.items() if name not in (*OWNERS, "id") for at in those}
    names = _names(study, kind)
    there = _there(study, kind)
    result = Attributes(kind, column, columns, Account("row", len(table.rows)), {}, {}, 0)
    empty = 0
    seen: dict[str, int] = {}
    for at, row in enumerate(table.rows):
        shown = text_of(row.cells[column]) if column < len(row.cells) else ""
        id_ = names.get(folded(shown), "")
        problems: list[Problem] = []
        if not id_:
            hint = nearest(shown, ids_of(study, kind)) or f"known are the {kind}s of `casecode list {kind}s`"
            message = f'there is no {kind} "{shown}"'
            result.account.left[at] = [Problem(_UNKNOWN[kind], message, table.span(row, column), hint)]
            continue
        if id_ in seen:
            message, hint = f'"{id_}" has a row already: {seen[id_]}', "join the two rows"
            problems.append(Problem("duplicate-id", message, table.span(row, column), hint))
        seen.setdefault(id_, row.line + 1)
        own: Values = {}
        for position, name in columns.items():
            cell = row.cells[position] if position < len(row.cells) else ""
            declared = study.framework.attributes.get(name)
            if isinstance(cell, Failure):
                message, hint = FAILED
                problems.append(Problem("invalid-value", message, table.span(row, position), hint))
            elif text := text_of(cell):
                own[name] = _value(declared, text, dates)
                problems += _wrong(declared, kind, own[name], table, row, position)
            else:
                empty += 1
        if problems:
            result.account.left[at] = problems
        else:
            _put(result, id_, own, there.get(id_, {}))
    return Attributes(kind, column, columns, result.account, result.values, result.changed, empty)


def _put(result: Attributes, id_: str, own: Values, there: Map[str, str]) -> None:
    """Put the values of a row into the account: new, there already, or changed."""
    assert isinstance(result.values, dict)
    assert isinstance(result.changed, dict)
    new = {name: value for name, value in own.items() if name not in there}
    changed = {name: value for name, value in own.items() if name in there and there[name] != value}
    if new:
        result.values[id_] = new
    if changed:
        result.changed[id_] = changed
        result.account.changed[id_] = [f"{name}: {there[name]} -> {value}" for name, value in changed.items()]
    elif new:
        result.account.new.append(id_)
    else:
        result.account.same.append(id_)


def _there(study: Study, of: Owner) -> Map[str, Map[str, str]]:
    """The attributes that are there, by the ids of what has them."""
    if of == "case":
        return {study.case.id: study.case.attributes}
    records: Map[str, Unit] | Map[str, Source] = study.case.units if of == "unit" else study.case.sources
    return {id_: it.attributes for id_, it in records.items()}


def _kind(study: Study, rows: Sequence[Row], column: int) -> Owner:
    """The kind that most ids of a column are of."""
    found = {folded(text_of(row.cells[column])) for row in rows if column < len(row.cells)}
    owners: list[Owner] = ["source", "unit", "case"]
    return max(owners, key=lambda owner: len(found & _names(study, owner).keys()))


def _names(study: Study, of: Owner) -> Map[str, str]:
    """The ids of what can be in a row, by themselves, by their titles, and sources by the names of their documents."""
    if of == "case":
        return {folded(it): study.case.id for it in (study.case.title, study.case.id)}
    known = Names.of(study).known[of]
    own = study.case.units if of == "unit" else study.case.sources
    return {name: id_ for name, id_ in known.items() if id_ in own}


def _attribute(study: Study, column: str) -> str:
    """The attribute that a column holds: one with its title, or with its name as an id."""
    titles = {folded(it.title): it.id for it in study.framework.attributes.values() if it.title}
    return titles.get(folded(column)) or whole_slug(column)


def _value(declared: Attribute | None, text: str, dates: Order) -> str:
    """The id of a value that is written as its title, or in other letters; a date as it is written here; else the
    text."""
    if declared and declared.type == "date":
        return days.written(text, dates)
    known = declared.values.values() if declared else ()
    return next((it.id for it in known if folded(text) in (folded(it.id), folded(it.title))), text)


def _wrong(declared: Attribute | None, of: Owner, value: str, table: Table, row: Row, position: int) -> list[Problem]:
    if declared is None:
        return []
    if declared.of and of not in declared.of:
        hint = f"it is of {' and '.join(f'{it}s' for it in declared.of)}"
        message = f'"{declared.id}" is no attribute of {of}s'
        return [Problem("invalid-value", message, table.span(row, position), hint)]
    wrong = objection([declared], declared.id, value)
    if not wrong:
        return []
    hint = (days.hint_for(value) if declared.type == "date" else None) or wrong[1]
    return [Problem("invalid-value", wrong[0], table.span(row, position), hint)]
