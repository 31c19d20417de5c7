"""One project that breaks each rule, and the exact message for it.

`CASECODE_UPDATE_GOLDENS=1` writes the messages anew: read the difference.
"""

import os
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from casecode.app import app
from casecode.checks.everything import RULES
from casecode.read import text

HERE = Path(__file__).parent


@pytest.mark.parametrize("rule", RULES)
def test_message_is_exact(rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking the project of a rule reports that rule and no other, in exactly the words of expected.txt."""
    corpus = HERE / rule
    assert corpus.is_dir(), f"no project breaks the rule {rule}"
    shutil.copytree(corpus, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    if rule == "too-large":
        monkeypatch.setattr(text, "LARGEST_YAML", 1500)
    # A framework that is at fault is checked alone: its mistakes would make others in a case.
    paths = ["."] if (tmp_path / "cases").is_dir() else ["frameworks/tiny.yaml"]
    result = CliRunner().invoke(app, ["--no-cache", "check", *paths])
    expected = corpus / "expected.txt"
    if os.environ.get("CASECODE_UPDATE_GOLDENS"):
        expected.write_text(result.stdout, encoding="utf-8")
    assert result.stdout == expected.read_text(encoding="utf-8")
    assert f"[{rule}]" in result.stdout
    assert result.exit_code == (1 if RULES[rule].severity == "error" else 0)
    strict = CliRunner().invoke(app, ["check", "--strict", "--format", "short", *paths])
    assert strict.exit_code == 1
    assert {line.split("[")[1].split("]")[0] for line in strict.stdout.splitlines()} == {rule}


def test_no_project_without_a_rule() -> None:
    """Every project of the corpus belongs to a rule that exists."""
    assert {path.name for path in HERE.iterdir() if (path / "expected.txt").exists()} == set(RULES)
