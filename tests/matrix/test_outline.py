"""The tree of factors beside the rows: every report shows the same, however deep it is."""

import re
from pathlib import Path

import pytest

from casecode.reports.outline import Row, outline
from conftest import Run

DEEP = """\
framework: deep
title: Deep
factors:
  - {id: alone, title: Alone}
  - id: inner
    title: Inner setting
    factors:
      - id: structure
        title: Structure
        factors:
          - {id: wifi, title: Wi-Fi}
          - {id: rooms, title: Rooms, factors: [{id: ward, title: Ward}]}
      - {id: tension, title: Tension}
      - {id: culture, title: Culture, factors: [{id: learning, title: Learning}]}
  - {id: outer, title: Outer setting, factors: [{id: peers, title: Peers}]}
matrices:
  - {id: all, title: All, columns: units}
  - {id: mixed, title: Mixed, rows: [culture, outer, structure], columns: units}
  - {id: sides, title: Sides, columns: [inner, outer]}
"""
CASE = """\
case: {case}
title: Case {case}
framework: deep
attributes: {{size: {size}}}
units:
  night: {{title: Night, role: host}}
sources:
  i1: {{type: interview, title: I1}}
themes:
  slow: {{factor: wifi, label: Slow}}
evidence:
  - {{id: e1, codes: [slow], units: [night], statement: S, source: i1}}
  - {{id: e2, codes: [structure], units: [night], statement: S, source: i1}}
  - {{id: e3, codes: [ward], units: [night], statement: S, source: i1}}
  - {{id: e4, codes: [tension], units: [night], statement: S, source: i1}}
  - {{id: e5, codes: [learning, alone], units: [night], statement: S, source: i1}}
  - {{id: e6, codes: [peers], units: [night], statement: S, source: i1, stance: contradicts}}
"""
TREE = """\
Alone
Inner setting
  Structure
    As a whole
    Wi-Fi
    Rooms
      Ward
  Tension
  Culture
    Learning
Outer setting
  Peers"""
REPORTS = {
    "analyze": ("analyze", "one", "--matrix", "all"),
    "compare": ("compare", "one", "two"),
    "contrast": ("contrast", "--by", "size", "--all"),
    "matrix": ("matrix", "one"),
    "matrix of several": ("matrix", "--rows", "factor", "--columns", "case"),
    "coverage": ("coverage", "one"),
}


@pytest.fixture
def deep(project: Path, casecode: Run) -> Run:
    """Calls the command in a project of two cases: a framework of four levels with evidence at every one of them."""
    (project / "frameworks" / "deep.yaml").write_text(DEEP, encoding="utf-8")
    for case, size in (("one", "small"), ("two", "large")):
        (project / "cases" / f"{case}.yaml").write_text(CASE.format(case=case, size=size), encoding="utf-8")
    return casecode


def heads(table: str) -> str:
    """The heads of the rows of the first table in a pipe, with their indentation; verdicts and totals left out."""
    body = table.split("─\n")[2:]
    lines = [line[1:] for part in body[: -1 if len(body) > 1 else None] for line in part.split("\n")]
    first = [re.split(r"(?<=\S)  |  (?=[•✗])", line)[0].rstrip() for line in lines]
    known = [*re.findall(r"title: ([^,}\n]+)", DEEP), "As a whole"]
    return "\n".join(head for head in first if head.strip() in known)


@pytest.mark.parametrize("arguments", REPORTS.values(), ids=REPORTS.keys())
def test_reports_show_the_tree(deep: Run, arguments: tuple[str, ...]) -> None:
    """Headings stand at their depth in the order of the tree, each once, with what bears on it as a whole."""
    table = deep(*arguments).stdout
    assert heads(table.split("\n\n")[0]) == TREE


def test_stack_shows_the_tree_below_each_column_and_columns_below_each_factor(deep: Run) -> None:
    """A stack by case has the tree one step deeper; by factor the cases stand below every factor with evidence."""
    by_case = deep("stack", "one").stdout.split("\n\n")[0]
    assert heads(by_case) == "\n".join(f"  {line}" for line in TREE.split("\n"))
    by_factor = deep("stack", "one", "--by", "factor").stdout
    assert re.search(
        r"\n   Structure\n     Case one +• Without a theme 1/1\n ─+\n     Wi-Fi\n       Case one", by_factor
    )


