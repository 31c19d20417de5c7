"""Displays: what stands in them, what it rests on, and that nothing of it is lost on the way to a reader."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casecode.model.study import Study
from conftest import DEMO, Run

SALES = """
  - id: sales
    kind: series
    title: Sales
    measure: Million
    source: survey
    values:
      - {of: Home, date: 2014, value: 1.50, units: [russia]}
      - {of: Home, date: 2015, note: Not told.}
      - {of: Abroad, date: 2014, value: -3, evidence: [e1], text: a loss of three}
"""
MODES = """
  - id: modes
    kind: table
    title: Modes
    columns: {who: Who, how: How}
    source: survey
    locator: p. 1
    rows:
      - {label: B2B, cells: {who: Firms, how: {text: In lots, locator: p. 2, note: By the table.}}}
      - {label: C2C, cells: {how: One by one}, evidence: [e1]}
"""
MODEL = """
  - id: model
    kind: canvas
    title: Model
    blocks:
      channels: [Shops, {text: Post, source: survey, note: Slow.}]
      key-partners: {items: [Carriers], source: survey, locator: p. 3}
"""
PARTS = """
  - id: parts
    kind: tree
    title: Parts
    source: survey
    branches:
      - label: Trade
        branches: [{label: Retail, text: since 2015, branches: [Toys, Books]}, Wholesale]
      - Post
