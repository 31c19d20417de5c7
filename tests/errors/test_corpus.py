"""One project that breaks each rule, and the exact message for it.

`CASECODE_UPDATE_GOLDENS=1` writes the messages anew: read the difference.
"""

import ast
import os
import pkgutil
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

import casecode
from casecode import checks
from casecode.app import app
from casecode.checks.errors import FAMILIES
from casecode.checks.everything import RULES
from casecode.checks.rule import Rule, rules_of
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


def declared() -> list[Rule]:
    """Every rule in a module of the package of checks, whether a list of families names the module or not."""
    modules = [import_module(f"{checks.__name__}.{it.name}") for it in pkgutil.iter_modules(checks.__path__)]
    return [it for module in modules for it in vars(module).values() if isinstance(it, Rule)]


def test_every_rule_is_known_and_has_its_own_id() -> None:
    """A rule declared in any module is among all rules, under an id that no other has; reports look for every error."""
    assert sorted(rule.id for rule in declared()) == sorted(RULES)
    assert {rule.id for rule in RULES.values() if rule.severity == "error"} == set(rules_of(FAMILIES))


def reported() -> Iterator[tuple[str, str]]:
    """Each rule that a problem is made of anywhere in the code, with the file."""
    for path in Path(casecode.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Problem":
                rule = call.args[0]
                if isinstance(rule, ast.Constant):
                    yield str(rule.value), str(path)


def test_what_reading_reports_is_declared_as_an_error() -> None:
    """A problem that is made where a file is read is of a rule that is declared, and an error."""
    found = list(reported())
    assert len(found) > 20
    assert {RULES[rule].severity for rule, _ in found} == {"error"}


def test_rules_without_a_check_are_those_that_reading_reports() -> None:
    """A declared rule has a check, or is reported by name."""
    named = {rule for rule, _ in reported()}
    for rule in RULES.values():
        has_check = rule.framework_checks or rule.study_checks or rule.corpus_checks
        assert has_check or rule.id in named or "waiver" in rule.id, rule.id
