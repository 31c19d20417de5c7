"""A project reaches nothing outside of itself: what leads there is read where somebody allows it, and never written."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from casecode.model.study import Study
from casecode.project.inside import TRUST
from conftest import DEMO, Run

SECRET = "root:x:0:0:hidden"
PIECE = json.dumps({"id": "x1", "codes": ["prices"], "statement": "So.", "source": "survey"}) + "\n"
linking = pytest.mark.skipif(sys.platform == "win32", reason="Windows makes no links for everybody")


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder beside the project with evidence, and with something else."""
    folder = tmp_path_factory.mktemp("outside")
    (folder / "more.jsonl").write_text(PIECE, encoding="utf-8")
    (folder / "secret").write_text(SECRET, encoding="utf-8")
    (folder / "page.txt").write_text(f"It says {SECRET} at some length.\n", encoding="utf-8")
    return folder


def test_evidence_outside_is_read_only_where_the_case_allows_it(
    project: Path, outside: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """Without `allow-outside` an evidence file that leads out is a problem at its name; with it, it counts."""
    name = os.path.relpath(outside / "more.jsonl", project / "cases")
    for value in ("", "allow-outside: false\n"):
        study(title=f"title: D\nevidence-files: [{name}]\n{value}")
        found = casecode("check", "-q", "-f", "short")
        assert found.returncode == 1
        assert found.stdout.startswith("cases/demo.yaml:3:18: error[outside-project] ")
        assert casecode("analyze", "demo").returncode == 1
    study(title=f"title: D\nevidence-files: [{name}]\nallow-outside: true\n")
    assert casecode("check", "-q").returncode == 0
    assert casecode("evidence", "demo", "--count").stdout == "2\n"


def test_a_trusted_folder_counts_as_inside(outside: Path, study: Callable[..., Study], casecode: Run) -> None:
    """A folder that the user names is read from without a word in the case."""
    study(title=f"title: D\nevidence-files: [{outside}/more.jsonl]\n")
    assert casecode("check", "-q").returncode == 1
    assert casecode("check", "-q", **{TRUST: f"/nowhere{os.pathsep}{outside}"}).returncode == 0


@linking
def test_links_are_followed_before_it_is_asked(
    project: Path, outside: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """A link within the project that leads out, to a file or by a folder, is outside; one that stays is inside."""
    (project / "cases" / "link.jsonl").symlink_to(outside / "more.jsonl")
    (project / "drive").symlink_to(outside)
    (project / "cases" / "own").symlink_to(project)
    (project / "cases" / "real.jsonl").write_text(PIECE, encoding="utf-8")
    for name, code in (("link.jsonl", 1), ("../drive/more.jsonl", 1), ("own/cases/real.jsonl", 0)):
        study(title=f"title: D\nevidence-files: [{name}]\n")
        assert casecode("check", "-q").returncode == code, name


@linking
def test_a_link_in_a_circle_is_a_problem_at_its_place(
    project: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """A link that leads to itself is told where it is named, as a file of evidence and as a document."""
    (project / "cases" / "loop.jsonl").symlink_to(project / "cases" / "loop.jsonl")
    sources = "sources:\n  survey: {type: report, title: S, file: loop.jsonl}\n"
    study(title="title: D\nevidence-files: [loop.jsonl]\n", sources=sources)
    found = casecode("check", "-f", "short").stdout
    assert "cases/demo.yaml:3:18: error[missing-file] the evidence file cannot be read" in found
    study(sources=sources)
    assert ": warning[unread-document] " in casecode("check", "-f", "short").stdout


def test_a_document_outside_is_not_read_and_never_shown_in_a_message(
    outside: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """Without `allow-outside` the document cannot be read; with it quotes are looked for, and `check` shows no word."""
    sources = f"sources:\n  survey: {{type: report, title: S, file: {outside}/page.txt}}\n"
    evidence = DEMO["evidence"].replace("source:", f'quote: "says {SECRET[:12]} at all length", source:')
    study(sources=sources, evidence=evidence)
    found = casecode("check")
    assert "warning[unread-document]" in found.stdout
    assert "allow-outside: true" in found.stdout
    assert "outside of the project" in casecode("documents", "demo").stdout
    assert casecode("documents", "--keep").stdout == "every SHA-256 was kept already\n"
    study(sources=sources, evidence=evidence, title="title: D\nallow-outside: true\n")
    found = casecode("check")
    assert "warning[quote-not-found]" in found.stdout
    assert "hidden" not in found.stdout
    assert "hidden" in casecode("quote", "e1").stdout
    assert "kept the SHA-256 of survey" in casecode("documents", "--keep").stdout


@linking
@pytest.mark.parametrize("kind", ["cases", "frameworks"])
def test_a_case_or_framework_that_is_a_link_out_is_not_read(
    kind: str, project: Path, outside: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """What stands in a project as a link out of it is a problem, of which nothing is shown; all else goes on."""
    study()
    (project / kind / "evil.yaml").symlink_to(outside / "secret")
    found = casecode("check", "-q")
    assert found.returncode == 1
    assert f"{kind}/evil.yaml:1:1: error[outside-project]" in found.stdout
    for call in (("list", kind), ("list", "themes"), ("rename", "theme", "prices", "costs"), ("format",)):
        result = casecode(*call)
        assert "hidden" not in result.stdout + result.stderr
    assert casecode("edit", "e1", "--note", "So.").returncode == 0
    assert (outside / "secret").read_text(encoding="utf-8") == SECRET
    assert casecode("check", "-q", **{TRUST: str(outside)}).stdout.count("outside-project") == 0


def test_what_an_allowed_file_outside_holds_is_not_shown(
    outside: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """A file that is no evidence at all is one problem in the case, without a word of it."""
    study(title=f"title: D\nevidence-files: [{outside}/secret]\nallow-outside: true\n")
    found = casecode("check", "-q")
    assert found.returncode == 1
    assert "the evidence file outside of the project has problems: " in found.stdout
    assert "hidden" not in found.stdout + casecode("analyze", "demo").stderr


def test_files_outside_are_never_written(
    project: Path, outside: Path, study: Callable[..., Study], casecode: Run
) -> None:
    """An edit that would have to change a file outside is refused, and `format` leaves it as it is."""
    (outside / "more.yaml").write_text("evidence:\n -  {id: y1, codes: [prices], statement: So., source: survey}\n")
    before = {path.name: path.read_bytes() for path in outside.iterdir()}
    study(title=f"title: D\nevidence-files: [{outside}/more.jsonl, {outside}/more.yaml]\nallow-outside: true\n")
    refused = casecode("rename", "theme", "prices", "costs")
    assert refused.returncode == 2
    assert "leads out of the project" in refused.stderr
    assert casecode("format").returncode == 0
    assert {path.name: path.read_bytes() for path in outside.iterdir()} == before
    assert "prices" in (project / "cases" / "demo.yaml").read_text(encoding="utf-8")


def test_a_case_without_a_project_reads_below_its_own_folder(
    tmp_path_factory: pytest.TempPathFactory, casecode: Run
) -> None:
    """A case file anywhere reads what lies beside it and below, and nothing above."""
    folder = tmp_path_factory.mktemp("bare") / "here"
    folder.mkdir()
    (folder / "more.jsonl").write_text(PIECE, encoding="utf-8")
    (folder.parent / "above.jsonl").write_text(PIECE, encoding="utf-8")
    for name, code in (("more.jsonl", 0), ("../above.jsonl", 1)):
        text = "".join({**DEMO, "framework": "framework: tiny\n"}.values()) + f"evidence-files: [{name}]\n"
        (folder / "demo.yaml").write_text(text, encoding="utf-8")
        found = casecode("check", "-q", str(folder / "demo.yaml"))
        assert found.returncode == code, found.stdout


def test_a_case_on_standard_input_reads_within_the_project(project: Path, outside: Path, casecode: Run) -> None:
    """Its files lie below the project of the current folder, as those of any case do."""
    (project / "cases" / "more.jsonl").write_text(PIECE, encoding="utf-8")
    for name, code in (("more.jsonl", 0), (f"{outside}/more.jsonl", 1)):
        text = "".join(DEMO.values()) + f"evidence-files: [{name}]\n"
        found = casecode("check", "-q", "-", stdin=text)
        assert found.returncode == code, found.stdout + found.stderr


@linking
def test_what_is_no_file_is_not_opened(project: Path, casecode: Run) -> None:
    """A pipe that is named on the command line, or as a document, is told and never waited for."""
    pipe = project / "pipe.jsonl"
    os.mkfifo(pipe)
    text = "".join({**DEMO, "sources": "sources:\n  survey: {type: report, title: S, file: ../pipe.jsonl}\n"}.values())
    (project / "cases" / "demo.yaml").write_text(text, encoding="utf-8")
    for call in (("check", str(pipe)), ("import", "evidence", "demo", str(pipe))):
        refused = casecode(*call)
        assert refused.returncode == 2
        assert "it is not a file" in refused.stderr
    assert "it is not a file" in casecode("check").stdout
