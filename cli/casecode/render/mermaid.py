"""Reports as Mermaid diagrams, which code hosts and editors draw."""

import re

from casecode.render.diagram import short
from casecode.render.formats import Look
from casecode.sheet import Drawn

# What Mermaid takes for markup within quotation marks, or for an entity (mermaid.js.org, flowchart syntax).
_ACTIVE = re.compile(r"[^\w\s.,:;()/?!%+-]")
_SHAPES = {
    "question": ("([", "])"),
    "conclusion": ("[[", "]]"),
    "source": ("[(", ")]"),
    "missing": ("{{", "}}"),
}


def render(report: Drawn, _look: Look) -> str:
    """The diagram of a report as a Mermaid flowchart; what is missing is dashed."""
    graph = report.graph()
    names = {key: f"n{number}" for number, (key, _, _) in enumerate(graph.nodes)}
    kinds = {key: kind for key, kind, _ in graph.nodes}
    lines = ["flowchart TD"]
    for key, kind, text in graph.nodes:
        opening, closing = _SHAPES.get(kind, ("[", "]"))
        lines.append(f'  {names[key]}{opening}"{_entities(short(text))}"{closing}')
    for upper, lower, label in graph.edges:
        is_end = "missing" in (kinds[upper], kinds[lower])
        arrow = f'-. "{_entities(label)}" .->' if label else "-.->" if is_end else "-->"
        lines.append(f"  {names[upper]} {arrow} {names[lower]}")
    lost = [names[key] for key, kind, _ in graph.nodes if kind == "missing"]
    if lost:
        lines += ["  classDef missing stroke-dasharray: 4 3", f"  class {','.join(lost)} missing"]
    return "\n".join(lines) + "\n"


def _entities(text: str) -> str:
    """The text so that Mermaid shows it as it is: all but letters, digits and plain punctuation by their number."""
    return _ACTIVE.sub(lambda found: f"#{ord(found[0])};", text)
