"""The changes that commands offer, each as edits on the drafts of a workspace. What cannot be done is refused."""

from collections.abc import Mapping, Sequence

from casecode.documents.quotes import path_in, read_from, stand_of
from casecode.edit.draft import Draft
from casecode.edit.finding import case_file, declaration, declared_in, home_of, references
from casecode.edit.intake import file_named
from casecode.edit.records import (
    CASE_KEYS,
    EVIDENCE_KEYS,
    SOURCE_KEYS,
    THEME_KEYS,
    UNIT_KEYS,
    Record,
    bare,
    ordered,
    stripped,
    texts,
    value_at,
)
from casecode.edit.refs import Ref
from casecode.edit.store import RefusedError
from casecode.edit.workspace import File, Workspace
from casecode.model.attribute import Owner
from casecode.model.problem import nearest
from casecode.read import forms
from casecode.read.words import is_id

_DECLARED = {"themes": forms.THEME, "sources": forms.SOURCE, "units": forms.UNIT}


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


def set_sources(workspace: Workspace, case: str, values: Mapping[str, Record]) -> None:
    """Set fields of sources, given by their ids, wherever the case or its framework declares them."""
    framework = workspace.framework(workspace.framework_of(case_file(workspace, case).owner))
    left = {**values}
    for file in (*workspace.of_case(case), *([framework] if framework else [])):
        for ref in file.refs:
            if ref.declares and "source" in ref.kinds:
                for key, value in left.pop(ref.id, {}).items():
                    file.draft.put((*ref.path, key), value, SOURCE_KEYS)


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
    for key, it in bare(values).items():
        file.draft.put((*path, key), it, EVIDENCE_KEYS)
    for key in cleared:
        if key in value_at(file.draft.holds, path):
            file.draft.remove((*path, key))


def remove(workspace: Workspace, kind: str, id_: str, case: str = "") -> None:
    """Take the declaration of something out; refused where something refers to it."""
    file, ref = declaration(workspace, kind, id_, case)
    used = [(it, one) for it, one in references(workspace, kind, id_, file) if not one.declares]
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
    found = references(workspace, kind, old, file)
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
    if isinstance(items, list) and (is_own_reason or ref.named(new) in texts(items)):
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
    target = file_named(workspace, file.owner, to)
    if target is file:
        raise RefusedError(f'"{id_}" is in {to} already')
    path = ref.path[:-1]
    record = value_at(file.draft.holds, path)
    comments = file.draft.comments(path) if isinstance(target.draft, Draft) else []
    target.draft.append(target.evidence, bare(stripped(record)), CASE_KEYS, above=comments)
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
                _, sha256, _ = read_from(folder, path_in(folder, str(record["file"]).strip()), allows)
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
        refs = {ref.id: (file, ref) for file, ref in declared_in(workspace.of_case(home.owner), "evidence")}
        for piece in study.evidence:
            if piece.id in refs and not piece.locator and (place := stand_of(study, piece).place):
                file, ref = refs[piece.id]
                file.draft.put((*ref.path[:-1], "locator"), place, EVIDENCE_KEYS)
                written.append(f"{home.owner}:{piece.id} {place}")
    return written


def _codes(workspace: Workspace, home: File) -> set[str]:
    """The themes and factors that a case can code with."""
    framework = workspace.framework(workspace.framework_of(home.owner))
    files = [home, *([framework] if framework else [])]
    kinds = {"theme", "factor"}
    own = {ref.id for file in files for ref in file.refs if ref.declares and kinds & {*ref.kinds}}
    named = (ref for file in workspace.of_case(home.owner) for ref in file.refs if not ref.is_any)
    used = {ref.id for ref in named if "theme" in ref.kinds}
    return own | (used if len(files) == 1 else set())
