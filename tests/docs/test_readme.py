"""The README is a test: what it shows is what a reader gets."""

import os
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from casecode.app import COMMANDS, app

README = Path(__file__).parents[2] / "README.md"
TEXT = README.read_text(encoding="utf-8")


def examples() -> list[tuple[str, str]]:
    """The commands of the console blocks, each with the output shown below it."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


def run(command: str) -> str:
    """What a command prints in a terminal of 80 columns, without colour."""
    arguments = shlex.split(command)
    assert arguments.pop(0) == "casecode"
    result = CliRunner().invoke(app, arguments, env={"COLUMNS": "80"})
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(("command", "output"), examples())
def test_shown_output_is_real(command: str, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of the README prints exactly what stands below it."""
    monkeypatch.chdir(README.parent)
    real = run(command)
    if os.environ.get("CASECODE_UPDATE_GOLDENS"):
        text = README.read_text(encoding="utf-8")
        README.write_text(text.replace(f"$ {command}\n{output}", f"$ {command}\n{real}", 1), encoding="utf-8")
    else:
        assert output == real


def test_every_command_is_documented() -> None:
    """Every command has a row in the README's table and a line in the help."""
    for name, line in COMMANDS.items():
        assert f"| `casecode {name}" in TEXT
        assert line.endswith(".")


def test_first_case_of_the_readme_passes_check(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The case that the README tells a reader to begin with has no errors, and its matrices show."""
    block = re.search(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    assert block is not None
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "acme.yaml").write_text(block[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    run("casecode check cases/acme.yaml")
    assert "Taste for cheap parcels" in run("casecode analyze acme")
