"""The registry of formats: what it says of reports and writers, and what follows from it for `--format`."""

import re
import sys
from importlib import import_module
from inspect import isclass, signature
from keyword import iskeyword
from pathlib import Path
from types import ModuleType
from typing import Annotated, Any

import pytest
import typer
from typer.testing import CliRunner

from casecode.app import app
from casecode.completion.table import table
from casecode.console.output import emit
from casecode.console.signature import spread
from casecode.console.writing import Output, Writing
from casecode.render import formats
from casecode.render.formats import ANY, FORMATS, OFFERS, Format, Look, formats_of
from casecode.reports.explain import Rules

PROJECT = Path(__file__).parents[1] / "goldens" / "project"
CALLS = {
    "analyze": "analyze nova",
    "check": "check nova",
    "codebook": "codebook ventures",
    "compare": "compare brazil japan",
    "contrast": "contrast ada cy --by success",
    "coverage": "coverage nova",
    "display": "display nova",
    "documents": "documents nova",
    "evidence": "evidence nova",
    "explain": "explain",
    "fragility": "fragility nova",
    "list": "list cases",
    "matrix": "matrix nova --cells themes",
    "mill": "mill --outcome success=high",
    "pairs": "pairs",
    "patterns": "patterns nova",
    "profile": "profile nova",
    "report": "report nova",
    "show": "show ventures",
    "sources": "export sources nova",
    "stack": "stack",
    "structure": "structure nova",
    "timeline": "timeline nova",
    "trace": "trace low-price",
}
RIVALS = ("contrast", "mill", "pairs", "stack")  # those that need several cases
REPORTS = sorted(OFFERS)


@pytest.fixture(autouse=True)
def in_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in the project of the goldens."""
    monkeypatch.chdir(PROJECT)


def choices(command: str) -> list[str]:
    """What `--format` of a command takes, as a shell completes it."""
    name = "export sources" if command == "sources" else command
    (form,) = (one for one in table()[name].parameters if "--format" in one.spellings)
    return form.choices


@pytest.mark.parametrize("report", REPORTS)
def test_what_is_offered_is_what_the_classes_have(report: str) -> None:
    """The registry names the methods that the report classes of a command have, neither more nor fewer."""
    module = import_module(f"casecode.reports.{report}")
    needed = {it.needs for it in FORMATS}
    classes = [
        it
        for it in vars(module).values()
        if isclass(it) and it.__module__ == module.__name__ and {"wire", "references"} & {*dir(it)}
    ]
    assert classes
    for it in classes:
        assert {name for name in needed if hasattr(it, name)} == set(OFFERS[report]) - {"ids"}


@pytest.mark.parametrize("report", REPORTS)
def test_choices_follow_from_the_report(report: str) -> None:
    """A command takes the formats that its report can be written in: all that take a page, and what it has beyond."""
    assert choices(report) == [it.name for it in formats_of(report)]
    if set(ANY) <= set(OFFERS[report]):
        assert {"table", "json", "csv", "markdown", "html", "latex"} <= set(choices(report))


def test_particular_choices() -> None:
    """Lists are JSON Lines too, chains and frameworks are diagrams, what has dates is a chart, displays are pictures,
    problems have formats of their own."""
    assert "jsonl" in choices("evidence")
    assert "svg" in choices("timeline")
    assert "svg" in choices("display")
    for command in ("trace", "show", "structure"):
        assert {"mermaid", "dot", "svg"} <= set(choices(command))
    assert choices("check") == ["text", "short", "json", "github"]
    assert choices("export evidence") == ["parquet", "csv"]


@pytest.mark.parametrize("form", FORMATS, ids=lambda it: str(it.name))
def test_every_writer_has_one_interface(form: Any) -> None:
    """A format is a module with `render(report, look)`."""
    name = form.module or form.name
    assert not iskeyword(name)
    assert len(signature(import_module(f"casecode.render.{name}").render).parameters) == 2
    assert Look() == Look(ids=False, fragment=False, width=None)


def test_a_format_is_one_entry_and_a_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that is added to the registry is a choice, is meant by its ending, and is written, without more."""
    shout = ModuleType("casecode.render.shout")
    vars(shout)["render"] = lambda report, look: report.page().title.upper() + "!" * look.ids
    monkeypatch.setitem(sys.modules, shout.__name__, shout)
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, Format("shout", "page", (".shout",), ("ids",))))

    def run(*, output: Annotated[Output, Writing("analyze")]) -> None:
        emit(Rules(()), output)

    loud = typer.Typer()
    loud.command()(spread(run))
    target = tmp_path / "page.shout"
    assert CliRunner().invoke(loud, ["-o", str(target), "-e"]).exit_code == 0
    assert target.read_text("utf-8") == Rules(()).page().title.upper() + "!"
    assert CliRunner().invoke(loud, ["--format", "shout"]).stdout == Rules(()).page().title.upper()


