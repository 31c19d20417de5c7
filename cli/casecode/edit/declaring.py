"""What cases and frameworks say of themselves: factors, summaries, events, conclusions; and titles."""

from casecode.edit.finding import case_file, declaration, framework_file
from casecode.edit.records import CASE_KEYS, FRAMEWORK_KEYS, Record, ordered
from casecode.edit.store import RefusedError
from casecode.edit.workspace import File, Workspace
from casecode.model.problem import nearest
from casecode.read import forms

FACTOR_KEYS = tuple(field.key for field in forms.FACTOR.fields)
_LISTED = {"timeline": forms.EVENT, "summaries": forms.SUMMARY, "conclusions": forms.CONCLUSION}
_TITLES = {"theme": "label", "question": "text", "proposition": "text"}  # what is a title to them


def add_listed(workspace: Workspace, case: str, key: str, record: Record) -> None:
    """Add an event, a summary or a conclusion to a case."""
    case_file(workspace, case).draft.append((key,), ordered(_LISTED[key], record), CASE_KEYS)


def add_factor(workspace: Workspace, framework: str, below: str, record: Record) -> None:
    """Add a factor to a framework: below another one, or at its end."""
    file = framework_file(workspace, framework)
    known = {ref.id: ref for ref in file.refs if ref.declares and "factor" in ref.kinds}
    if record["id"] in known:
        raise RefusedError(f'{framework} has a factor "{record["id"]}" already', "choose another id")
    if below and below not in known:
        raise RefusedError(f'{framework} has no factor "{below}"', nearest(below, known) or "")
    path = (*known[below].path[:-1], "factors") if below else ("factors",)
    file.draft.append(path, ordered(forms.FACTOR, record), FACTOR_KEYS if below else FRAMEWORK_KEYS)


def retitle(workspace: Workspace, kind: str, id_: str, title: str, case: str = "") -> File:
    """Give something another title (a theme another label, a question another text); its id stays."""
    file, ref = declaration(workspace, kind, id_, case)
    key = _TITLES.get(kind, "title")
    file.draft.put((*(ref.path if ref.is_key else ref.path[:-1]), key), title)
    return file
