"""What messages advise can be done: commands exist, names are not those that were typed."""

import json
import re
from pathlib import Path

import pytest

from casecode.analysis.refusal import few
from casecode.app import COMMANDS
from casecode.commands.list import Kind
from casecode.model.problem import in_full, nearest
from conftest import DEMO, Run

SOURCE = Path(__file__).parents[2] / "cli" / "casecode"
FILES = sorted(path for path in SOURCE.rglob("*") if path.suffix in (".py", ".yaml", ".md"))


@pytest.fixture
def twins(project: Path, casecode: Run) -> Run:
    """Calls the command in a project of two cases with the same ids."""
    for name in ("one", "two"):
        text = "".join({**DEMO, "case": f"case: {name}\n"}.values())
        (project / "cases" / f"{name}.yaml").write_text(text.replace("source: survey}", "source: survey, coder: ann}"))
    return casecode


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_commands_in_texts_exist(path: Path) -> None:
    """Every `casecode …` that a message, a docstring or a page names is a command; what `list` is to list it can."""
    for command, what in re.findall(r"`casecode ([a-z][a-z-]*)(?: ([a-z]+))?", path.read_text(encoding="utf-8")):
        assert command in COMMANDS
        assert command != "list" or what in ("", *Kind)


def test_what_can_be_unknown_can_be_listed() -> None:
    """The hint of an unknown name says what lists those that there are: for each kind there is such a list."""
    texts = [path.read_text(encoding="utf-8") for path in (SOURCE / "checks").glob("*.py")]
    kinds = {kind for text in texts for kind in re.findall(r'unknown\("([a-z]+)", ', text)}
    assert len(kinds) == 6
    assert {kind if kind == "evidence" else f"{kind}s" for kind in kinds} <= {*Kind}


def test_a_hint_never_names_the_word_itself() -> None:
    """A word that is known elsewhere is not proposed for itself; the next nearest is, or what has it in full."""
    assert nearest("e1", ["e1"]) is None
    assert nearest("e1", ["e1", "e11"]) == 'did you mean "e11"?'
    assert in_full([]) is None
    assert in_full(["one:e1"]) == 'did you mean "one:e1"?'
    assert in_full(["one:e1", "two:e1", "one:e1"]) == "write one of one:e1, two:e1"


@pytest.mark.parametrize(
    "arguments",
    [("show", "three:e1"), ("quote", "three:e1"), ("trace", "three:e1"), ("edit", "three:e1", "--note", "x")],
)
def test_an_id_of_another_case_is_given_in_full(twins: Run, arguments: tuple[str, ...]) -> None:
    """Who gives the wrong case for an id is told which cases have it."""
    done = twins(*arguments)
    assert done.returncode != 0
    assert "one:e1" in done.stderr
    assert "two:e1" in done.stderr
    assert 'did you mean "e1"?' not in done.stderr


def test_a_name_of_another_kind_is_told(twins: Run) -> None:
    """A factor given as a theme is known, and the option that takes it."""
    done = twins("evidence", "one", "--theme", "demand")
    assert done.returncode == 2
    assert 'there is no theme "demand"' in done.stderr
    assert '"demand" is a factor: --factor demand' in done.stderr


@pytest.mark.parametrize(
    ("kind", "first"),
    [
        (
            "evidence",
            {
                "id": "e1",
                "case": "one",
                "statement": "Shoppers look for low prices.",
                "codes": "prices",
                "source": "survey",
                "date": "",
                "stance": "supports",
            },
        ),
        (
            "questions",
            {
                "id": "why-abroad",
                "framework": "tiny",
                "kind": "research-question",
                "text": "Why do firms go abroad?",
                "conclusions": "2",
            },
        ),
        (
            "conclusions",
            {"id": "why-abroad", "case": "one", "question": "why-abroad", "text": "So.", "themes": "prices"},
        ),
        ("coders", {"id": "ann", "case": "one", "evidence": "1", "sources": "1"}),
    ],
)
def test_everything_with_a_name_can_be_listed(twins: Run, project: Path, kind: str, first: dict[str, str]) -> None:
    """Evidence, questions, conclusions and coders are lists like the others, in JSON and CSV as well."""
    conclusion = "conclusions:\n  - {question: why-abroad, text: So., themes: [prices]}\n"
    for name in ("one", "two"):
        with (project / "cases" / f"{name}.yaml").open("a", encoding="utf-8") as file:
            file.write(conclusion)
    listed = json.loads(twins("list", kind, "--format", "json").stdout)
    assert listed[0] == first
    assert twins("list", kind, "--format", "csv").stdout.split("\n")[0] == ",".join(first)
    assert first["id"] in twins("list", kind).stdout


def test_a_hint_lists_a_dozen_names() -> None:
    """Of more it tells how many others there are; one is not left out for the sake of saying so."""
    known = [f"n{number}" for number in range(1, 15)]
    assert few(known[:13]) == ", ".join(known[:13])
    assert few(known) == f"{', '.join(known[:12])} and 2 others"
    assert few([]) == "none"


@pytest.mark.parametrize("command", ["show", "trace"])
def test_a_case_or_kind_may_stand_before_an_id(twins: Run, command: str) -> None:
    """`two e1` is `two:e1`, and `source survey` is `source:survey`; three words are too many."""
    assert twins(command, "two", "e1").stdout == twins(command, "two:e1").stdout != twins(command, "one:e1").stdout
    assert twins(command, "factor", "demand").stdout == twins(command, "factor:demand").stdout
    refused = twins(command, "two", "e1", "e2")
    assert refused.returncode == 2
    assert "one thing at a time" in refused.stderr