@pytest.mark.parametrize("command", CALLS)
def test_every_choice_writes_something(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each format that is offered can be written, to a file that then holds it."""
    monkeypatch.chdir(PROJECT.parent / "rivals" if command in RIVALS else PROJECT)
    for name in choices(command):
        target = tmp_path / f"out.{name}"
        result = CliRunner().invoke(app, [*CALLS[command].split(), "--format", name, "-o", str(target)])
        assert result.exit_code == 0, result.output
        assert target.exists()
        assert target.stat().st_size or (command, name) == ("check", "github"), name


@pytest.mark.parametrize("command", [it for it in CALLS if "ids" in OFFERS[it]])
def test_ids_make_a_difference(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where --evidence is offered it shows ids that are not there without it."""
    monkeypatch.chdir(PROJECT.parent / "rivals" if command in RIVALS else PROJECT)
    plain, named = (CliRunner().invoke(app, [*CALLS[command].split(), *more]).stdout for more in ([], ["-e"]))
    assert plain != named
    assert len(named) > len(plain)


@pytest.mark.parametrize(
    ("ending", "begins"),
    [
        ("json", "{"),
        ("csv", "case,"),
        ("md", "### "),
        ("HTML", "<!DOCTYPE html>"),
        ("tex", "\\documentclass"),
        ("txt", "Drivers of Nova"),
        ("", "Drivers of Nova"),
    ],
)
def test_the_ending_of_a_file_names_the_format(ending: str, begins: str, tmp_path: Path) -> None:
    """Without --format a file is what its ending says; one without an ending gets the table."""
    target = tmp_path / (f"out.{ending}" if ending else "out")
    assert CliRunner().invoke(app, ["analyze", "nova", "-o", str(target)]).exit_code == 0
    assert target.read_text("utf-8").startswith(begins)


def test_a_format_that_is_named_is_taken(tmp_path: Path) -> None:
    """--format has the word, whatever the file is called."""
    target = tmp_path / "page.html"
    assert CliRunner().invoke(app, ["analyze", "nova", "-f", "csv", "-o", str(target)]).exit_code == 0
    assert target.read_text("utf-8").startswith("case,")


@pytest.mark.parametrize(("name", "told"), [("chart.svg", "svg"), ("table.odt", ".odt"), ("a.JPG", ".JPG")])
def test_an_ending_that_cannot_be_is_told(name: str, told: str, tmp_path: Path) -> None:
    """A file whose ending names a format that the report has not, or nobody has, is not filled with another."""
    result = CliRunner().invoke(app, ["analyze", "nova", "-o", str(tmp_path / name)])
    assert result.exit_code == 2
    assert f"cannot be written as {told}" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_template_is_for_word_alone(tmp_path: Path) -> None:
    """Any other format with --template is told which takes one, and nothing is written."""
    target = tmp_path / "page.html"
    result = CliRunner().invoke(app, ["analyze", "nova", "--template", "house.docx", "-o", str(target)])
    assert result.exit_code == 2
    assert "html takes no --template" in result.stderr
    assert "-f docx" in result.stderr
    assert not target.exists()


@pytest.mark.parametrize(("name", "extra"), [("docx", "office"), ("xlsx", "office"), ("pdf", "pdf")])
def test_what_a_format_lacks_is_told(name: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the package of a format is missing, the call says how to get it."""
    monkeypatch.setattr("casecode.console.writing.find_spec", lambda _name: None)
    result = CliRunner().invoke(app, ["analyze", "nova", "-o", str(tmp_path / f"page.{name}")])
    assert result.exit_code == 2
    assert f'pip install "casecode[{extra}]"' in result.stderr


def test_documents_tell_what_the_evidence_in_cells_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """With --evidence each piece that a cell names stands once in an appendix, of several cases with their names."""
    monkeypatch.chdir(PROJECT.parent / "rivals")
    call = ["stack", "ada", "cy", "-f", "typst"]
    plain, named = (CliRunner().invoke(app, [*call, *more]).stdout for more in ([], ["-e"]))
    assert "The evidence in the tables" not in plain
    _, _, appendix = named.partition("The evidence in the tables")
    ids = {*re.findall(r'evidence\("((?:ada|cy):\w+)"', named)}
    assert {one.partition(":")[0] for one in ids} == {"ada", "cy"}
    assert [appendix.count(f'line("{id_}", role: "strong")') for id_ in sorted(ids)] == [1] * len(ids)
