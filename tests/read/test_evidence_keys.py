"""The keys of evidence: what is declared once is known wherever evidence comes in or goes out."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import casecode
from casecode.model.case import Evidence
from casecode.read.evidence_keys import ASKED, KEYS, SHOWN
from casecode.reports import contract
from conftest import DEMO, REPORT, TINY

ROOT = Path(__file__).parents[2]
TAGS = """\
--- cli/casecode/read/evidence_keys.py
         about="A remark.",
     ),
+    EvidenceKey(
+        "side-tags", ListOf(Text()), "words", called=("sticker",), option=("--tag",), about="A word.", asked=""
+    ),
--- cli/casecode/model/case.py
     explains: tuple[str, ...] = ()
+    side_tags: tuple[str, ...] = ()
"""
REPORTED = "  report: {type: report, title: The report, file: ../documents/report.txt}\n"
FORM = """
import asyncio, sys
from casecode.coding.screen import CodingScreen
from casecode.commands.code import open_session

async def code():
    screen = CodingScreen(open_session("report", "demo", "ada"))
    async with screen.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        screen.query_one("#codes").choose("prices")
        screen.query_one("#units").choose("russia")
        for key, text in (("statement", "They shop."), ("weight", "0.9"), ("side-tags", "one; two")):
            screen.query_one(f"#{key}").input.value = text
        screen.action_write()
        await pilot.pause()
        print(screen.query_one("#message").content)

asyncio.run(code())
"""


def test_struct_has_an_attribute_for_each_key() -> None:
    """The struct of the model has the keys of the table, and its origin; what its attribute is if left out agrees."""
    assert {*Evidence.__struct_fields__} == {*(key.name for key in KEYS), "origin"}
    empty = Evidence()
    for key in KEYS:
        assert getattr(empty, key.name) == key.empty, key.key


def test_orders_name_keys() -> None:
    """What is shown and asked first is among the keys, and every name of a column means one key."""
    known = {key.key for key in KEYS}
    assert {*SHOWN, *ASKED} <= known
    called = [name for key in KEYS for name in (key.key, *key.called)]
    assert len(called) == len({*called})


def test_contract_keeps_its_names() -> None:
    """Within a version of the JSON of evidence no name goes, and none changes its place among the others."""
    first = [*("case", "id", "codes", "factors", "units", "statement", "quote", "source", "via", "locator", "date")]
    first += ["stance", "coder", "explains", "note", "path", "line"]
    now = contract.Evidence.__struct_fields__
    assert [name for name in now if name in first] == first


def patched(text: str, root: Path) -> None:
    """Make a change that is written as a diff: added lines go behind the lines before them."""
    for part in text.split("--- ")[1:]:
        name, _, body = part.partition("\n")
        lines = body.rstrip("\n").split("\n")
        before = "".join(f"{line[1:]}\n" for line in lines if line[:1] == " ")
        added = "".join(f"{line[1:]}\n" for line in lines if line[:1] == "+")
        file = root / name
        old = file.read_text("utf-8")
        assert old.count(before) == 1, (name, before)
        file.write_text(old.replace(before, before + added), "utf-8")


def shown_change() -> str:
    """The change that CONTRIBUTING shows."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    found = re.search(r"```diff\n(--- cli/casecode/read/evidence_keys.*?)```", text, re.DOTALL)
    assert found is not None
    return found[1]


