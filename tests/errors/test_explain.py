"""What `casecode explain` shows is true: its examples fail and pass as they say."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from casecode.checks.everything import RULES, check
from casecode.checks.rule import Rule
from casecode.checks.waivers import sift
from casecode.project.catalogue import Catalogue
from casecode.project.project import Project
from casecode.read import text
from casecode.reports.explain import rules
from conftest import DEMO, TINY

SCALE = "rating: {title: Valence, values: {-1: barrier, 0: neutral, 1: facilitator}}\n"
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
    framework, both, case = example.partition("\n# cases/demo.yaml\n")
    if both and framework.startswith("# frameworks/tiny.yaml"):
        whole_framework = {**sections(TINY), **sections(framework + "\n")}
        (project / "frameworks/tiny.yaml").write_text("".join(whole_framework.values()), encoding="utf-8")
        example = f"# cases/demo.yaml\n{case}"
    is_framework = example.startswith("# frameworks")
    whole = "".join({**(sections(TINY) if is_framework else DEMO), **sections(example + "\n")}.values())
    if "nothing but this comment" in example:
        whole = example
    data = whole.encode().replace(b"\\xe9", b"\xe9")
    path = project / ("frameworks/tiny.yaml" if is_framework else "cases/demo.yaml")
    path.write_bytes(data)
    if "the scale of the framework" in example:
        (project / "frameworks/tiny.yaml").write_text(TINY + SCALE, encoding="utf-8")
    (project / "documents").mkdir(exist_ok=True)
    (project / "documents" / "survey.txt").write_text(SURVEY, encoding="utf-8")
    (project / "documents" / "survey.pages").write_bytes(b"PK")
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


def test_the_rule_in_contributing_is_one(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule that CONTRIBUTING.md adds, put as it stands into the module that it names, is checked and explained."""
    source = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = re.search(r"```python checks/(\w+)\.py\n(.*?)\n```", source, re.DOTALL)
    assert block
    module = vars(import_module(f"casecode.checks.{block[1]}")).copy()
    exec(block[2], module)
    (rule,) = (it for it in module.values() if isinstance(it, Rule) and it.id not in RULES)
    monkeypatch.setitem(RULES, rule.id, rule)
    assert rule.id in broken_rules(rules()[rule.id].fails, project)
    assert rule.id not in broken_rules(rules()[rule.id].passes, project)


def test_every_rule_says_what_and_why() -> None:
    """Every rule has a sentence that says what it means and one that says why it matters."""
    for rule in rules().values():
        assert rule.means.endswith("."), rule.id
        assert len(rule.why) > 30, rule.id
