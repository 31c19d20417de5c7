"""Evidence from a foreign table: rows to pieces of a case, each new, there already, changed, or left for a reason."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct, field

from casecode.exchange import days
from casecode.exchange.account import Account
from casecode.exchange.plan import Flaw, Plan, Values, with_codes_above
from casecode.exchange.tables.table import Row, Table
from casecode.model.case import Evidence
from casecode.model.dates import bounds
from casecode.model.problem import Problem
from casecode.model.study import Study
from casecode.read import forms
from casecode.read.direct import Direct
from casecode.read.evidence_keys import EITHER, IMPLIED, KEYS
from casecode.read.node import Mapping, Node, Scalar
from casecode.read.node import Sequence as Nodes

Record = dict[str, Any]
# Rows of one piece may differ in these: a row for each code, with the remark on it.
_OF_A_CODE = ("codes", "explains", "note")
# By these a piece is known again that has no id of its own, as far as the table says them.
_IDENTITY = ("source", "quote", "statement", "locator", "coder", "units")
_LISTS = frozenset(key.key for key in KEYS if key.is_list)
_FLAGS = frozenset(key.key for key in KEYS if key.is_flag)
_NUMBERS: dict[str, Any] = {key.key: key.shape for key in KEYS if key.is_number}
_NOTHING = "without a text, such as a part of a picture or film"


class Piece(Struct):
    """A piece of evidence of a table: its values, and the rows that say it."""

    values: Values
    rows: list[int]


class Taken(Struct):
    """What a table comes to: the account of its pieces, the new ones as records, and the values to be set of those that
    have changed, by id. `joined` counts the rows that add a code to a piece of another row."""

    account: Account
    records: list[Record] = field(default_factory=list)
    updates: dict[str, Record] = field(default_factory=dict)
    joined: int = 0


def take(study: Study, table: Table, plan: Plan, is_export: bool = False) -> Taken:
    """The pieces of a table for a case. Rows without a text are what a study cannot hold, in an export of a program."""
    pieces, taken = _pieces(table, plan, is_export)
    told = {*plan.columns, *plan.defaults, *(("codes",) if plan.one_hot else ())}
    _compare(study, pieces, taken, told)
    return taken


# Rows to pieces


def _pieces(table: Table, plan: Plan, is_export: bool) -> tuple[list[Piece], Taken]:
    taken = Taken(Account("piece", len(table.rows)))
    direct = Direct(forms.EVIDENCE)
    found: list[Piece] = []
    by_key: dict[Any, list[Piece]] = {}
    for at, row in enumerate(table.rows):
        if is_export and not _says_anything(row, plan):
            taken.account.passed[_NOTHING] = taken.account.passed.get(_NOTHING, 0) + 1
            continue
        flaws: list[Flaw] = []
        values = plan.values(with_codes_above(row, plan.columns["codes"], plan.above) if plan.above else row, flaws)
        if "date" in values and not bounds(str(values["date"])) and (hint := days.hint_for(str(values["date"]))):
            said = f'"{values.pop("date")}" is no date that is certain'
            flaws.append(Flaw("invalid-value", said, hint, plan.columns.get("date", [None])[0]))
        known = {it.rule.removeprefix("unknown-"): "x" for it in flaws if it.rule in ("unknown-source", "unknown-via")}
        if direct.record({"id": "x", **values, **known}, "", 0, 0) is None:
            taken.account.left[at] = _wrong(table, row, plan, {**values, **known})
        if flaws:
            problems = [Problem(it.rule, it.message, table.span(row, it.column), it.hint) for it in flaws]
            taken.account.left.setdefault(at, []).extend(problems)
        if at in taken.account.left:
            continue
        key: Any = values.get("id") or (
            *_place_of(row, plan),
            *(it for it in values.items() if it[0] not in _OF_A_CODE),
        )
        there = by_key.setdefault(key, [])
        if "id" in values and there and (problem := _clash(table, row, plan, there[0], values)):
            taken.account.left[at] = [problem]
        elif there and (is_joined := _join(there, values, at)) is not None:
            taken.joined += is_joined
            if not is_joined:
                taken.account.same.append(str(values.get("id", "")))
        else:
            piece = Piece(values, [at])
            there.append(piece)
            found.append(piece)
    taken.account.held -= taken.joined
    return found, taken


def _says_anything(row: Row, plan: Plan) -> bool:
    """Whether a row has a text: a statement or a quote that is not a word in the place of one."""
    columns = [at for name in EITHER for at in plan.columns.get(name, ())]
    cells = (row.cells[at] for at in columns if at < len(row.cells))
    return any(cell and (not isinstance(cell, str) or cell.strip() not in plan.unsaid) for cell in cells)


def _place_of(row: Row, plan: Plan) -> tuple[str, ...]:
    """The place of a row as it is written, which may be more exact than the locator that is made of it."""
    return tuple(str(row.cells[at]) for at in plan.columns.get("locator", ()) if at < len(row.cells))


def _join(there: Sequence[Piece], values: Values, at: int) -> bool | None:
    """Join a row to a piece that it is a further code of; no, where it has the id of one and says nothing more. Nothing
    where it is a piece of its own: so is one that says the same as another."""
    own = {name: set(values.get(name, ())) for name in ("codes", "explains")}
    note = str(values.get("note", ""))
    for piece in there:
        known = {name: set(piece.values.get(name, ())) for name in own}
        notes = str(piece.values.get("note", ""))
        if "id" in values and all(own[name] <= known[name] for name in own) and note in notes:
            return False
        if "id" in values or (own["codes"] and all(own[name].isdisjoint(known[name]) for name in own)):
            for name in own:
                if own[name]:
                    several = (*piece.values.get(name, ()), *values.get(name, ()))
                    piece.values[name] = tuple(dict.fromkeys(several))
            if note and note not in notes:
                piece.values["note"] = "\n".join(filter(None, (notes, note)))
            piece.rows.append(at)
            return True
    return None


def _clash(table: Table, row: Row, plan: Plan, piece: Piece, values: Values) -> Problem | None:
    """What is wrong where two rows have one id, and are not one piece."""
    first, own = ({key: it for key, it in one.items() if key not in _OF_A_CODE} for one in (piece.values, values))
    if first == own:
        return None
    other = next(key for key in (*first, *own) if first.get(key) != own.get(key))
    line = table.rows[piece.rows[0]].line + 1
    message = f'the id "{values["id"]}" stands in row {line}, with another {other}'
    hint = "rows of one piece differ in their codes alone; -m id= takes no ids, and gives the next free ones"
    return Problem("duplicate-id", message, table.span(row, plan.columns.get("id", [None])[0]), hint)


def _wrong(table: Table, row: Row, plan: Plan, values: Values) -> list[Problem]:
    """What is wrong in the form of a row, each at its cell."""
    entries: dict[str, tuple[Scalar, Node]] = {}
    for name, value in {"id": "x", **values}.items():
        columns = plan.columns.get(name)
        span = table.span(row, columns[0] if columns else None)
        at = {
            "document": span.document,
            "line": span.line - 1,
            "column": span.column - 1,
            "end_line": span.end_line - 1,
            "end_column": span.end_column - 1,
        }
        node: Node = (
            Scalar(text=value, quoted=True, **at)  # type: ignore[arg-type]
            if isinstance(value, str)
            else Nodes(items=[Scalar(text=it, quoted=True, **at) for it in value], **at)  # type: ignore[arg-type]
        )
        entries[name] = (Scalar(text=name, **at), node)  # type: ignore[arg-type]
    whole = table.span(row)
    mapping = Mapping(entries=entries, document=whole.document, line=whole.line - 1)
    problems: list[Problem] = []
    forms.EVIDENCE.read(mapping, problems)
    return problems


# Pieces and what is there


def _compare(study: Study, pieces: Sequence[Piece], taken: Taken, told: set[str]) -> None:
    """Put each piece into the account: new, there already, or changed."""
    account = taken.account
    if not study.case.evidence:
        account.new += (str(piece.values.get("id", "")) for piece in pieces)
        taken.records += ({name: listed(it) for name, it in piece.values.items()} for piece in pieces)
        return
    names = [name for name in _IDENTITY if name in told]
    by_id = {piece.id: piece for piece in study.case.evidence}
    by_identity: dict[Any, list[Evidence]] = {}
    for one in study.case.evidence:
        by_identity.setdefault(tuple(_comparable(name, getattr(one, name)) for name in names), []).append(one)
    unmet: list[tuple[Piece, list[Evidence]]] = []
    for piece in pieces:
        id_ = str(piece.values.get("id", ""))
        identity = tuple(_comparable(name, piece.values.get(name)) for name in names)
        there = [by_id[id_]] if id_ in by_id else by_identity.get(identity, []) if not id_ else []
        same = next((one for one in there if not _differences(piece, one, told)), None)
        if same:
            account.same.append(same.id)
            if not id_:
                there.remove(same)
        else:
            unmet.append((piece, there))
    for piece, there in unmet:
        if there:
            one = there[0] if "id" in piece.values else there.pop(0)
            differences = _differences(piece, one, told)
            account.changed[one.id] = differences
            taken.updates[one.id] = {
                name: listed(piece.values.get(name, () if name in _LISTS else "")) for name in differences
            }
        else:
            account.new.append(str(piece.values.get("id", "")))
            taken.records.append({name: listed(it) for name, it in piece.values.items()})


def _differences(piece: Piece, there: Evidence, told: set[str]) -> list[str]:
    """The fields that the table says, in which a piece differs from what is there."""
    return [
        key.key
        for key in KEYS
        if key.key in told
        and key.key != "id"
        and _comparable(key.key, piece.values.get(key.key)) != _comparable(key.key, getattr(there, key.key))
    ]


def _comparable(name: str, value: Any) -> Any:
    """A value as it is compared, of a table and of a case alike: a set of ids, a text without regard to its spaces."""
    if name in _LISTS:
        return frozenset(value or ())
    if name in _NUMBERS:
        return None if value in (None, "") else _NUMBERS[name].made(value) if isinstance(value, str) else value
    if name in _FLAGS:
        return value is True or value == "true"
    return " ".join((value or IMPLIED.get(name, "")).split())


def listed(value: Any) -> Any:
    """A value as records have it."""
    return list(value) if isinstance(value, tuple) else value
