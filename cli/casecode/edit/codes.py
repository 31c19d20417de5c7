"""Working code by code: codes of many pieces at once, pieces and themes split, themes merged, a theme shared."""

from collections.abc import Iterable, Mapping, Sequence

from casecode.edit.changes import add_declared, recode, set_fields
from casecode.edit.finding import case_file, declaration, framework_file
from casecode.edit.intake import add_evidence
from casecode.edit.records import EVIDENCE_KEYS, Record, stripped, texts, value_at
from casecode.edit.store import RefusedError
from casecode.edit.workspace import File, Workspace
from casecode.model.study import Study
from casecode.project.project import Project

Place = tuple[File, tuple[str | int, ...]]


def pieces_named(workspace: Workspace, names: Iterable[str]) -> dict[str, Place]:
    """Where pieces of evidence stand, each once, in the order of their names; before a colon may stand the case."""
    known: dict[str, dict[str, Place]] = {}
    found: dict[str, Place] = {}
    for name in names:
        case, _, id_ = name.rpartition(":")
        if case and case not in known:
            refs = ((file, ref) for file in workspace.of_case(case) for ref in file.refs)
            own = [(file, ref) for file, ref in refs if ref.declares and "evidence" in ref.kinds]
            known[case] = {ref.id: (file, ref.path[:-1]) for file, ref in reversed(own)}
        place = known.get(case, {}).get(id_)
        if place is None:
            file, ref = declaration(workspace, "evidence", id_, case)
            place = file, ref.path[:-1]
        found.setdefault(f"{place[0].owner}:{id_}", place)
    return found


def edit_pieces(
    workspace: Workspace,
    names: Sequence[str],
    values: Record,
    cleared: Sequence[str] = (),
    added: Sequence[str] = (),
    removed: Sequence[str] = (),
) -> dict[File, list[str]]:
    """Set and clear fields of pieces, and add and remove single codes; returns the ids that changed, by file."""
    changed: dict[File, list[str]] = {}
    for name, (file, path) in pieces_named(workspace, names).items():
        before = stripped(value_at(file.draft.holds, path))
        if values or cleared:
            set_fields(file, path, values, cleared)
        for code in removed:
            remove_code(file, path, code)
        for code in added:
            add_code(file, path, code)
        if stripped(value_at(file.draft.holds, path)) != before:
            changed.setdefault(file, []).append(name.rpartition(":")[2])
    return changed


def add_code(file: File, path: tuple[str | int, ...], code: str) -> None:
    """Code a piece to a theme or factor as well, if it is not."""
    codes = value_at(file.draft.holds, path).get("codes")
    if code in texts(codes):
        return
    if isinstance(codes, list) and codes:
        file.draft.append((*path, "codes"), code, EVIDENCE_KEYS)
    else:
        file.draft.put((*path, "codes"), [code], EVIDENCE_KEYS)


def remove_code(file: File, path: tuple[str | int, ...], code: str) -> None:
    """Take one code of a piece out, if it has it; with the last one the key goes."""
    codes = value_at(file.draft.holds, path).get("codes")
    if code not in texts(codes):
        return
    if texts(codes) == {code}:
        file.draft.remove((*path, "codes"))
        return
    places = [number for number, one in enumerate(codes) if isinstance(one, str) and one.strip() == code]
    for number in reversed(places):
        file.draft.remove((*path, "codes", number))


def split_piece(workspace: Workspace, name: str, values: Record, cleared: Sequence[str] = ()) -> str:
    """Make a second piece of one: as the first, but for what is given; the codes that are given leave the first.

    Returns the id of the second.
    """
    (whole, (file, path)), *_ = pieces_named(workspace, [name]).items()
    id_ = whole.rpartition(":")[2]
    record = value_at(file.draft.holds, path)
    codes = texts(record.get("codes"))
    if not values.keys() & {"statement", "quote", "codes"}:
        raise RefusedError(
            f"the second piece would say what {id_} says", 'give what it says (--statement "…"), or its codes (--code)'
        )
    leaving = [code for code in values.get("codes", ()) if code in codes]
    if codes and codes == {*leaving}:
        raise RefusedError(
            f"{id_} would have no code left", "leave it one, or use --code with those of the second alone"
        )
    kept = {key: it for key, it in record.items() if key not in ("id", *cleared)}
    (new,) = add_evidence(workspace, file.owner, [stripped({**kept, **values})], str(file.path))
    for code in leaving:
        remove_code(file, path, code)
    return new


def split_theme(
    workspace: Workspace,
    theme: str,
    new: str,
    label: str,
    names: Sequence[str],
    factor: str = "",
    case: str = "",
) -> dict[File, list[str]]:
    """Make a new theme beside one, with its factor and stance, and code these pieces to it instead.

    Returns the ids that changed, by file.
    """
    file, ref = declaration(workspace, "theme", theme, case)
    record = value_at(file.draft.holds, ref.path)
    own = {key: record[key] for key in ("factor", "stance") if isinstance(record, Mapping) and key in record}
    own |= {"factor": factor} if factor else {}
    add_declared(workspace, file.owner, "themes", new, {**own, "label": label})
    changed: dict[File, list[str]] = {}
    for name, (of, path) in pieces_named(workspace, names).items():
        id_ = name.rpartition(":")[2]
        if ref.id not in texts(value_at(of.draft.holds, path).get("codes")):
            raise RefusedError(f"{id_} is not coded to {ref.id}", f"casecode evidence --theme {ref.id} shows what is")
        codes = value_at(of.draft.holds, path)["codes"]
        at = next(number for number, one in enumerate(codes) if isinstance(one, str) and one.strip() == ref.id)
        of.draft.put((*path, "codes", at), new)
        remove_code(of, path, ref.id)  # named twice it would stay once
        changed.setdefault(of, []).append(id_)
    return changed


