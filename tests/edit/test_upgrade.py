"""Files of earlier versions are rewritten: what they say stays, and every comment stays with what it is of."""

from pathlib import Path

import pytest

from casecode.edit.formatting import format_file
from conftest import DEMO, Run

OLD = """\
segments:  # by the report
  # the first
  - title: Shops  # all of them
    # in words
    revenue: "5 %"  # rounded
    period: 2014
    source: survey
  - {title: Post, revenue: 1.10}
# models
business-models:
  - title: B2C
    platforms:
      # two
      - Shop
      - Post  # by hand
      # no more
    evidence: [e1]
    note: So.
performance: [{indicator: Sales, value: 3 m, units: [sea], date: 2014-09, source: survey}]
# the end
"""
NEW = """\
displays:
  # by the report
  - id: segments
    kind: table
    title: Business segments
    columns:
      period: Period
      revenue: Revenue
    rows:
      # the first
      - label: Shops  # all of them
        cells:
          period: 2014
          # in words
          revenue: "5 %"  # rounded
        source: survey
      - {label: Post, cells: {revenue: 1.10}}
  # models
  - id: business-models
    kind: table
    title: Business models
    columns:
      platforms: Platforms
    rows:
      # no more
      # two
      # by hand
      - label: B2C
        cells:
          platforms: Shop; Post
        evidence: [e1]
        note: So.
  - id: performance
    kind: table
    title: Indicators of performance
    columns: {value: Value, date: Date}
    rows: [{label: Sales, cells: {value: 3 m, date: 2014-09}, units: [sea], source: survey}]
# the end
"""


def upgraded(text: str) -> str:
    """A case with this at its end, upgraded; upgrading it again changes nothing."""
    head = "".join(DEMO.values())
    done = format_file("demo.yaml", Path("demo.yaml"), (head + text).encode(), upgrade=True)
    assert not done.problems
    again = format_file("demo.yaml", Path("demo.yaml"), done.after, upgrade=True)
    assert again.after == done.after
    laid_out = format_file("demo.yaml", Path("demo.yaml"), head.encode()).after.decode()
    assert done.after.decode().startswith(laid_out)
    return done.after.decode().removeprefix(laid_out).lstrip("\n")


def test_lists_of_earlier_versions_become_tables() -> None:
    """Each list is a table, its records rows, in their words and with their comments."""
    assert upgraded(OLD) == NEW


def test_displays_that_are_there_stay_before_them() -> None:
    """What becomes a display comes behind the displays that a case has."""
    there = "displays:\n  - {id: parts, kind: tree, title: Parts, branches: [Shops], source: survey}\n"
    assert upgraded(there + "segments: [{title: Shops, revenue: 5}]\n") == (
        f"{there}  - id: segments\n    kind: table\n    title: Business segments\n    columns: {{revenue: Revenue}}\n"
        "    rows: [{label: Shops, cells: {revenue: 5}}]\n"
    )


def test_empty_lists_go_and_their_comments_stay() -> None:
    """A list without records becomes nothing; what was said of it stands at the end of the file."""
    assert upgraded("segments: []  # none\n") == "# none\n"


@pytest.mark.parametrize("odd", ["segments: Shops\n", "segments: [Shops]\n", "displays: none\nsegments: {a: b}\n"])
def test_what_is_not_understood_is_left_as_it_is(odd: str) -> None:
    """What is no list of records stays, and goes on to be a problem."""
    assert upgraded(odd) == odd


def test_units_that_are_none_are_left_as_they_are() -> None:
    """A text where units are meant goes on to be a problem."""
    text = b"case: demo\n\nunits: none\n"
    assert format_file("demo.yaml", Path("demo.yaml"), text, upgrade=True).after == text


def test_command_upgrades_where_it_is_asked_to(project: Path, casecode: Run) -> None:
    """Without --upgrade a file keeps its words; with it the case passes the check."""
    path = project / "cases" / "demo.yaml"
    path.write_text("".join(DEMO.values()) + "segments:\n  - {title: Shops, revenue: 5, source: survey}\n", "utf-8")
    casecode("format")
    assert "segments:\n" in path.read_text(encoding="utf-8")
    assert "Traceback" not in casecode("format", "--upgrade").stderr
    assert "kind: table" in path.read_text(encoding="utf-8")
    assert " error[" not in casecode("check", "-f", "short").stdout


def test_what_a_unit_said_of_its_dates_becomes_attributes() -> None:
    """`entered` and `left` of a unit go among its attributes, with their comments; what stands there twice stays."""
    units = """\
units:
  one: {title: One, entered: 2014-09}
  two:
    title: Two
    # as the report says
    entered: 2015  # in spring
    left: 2016/2017
    attributes: {size: big}
  three: {title: Three, left: 2020, attributes: {left: 2021}}
"""
    done = format_file("demo.yaml", Path("demo.yaml"), ("case: demo\n" + units).encode(), upgrade=True).after.decode()
    assert (
        done
        == """\
case: demo

units:
  one: {title: One, attributes: {entered: 2014-09}}
  two:
    title: Two
    attributes:
      # as the report says
      entered: 2015  # in spring
      left: 2016/2017
      size: big
  three: {title: Three, left: 2020, attributes: {left: 2021}}
"""
    )


def test_a_former_key_of_a_unit_says_what_to_do(project: Path, casecode: Run) -> None:
    """Where a unit still says when it was entered the message names the way out."""
    case = project / "cases" / "demo.yaml"
    case.write_text("".join(DEMO.values()).replace("title: Russia, role: host", "title: Russia, entered: 2014"))
    told = casecode("check", "demo").stdout
    assert 'error[unknown-key] a unit has no key "entered"' in told
    assert "an attribute now, which the framework declares: `casecode format --upgrade` rewrites the file" in told
