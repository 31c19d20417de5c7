"""The data structure of a case and the figure of a framework hold the evidence that the matrices hold."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from casecode.analysis.selection import Selection
from casecode.model.case import Conclusion, Evidence
from casecode.reports import figure, structure
from conftest import DEMO, Run
from made import conclusions, make, pieces

EVIDENCE = """evidence:
  - {id: e1, codes: [prices], units: [russia], statement: Low prices., source: survey}
  - {id: e2, codes: [prices], units: [sea], statement: High prices., source: press, stance: contradicts}
  - {id: e3, codes: [rich], units: [sea], statement: They are not., source: press, stance: contradicts}
  - {id: e4, codes: [pull, outcome], statement: So it went., source: press}
  - {id: e5, codes: [prices], explains: [outcome], statement: Prices did it., source: press}
"""
MORE = {
    "sources": "sources:\n  survey: {type: report, title: A survey}\n  press: {type: report, title: Press}\n",
    "themes": "themes:\n  prices: {factor: demand, label: Low prices}\n  rich: {factor: supply, label: Rich}\n",
    "evidence": EVIDENCE,
}


@pytest.fixture
def demo(project: Path) -> Path:
    """The project with a case that has evidence for and against."""
    path = project / "frameworks" / "tiny.yaml"
    arrows = (
        "propositions:\n"
        "  - {id: p1, from: pull, to: outcome, text: Pull pulls.}\n"
        "  - {id: p2, from: outcome, to: pull, text: Back.}\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + arrows, encoding="utf-8")
    (project / "cases" / "demo.yaml").write_text("".join({**DEMO, **MORE}.values()), encoding="utf-8")
    return project


@given(pieces, conclusions)
def test_structure_has_each_coding_once(evidence: list[Evidence], concluded: list[Conclusion]) -> None:
    """Each code of a piece stands once under its factor; arrows lead from every code to its factor and to the root."""
    study = make(evidence, concluded)
    report = structure.build(Selection(study))
    found = {
        (row.factor, entry.code, piece.id)
        for row in report.matrix.rows
        for entry in row.cells[0]
        for piece in entry.evidence
    }
    coded = {
        (factor, code, piece.id)
        for piece in study.evidence
        for code in piece.codes
        for factor in study.factors_of(code)
    }
    assert found == coded
    graph = report.graph()
    ends = {arrow.start: arrow.end for arrow in graph.arrows}
    keys = {box.key for box in graph.boxes}
    assert len(ends) == len(graph.arrows)
    assert all({start, end} <= keys for start, end in ends.items())
    roots = {factor.id for factor in study.framework.factors}
    for key in keys:
        while key in ends:
            key = ends[key]
        assert key in roots


def test_structure_says_what_is_only_contradicted(demo: Path, casecode: Run) -> None:
    """A theme that evidence only contradicts is not dropped: it is said in words, and its arrow is dashed."""
    assert demo.exists()
    assert "✗ Rich 1/1 (contradicted)" in casecode("structure", "demo").stdout
    dotted = casecode("structure", "demo", "-f", "dot").stdout
    assert dotted.count("style=dashed") == 1
    assert '[label="Rich\\n1/1, contradicted"]' in dotted
    found: Any = json.loads(casecode("structure", "demo", "--unit", "russia", "-f", "json").stdout)
    assert [(it["factor"], it["dimensions"]) for it in found["factors"]] == [("demand", ["pull"])]


def test_figure_of_a_framework_has_groups_and_propositions(demo: Path, casecode: Run) -> None:
    """Factors stand in their groups, propositions are arrows with their ids, whichever way they lead."""
    assert demo.exists()
    text = casecode("show", "tiny", "-f", "mermaid").stdout
    assert text.splitlines() == [
        "flowchart LR",
        '  subgraph n0 ["Pull"]',
        '    n1["Demand"]',
        '    n2["Supply"]',
        "  end",
        '  n3["Outcome"]',
        '  n0 -- "p1" --> n3',
        '  n3 -- "p2" --> n0',
    ]


def test_figure_with_cases_tells_the_evidence(demo: Path, casecode: Run) -> None:
    """Boxes have pieces and independent sources, those below included; arrows what gives the one as a reason."""
    text = casecode("show", "tiny", "--case", "demo", "-f", "mermaid").stdout
    assert 'subgraph n0 ["Pull (5/2)"]' in text
    assert 'n1["Demand (3/2)"]' in text
    assert 'n3["Outcome (1/1)"]' in text
    assert '  n0 -- "p1 1/1 supported" --> n3' in text
    assert '  n3 -. "p2 open" .-> n0' in text
    table = casecode("show", "tiny", "--case", "demo").stdout
    assert re.search(r"├ Demand +demand +3/2\n", table)
    assert "Demo Group. Pieces of evidence / independent sources of them." in table
    twin = (demo / "cases" / "demo.yaml").read_text(encoding="utf-8").replace("case: demo", "case: twin")
    (demo / "cases" / "twin.yaml").write_text(twin, encoding="utf-8")
    both = casecode("show", "tiny", "--case", "demo", "--case", "twin", "-f", "mermaid").stdout
    assert 'subgraph n0 ["Pull (10/4)"]' in both
    assert '"p1 2/2 supported"' in both


@pytest.mark.parametrize("name", ["demo", "prices", "e1"])
def test_only_frameworks_have_a_figure(demo: Path, casecode: Run, name: str) -> None:
    """Of anything else the call says where else to look."""
    assert demo.exists()
    done = casecode("show", name, "-f", "svg")
    assert done.returncode == 2
    assert (
        f"{name} is no framework\n  hint: only a framework has a figure; of a case: casecode structure" in done.stderr
    )


def test_arrows_to_unknown_factors_are_left_out() -> None:
    """A proposition of a factor that is not there has no arrow."""
    study = make([], [])
    graph = figure.of_framework(study.framework)
    keys = {box.key for box in graph.boxes}
    assert all({arrow.start, arrow.end} <= keys for arrow in graph.arrows)