def test_a_factor_asked_for_keeps_what_is_above_it(deep: Run) -> None:
    """`--factor` limits the rows, and leaves each where it stands."""
    table = deep("matrix", "one", "--factor", "rooms", "--factor", "peers").stdout
    shown = heads(table)
    assert shown == "Inner setting\n  Structure\n    Rooms\n      Ward\nOuter setting\n  Peers"


def test_a_heading_comes_once_where_a_matrix_mixes_its_groups(deep: Run) -> None:
    """A matrix may name groups in another order than the tree: what has one heading stands together all the same."""
    shown = heads(deep("analyze", "one", "--matrix", "mixed").stdout)
    assert shown == (
        "Inner setting\n  Culture\n    Learning\n  Structure\n    As a whole\n    Wi-Fi\n    Rooms\n      Ward\n"
        "Outer setting\n  Peers"
    )


def test_groups_side_by_side_name_what_is_between(deep: Run) -> None:
    """Where groups are the columns, a factor is named with those between it and its group."""
    table = deep("analyze", "one", "--matrix", "sides").stdout
    assert "Structure / Rooms / Ward" in table
    assert "Structure / Wi-Fi" in table


def test_themes_stand_below_their_factors(deep: Run) -> None:
    """Rows of themes have their factors for headings; sorted by total they have none."""
    table = deep("matrix", "one", "--rows", "theme").stdout
    assert "     As a whole" not in table
    assert re.search(r"\n   Structure\n     Without a theme +1 +1\n     Wi-Fi\n       Slow +1 +1\n", table)
    assert "Inner setting" not in deep("matrix", "one", "--rows", "theme", "--sort", "total").stdout


def test_a_cut_tree_has_rows_where_it_is_cut(deep: Run) -> None:
    """With `--depth 2` the second level has rows; evidence at the first would stand below its own heading."""
    shown = heads(deep("matrix", "one", "--depth", "2").stdout)
    assert shown == "Alone\nInner setting\n  Structure\n  Tension\n  Culture\nOuter setting\n  Peers"


def test_totals_are_those_of_the_evidence(deep: Run) -> None:
    """Headings hold no figures, and the total counts each piece once."""
    last = deep("matrix", "one").stdout.split("\n Total ")[1].split("\n")[0]
    assert last.split() == ["6", "6"]
    assert re.search(r"\n Inner setting\n", deep("matrix", "one").stdout)


def test_other_formats_show_the_depth(deep: Run) -> None:
    """Markdown, LaTeX and HTML indent as deep as the tree; HTML scopes a heading to its rows and tells those who listen
    what is around it."""
    markdown = deep("analyze", "one", "-m", "all", "-f", "markdown").stdout
    assert "| **Inner setting** |  |\n| &emsp;**Structure** |  |\n| &emsp;&emsp;As a whole | •" in markdown
    assert "| &emsp;Tension |" in markdown
    latex = deep("analyze", "one", "-m", "all", "-f", "latex").stdout
    assert re.search(r"\\multicolumn\{2\}.*\{\\hspace\*\{2em\}\\hspace\{0pt\}\\textbf\{Rooms\}\}", latex)
    assert r"\leftskip=3em \hspace{0pt}Ward" in latex
    html = deep("analyze", "one", "-m", "all", "-f", "html").stdout
    heard = '<span class="heard">Inner setting: Structure: </span>'
    assert f'<tbody>\n<tr><th class="level-2" scope="rowgroup" colspan="2">{heard}' in html
    # After the rows of a heading one that is not of them opens a group of its own.
    outside = (
        '<th class="level-1" scope="row"><span class="heard">Inner setting: </span><div><span class="plain">Tension'
    )
    assert f"</tbody>\n<tbody>\n<tr>{outside}" in html


def test_a_row_of_a_heading_comes_first_wherever_it_was() -> None:
    """What bears on a heading as a whole stands right below it, though it be the last of the rows."""
    inner = (("a", "A"),)
    lines = outline([Row((*inner, ("b", "B")), "x"), Row((), "y"), Row(inner, is_whole=True), Row(inner, "As a whole")])
    told = [(it.title, it.depth, it.row, it.is_whole) for it in lines]
    assert told == [
        ("A", 0, None, False),
        ("As a whole", 1, 2, True),
        ("B", 1, None, False),
        ("x", 2, 0, False),
        ("As a whole", 1, 3, False),
        ("y", 0, 1, False),
    ]
