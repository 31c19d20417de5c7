"""Working code by code: many pieces at once, themes and pieces split, themes merged, shared and retitled."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from test_changes import lines, rich, texts

from casecode.edit.records import CASE_KEYS
from casecode.model.study import Study
from conftest import TINY, Run

__all__ = ["rich"]

SHARED = """\
themes:
  slow: {factor: supply, label: Slow, stance: contradicts}  # of all cases
  late: {factor: supply, label: Late, explains: [slow]}
"""
EVIDENCE = """\
evidence:
  - {id: e1, codes: [prices, slow], units: [russia], statement: Shoppers look for low prices., source: survey}
  - id: e2
    codes:
      - slow  # as they say
      - "prices"
    units: [sea]
    statement: Parcels are slow.
    source: survey
    stance: contradicts
  - {id: e3, codes: [late], statement: Parcels come late., source: survey}
"""


@pytest.fixture(autouse=True)
def two(project: Path, study: Callable[..., Study]) -> Path:
    """Two cases with the same ids, own and shared themes, one of them in comments and quotes."""
    (project / "frameworks" / "tiny.yaml").write_text(TINY + SHARED, encoding="utf-8")
    for name in ("demo", "other"):
        study(
            name,
            case=f"case: {name}\n",
            themes="themes:\n  prices: {factor: demand, label: Low prices}\n  cheap: {factor: demand, label: Cheap}\n",
            evidence=EVIDENCE,
            conclusions="conclusions:\n  - {question: why-abroad, text: So., themes: [prices, slow]}\n",
        )
    return project


def test_codes_are_added_to_all_that_a_filter_finds(rich: Path, casecode: Run) -> None:
    """In every file of a case, whatever its kind; what has the code stays as it is, and is told."""
    before = texts(rich)
    call = ("edit", "--theme", "prices", "--case", "demo", "--add-code", "supply")
    done = casecode(*call)
    assert done.stdout == "changed b1 in bulk.jsonl\nchanged e1 in cases/demo.yaml\n"
    assert done.stderr == "Note: 2 pieces were so already.\n"
    after = texts(rich)
    assert lines(before, after)["bulk.jsonl"][1][0].startswith('{"id": "b1", "codes": ["prices", "supply"]')
    assert "codes: [prices, supply], units: [russia]" in after["demo.yaml"]
    again = casecode(*call)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "Note: 4 pieces were so already.\n")
    assert texts(rich) == after
    casecode("undo")
    assert texts(rich) == before


def test_codes_are_taken_out_one_by_one(two: Path, casecode: Run) -> None:
    """The other codes, their quotes and comments stay; with the last code the key goes."""
    before = texts(two)
    assert casecode("edit", "--theme", "slow", "--remove-code", "slow", "--case", "demo").returncode == 0
    after = texts(two)
    assert after["other.yaml"] == before["other.yaml"]
    assert "{id: e1, codes: [prices], units" in after["demo.yaml"]
    assert '      - "prices"\n' in after["demo.yaml"]
    casecode("edit", "demo:e1", "--remove-code", "prices", "--remove-code", "cheap")
    assert "{id: e1, units: [russia]" in texts(two)["demo.yaml"]


def test_a_code_is_put_in_the_place_of_another_on_some_pieces(casecode: Run) -> None:
    """Adding and removing at once, with a field beside, on pieces that are named."""
    done = casecode("edit", "demo:e1", "other:e2", "--add-code", "cheap", "--remove-code", "prices", "--coder", "ak")
    assert done.stdout == "changed e1 in cases/demo.yaml\nchanged e2 in cases/other.yaml\n"
    found = [json.loads(line) for line in casecode("evidence", "--theme", "cheap", "-f", "jsonl").stdout.splitlines()]
    assert [(it["case"], it["id"], it["codes"], it["coder"]) for it in found] == [
        ("demo", "e1", ["slow", "cheap"], "ak"),
        ("other", "e2", ["slow", "cheap"], "ak"),
    ]


@pytest.mark.parametrize(
    ("stdin", "changed"),
    [
        ("demo:e1\nother:e3\n", "changed e1 in cases/demo.yaml\nchanged e3 in cases/other.yaml\n"),
        ("demo:e1, demo:e3 demo:e1", "changed e1, e3 in cases/demo.yaml\n"),
        (
            '{"id": "e1", "case": "other"}\n\n{"id": "e3", "case": "other", "x": 1}\n',
            "changed e1, e3 in cases/other.yaml\n",
        ),
    ],
)
def test_pieces_come_from_a_pipe(two: Path, casecode: Run, stdin: str, changed: str) -> None:
    """As words, or as the JSON lines that `casecode evidence` writes; each once."""
    assert casecode("edit", "-", "--add-code", "cheap", stdin=stdin).stdout == changed
    assert "cheap" in (two / "cases" / "other.yaml").read_text() + (two / "cases" / "demo.yaml").read_text()


@pytest.mark.parametrize(
    ("call", "stdin", "said"),
    [
        (("edit", "--add-code", "supply"), "", "no evidence is named"),
        (("edit", "--theme", "cheap", "--add-code", "supply"), "", "no evidence is chosen"),
        (("edit", "-", "--add-code", "supply"), "\n", "no evidence is chosen"),
        (("edit", "-", "--add-code", "supply"), '{"case": "demo"}', "<stdin>:1: this is no record with an id"),
        (("edit", "-", "--add-code", "supply"), '{"id": 7}', "the id is no text"),
        (("edit", "demo:e1", "--theme", "slow", "--add-code", "supply"), "", "chosen by a filter as well"),
        (("edit", "demo:e1", "demo:e9", "--add-code", "supply"), "", 'there is no evidence "e9"'),
        (("edit", "e1", "--add-code", "supply"), "", "write one of demo:e1, other:e1"),
        (("edit", "demo:e1", "demo:e2", "--statement", "So."), "", "2 pieces cannot have one statement"),
        (("edit", "demo:e1", "--code", "slow", "--add-code", "supply"), "", "single ones as well"),
        (("edit", "demo:e1", "--add-code", "nothing"), "", "unknown-theme"),
        (("split", "theme", "slow", "demo:e3", "--title", "New"), "", "e3 is not coded to slow"),
        (("split", "theme", "slow", "demo:e1"), "", "--title is missing"),
        (("split", "theme", "slow", "demo:e1", "--title", "Late"), "", 'tiny has a theme "late" already'),
        (("split", "theme", "slow", "demo:e1", "--title", "X", "--note", "Y"), "", "a theme has no fields"),
        (("split", "evidence", "demo:e1", "--title", "X"), "", "a piece of evidence has fields alone"),
        (("split", "evidence", "demo:e1", "--note", "X"), "", "would say what e1 says"),
        (("split", "evidence", "demo:e1", "--code", "prices", "--code", "slow"), "", "e1 would have no code left"),
        (("split", "evidence", "demo:e3", "--code", "late", "--code", "prices"), "", "e3 would have no code left"),
        (("merge", "slow", "--into", "slow"), "", "there is nothing to merge"),
        (("merge", "slow", "nothing", "--into", "late"), "", "there is no theme nothing"),
        (("merge", "slow", "late", "--into", "both"), "", "--title gives a new theme its label"),
        (("merge", "slow", "late"), "", "--into is missing"),
        (("move", "theme", "demo:prices", "lens"), "", 'unknown-factor'),
        (("move", "theme", "slow", "tiny"), "", "slow is a theme of tiny already"),
        (("retitle", "evidence", "demo:e1", "X"), "", "has no title"),
        (("retitle", "theme", "slow", " "), "", "the title is empty"),
        (("new", "summary", "s1", "--case", "demo"), "", "a new summary has no id"),
        (("new", "event", "--case", "demo", "--type", "x"), "", "a new event has no --type"),
        (("new", "factor", "demand", "--title", "X", "--framework", "tiny"), "", 'tiny has a factor "demand" already'),
        (("new", "factor", "x", "-t", "X", "--framework", "tiny", "--factor", "deman"), "", 'did you mean "demand"?'),
        (("new", "factor", "x", "-t", "X", "--framework", "tiny", "--factor", "late"), "", 'no factor "late"'),
        (("new", "factor", "x", "--title", "X", "--framework", "chinese-ecommerce"), "", "there is no framework"),
        (("new", "unit", "sea", "--title", "X", "--case", "demo"), "", 'demo has a unit "sea" already'),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_nothing_changes(
    two: Path, casecode: Run, call: tuple[str, ...], stdin: str, said: str
) -> None:
    """A call that is wrong ends before anything is written, with what to do."""
    before = texts(two)
    done = casecode(*call, stdin=stdin)
    assert done.returncode != 0
    assert said in done.stderr
    assert texts(two) == before


def test_a_theme_is_split(two: Path, casecode: Run) -> None:
    """The new theme stands where the old one does, with its factor and stance; the pieces named are coded to it, in all
    cases, in the place of the old code."""
    done = casecode("split", "theme", "slow", "-", "--title", "Slow customs", stdin="demo:e2 other:e1")
    assert done.stdout == "new theme slow-customs\nrecoded e2 in cases/demo.yaml\nrecoded e1 in cases/other.yaml\n"
    after = texts(two)
    assert (
        "  slow-customs:\n    factor: supply\n    label: Slow customs\n    stance: contradicts\n" in after["tiny.yaml"]
    )
    assert "      - slow-customs  # as they say\n" in after["demo.yaml"]
    assert "codes: [prices, slow-customs], units: [russia]" in after["other.yaml"]
    casecode("split", "theme", "demo:prices", "demo:e1", "--title", "Bargains", "--into", "deals", "--factor", "pull")
    assert "  deals:\n    factor: pull\n    label: Bargains\n" in texts(two)["demo.yaml"]
    before = texts(two)
    assert casecode("split", "theme", "prices", "e1", "--case", "other", "--title", "Bargains").returncode == 0
    assert [*lines(before, texts(two))] == ["other.yaml"]
    assert casecode("check").returncode == 0


@pytest.mark.parametrize(
    ("call", "codes"),
    [
        (("split", "theme", "slow", "demo:e1", "--title", "Customs"), "[customs, prices]"),
        (("edit", "demo:e1", "--remove-code", "slow"), "[prices]"),
        (("recode", "slow", "late", "--case", "demo"), "[late, prices]"),
    ],
)
def test_a_code_that_a_piece_names_twice_goes_as_one(
    two: Path, casecode: Run, call: tuple[str, ...], codes: str
) -> None:
    """Split off, taken out or recoded, it leaves no second one behind."""
    case = two / "cases" / "demo.yaml"
    case.write_text(case.read_text().replace("codes: [prices, slow]", "codes: [slow, prices, slow]"))
    assert casecode(*call).returncode == 0
    assert f"e1, codes: {codes}, units: [russia]" in case.read_text()


def test_a_piece_is_told_from_other_things_with_its_id(two: Path, casecode: Run) -> None:
    """A unit that is called as the piece is stays as it is; a code that is no text is no code."""
    case = two / "cases" / "demo.yaml"
    text = case.read_text().replace("units:\n", "units:\n  e1: {title: East, role: host}\n")
    case.write_text(text.replace("codes: [prices, slow]", "codes: [[late], prices, slow]"))
    assert casecode("edit", "demo:e1", "demo:e2", "--add-code", "supply", "--remove-code", "slow").returncode == 0
    assert "e1: {title: East, role: host}" in case.read_text()
    assert "codes: [[late], prices, supply], units: [russia]" in case.read_text()


def test_a_piece_without_a_code_gets_its_first(two: Path, casecode: Run) -> None:
    """Under a key of its own, in the place that is the key's."""
    case = two / "cases" / "demo.yaml"
    case.write_text(case.read_text().replace("codes: [late], statement", "statement"))
    assert casecode("edit", "demo:e3", "--add-code", "slow").returncode == 0
    assert "- {id: e3, codes: [slow], statement: Parcels come late., source: survey}" in case.read_text()


