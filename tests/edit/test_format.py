"""One layout for every file: what it says and its comments stay, and laying out twice changes nothing more."""

import os
import shutil
from pathlib import Path
from random import Random
from textwrap import wrap
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casecode.edit import comments
from casecode.edit.draft import Draft, plain
from casecode.edit.formatting import format_file
from casecode.edit.layout import Layout
from casecode.edit.offsets import UnsafeEditError
from casecode.edit.texts import WIDEST
from conftest import DEMO, TINY, Run
from made import conclusions, make, pieces
from odd import Odd, study_data

HERE = Path(__file__).parent / "format"
FACTORS = "framework: f\n\nfactors:\n  - id: a\n    factors: [{id: b, title: B}]\n"
THEMES = "case: a\n\nthemes:\n  b:\n"
LONG = "Shoppers look for low prices wherever they can find them," + 20 * " here and there"


def laid_out(text: str) -> str:
    """A text without problems in the canonical layout, which does not change when it is laid out again."""
    done = format_file("demo.yaml", Path("demo.yaml"), text.encode())
    assert not done.problems, (done.problems, text)
    assert format_file("demo.yaml", Path("demo.yaml"), done.after).after == done.after
    return done.after.decode()


def stripped(it: Any) -> Any:
    """Data as they are understood: without the space around texts."""
    if isinstance(it, str):
        return it.strip()
    return [stripped(one) for one in it] if isinstance(it, list) else {key: stripped(it[key]) for key in it}


@settings(max_examples=60, deadline=None)
@given(pieces, conclusions, st.integers(0, 2**64))
def test_any_study_however_it_is_written(evidence: Any, concluded: Any, seed: int) -> None:
    """What is written in any manner says the same afterwards, in its order and with every comment once."""
    chance = Random(seed)
    data = stripped(study_data(make(evidence, concluded), chance))
    odd = Odd(chance)
    text = odd.text(data)
    assert stripped(plain(Draft("x", text.encode()).root)) == data
    after = laid_out(text)
    held = stripped(plain(Draft("x", after.encode()).root))
    assert held == data
    for key in ("units", "sources", "themes"):
        assert list(held[key]) == list(data[key])
    marks = [comment.split(".")[0].replace(" ", "") + "." for comment in odd.comments]
    assert [after.replace("# c", "#c").count(mark) for mark in marks] == [1] * len(marks)


def test_an_ugly_file() -> None:
    """All rules at once, to be read: `ugly.yaml` becomes `fair.yaml`."""
    after = format_file("ugly.yaml", HERE / "ugly.yaml", (HERE / "ugly.yaml").read_bytes()).after
    if os.environ.get("CASECODE_UPDATE_GOLDENS"):
        (HERE / "fair.yaml").write_bytes(after)
    assert after == (HERE / "fair.yaml").read_bytes()
    assert laid_out(after.decode()) == after.decode()


