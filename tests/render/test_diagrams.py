"""Diagrams: text from files is text in them, and what is missing is dashed."""

import re
import shutil
import subprocess
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.render import dot, mermaid
from casecode.render.formats import Look
from casecode.render.text import one_line
from casecode.sheet import Arrow, Box, Graph, Page, Tidy

texts = st.text(max_size=50) | st.sampled_from(
    ['"]; rm', "#quot;", "<script>", "a --> b", "\\", '\\"', "end", "`x`", "\x1b[31m", "a\nb", "%%{init}%%", "\u202e"]
)


class Drawn:
    """A report that is nothing but a diagram of texts."""

    def __init__(self, *labels: str) -> None:
        self.labels = labels

    def graph(self) -> Graph:
        """A node for each text, one below the other; the last is missing."""
        boxes = [Box(f"k{number}", "theme", label) for number, label in enumerate(self.labels)]
        boxes.append(Box("?", "missing", "gone"))
        arrows = [Arrow(upper.key, lower.key) for upper, lower in pairwise(boxes)]
        return Graph(tuple(boxes), (*arrows, Arrow("k0", "?", "no theme", is_broken=True)))

    def page(self) -> Page:
        """Nothing for people."""
        return Page("", ())

    def tidy(self) -> Tidy:
        """Nothing for statistics."""
        return Tidy((), ())

    def wire(self) -> object:
        """Nothing for programs."""
        return {}


def short(text: str) -> str:
    """What a diagram shows of a text."""
    line = one_line(text)
    return line if len(line) <= 60 else line[:59].rstrip() + "…"


@given(st.lists(texts, min_size=1, max_size=3))
def test_mermaid_shows_texts_as_they_are(labels: list[str]) -> None:
    """Every label is one quoted string without a sign that Mermaid acts on, and gives the text back."""
    lines = mermaid.render(Drawn(*labels), Look()).splitlines()
    found = [re.fullmatch(r'  n\d+\["(.*)"\]', line) for line in lines]
    shown = [match[1] for match in found if match]
    assert len(shown) == len(labels)
    for text, label in zip(shown, labels, strict=True):
        assert not re.search(r"[\"<>\[\]{}|`\\]", text)
        assert re.sub(r"#(\d+);", lambda one: chr(int(one[1])), text) == short(label)
    assert '  n0 -. "no theme" .-> ' in "\n".join(lines)


@given(st.lists(texts, min_size=1, max_size=3))
def test_dot_shows_texts_as_they_are(labels: list[str]) -> None:
    """Every label is one DOT string that gives the text back."""
    lines = dot.render(Drawn(*labels), Look()).splitlines()
    shown = [match[1] for line in lines if (match := re.fullmatch(r'  n\d+ \[label="((?:[^"\\]|\\.)*)"\];', line))]
    assert [re.sub(r"\\(.)", r"\1", text) for text in shown] == [short(label) for label in labels]


@pytest.mark.skipif(shutil.which("dot") is None, reason="needs Graphviz")
def test_graphviz_takes_it() -> None:
    """Graphviz draws a diagram of nasty texts."""
    text = dot.render(Drawn('"]; rm', "\\", '\\"', "<b>", "日本", "a\nb"), Look())
    done = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "日本" in done.stdout