def merge(
    workspace: Workspace,
    themes: Sequence[str],
    into: str,
    label: str = "",
    factor: str = "",
    cases: Sequence[str] = (),
) -> tuple[int, list[str]]:
    """Make one theme of several, everywhere in the cases: what was coded to any of them is coded to it.

    One that is not there yet is made with the label, with factor and stance of the first: in the framework
    if one of them is shared, else in each case. Returns how many places changed, and where the meaning turns.
    """
    old = [theme for theme in dict.fromkeys(themes) if theme != into]
    if not old:
        raise RefusedError("there is nothing to merge", "name the themes that become one: casecode merge a b --into c")
    owners = [file.owner for theme in old for file in workspace.mentioning(theme) if file.kind != "framework"]
    changed, turned, missing, shared = 0, list[str](), {*old}, set[str]()
    for owner in cases or dict.fromkeys(owners):
        study = study_of(workspace, owner)
        here = [theme for theme in old if theme in study.themes or _names(workspace, owner, theme)]
        missing -= {*here}
        is_made = bool(here) and into not in study.code_order
        first = next((study.themes[theme] for theme in here if theme in study.themes), None)
        stance = first.stance if is_made and first else study.turning.get(into, "supports")
        if is_made and study.framework.id not in shared:
            if not label:
                hint = "--title gives a new theme its label, or name one that is there"
                raise RefusedError(f'{owner} has no theme or factor "{into}"', hint)
            is_shared = not cases and any(theme in study.framework.themes for theme in here)
            home = study.framework.id if is_shared and workspace.framework(study.framework.id) else owner
            shared |= {home} - {owner}
            own = {"factor": factor or (first.factor if first else ""), "label": label}
            add_declared(workspace, home, "themes", into, own | ({"stance": stance} if stance != "supports" else {}))
        for theme in here:
            turned += turning(workspace, theme, into, [owner], stance)
            if _names(workspace, owner, theme):
                changed += recode(workspace, theme, into, [owner], is_made=is_made)
    if missing:
        hint = "`casecode list themes` shows what there is"
        raise RefusedError(f"there is no theme {', '.join(sorted(missing))}", hint)
    if not cases:
        changed += sum(_drop_shared(workspace, theme, into) for theme in old)
    return changed, turned


def share_theme(workspace: Workspace, theme: str, framework: str, case: str = "") -> File:
    """Move a theme of a case into its framework, for all cases that are coded against that."""
    file, ref = declaration(workspace, "theme", theme, case)
    if file.kind == "framework":
        raise RefusedError(f"{ref.id} is a theme of {file.owner} already", "name a factor to move it under another")
    if workspace.framework_of(file.owner) != framework:
        raise RefusedError(
            f"{file.owner} is not coded against {framework}", f"its framework is {workspace.framework_of(file.owner)}"
        )
    record = stripped(value_at(file.draft.holds, ref.path))
    add_declared(workspace, framework, "themes", ref.id, record)
    file.draft.remove(ref.path, leaving_comments=True)
    return framework_file(workspace, framework)


def turning(workspace: Workspace, old: str, new: str, cases: Sequence[str] = (), stance: str = "") -> list[str]:
    """What is to be said where one code is put in the place of another that bears otherwise on its factor; one that is
    not there yet has the stance that is given."""
    said = []
    owners = cases or dict.fromkeys(file.owner for file in workspace.mentioning(old) if file.kind != "framework")
    for owner in owners:
        study = study_of(workspace, owner)
        was, now = study.turning.get(old, "supports"), stance or study.turning.get(new, "supports")
        number = sum(old in piece.codes for piece in study.case.evidence)
        if was != now and number:
            pieces = "a piece" if number == 1 else f"{number} pieces"
            said.append(
                f"in {owner} the meaning of {pieces} of evidence turns: {old} {was} its factor, {new} {now} its factor"
            )
    return said


def study_of(workspace: Workspace, case: str) -> Study:
    """A case of the project as it is read, before any edit."""
    study = Project.at(workspace.root, workspace.project.files).case(case_file(workspace, case).path)
    if study is None:
        raise RefusedError(f"{case} cannot be read", "`casecode check` tells why")
    return study


def _names(workspace: Workspace, case: str, code: str) -> bool:
    """Whether any file of a case itself names or declares a code."""
    return any(ref.id == code and "theme" in ref.kinds for file in workspace.of_case(case) for ref in file.refs)


def _drop_shared(workspace: Workspace, theme: str, into: str) -> int:
    """Take a theme that several cases shared out of the frameworks of the project, where another has its place now."""
    changed = 0
    for path in workspace.own.names("frameworks"):
        file = workspace.framework(path)
        themes = file.draft.holds.get("themes") if file and isinstance(file.draft.holds, dict) else None
        if file is None or not isinstance(themes, Mapping) or theme not in themes:
            continue
        for ref in file.refs:
            if ref.id == theme and "theme" in ref.kinds and not ref.declares and not ref.within:
                if ref.path[:2] in (("themes", theme), ("themes", into)):  # nothing is a reason for itself
                    file.draft.remove(ref.path)
                else:
                    file.draft.put(ref.path, ref.named(into))
                changed += 1
        file.draft.remove(("themes", theme))
        changed += 1
    return changed