def test_a_piece_is_split(two: Path, casecode: Run) -> None:
    """The second piece is as the first but for what is given; the codes that it is given leave the first."""
    done = casecode("split", "evidence", "e2", "--case", "demo", "--statement", "Parcels are dear.", "--code", "prices")
    assert done.stdout == "e4\n"
    after = texts(two)
    assert after["demo.yaml"].count("      - slow  # as they say\n") == 1
    assert '      - "prices"\n' not in after["demo.yaml"]
    (made,) = [
        json.loads(line) for line in casecode("evidence", "demo", "--text", "dear", "-f", "jsonl").stdout.splitlines()
    ]
    assert (made["id"], made["codes"], made["units"], made["stance"]) == ("e4", ["prices"], ["sea"], "contradicts")
    casecode("split", "evidence", "demo:e2", "--statement", "So.", "--stance", "supports", "--clear", "units")
    assert "- {id: e5, codes: [slow], statement: So., source: survey}\n" in texts(two)["demo.yaml"]


def test_themes_are_merged_into_one_that_is_there(two: Path, casecode: Run) -> None:
    """Everywhere, in cases and framework; what has both keeps one, nothing is a reason for itself, and where the
    meaning turns that is said."""
    done = casecode("merge", "slow", "prices", "--into", "late")
    assert done.stdout.startswith("merged slow, prices into late: ")
    turns = "the meaning of 2 pieces of evidence turns: slow contradicts its factor, late supports its factor"
    assert [line for line in done.stderr.splitlines() if turns in line] == [
        f"Note: in {case} {turns}." for case in ("demo", "other")
    ]
    assert "prices" not in done.stderr
    after = texts(two)
    for name in ("demo.yaml", "other.yaml"):
        assert "codes: [late], units: [russia]" in after[name]
        assert "themes: [late]}" in after[name]
        assert "prices:" not in after[name]
    assert "slow" not in after["tiny.yaml"]
    assert "late: {factor: supply, label: Late, explains: []}" in after["tiny.yaml"]
    assert casecode("check").returncode == 0


