"""From a file to all that belongs to it: its framework, its evidence files, and the case of an evidence file."""

import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from casecode.checks.errors import check_errors
from casecode.model.study import Study
from casecode.project.catalogue import Catalogue
from casecode.project.project import Project
from casecode.read import text
from conftest import DEMO, case_of

Make = Callable[..., Study]
PIECES = {
    "more.yaml": "evidence:\n  - {id: e2, codes: [prices], statement: So., source: survey}\n",
    "more.jsonl": '{"id": "e3", "codes": ["prices"], "statement": "So.", "source": "survey"}\n',
    "more.csv": "id,codes,statement,source\ne4,prices,So.,survey\n",
    "more.tsv": "id\tcodes\tstatement\tsource\ne5\tprices\tSo.\tsurvey\n",
}


def write(folder: Path, files: dict[str, str]) -> None:
    """Put files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")


def test_evidence_files_are_joined(study: Make, project: Path, opened: Project) -> None:
    """The evidence of a case is that in it and that in all its files, whatever their format."""
    write(project / "cases" / "demo", PIECES)
    names = ", ".join(f"demo/{name}" for name in PIECES)
    made = study(evidence_files=f"evidence-files: [{names}]\n")
    assert [piece.id for piece in made.evidence] == ["e1", "e2", "e3", "e4", "e5"]
    assert len({(piece.codes, piece.statement, piece.source) for piece in made.evidence[1:]}) == 1
    assert [*opened.problems, *check_errors(opened.corpus)] == []


def test_problem_in_an_evidence_file_names_that_file(study: Make, project: Path, opened: Project) -> None:
    """What is wrong between a case and its evidence file is reported where it stands in that file."""
    write(project / "cases" / "demo", {"more.jsonl": PIECES["more.jsonl"].replace("prices", "price")})
    study(evidence_files="evidence-files: [demo/more.jsonl]\n")
    (problem,) = opened.located(check_errors(opened.corpus))
    assert problem.rule == "unknown-theme"
    assert str(problem.span).endswith("cases/demo/more.jsonl:1:24")
    assert problem.span.line_text == PIECES["more.jsonl"].rstrip().replace("prices", "price")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("gone.yaml", "No such file or directory"),
        ("folder", "Is a directory"),
        ("loop.yaml", "Too many levels of symbolic links"),
        ("a" * 300, "File name too long"),
        ('"a\\0b"', "embedded null byte"),
        ("demo.yaml/x", "Not a directory"),
    ],
)
def test_missing_evidence_file(written: str, said: str, study: Make, project: Path, opened: Project) -> None:
    """A file that cannot be read is one problem where the case names it, and the rest of the case is read."""
    (project / "cases" / "folder").mkdir()
    (project / "cases" / "loop.yaml").symlink_to("loop.yaml")
    made = study(evidence_files=f"evidence-files: [{written}]\n")
    assert [piece.id for piece in made.evidence] == ["e1"]
    (problem,) = opened.problems
    assert problem.rule == "missing-file"
    assert problem.message == f"the evidence file cannot be read: {said}"
    assert problem.span.line_text[problem.span.column - 1 :].startswith(written)
    assert problem.hint
    assert problem.hint.startswith("looked for ")


def test_bulk_files_may_be_larger(study: Make, project: Path, opened: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The limit of YAML holds for evidence in YAML, and not for evidence in bulk."""
    monkeypatch.setattr(text, "LARGEST_YAML", 1000)
    files = {"more.yaml": PIECES["more.yaml"] + "#" * 1000, "more.jsonl": PIECES["more.jsonl"] + "\n" * 1000}
    write(project / "cases" / "demo", files)
    made = study(evidence_files="evidence-files: [demo/more.yaml, demo/more.jsonl]\n")
    assert [piece.id for piece in made.evidence] == ["e1", "e3"]
    assert [problem.rule for problem in opened.problems] == ["too-large"]


@pytest.mark.parametrize(("named", "hint"), [("tiiny", 'did you mean "tiny"?'), ("qqq", "known are ")])
def test_unknown_framework(named: str, hint: str, project: Path, opened: Project) -> None:
    """A framework that is nowhere is one problem at its name, with the one most like it or all there are."""
    data = "".join({**DEMO, "framework": f"framework: {named}\n"}.values()).encode()
    assert case_of(opened, project / "cases" / "demo.yaml", data) is None
    (problem,) = opened.problems
    assert problem.rule == "unknown-framework"
    assert str(problem.span).endswith("demo.yaml:3:12")
    assert problem.message == f'there is no framework "{named}"'
    assert problem.hint
    assert problem.hint.startswith(hint)
    assert "tiny" in problem.hint


def test_framework_too_long_to_be_a_name(opened: Project, project: Path) -> None:
    """A name that no file can have is an unknown framework like any other."""
    data = f"case: x\ntitle: y\nframework: {'a' * 5000}\n".encode()
    assert case_of(opened, project / "x.yaml", data) is None
    assert [problem.rule for problem in opened.problems] == ["unknown-framework"]


