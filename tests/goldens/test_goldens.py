"""What people see, in every format and at several widths, held against files.

After a change that is meant, `CASECODE_UPDATE_GOLDENS=1 pytest tests/goldens` writes them anew: read the difference.
"""

import os
from pathlib import Path

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
    "coverage": ["coverage", "nova"],
    "matrix": ["matrix", "nova", "--heat"],
    "cooccurrence": ["matrix", "nova", "--rows", "factor", "--columns", "theme"],
    "summaries": ["matrix", "nova", "--cells", "summary"],
    "patterns": ["patterns", "nova", "--evidence"],
    "trace": ["trace", "low-price"],
    "timeline": ["timeline", "nova"],
    "lens": ["analyze", "nova", "--framework", "push-pull"],
    "list": ["list", "themes", "--case", "nova"],
    "show": ["show", "low-price"],
}
WIDE = ("analyze", "compare", "profile", "evidence", "matrix", "cooccurrence", "patterns", "trace")
OTHERS = {
    "compare-three.txt": ["compare", "home", "brazil", "japan", "--all"],
    "list-all.txt": ["list", "--case", "nova"],
    "list-sources.txt": ["list", "sources", "--case", "nova"],
    "show-framework.txt": ["show", "ventures", "--verbose"],
    "show-case.txt": ["show", "nova:nova"],
    "show-question.txt": ["show", "main"],
    "check.txt": ["check"],
    "check.short.txt": ["check", "--format", "short"],
    "check.json": ["check", "--format", "json"],
    "check.github.txt": ["check", "--format", "github"],
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


def cases() -> dict[str, tuple[list[str], str]]:
    """For each golden file the arguments and the width that make it."""
    found = {name: (arguments, "80") for name, arguments in OTHERS.items()}
    for name, arguments in REPORTS.items():
        for form, suffix in FORMATS.items():
            found[f"{name}.{suffix}"] = ([*arguments, "--format", form], "80")
        for width in ("60", "80", "120", "200"):
            if name in WIDE or width == "80":
                found[f"{name}.{width}.txt"] = (arguments, width)
    return found


def held(path: Path, text: str) -> None:
    """Compare a text with a golden file, or write it there where asked for."""
    if os.environ.get("CASECODE_UPDATE_GOLDENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "call"), cases().items(), ids=lambda value: value if isinstance(value, str) else "")
def test_golden(name: str, call: tuple[list[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A report of the test project is what its golden file says, to the letter."""
    monkeypatch.chdir(HERE / "project")
    result = CliRunner().invoke(app, call[0], env={"COLUMNS": call[1]})
    assert result.exit_code == 0, result.output
    held(HERE / "expected" / name, result.stdout)
    if name.endswith(".txt") and not name.startswith("check"):
        longest = max(len(line) for line in result.stdout.splitlines())
        assert longest <= int(call[1])


@pytest.mark.parametrize("name", ["analyze", "compare"])
def test_shipped_case(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The founding case shows, from any folder, as its golden files say."""
    monkeypatch.chdir(tmp_path)
    arguments = {"analyze": ["analyze", "alibaba.yaml"], "compare": ["compare", "russia", "sea"]}[name]
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": "100"})
    assert result.exit_code == 0, result.output
    held(HERE / "expected" / f"alibaba-{name}.100.txt", result.stdout)
