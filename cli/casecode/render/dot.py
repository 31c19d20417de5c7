"""Reports as diagrams in DOT, for Graphviz."""

from collections.abc import Iterator

from casecode.render.diagram import Numbered, short
from casecode.render.formats import Look
from casecode.sheet import Box, Drawn


def render(report: Drawn, _look: Look) -> str:
    """The diagram of a report in DOT; what is missing is dashed, and what holds others a frame around them."""
    graph = report.graph()
    numbered = Numbered(graph)
    direction = "LR" if graph.is_across else "TB"
    lines = ["digraph chain {", f"  rankdir={direction};", '  node [shape=box, fontname="Helvetica"];']
    if any(box.within for box in graph.boxes):
        lines += ["  compound=true;", '  graph [fontname="Helvetica"];']
    for box in numbered.inside[""]:
        lines += _box(numbered, box, "  ")
    for arrow in graph.arrows:
        ends = (numbered.leaf(arrow.start), numbered.leaf(arrow.end))
        about = [f"label={_quoted(arrow.label)}"] if arrow.label else []
        about += [f"ltail=cluster_{numbered[arrow.start]}"] if ends[0] != numbered[arrow.start] else []
        about += [f"lhead=cluster_{numbered[arrow.end]}"] if ends[1] != numbered[arrow.end] else []
        about += ["style=dashed"] if arrow.is_broken else []
        attributes = f" [{', '.join(about)}]" if about else ""
        lines.append(f"  {ends[0]} -> {ends[1]}{attributes};")
    return "\n".join([*lines, "}"]) + "\n"


def _box(numbered: Numbered, box: Box, indent: str) -> Iterator[str]:
    """A box, or a cluster with those in it."""
    label = _quoted(short(box.text) + (f"\n{box.note}" if box.note else ""))
    below = numbered.inside.get(box.key)
    if not below:
        style = ", style=dashed" if box.kind == "missing" else ""
        yield f"{indent}{numbered[box.key]} [label={label}{style}];"
        return
    yield f"{indent}subgraph cluster_{numbered[box.key]} {{"
    yield f"{indent}  label={label};"
    for one in below:
        yield from _box(numbered, one, indent + "  ")
    yield f"{indent}}}"


def _quoted(text: str) -> str:
    """The text as a DOT string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