def test_shipped_files_are_laid_out(casecode: Run) -> None:
    """The built-in frameworks and cases are as `format` would have them."""
    result = casecode("format", "--check", cwd=str(Path(__file__).parents[2]))
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\ufeffcase: a\r\ntitle: b", "case: a\ntitle: b\n"),
        ("case: a\n\ufeff# of another file\ntitle: b\n\ufeff", "case: a\n# of another file\ntitle: b\n"),
        ("case: a   \ntitle:   b #\tc\t\n", "case: a\ntitle: b  #\tc\n"),
        ("title: b\ncase: a\n", "case: a\ntitle: b\n"),
        ("# h\ntitle: b\n# c\ncase: a\n", "# h\n# c\ncase: a\ntitle: b\n"),
        ("x: 1\ncase: a\nz: 2\nframework: f\ntitle: b\n", "x: 1\ncase: a\nz: 2\ntitle: b\nframework: f\n"),
        ("---\ncase: a\n...\n# c\n", "---\ncase: a\n...\n# c\n"),
        ("? case\n: a\n", "case: a\n"),
        ("{case: a, title: b, evidence: []}", "case: a\ntitle: b\nevidence: []\n"),
        ("case: a\ntitle: 50 % of C# a#b it's 🚀 שלום\n", "case: a\ntitle: 50 % of C# a#b it's 🚀 שלום\n"),
        ("case: a\ntitle: 'a: b'\n", 'case: a\ntitle: "a: b"\n'),
        ("case: a\ntitle: '\"a\": b'\n", "case: a\ntitle: '\"a\": b'\n"),
        ("case: a\ntitle: no\nnotes: [~, 1.10]\n", 'case: a\ntitle: "no"\nnotes: ["~", 1.10]\n'),
        ("case: a\ntitle:\n  b\n  c\n", "case: a\ntitle: b c\n"),
        ("case: a\ntitle: |\n\n  b\n   c  \n\n\n  d\n\n", "case: a\ntitle: |-\n  b\n   c  \n\n\n  d\n"),
        ("case: a\ntitle: >\n    b\n    c\n\n    d\n", "case: a\ntitle: >-\n  b\n  c\n\n  d\n"),
        ("case: a\ntitle: >+\n    b\n      c \n    d\n\n", "case: a\ntitle: >-\n  b\n    c \n  d\n"),
        ("case: a\ntitle: |\n\nnotes: []\n", 'case: a\ntitle: ""\n\nnotes: []\n'),
        ("case: a\ntitle: 'b  c\n  d  '\n", 'case: a\ntitle: "b  c d  "\n'),
        (f"case: a\nnotes: [{'x' * 130}]\n", f"case: a\nnotes:\n  - {'x' * 130}\n"),
        (f"case: a\ntitle: {LONG}  # c\n", "case: a\ntitle: >-  # c\n  " + "\n  ".join(wrap(LONG, 108)) + "\n"),
        (f"case: a\ntitle: {'x' * 130}\n", f"case: a\ntitle: {'x' * 130}\n"),
        (f'case: a\ntitle: " {LONG}"\n', f'case: a\ntitle: " {LONG}"\n'),
        ("case: a\nnotes:\n- b\n-   - c\n  # d\n", "case: a\nnotes:\n  - b\n  - - c\n  # d\n"),
        ("case: a\nnotes: [b, # c\n d]\n", "case: a\nnotes:\n  - b  # c\n  - d\n"),
        ("case: a\nnotes: [b,\n d] # c\n", "case: a\nnotes: [b, d]  # c\n"),
        ("case: a\nnotes: [ # c\n]\n", "case: a\nnotes: []  # c\n"),
        ("case: a\nnotes:\n  -\n  - ''\n", 'case: a\nnotes:\n  -\n  - ""\n'),
        ("themes:\n b:\n  label: d\n  # c\n  factor: e\ncase: a\n", f"{THEMES}    # c\n    factor: e\n    label: d\n"),
        ("evidence:\n- codes: [a]\n  # c\n  id: e1\n", "evidence:\n  # c\n  - id: e1\n    codes: [a]\n"),
        ("evidence:\n- id: e1\n  # c\n\n\n# d\n- id: e2\n", "evidence:\n  - id: e1\n    # c\n\n  # d\n  - id: e2\n"),
        ("evidence: [{id: e1, codes: [a]}]\n", "evidence: [{id: e1, codes: [a]}]\n"),
        ("factors:\n - factors: [{title: B, id: b}]\n   id: a\nframework: f\n", FACTORS),
    ],
)  # fmt: skip
def test_layout(before: str, after: str) -> None:
    """One rule of the layout."""
    assert laid_out(before) == after


