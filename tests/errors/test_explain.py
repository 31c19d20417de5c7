"""What `casecode explain` shows is true: its examples fail and pass as they say."""

import re
from pathlib import Path

import pytest

from casecode.checks.everything import RULES, check
from casecode.checks.waivers import sift
from casecode.project.catalogue import Catalogue
from casecode.project.project import Project
from casecode.read import text
from casecode.reports.explain import rules
from conftest import DEMO, TINY

SURVEY = "In both years most shoppers looked for low prices.\n"


def sections(source: str) -> dict[str, str]:
    """The parts of a file under its top-level keys."""
    found: dict[str, str] = {}
    key = ""
    for line in source.splitlines(keepends=True):
        if line.startswith("#"):
            continue
        if match := re.match(r"([a-z-]+):", line):
            key = match[1]
        found[key] = found.get(key, "") + line
    return found


def broken_rules(example: str, project: Path) -> set[str]:
    """The rules that an example breaks, with the keys that it leaves out as they should be."""
    is_framework = example.startswith("# frameworks")
    whole = "".join({**(sections(TINY) if is_framework else DEMO), **sections(example + "\n")}.values())
    if "nothing but this comment" in example:
        whole = example
    data = whole.encode().replace(b"\\xe9", b"\xe9")
    path = project / ("frameworks/tiny.yaml" if is_framework else "cases/demo.yaml")
    path.write_bytes(data)
    (project / "documents").mkdir(exist_ok=True)
    (project / "documents" / "survey.txt").write_text(SURVEY, encoding="utf-8")
    (project / "documents" / "survey.odt").write_bytes(b"PK")
    opened = Project(Catalogue.at(project))
    opened.take(path)
    if "cases/other.yaml" in example:
        (project / "cases/other.yaml").write_bytes(data.replace(b"case: demo", b"case: other"))
        opened.take(project / "cases/other.yaml")
    found = [*opened.problems, *opened.located(check(opened.corpus))]
    return {problem.rule for problem in sift(found, opened.waiving_documents, RULES).standing}


@pytest.mark.parametrize("rule", RULES)
def test_examples_fail_and_pass(rule: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The failing example of a rule breaks it, and the passing one does not."""
    explained = rules()[rule]
    if rule == "too-large":
        monkeypatch.setattr(text, "LARGEST_YAML", 100)
    assert rule in broken_rules(explained.fails, project)
    monkeypatch.undo()
    assert rule not in broken_rules(explained.passes, project)


def test_every_rule_says_what_and_why() -> None:
    """Every rule has a sentence that says what it means and one that says why it matters."""
    for rule in rules().values():
        assert rule.means.endswith("."), rule.id
        assert len(rule.why) > 30, rule.id
