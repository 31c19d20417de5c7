"""Pieces of evidence that come into a case: each into the file where its like stands, with the next free id.

Many at once go into a file of their own, in JSON Lines, which is read and grows at a fraction of the cost of YAML.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from casecode.analysis.ids import slug
from casecode.edit.bulk import BulkDraft, valued
from casecode.edit.finding import case_file
from casecode.edit.records import CASE_KEYS, EVIDENCE_KEYS, Record, bare, texts
from casecode.edit.store import RefusedError
from casecode.edit.workspace import File, Workspace
from casecode.model.study import MOST_DIGITS

_DIGITS = "0123456789"
# Ids that other programs have given, and in whose manner they go on.
_FOREIGN = ("atlasti-", "qualcoder-", "taguette-")
_RANKS = {key: position for position, key in enumerate(EVIDENCE_KEYS)}


MANY = 1_000  # pieces at once, which go into JSON Lines


def add_evidence(
    workspace: Workspace, case: str, records: Sequence[Record], into: str = "", called: str = ""
) -> list[str]:
    """Append pieces of evidence to a case, with the next free ids where they have none; returns the ids.

    `into` names the file of the case that takes them. Where many come in a file that is `called` something, that is the
    name of a new file for them; a file of JSON Lines that the case has takes them, too.
    """
    home = case_file(workspace, case)
    files = workspace.of_case(home.owner)
    known = {str(piece.get("id", "")).strip() for file in files for piece in _pieces(file)}
    named = file_named(workspace, case, into) if into else None
    if called and not named and len(records) >= MANY:
        named = next((file for file in reversed(files) if _is_lines(file)), None)
        if named is None:
            return _in_new_file(workspace, home, records, called, [_Intake(file) for file in files], known)
    intakes = [_Intake(file) for file in ([named] if named else files)]
    added = []
    for record in records:
        intake = _intake_for(intakes, record)
        file = intake.file
        ordered = _whole(record, intake, known)
        file.draft.append(file.evidence, ordered, CASE_KEYS)
        intake.take(ordered)
        added.append(ordered["id"])
    return added


def _whole(record: Record, intake: "_Intake", known: set[str]) -> Record:
    """A piece with its id, its keys in their order; what is no field is told as a problem by the check."""
    id_ = record.get("id") or intake.next_id(known)
    if id_ in known:
        raise RefusedError(f'there is a piece of evidence "{id_}" already', "leave the id out for the next free one")
    known.add(id_)
    whole = {**record, "id": id_}
    return bare({key: whole[key] for key in sorted(whole, key=_rank) if whole[key]})


def _rank(key: str) -> int:
    return _RANKS.get(key, len(_RANKS))


def _is_lines(file: File) -> bool:
    return isinstance(file.draft, BulkDraft) and not file.draft.is_table


def _in_new_file(
    workspace: Workspace,
    home: File,
    records: Sequence[Record],
    called: str,
    intakes: Sequence["_Intake"],
    known: set[str],
) -> list[str]:
    """Pieces in a new file of JSON Lines beside the case, which names it."""
    folder = home.path.parent / home.path.stem
    name = slug(called) or "evidence"
    names = (f"{name}{number}.jsonl" for number in ("", *(f"-{it}" for it in range(2, 10_000))))
    path = next(it for it in map(folder.joinpath, names) if not it.exists())
    counting = max(intakes, key=lambda it: int(it.highest[1]) if it.highest else -1)
    written = json.JSONEncoder(ensure_ascii=False).encode
    lines, added = [], []
    for record in records:
        ordered = _whole(record, counting, known)
        counting.take(ordered)
        lines.append(written({key: valued(it) for key, it in ordered.items()}) + "\n")
        added.append(ordered["id"])
    workspace.begin(path.relative_to(workspace.root), "".join(lines))
    home.draft.append(("evidence-files",), path.relative_to(home.path.parent).as_posix(), CASE_KEYS)
    return added


def update_evidence(workspace: Workspace, case: str, values: Mapping[str, Record]) -> list[str]:
    """Set fields of pieces of a case, given by their ids; returns the ids."""
    where = {
        str(piece.get("id", "")).strip(): (file, number)
        for file in (workspace.of_case(case) if values else ())
        for number, piece in enumerate(_pieces(file))
    }
    for id_, record in values.items():
        file, number = where[id_]
        path = (*file.evidence, number)
        for key, it in bare(record).items():
            if it or it == 0:
                file.draft.put((*path, key), it, EVIDENCE_KEYS)
            elif key in _pieces(file)[number]:
                file.draft.remove((*path, key))
    return [*values]


class _Intake:
    """A file that may take new pieces of evidence: how many it has on which units, and the highest id in it."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.units: Counter[frozenset[str]] = Counter()
        self.highest: tuple[str, str] | None = None
        for piece in _pieces(file):
            self.take(piece)

    def take(self, piece: Record) -> None:
        """Count a piece in."""
        self.units[frozenset(texts(piece.get("units")))] += 1
        id_ = str(piece.get("id", "")).strip()
        stem = id_.rstrip(_DIGITS)
        digits = id_[len(stem) :]
        if (
            0 < len(digits) <= MOST_DIGITS
            and not stem.startswith(_FOREIGN)
            and (self.highest is None or int(digits) > int(self.highest[1]))
        ):
            self.highest = (stem, digits)

    def on(self, units: set[str]) -> int:
        """How many pieces it has on any of these units."""
        return sum(number for of, number in self.units.items() if units & of)

    def next_id(self, known: set[str]) -> str:
        """The id after the highest of the file, in its manner; a first one is e1."""
        stem, digits = self.highest or ("e", "0")
        number, width = int(digits), len(digits)
        while (id_ := f"{stem}{number + 1:0{width}}") in known:
            number += 1
        return id_


def _intake_for(intakes: Sequence[_Intake], record: Record) -> _Intake:
    """The file for a new piece: where most evidence on its units stands, else the last that has or may have some."""
    some = [it for it in intakes if it.file.kind == "evidence" or it.units] or intakes
    units = texts(record.get("units"))
    counts = [it.on(units) for it in some]
    return some[counts.index(max(counts))] if any(counts) else some[-1]


def _pieces(file: File) -> list[Record]:
    """The pieces of evidence in a file, as far as it has the form of one."""
    holds = file.draft.holds
    pieces = holds.get("evidence") if isinstance(holds, dict) else holds
    return [piece for piece in pieces if isinstance(piece, dict)] if isinstance(pieces, list) else []


def file_named(workspace: Workspace, case: str, name: str) -> File:
    """The file of a case that has evidence, by its name or stem, or by its path as other commands print it."""
    files = workspace.of_case(case)
    found = [file for file in files if name in (file.path.name, file.path.stem)]
    found = found or [file for file in files if Path(name).resolve() == file.path.resolve()]
    if len(found) != 1:
        raise RefusedError(
            f'{case} has no evidence file "{name}"',
            f"its files are {', '.join(it.path.name for it in files)}; name another one under evidence-files: first",
        )
    return found[0]