# Comments in every odd place, and where they go.
COMMENTS = [
    ("case: a\nnotes:\n  - b\ntitle:\n  # c\n  d\n", "case: a\n# c\ntitle: d\nnotes:\n  - b\n"),
    (
        "case: a\nnotes:\n  - b\nunits:\n  # c\n  u: {title: U}\n",
        "case: a\nnotes:\n  - b\n\nunits:\n  # c\n  u: {title: U}\n",
    ),
    ("case: a\nnotes:\n  -  # c\n    b\n  - d\n", "case: a\nnotes:\n  # c\n  - b\n  - d\n"),
    ("case: a\nnotes:\n  -\n    # c\n    b\n", "case: a\nnotes:\n  # c\n  - b\n"),
    ("case: a\nnotes:\n  # c\n  -\n    # d\n    b # e\n  # f\n", "case: a\nnotes:\n  # c\n  # d\n  - b  # e\n  # f\n"),
    ("case: a\ntitle:  # c\n  b\n", "case: a\ntitle: b  # c\n"),
    ("case: a\ntitle:  # c\n  # d\n  b # e\n", "case: a\n# d\n# c\ntitle: b  # e\n"),
    ("case: a\nnotes:  # c\n  - b\n", "case: a\nnotes:  # c\n  - b\n"),
    ("case: a\nnotes: # c\n  # d\n  - b\n", "case: a\nnotes:  # c\n  # d\n  - b\n"),
    (
        "evidence:\n  -  # c\n    id: e1\n  - # d\n    # e\n    codes: [a]\n    id: e2 # f\n",
        "evidence:\n  # c\n  - id: e1\n  # d\n  - id: e2  # f\n    # e\n    codes: [a]\n",
    ),
    (
        "evidence:\n  - id: e1\n    codes:\n      - a\n      # deep\n    # level\n  # shallow\n# out\nx: y\n",
        'evidence:\n  - id: e1\n    codes:\n      - a\n      # deep\n    # level\n  # shallow\n\n# out\nx: "y"\n',
    ),
    (
        "evidence:\n  - id: e1\n    codes:\n      - a\n      # deep\n    # level\n  # shallow\n# out\n",
        "evidence:\n  - id: e1\n    codes:\n      - a\n      # deep\n    # level\n  # shallow\n# out\n",
    ),
    (
        "evidence:\n  - id: e1\n    codes:\n    - a\n    # level\n  - id: e2\n   # odd\n",
        "evidence:\n  - id: e1\n    codes:\n      - a\n    # level\n  - id: e2\n  # odd\n",
    ),
    ("evidence:\n- id: e1\n  # c\n# d\n- id: e2\n# e\n", "evidence:\n  - id: e1\n    # c\n  # d\n  - id: e2\n# e\n"),
    ("evidence:\n  - {id: e1, # c\n     codes: [a]}\n", "evidence:\n  - id: e1  # c\n    codes: [a]\n"),
    (
        "evidence:\n  - {id: # c\n     e1, codes: # d\n     [a]}  # e\n",
        "evidence:\n  # e\n  # c\n  - id: e1  # d\n    codes: [a]\n",
    ),
    (
        "evidence:\n  - {\n     # c\n     id: e1,\n     # d\n     codes: [a] # e\n     # f\n    } # g\n",
        "evidence:\n  # c\n  - id: e1  # g\n    # d\n    codes: [a]  # e\n    # f\n",
    ),
    (
        "case: a\nnotes: [\n  # c\n  b\n  # d\n  , e # f\n  # g\n  ] # h\n",
        "case: a\nnotes:  # h\n  # c\n  - b\n  # d\n  - e  # f\n  # g\n",
    ),
    ("case: a\nnotes: [ # c\n  b, d # e\n  ]\n", "case: a\nnotes:  # c\n  - b  # e\n  - d\n"),
    ("case: a\nnotes: [[ # c\n  b], # d\n  e]\n", "case: a\nnotes:\n  # c\n  - - b  # d\n  - e\n"),
    ("case: a\nnotes: [{ # c\n  }]\n", "case: a\nnotes:\n  - {}  # c\n"),
    ("case: a\nnotes: [b, # c\n]\ntitle: d # e\n", "case: a\ntitle: d  # e\nnotes:\n  - b  # c\n"),
    (
        "case: a\nunits: { # c\n  u: {title: U}, # d\n  # e\n  v: {title: V} # f\n  } # g\n",
        "case: a\n\n# c\nunits:  # g\n  u: {title: U}  # d\n  # e\n  v: {title: V}  # f\n",
    ),
    ("? case # c\n: a # d\n? title\n# e\n: b\n", "# c\ncase: a  # d\n# e\ntitle: b\n"),
    ("case: a\n\n\n# c\n\n\n# d\ntitle: b\n\n\n\n# e\n\n# f\n", "case: a\n\n# c\n\n# d\ntitle: b\n\n# e\n\n# f\n"),
    ("\n\n# c\n\ncase: a\n", "# c\n\ncase: a\n"),
    ("case: a\n#c\n  #d\ntitle: b\n", "case: a\n#c\n#d\ntitle: b\n"),
    (
        "case: a\ntitle: >- # c\n  b\nnotes:\n  - | # d\n    e\n  # f\n",
        "case: a\ntitle: >-  # c\n  b\nnotes:\n  - |-  # d\n    e\n  # f\n",
    ),
    (
        "case: a\nnotes:\n  - - b # c\n    # d\n    - e\n  # f\n  - - g\n",
        "case: a\nnotes:\n  - - b  # c\n    # d\n    - e\n  # f\n  - - g\n",
    ),
    ("case: a # c\n # d\n  # e\ntitle: b\n", "case: a  # c\n# d\n# e\ntitle: b\n"),
    ("# c\n--- # d\n# e\ncase: a # f\n... # g\n# h\n", "# c\n---\n# d\n# e\ncase: a  # f\n...\n# g\n# h\n"),
    ("case: a\nnotes: # c\n- b # d\n# e\n- f\n# g\n", "case: a\nnotes:  # c\n  - b  # d\n  # e\n  - f\n# g\n"),
    (
        "framework: f\nfactors:\n  - id: a\n    # c\n    factors:\n      # d\n      - id: b\n    # f\n# g\n",
        "framework: f\n\nfactors:\n  - id: a\n    # c\n    factors:\n      # d\n      - id: b\n    # f\n# g\n",
    ),
]


