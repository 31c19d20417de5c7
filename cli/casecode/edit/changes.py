"""The changes that commands offer, each as edits on the drafts of a workspace. What cannot be done is refused."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casecode.documents.quotes import read_from, stand_of
from casecode.edit.draft import Draft
from casecode.edit.emit import Bare
from casecode.edit.refs import Ref
from casecode.edit.store import RefusedError
from casecode.edit.workspace import File, Workspace
from casecode.model.attribute import Owner
from casecode.model.problem import in_full, nearest
from casecode.model.study import MOST_DIGITS
from casecode.read import forms, shape
from casecode.read.evidence_keys import KEYS
from casecode.read.words import is_id

_DIGITS = "0123456789"
EVIDENCE_KEYS = tuple(field.key for field in forms.EVIDENCE.fields)
CASE_KEYS = tuple(field.key for field in forms.CASE.fields)
SOURCE_KEYS = tuple(field.key for field in forms.SOURCE.fields)
UNIT_KEYS = tuple(field.key for field in forms.UNIT.fields)
THEME_KEYS = tuple(field.key for field in forms.THEME.fields)
FRAMEWORK_KEYS = tuple(field.key for field in forms.FRAMEWORK.fields)
_DECLARED = {"themes": forms.THEME, "sources": forms.SOURCE, "units": forms.UNIT}

Record = dict[str, Any]


def case_file(workspace: Workspace, case: str) -> File:
    """The file that declares a case."""
    file = workspace.case(case)
    if file is None:
        known = workspace.own.names("cases")
        raise RefusedError(f'there is no case "{case}" in {workspace.root}', nearest(case, known) or _listed(known))
    return file


def add_evidence(workspace: Workspace, case: str, records: Iterable[Record], into: str = "") -> list[str]:
    """Append pieces of evidence to a case, with the next free ids where they have none; returns the ids."""
    home = case_file(workspace, case)
    known = _ids(workspace, case)
    named = _named(workspace, case, into) if into else None
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
        ordered = _bare(ordered)
        file.draft.append(file.evidence, ordered, CASE_KEYS)
        intake.take(ordered)
        added.append(id_)
    return added


def framework_file(workspace: Workspace, framework: str) -> File:
    """The file that declares a framework of the project."""
    file = workspace.framework(framework)
    if file is None:
        known = workspace.own.names("frameworks")
        hint = nearest(framework, known) or "what is built in cannot be changed: copy it into frameworks/"
        raise RefusedError(f'there is no framework "{framework}" in {workspace.root}', hint)
    return file


def is_framework(workspace: Workspace, name: str) -> bool:
    """Whether a name is that of a framework of the project, or of one that its cases use, and of no factor."""
    files = [file for file in workspace.mentioning(name) if file.kind == "framework"]
    if any("factor" in ref.kinds and ref.declares and ref.id == name for file in files for ref in file.refs):
        return False
    return workspace.framework(name) is not None or any(
        workspace.framework_of(file.owner) == name for file in workspace.cases()
    )


def home_of(workspace: Workspace, owner: str) -> tuple[File, Sequence[str]]:
    """The file that declares a case or framework, and the keys that it may have in their order."""
    if workspace.case(owner) is None and workspace.framework(owner) is not None:
        return framework_file(workspace, owner), FRAMEWORK_KEYS
    return case_file(workspace, owner), CASE_KEYS


def add_declared(workspace: Workspace, owner: str, key: str, id_: str, record: Record) -> None:
    """Declare a theme, source or unit in a case, or a theme in a framework."""
    file, order = home_of(workspace, owner)
    record = ordered(_DECLARED[key], record)
    there = file.draft.holds.get(key) if isinstance(file.draft.holds, dict) else None
    if isinstance(there, Mapping) and id_ in there:
        raise RefusedError(
            f'{owner} has a {key.removesuffix("s")} "{id_}" already', "leave out what would declare it anew"
        )
    if not there:
        file.draft.put((key,), {id_: record}, order)
    else:
        file.draft.put((key, id_), record)


def set_attributes(workspace: Workspace, case: str, of: Owner, values: Mapping[str, Mapping[str, str]]) -> None:
    """Set attributes of a case, or of its units or sources, given by their ids."""
    file = case_file(workspace, case)
    orders = {"case": CASE_KEYS, "unit": UNIT_KEYS, "source": SOURCE_KEYS}
    for id_, own in values.items():
        path = () if of == "case" else (f"{of}s", id_)
        there = value_at(file.draft.holds, path)
        if own and not (isinstance(there, dict) and there.get("attributes")):
            file.draft.put((*path, "attributes"), dict(own), orders[of])
            continue
        for name, value in own.items():
            file.draft.put((*path, "attributes", name), value)


def set_fields(file: File, path: Sequence[str | int], values: Record, cleared: Sequence[str] = ()) -> None:
    """Set fields of a piece of evidence, and take others out."""
    for key, it in _bare(values).items():
        file.draft.put((*path, key), it, EVIDENCE_KEYS)
    for key in cleared:
        if key in value_at(file.draft.holds, path):
            file.draft.remove((*path, key))


def remove(workspace: Workspace, kind: str, id_: str, case: str = "") -> None:
    """Take the declaration of something out; refused where something refers to it."""
    file, ref = declaration(workspace, kind, id_, case)
    used = [(it, one) for it, one in _references(workspace, kind, id_, file) if not one.declares]
    if used:
        places = ", ".join(f"{it.path.name}:{one.node.line + 1}" for it, one in used[:5])
        more = f" and {len(used) - 5} others" if len(used) > 5 else ""
        hint = "recode it into another" if kind == "theme" else "take it out there first, or rename it"
        raise RefusedError(f'{kind} "{id_}" is used in {places}{more}', hint)
    file.draft.remove(ref.path if ref.is_key else ref.path[:-1])


def rename(workspace: Workspace, kind: str, old: str, new: str, case: str = "") -> int:
    """Give something another id, with every reference to it in the project; returns how many places changed."""
    if not is_id(new):
        raise RefusedError(f'"{new}" is not an id', "use small letters, digits and single hyphens")
    file, _ = declaration(workspace, kind, old, case)
    found = _references(workspace, kind, old, file)
    if any(one.declares and one.id == new and kind in one.kinds for one in file.refs):
        raise RefusedError(f'there is a {kind} "{new}" already', "to join two codes, use recode")
    for it, one in sorted(found, key=lambda pair: pair[1].is_key):  # paths lead through keys: these change last
        if one.is_key:
            it.draft.rename_key(one.path, new)  # type: ignore[union-attr]
        else:
            it.draft.put(one.path, one.named(new))
    return len(found)


def recode(workspace: Workspace, old: str, new: str, cases: Sequence[str] = (), is_made: bool = False) -> int:
    """Code as `new` what is coded as `old`, everywhere in the cases; a theme that is left without use goes. One that is
    made in the same change is not looked for.

    Returns how many places changed.
    """
    changed = 0
    owners = cases or dict.fromkeys(file.owner for file in workspace.mentioning(old) if file.kind != "framework")
    for home in [case_file(workspace, case) for case in owners]:
        known = _codes(workspace, home)
        if old not in known:
            continue
        if new not in known and not is_made:
            raise RefusedError(
                f'{home.owner} has no theme or factor "{new}"', nearest(new, known) or "declare it first"
            )
        themes = home.draft.holds.get("themes") if isinstance(home.draft.holds, dict) else None
        for file in workspace.of_case(home.owner):
            found = (ref for ref in file.refs if ref.id == old and "theme" in ref.kinds and not ref.declares)
            found = (ref for ref in found if ref.owner in ("", home.owner))
            changed += sum(_recode_at(file, ref, new) for ref in found)
        if isinstance(themes, Mapping) and old in themes:
            home.draft.remove(("themes", old))
            changed += 1
    if not changed:
        known = {code for home in workspace.cases() for code in _codes(workspace, home)}
        raise RefusedError(f'nothing is coded as "{old}"', nearest(old, known) or "")
    return changed


def _recode_at(file: File, ref: Ref, new: str) -> bool:
    """Put another code in the place of one; what has it already, or would be its own reason, loses the one. A theme
    that is taken out already says nothing any more."""
    if ref.path[0] == "themes" and ref.path[1] not in value_at(file.draft.holds, ("themes",)):
        return False
    items = value_at(file.draft.holds, ref.path[:-1])
    is_own_reason = ref.path[:2] == ("themes", new)
    if isinstance(items, list) and (is_own_reason or ref.named(new) in _texts(items)):
        file.draft.remove(ref.path)
    else:
        file.draft.put(ref.path, ref.named(new))
    return True


def move_theme(workspace: Workspace, theme: str, factor: str, case: str = "") -> File:
    """Put a theme under another factor."""
    file, ref = declaration(workspace, "theme", theme, case)
    file.draft.put((*ref.path, "factor"), factor, THEME_KEYS)
    return file


def move_evidence(workspace: Workspace, id_: str, to: str, case: str = "") -> File:
    """Put a piece of evidence into another file of its case. Its comments go with it where the file can have some."""
    file, ref = declaration(workspace, "evidence", id_, case)
    target = _named(workspace, file.owner, to)
    if target is file:
        raise RefusedError(f'"{id_}" is in {to} already')
    path = ref.path[:-1]
    record = value_at(file.draft.holds, path)
    comments = file.draft.comments(path) if isinstance(target.draft, Draft) else []
    target.draft.append(target.evidence, _bare(_stripped(record)), CASE_KEYS, above=comments)
    file.draft.remove(path, leaving_comments=not comments)
    return target


def keep_documents(workspace: Workspace, cases: Sequence[str] = ()) -> list[str]:
    """Keep the SHA-256 of the documents of all sources as these are now; returns the sources whose SHA-256 is new."""
    frameworks = (workspace.framework(workspace.framework_of(case_file(workspace, case).owner)) for case in cases)
    files = [file for file in dict.fromkeys(frameworks) if file]
    files += [file for case in cases for file in workspace.of_case(case)]
    kept = []
    for file in files if cases else workspace.every():
        for ref in file.refs:
            record = value_at(file.draft.holds, ref.path) if ref.declares and "source" in ref.kinds else None
            if isinstance(record, Mapping) and record.get("file"):
                folder, allows = file.path.parent, workspace.allows_outside(file.owner)
                _, sha256, _ = read_from(folder, folder / str(record["file"]).strip(), allows)
                if sha256 not in ("", str(record.get("sha256", "")).lower()):
                    file.draft.put((*ref.path, "sha256"), sha256, SOURCE_KEYS)
                    kept.append(ref.id)
    return kept


def write_places(workspace: Workspace, cases: Sequence[str] = ()) -> list[str]:
    """Write into evidence without a locator where the document of its source has its quote; returns the ids of the
    pieces, in full."""
    written = []
    for home in [case_file(workspace, case) for case in cases] or [*workspace.cases()]:
        study = workspace.project.case(home.path)
        if study is None:
            continue
        refs = {ref.id: (file, ref) for file, ref in _declared(workspace.of_case(home.owner), "evidence")}
        for piece in study.evidence:
            if piece.id in refs and not piece.locator and (place := stand_of(study, piece).place):
                file, ref = refs[piece.id]
                file.draft.put((*ref.path[:-1], "locator"), place, EVIDENCE_KEYS)
                written.append(f"{home.owner}:{piece.id} {place}")
    return written


def declaration(workspace: Workspace, kind: str, id_: str, case: str = "") -> tuple[File, Ref]:
    """Where something is declared; before a colon may stand the case or framework that it belongs to."""
    owner, _, name = id_.rpartition(":")
    owner = owner or case
    found = [(file, ref) for file, ref in _declared(_files_of(workspace, owner, name), kind) if ref.id == name]
    if not found:
        every = [*_declared(workspace.every(), kind)]
        elsewhere = (f"{file.owner}:{ref.id}" for file, ref in every if ref.id == name)
        hint = (
            in_full(elsewhere)
            or nearest(name, (ref.id for _, ref in every))
            or f"`casecode list` shows what there is in {workspace.root}"
        )
        raise RefusedError(f'there is no {kind} "{id_}" in this project', hint)
    if len(found) > 1:
        choices = ", ".join(f"{file.owner}:{name}" for file, _ in found)
        raise RefusedError(f'there is more than one {kind} "{name}"', f"write one of {choices}")
    return found[0]


def _files_of(workspace: Workspace, owner: str, word: str) -> Iterable[File]:
    """The files of a case or framework; where none is named, all in which a word may stand."""
    if not owner:
        return workspace.mentioning(word)
    framework = workspace.framework(owner)
    return [*([framework] if framework else []), *workspace.of_case(owner)]


def _declared(files: Iterable[File], kind: str) -> list[tuple[File, Ref]]:
    """What files declare of a kind."""
    return [(file, ref) for file in files for ref in file.refs if ref.declares and kind in ref.kinds]


def _references(workspace: Workspace, kind: str, id_: str, home: File) -> list[tuple[File, Ref]]:
    """Every place that declares or names something that a file declares."""
    name = id_.rpartition(":")[2]
    found = []
    is_own = home.kind != "framework" and kind != "case"
    own = workspace.of_case(home.owner) if is_own else []
    memos = (file for file in workspace.mentioning(f"{home.owner}:") if file not in own) if is_own else ()
    for file in [*own, *memos] if is_own else workspace.mentioning(name):
        for ref in file.refs:
            if kind in ref.kinds and ref.id == name and _means(workspace, kind, ref, file, home):
                found.append((file, ref))
    return found


def _means(workspace: Workspace, kind: str, ref: Ref, file: File, home: File) -> bool:
    """Whether a reference in a file means what the home file declares."""
    if kind in ("case", "framework") and not ref.owner:
        return not ref.declares or file is home
    if ref.owner:
        return ref.owner == home.owner
    if home.kind != "framework":
        return file.owner == home.owner and file.kind != "framework"
    if ref.within:
        return ref.within == home.owner
    if file.kind == "framework":
        return file is home
    own = case_file(workspace, file.owner)
    hides = any(one.declares and kind in one.kinds and one.id == ref.id for one in own.refs)
    return workspace.framework_of(file.owner) == home.owner and not hides


def _codes(workspace: Workspace, home: File) -> set[str]:
    """The themes and factors that a case can code with."""
    framework = workspace.framework(workspace.framework_of(home.owner))
    files = [home, *([framework] if framework else [])]
    kinds = {"theme", "factor"}
    own = {ref.id for file in files for ref in file.refs if ref.declares and kinds & {*ref.kinds}}
    named = (ref for file in workspace.of_case(home.owner) for ref in file.refs if not ref.is_any)
    used = {ref.id for ref in named if "theme" in ref.kinds}
    return own | (used if len(files) == 1 else set())


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
        self.units[frozenset(_texts(piece.get("units")))] += 1
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
    units = _texts(record.get("units"))
    counts = [it.on(units) for it in some]
    return some[counts.index(max(counts))] if any(counts) else some[-1]


def _pieces(file: File) -> list[Record]:
    """The pieces of evidence in a file, as far as it has the form of one."""
    holds = file.draft.holds
    pieces = holds.get("evidence") if isinstance(holds, dict) else holds
    return [piece for piece in pieces if isinstance(piece, dict)] if isinstance(pieces, list) else []


def ordered(form: shape.Record, record: Record) -> Record:
    """A record with its keys in the order of its form, without what is empty."""
    return {field.key: record[field.key] for field in form.fields if record.get(field.key)}


def _texts(it: Any) -> set[str]:
    """The texts in what should be a list of them."""
    return {one.strip() for one in it if isinstance(one, str)} if isinstance(it, list) else set()


def _named(workspace: Workspace, case: str, name: str) -> File:
    files = workspace.of_case(case)
    found = [file for file in files if name in (str(file.path), file.path.name, file.path.stem)]
    if len(found) != 1:
        raise RefusedError(
            f'{case} has no evidence file "{name}"',
            f"its files are {', '.join(it.path.name for it in files)}; name another one under evidence-files: first",
        )
    return found[0]


def _stripped(it: Any) -> Any:
    """A record without the space around its texts, which no reader sees, and which a table cannot keep."""
    if isinstance(it, list):
        return [_stripped(one) for one in it]
    if isinstance(it, dict):
        return {key: _stripped(one) for key, one in it.items()}
    return it.strip() if isinstance(it, str) else it


def _bare(record: Record) -> Record:
    """A record of evidence whose numbers and flags are written as such, without quotes."""
    bare = {
        key.key: Bare(text) for key in KEYS if isinstance(it := record.get(key.key), str) and (text := key.bare(it))
    }
    return {**record, **bare}


def value_at(holds: Any, path: Iterable[str | int]) -> Any:
    for step in path:
        holds = holds[step]
    return holds


def _listed(known: Iterable[str]) -> str:
    names = ", ".join(known)
    return f"known cases: {names}" if names else "`casecode new case` makes one"
