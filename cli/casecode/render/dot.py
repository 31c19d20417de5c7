"""Reports as diagrams in DOT, for Graphviz."""

from casecode.render.diagram import short
from casecode.render.formats import Look
from casecode.sheet import Drawn


def render(report: Drawn, _look: Look) -> str:
    """The diagram of a report in DOT; what is missing is dashed."""
    graph = report.graph()
    names = {key: f"n{number}" for number, (key, _, _) in enumerate(graph.nodes)}
    kinds = {key: kind for key, kind, _ in graph.nodes}
    lines = ["digraph chain {", "  rankdir=TB;", '  node [shape=box, fontname="Helvetica"];']
    for key, kind, text in graph.nodes:
        style = ", style=dashed" if kind == "missing" else ""
        lines.append(f"  {names[key]} [label={_quoted(short(text))}{style}];")
    for upper, lower, label in graph.edges:
        is_broken = label or "missing" in (kinds[upper], kinds[lower])
        about = [f"label={_quoted(label)}"] if label else []
        about += ["style=dashed"] if is_broken else []
        attributes = f" [{', '.join(about)}]" if about else ""
        lines.append(f"  {names[upper]} -> {names[lower]}{attributes};")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    """The text as a DOT string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