def test_themes_are_merged_into_a_new_one(two: Path, casecode: Run) -> None:
    """Own themes in each case, shared ones in the framework: under factor and stance of the first."""
    casecode("merge", "prices", "cheap", "--title", "Low price")
    after = texts(two)
    for name in ("demo.yaml", "other.yaml"):
        assert "themes:\n  low-price:\n    factor: demand\n    label: Low price\n" in after[name]
        assert "stance: supports" not in after[name]
    done = casecode("merge", "slow", "late", "--title", "Delivery", "--into", "delivery", "--dry-run")
    assert "+  delivery:\n+    factor: supply\n+    label: Delivery\n+    stance: contradicts\n" in done.stdout
    assert done.stdout.count("+  delivery:\n") == 1
    assert "late supports its factor, delivery contradicts its factor" in done.stderr
    one = casecode("merge", "slow", "late", "--title", "Delivery", "--case", "demo")
    assert one.returncode == 0
    assert "delivery" in texts(two)["demo.yaml"]
    assert "delivery" not in texts(two)["other.yaml"] + texts(two)["tiny.yaml"]


def test_a_new_theme_is_made_where_it_takes_the_place_of_one(two: Path, casecode: Run) -> None:
    """Not in a case that is named and has none of the themes."""
    other = two / "cases" / "other.yaml"
    other.write_text(other.read_text().replace("  cheap: {factor: demand, label: Cheap}\n", ""))
    before = texts(two)
    done = casecode("merge", "cheap", "--into", "low", "--title", "Low", "--case", "demo", "--case", "other")
    assert done.returncode == 0
    assert [*lines(before, texts(two))] == ["demo.yaml"]


