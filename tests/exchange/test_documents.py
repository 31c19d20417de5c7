"""A folder of documents as sources of a case."""

import hashlib
import json
from pathlib import Path

import pytest

from casecode.documents.about import date_in, date_of_name, names, speakers
from casecode.documents.document import SourceDocument
from casecode.documents.extract import extracted
from conftest import DEMO, TINY, Run
from made_files import docx, epub, odt, pdf

TALK = "Talk in the ward\n2 January 2026, 03:04am\n\nI: So?\n\nNURSE: Seven windows.\n\nI: Thanks.\n"
FILES: dict[str, bytes] = {
    "talk.txt": TALK.encode(),
    "B\u00e4r/2021-03-04 Notes.txt": b"It was cold.",
    "page.html": b'<title>A page</title><meta property="article:published_time" content="2020-05-06T07:08"><p>So.',
    "report_2019.pdf": pdf([["Sales grew."]]),
    "scan.pdf": pdf([[]]),
    "photo.jpg": b"\xff\xd8",
    "data.json": b"{}",
    ".hidden.txt": b"no",
    "README.md": b"# Documents",
    "twin.txt": TALK.encode(),
}


@pytest.fixture
def folder(project: Path) -> Path:
    """A project with documents."""
    (project / "cases" / "demo.yaml").write_text("".join(DEMO.values()), "utf-8")
    for name, data in FILES.items():
        path = project / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return project / "documents"


def sources(casecode: Run) -> dict[str, dict[str, object]]:
    """The sources of the case that have a document, by id."""
    found = json.loads(casecode("documents", "demo", "-f", "json").stdout)["documents"]
    return {one["source"]: one for one in found}


def test_all_or_none(folder: Path, casecode: Run) -> None:
    """What cannot be read is told with the reason, and nothing is imported, unless it may be left out."""
    done = casecode("import", "documents", "demo", "documents")
    assert done.returncode == 1
    assert "1 of 10 files cannot be taken" in done.stderr
    assert "scan.pdf" in done.stderr
    assert "--skip-bad" in done.stderr
    assert sources(casecode) == {}
    assert folder.is_dir()


def test_each_is_counted(folder: Path, casecode: Run) -> None:
    """Documents taken and left out are all files of the folder; a source has the hash, and what its document tells."""
    done = casecode("import", "documents", "demo", "documents", "--skip-bad")
    assert done.stdout.split() == ["2021-03-04-notes", "page", "report-2019", "talk"]
    assert "10 files: 4 new, 1 left out, 5 not what a study holds" in done.stderr
    for reason in (
        "1 hidden",
        "1 README",
        "1 .json that is no transcript",
        "(.jpg)",
        "1 with the content of another one",
    ):
        assert reason in done.stderr
    held = sources(casecode)
    assert held["talk"]["sha256"] == hashlib.sha256(FILES["talk.txt"]).hexdigest()
    text = (folder.parent / "cases" / "demo.yaml").read_text("utf-8")
    assert "type: interview\n    title: Talk in the ward\n    author: [NURSE]\n    issued: 2026-01-02\n" in text
    assert "title: A page\n    issued: 2020-05-06\n" in text
    assert "title: Report 2019\n    issued: 2019\n" in text
    assert "issued: 2021-03-04\n    file: ../documents/B\u00e4r/2021-03-04 Notes.txt\n" in text


def test_again(folder: Path, casecode: Run) -> None:
    """Imported again nothing doubles: what is there is known by path or content, and what has changed is told."""
    casecode("import", "documents", "demo", "documents", "--skip-bad")
    again = casecode("import", "documents", "demo", "documents", "--skip-bad")
    assert again.stdout == ""
    assert "4 there already, 1 left out" in again.stderr
    (folder / "page.html").write_bytes(FILES["page.html"] + b"More.")
    (folder / "report_2019.pdf").rename(folder / "B\u00e4r" / "moved.pdf")
    (folder / "new.txt").write_text("New.", "utf-8")
    told = casecode("import", "documents", "demo", "documents", "--skip-bad")
    assert told.stdout == "new\n"
    assert "page: its content" in told.stderr
    assert "report-2019: moved to ../documents/B\u00e4r/moved.pdf" in told.stderr
    assert sources(casecode)["page"]["state"] == "changed"
    taken = casecode("import", "documents", "demo", "documents", "--skip-bad", "--update")
    assert taken.stdout.split() == ["report-2019", "page"]
    assert {one["state"] for one in sources(casecode).values()} == {"as-kept"}


