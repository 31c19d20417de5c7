"""Waivers: which warnings a comment lets stand, and what is said about it."""

import json
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casecode.checks.everything import RULES
from casecode.checks.waivers import sift
from casecode.model.problem import Problem
from casecode.model.span import Document, Span
from conftest import DEMO, Run

REASON = "nobody else has asked"
SINGLE = f"# waive single-source-theme: {REASON}"
Write = Callable[..., None]


@pytest.fixture
def write(project: Path) -> Write:
    """Writes the demo case, whose evidence has one source, with other text for its themes."""

    def case(themes: str, evidence: str = DEMO["evidence"], before: str = "") -> None:
        text = before + "".join({**DEMO, "themes": themes, "evidence": evidence}.values())
        (project / "cases" / "demo.yaml").write_text(text, encoding="utf-8")

    return case


def rules(output: str) -> list[str]:
    """The rules in the lines of a short list."""
    return [line.split("[")[1].split("]")[0] for line in output.splitlines()]


def test_covers_what_stands_below(write: Write, casecode: Run) -> None:
    """A waiver over one theme speaks of that theme; one over all themes of each of them."""
    first, second = (
        "  prices: {factor: demand, label: Low prices}\n",
        "  offers: {factor: supply, label: Many offers}\n",
    )
    evidence = DEMO["evidence"].replace("[prices]", "[prices, offers]")
    write(f"themes:\n{first}{second}", evidence)
    assert rules(casecode("check", "--format", "short").stdout).count("single-source-theme") == 2
    write(f"themes:\n  {SINGLE}\n{first}{second}", evidence)
    found = casecode("check", "--format", "short")
    assert rules(found.stdout).count("single-source-theme") == 1
    assert "; 1 warning waived." in found.stderr
    write(f"{SINGLE}\nthemes:\n{first}{second}", evidence)
    found = casecode("check", "--format", "short", "--waived")
    assert found.stdout.count("waived[single-source-theme] the theme") == 2
    assert found.stdout.count(f"(reason: {REASON})") == 2
    assert "[stale-waiver]" not in found.stdout


def test_strict_is_content_with_waivers(write: Write, casecode: Run) -> None:
    """What is waived does not count, and JSON tells it with its reason."""
    before = "# waive question-without-conclusion: begun last week\n"
    write(f"{SINGLE}\n{DEMO['themes']}", before=before)
    found = casecode("check", "--strict", "--format", "json")
    wire = json.loads(found.stdout)
    assert (wire["problems"], found.returncode) == ([], 0)
    assert {one["reason"] for one in wire["waived"]} == {REASON, "begun last week"}
    assert [one["problem"]["place"]["line"] for one in wire["waived"]] == [2, 12]


def sifted(text: str, *problems: tuple[str, int]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """The rules and lines of what stands and of what is waived."""
    document = Document("a.yaml", text)
    found = sift([Problem(rule, rule, Span(document, line, 1, line, 2)) for rule, line in problems], [document], RULES)
    standing = [(one.rule, one.span.line) for one in found.standing]
    return standing, [(one.problem.rule, one.problem.span.line) for one in found.waived]


def test_ends_with_the_indent() -> None:
    """What is covered ends where the text is indented no deeper than the line below the comment."""
    text = f"a:\n  {SINGLE}\n  b:\n    c: 1\n\n    # more\n    d: 2\n  e: 3\n"
    problems = [("single-source-theme", line) for line in (1, 3, 4, 7, 8)]
    standing, waived = sifted(text, *problems)
    assert [line for _, line in standing] == [1, 8]
    assert [line for _, line in waived] == [3, 4, 7]


def test_a_list_without_indent_belongs_to_its_key() -> None:
    """The items of a list that stand below their key without indent are covered with it; one item ends at the next."""
    text = f"{SINGLE}\na:\n- b: 1\n- c: 2\nd: 3\n"
    assert sifted(text, *(("single-source-theme", line) for line in (3, 4, 5)))[0] == [("single-source-theme", 5)]
    text = f"a:\n{SINGLE}\n- b: 1\n  c: 2\n- d: 3\n"
    assert sifted(text, *(("single-source-theme", line) for line in (4, 5)))[0] == [("single-source-theme", 5)]


@pytest.mark.parametrize("head", ["a: >-", "a: |", "- |2-", "a: >  # folded"])
def test_a_text_is_no_comment(head: str) -> None:
    """A line of a text in block style that looks like a waiver is part of the text."""
    assert sifted(f"{head}\n  {SINGLE}\n  words\nb: 1\n", ("single-source-theme", 4)) == (
        [("single-source-theme", 4)],
        [],
    )


WARNINGS = [rule.id for rule in RULES.values() if rule.severity == "warning" and "waiver" not in rule.id]


@given(
    st.lists(st.sampled_from(["a:", "  b: 1", "  - c", f"  {SINGLE}", SINGLE, "", "d: >-", "    # waive x: y"])),
    st.lists(st.tuples(st.sampled_from(WARNINGS), st.integers(1, 8))),
)
def test_nothing_is_lost(lines: list[str], problems: list[tuple[str, int]]) -> None:
    """Every warning either stands or is waived, whatever the file looks like; other rules always stand."""
    unique = list(dict.fromkeys(problems))
    standing, waived = sifted("\n".join(lines), *unique)
    kept = [one for one in standing if one[0] in WARNINGS]
    assert sorted(kept + waived) == sorted(unique)
    assert {rule for rule, _ in waived} <= {"single-source-theme"}


def test_thousands_of_waivers_are_read_in_a_moment() -> None:
    """Each comment and each line is looked at once, however many comments stand above one line."""
    document = Document(
        "cases/demo.yaml", "# waive single-source-theme: so\n" * 10_000 + "themes:\n  prices:\n    a: b\n"
    )
    span = Span(document, 10_002, 3, 10_002, 9)
    problems = [Problem("single-source-theme", f"{number}", span, severity="warning") for number in range(2_000)]
    start = process_time()
    sifted = sift(problems, [document], RULES)
    assert process_time() - start < 5
    assert (len(sifted.waived), sifted.standing) == (2_000, ())
    assert sift([], [document], RULES).standing[0].message.endswith('"single-source-theme" in lines 10001 to 10003')
