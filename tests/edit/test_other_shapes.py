"""Edits that meet a file of another shape, and what is no text: refused with the place and what to do, never a bug."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from calling import ADD_ALL
from casecode.model.study import Study
from conftest import DEMO, TINY, Run

ODD = ["text", "''", "[a]", "[[a], {b: c}]", "{a: b}", "{a: [b]}", ""]
COMMANDS = [
    ("add", "demo", "So.", "-c", "prices", "-s", "survey", "-u", "sea"),
    ADD_ALL,
    ("edit", "e1", "--note", "n", "--clear", "units", "--code", "supply"),
    ("move", "evidence", "e1", "more"),
    ("move", "theme", "prices", "supply"),
    ("recode", "prices", "supply"),
    ("rename", "theme", "prices", "cheap"),
    ("rename", "source", "survey", "poll"),
    ("rename", "case", "demo", "other"),
    ("remove", "evidence", "e1"),
    ("remove", "theme", "prices"),
    ("documents", "--keep"),
]


@pytest.mark.parametrize("key", [*DEMO, "evidence-files", "conclusions"])
def test_any_shape_under_a_key_of_a_case(key: str, project: Path, casecode: Run) -> None:
    """Whatever stands under a key of a case, each command that edits makes its change or says why not, and writes
    nothing then."""
    (project / "cases" / "more.yaml.d").mkdir()
    (project / "cases" / "more.yaml.d" / "more.yaml").write_text("evidence: []\n", encoding="utf-8")
    path = project / "cases" / "demo.yaml"
    for odd in ODD:
        sections = {**DEMO, "evidence-files": "evidence-files: [more.yaml.d/more.yaml]\n", key: f"{key}: {odd}\n"}
        text = "".join(sections.values())
        for command in COMMANDS:
            path.write_text(text, encoding="utf-8")
            result = casecode(*command)
            assert result.returncode in (0, 1, 2), command
            assert result.returncode == 0 or path.read_text(encoding="utf-8") == text, command
            assert result.returncode == 0 or "rror" in result.stderr, command


@pytest.mark.parametrize(
    "text", ["evidence: text\n", "evidence:\n", "text\n", "[a]\n", "{}\n", "evidence: {a: b}\n", "other: 1\n"]
)
def test_a_piece_is_moved_into_a_file_of_any_shape(
    text: str, project: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """Evidence moves into a file that holds none yet; into one of another shape it does not, and that says where."""
    (project / "cases" / "more.d").mkdir()
    more = project / "cases" / "more.d" / "more.yaml"
    more.write_text("evidence: []\n", encoding="utf-8")
    study(title="title: D\nevidence-files: [more.d/more.yaml]\n")
    more.write_text(text, encoding="utf-8")
    before = (project / "cases" / "demo.yaml").read_text(encoding="utf-8")
    result = casecode("move", "evidence", "e1", "more")
    if result.returncode == 0:
        assert "statement: Shoppers look for low prices." in more.read_text(encoding="utf-8")
        return
    assert more.read_text(encoding="utf-8") == text
    assert (project / "cases" / "demo.yaml").read_text(encoding="utf-8") == before
    assert "cases/more.d/more.yaml" in result.stderr


def test_what_is_wrong_is_told_with_its_place(project: Path, study: Callable[..., Study], casecode: Run) -> None:
    """A new theme where `themes:` is a text: the line of the text, what was expected there, and a way on."""
    study()
    path = project / "cases" / "demo.yaml"
    path.write_text("".join({**DEMO, "themes": "themes: prices\n"}.values()), encoding="utf-8")
    result = casecode("add", "demo", "So.", "--theme", "New", "--factor", "demand", "-s", "survey")
    assert result.returncode == 2
    assert 'cases/demo.yaml:9:9: expected keys and values under "themes", found a text' in result.stderr
    assert "hint: put that right first" in result.stderr


GOOD = {"codes": ["prices"], "statement": "So.", "source": "survey"}


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({"id": ["a"]}, "<stdin>:2:69: error[wrong-kind] expected an id, found a list"),
        ({"codes": {"a": 1}}, "expected a list, found a mapping"),
        ({"codes": "prices"}, "expected a list, found a text"),
        ({"codes": [["a"]]}, "expected the id of a theme, found a list"),
        ({"source": 12.5}, '"12.5" is not an id'),
        ({"note": "\ud800"}, "the escape \\ud800 is half a character"),
        ({"date": "soon"}, '"soon" is not a date'),
        ({"statement": ["x"]}, "expected a text, found a list"),
    ],
)
def test_a_record_of_another_shape_is_told_before_anything_else(
    odd: dict[str, object], said: str, project: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """Records on standard input are held against the form of evidence: what is wrong has its line, and none is
    added."""
    study()
    before = (project / "cases" / "demo.yaml").read_bytes()
    lines = json.dumps(GOOD) + "\n" + json.dumps({**GOOD, **odd}) + "\n"
    result = casecode("add", "demo", "-", stdin=lines)
    assert result.returncode == 1
    assert "Error: nothing was added\n<stdin>:2:" in result.stderr
    assert said in result.stderr
    assert (project / "cases" / "demo.yaml").read_bytes() == before


@pytest.mark.parametrize("line", ["[1]", "12", '"x"', "[" * 9000, "{", '{"codes": [}'])
def test_a_line_that_is_no_record_is_told(line: str, study: Callable[..., Study], casecode: Run) -> None:
    """A line that holds anything but a JSON object."""
    study()
    result = casecode("add", "demo", "-", stdin=f"{line}\n{json.dumps(GOOD)}\n")
    assert result.returncode == 1
    assert "<stdin>:1:" in result.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [("caf\udce9", "the byte 0xe9 is not UTF-8"), ("\ud83d", "\\ud83d, half a character, is not UTF-8")],
)
@pytest.mark.parametrize("option", ["--statement", "--note", "--locator"])
def test_an_argument_that_is_no_text_is_told(
    option: str, text: str, said: str, project: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """What a terminal in another encoding passes on cannot be written into a file."""
    study()
    before = (project / "cases" / "demo.yaml").read_bytes()
    result = casecode("edit", "e1", option, text)
    assert result.returncode == 2
    assert said in result.stderr
    assert casecode("add", "demo", text, "-c", "prices", "-s", "survey").returncode == 2
    assert (project / "cases" / "demo.yaml").read_bytes() == before


@pytest.mark.parametrize("key", ["factors", "questions", "themes", "matrices", "crosswalks", "attributes"])
def test_any_shape_under_a_key_of_a_framework(
    key: str, project: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """Whatever stands under a key of a framework, an edit is made or refused."""
    study()
    path = project / "frameworks" / "tiny.yaml"
    for odd in ODD:
        path.write_text(
            f"{TINY}{key}: {odd}\n" if key not in TINY else TINY.replace(f"{key}:", f"{key}: {odd}\nx{key}:"),
            encoding="utf-8",
        )
        for command in (
            ("rename", "factor", "demand", "wishes"),
            ("rename", "framework", "tiny", "small"),
            *COMMANDS[:3],
        ):
            result = casecode(*command, "--dry-run")
            assert result.returncode in (0, 1, 2)
            assert result.returncode == 0 or "rror" in result.stderr
