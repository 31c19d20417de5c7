"""Reports as Mermaid diagrams, which code hosts and editors draw."""

import re
from collections.abc import Iterator

from casecode.render.diagram import Numbered, short
from casecode.render.formats import Look
from casecode.sheet import Box, Drawn

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
    numbered = Numbered(graph)
    lines = [f"flowchart {'LR' if graph.is_across else 'TD'}"]
    for box in numbered.inside[""]:
        lines += _box(numbered, box, "  ")
    for arrow in graph.arrows:
        label = _entities(short(arrow.label))
        line = f'-. "{label}" .->' if label else "-.->"
        if not arrow.is_broken:
            line = f'-- "{label}" -->' if label else "-->"
        lines.append(f"  {numbered[arrow.start]} {line} {numbered[arrow.end]}")
    lost = [numbered[box.key] for box in graph.boxes if box.kind == "missing"]
    if lost:
        lines += ["  classDef missing stroke-dasharray: 4 3", f"  class {','.join(lost)} missing"]
    return "\n".join(lines) + "\n"


def _box(numbered: Numbered, box: Box, indent: str) -> Iterator[str]:
    """A box, or a frame with those in it."""
    text = _entities(short(box.text)) + (f" ({_entities(box.note)})" if box.note else "")
    below = numbered.inside.get(box.key)
    if not below:
        opening, closing = _SHAPES.get(box.kind, ("[", "]"))
        yield f'{indent}{numbered[box.key]}{opening}"{text}"{closing}'
        return
    yield f'{indent}subgraph {numbered[box.key]} ["{text}"]'
    for one in below:
        yield from _box(numbered, one, indent + "  ")
    yield f"{indent}end"


def _entities(text: str) -> str:
    """The text so that Mermaid shows it as it is: all but letters, digits and plain punctuation by their number."""
    return _ACTIVE.sub(lambda found: f"#{ord(found[0])};", text)
