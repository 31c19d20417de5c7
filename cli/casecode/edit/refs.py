"""Where ids stand in a file: what declares them and what refers to them, as the forms of the files tell."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from casecode.model.memo import KINDS, Kind
from casecode.read import forms
from casecode.read.node import Mapping, Node, Scalar, Sequence
from casecode.read.shape import Below, ListOf, MapOf, Record, ValuesById
from casecode.read.words import Identifier, Reference, Shape

Path = tuple[str | int, ...]

# What the forms call the things that an id stands for. A code names a theme or a factor, whichever there is.
_NAMED: dict[str, tuple[Kind, ...]] = {
    "theme": ("theme", "factor"),
    "factor": ("factor",),
    "unit": ("unit",),
    "source": ("source",),
    "reference": ("source",),
    "piece of evidence": ("evidence",),
    "question": ("question",),
    "framework": ("framework",),
    "attribute": ("attribute",),
    "role": ("role",),
}
_DECLARED: dict[str, Kind] = {
    "unit": "unit",
    "source": "source",
    "theme": "theme",
    "question": "question",
    "attribute": "attribute",
    "factor": "factor",
    "piece of evidence": "evidence",
    "proposition": "proposition",
    "matrix": "matrix",
    "display": "display",
    "case": "case",
    "framework": "framework",
    "memo": "memo",
}


class Ref(Struct, frozen=True):
    """An id at a place in a file, without the space around it. `is_key` tells that it is a key of a mapping, `declares`
    that it is declared there.

    `within` names, for the factors in a crosswalk, the framework that they belong to. What a memo is on may be of any
    kind; `before` and `behind` are what stands around the id there, and `owner` is the case or framework that is named.
    """

    kinds: tuple[Kind, ...]
    id: str
    path: Path
    node: Scalar
    is_key: bool = False
    declares: bool = False
    within: str = ""
    before: str = ""
    behind: str = ""
    owner: str = ""

    @property
    def is_any(self) -> bool:
        """Whether it may name a thing of any kind."""
        return len(self.kinds) > len(_NAMED["theme"]) or bool(self.before or self.behind)

    def named(self, id_: str) -> str:
        """What stands there once the id is another."""
        return f"{self.before}{id_}{self.behind}"


def refs(root: Node, form: Record, own: str = "") -> Iterator[Ref]:
    """Every id in a file, given the form of the file and, for a framework, its own id."""
    return _record(form, root, (), own)


def form_of(kind: Literal["case", "framework", "evidence"]) -> Record:
    """The form of a file."""
    return {"case": forms.CASE, "framework": forms.FRAMEWORK, "evidence": forms.EVIDENCE_FILE}[kind]


def _record(form: Record, node: Node, path: Path, own: str) -> Iterator[Ref]:
    if not isinstance(node, Mapping):
        if brief := form.shape_of(form.brief):
            yield from _shape(brief, node, path, own)
        return
    shapes = {field.key: field.shape for field in form.fields}
    declared = _DECLARED.get(form.title)
    for name, (_, below) in node.entries.items():
        shape = shapes.get(name)
        if shape is None:
            continue
        here = (*path, name)
        if form is forms.CROSSWALK and name == "map":
            yield from _crosswalk(node, below, here, own)
        elif isinstance(shape, Identifier) and shape.of == "id" and declared and isinstance(below, Scalar):
            yield Ref((declared,), below.text.strip(), here, below, declares=True)
        else:
            yield from _shape(shape, below, here, own)


def _shape(shape: Shape, node: Node, path: Path, own: str) -> Iterator[Ref]:
    if isinstance(shape, Below):
        shape = shape.shape()
    if isinstance(shape, Record):
        yield from _record(shape, node, path, own)
    elif isinstance(shape, ListOf) and isinstance(node, Sequence):
        for position, item in enumerate(node.items):
            yield from _shape(shape.item, item, (*path, position), own)
    elif isinstance(shape, MapOf) and isinstance(node, Mapping):
        kind = _DECLARED.get(shape.item.title)
        for name, (key, below) in node.entries.items():
            if kind:
                yield Ref((kind,), name, (*path, name), key, is_key=True, declares=True)
            yield from _shape(shape.item, below, (*path, name), own)
    elif isinstance(shape, ValuesById) and shape.of in _NAMED and isinstance(node, Mapping):
        for name, (key, _) in node.entries.items():
            yield Ref(_NAMED[shape.of], name, (*path, name), key, is_key=True, declares=shape.declares)
    elif isinstance(shape, Reference) and isinstance(node, Scalar):
        yield from _anything(node, path)
    elif isinstance(shape, Identifier) and shape.of in _NAMED and isinstance(node, Scalar):
        yield Ref(_NAMED[shape.of], node.text.strip(), path, node)


def _anything(node: Scalar, path: Path) -> Iterator[Ref]:
    """The ids in what a memo is on: of the thing, and of the case or framework that it belongs to."""
    parts = node.text.strip().split(":")
    owner = next((part for part in parts[:-1] if part not in KINDS), "")
    kinds = tuple(part for part in KINDS if part in parts[:-1]) or KINDS
    if owner:
        at = parts.index(owner)
        before, behind = "".join(f"{part}:" for part in parts[:at]), "".join(f":{part}" for part in parts[at + 1 :])
        yield Ref(("case", "framework"), owner, path, node, before=before, behind=behind)
    id_, number, count = parts[-1].partition("#")
    if "conclusion" in kinds and len(kinds) == 1:  # a conclusion is called after its question
        kinds = ("question",)
    before = "".join(f"{part}:" for part in parts[:-1])
    yield Ref(kinds, id_, path, node, before=before, behind=number + count, owner=owner)


def _crosswalk(crosswalk: Mapping, node: Node, path: Path, own: str) -> Iterator[Ref]:
    """Factors of two frameworks: keys belong to the one that it leads from, values to the one that it leads to."""
    if not isinstance(node, Mapping):
        return
    ends = [
        below.text.strip() if below is not None and isinstance(below, Scalar) else own
        for below in (crosswalk.child("from"), crosswalk.child("to"))
    ]
    for name, (key, below) in node.entries.items():
        yield Ref(("theme", "factor"), name, (*path, name), key, is_key=True, within=ends[0])
        items = below.items if isinstance(below, Sequence) else [below]
        for position, item in enumerate(items):
            if isinstance(item, Scalar):
                place = (*path, name, position) if isinstance(below, Sequence) else (*path, name)
                yield Ref(("factor",), item.text.strip(), place, item, within=ends[1])
