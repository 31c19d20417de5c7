"""The commands that change files, as a user calls them."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casecode.model.study import Study
from conftest import DEMO, Run

OTHER = """\
framework: lens
title: Lens
factors: [{id: draw, title: Draw, definition: D., when-to-use: U.}]
crosswalks:
  - {from: tiny, map: {demand: draw, supply: []}}
"""
MORE = """\
evidence:
  # from the press
  - id: p07
    codes: [prices, supply]
    units: [sea]
    statement: Rivals ask for more.
    source: survey
    explains: [outcome]
"""
BULK = '{"id": "b1", "codes": ["prices"], "units": ["sea"], "statement": "So.", "source": "survey", "date": 2014}\n\n'
TABLE = 'id,codes,units,statement,source,note\nc1,prices; supply,sea,"A, b.",survey,\nc2,supply,russia,So.,survey,x\n'
FILES = {"more.yaml": MORE, "bulk.jsonl": BULK, "table.csv": TABLE}


@pytest.fixture
def rich(project: Path, study: Callable[..., Study]) -> Path:
    """A project with evidence in four files, conclusions, a summary and a crosswalk."""
    (project / "frameworks" / "lens.yaml").write_text(OTHER, encoding="utf-8")
    (project / "cases" / "more.d").mkdir()
    for name, text in FILES.items():
        (project / "cases" / "more.d" / name).write_text(text, encoding="utf-8", newline="")
    study(
        title=f"title: Demo Group  # the firm\nevidence-files: [{', '.join(f'more.d/{name}' for name in FILES)}]\n",
        themes="themes:\n  prices: {factor: demand, label: Low prices}\n  cheap: {factor: demand, label: Cheap}\n",
        conclusions="conclusions:\n  - {question: why-abroad, text: So., themes: [prices]}\n",
        summaries="summaries: [{factor: demand, unit: sea, text: So.}]\n",
    )
    return project


def texts(project: Path) -> dict[str, str]:
    """What all files hold."""
    return {
        path.name: path.read_bytes().decode()
        for path in project.rglob("*")
        if path.suffix in (".yaml", ".jsonl", ".csv")
    }


def lines(before: dict[str, str], after: dict[str, str]) -> dict[str, tuple[list[str], list[str]]]:
    """For each file that changed the lines that went and those that came."""
    changed = {}
    for name, text in after.items():
        old, new = before[name].splitlines(), text.splitlines()
        if old != new:
            changed[name] = ([it for it in old if it not in new], [it for it in new if it not in old])
    return changed


def test_add_appends_where_the_unit_is_at_home(rich: Path, casecode: Run) -> None:
    """A new piece goes to the file with most evidence on its units, with the id after the highest there."""
    before = texts(rich)
    result = casecode("add", "demo", "Far away.", "-c", "supply", "-u", "russia", "-s", "survey", "-l", "p. 2")
    assert (result.stdout, result.stderr) == ("e2\n", "")
    assert lines(before, texts(rich)) == {
        "demo.yaml": (
            [],
            ["  - {id: e2, codes: [supply], units: [russia], statement: Far away., source: survey, locator: p. 2}"],
        )
    }
    result = casecode(
        "add", "demo", "So: it is", "-c", "supply", "-s", "survey", "--file", "more.yaml", "--stance", "qualifies"
    )
    assert result.stdout == "p08\n"
    assert texts(rich)["more.yaml"].endswith(
        '  - id: p08\n    codes: [supply]\n    statement: "So: it is"\n    source: survey\n    stance: qualifies\n'
    )


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("bulk.jsonl", '{"id": "b2", "codes": ["supply"], "statement": "Not; so.", "source": "survey"}'),
        ("table.csv", "c3,supply,,Not; so.,survey,"),
    ],
)
def test_add_to_bulk_files(rich: Path, casecode: Run, name: str, line: str) -> None:
    """A line is added to JSON Lines or CSV, and no other changes."""
    before = texts(rich)
    result = casecode("add", "demo", "Not; so.", "-c", "supply", "-s", "survey", "--file", name)
    assert result.returncode == 0, result.stderr
    assert lines(before, texts(rich)) == {name: ([], [line])}


def test_add_makes_themes_and_sources_when_told(rich: Path, casecode: Run) -> None:
    """A label with a factor makes a theme, a type with a title a source; without them what is unknown is refused."""
    before = texts(rich)
    refused = casecode("add", "demo", "So.", "-c", "trust", "-s", "daily")
    assert refused.returncode == 1
    assert "nothing was written" in refused.stderr
    assert 'there is no theme "trust"' in refused.stderr
    assert 'there is no source "daily"' in refused.stderr
    assert texts(rich) == before
    told = [
        "--theme",
        "Trust in shops",
        "--factor",
        "supply",
        "--source-type",
        "article-newspaper",
        "--source-title",
        "Daily",
    ]
    result = casecode("add", "demo", "So.", "-s", "daily", *told)
    assert result.returncode == 0, result.stderr
    now = texts(rich)["demo.yaml"]
    assert "  trust-in-shops:\n    factor: supply\n    label: Trust in shops\n" in now
    assert "  daily:\n    type: article-newspaper\n    title: Daily\n" in now
    assert casecode("check", "demo", "--quiet").returncode == 0


def test_add_reads_many(rich: Path, casecode: Run) -> None:
    """JSON lines on standard input are pieces; one bad line, and none is added."""
    before = texts(rich)
    good = [
        {"codes": ["prices"], "units": ["sea"], "statement": f"No. {number}", "source": "survey"} for number in range(3)
    ]
    text = "".join(json.dumps(it) + "\n" for it in good)
    bad = casecode("add", "demo", "-", stdin=text + "{oops\n")
    assert bad.returncode == 1
    assert "<stdin>:4:2: error[syntax] this is not valid JSON" in bad.stderr
    assert texts(rich) == before
    assert casecode("add", "demo", "-", stdin=text).stdout.split() == ["p08", "p09", "p10"]
    clash = casecode("add", "demo", "-", stdin=json.dumps({**good[0], "id": "b1"}))
    assert clash.returncode == 2
    assert 'there is a piece of evidence "b1" already' in clash.stderr
    odd = casecode("add", "demo", "-", stdin=json.dumps({**good[0], "colour": "red"}))
    assert odd.returncode == 1
    assert 'has no key "colour"' in odd.stderr


def test_dry_run_shows_and_writes_nothing(rich: Path, casecode: Run) -> None:
    """A dry run prints a diff that `git apply` would take, and leaves every file alone."""
    before = texts(rich)
    result = casecode("edit", "p07", "--statement", "Rivals are dear.", "--dry-run")
    assert "--- cases/more.d/more.yaml\n+++ cases/more.d/more.yaml\n" in result.stdout
    assert "-    statement: Rivals ask for more.\n+    statement: Rivals are dear.\n" in result.stdout
    assert texts(rich) == before


def test_edit_changes_fields(rich: Path, casecode: Run) -> None:
    """Fields are set, added in their place, and taken out; in bulk files, too."""
    before = texts(rich)
    casecode("edit", "p07", "--locator", "p. 3", "--clear", "explains", "--code", "supply")
    casecode("edit", "demo:b1", "--note", "Seen.")
    casecode("edit", "c1", "--note", "a; b")
    assert lines(before, texts(rich)) == {
        "more.yaml": (
            ["    codes: [prices, supply]", "    explains: [outcome]"],
            ["    codes: [supply]", "    locator: p. 3"],
        ),
        "bulk.jsonl": ([BULK.strip()], [BULK.strip()[:-1] + ', "note": "Seen."}']),
        "table.csv": (['c1,prices; supply,sea,"A, b.",survey,'], ['c1,prices; supply,sea,"A, b.",survey,a; b']),
    }
    assert casecode("edit", "p07").returncode == 2
    assert 'there is no evidence "p08"' in casecode("edit", "p08", "--note", "x").stderr


def test_recode_joins_two_codes(rich: Path, casecode: Run) -> None:
    """One code becomes another in evidence, conclusions and explanations; what had both keeps one; the theme goes."""
    before = texts(rich)
    result = casecode("recode", "prices", "supply")
    assert result.stdout == "recoded prices as supply: 6 places in 4 files\n"
    changed = lines(before, texts(rich))
    assert changed["more.yaml"] == (["    codes: [prices, supply]"], ["    codes: [supply]"])
    assert changed["table.csv"] == (['c1,prices; supply,sea,"A, b.",survey,'], ['c1,supply,sea,"A, b.",survey,'])
    assert not re.search(r"\[[^\]]*prices|prices:", "".join(texts(rich).values()))
    assert casecode("check", "--quiet").returncode == 0
    assert 'nothing is coded as "prices"' in casecode("recode", "prices", "supply").stderr
    assert 'did you mean "supply"' in casecode("recode", "cheap", "suply").stderr


@pytest.mark.parametrize(
    ("kind", "old", "new", "files"),
    [
        ("unit", "sea", "south", {"demo.yaml", "more.yaml", "bulk.jsonl", "table.csv"}),
        ("source", "survey", "poll", {"demo.yaml", "more.yaml", "bulk.jsonl", "table.csv"}),
        ("theme", "prices", "cost", {"demo.yaml", "more.yaml", "bulk.jsonl", "table.csv"}),
        ("factor", "demand", "wishes", {"demo.yaml", "tiny.yaml", "lens.yaml"}),
        ("factor", "draw", "attraction", {"lens.yaml"}),
        ("question", "why-abroad", "why", {"demo.yaml", "tiny.yaml"}),
        ("evidence", "b1", "b9", {"bulk.jsonl"}),
        ("framework", "tiny", "small", {"demo.yaml", "tiny.yaml", "lens.yaml"}),
        ("case", "demo", "firm", {"demo.yaml"}),
        ("matrix", "pulls", "draws", {"tiny.yaml"}),
    ],
)
def test_rename_follows_every_reference(
    rich: Path, casecode: Run, kind: str, old: str, new: str, files: set[str]
) -> None:
    """An id is renamed in all files that name it, the project has no errors, and back again gives the same bytes."""
    before = texts(rich)
    result = casecode("rename", kind, old, new)
    assert result.returncode == 0, result.stderr
    assert {*lines(before, texts(rich))} == files
    assert casecode("check", "--quiet").returncode == 0, casecode("check").stdout
    assert casecode("rename", kind, new, old).returncode == 0
    assert texts(rich) == before


def test_rename_refuses_what_clashes(rich: Path, casecode: Run) -> None:
    """An id that is taken or that is none is refused, and so is a name that does not exist."""
    before = texts(rich)
    assert "already" in casecode("rename", "theme", "prices", "cheap").stderr
    assert "is not an id" in casecode("rename", "theme", "prices", "Low Prices").stderr
    assert 'did you mean "prices"' in casecode("rename", "theme", "price", "cost").stderr
    assert casecode("rename", "theme", "prices", "demand").returncode == 1  # a code must mean one thing
    assert texts(rich) == before


def test_remove_refuses_what_is_used(rich: Path, casecode: Run) -> None:
    """What something refers to stays; what nothing refers to goes with its lines."""
    before = texts(rich)
    refused = casecode("remove", "theme", "prices")
    assert refused.returncode == 2
    assert "is used in" in refused.stderr
    assert casecode("remove", "theme", "cheap").stdout == "removed theme cheap\n"
    assert casecode("remove", "evidence", "c1", "b1").returncode == 0
    assert lines(before, texts(rich)) == {
        "demo.yaml": (["  cheap: {factor: demand, label: Cheap}"], []),
        "bulk.jsonl": ([BULK.strip()], []),
        "table.csv": (['c1,prices; supply,sea,"A, b.",survey,'], []),
    }


def test_move(rich: Path, casecode: Run) -> None:
    """A theme goes under another factor, a piece of evidence into another file of its case."""
    casecode("move", "theme", "prices", "supply")
    assert "  prices: {factor: supply, label: Low prices}\n" in texts(rich)["demo.yaml"]
    assert casecode("move", "theme", "prices", "nowhere").returncode == 1
    printed = casecode("show", "b1", "--format", "json").stdout  # the path as other commands tell it
    assert '"cases/more.d/bulk.jsonl' in printed
    assert casecode("move", "evidence", "p07", "cases/more.d/bulk.jsonl").returncode == 0
    assert texts(rich)["more.yaml"] == "# from the press\nevidence: []\n"
    assert '"id": "p07"' in texts(rich)["bulk.jsonl"]
    assert casecode("check", "--quiet").returncode == 0


def test_a_project_with_errors_is_not_changed(rich: Path, casecode: Run) -> None:
    """A file that cannot be read stops every change, with its problem; an error that was there before does not."""
    more = rich / "cases" / "more.d" / "more.yaml"
    more.write_text("evidence: [\n", encoding="utf-8")
    result = casecode("add", "demo", "So.", "-c", "prices", "-s", "survey")
    assert result.returncode == 1
    assert "the project has errors" in result.stderr
    more.write_text(MORE.replace("units: [sea]", "units: [see]"), encoding="utf-8")
    assert casecode("add", "demo", "So.", "-c", "prices", "-s", "survey").returncode == 0


def test_two_processes_add_at_once(rich: Path) -> None:
    """Two processes that add five hundred pieces each lose none and give no id twice."""
    piece = {"codes": ["prices"], "units": ["sea"], "source": "survey"}
    commands = []
    for name in "ab":
        text = "".join(json.dumps({**piece, "statement": f"{name} {number}"}) + "\n" for number in range(500))
        command = subprocess.Popen(
            [sys.executable, "-m", "casecode", "add", "demo", "-"],
            cwd=rich,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert command.stdin is not None
        command.stdin.write(text)
        command.stdin.close()
        commands.append(command)
    ids = []
    for command in commands:
        assert command.stdout is not None
        ids += command.stdout.read().split()
        command.stdout.close()
        assert command.wait() == 0
    assert len(ids) == len(set(ids)) == 1000
    now = texts(rich)["more.yaml"]
    assert all(f"statement: {name} {number}\n" in now for name in "ab" for number in range(500))


def test_a_folder_that_cannot_be_written(project: Path, casecode: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a read-only folder a change says that nothing was changed, and reading works as ever."""
    before = {path: path.read_bytes() for path in project.rglob("*.yaml")}
    real = Path.open

    def guarded(self: Path, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        if project in self.parents and {*mode} & {"w", "x", "a", "+"}:
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, mode, *arguments, **named)

    monkeypatch.setattr(Path, "open", guarded)
    for call in (("new", "case", "other", "--title", "Other"), ("rename", "factor", "supply", "offer")):
        called = casecode(*call)
        assert called.returncode == 2
        assert "Permission denied" in called.stderr
        assert "nothing was changed" in called.stderr
    assert casecode("check").returncode == 0
    assert {path: path.read_bytes() for path in project.rglob("*.yaml")} == before


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("one.jsonl", json.dumps({"id": "x1", "codes": ["prices"], "statement": "So.", "source": "survey"}), ""),
        ("one.csv", "id,codes,statement,source\r\nx1,prices,So.,survey\r\n", "id,codes,statement,source\r\n"),
        ("one.tsv", "id\tcodes\tstatement\tsource\nx1\tprices\tSo.\tsurvey", "id\tcodes\tstatement\tsource\n"),
        (
            "one.yaml",
            "# head\nevidence:\n  - {id: x1, codes: [prices], statement: So., source: survey}\n# foot\n",
            "# head\nevidence: []\n# foot\n",
        ),
    ],
)
def test_the_last_piece_of_a_file_can_go(
    name: str, text: str, left: str, project: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """A file of evidence that holds no piece any more is read without a problem, and takes pieces again."""
    path = project / "cases" / "more.d" / name
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8", newline="")
    study(title=f"title: D\nevidence-files: [more.d/{name}]\n")
    moved = casecode("move", "evidence", "x1", "demo.yaml")
    assert moved.returncode == 0, moved.stderr
    assert path.read_bytes().decode() == left
    assert casecode("check", "demo", "--quiet").returncode == 0
    back = casecode("move", "evidence", "x1", name)
    assert back.returncode == 0, back.stderr
    assert casecode("evidence", "demo", "--count").returncode == 0
    assert "So." in path.read_text(encoding="utf-8")
    gone = casecode("remove", "evidence", "x1")
    assert gone.returncode == 0, gone.stderr
    assert path.read_bytes().decode() == left


@pytest.mark.parametrize("name", ["none.jsonl", "none.csv"])
def test_a_file_that_is_empty_takes_a_piece(
    name: str, project: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """Evidence goes into a file of bulk evidence that is there and holds nothing; a table gets its first line."""
    (project / "cases" / name).write_bytes(b"")
    study(title=f"title: D\nevidence-files: [{name}]\n")
    assert casecode("check", "demo", "--quiet").returncode == 0
    added = casecode("add", "demo", "So.", "-c", "prices", "-s", "survey", "-u", "sea", "--file", name)
    assert added.returncode == 0, added.stderr
    assert casecode("check", "demo", "--quiet").returncode == 0
    assert casecode("evidence", "demo", "--unit", "sea", "-f", "csv").stdout.count("So.") == 1


def test_a_piece_with_space_around_its_texts_goes_into_a_table(
    project: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """Space that no reader sees is not taken along: a list in a cell could not keep it."""
    (project / "cases" / "t.csv").write_text("id,codes,units,statement,source\n", encoding="utf-8")
    evidence = 'evidence:\n  - {id: e1, codes: [" prices"], statement: " So. ", source: "survey "}\n'
    study(title="title: D\nevidence-files: [t.csv]\n", evidence=evidence)
    moved = casecode("move", "evidence", "e1", "t.csv")
    assert moved.returncode == 0, moved.stderr
    assert (project / "cases" / "t.csv").read_text(encoding="utf-8").endswith("\ne1,prices,,So.,survey\n")


def test_thousands_of_pieces_are_added_in_one_go(project: Path, study: Callable[..., Study], casecode: Run) -> None:
    """Each new piece gets the id after the highest in its file, in its manner, without looking at all of them again."""
    study(evidence=DEMO["evidence"].replace("id: e1", "id: x000"))
    lines = "".join(
        json.dumps({"statement": f"S{number}", "codes": ["prices"], "source": "survey"}) + "\n"
        for number in range(3000)
    )
    (project / "a.jsonl").write_text(lines, encoding="utf-8")
    start = time.process_time()
    assert casecode("import", "evidence", "demo", "a.jsonl").returncode == 0
    assert time.process_time() - start < 10  # it took a minute
    listed = casecode("evidence", "demo", "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line)["id"] for line in listed] == [f"x{number:03}" for number in range(3001)]
