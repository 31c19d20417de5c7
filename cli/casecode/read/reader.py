"""Reading one file: bytes to text, text to nodes and records, nodes to what they mean."""

from typing import Any

from casecode.model.case import Case
from casecode.model.framework import Framework
from casecode.model.problem import Problem
from casecode.read import bulk, forms, yaml
from casecode.read.find import finder
from casecode.read.node import Mapping
from casecode.read.shape import ListOf
from casecode.read.text import decode, is_bulk

__all__ = ["finder", "read"]

_FORMS = {Case: forms.CASE, Framework: forms.FRAMEWORK}


def read(kind: Any, name: str, data: bytes, file: str) -> tuple[Any, list[Problem]]:
    """The case, framework or evidence in a file, with every problem of its form; nothing where it has none."""
    document, problems = decode(name, data, file, is_bulk(name))
    if document is None:
        return None, problems
    form = _FORMS.get(kind, forms.EVIDENCE_FILE)
    if document.is_yaml:
        root, problems = yaml.parse(document, form)
    elif form is forms.EVIDENCE_FILE:
        root, problems = bulk.parse(document, forms.EVIDENCE)
        return ListOf(forms.EVIDENCE).read(root, problems), problems
    else:
        root, problems = bulk.parse(document)
    if root is None:
        return None, problems
    if not isinstance(root, Mapping):
        message = "expected keys and values at the top of the file"
        hint = "a framework begins with `framework: its-id`, a case with `case: its-id`"
        problems.append(Problem("wrong-kind", message, root.span, hint))
        return None, problems
    value = form.read(root, problems)
    return (tuple(value.get("evidence", ())) if form is forms.EVIDENCE_FILE else value), problems
