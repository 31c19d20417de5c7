"""Commands across cases: what they leave out, whom they name, and what they say where they cannot answer."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from conftest import Run

RIVALS = Path(__file__).parents[1] / "goldens" / "rivals"
Ask = Callable[..., Any]


@pytest.fixture
def ask(casecode: Run) -> Ask:
    """Calls a command on the rival shops and takes its JSON."""

    def run(*arguments: str) -> Any:
        done = casecode(*arguments, "--format", "json", cwd=str(RIVALS))
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_an_outcome_is_no_reason_for_itself(ask: Ask) -> None:
    """What a rating sums up is left out, and so is the factor of a theme that is the outcome, or the theme."""
    by_rating = ask("mill", "--outcome", "success=high")
    assert by_rating["left_out"] == ["results"]
    assert "results" not in [row["id"] for row in by_rating["rows"]]
    assert ask("mill", "--outcome", "sales")["left_out"] == ["results"]
    by_theme = ask("mill", "--outcome", "sales", "--rows", "theme")
    assert by_theme["left_out"] == ["sales"]
    assert ask("mill", "--outcome", "conduct")["left_out"] == ["entry", "price"]


def test_cases_without_the_outcome_known_are_left_aside(ask: Ask) -> None:
    """A case without a rating is neither with nor without the outcome."""
    found = ask("mill", "--outcome", "success=high")
    assert (found["with_outcome"], found["without_outcome"], found["not_known"]) == (["ada", "bo"], ["cy"], ["dee"])
    findings = {one["row"]: one["finding"] for one in found["agreement"]}
    assert findings == {"entry": "distinguishes", "capital": "open", "price": "not distinctive", "brand": "ruled out"}


def test_cells_name_their_evidence(ask: Ask) -> None:
    """Every state, theme and pair leads to evidence ids."""
    profiles = ask("pairs")["profiles"]
    ada = next(one for one in profiles if one["column"]["id"] == "ada")
    assert ada["rows"]["entry"] == {"state": "for", "supporting": ["a2"], "contradicting": [], "qualifying": []}
    contrast = ask("contrast", "--by", "success")
    entry = next(row for row in contrast["rows"] if row["factor"] == "entry")
    assert entry["contrast"] == "opposed"
    assert "c1" in json.dumps(entry["cells"]["cy"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mill", "--outcome", "succes=high"], 'there is no attribute "succes"'),
        (["mill", "--outcome", "success=hih"], 'there is no value of success "hih"'),
        (["mill", "--outcome", "entri"], 'there is no factor or theme "entri"'),
        (["pairs", "ada"], "this takes 2 columns or more"),
        (["contrast", "dee", "ada", "--by", "success"], 'nothing to contrast by "success"'),
        (["contrast", "--by", "size"], 'there is no attribute "size"'),
        (["mill", "--outcome", "success"], '"success" is an attribute'),
        (["mill", "--outcome", "success"], "hint: write success="),
        (["stack", "--sort", "size"], 'there is no attribute "size"'),
        (["stack", "--matrix", "m"], 'there is no matrix "m"'),
        (["mill", "ada:brasil", "bo", "--outcome", "sales"], "brasil"),
    ],
)
def test_what_cannot_be_answered_is_told(casecode: Run, arguments: list[str], said: str) -> None:
    """A wrong name, one column alone or nothing to tell apart end the call with 2 and a reason."""
    done = casecode(*arguments, cwd=str(RIVALS))
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert done.stdout == ""


def test_order_of_the_call_changes_no_finding(ask: Ask) -> None:
    """Distances and verdicts are the same whichever case is named first."""

    def distances(*names: str) -> dict[frozenset[str], float]:
        return {frozenset(pair["columns"]): pair["distance"] for pair in ask("pairs", *names)["pairs"]}

    assert distances("ada", "bo", "cy") == distances("cy", "ada", "bo")
    verdicts = [
        {row["factor"]: row["verdict"] for row in ask("compare", *names)["rows"]}
        for names in (("ada", "bo", "cy"), ("cy", "bo", "ada"))
    ]
    assert verdicts[0] == verdicts[1]


def test_a_rating_of_no_factor_is_told(casecode: Run, project: Path) -> None:
    """An attribute that sums up a factor which is not there is a problem at its place."""
    copytree(RIVALS / "frameworks", project / "frameworks", dirs_exist_ok=True)
    path = project / "frameworks" / "growth.yaml"
    path.write_text(
        path.read_text("utf-8").replace("factor: results\n    values", "factor: result\n    values"), "utf-8"
    )
    done = casecode("check", str(path))
    assert done.returncode == 1
    assert 'error[unknown-factor] there is no factor "result"' in done.stdout
