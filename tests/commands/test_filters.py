"""Every filter works in every command that reads evidence, with one meaning."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from casecode.app import app

FRAMEWORK = """\
framework: small
title: Small
attributes:
  size: {title: Size, values: {small: {title: Small}, large: {title: Large}}}
factors:
  - {id: demand, title: Demand, definition: What buyers want., when-to-use: Wishes.}
  - {id: supply, title: Supply, definition: What sellers offer., when-to-use: Offers.}
  - {id: result, title: Result, definition: What came of it., when-to-use: Results.}
matrices:
  - {id: all, title: All, rows: [demand, supply, result], columns: units}
"""
CASE = """\
case: {name}
title: The case of {name}
framework: small
attributes: {{size: {size}}}
units:
  north: {{title: North, role: host}}
  south: {{title: South, role: host}}
sources:
  survey: {{type: report, title: A survey}}
  talk: {{type: interview, title: A talk}}
themes:
  prices: {{factor: demand, label: Low prices}}
  goods: {{factor: supply, label: Many goods}}
  growth: {{factor: result, label: Growth}}
evidence:
  - {{id: p1, codes: [prices], units: [north], statement: Low prices., source: survey, date: 2014, coder: ann,
      explains: [growth]}}
  - {{id: p2, codes: [prices], units: [south], statement: They pay more., source: talk, date: 2015-06, coder: ben,
      stance: contradicts, explains: [growth]}}
  - {{id: p3, codes: [goods], units: [north, south], statement: Goods are many., source: talk, date: 2016, coder: ann,
      stance: qualifies, explains: [growth]}}
"""
COMMANDS = (
    "analyze ada bo",
    "compare ada bo --all",
    "matrix",
    "stack",
    "contrast --by size --all",
    "pairs",
    "mill --outcome size=large",
    "patterns ada bo",
    "coverage",
    "timeline",
    "evidence",
)
FILTERS = {
    "--unit north": {"p1", "p3"},
    "--unit south --unit north": {"p1", "p2", "p3"},
    "--factor demand": {"p1", "p2"},
    "--theme goods": {"p3"},
    "--theme goods --theme prices": {"p1", "p2", "p3"},
    "--source talk": {"p2", "p3"},
    "--coder ann": {"p1", "p3"},
    "--stance contradicts": {"p2"},
    "--stance supports --stance qualifies": {"p1", "p3"},
    "--since 2015": {"p2", "p3"},
    "--until 2015-06": {"p1", "p2"},
    "--since 2015 --until 2015": {"p2"},
    "--text goods": {"p3"},
    "--text pr.c --regex": {"p1"},
    "--unit north --coder ann --source talk": {"p3"},
    "--unit north --stance contradicts": set(),
}


@pytest.fixture(autouse=True)
def two_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a project of two cases that differ in their size alone."""
    for folder, name, text in (
        ("frameworks", "small", FRAMEWORK),
        ("cases", "ada", CASE.format(name="ada", size="small")),
        ("cases", "bo", CASE.format(name="bo", size="large")),
    ):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def pieces_in(value: Any) -> set[str]:
    """The ids of evidence anywhere in a document."""
    if isinstance(value, dict):
        return set().union(*map(pieces_in, value.values()))
    if isinstance(value, list):
        return set().union(*map(pieces_in, value))
    found = re.fullmatch(r"(?:ada:|bo:)?(p[123])", value) if isinstance(value, str) else None
    return {found[1]} if found else set()


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_filter_means_one_thing(command: str, filters: str) -> None:
    """A report is about the evidence that its filters let through, all of it and no other, whichever report it is."""
    result = CliRunner().invoke(app, [*command.split(), *filters.split(), "--format", "json"])
    assert result.exit_code == 0, result.output
    wire = json.loads(result.stdout)
    if command == "coverage":  # it counts
        counted = sum(one["pieces"] for one in wire["factors"] if one["unit"] is None)
        assert counted == 2 * len(FILTERS[filters])
    else:
        assert pieces_in(wire) == FILTERS[filters]


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ("--theme price", 'there is no theme "price"'),
        ("--until soon", '"soon" is not a date'),
        ("--text ( --regex", '"(" is not a regular expression'),
    ],
)
def test_a_wrong_filter_is_told(command: str, filters: str, said: str) -> None:
    """What no case knows, what is no date and what is no expression end the call, in every command alike."""
    result = CliRunner().invoke(app, [*command.split(), *filters.split()])
    assert result.exit_code == 2
    assert said in result.stderr


def test_export_is_narrowed_alike() -> None:
    """The table for other tools takes the filters of the list."""
    parquet = pytest.importorskip("pyarrow.parquet")
    for filters, ids in FILTERS.items():
        result = CliRunner().invoke(app, ["export", "evidence", *filters.split(), "-o", "e.parquet"])
        assert result.exit_code == 0, result.output
        assert set(parquet.read_table("e.parquet").column("id").to_pylist()) == ids