def test_recode_says_where_the_meaning_turns(casecode: Run) -> None:
    """Into a theme that bears otherwise on its factor; into one that bears the same nothing is said."""
    done = casecode("recode", "prices", "slow", "--case", "demo", "--dry-run")
    assert done.stderr == (
        "Note: in demo the meaning of 2 pieces of evidence turns: prices supports its factor, "
        "slow contradicts its factor.\n"
    )
    done = casecode("recode", "late", "slow", "--case", "demo", "--dry-run")
    assert "the meaning of a piece of evidence turns: late supports its factor" in done.stderr
    assert casecode("recode", "prices", "cheap").stderr == ""


def test_a_theme_moves_into_the_framework(two: Path, casecode: Run) -> None:
    """It is declared there with all that it says, and in the case no more; what is coded to it stays coded to it, and
    what is said above it stays where it is."""
    case = two / "cases" / "demo.yaml"
    case.write_text(case.read_text().replace("  prices: {", "  # seen often\n  prices: {"))
    before = casecode("analyze", "demo").stdout
    done = casecode("move", "theme", "demo:prices", "tiny")
    assert done.stdout == "moved theme demo:prices into frameworks/tiny.yaml\n"
    after = texts(two)
    assert "  prices:\n    factor: demand\n    label: Low prices\n" in after["tiny.yaml"]
    assert "prices: {" not in after["demo.yaml"]
    assert "  # seen often\n" in after["demo.yaml"]
    assert "prices: {" in after["other.yaml"]
    assert casecode("analyze", "demo").stdout == before


