"""The report of `casecode trace`: the chains of evidence that lead through one thing, up and down."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from casecode.analysis.chain import STEPS, Chain, Link, Step, StepName, conclusion_ids, links, tail, trace
from casecode.analysis.memos import Notebook, Noted, Thing, notebook
from casecode.model.study import Study
from casecode.reports import contract
from casecode.reports.memo import sheet_of, wired
from casecode.reports.naming import ALONE, Naming, naming, place_of
from casecode.sheet import Arrow, Box, Cell, Graph, Line, Page, Role, Sheet, SheetRow, Tidy, line

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
EVIDENCE = STEPS.index("evidence")
_Tree = dict[Step, "_Tree"]


class Trace(Struct, frozen=True, dict=True):
    """The chains of one case through one step."""

    study: Study
    focus: Step
    chains: tuple[Chain, ...]
    book: Notebook = Notebook()

    @property
    def memos(self) -> tuple[Noted, ...]:
        """The memos on any of the steps."""
        return self.book.on_any(thing for step in self.nodes if (thing := _thing(self.study, step)))

    @property
    def links(self) -> tuple[Link, ...]:
        """All links of the chains, each once, in the order of the chains."""
        return tuple(dict.fromkeys(link for chain in self.chains for link in links(chain)))

    @property
    def nodes(self) -> tuple[Step, ...]:
        """All steps that are there, each once."""
        found = (step for link in self.links for step in (link.upper, link.lower) if step is not None)
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
        """The steps and links for a diagram; a missing end is a box of its own."""
        boxes: dict[str, Box] = {}
        arrows = []
        for one, texts in self._with_texts():
            for step in one.nodes:
                text = texts.of(step)
                key = _key(one, step)
                boxes[key] = Box(key, step.name, f"{text.lead}: {text.text}" if text.lead else text.text)
            for link in one.links:
                ends = [_key(one, end) if end else "" for end in (link.upper, link.lower)]
                if "" in ends:
                    lost = f"{ends[0]}{ends[1]}?{link.missing}"
                    boxes[lost] = Box(lost, "missing", MISSING[link.missing])
                    arrows.append(Arrow(ends[0] or lost, ends[1] or lost, is_broken=True))
                else:
                    label = MISSING[link.missing] if link.missing else ""
                    arrows.append(Arrow(ends[0], ends[1], label, is_broken=bool(label)))
            for step in one.nodes if one.memos else ():
                for noted in one.book.on_any(filter(None, [_thing(one.study, step)])):
                    key = f"{noted.owner}/memo:{noted.memo.id}"
                    said = " ".join(noted.memo.text.split())
                    boxes[key] = Box(key, "memo", f"memo {noted.memo.id}, {noted.memo.date}: {said}")
                    arrows.append(Arrow(_key(one, step), key))
        return Graph(tuple(boxes.values()), tuple(arrows), self.page().title)


def build(studies: Iterable[Study], step: Step) -> Tracing:
    """The traces of a step in the cases given."""
    book = notebook(studies := [*studies])
    return Tracing(tuple(Trace(study, step, _placed(study, trace(study, step)), book) for study in studies))


def _placed(study: Study, chains: Iterable[Chain]) -> tuple[Chain, ...]:
    """Chains that end in a place also where only the document of the source tells it."""
    pieces = {piece.id: piece for piece in study.evidence}

    def placed(chain: Chain) -> Chain:
        piece = pieces.get(chain[EVIDENCE].id)
        if piece is None or not chain[-1].is_missing or not (place := place_of(study, piece)):
            return chain
        return (*chain[:EVIDENCE], *tail(replace(piece, locator=place)))

    return tuple(map(placed, chains))


def steps_of(study: Study, id_: str) -> list[Step]:
    """What an id may mean in a case; a conclusion has the id of its question."""
    return [Step(step, id_) for step, ids in _ids(study) if id_ in ids]


def ids(studies: Iterable[Study]) -> Iterator[str]:
    """Every id that can be traced."""
    return (id_ for study in studies for _, known in _ids(study) for id_ in known)


def _ids(study: Study) -> Sequence[tuple[StepName, Iterable[str]]]:
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
    if one.memos:
        yield sheet_of(one.memos, names.is_full)


def _trees(one: Trace) -> tuple[_Tree, _Tree]:
    """What lies above the focus and what lies below, as nested nodes; of missing steps in a row only the nearest."""
    up: _Tree = {}
    down: _Tree = {}
    at = STEPS.index(one.focus.name)
    for chain in one.chains:
        own = () if chain[at] == one.focus else (chain[at],)
        _plant(up, chain[:at][::-1])
        _plant(down, (*own, *chain[at + 1 :]))
    return up, down


def _plant(tree: _Tree, nodes: Sequence[Step]) -> None:
    was_missing = False
    for step in nodes:
        if not (step.is_missing and was_missing):
            tree = tree.setdefault(step, {})
        was_missing = step.is_missing


def _rows(texts: "_Texts", tree: _Tree, depth: int) -> Iterator[SheetRow]:
    for step, below in tree.items():
        text = texts.of(step)
        is_told = not step.is_missing and texts.declared(step)
        where: Cell = line(":".join(map(str, texts.where(step))), "muted") if is_told else ()
        yield SheetRow(((replace(text, depth=depth),), where))
        yield from _rows(texts, below, depth + 1)


class _Texts:
    """What to say of a step, and where it stands, for one case."""

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

    def of(self, step: Step) -> Line:
        """The line for a step: its step and id, and what it says."""
        if step.is_missing:
            return Line(MISSING[step.name], "warn")
        if step.name == "place":
            return Line(step.id, "muted")
        lead = f"{step.name} {self._name(step)}"
        if self.declared(step) is None:
            return Line(UNDECLARED, "bad", lead=lead)
        role: Role = "plain"
        note = ""
        if step.name == "evidence":
            stance = self.evidence[step.id].stance
            role, note = _STANCES[stance]
        return Line(self.title(step), role, note=note, lead=lead)

    def _name(self, step: Step) -> str:
        """The id of a step; of what cases have with its case, where several are in view."""
        if step.name == "source":
            return self.names.source(self.study, step.id)
        is_own = step.name == "evidence" or (step.name == "theme" and step.id in self.study.case.themes)
        return self.names.of(self.study.case.id, step.id) if is_own else step.id

    def where(self, step: Step) -> tuple[str, int]:
        """The file and line of a step, if it is declared; a place in a source stands with its evidence."""
        declared = self.declared(step)
        return declared.origin.where if declared else ("", 0)

    def declared(self, step: Step) -> Any:
        """What declares a step: nothing for a step that is missing, or an id that only others name."""
        return self.evidence.get(step.of) if step.name == "place" else self.tables[step.name].get(step.id)

    def title(self, step: Step) -> str:
        """What a step says, without its step and id."""
        declared = self.declared(step)
        if declared is None:
            return ""
        if step.name == "place":
            return step.id
        if step.name == "source":
            return str(declared.citation)
        names = ("text", "label", "words", "title")
        return next((str(getattr(declared, name)) for name in names if getattr(declared, name, "")), step.id)


_STANCES: dict[str, tuple[Role, str]] = {
    "supports": ("plain", ""),
    "contradicts": ("bad", "contradicts"),
    "qualifies": ("warn", "qualifies"),
}


def _thing(study: Study, step: Step) -> Thing | None:
    """What a step is, as memos name it; a place has no id."""
    if step.name == "place" or step.is_missing:
        return None
    own = {"theme": study.case.themes, "source": study.case.sources}.get(step.name)
    is_own = step.id in own if own is not None else step.name in ("evidence", "conclusion")
    return Thing(study.case.id if is_own else study.framework.id, step.name, step.id)


def _key(one: Trace, step: Step) -> str:
    return f"{one.study.case.id}/{step.name}:{step.id}"


def _tidy_link(one: Trace, texts: _Texts, link: Link) -> tuple[str, ...]:
    ends = [(end.name, end.id) if end else ("", "") for end in (link.upper, link.lower)]
    where = texts.where(link.lower) if link.lower else ("", "")
    return (one.study.case.id, *ends[0], *ends[1], link.missing, *map(str, where))


def _wire(one: Trace) -> contract.Trace:
    texts = _Texts(one.study)
    return contract.Trace(
        case=one.study.case.id,
        focus=_name(one.focus),
        nodes=[_wire_node(texts, step) for step in one.nodes],
        links=[
            contract.Link(
                _name(link.upper) if link.upper else None,
                _name(link.lower) if link.lower else None,
                link.missing or None,
            )
            for link in one.links
        ],
        memos=[wired(noted) for noted in one.memos],
    )


def _wire_node(texts: _Texts, step: Step) -> contract.Node:
    path, number = texts.where(step)
    return contract.Node(_name(step), step.name, step.id, texts.title(step), path, number)


def _name(step: Step) -> str:
    return f"{step.name}:{step.id}"
