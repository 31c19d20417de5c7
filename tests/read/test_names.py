"""Names: where cases and frameworks are looked for, by which name, and in which order."""

from pathlib import Path

import pytest

from casecode.model.span import shown
from casecode.project.catalogue import Catalogue, builtin_root, is_file, project_root

BUILT_IN = builtin_root() / "frameworks" / "chinese-ecommerce.yaml"


def case(project: Path, file: str, id_: str) -> Path:
    """A case file that declares an id."""
    path = project / "cases" / file
    path.write_text(f"# A case\ncase: {id_}\ntitle: T\n", encoding="utf-8")
    return path


def framework(project: Path, file: str, id_: str) -> Path:
    """A framework file that declares an id."""
    path = project / "frameworks" / file
    path.write_text(f"framework: {id_}\ntitle: T\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("below", [".", "cases", "cases/demo/deep", "notes"])
def test_project_is_found_upwards(below: str, project: Path) -> None:
    """From any folder of a project the nearest one above with cases or frameworks is its root."""
    start = project / below
    start.mkdir(parents=True, exist_ok=True)
    assert project_root(start) == project
    assert Catalogue.at(start).roots == (project, builtin_root())


def test_one_of_the_two_folders_makes_a_project(tmp_path: Path) -> None:
    """A folder with frameworks only is a project, and so is one with cases only."""
    for kind in ("frameworks", "cases"):
        (tmp_path / kind / kind).mkdir(parents=True)
        assert project_root(tmp_path / kind) == tmp_path / kind


def test_without_a_project_there_is_the_built_in_library(tmp_path: Path) -> None:
    """Outside of any project, and in the built-in library itself, names are looked up in the library alone."""
    assert Catalogue.at(tmp_path).roots == (builtin_root(),)
    assert Catalogue.at(builtin_root() / "cases").roots == (builtin_root(),)
    assert Catalogue.at(tmp_path).find("frameworks", "chinese-ecommerce") == BUILT_IN


@pytest.mark.parametrize("name", ["demo", "demo.yaml"])
def test_with_and_without_the_ending(name: str, project: Path) -> None:
    """A case is found by its name with or without the ending of its file."""
    path = case(project, "demo.yaml", "demo")
    assert Catalogue.at(project).find("cases", name) == path


def test_the_short_ending_counts(project: Path) -> None:
    """Files that end in .yml are found and listed like those that end in .yaml."""
    path = case(project, "demo.yml", "demo")
    library = Catalogue.at(project)
    assert library.find("cases", "demo") == path
    assert path in library.files("cases")


def test_project_comes_before_the_library(project: Path) -> None:
    """A framework of the project hides the built-in one of the same name, which is not listed twice."""
    own = framework(project, "chinese-ecommerce.yaml", "chinese-ecommerce")
    library = Catalogue.at(project)
    assert library.find("frameworks", "chinese-ecommerce") == own
    assert BUILT_IN not in library.files("frameworks")
    assert library.names("frameworks").count("chinese-ecommerce") == 1


def test_declared_id_counts_where_the_file_is_named_otherwise(project: Path) -> None:
    """What is not called after its id is found by the id, and a framework by its id only."""
    path = framework(project, "draft.yaml", "pull-and-push")
    named = case(project, "2024 notes.yaml", "acme")
    library = Catalogue.at(project)
    assert library.find("frameworks", "pull-and-push") == path
    assert library.find("frameworks", "draft") is None
    assert library.find("cases", "acme") == named
    assert {"pull-and-push", "tiny"} <= set(library.names("frameworks"))


@pytest.mark.parametrize(
    "name", ["", ".", "..", "/", "nothing", "demo/x", "../cases/demo", "a\0b", "a" * 5000, "*", "demo.yaml.yaml"]
)
def test_other_names_lead_nowhere(name: str, project: Path) -> None:
    """Names of nothing, of folders, of other places and such as no file can have are not found and do not raise."""
    case(project, "demo.yaml", "demo")
    (project / "cases" / "nothing.yaml").mkdir()
    library = Catalogue.at(project)
    assert library.find("cases", name) is None
    assert library.find("frameworks", name) is None


def test_files_are_listed_by_name(project: Path) -> None:
    """The files of a kind are those with an ending of YAML, in the order of their names, without folders."""
    for name in ("b.yaml", "a.yml", "c.txt", "d.jsonl"):
        case(project, name, "x")
    (project / "cases" / "e.yaml").mkdir()
    assert [path.name for path in Catalogue((project,)).files("cases")] == ["a.yml", "b.yaml"]


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("case: demo\n", "demo"),
        ("# one\ntitle: T\ncase:   demo # two\n", "demo"),
        ("case: 'demo'\r\n", "demo"),
        ('case: "demo"\n', "demo"),
        ("\n  case: demo\n", "demo"),
        ("case:\n  demo\n", "demo"),
        ('"c\\x61se": >-\n  demo\n', "demo"),
        ("title: |\n  case: b\n? case\n: demo\nx: [", "demo"),
        ("nested: {case: demo}\n- case: demo", None),
        ("framework: demo\n", None),
        ("", None),
        ("\xff\xfe", None),
    ],
)
def test_declared_id(text: str, id_: str | None, tmp_path: Path) -> None:
    """The id that a file declares is seen in its first lines, however it is written, and whatever is cut off behind."""
    path = tmp_path / "x.yaml"
    path.write_bytes(text.encode("latin-1"))
    assert Catalogue(()).declared_id(path, "cases") == id_


def test_unreadable_file_declares_nothing(tmp_path: Path) -> None:
    """A file that cannot be opened declares no id."""
    assert Catalogue(()).declared_id(tmp_path / "missing.yaml", "cases") is None
    assert Catalogue(()).declared_id(tmp_path, "cases") is None


def test_links_in_a_circle_are_no_file(tmp_path: Path) -> None:
    """A link that leads to itself is no file, and is shown by its own path."""
    link = tmp_path / "loop.yaml"
    link.symlink_to(link)
    assert not is_file(link)
    assert shown(link) == str(link)


def test_paths_are_shown_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below the current folder a path is shown relative to it, elsewhere as it is."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cases").mkdir()
    assert shown(tmp_path / "cases" / "x.yaml") == "cases/x.yaml"
    assert shown(Path("cases/../x.yaml")) == "x.yaml"
    assert shown(tmp_path.parent / "x.yaml") == str(tmp_path.parent / "x.yaml")