def test_titles_change_and_ids_stay(two: Path, casecode: Run) -> None:
    """Of everything that has a title, whatever the key is called; nothing else changes."""
    for kind, id_, title in (
        ("theme", "demo:prices", "Bargains"),
        ("theme", "slow", "Slow: really"),
        ("factor", "demand", "Wishes"),
        ("unit", "other:sea", "The south east"),
        ("source", "demo:survey", "The survey"),
        ("question", "why-abroad", "What for?"),
        ("matrix", "pulls", "Pull of {case}"),
        ("case", "demo", "Demo & Sons"),
        ("framework", "tiny", "Small"),
    ):
        before = texts(two)
        done = casecode("retitle", kind, id_, title)
        assert done.returncode == 0, done.stderr
        (change,) = lines(before, texts(two)).values()
        assert len(change[0]) == len(change[1]) == 1
        assert title in change[1][0]
        assert change[0][0].partition(":")[0] == change[1][0].partition(":")[0]
    assert "{id: demand, title: Wishes, " in texts(two)["tiny.yaml"]
    before = texts(two)
    assert casecode("retitle", "unit", "russia", "The east", "--case", "other").returncode == 0
    assert [*lines(before, texts(two))] == ["other.yaml"]


def test_what_is_new_is_declared_where_it_belongs(two: Path, casecode: Run) -> None:
    """Units, factors at their depth, summaries, events, conclusions, shared themes: keys in the order of the form."""
    for call in (
        ("unit", "india", "--title", "India", "--case", "demo", "--role", "host"),
        ("factor", "taste", "--title", "Taste", "--framework", "tiny", "--factor", "demand", "--definition", "D."),
        ("factor", "end", "--title", "End", "--framework", "tiny"),
        ("factor", "push", "--title", "Push", "--framework", "tiny", "--factor", "pull"),
        ("summary", "--case", "demo", "--factor", "demand", "--unit", "sea", "--text", "Low prices: count."),
        ("event", "-c", "demo", "-d", "2014", "--text", "Entry", "-u", "sea", "-u", "russia", "-s", "survey"),
        ("conclusion", "-c", "demo", "--question", "why-abroad", "--theme", "slow", "--theme", "prices", "--text=A."),
        ("theme", "--title", "Fresh goods", "--framework", "tiny", "--factor", "demand"),
    ):  # fmt: skip
        done = casecode("new", *call)
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith(f"new {call[0]}")
    after = texts(two)
    assert "  india:\n    title: India\n    role: host\n" in after["demo.yaml"]
    assert 'summaries:\n  - factor: demand\n    unit: sea\n    text: "Low prices: count."\n' in after["demo.yaml"]
    assert (
        "timeline:\n  - date: 2014\n    event: Entry\n    units: [sea, russia]\n    source: survey\n"
        in after["demo.yaml"]
    )
    assert "- {question: why-abroad, text: A., themes: [slow, prices]}\n" in after["demo.yaml"]
    keys = [line.partition(":")[0] for line in after["demo.yaml"].splitlines() if line[:1].isalpha()]
    assert keys == sorted(keys, key=CASE_KEYS.index)
    assert "  fresh-goods:\n    factor: demand\n    label: Fresh goods\n" in after["tiny.yaml"]
    listed = casecode("list", "factors", "-f", "csv").stdout.splitlines()
    assert [line for line in listed if line.startswith(("taste", "end", "push"))] == [
        "taste,tiny,Taste,pull / demand",
        "push,tiny,Push,pull",
        "end,tiny,End,",
    ]
    assert casecode("check").returncode == 0
