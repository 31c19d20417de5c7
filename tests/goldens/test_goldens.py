"""What people see, in every format and at several widths, held against files.

After a change that is meant, `CASECODE_UPDATE_GOLDENS=1 pytest tests/goldens` writes them anew: read the difference.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from casecode.app import app

HERE = Path(__file__).parent
FORMATS = {"json": "json", "csv": "csv", "markdown": "md", "html": "html", "latex": "tex"}
REPORTS = {
    "analyze": ["analyze", "nova", "--evidence"],
    "compare": ["compare", "brazil", "japan", "--evidence"],
    "evidence": ["evidence", "nova", "--text", "partner", "--group-by", "unit"],
    "profile": ["profile", "nova", "--evidence"],
    "codebook": ["codebook", "ventures"],
    "coverage": ["coverage", "nova"],
    "matrix": ["matrix", "nova", "--heat"],
    "cooccurrence": ["matrix", "nova", "--rows", "factor", "--columns", "theme"],
    "summaries": ["matrix", "nova", "--cells", "summary"],
    "patterns": ["patterns", "nova", "--evidence"],
    "trace": ["trace", "low-price"],
    "structure": ["structure", "nova", "--evidence"],
    "timeline": ["timeline", "nova"],
    "lens": ["analyze", "nova", "--framework", "push-pull"],
    "display": ["display", "nova", "--evidence"],
    "list": ["list", "themes", "--case", "nova"],
    "show": ["show", "low-price"],
}
ACROSS = {
    "compare-cases": ["compare", "ada", "bo", "cy", "--evidence"],
    "meta-matrix": ["matrix", "-r", "factor", "-c", "case", "--cells", "presence", "--sort-columns", "success"],
    "stack": ["stack", "--by", "factor", "--sort", "success"],
    "contrast": ["contrast", "--by", "success"],
    "pairs": ["pairs"],
    "mill": ["mill", "--outcome", "success=high"],
}
WIDE = ("analyze", "compare", "profile", "display", "evidence", "matrix", "cooccurrence", "patterns", "trace")
ACROSS_OTHERS = {
    "compare-units.txt": ["compare", "ada:brazil", "bo:peru", "cy:chile"],
    "meta-matrix-sources.txt": [
        "matrix",
        "-r",
        "theme",
        "-c",
        "case",
        "--cells",
        "sources",
        "--sort-columns",
        "success",
    ],
    "stack-cases.txt": ["stack", "ada", "cy", "--factor", "conduct"],
    "contrast-units.txt": ["contrast", "ada:brazil", "ada:japan", "cy:chile", "--by", "success", "--all"],
    "pairs-themes.txt": ["pairs", "ada", "bo", "cy:chile", "--rows", "theme"],
    "mill-sensitivity.txt": ["mill", "--outcome", "success=high", "--sensitivity"],
    "mill-theme.txt": ["mill", "--outcome", "sales", "--rows", "theme", "--evidence"],
}
OTHERS = {
    "compare-three.txt": ["compare", "home", "brazil", "japan", "--all"],
    "list-all.txt": ["list", "--case", "nova"],
    "display-framework.txt": ["display", "ventures"],
    "show-display.txt": ["show", "range"],
    "list-displays.txt": ["list", "displays"],
    "list-sources.txt": ["list", "sources", "--case", "nova"],
    "fragility.txt": ["fragility", "nova"],
    "report.txt": ["report", "nova"],
    "report.md": ["report", "nova", "--evidence", "--format", "markdown"],
    "report.html": ["report", "nova", "--format", "html"],
    "report.tex": ["report", "nova", "--format", "latex"],
    "show-framework.txt": ["show", "ventures", "--verbose"],
    "show-case.txt": ["show", "nova:nova"],
    "show-question.txt": ["show", "main"],
    "check.txt": ["check"],
    "check.short.txt": ["check", "--format", "short"],
    "check.json": ["check", "--format", "json"],
    "check.github.txt": ["check", "--format", "github"],
    "display.svg": ["display", "nova", "--format", "svg"],
    "figure.svg": ["show", "ventures", "--case", "nova", "--format", "svg"],
    "figure.dot": ["show", "ventures", "--format", "dot"],
    "structure.svg": ["structure", "nova", "--format", "svg"],
    "structure.mmd": ["structure", "nova", "--format", "mermaid"],
    "timeline.svg": ["timeline", "nova", "--format", "svg"],
    "timeline.jsonl": ["timeline", "nova", "--only", "events", "--format", "jsonl"],
    "trace.mmd": ["trace", "slow-home", "--format", "mermaid"],
    "trace.dot": ["trace", "slow-home", "--format", "dot"],
    "trace-question.txt": ["trace", "main"],
    "trace-source.txt": ["trace", "source:talk"],
    "matrix-themes.txt": ["matrix", "nova", "--cells", "themes", "--rows", "unit", "--columns", "stage", "--all"],
    "matrix-presence.txt": ["matrix", "nova", "--rows", "theme", "--cells", "presence", "--sort", "title"],
    "matrix-within.txt": ["matrix", "nova", "--rows", "factor", "--columns", "factor", "--within", "unit"],
    "matrix-ids.txt": ["matrix", "nova", "--rows", "year", "--columns", "source-kind", "--cells", "ids", "--transpose"],
    "lens-compare.txt": ["compare", "brazil", "japan", "--framework", "push-pull"],
    "lens-patterns.txt": ["patterns", "nova", "--framework", "push-pull"],
    "explain.txt": ["explain", "unknown-unit"],
    "fragment.html": ["analyze", "nova", "--matrix", "reasons", "--format", "html", "--fragment"],
    "fragment.tex": ["analyze", "nova", "--matrix", "reasons", "--format", "latex", "--fragment"],
}


class Call(NamedTuple):
    """A golden file: the project and the arguments that make it, and the width of the terminal."""

    name: str
    project: str
    arguments: list[str]
    width: str


def calls() -> Iterator[Call]:
    """Every golden file."""
    for project, others, reports, wide in (
        ("project", OTHERS, REPORTS, WIDE),
        ("rivals", ACROSS_OTHERS, ACROSS, tuple(ACROSS)),
    ):
        for name, arguments in others.items():
            yield Call(name, project, arguments, "80")
        for name, arguments in reports.items():
            for form, suffix in FORMATS.items():
                yield Call(f"{name}.{suffix}", project, [*arguments, "--format", form], "80")
            for width in ("60", "80", "120", "200"):
                if name in wide or width == "80":
                    yield Call(f"{name}.{width}.txt", project, arguments, width)


def held(path: Path, text: str) -> None:
    """Compare a text with a golden file, or write it there where asked for."""
    if os.environ.get("CASECODE_UPDATE_GOLDENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("call", [*calls()], ids=lambda call: call.name)
def test_golden(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report of a test project is what its golden file says, to the letter."""
    monkeypatch.chdir(HERE / call.project)
    result = CliRunner().invoke(app, call.arguments, env={"COLUMNS": call.width})
    assert result.exit_code == 0, result.output
    held(HERE / "expected" / call.name, result.stdout)
    if call.name.endswith(".txt") and not call.name.startswith("check"):
        longest = max(len(line) for line in result.stdout.splitlines())
        assert longest <= int(call.width)


@pytest.mark.parametrize("name", ["analyze", "compare"])
def test_shipped_case(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The founding case shows, from any folder, as its golden files say."""
    monkeypatch.chdir(tmp_path)
    arguments = {"analyze": ["analyze", "alibaba.yaml"], "compare": ["compare", "russia", "sea"]}[name]
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": "100"})
    assert result.exit_code == 0, result.output
    held(HERE / "expected" / f"alibaba-{name}.100.txt", result.stdout)