Call = Callable[..., str]


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Call:
    """A copy of the program with the key that CONTRIBUTING adds and with one that is a list, called in a project."""
    root = tmp_path_factory.mktemp("changed")
    package = Path(casecode.__file__).parent
    shutil.copytree(package, root / "cli" / "casecode", ignore=shutil.ignore_patterns("__pycache__"))
    patched(shown_change(), root)
    patched(TAGS, root)
    project = root / "study"
    for folder in ("cases", "frameworks", "documents"):
        (project / folder).mkdir(parents=True)
    (project / "frameworks" / "tiny.yaml").write_text(TINY, "utf-8")
    (project / "documents" / "report.txt").write_text(REPORT, "utf-8")
    case = {**DEMO, "sources": DEMO["sources"] + REPORTED}
    case["evidence"] = "evidence-files: [more.jsonl, more.csv]\n" + DEMO["evidence"].replace(
        ", source: survey}", ", source: survey, weight: 0.10, side-tags: [a b, c]}"
    )
    (project / "cases" / "demo.yaml").write_text("".join(case.values()), "utf-8")
    piece = {"id": "j1", "codes": ["prices"], "statement": "So.", "source": "survey", "weight": 2, "side-tags": ["d"]}
    (project / "cases" / "more.jsonl").write_text(json.dumps(piece) + "\n", "utf-8")
    table = "id,codes,statement,source,weight,side-tags\nc1,prices,So.,survey,3,e; f\n"
    (project / "cases" / "more.csv").write_text(table, "utf-8")
    environment = {"PYTHONPATH": str(root / "cli"), "XDG_CACHE_HOME": str(root / "cache"), "COLUMNS": "100"}

    def call(*arguments: str, stdin: str = "", program: str = "") -> str:
        command = [sys.executable, *(("-c", program) if program else ("-m", "casecode", *arguments))]
        done = subprocess.run(
            command,
            cwd=project,
            env={**os.environ, **environment},
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    return call


def pieces(call: Call) -> dict[str, tuple[Any, Any]]:
    """Of each piece of the case what the new keys hold, in JSON."""
    found = json.loads(call("evidence", "demo", "--format", "json"))["evidence"]
    return {piece["id"]: (piece["weight"], piece["side_tags"]) for piece in found}


def test_new_keys_are_read_from_every_file(changed: Call) -> None:
    """A key that was added is read from YAML, JSON Lines and CSV, and is no problem."""
    given = {"e1": ("0.10", ["a b", "c"]), "j1": ("2", ["d"]), "c1": ("3", ["e", "f"])}
    assert given.items() <= pieces(changed).items()
    assert "error" not in changed("check", "demo")


def test_new_keys_are_set_changed_and_cleared(changed: Call) -> None:
    """`add` and `edit` have options for them, and `edit --clear` takes them out."""
    call = ("add", "demo", "New.", "-c", "prices", "-s", "survey", "--weight", "5", "--tag", "g", "--tag", "h h")
    id_ = changed(*call).split()[-1]
    assert pieces(changed)[id_] == ("5", ["g", "h h"])
    changed("edit", f"demo:{id_}", "--weight", "6", "--tag", "i")
    assert pieces(changed)[id_] == ("6", ["i"])
    changed("edit", f"demo:{id_}", "--clear", "weight", "--clear", "side-tags")
    assert pieces(changed)[id_] == (None, [])


def test_new_keys_are_imported_by_what_others_call_them(changed: Call, tmp_path: Path) -> None:
    """A column with a name that the key is known by is taken for it; one of a list is cut at semicolons."""
    table = tmp_path / "in.csv"
    table.write_text("Text,Source,Code,Importance,Sticker\nX,survey,prices,7,k; l\n", "utf-8")
    id_ = changed("import", "evidence", "demo", str(table)).split()[-1]
    assert pieces(changed)[id_] == ("7", ["k", "l"])


def test_new_keys_are_shown_and_written(changed: Call) -> None:
    """`show`, CSV, JSON Lines and Parquet have them, in the place that the table gives them."""
    shown = changed("show", "demo:e1")
    assert re.search(r"Weight +0\.10\n", shown)
    assert re.search(r"Side tags +a b, c\n", shown)
    header, first, *_ = csv.reader(io.StringIO(changed("evidence", "demo", "--format", "csv")))
    assert header.index("weight") == header.index("coder") + 1
    assert first[header.index("side_tags")] == "e; f"
    lines = [json.loads(line) for line in changed("evidence", "demo", "--format", "jsonl").splitlines()]
    assert {line["id"]: line["weight"] for line in lines}["j1"] == "2"


def test_new_keys_are_columns_of_parquet(changed: Call, tmp_path: Path) -> None:
    """In Parquet a list is a list, and the column says what it holds."""
    parquet = pytest.importorskip("pyarrow.parquet")
    changed("export", "evidence", "demo", "-o", str(tmp_path / "all.parquet"))
    table = parquet.read_table(tmp_path / "all.parquet")
    assert table.schema.field("weight").metadata[b"description"] == b"how much it counts"
    assert dict(zip(table["id"].to_pylist(), table["side_tags"].to_pylist(), strict=True))["e1"] == ["a b", "c"]


def test_new_keys_are_asked_for_in_the_coding_form(changed: Call) -> None:
    """The form of the coding session has fields for them, and what is typed there is written."""
    pytest.importorskip("textual")
    assert changed(program=FORM).startswith("Wrote ")
    assert ("0.9", ["one", "two"]) in pieces(changed).values()


def test_new_keys_are_in_the_schemas(changed: Call) -> None:
    """The JSON Schema of files and of reports describe them."""
    of_file = json.loads(changed("schema", "case"))["$defs"]["piece-of-evidence"]["properties"]
    assert of_file["weight"]["description"] == "how much it counts"
    assert of_file["side-tags"]["type"] == "array"
    of_report = json.loads(changed("schema", "evidence-report"))
    assert '"side_tags"' in json.dumps(of_report)
