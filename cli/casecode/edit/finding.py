"""Where things stand in the files of a project: what declares them, and what refers to them."""

from collections.abc import Iterable, Sequence

from casecode.edit.records import CASE_KEYS, FRAMEWORK_KEYS
from casecode.edit.refs import Ref
from casecode.edit.store import RefusedError
from casecode.edit.workspace import File, Workspace
from casecode.model.problem import in_full, nearest


def case_file(workspace: Workspace, case: str) -> File:
    """The file that declares a case."""
    file = workspace.case(case)
    if file is None:
        known = workspace.own.names("cases")
        raise RefusedError(f'there is no case "{case}" in {workspace.root}', nearest(case, known) or listed(known))
    return file


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


def declaration(workspace: Workspace, kind: str, id_: str, case: str = "") -> tuple[File, Ref]:
    """Where something is declared; before a colon may stand the case or framework that it belongs to."""
    owner, _, name = id_.rpartition(":")
    owner = owner or case
    found = [(file, ref) for file, ref in declared_in(_files_of(workspace, owner, name), kind) if ref.id == name]
    if not found:
        every = [*declared_in(workspace.every(), kind)]
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


def declared_in(files: Iterable[File], kind: str) -> list[tuple[File, Ref]]:
    """What files declare of a kind."""
    return [(file, ref) for file in files for ref in file.refs if ref.declares and kind in ref.kinds]


def references(workspace: Workspace, kind: str, id_: str, home: File) -> list[tuple[File, Ref]]:
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


def listed(known: Iterable[str]) -> str:
    """The cases of the project, for a hint."""
    names = ", ".join(known)
    return f"known cases: {names}" if names else "`casecode new case` makes one"