"""
Make = Callable[..., Study]


def displays(*parts: str) -> str:
    """The section of a case that has these displays."""
    return "displays:" + "".join(parts)


@pytest.fixture
def shown(project: Path, casecode: Run) -> Callable[..., str]:
    """Draws displays of a case that has them all."""
    text = "".join(DEMO.values()) + displays(SALES, MODES, MODEL, PARTS)
    (project / "cases" / "demo.yaml").write_text(text, encoding="utf-8")

    def run(*arguments: str, **environment: str) -> str:
        done = casecode("display", "demo", *arguments, **environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_a_part_rests_on_what_it_names_or_stands_in(study: Make) -> None:
    """A cell has the source of its row, a row that of its table; a locator alone is a place in the same source."""
    (display,) = study(displays=displays(MODES)).case.displays
    first, second = display.settled
    assert (first.cells["who"].source, first.cells["who"].locator) == ("survey", "p. 1")
    assert (first.cells["how"].source, first.cells["how"].locator) == ("survey", "p. 2")
    assert (second.cells["how"].evidence, second.cells["how"].source) == (("e1",), "")


def test_a_text_stands_for_what_says_no_more(study: Make) -> None:
    """Cells, items and branches may be texts, and a block a list of its items."""
    model, parts = study(displays=displays(MODEL, PARTS)).case.displays
    assert [item.text for item in model.blocks["channels"].entries] == ["Shops", "Post"]
    assert [entry.label for entry in parts.walk()] == ["Trade", "Retail", "Toys", "Books", "Wholesale", "Post"]


def test_every_part_without_a_source_is_told(project: Path, casecode: Run) -> None:
    """Of a display each part that states something must rest on something; what only heads others need not."""
    text = displays(MODEL.replace("source: survey, note", "note"), PARTS.replace("    source: survey\n", ""))
    written = "".join(DEMO.values()) + text
    (project / "cases" / "demo.yaml").write_text(written, encoding="utf-8")
    done = casecode("check", "-f", "short")
    told = [line.split(":") for line in done.stdout.splitlines() if "uncited-statement" in line]
    found = [written.splitlines()[int(line) - 1][int(column) - 1 :] for _, line, column, *_ in told]
    begin = ("Shops,", "text: Post", "label: Retail", "Toys,", "Books]", "Wholesale]", "Post")
    assert len(found) == len(begin)
    assert all(it.startswith(word) for it, word in zip(found, begin, strict=True))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("{date: 2014, value: 3 m}", '"3 m" is not a number'),
        ("{date: 2014, value: 1e3}", '"1e3" is not a number'),
        ("{date: 2014, value: 3, units: [mars]}", 'there is no unit "mars"'),
        ("{date: 2014, value: 3, source: serveys}", 'there is no source "serveys"'),
        ("{date: 2014, value: 3, evidence: [e9]}", 'there is no evidence "e9"'),
        ("[2014, 3]", "expected the keys of a value of a series, found a list"),
    ],
)
def test_what_is_wrong_in_a_part_is_told_at_its_place(project: Path, casecode: Run, wrong: str, told: str) -> None:
    """Numbers, units, sources and evidence of the parts of a display are checked as everywhere."""
    text = displays(f"\n  - id: s\n    kind: series\n    title: S\n    source: survey\n    values:\n      - {wrong}\n")
    (project / "cases" / "demo.yaml").write_text("".join(DEMO.values()) + text, encoding="utf-8")
    done = casecode("check", "-f", "short")
    errors = [line for line in done.stdout.splitlines() if " error[" in line]
    assert len(errors) == 1
    assert told in errors[0]
    assert errors[0].split(":")[1] == "19"


def test_what_an_earlier_version_had_says_how_it_is_rewritten(project: Path, casecode: Run) -> None:
    """A key that became a display is a problem that names the command."""
    text = "".join(DEMO.values()) + "segments: [{title: Shops}]\n"
    (project / "cases" / "demo.yaml").write_text(text, encoding="utf-8")
    done = casecode("check")
    assert 'a case has no key "segments"' in done.stdout
    assert "hint: what stood there is a display now: `casecode format --upgrade` rewrites the file" in done.stdout


def test_json_has_every_part_with_source_and_note(shown: Callable[..., str]) -> None:
    """In JSON each part has what it rests on, and what the researcher says of it; an open value is null."""
    found: Any = {it["id"]: it for it in json.loads(shown("-f", "json"))["displays"]}
    home, open_, loss = found["sales"]["parts"]
    assert (home["value"], home["units"], open_["value"], open_["note"]) == (1.5, ["russia"], None, "Not told.")
    assert loss["backing"] == {"evidence": ["e1"], "source": None, "via": None, "locator": None}
    cell = found["modes"]["parts"][0]["cells"]["how"]
    assert (cell["text"], cell["backing"]["locator"], cell["note"]) == ("In lots", "p. 2", "By the table.")
    assert found["model"]["parts"][0]["parts"][1]["note"] == "Slow."
    assert found["parts"]["parts"][0]["parts"][0]["parts"][1]["label"] == "Books"


def test_csv_has_a_row_for_each_part(shown: Callable[..., str]) -> None:
    """A table for statistics has each cell, value, item and branch once, under what it stands in."""
    rows = [*csv.DictReader(io.StringIO(shown("-f", "csv")))]
    assert [(row["part"], row["column"], row["date"], row["value"]) for row in rows[:5]] == [
        ("Home", "", "2014", "1.50"),
        ("Home", "", "2015", ""),
        ("Abroad", "", "2014", "-3"),
        ("B2B", "who", "", ""),
        ("B2B", "how", "", ""),
    ]
    assert [row["part"] for row in rows if row["display"] == "parts"] == [
        "Trade / Retail",
        "Trade / Retail / Toys",
        "Trade / Retail / Books",
        "Trade / Wholesale",
        "Post",
    ]


def test_bars_share_one_scale_with_zero_in_its_place(shown: Callable[..., str]) -> None:
    """Bars of all lines of a series have one scale; what is below zero stands to the left of what is above."""
    lines = shown("sales", COLUMNS="80").splitlines()
    home = next(line for line in lines if "1.50" in line)
    loss = next(line for line in lines if "a loss of three" in line)
    assert loss.index("█") < home.index("█")
    assert loss.count("█") == 2 * home.count("█") == 16


def test_a_tree_has_its_lines(shown: Callable[..., str]) -> None:
    """A branch that others follow is drawn with ├, the last with └, and lines go on beside what stands deeper."""
    heads = [line[1:].split("  ")[0] for line in shown("parts").splitlines()[2:-2]]
    assert heads == ["Trade", "├ Retail", "│ ├ Toys", "│ └ Books", "└ Wholesale", "Post"]


def test_a_canvas_is_boxes_where_there_is_room_and_else_a_list(shown: Callable[..., str]) -> None:
    """In a wide terminal all nine blocks lie as they should; in a narrow one each has a row."""
    wide = shown("model", COLUMNS="120").splitlines()
    assert [part.strip() for part in wide[2].strip("│").split("│")][:3] == [
        "Key partners",
        "Key activities",
        "Value propositions",
    ]
    assert all(len(line) == 120 for line in wide[1:-1])
    narrow = shown("model", COLUMNS="60")
    assert "┌" not in narrow
    assert narrow.index("Customer segments") < narrow.index("Channels") < narrow.index("Cost structure")


def test_displays_come_in_the_order_asked_for(shown: Callable[..., str]) -> None:
    """Who names displays gets these, each once, in that order."""
    found = json.loads(shown("parts", "sales", "parts", "-f", "json"))["displays"]
    assert [it["id"] for it in found] == ["parts", "sales"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("demo", "sale"), 'demo has no display "sale"\n  hint: did you mean "sales"?'),
        (("tiny",), "tiny has no displays"),
        (("dema",), 'dema: there is no such case or framework\n  hint: did you mean "demo"?'),
    ],
)
def test_a_wrong_name_ends_the_call_with_a_hint(
    shown: Callable[..., str], casecode: Run, arguments: tuple[str, ...], told: str
) -> None:
    """What there is not is said, with the nearest that there is."""
    assert shown("sales")
    done = casecode("display", *arguments)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_framework_has_displays_too(project: Path, casecode: Run) -> None:
    """Displays of a framework cite its references, and no evidence."""
    path = project / "frameworks" / "tiny.yaml"
    more = "references:\n  survey: {type: report, title: A survey}\n"
    path.write_text(path.read_text(encoding="utf-8") + more + displays(PARTS), encoding="utf-8")
    assert "├ Retail" in casecode("display", "tiny").stdout
    assert "parts" in casecode("list", "displays").stdout
    path.write_text(
        path.read_text(encoding="utf-8").replace("[Toys", "[{label: Toys, evidence: [e1]}"), encoding="utf-8"
    )
    assert 'a framework has no evidence, such as "e1"' in casecode("check").stdout
