"""`import project`, `export project` and codebooks, as somebody uses them."""

from pathlib import Path
from zipfile import ZipFile

import pytest

import refi_made as made
from casecode.exchange.refi.reading import read_project
from casecode.project.catalogue import Catalogue
from casecode.project.project import Project
from conftest import Run

LESS = made.TEXT.index("We water")
TOOLS = made.TEXT.index("Nobody")
TWO = made.source(
    made.selection(LESS, LESS + 14, made.coding(made.WATER) + made.coding(made.TOOLS, made.BOB), of=made.guid("x"))
    + made.selection(LESS, LESS + 14, made.coding(made.TOOLS), of=made.guid("y"))
    + made.selection(TOOLS, TOOLS + 6)
    + f'<NoteRef targetGUID="{made.guid("n")}"/>'
)
NOTE = made.NOTES[: made.NOTES.index("<Links>")]
GARDEN = made.archive(made.project(made.CASES, made.sources(TWO), NOTE))


@pytest.fixture
def garden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder with a project of another program."""
    folder = tmp_path_factory.mktemp("garden")
    (folder / "garden.qdpx").write_bytes(GARDEN)
    return folder


def test_a_project_becomes_a_study(casecode: Run, garden: Path) -> None:
    """Codes become factors; what one coder selected at one place is one piece with all codes; cases are units with
    attributes, notes memos; the text is a document in which every quote is found."""
    result = casecode("import", "project", "garden.qdpx", cwd=str(garden))
    assert (result.returncode, result.stdout) == (
        0,
        "new framework garden-codebook: 2 codes\n"
        "new case garden: 3 pieces of evidence, 1 source, 1 unit, 1 memo\n"
        "documents/: 1 new\n",
    )
    assert "3 selections: 3 new" in result.stderr
    opened = Project(Catalogue.at(garden))
    study = opened.case(garden / "cases" / "garden.yaml")
    assert study
    assert not opened.problems
    assert [(it.quote, it.codes, it.coder, it.units, it.locator) for it in study.case.evidence] == [
        ("We water less.", ("water", "tools"), "Ann", ("gardener",), "line 1"),
        ("We water less.", ("tools",), "Bob", ("gardener",), "line 1"),
        ("Nobody", (), "", ("gardener",), "line 5"),
    ]
    assert study.case.units["gardener"].attributes == {"years-here": "7"}
    assert [(it.text, it.date, it.author, it.about) for it in study.case.memos] == [
        ("Rain\n\nCheck the log.", "2025-03-04", "Bob", ("source:interview-1",))
    ]
    checked = casecode("check", cwd=str(garden))
    assert checked.returncode == 0
    assert "quote-not-found" not in checked.stdout
    assert (garden / "documents" / "interview-1.txt").read_text(encoding="utf-8") == made.TEXT


def test_a_grown_project_adds_what_is_new(casecode: Run, garden: Path) -> None:
    """Importing again adds nothing; a project that grew adds its new codes and selections; what differs is told, and
    taken with --update."""
    assert casecode("import", "project", "garden.qdpx", cwd=str(garden)).returncode == 0
    grown = TWO.replace(
        made.coding(made.TOOLS, made.BOB), made.coding(made.TOOLS, made.BOB) + made.coding(made.WATER, made.BOB)
    )
    more = made.selection(0, 5, made.coding(made.guid("new")))
    grown = grown.replace("<NoteRef", more + "<NoteRef")
    codes = made.CODES.replace("</Codes>", f'<Code guid="{made.guid("new")}" name="Names" isCodable="true"/></Codes>')
    (garden / "garden.qdpx").write_bytes(made.archive(made.project(made.CASES, made.sources(grown), NOTE, codes=codes)))
    refused = casecode("import", "project", "garden.qdpx", cwd=str(garden))
    assert refused.returncode == 1
    assert "the framework garden-codebook has no code for Names" in refused.stderr
    assert "--declare" in refused.stderr
    result = casecode("import", "project", "garden.qdpx", "--declare", cwd=str(garden))
    assert result.stdout == "framework garden-codebook: 1 code\ncase garden: 1 piece of evidence\n"
    assert "1 there already, but different (--update takes them)" in result.stderr
    updated = casecode("import", "project", "garden.qdpx", "--update", cwd=str(garden))
    assert updated.stdout == "case garden: 1 changed\n"
    again = casecode("import", "project", "garden.qdpx", cwd=str(garden))
    assert again.stdout == "nothing is new\n"


def test_codes_map_to_a_framework_that_is_there(casecode: Run, garden: Path) -> None:
    """With --framework codes are found by their names, whatever their case, in a framework of one's own."""
    (garden / "frameworks").mkdir()
    factors = "factors:\n  - {id: h2o, title: WATER}\n  - {id: tools, title: Means}\n"
    (garden / "frameworks" / "own.yaml").write_text(f"framework: own\ntitle: Own\n{factors}", encoding="utf-8")
    arguments = ("import", "project", "garden.qdpx", "--framework", "own", "--case", "plot")
    result = casecode(*arguments, cwd=str(garden))
    assert "no code for Tools" in result.stderr
    (garden / "frameworks" / "own.yaml").write_text(
        f"framework: own\ntitle: Own\n{factors.replace('Means', 'tools')}", encoding="utf-8"
    )
    result = casecode(*arguments, cwd=str(garden))
    assert result.returncode == 0, result.stderr
    text = (garden / "cases" / "plot.yaml").read_text(encoding="utf-8")
    assert "framework: own" in text
    assert "codes: [h2o, tools]" in text