def test_a_case_alone_has_the_built_in_frameworks(tmp_path: Path) -> None:
    """A case in a folder without a project is read against a framework of the library."""
    path = tmp_path / "alone.yaml"
    path.write_text("case: alone\ntitle: Alone\nframework: chinese-ecommerce\n", encoding="utf-8")
    opened = Project(Catalogue.at(tmp_path))
    study = opened.case(path)
    assert study is not None
    assert study.framework.id == "chinese-ecommerce"
    assert opened.problems == []


def test_framework_is_that_of_the_case_and_not_of_the_caller(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A case finds the framework of its own project from wherever it is read, and reads it once."""
    paths = [project / "cases" / f"{name}.yaml" for name in ("one", "two")]
    for path in paths:
        path.write_text("".join({**DEMO, "case": f"case: {path.stem}\n"}.values()), encoding="utf-8")
    opened = Project(Catalogue.at(tmp_path_factory.mktemp("elsewhere")))
    one, two = (opened.case(path) for path in paths)
    assert one is not None
    assert two is not None
    assert one.framework is two.framework
    assert len(opened.corpus.frameworks) == 1


def test_framework_with_a_mistake_is_reported_once(project: Path, opened: Project) -> None:
    """A framework is not read again for the case that names it when both are checked."""
    path = project / "frameworks" / "tiny.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "matrixes: []\n", encoding="utf-8")
    (project / "cases" / "demo.yaml").write_text("".join(DEMO.values()), encoding="utf-8")
    for file in (path, project / "cases" / "demo.yaml", path):
        opened.take(file)
    assert [problem.rule for problem in opened.problems] == ["unknown-key"]


@pytest.mark.parametrize("name", PIECES)
@pytest.mark.parametrize("is_inside", [True, False])
def test_evidence_file_alone_loads_its_case(
    name: str, is_inside: bool, study: Make, project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Checking a file of evidence loads the case that names it, from inside its project or from elsewhere."""
    write(project / "cases" / "demo", PIECES)
    study(evidence_files=f'evidence-files: ["a\\0b", demo/{name}]\n')
    opened = Project(Catalogue.at(project if is_inside else tmp_path_factory.mktemp("elsewhere")))
    opened.take(project / "cases" / "demo" / name)
    assert [len(study.evidence) for study in opened.studies] == [2]
    assert [problem.rule for problem in opened.problems] == ["missing-file"]


@pytest.mark.parametrize(("name", "content"), PIECES.items())
def test_evidence_without_a_case_is_checked_for_its_form(name: str, content: str, tmp_path: Path) -> None:
    """A file of evidence that no case names is read for its form alone."""
    write(tmp_path, {name: content, f"bad-{name}": content.replace("statement", "statment")})
    opened = Project(Catalogue.at(tmp_path))
    opened.take(tmp_path / name)
    assert opened.problems == []
    opened.take(tmp_path / f"bad-{name}")
    assert [problem.rule for problem in opened.problems] == ["unknown-key"]
    assert opened.studies == ()


@pytest.mark.parametrize("name", ["more.jsonl", "more.csv"])
def test_evidence_in_bulk_is_no_case(name: str, tmp_path: Path, opened: Project) -> None:
    """Where a case is asked for, a file of evidence is refused with what belongs there."""
    write(tmp_path, {name: PIECES[name]})
    assert opened.case(tmp_path / name) is None
    (problem,) = opened.problems
    assert (problem.rule, problem.message) == ("wrong-kind", "expected keys and values at the top of the file")


def test_evidence_that_begins_like_a_case_is_evidence(tmp_path: Path, opened: Project) -> None:
    """The ending of a file says what it is: words in a cell or line do not make it a case."""
    write(tmp_path, {"a.csv": 'id,statement,source\ne1,"So:\ncase: x",s\n', "b.jsonl": '{"case": "x"}\n'})
    opened.take(tmp_path / "a.csv")
    assert opened.problems == []
    opened.take(tmp_path / "b.jsonl")
    assert {problem.rule for problem in opened.problems} == {"unknown-key", "missing-key"}


@pytest.mark.parametrize("content", ["".join(DEMO.values()), "\ufeff" + "".join(DEMO.values())])
def test_standard_input_is_taken(content: str, project: Path, opened: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash is standard input, read as a case where it declares one and as a framework where it does not."""
    monkeypatch.chdir(project)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content.encode())))
    opened.take(Path("-"))
    assert [study.case.id for study in opened.studies] == ["demo"]
    assert opened.problems == []
    opened = Project.at(project)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"framework: own\ntitle: T\nfactors: []\n")))
    opened.take(Path("-"))
    assert [framework.id for framework in opened.corpus.frameworks] == ["own"]
    assert opened.problems == []


def test_unreadable_file_is_for_the_caller(tmp_path: Path, opened: Project) -> None:
    """A file that the caller named and that cannot be opened is the caller's to tell of."""
    with pytest.raises(FileNotFoundError):
        opened.case(tmp_path / "missing.yaml")
    with pytest.raises(IsADirectoryError):
        opened.take(tmp_path)
