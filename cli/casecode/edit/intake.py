"""Pieces of evidence that come into a case: each into the file where its like stands, with the next free id."""

from collections import Counter
from collections.abc import Iterable, Sequence

from casecode.edit.finding import case_file
from casecode.edit.records import CASE_KEYS, EVIDENCE_KEYS, Record, bare, texts
from casecode.edit.store import RefusedError
from casecode.edit.workspace import File, Workspace
from casecode.model.study import MOST_DIGITS

_DIGITS = "0123456789"


def add_evidence(workspace: Workspace, case: str, records: Iterable[Record], into: str = "") -> list[str]:
    """Append pieces of evidence to a case, with the next free ids where they have none; returns the ids."""
    home = case_file(workspace, case)
    known = _ids(workspace, case)
    named = file_named(workspace, case, into) if into else None
    intakes = [_Intake(file) for file in ([named] if named else workspace.of_case(home.owner))]
    added = []
    for record in records:
        intake = _intake_for(intakes, record)
        file = intake.file
        id_ = record.get("id") or intake.next_id(known)
        if id_ in known:
            raise RefusedError(
                f'there is a piece of evidence "{id_}" already', "leave the id out for the next free one"
            )
        known.add(id_)
        whole = {"id": id_, **{key: it for key, it in record.items() if key != "id"}}
        ordered = {key: whole[key] for key in EVIDENCE_KEYS if whole.get(key)}
        ordered |= {key: it for key, it in whole.items() if it}  # what is no field is told as a problem by the check
        ordered = bare(ordered)
        file.draft.append(file.evidence, ordered, CASE_KEYS)
        intake.take(ordered)
        added.append(id_)
    return added


def _ids(workspace: Workspace, case: str) -> set[str]:
    return {ref.id for file in workspace.of_case(case) for ref in file.refs if ref.declares and "evidence" in ref.kinds}


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
        if 0 < len(digits) <= MOST_DIGITS and (self.highest is None or int(digits) > int(self.highest[1])):
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
    """The file of a case that has evidence, by its path, name or stem."""
    files = workspace.of_case(case)
    found = [file for file in files if name in (str(file.path), file.path.name, file.path.stem)]
    if len(found) != 1:
        raise RefusedError(
            f'{case} has no evidence file "{name}"',
            f"its files are {', '.join(it.path.name for it in files)}; name another one under evidence-files: first",
        )
    return found[0]
