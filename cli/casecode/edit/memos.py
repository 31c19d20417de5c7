"""Memos written into the file of a case or framework."""

import re

from casecode.analysis.memos import Index, Thing
from casecode.edit.finding import home_of
from casecode.edit.records import Record, ordered
from casecode.edit.store import RefusedError
from casecode.edit.workspace import Workspace
from casecode.model.memo import owners_in
from casecode.model.problem import in_full, nearest
from casecode.project.project import Project
from casecode.read import forms


def add_memo(workspace: Workspace, names: list[str], record: Record, home: str = "") -> str:
    """Write a memo on what these names mean, into the case or framework that is named, or else into that to which the
    first belongs; returns its id."""
    index = _index(workspace)
    within = home or _home_of(workspace, index, names[0])
    about, links = ([_from_here(index, name, within) for name in given] for given in (names, record.get("links") or ()))
    return write_memo(workspace, within, {**record, "about": about, "links": links})


def write_memo(workspace: Workspace, home: str, record: Record) -> str:
    """Write a memo into a case or framework, with the next free id where it has none; returns its id."""
    file, order = home_of(workspace, home)
    id_ = record.get("id") or _next_id(_index(workspace))
    file.draft.append(("memos",), ordered(forms.MEMO, {**record, "id": id_}), order)
    return str(id_)


def _index(workspace: Workspace) -> Index:
    """What has an id in the project as it is read, before any edit."""
    project = Project.at(workspace.root, workspace.project.files)
    for kind in ("frameworks", "cases"):
        for path in workspace.own.files(kind):
            project.take(path)
    return Index(project.studies, project.frameworks.values())


def _home_of(workspace: Workspace, index: Index, name: str) -> str:
    """The case or framework of the project to which what a name means belongs; one of several has to be named."""
    found: dict[str, Thing] = {}
    for owner in owners_in(name) or [*index.frameworks, *index.studies]:
        for thing in index.meant(name, owner):
            found.setdefault(thing.owner, thing)
    own = [owner for owner in found if _is_framework(workspace, owner) or workspace.case(owner)]
    if not found:
        known = [id_ for owner in (*index.studies, *index.frameworks) for id_ in index.ids(owner)]
        id_ = name.rpartition(":")[2]
        elsewhere = (f"{owner}:{id_}" for owner in index.studies if [*index.meant(id_, owner)])
        raise RefusedError(
            f'nothing has the id "{name}"',
            in_full(elsewhere) or nearest(id_, known) or "`casecode list` shows what there is",
        )
    if not own:
        raise RefusedError(f"{name} belongs to what is built in", "name the case that keeps the memo: --case")
    if len(own) > 1:
        choices = ", ".join(f"{owner}:{name}" for owner in own)
        raise RefusedError(f'several things have the id "{name}"', f"write one of {choices}")
    return own[0]


def _is_framework(workspace: Workspace, name: str) -> bool:
    return workspace.case(name) is None and workspace.framework(name) is not None


def _from_here(index: Index, name: str, home: str) -> str:
    """A name as it is written in the file of a case or framework: with its owner where it is another's, without where
    that is clear."""
    owners = owners_in(name)
    if not owners and not index.meant(name, home):
        found = [owner for owner in (*index.frameworks, *index.studies) if _has(index, name, owner)]
        return f"{found[0]}:{name}" if len(found) == 1 else name
    bare = ":".join(part for part in name.split(":") if part not in owners)
    return bare if index.meant(bare, home) == index.meant(name, home) else name


def _has(index: Index, name: str, owner: str) -> bool:
    """Whether a name means something that a case or framework has itself."""
    return any(thing.owner == owner for thing in index.meant(name, owner))


def _next_id(index: Index) -> str:
    """The next id of the form m12 that no memo of the project has."""
    memos = [memo for study in index.studies.values() for memo in study.case.memos]
    memos += [memo for framework in index.frameworks.values() for memo in framework.memos]
    numbers = (int(it.id[1:]) for it in memos if re.fullmatch(r"m[0-9]{1,9}", it.id))
    return f"m{1 + max(numbers, default=0)}"
