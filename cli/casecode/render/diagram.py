"""Reports as diagrams: Mermaid, which code hosts and editors draw, and DOT for Graphviz."""

import re

from casecode.render.text import one_line
from casecode.sheet import Drawn

LONGEST = 60  # characters of a text; a diagram is a map, not the text itself
# What Mermaid takes for markup within quotation marks, or for an entity (mermaid.js.org, flowchart syntax).
_ACTIVE = re.compile(r"[^\w\s.,:;()/?!%+-]")
_SHAPES = {
    "question": ("([", "])"),
    "conclusion": ("[[", "]]"),
    "source": ("[(", ")]"),
    "missing": ("{{", "}}"),
}


def render_mermaid(report: Drawn) -> str:
    """The diagram of a report as a Mermaid flowchart; what is missing is dashed."""
    graph = report.graph()
    names = {key: f"n{number}" for number, (key, _, _) in enumerate(graph.nodes)}
    kinds = {key: kind for key, kind, _ in graph.nodes}
    lines = ["flowchart TD"]
    for key, kind, text in graph.nodes:
        opening, closing = _SHAPES.get(kind, ("[", "]"))
        lines.append(f'  {names[key]}{opening}"{_entities(_short(text))}"{closing}')
    for upper, lower, label in graph.edges:
        is_end = "missing" in (kinds[upper], kinds[lower])
        arrow = f'-. "{_entities(label)}" .->' if label else "-.->" if is_end else "-->"
        lines.append(f"  {names[upper]} {arrow} {names[lower]}")
    lost = [names[key] for key, kind, _ in graph.nodes if kind == "missing"]
    if lost:
        lines += ["  classDef missing stroke-dasharray: 4 3", f"  class {','.join(lost)} missing"]
    return "\n".join(lines) + "\n"


def render_dot(report: Drawn) -> str:
    """The diagram of a report in DOT; what is missing is dashed."""
    graph = report.graph()
    names = {key: f"n{number}" for number, (key, _, _) in enumerate(graph.nodes)}
    kinds = {key: kind for key, kind, _ in graph.nodes}
    lines = ["digraph chain {", "  rankdir=TB;", '  node [shape=box, fontname="Helvetica"];']
    for key, kind, text in graph.nodes:
        style = ", style=dashed" if kind == "missing" else ""
        lines.append(f"  {names[key]} [label={_quoted(_short(text))}{style}];")
    for upper, lower, label in graph.edges:
        is_broken = label or "missing" in (kinds[upper], kinds[lower])
        about = [f"label={_quoted(label)}"] if label else []
        about += ["style=dashed"] if is_broken else []
        attributes = f" [{', '.join(about)}]" if about else ""
        lines.append(f"  {names[upper]} -> {names[lower]}{attributes};")
    return "\n".join([*lines, "}"]) + "\n"


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _entities(text: str) -> str:
    """The text so that Mermaid shows it as it is: all but letters, digits and plain punctuation by their number."""
    return _ACTIVE.sub(lambda found: f"#{ord(found[0])};", text)


def _quoted(text: str) -> str:
    """The text as a DOT string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
