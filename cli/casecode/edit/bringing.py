"""A study that comes out of another program's project, written into this one: new files, or what is new in old ones."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casecode.edit import emit, scaffold
from casecode.edit.changes import add_declared, set_fields
from casecode.edit.declaring import add_factor, add_listed
from casecode.edit.emit import Bare
from casecode.edit.finding import declaration, framework_file
from casecode.edit.intake import add_evidence
from casecode.edit.memos import write_memo
from casecode.edit.records import FRAMEWORK_KEYS, Record, bare, ordered
from casecode.edit.workspace import Workspace
from casecode.exchange.refi.inward import Brought
from casecode.exchange.refi.inward.gathering import Home
from casecode.read import forms, shape

_FLAGS = ("ordered", "optional", "important")
_WORDS = {
    "evidence": ("piece of evidence", "pieces of evidence"),
    "sources": ("source", "sources"),
    "units": ("unit", "units"),
    "themes": ("theme", "themes"),
    "summaries": ("summary", "summaries"),
    "conclusions": ("conclusion", "conclusions"),
    "memos": ("memo", "memos"),
}
_DECLARED = {"units": forms.UNIT, "sources": forms.SOURCE, "themes": forms.THEME}
_LISTED = {"evidence": forms.EVIDENCE, "summaries": forms.SUMMARY, "conclusions": forms.CONCLUSION, "memos": forms.MEMO}


def bring_in(workspace: Workspace, brought: Brought, is_updated: bool) -> list[str]:
    """Write what a project comes to; returns what was done, a line a file."""
    said = []
    is_new = "framework" in brought.framework
    if is_new:
        said += begin_framework(workspace, brought)
    elif brought.factors or brought.attributes or any(brought.framework.values()):
        _add_to_framework(workspace, brought)
        said.append(f"framework {brought.framework_id}: {_codes(brought)}")
    for home in brought.homes.values():
        if home.study is None:
            workspace.begin(Path("cases") / f"{home.id}.yaml", _case(home, brought))
            said.append(f"new case {home.id}: {_counts(home, {})}")
        elif counts := _add_to_case(workspace, home, home.changes if is_updated else {}):
            said.append(f"case {home.id}: {counts}")
    for name, data in brought.documents.items():
        workspace.keep(Path("documents") / name, data)
    return [*said, *([f"documents/: {len(brought.documents):,} new"] if brought.documents else [])]


def _counts(home: Home, changes: Mapping[str, Record]) -> str:
    """What is new in a case, in words."""
    told = [_number(len(getattr(home, key)), *words) for key, words in _WORDS.items() if getattr(home, key)]
    return ", ".join([*told, *([f"{len(changes):,} changed"] if changes else [])])


def begin_framework(workspace: Workspace, brought: Brought) -> list[str]:
    """The framework of the codes alone; returns what was done."""
    workspace.begin(Path("frameworks") / f"{brought.framework_id}.yaml", _framework(brought))
    return [f"new framework {brought.framework_id}: {_codes(brought)}"]


def _codes(brought: Brought) -> str:
    """How many codes are new."""
    return _number(sum(len(it.new) for it in brought.accounts if it.what == "code"), "code", "codes")


def _number(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _framework(brought: Brought) -> str:
    """The text of a new framework."""
    attributes = {id_: _flagged(it) for id_, it in brought.attributes.items()}
    whole = {**brought.framework, "attributes": attributes}
    form = forms.FRAMEWORK
    kept = {"framework": brought.framework_id, **ordered(form, whole), "factors": whole["factors"]}
    return _text("framework", {field.key: kept[field.key] for field in form.fields if field.key in kept})


def _case(home: Home, brought: Brought) -> str:
    """The text of a new case."""
    whole: Record = {"title": home.id, **home.record, "framework": brought.framework_id, "case": home.id}
    for key, form in _DECLARED.items():
        whole[key] = {id_: ordered(form, it) for id_, it in getattr(home, key).items()}
    for key, form in _LISTED.items():
        whole[key] = [_listed(form, it) for it in getattr(home, key)]
    kept = {"sources": {}, "themes": {}, "evidence": [], **ordered(forms.CASE, whole)}
    return _text("case", {field.key: kept[field.key] for field in forms.CASE.fields if field.key in kept})


def _text(kind: str, whole: Mapping[str, Any]) -> str:
    """A file: what is short together, and space between what is not."""
    parts = []
    for key, it in whole.items():
        parts.append(("" if isinstance(it, str) else "\n") + emit.entries({key: it}, 0))
    return scaffold.MODELINE.format(kind) + "\n".join(parts) + "\n"


def _listed(form: shape.Record, record: Record) -> Record:
    return bare(ordered(form, record)) if form is forms.EVIDENCE else ordered(form, record)


def _flagged(record: Mapping[str, Any]) -> Record:
    return {key: Bare(it) if key in _FLAGS and it in ("true", "false") else it for key, it in record.items()}


def _add_to_framework(workspace: Workspace, brought: Brought) -> None:
    for below, record in brought.factors:
        add_factor(workspace, brought.framework_id, below, record)
    draft = framework_file(workspace, brought.framework_id).draft
    for key in ("themes", "questions", "references"):
        _declare(draft, key, brought.framework.get(key, {}))
    _declare(draft, "attributes", {id_: _flagged(it) for id_, it in brought.attributes.items()})
    for key in ("propositions", "memos"):
        for record in brought.framework.get(key, ()):
            draft.append((key,), record, FRAMEWORK_KEYS)


def _declare(draft: Any, key: str, records: Mapping[str, Record]) -> None:
    there = draft.holds.get(key) if isinstance(draft.holds, dict) else None
    for id_, record in records.items():
        if isinstance(there, Mapping) and there:
            if id_ not in there:
                draft.put((key, id_), record)
        else:
            there = {id_: record}
            draft.put((key,), there, FRAMEWORK_KEYS)


def _add_to_case(workspace: Workspace, home: Home, changes: Mapping[str, Record]) -> str:
    """What is new in a case that is there, and what differs; in words."""
    for key in _DECLARED:
        for id_, record in getattr(home, key).items():
            add_declared(workspace, home.id, key, id_, record)
    add_evidence(workspace, home.id, [_listed(forms.EVIDENCE, it) for it in home.evidence])
    for id_, values in changes.items():
        file, ref = declaration(workspace, "evidence", id_, home.id)
        set_fields(file, ref.path[:-1], values)
    for key in ("summaries", "conclusions"):
        for record in getattr(home, key):
            add_listed(workspace, home.id, key, record)
    for record in home.memos:
        write_memo(workspace, home.id, record)
    return _counts(home, changes)
