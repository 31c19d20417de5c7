"""Reading one file: bytes to text, text to nodes and records, nodes to what they mean."""

from typing import Any

from msgspec.structs import replace

from casecode.model.case import Case
from casecode.model.framework import Framework
from casecode.model.outline import Outline
from casecode.model.problem import Problem, unread_in
from casecode.model.span import Document, Origin
from casecode.read import bulk, forms, outline_forms, yaml
from casecode.read.find import finder
from casecode.read.node import Mapping, Node
from casecode.read.shape import ListOf, Record
from casecode.read.text import decode, is_bulk

__all__ = ["finder", "read"]

_FORMS = {Case: forms.CASE, Framework: forms.FRAMEWORK, Outline: outline_forms.OUTLINE}


def read(kind: Any, name: str, data: bytes, file: str) -> tuple[Any, list[Problem]]:
    """The case, framework or evidence in a file, with every problem of its form; nothing where it has none."""
    document, problems = decode(name, data, file, is_bulk(name))
    if document is None:
        return None, problems
    form = _FORMS.get(kind, forms.EVIDENCE_FILE)
    is_list = form is forms.EVIDENCE_FILE and not document.is_yaml
    root, refused = _nodes(document, form)
    if root is None:
        return None, refused
    problems = []
    value = ListOf(forms.EVIDENCE).read(root, problems) if is_list else _value(form, root, problems)
    told = {(problem.rule, str(problem.span)) for problem in problems}  # with what cannot be known because of them
    problems = [*(it for it in refused if (it.rule, str(it.span)) not in told), *problems]
    if isinstance(value, Case | Framework):
        return (replace(value, unread=unread_in(problems)) if problems else value), problems
    top = Origin(document.file, root.line, root.column)
    if not is_list:  # what a file of evidence lacks at its top, the case lacks
        problems = [replace(it, unread=None) if it.unread and it.unread.origin == top else it for it in problems]
    return value, problems


def _nodes(document: Document, form: Record) -> tuple[Node | None, list[Problem]]:
    if document.is_yaml:
        return yaml.parse(document, form)
    return bulk.parse(document, forms.EVIDENCE if form is forms.EVIDENCE_FILE else None)


def _value(form: Record, root: Node, problems: list[Problem]) -> Any:
    if not isinstance(root, Mapping):
        message = "expected keys and values at the top of the file"
        hint = "a framework begins with `framework: its-id`, a case with `case: its-id`"
        problems.append(Problem("wrong-kind", message, root.span, hint))
        return None
    value = form.read(root, problems)
    return tuple(value.get("evidence", ())) if form is forms.EVIDENCE_FILE else value
