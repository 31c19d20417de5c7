"""A project opened once a call: which files are opened, how often, and what an edit looks at."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from casecode.analysis.selection import Selection
from casecode.model.case import Case
from casecode.project.catalogue import Catalogue
from casecode.project.files import Files, absolute
from casecode.project.project import Project
from conftest import DEMO, Run

# Runs a call and prints, at its end, which files below the current folder were opened, and how often.
WATCHED = """\
import json, os, sys
here = os.path.join(os.getcwd(), "")
opened = []
sys.addaudithook(lambda event, args: event == "open" and opened.append(os.path.abspath(os.fsdecode(args[0])))
                 if event == "open" and isinstance(args[0], (str, bytes)) else None)
leave = os._exit
def told(code):
    sys.stderr.write("\\n" + json.dumps([it[len(here):] for it in opened if it.startswith(here)]))
    sys.stderr.flush()
    leave(code)
os._exit = told
from casecode.__main__ import main
main()
"""


def opened_by(folder: Path, *arguments: str) -> Counter[str]:
    """The files of a project that a call opens, with how often it does."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder.parent / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    called = subprocess.run(
        [sys.executable, "-c", WATCHED, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert called.returncode == 0, called.stderr
    return Counter(name for name in json.loads(called.stderr.splitlines()[-1]) if not name.startswith("."))


@pytest.fixture
def library(project: Path) -> Path:
    """Three cases: one with both units and evidence in two files, one with neither unit, one of which a unit speaks."""
    (project / "cases" / "demo").mkdir()
    for name, unit in (("one", "russia"), ("two", "sea")):
        piece = {"id": name, "codes": ["prices"], "units": [unit], "statement": "So it is.", "source": "survey"}
        (project / "cases" / "demo" / f"{name}.jsonl").write_text(json.dumps(piece) + "\n", encoding="utf-8")
    files = "evidence-files: [demo/one.jsonl, demo/two.jsonl]\n"
    (project / "cases" / "demo.yaml").write_text("".join(DEMO.values()) + files, encoding="utf-8")
    other = {**DEMO, "units": "units:\n  brazil: {title: Brazil, role: host}\n", "evidence": "evidence: []\n"}
    for name in ("plain", "speaks"):
        said = f"notes: [unlike russia and sea]\n{files}" if name == "speaks" else ""
        text = "".join({**other, "case": f"case: {name}\n"}.values()) + said
        (project / "cases" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return project


@pytest.mark.parametrize("is_warm", [False, True])
def test_comparing_units_opens_what_it_needs_once(library: Path, is_warm: bool) -> None:
    """To find units each case is opened once; of the one that has them the evidence and the framework, and no more."""
    if is_warm:
        opened_by(library, "compare", "russia", "sea")
    found = opened_by(library, "compare", "russia", "sea")
    cases = [f"cases/{name}.yaml" for name in ("demo", "plain", "speaks")]
    assert found == Counter([*cases, "cases/demo/one.jsonl", "cases/demo/two.jsonl", "frameworks/tiny.yaml"])


@pytest.mark.parametrize(
    "call",
    ["analyze demo", "evidence", "check", "list themes", "show one", "trace demo:prices", "compare demo plain"],
)
def test_no_file_is_opened_twice(library: Path, call: str) -> None:
    """Whatever a call asks, it opens a file of the project once at most."""
    (library / "cases" / "speaks.yaml").unlink()
    assert {*opened_by(library, *call.split()).values()} == {1}


def test_adding_opens_the_case_and_its_framework_alone(library: Path) -> None:
    """A piece is added to a case without a look into the other cases, however many there are."""
    before = opened_by(library, "add", "plain", "So it is.", "--code", "prices", "--source", "survey", "--dry-run")
    for number in range(5):
        text = "".join({**DEMO, "case": f"case: more-{number}\n"}.values())
        (library / "cases" / f"more-{number}.yaml").write_text(text, encoding="utf-8")
    after = opened_by(library, "add", "plain", "So it is.", "--code", "prices", "--source", "survey", "--dry-run")
    assert before == after == Counter(["cases/plain.yaml", "frameworks/tiny.yaml"])


def test_an_edit_is_not_stopped_by_another_case(library: Path, casecode: Run) -> None:
    """A broken case does not keep one from changing others; a broken file that the edit needs does."""
    (library / "cases" / "plain.yaml").write_text("case: [plain\n", encoding="utf-8")
    assert casecode("edit", "demo:one", "--note", "Seen.").returncode == 0
    assert "Seen." in (library / "cases" / "demo" / "one.jsonl").read_text(encoding="utf-8")
    refused = casecode("add", "plain", "So.", "--code", "prices", "--source", "survey")
    assert refused.returncode == 1
    assert "cases/plain.yaml:2:1" in refused.stderr


def test_a_change_of_a_framework_is_proved_on_all_its_cases(library: Path, casecode: Run) -> None:
    """A factor that cases use cannot be renamed into one that breaks them; a rename reaches every case that has it."""
    (library / "cases" / "speaks.yaml").unlink()
    assert casecode("rename", "factor", "demand", "wishes").returncode == 0
    for name in ("demo", "plain"):
        assert "factor: wishes" in (library / "cases" / f"{name}.yaml").read_text(encoding="utf-8")
    assert casecode("check", "-q").returncode == 0


def test_a_case_on_standard_input_finds_its_files(library: Path, casecode: Run) -> None:
    """Its files are looked for from the current folder, then in the project's cases; else it is one problem."""
    text = (library / "cases" / "demo.yaml").read_text(encoding="utf-8")
    for cwd in (library, library / "cases", library / "frameworks"):
        found = casecode("evidence", "-", "--count", stdin=text, cwd=str(cwd))
        assert found.returncode == 0, found.stderr
        assert "3" in found.stdout
    elsewhere = library.parent / "elsewhere"
    elsewhere.mkdir()
    shutil.copytree(library / "frameworks", elsewhere / "frameworks")
    refused = casecode("evidence", "-", "--count", stdin=text, cwd=str(elsewhere))
    assert refused.returncode == 1
    assert refused.stderr.count("error[") == 1
    assert "missing-file" in refused.stderr


def test_files_after_a_change_are_not_read_again(library: Path) -> None:
    """An overlay stands in the place of what files hold; the others are as they were read."""
    first = Project.at(library)
    path = library / "cases" / "plain.yaml"
    assert first.peek(Case, path) is not None
    path.unlink()
    (library / "cases" / "demo.yaml").write_text("gone", encoding="utf-8")
    after = Project(first.catalogue, first.files.overlaid({absolute(library / "cases" / "demo" / "one.jsonl"): b""}))
    plain = after.case(path)
    assert plain is not None
    assert plain.evidence == ()
    assert after.files.read(library / "cases" / "demo" / "one.jsonl") == b""


def test_two_projects_keep_their_frameworks(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Two cases of different projects are read against the framework of their own, though both are called the same."""
    other = tmp_path_factory.mktemp("other")
    for root, title in ((project, "One"), (other, "Other")):
        for folder in ("cases", "frameworks"):
            (root / folder).mkdir(exist_ok=True)
        framework = f"framework: tiny\ntitle: {title}\nfactors:\n  - {{id: demand, title: Demand}}\n"
        (root / "frameworks" / "tiny.yaml").write_text(framework, encoding="utf-8")
        (root / "cases" / "demo.yaml").write_text("".join(DEMO.values()), encoding="utf-8")
    opened = Project(Catalogue.at(project))
    studies = [opened.case(root / "cases" / "demo.yaml") for root in (project, other)]
    assert [study.framework.title for study in studies if study] == ["One", "Other"]
    assert [len(Selection(study).pieces) for study in studies if study] == [1, 1]


def test_a_place_in_what_was_never_read_is_nowhere() -> None:
    """A record that no file of the call holds has no span; nothing is opened to find one."""
    span = Files().locate(Case().origin.at("title"))
    assert (span.document.name, span.line) == ("", 1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_no_evidence_file(project: Path, casecode: Run) -> None:
    """An evidence file that is a pipe is a problem that says so, and is never waited for."""
    os.mkfifo(project / "cases" / "pipe.jsonl")
    text = "".join(DEMO.values()) + "evidence-files: [pipe.jsonl]\n"
    (project / "cases" / "demo.yaml").write_text(text, encoding="utf-8")
    found = casecode("check", "-q")
    assert found.returncode == 1
    assert "missing-file" in found.stdout
    assert "it is not a file" in found.stdout