@pytest.mark.parametrize(("before", "after"), COMMENTS)
def test_comments_stay_with_what_they_stand_by(before: str, after: str) -> None:
    """On a line of its own with what stands below it, or at the end of what its indent points to; behind something with
    that, or above it where there is no room."""
    assert laid_out(before) == after


@pytest.mark.parametrize(
    ("fits", "breaks"),
    [
        ("case: a\nnotes: [@]\n", "case: a\nnotes:\n  - @\n"),
        ("case: a\nunits: {u: {title: @}}\n", "case: a\n\nunits:\n  u: {title: @}\n"),
        ("case: a\n\nunits:\n  u: {title: @}\n", "case: a\n\nunits:\n  u:\n    title: @\n"),
        ("case: a\n\nunits:\n  u:\n    x: [v, @]\n", "case: a\n\nunits:\n  u:\n    x:\n      - v\n      - @\n"),
        ("evidence:\n  - {id: e1, note: @}\n", "evidence:\n  - id: e1\n    note: @\n"),
        ("evidence:\n  - {id: e1, note: @}  # c\n", "evidence:\n  - id: e1  # c\n    note: @\n"),
        ("evidence:\n  - id: e1\n    codes: [a, @]\n", "evidence:\n  - id: e1\n    codes:\n      - a\n      - @\n"),
        ("case: a\nnotes:\n  - @\n  - [[v], @]  # c\n", "case: a\nnotes:\n  - @\n  - - [v]  # c\n    - @\n"),
        ("case: a\nnotes:\n  - [[v, @]]  # c\n", "case: a\nnotes:\n  - - - v  # c\n      - @\n"),
        ("case: a\nnotes:\n  - b @\n", "case: a\nnotes:\n  - >-\n    b\n    @\n"),
        ("case: a\ntitle: b @\n", "case: a\ntitle: >-\n  b\n  @\n"),
        ("evidence:\n  - id: e1\n    note: b @\n", "evidence:\n  - id: e1\n    note: >-\n      b\n      @\n"),
    ],
)
def test_a_line_is_as_wide_as_it_may_be(fits: str, breaks: str) -> None:
    """What is one column too wide is broken, however deep it stands; a comment behind it does not count."""
    longest = max(fits.split("\n"), key=lambda line: ("@" in line, len(line)))
    room = WIDEST - len(longest.partition("  #")[0]) + 1
    assert laid_out(fits.replace("@", "x" * room)) == fits.replace("@", "x" * room)
    assert laid_out(fits.replace("@", "x" * (room + 1))) == breaks.replace("@", "x" * (room + 1))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("", "empty-file"),
        ("# only this\n", "empty-file"),
        ("case: [a\n", "syntax"),
        ("case: a\n\ttitle: b\n", "syntax"),
        ("case: &x a\ntitle: *x\n", "yaml-feature"),
        ("%YAML 1.2\n---\ncase: a\n", "yaml-feature"),
        ("# c\n%YAML 1.2\n---\ncase: a\n", "yaml-feature"),
        ("case: a\ncase: b\n", "duplicate-key"),
        ("case: a\n---\ncase: b\n", "yaml-feature"),
        ("other: a\n", "wrong-kind"),
        ("- case: a\n", "wrong-kind"),
    ],
)
def test_what_cannot_be_laid_out_is_a_problem(text: str, rule: str) -> None:
    """A file that is not read as a whole is left as it is, with the problem and its place."""
    done = format_file("demo.yaml", Path("demo.yaml"), text.encode())
    assert not done.is_changed
    assert done.problems[0].rule == rule
    assert done.problems[0].span.line > 0


