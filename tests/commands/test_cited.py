"""Where something was read: every list names source, what that was read in, and the place, which is in the latter."""

import json
from pathlib import Path

import pytest

from calling import call

FRAMEWORK = """\
framework: wards
title: Wards
factors:
  - {id: ease, title: Ease, definition: How easy it is., when-to-use: Effort.}
questions:
  main: {text: "What helped?"}
matrices:
  - {id: all, title: All, rows: [ease], columns: units}
"""
CASE = """\
case: {name}
title: Hospital {name}
framework: wards
units:
  east: {{title: East}}
sources:
  log: {{type: report, title: The log}}
  thesis: {{type: thesis, title: A thesis}}
evidence:
  - {{id: e1, codes: [ease], units: [east], statement: Many clicks., quote: So many., source: log, via: thesis,
      locator: "§3.3", date: 2014, note: By one nurse.}}
  - {{id: e2, codes: [ease], units: [east], statement: Slow., source: thesis, locator: p. 9, date: 2015}}
profile:
  - {{label: Beds, value: "400", source: log, via: thesis, locator: "§2.1", note: Of 2013.}}
timeline:
  - {{date: 2013, event: It starts, source: log, via: thesis, locator: "§1.2", note: Or in 2012.}}
  - {{date: 2016, event: It ends, evidence: [e1]}}
displays:
  - id: beds
    kind: series
    title: Beds in use
    values:
      - {{date: 2013, value: "400", source: log, via: thesis, locator: "§2.1", note: Without children.}}
      - {{date: 2014, value: "390", source: thesis, locator: "§2.2"}}
conclusions:
  - {{question: main, text: The clicks did not., themes: [ease], note: Two nurses see it otherwise.}}
"""


@pytest.fixture
def wards(tmp_path: Path) -> Path:
    """Two hospitals whose log was read in a thesis, with the same ids."""
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "cases").mkdir()
    (tmp_path / "frameworks" / "wards.yaml").write_text(FRAMEWORK)
    for name in ("anna", "bert"):
        (tmp_path / "cases" / f"{name}.yaml").write_text(CASE.format(name=name))
    return tmp_path


def text(folder: Path, *arguments: str) -> str:
    """What a command writes, on one line."""
    result = call(folder, *arguments, COLUMNS="300")
    assert result.returncode == 0, result.stderr
    return " ".join(result.stdout.split())


@pytest.mark.parametrize("form", ["table", "html", "latex", "markdown"])
@pytest.mark.parametrize(
    ("command", "places"),
    [
        ("evidence anna", ["log, in thesis §3.3", "thesis p. 9"]),
        ("show ease", ["anna:log, in anna:thesis §3.3"]),
        ("timeline anna", ["log, in thesis §1.2", "log, in thesis §3.3"]),
        ("profile anna", ["log, in thesis §2.1", "log, in thesis §1.2", "log, in thesis §3.3"]),
        ("display anna", ["log, in thesis §2.1", "§2.2"]),
        ("matrix anna --cells quotes", ["log, in thesis, §3.3"]),
        ("timeline anna bert", ["anna:log, in anna:thesis §1.2", "bert:log, in bert:thesis §3.3"]),
        ("evidence anna bert", ["anna:log, in anna:thesis §3.3"]),
        ("evidence anna bert --proof", ["log, in thesis", "§3.3, Hospital bert"]),
    ],
)
def test_a_place_is_never_told_as_one_of_another_source(
    wards: Path, command: str, places: list[str], form: str
) -> None:
    """In every list and document the source comes first, then what it was read in, right before the place in that."""
    found = text(wards, *command.split(), "-f", form).replace("{}", "").replace("\\S", "§")
    for place in places:
        assert place in found, place
    for wrong in ("log §", "log, §"):
        assert wrong not in found


def test_json_keeps_source_way_and_place_apart(wards: Path) -> None:
    """What was read, by way of what, where in that, and what the reader remarks are keys of their own."""
    found = json.loads(call(wards, "timeline", "anna", "-f", "json").stdout)["happenings"]
    names = ("kind", "source", "via", "locator", "place", "note")
    assert [tuple(it[name] for name in names) for it in found] == [
        ("event", "log", "thesis", "§1.2", "§1.2", "Or in 2012."),
        ("evidence", "log", "thesis", "§3.3", "§3.3", "By one nurse."),
        ("evidence", "thesis", None, "p. 9", "p. 9", None),
        ("event", None, None, None, None, None),
    ]
    profile = json.loads(call(wards, "profile", "anna", "-f", "json").stdout)
    backing = {"evidence": [], "source": "log", "via": "thesis", "locator": "§2.1"}
    assert (profile["profile"][0]["backing"], profile["profile"][0]["note"]) == (backing, "Of 2013.")
    part = profile["displays"][0]["parts"][0]
    assert (part["backing"], part["note"]) == (backing, "Without children.")
    assert profile["conclusions"][0]["note"] == "Two nurses see it otherwise."


@pytest.mark.parametrize(
    ("command", "notes"),
    [
        ("evidence anna", ["Note: By one nurse."]),
        ("show ease", ["Note: By one nurse."]),
        ("timeline anna", ["Note: By one nurse.", "Note: Or in 2012."]),
        ("profile anna", ["Of 2013.", "Or in 2012.", "Without children.", "Two nurses see it otherwise."]),
        ("display anna", ["400 (Without children.)"]),
    ],
)
def test_a_note_stands_where_its_figure_stands(wards: Path, command: str, notes: list[str]) -> None:
    """What the researcher remarks on a piece, event, fact, value or conclusion is told beside it."""
    found = text(wards, *command.split())
    for note in notes:
        assert note in found, note


def test_a_quote_is_shown_with_the_place_in_what_was_read(wards: Path) -> None:
    """The place follows on the thesis that was read, not on the log that it quotes."""
    found = text(wards, "quote", "anna:e1")
    assert "The log Read in" in found
    assert "A thesis, §3.3" in found
