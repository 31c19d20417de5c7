"""The report of `casecode trace`: the chains of evidence that lead through one thing, up and down."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.chain import STEPS, Chain, Link, Node, Step, conclusion_ids, links, trace
from casecode.model.study import Study
from casecode.reports import contract
from casecode.reports.naming import ALONE, Naming, naming
from casecode.sheet import Cell, Graph, Line, Page, Role, Sheet, SheetRow, Tidy, line

MISSING = {
    "question": "no question asks for it",
    "conclusion": "no conclusion",
    "factor": "no factor",
    "theme": "no theme",
    "evidence": "no evidence",
    "source": "no source",
    "place": "no place in the source",
}
UNDECLARED = "is named, but nowhere declared"
_Tree = dict[Node, "_Tree"]


class Trace(Struct, frozen=True, dict=True):
    """The chains of one case through one node."""

    study: Study
    focus: Node
    chains: tuple[Chain, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """All links of the chains, each once, in the order of the chains."""
        return tuple(dict.fromkeys(link for chain in self.chains for link in links(chain)))

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All steps that are there, each once."""
        found = (node for link in self.links for node in (link.upper, link.lower) if node is not None)
        return tuple(dict.fromkeys((self.focus, *found)))


class Tracing(Struct, frozen=True):
    """What `casecode trace` tells: for each case that knows the thing its chains."""

    traces: tuple[Trace, ...]

    def page(self) -> Page:
        """For each case two trees: from the thing up to the questions, and down to the places in sources."""
        sheets = tuple(sheet for one in self.traces for sheet in _sheets(one, self._names))
        return Page("Chain of evidence", sheets)

    def tidy(self) -> Tidy:
        """A row for each link."""
        columns = ("case", "upper_step", "upper", "lower_step", "lower", "missing", "lower_path", "lower_line")
        rows = [_tidy_link(one, texts, link) for one, texts in self._with_texts() for link in one.links]
        return Tidy(columns, tuple(rows))

    def wire(self) -> contract.Tracing:
        """The JSON of `casecode/trace`."""
        return contract.Tracing(traces=[_wire(one) for one in self.traces])

    @property
    def _names(self) -> Naming:
        return naming(one.study for one in self.traces)

    def _with_texts(self) -> Iterator[tuple[Trace, "_Texts"]]:
        return ((one, _Texts(one.study, self._names)) for one in self.traces)

    def graph(self) -> Graph:
        """The steps and links for a diagram; a missing end is a node of its own."""
        nodes: dict[str, tuple[str, str]] = {}
        edges = []
        for one, texts in self._with_texts():
            for node in one.nodes:
                text = texts.of(node)
                nodes[_key(one, node)] = (node.step, f"{text.lead}: {text.text}" if text.lead else text.text)
            for link in one.links:
                ends = [_key(one, end) if end else "" for end in (link.upper, link.lower)]
                if "" in ends:
                    lost = f"{ends[0]}{ends[1]}?{link.missing}"
                    nodes[lost] = ("missing", MISSING[link.missing])
                    edges.append((ends[0] or lost, ends[1] or lost, ""))
                else:
                    edges.append((ends[0], ends[1], MISSING[link.missing] if link.missing else ""))
        return Graph(tuple((key, *about) for key, about in nodes.items()), tuple(edges))


def build(studies: Iterable[Study], node: Node) -> Tracing:
    """The traces of a node in the cases given."""
    return Tracing(tuple(Trace(study, node, trace(study, node)) for study in studies))


def steps_of(study: Study, id_: str) -> list[Node]:
    """What an id may mean in a case; a conclusion has the id of its question."""
    return [Node(step, id_) for step, ids in _ids(study) if id_ in ids]


def ids(studies: Iterable[Study]) -> Iterator[str]:
    """Every id that can be traced."""
    return (id_ for study in studies for _, known in _ids(study) for id_ in known)


def _ids(study: Study) -> Sequence[tuple[Step, Iterable[str]]]:
    return (
        ("question", study.framework.questions),
        ("conclusion", conclusion_ids(study)),
        ("factor", study.framework.by_id),
        ("theme", study.themes),
        ("evidence", [piece.id for piece in study.case.evidence]),
        ("source", study.sources),
    )


def _sheets(one: Trace, names: Naming) -> Iterator[Sheet]:
    texts = _Texts(one.study, names)
    case = f"{one.study.case.title}: " if names.is_full else ""
    up, down = _trees(one)
    notes = []
    broken = sum(bool(link.missing) for link in one.links)
    if broken:
        notes.append(f"{broken} of {len(one.links)} links have a step missing.")
    heads = ("", "File and line")
    head = texts.of(one.focus)
    yield Sheet(f"{case}{head.lead}: {head.text}", (), (), (":".join(map(str, texts.where(one.focus))),))
    if up:
        yield Sheet("Up to the question", heads, tuple(_rows(texts, up, 0)))
    if down:
        yield Sheet("Down to the source", heads, tuple(_rows(texts, down, 0)))
    yield Sheet("", (), (), tuple(notes))