def test_a_percent_sign_in_a_text_is_no_directive() -> None:
    """Not even in the first column of a file."""
    assert laid_out('case: a\ntitle: "x\n% y"\n') == 'case: a\ntitle: "x % y"\n'


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (("title: b", "title: c"), "a text would change"),
        (("# c", ""), "a comment would be lost"),
        (("title: b", "title: b: c"), "could not be read back"),
        (("  u: {}\n  v: {}", "  v: {}\n  u: {}"), "what it means would change"),
    ],
)
def test_the_proof(damage: tuple[str, str], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A layout that would change anything else is refused."""
    text = Layout.text
    monkeypatch.setattr(Layout, "text", lambda self: text(self).replace(*damage))
    with pytest.raises(UnsafeEditError, match=message):
        format_file("x", Path("x"), b"title: b # c\ncase: a\nunits:\n  u: {}\n  v: {}\n")


@pytest.mark.parametrize("text", [b"case: a\n", b"case: # c\n  a\n"])
def test_what_is_not_understood_is_refused(text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anything between two texts that is neither a comment nor a mark of YAML stops the layout, also before one."""
    monkeypatch.setattr(comments, "_STRUCTURE", " \n")
    with pytest.raises(UnsafeEditError, match="is not understood"):
        format_file("x", Path("x"), text)


@pytest.mark.parametrize(
    "text",
    [
        "# About the evidence.\nevidence:\n  - {id: e1, statement: So.}\n",
        "case: a\n\nsources:\n  s:\n    type: report\n    title:\n",
        "case: a\ntitle: >-  # folded\n  b\n",
    ],
)
def test_what_is_laid_out_stays(text: str) -> None:
    """The comment at the top stands right above a list; what is empty stands on a line; a block keeps its comment."""
    assert laid_out(text) == text


def test_nothing_stands_in_brackets() -> None:
    """Where a text in brackets is empty the brackets go, for nothing cannot stand there."""
    assert laid_out("case: a\nsources:\n  s: {type: report, title: }\n") == (
        "case: a\n\nsources:\n  s:\n    type: report\n    title:\n"
    )


# The command

UGLY = "".join(DEMO.values()).replace("title: Demo Group", "title:  Demo Group")
MORE = "evidence:\n- {id: p1, codes: [prices], statement: So., source: survey}\n"


@pytest.fixture
def ugly(project: Path) -> Path:
    """A project of which one framework is laid out and a case with two files of evidence is not."""
    laid = laid_out((project / "frameworks" / "tiny.yaml").read_text(encoding="utf-8"))
    (project / "frameworks" / "tiny.yaml").write_text(laid, encoding="utf-8")
    text = UGLY.replace("units:", "evidence-files: [more.d/more.yaml, more.d/rows.csv, more.d/none.yaml]\nunits:", 1)
    (project / "cases" / "more.d").mkdir()
    (project / "cases" / "demo.yaml").write_text(text, encoding="utf-8")
    (project / "cases" / "more.d" / "more.yaml").write_text(MORE, encoding="utf-8")
    (project / "cases" / "more.d" / "rows.csv").write_text("id ,codes\n", encoding="utf-8")
    return project


def test_a_layout_that_would_change_more_writes_no_file(
    ugly: Path, casecode: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The call names the file and what would be different in it; files that come before it stay as well."""
    text = Layout.text
    monkeypatch.setattr(Layout, "text", lambda self: text(self).replace("title: Demo Group", "title: Demo"))
    framework = ugly / "frameworks" / "tiny.yaml"
    framework.write_text(before := framework.read_text().replace("title: Pull", "title:  Pull", 1))
    result = casecode("format")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: nothing was written: cases/demo.yaml: a text would change\n")
    assert framework.read_text() == before


def texts(project: Path) -> dict[str, bytes]:
    """What all files hold."""
    return {path.name: path.read_bytes() for path in project.rglob("*") if path.suffix in (".yaml", ".csv")}


def test_format_writes_what_changes(ugly: Path, casecode: Run) -> None:
    """Without names all YAML files of the project are laid out, and those that change are named: none the next time."""
    before = texts(ugly)
    result = casecode("format")
    assert result.returncode == 0
    assert result.stdout == "formatted cases/demo.yaml\nformatted cases/more.d/more.yaml\n"
    assert result.stderr == "2 files formatted, 1 is laid out already.\n"
    after = texts(ugly)
    assert {name for name in before if before[name] != after[name]} == {"demo.yaml", "more.yaml"}
    assert b"\n\nunits:\n" in after["demo.yaml"]
    again = casecode("format")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "3 files are laid out already.\n")
    assert texts(ugly) == after


def test_check_lists_and_writes_nothing(ugly: Path, casecode: Run) -> None:
    """With --check the paths of the files that would change come to stdout, and the exit is 1; else it is 0."""
    before = texts(ugly)
    result = casecode("format", "--check")
    assert (result.returncode, result.stdout) == (1, "cases/demo.yaml\ncases/more.d/more.yaml\n")
    assert result.stderr == "2 files would change, 1 is laid out already.\n"
    assert texts(ugly) == before
    clean = casecode("format", "--check", "tiny")
    assert (clean.returncode, clean.stdout, clean.stderr) == (0, "", "1 file is laid out already.\n")


def test_dry_run_shows_and_writes_nothing(ugly: Path, casecode: Run) -> None:
    """With --dry-run the change is shown as a diff; with --check as well the exit tells whether there is one."""
    before = texts(ugly)
    result = casecode("format", "--dry-run")
    assert result.returncode == 0
    assert "--- cases/demo.yaml\n" in result.stdout
    assert "\n-title:  Demo Group\n+title: Demo Group\n" in result.stdout
    both = casecode("format", "--dry-run", "--check")
    assert (both.returncode, both.stdout) == (1, result.stdout)
    assert texts(ugly) == before


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (["demo"], ["cases/demo.yaml", "cases/more.d/more.yaml"]),
        (["cases/demo.yaml"], ["cases/demo.yaml"]),
        (["cases/more.d/more.yaml", "demo", "tiny"], ["cases/more.d/more.yaml", "cases/demo.yaml"]),
        (["."], ["cases/demo.yaml", "cases/more.d/more.yaml"]),
        (["cases"], ["cases/demo.yaml", "cases/more.d/more.yaml"]),
    ],
)
@pytest.mark.usefixtures("ugly")
def test_what_is_named(casecode: Run, names: list[str], files: list[str]) -> None:
    """A case by its name or in a folder comes with its evidence, a file by its path alone; each once."""
    assert casecode("format", "--check", *names).stdout.splitlines() == files


def test_a_file_with_problems_is_left_and_named(ugly: Path, casecode: Run) -> None:
    """A file that cannot be read is shown with its problem, the others are laid out, and the exit is 1."""
    (ugly / "cases" / "more.d" / "more.yaml").write_text("evidence: [\n", encoding="utf-8")
    result = casecode("format")
    assert (result.returncode, result.stdout) == (1, "formatted cases/demo.yaml\n")
    assert "1 file formatted, 1 is laid out already, 1 left as it is.\n" in result.stderr
    assert "cases/more.d/more.yaml:2:1: error[syntax]" in result.stderr
    assert texts(ugly)["more.yaml"] == b"evidence: [\n"


def test_problems_of_meaning_do_not_matter(ugly: Path, casecode: Run) -> None:
    """A key that there is not, or a reference to nothing, is for `check` to tell: the file is laid out."""
    (ugly / "cases" / "demo.yaml").write_text("framework: none\ncase:  demo\nodd: [1,2]\n", encoding="utf-8")
    assert casecode("format", "demo").returncode == 0
    assert texts(ugly)["demo.yaml"] == b"case: demo\nodd: [1, 2]\nframework: none\n"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["none"], "there is no such case"),
        (["none.yaml"], "no such file"),
        (["-"], "standard input cannot be laid out"),
        (["cases/demo.yaml", "{other}/cases/x.yaml"], "these files are of different projects"),
    ],
)
def test_wrong_calls(ugly: Path, casecode: Run, tmp_path_factory: Any, names: list[str], message: str) -> None:
    """A call that is wrong changes nothing and exits with 2."""
    other = tmp_path_factory.mktemp("other")
    (other / "cases").mkdir()
    (other / "cases" / "x.yaml").write_text(UGLY, encoding="utf-8")
    before = texts(ugly)
    result = casecode("format", *(name.format(other=other) for name in names))
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr
    assert texts(ugly) == before


def test_evidence_in_rows_is_left(ugly: Path, casecode: Run) -> None:
    """JSON Lines and CSV are not laid out; who names such a file is told."""
    result = casecode("format", "cases/more.d/rows.csv")
    assert (result.returncode, result.stdout) == (0, "")
    assert "rows.csv is left as it is" in result.stderr
    assert texts(ugly)["rows.csv"] == b"id ,codes\n"


def test_a_file_without_a_project(tmp_path: Path, casecode: Run) -> None:
    """A file that is in no project can be laid out by its path."""
    path = tmp_path / "loose" / "x.yaml"
    path.parent.mkdir()
    shutil.copy(HERE / "ugly.yaml", path)
    assert casecode("format", str(path)).returncode == 0
    assert path.read_bytes() == (HERE / "fair.yaml").read_bytes()


def test_permissions_stay(ugly: Path, casecode: Run) -> None:
    """A file that is for reading only is laid out if that is said, and stays for reading only."""
    path = ugly / "cases" / "demo.yaml"
    path.chmod(0o444)
    refused = casecode("format")
    assert refused.returncode == 2
    assert refused.stderr == "Error: cases/demo.yaml is read-only\n  hint: --force writes it all the same\n"
    assert casecode("format", "--force").returncode == 0
    assert path.stat().st_mode & 0o777 == 0o444


def test_a_folder_that_cannot_be_written(ugly: Path, casecode: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one file cannot be written none is, and the exit is 2."""
    before = texts(ugly)
    real = Path.open

    def guarded(self: Path, *arguments: Any, **named: Any) -> Any:
        if self.parent.name == "more.d" and "x" in str(arguments):
            raise PermissionError(13, "Permission denied", str(self))
        return real(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", guarded)
    result = casecode("format")
    assert (result.returncode, result.stdout) == (2, "")
    assert "Permission denied\n  hint: nothing was changed" in result.stderr
    assert texts(ugly) == before


def test_a_layout_that_fails_its_proof_writes_nothing(
    ugly: Path, casecode: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When one file would come to say something else, no file is written, and the file is named."""
    before = texts(ugly)
    text = Layout.text
    monkeypatch.setattr(Layout, "text", lambda self: text(self).replace("So.", "Not so."))
    result = casecode("format")
    assert (result.returncode, result.stdout) == (2, "")
    assert "nothing was written: cases/more.d/more.yaml: a text would change" in result.stderr
    assert texts(ugly) == before


def test_what_is_true_is_written_without_quotation_marks(project: Path, casecode: Run) -> None:
    """A key that is true or false keeps its bare word, which a text of the same letters does not."""
    tiny = project / "frameworks" / "tiny.yaml"
    tiny.write_text(f'{TINY}attributes:\n  size: {{optional: "true", title: true}}\n  age:\n    optional:   true\n')
    assert casecode("format", str(tiny)).returncode == 0
    laid_out = '  size: {title: "true", optional: true}\n  age:\n    optional: true\n'
    assert tiny.read_text().endswith(f"attributes:\n{laid_out}")
