"""Starting a study, and what comes new into it."""

from pathlib import Path

import pytest

from casecode.project.catalogue import builtin_root
from conftest import Run


@pytest.mark.parametrize("framework", ["chinese-ecommerce", "of-my-own"])
def test_a_new_study_passes_the_check(tmp_path: Path, casecode: Run, framework: str) -> None:
    """What `init` writes has no problem, whatever the title, and every command works on it."""
    title = 'Müller: "the" #1 & Söhne'
    result = casecode("init", "study", "--title", title, "--framework", framework)
    assert result.returncode == 0, result.stderr
    assert casecode("check", "study", "--strict").returncode == 0
    assert (tmp_path / "study" / "frameworks" / f"{framework}.yaml").is_file()
    shown = casecode("analyze", "study/cases/muller-the-1-sohne.yaml")
    assert shown.returncode == 0
    assert title in shown.stdout


def test_init_overwrites_nothing(tmp_path: Path, casecode: Run) -> None:
    """A README that is there stays; a study that is there is refused."""
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "README.md").write_text("Mine.\n", encoding="utf-8")
    assert casecode("init", "study", "--title", "A", "--framework", "mine").returncode == 0
    assert (tmp_path / "study" / "README.md").read_text(encoding="utf-8") == "Mine.\n"
    again = casecode("init", "study", "--title", "A", "--framework", "mine")
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_a_script_is_told_what_is_missing(casecode: Run) -> None:
    """Without a terminal nothing is asked: what has no default is named, and a bad id is refused."""
    assert "--title is missing" in casecode("init", "study").stderr
    untold = casecode("init", "study", "--title", "A")
    assert untold.returncode == 2
    assert "--framework is missing" in untold.stderr
    assert "a new id makes a blank one" in untold.stderr
    assert not Path("study").exists()
    assert '"Low Prices" is not an id' in casecode("init", "study", "--title", "A", "--case", "Low Prices").stderr
    assert "there is no project here" in casecode("new", "case", "--title", "A", cwd="/").stderr


def test_new_things_come_into_a_study(project: Path, casecode: Run) -> None:
    """A case, a source, a theme and a piece of evidence, one line each, and the check finds no error."""
    assert casecode("new", "case", "acme", "--title", "Acme").stdout == "new case acme\n"
    assert casecode("new", "source", "--title", "The Daily, 2020", "--type", "article-newspaper").returncode == 0
    assert casecode("new", "theme", "trust", "--title", "Trust", "--factor", "demand").returncode == 0
    added = casecode("add", "acme", "They trust it.", "-c", "trust", "-u", "first", "-s", "the-daily-2020")
    assert added.stdout == "e1\n"
    assert casecode("check", "acme", "--quiet").stdout == ""
    text = (project / "cases" / "acme.yaml").read_text(encoding="utf-8")
    assert "# Inductive codes under the factors" in text
    assert text.startswith("# yaml-language-server: $schema=case.schema.json\ncase: acme\n")
    assert "units:\n  first: {title: First unit}\n  second: {title: Second unit}\n" in text
    assert casecode("new", "case", "acme", "--title", "Acme").returncode == 2
    assert casecode("new", "theme", "trust", "--title", "Trust", "--factor", "demand").returncode == 2
    assert casecode("new", "theme", "t", "--title", "T", "--factor", "nowhere").returncode == 1


def test_a_new_framework_is_one_to_start_from(project: Path, casecode: Run) -> None:
    """A blank framework has definitions, a question, a proposition and a matrix, and no problem."""
    assert casecode("new", "framework", "mine", "--title", "Mine").returncode == 0
    assert casecode("check", "frameworks/mine.yaml", "--strict").returncode == 0
    assert "Context and process" in casecode("show", "mine").stdout
    text = (project / "frameworks" / "mine.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=framework.schema.json\nframework: mine\n")
    assert (builtin_root() / "frameworks").is_dir()


def test_a_terminal_is_offered_the_frameworks_and_asked_again(
    tmp_path: Path, casecode: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a terminal `init` lists what is built in, and asks again where the answer is no id."""
    answers = iter(["Ward 7", "ward-7", "My Study", "my-study"])
    monkeypatch.setattr("casecode.console.asking.can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    result = casecode("init", "study")
    assert result.returncode == 0, result.stderr
    assert "uppsala" in result.stderr
    assert '"My Study" is not an id: for example "my-study"' in result.stderr
    assert (tmp_path / "study" / "frameworks" / "my-study.yaml").is_file()
