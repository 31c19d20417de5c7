"""The README is a test: what it shows is what a reader gets."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from casecode.app import COMMANDS, app
from made_files import pdf

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


def commands_below(heading: str) -> list[str]:
    """The commands that stand indented below a heading, without their comments; lines that go on are joined."""
    part = TEXT[TEXT.index(heading) :].partition("\n\n    ")[2]
    lines = re.split(r"\n(?! |\n)", part, maxsplit=1)[0].replace("\\\n", " ").splitlines()
    return [command for line in lines if (command := re.sub(r"\s+# .*", "", line).strip())]


def shell(folder: Path, command: str) -> "subprocess.CompletedProcess[str]":
    """A command as a reader types it in a folder."""
    names = f'casecode() {{ {shlex.quote(sys.executable)} -m casecode "$@"; }}; export -f casecode; '
    words = command.replace("xargs -n1 casecode", f"xargs -n1 {shlex.quote(sys.executable)} -m casecode")
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", names + words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_own_case_is_begun_as_shown(tmp_path: Path) -> None:
    """Every command of "Your own case" does what it says, one after the other, to a study without errors."""
    folder = tmp_path / "my-study"
    for command in commands_below("## Your own case"):
        if command.startswith("cd "):
            (folder / "zotero.bib").write_text(
                "@book{doe2001, title={Ventures}, author={Doe, Jane}, year={2001}}\n", "utf-8"
            )
            book = Workbook()
            book.active.append(["codes", "units", "statement", "source", "quote"])
            for number in range(6):
                quote = "Half of them paid less." if number == 5 else ""
                book.active.append(["price-preference", "brazil", f"Statement {number}.", "doe2001", quote])
            book.save(folder / "codings.xlsx")
            (folder / "documents" / "press-2021.pdf").write_bytes(pdf([["Half of them paid less."]]))
        elif not command.startswith("casecode code "):  # that takes the whole terminal
            done = shell(folder if folder.exists() else tmp_path, command)
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert "0 errors" in shell(folder, "casecode check").stderr


def test_ways_into_the_thesis_work_as_shown(tmp_path: Path) -> None:
    """Every command of "Into the thesis, into a pipe" ends well, in any folder, and leaves the files it names."""
    for command in commands_below("**Into the thesis, into a pipe.**"):
        if "jq" in command and shutil.which("jq") is None:
            continue
        done = shell(tmp_path, command)
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    assert {path.name for path in tmp_path.iterdir()} == {"tables.tex", "comparison.html", "timeline.svg", "themes.csv"}