def test_speakers_are_attributes_where_these_are_declared(folder: Path, casecode: Run) -> None:
    """An attribute of sources that is called speaker has who speaks and does not ask: as a text, or as one of its
    values."""
    framework = folder.parent / "frameworks" / "tiny.yaml"
    framework.write_text(f"{TINY}attributes:\n  speaker: {{of: source, values: [nurse, physician]}}\n", "utf-8")
    casecode("import", "documents", "demo", "documents", "--skip-bad")
    text = (folder.parent / "cases" / "demo.yaml").read_text("utf-8")
    assert text.count("attributes:") == 1
    assert "speaker: nurse" in text
    assert "nurse" in casecode("show", "demo:talk").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("demo", "nowhere"), "nowhere is not a folder"),
        (("demo", "documents", "--type", "reprot"), "is not one of"),
        (("demo", ".."), "lies outside of the project"),
        (("other", "documents"), "other"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_is_wrong_is_said(casecode: Run, arguments: tuple[str, ...], message: str) -> None:
    """A folder that is none or lies outside, an unknown type and an unknown case end the call."""
    done = casecode("import", "documents", *arguments)
    assert done.returncode == 2
    assert message in done.stderr


def test_the_case_may_be_left_out(folder: Path, casecode: Run) -> None:
    """Where there is one case it need not be named; where there are several they are listed."""
    done = casecode("import", "documents", "documents", "--skip-bad", "--type", "report", "--dry-run")
    assert done.stdout.count("+    type: report\n") == 4
    (folder.parent / "cases" / "second.yaml").write_text("case: second\ntitle: S\nframework: tiny\n", "utf-8")
    assert "demo, second" in casecode("import", "documents", "documents").stderr


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("on 2026-01-02", "2026-01-02"),
        ("GMT20260102-030405", "2026-01-02"),
        ("2 January 2026, 03:04am", "2026-01-02"),
        ("Jan 2, 2026", "2026-01-02"),
        ("2. M\u00e4rz 2026", "2026-03-02"),
        ("02.01.2026", "2026-01-02"),
        ("in May 2026", "2026-05"),
        ("2026-13-02 and 2026-02", "2026-02"),
        ("01/02/2026", ""),
        ("31.02.2026", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    """Dates are read as they are written in many places; what can be read in two ways is none."""
    assert date_in(text) == date


def test_names_of_files() -> None:
    """A year in the name of a file is a date where there is no other."""
    assert [date_of_name(name) for name in ("report-2019", "i01", "a-2019-03", "x12019")] == ["2019", "", "2019-03", ""]


@pytest.mark.parametrize(
    ("suffix", "data", "title", "date"),
    [
        (".docx", docx(["So."], "Results"), "Results", ""),
        (
            ".odt",
            odt("<text:p>So.</text:p>", {"meta.xml": "<m><title>A talk</title><date>2020-01-01</date></m>"}),
            "A talk",
            "",
        ),
        (".epub", epub(["<p>So."]), "", ""),
        (".md", b"# Head\n\nSo.", "Head", ""),
        (".txt", b"So it was.", "", ""),
    ],
)
def test_what_documents_say_of_themselves(suffix: str, data: bytes, title: str, date: str) -> None:
    """The title is that which a file declares, or the heading with which it begins."""
    document = extracted(suffix, data)
    assert isinstance(document, SourceDocument)
    assert (document.title, document.date) == (title, date)


def test_who_speaks() -> None:
    """Those who ask are not among those who speak, and voices that are only numbered have no name."""
    document = extracted(".txt", b"I: So?\n\nSpeaker 1: No.\n\nI: So?\n\nAnn Lee: Yes.\n\nAnn Lee: Yes.\n")
    assert isinstance(document, SourceDocument)
    assert speakers(document) == ("Ann Lee", "Speaker 1")
    assert names(speakers(document)) == ["Ann Lee"]