def _trees(one: Trace) -> tuple[_Tree, _Tree]:
    """What lies above the focus and what lies below, as nested nodes; of missing steps in a row only the nearest."""
    up: _Tree = {}
    down: _Tree = {}
    step = STEPS.index(one.focus.step)
    for chain in one.chains:
        own = () if chain[step] == one.focus else (chain[step],)
        _plant(up, chain[:step][::-1])
        _plant(down, (*own, *chain[step + 1 :]))
    return up, down


def _plant(tree: _Tree, nodes: Sequence[Node]) -> None:
    was_missing = False
    for node in nodes:
        if not (node.is_missing and was_missing):
            tree = tree.setdefault(node, {})
        was_missing = node.is_missing


def _rows(texts: "_Texts", tree: _Tree, depth: int) -> Iterator[SheetRow]:
    for node, below in tree.items():
        text = texts.of(node)
        is_told = not node.is_missing and texts.declared(node)
        where: Cell = line(":".join(map(str, texts.where(node))), "muted") if is_told else ()
        yield SheetRow(((replace(text, depth=depth),), where))
        yield from _rows(texts, below, depth + 1)


class _Texts:
    """What to say of a node, and where it stands, for one case."""

    def __init__(self, study: Study, names: Naming = ALONE) -> None:
        case, framework = study.case, study.framework
        self.names = names
        self.study = study
        self.evidence = {piece.id: piece for piece in reversed(study.evidence)}
        self.conclusions = dict(zip(conclusion_ids(study), case.conclusions, strict=True))
        self.tables: Mapping[str, Mapping[str, Any]] = {
            "question": framework.questions,
            "conclusion": self.conclusions,
            "factor": framework.by_id,
            "theme": study.themes,
            "evidence": self.evidence,
            "source": study.sources,
        }

    def of(self, node: Node) -> Line:
        """The line for a node: its step and id, and what it says."""
        if node.is_missing:
            return Line(MISSING[node.step], "warn")
        if node.step == "place":
            return Line(node.id, "muted")
        lead = f"{node.step} {self._name(node)}"
        if self.declared(node) is None:
            return Line(UNDECLARED, "bad", lead=lead)
        role: Role = "plain"
        note = ""
        if node.step == "evidence":
            stance = self.evidence[node.id].stance
            role, note = _STANCES[stance]
        return Line(self.title(node), role, note=note, lead=lead)

    def _name(self, node: Node) -> str:
        """The id of a node; of what cases have with its case, where several are in view."""
        if node.step == "source":
            return self.names.source(self.study, node.id)
        is_own = node.step == "evidence" or (node.step == "theme" and node.id in self.study.case.themes)
        return self.names.of(self.study.case.id, node.id) if is_own else node.id

    def where(self, node: Node) -> tuple[str, int]:
        """The file and line of a node, if it is declared; a place in a source stands with its evidence."""
        declared = self.declared(node)
        return declared.origin.where if declared else ("", 0)

    def declared(self, node: Node) -> Any:
        """What declares a node: nothing for a step that is missing, or an id that only others name."""
        return self.evidence.get(node.of) if node.step == "place" else self.tables[node.step].get(node.id)

    def title(self, node: Node) -> str:
        """What a node says, without its step and id."""
        declared = self.declared(node)
        if declared is None:
            return ""
        if node.step == "place":
            return node.id
        if node.step == "source":
            return str(declared.citation)
        names = ("text", "label", "statement", "title")
        return next((str(getattr(declared, name)) for name in names if getattr(declared, name, "")), node.id)


_STANCES: dict[str, tuple[Role, str]] = {
    "supports": ("plain", ""),
    "contradicts": ("bad", "contradicts"),
    "qualifies": ("warn", "qualifies"),
}


def _key(one: Trace, node: Node) -> str:
    return f"{one.study.case.id}/{node.step}:{node.id}"


def _tidy_link(one: Trace, texts: _Texts, link: Link) -> tuple[str, ...]:
    ends = [(end.step, end.id) if end else ("", "") for end in (link.upper, link.lower)]
    where = texts.where(link.lower) if link.lower else ("", "")
    return (one.study.case.id, *ends[0], *ends[1], link.missing, *map(str, where))


def _wire(one: Trace) -> contract.Trace:
    texts = _Texts(one.study)
    return contract.Trace(
        case=one.study.case.id,
        focus=_name(one.focus),
        nodes=[_wire_node(texts, node) for node in one.nodes],
        links=[
            contract.Link(
                _name(link.upper) if link.upper else None,
                _name(link.lower) if link.lower else None,
                link.missing or None,
            )
            for link in one.links
        ],
    )


def _wire_node(texts: _Texts, node: Node) -> contract.Node:
    path, number = texts.where(node)
    return contract.Node(_name(node), node.step, node.id, texts.title(node), path, number)


def _name(node: Node) -> str:
    return f"{node.step}:{node.id}"