def test_bad_selections_stop_all_or_are_left_out(casecode: Run, garden: Path) -> None:
    """A code that is not there and a place behind the text: nothing is written, and --skip-bad takes the rest."""
    bad = made.selection(0, 5, made.coding(made.guid("nothing"))) + made.selection(9000, 9001)
    text = TWO.replace("<NoteRef", bad + "<NoteRef")
    (garden / "garden.qdpx").write_bytes(made.archive(made.project(made.sources(text))))
    refused = casecode("import", "project", "garden.qdpx", cwd=str(garden))
    assert refused.returncode == 1
    assert "2 of 5 selections and 1 of 4 codings cannot be taken" in refused.stderr
    assert "it lies behind the end of the text" in refused.stderr
    assert [it.name for it in garden.iterdir() if not it.name.startswith(".")] == ["garden.qdpx"]
    assert casecode("import", "project", "garden.qdpx", "--skip-bad", cwd=str(garden)).returncode == 0
    assert (garden / "cases" / "garden.yaml").is_file()


def test_nothing_is_written_by_a_dry_run(casecode: Run, garden: Path) -> None:
    """A dry run shows the new files, and makes neither folders nor documents."""
    (garden / "cases").mkdir()
    result = casecode("import", "project", "garden.qdpx", "--dry-run", cwd=str(garden))
    assert result.returncode == 0
    assert "+case: garden" in result.stdout
    assert "+framework: garden-codebook" in result.stdout
    assert not (garden / "documents").exists()
    assert not [*(garden / "cases").iterdir()]


def test_what_is_no_project_is_told(casecode: Run, garden: Path) -> None:
    """Files that are something else, and ids that are none, end the call with what to do."""
    (garden / "a.qdpx").write_bytes(b"PK nothing")
    (garden / "a.qdc").write_text("<CodeBook/>", encoding="utf-8")
    (garden / "b.qdc").write_text("<Project/>", encoding="utf-8")
    for call, said in (
        (("import", "project", "a.qdpx"), "a.qdpx cannot be read: it is no archive"),
        (("import", "project", "a.qdc"), "casecode import framework takes codebooks"),
        (("import", "project", "none.qdpx"), "cannot read none.qdpx"),
        (("import", "project", "garden.qdpx", "--case", "No Id"), "is not an id"),
        (("import", "framework", "b.qdc"), "it is a project, not a codebook"),
    ):
        (garden / "frameworks").mkdir(exist_ok=True)
        result = casecode(*call, cwd=str(garden))
        assert (result.returncode, said in result.stderr) == (2, True), result.stderr


def test_a_codebook_goes_out_and_comes_in(casecode: Run, project: Path) -> None:
    """A framework as .qdc is a framework again."""
    assert casecode("export", "framework", "tiny", "tiny.qdc").returncode == 0
    result = casecode("import", "framework", "again", "tiny.qdc", "--title", "Again")
    assert (result.returncode, result.stdout) == (0, "new framework again: 4 codes\n")
    text = (project / "frameworks" / "again.yaml").read_text(encoding="utf-8")
    assert "when-to-use: Wishes of buyers." in text


def test_cases_of_several_frameworks_do_not_go_together(casecode: Run) -> None:
    """One project has one codebook."""
    result = casecode("export", "project", "a.qdpx", "alibaba", "demo")
    assert result.returncode == 2


def test_media_become_pieces_with_times_and_areas(casecode: Run, garden: Path) -> None:
    """Pictures, pages, sound: each selection is a piece with its area or times; the area of a page and the text in it
    are one; what is coded as a whole is a piece; and all of it goes out again as it was."""
    (garden / "garden.qdpx").write_bytes(made.archive(made.everything()))
    result = casecode("import", "project", "garden.qdpx", cwd=str(garden))
    assert result.returncode == 0, result.stderr
    assert "7 selections: 7 new" in result.stderr
    assert "file that is named, and not in it: talk.m4a" in result.stderr
    study = Project(Catalogue.at(garden)).case(garden / "cases" / "garden.yaml")
    assert study
    assert [(it.source, it.quote or it.statement, it.locator) for it in study.case.evidence] == [
        ("interview-1", "[Interview 1 as a whole]", "whole document"),
        ("interview-1", "We water less.", "line 1"),
        ("interview-1", "We water less.", "line 1"),
        ("gate", "[Area of a picture]", "area 1,2-3,4"),
        ("plan", "[Area of a page]", "p. 2, area 1,2-3,4"),
        ("plan", "Anna", "line 1"),
        ("talk", "[Talk as a whole]", "whole document"),
        ("talk", "[Sound]", "0:01.500-0:04.200"),
        ("talk", "Anna: We water less.", "line 1, 0:00-0:02.260"),
    ]
    assert [(it.from_, it.to, it.text) for it in study.framework.propositions] == [("water", "tools", "needs")]
    assert study.case.memos[0].about == ("evidence:e9",)
    assert casecode("export", "project", "out.qdpx", cwd=str(garden)).returncode == 0
    out = read_project(garden / "out.qdpx")
    with ZipFile(garden / "out.qdpx") as packed:
        assert made.errors(packed.read("project.qde")) == []
    kinds = {source.name: [it.kind for it in source.selections] for source in out.sources}
    assert kinds["Gate"] == ["picture"]
    assert (out.sources[1].selections[0].area, kinds["Plan"]) == ((1, 2, 3, 4), ["text", "pdf"])


def test_what_is_bad_twice_counts_twice(casecode: Run, garden: Path) -> None:
    """Two selections with one GUID, both of a code that is not there, are two that are left out."""
    bad = made.selection(0, 5, made.coding(made.guid("nothing")), of=made.guid("z"))
    (garden / "garden.qdpx").write_bytes(made.archive(made.project(made.sources(made.source(bad + bad)))))
    result = casecode("import", "project", "garden.qdpx", cwd=str(garden))
    assert result.returncode == 1
    assert "2 of 2 selections and 2 of 2 codings cannot be taken" in result.stderr
