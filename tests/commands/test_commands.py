"""What each command prints where, and how it ends."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from casecode import __version__
from casecode.app import COMMANDS, KINDS, app, calls

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PROJECT = Path(__file__).parents[1] / "goldens" / "project"
NOVA = PROJECT / "cases" / "nova.yaml"


@pytest.fixture(autouse=True)
def in_project(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in the project of the goldens."""
    monkeypatch.chdir(PROJECT)


def call(*arguments: str, stdin: str | None = None) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(app, list(arguments), input=stdin, env={"COLUMNS": "100"})


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["analyze", "novva"], 'did you mean "nova"?'),
        (["analyze", "missing/nova.yaml"], "no such file"),
        (["analyze", "nova", "--matrix", "reason"], 'did you mean "reasons"?'),
        (["analyze", "nova", "--unit", "brasil"], 'did you mean "brazil"?'),
        (["analyze", "nova", "--factor", "prize"], 'did you mean "price"?'),
        (["analyze", "nova", "--source", "pres"], 'did you mean "press"?'),
        (["analyze", "nova", "--coder", "bob"], "known are: ann"),
        (["compare", "nova"], "nothing to compare"),
        (["compare", "brazil", "brazil"], "named twice: brazil"),
        (["compare", "brazil", "mars"], "neither a case nor a unit of one case"),
        (["compare", "nova:brazil", "nova:mars"], 'nova has no unit "mars"'),
        (["compare", "nova", "alibaba"], "different frameworks"),
        (["compare", "brazil", "japan", "--matrix", "none"], 'there is no matrix "none"'),
        (["show", "low-prize"], 'did you mean "low-price"?'),
        (["show", "conduct"], "write one of factor:conduct, matrix:conduct"),
        (["explain", "unknown-units"], 'did you mean "unknown-unit"?'),
        (["check", "nowhere.yaml"], "no such file"),
        (["list", "cases", "--case", "novva"], 'did you mean "nova"?'),
    ],
)
def test_wrong_call_ends_with_two_and_a_hint(arguments: list[str], said: str) -> None:
    """A call that names what does not exist prints nothing to stdout, says why and what to do, and exits with 2."""
    result = call(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert said in result.stderr


@pytest.mark.parametrize("arguments", [["nothing"], ["analyze"], ["analyze", "nova", "--format", "png"], ["list", "x"]])
def test_misused_command_line_ends_with_two(arguments: list[str]) -> None:
    """What the command line does not know is an error of the call."""
    assert call(*arguments).exit_code == 2


def test_filters_reach_the_evidence() -> None:
    """Each option narrows the evidence of the analysis as its name says."""

    def evidence(*options: str) -> int:
        (case,) = json.loads(call("analyze", "nova", "--format", "json", *options).stdout)["cases"]
        return int(case["coverage"]["evidence"])

    assert evidence() == 10
    assert evidence("--unit", "japan") == 3
    assert evidence("--unit", "japan", "--unit", "home") == 5
    assert evidence("--factor", "drivers") == 4
    assert evidence("--source", "talk") == 3
    assert evidence("--coder", "ann") == 1
    assert evidence("--stance", "contradicts") == 1
    assert evidence("--stance", "qualifies", "--unit", "brazil") == 1


def test_several_cases_one_after_the_other() -> None:
    """Analyzing two cases shows the matrices of both in the order of the call."""
    cases = json.loads(call("analyze", "nova", "alibaba.yaml", "--format", "json").stdout)["cases"]
    assert [case["case"] for case in cases] == ["nova", "alibaba"]


def test_case_on_standard_input() -> None:
    """A dash reads the case from standard input, with the frameworks of the project."""
    text = NOVA.read_text(encoding="utf-8")
    assert call("analyze", "-", stdin=text).stdout == call("analyze", "nova").stdout
    assert "<stdin>:1:1: error[unknown-key]" in call("check", "-", stdin=f"cas: x\n{text}").stdout


def test_json_contract_of_a_comparison() -> None:
    """A row names factor, verdict, shared and distinct, and for each column a list of themes with their evidence."""
    wire = json.loads(call("compare", "brazil", "japan", "--format", "json").stdout)
    assert wire["schema"] == "casecode/comparison/1"
    row = next(row for row in wire["rows"] if row["factor"] == "entry")
    assert row["verdict"] == "mixed"
    assert row["shared"] == ["local-partner"]
    assert row["distinct"] == {"brazil": [], "japan": ["own-office"]}
    theme = row["cells"]["brazil"][0]
    assert theme["evidence"] == ["e5", "e6", "e10"]
    assert theme["sources"] == ["press", "report", "talk"]
    assert theme["stance"] == "supports"
    likeness = {"columns": ["brazil", "japan"], "shared": 1, "either": 3, "jaccard": 1 / 3, "rows": 2, "open": 0}
    assert wire["similarity"] == [likeness]


@pytest.mark.parametrize(
    ("schema", "arguments"),
    [
        ("analysis", ["analyze", "nova", "alibaba"]),
        ("comparison", ["compare", "brazil", "japan", "--all"]),
        ("profile", ["profile", "nova"]),
        ("coverage", ["coverage", "nova"]),
        ("matrix", ["matrix", "nova", "alibaba"]),
        ("matrix", ["matrix", "nova", "--rows", "theme", "--columns", "theme"]),
        ("trace", ["trace", "main"]),
        ("timeline", ["timeline", "nova", "alibaba"]),
        ("patterns", ["patterns", "nova", "alibaba"]),
        ("analysis", ["analyze", "nova", "--framework", "push-pull"]),
        ("evidence-report", ["evidence", "nova", "--framework", "push-pull"]),
        ("item", ["show", "low-price"]),
        ("problems", ["check"]),
    ],
)
def test_json_keeps_to_its_schema(schema: str, arguments: list[str]) -> None:
    """What a report prints as JSON is valid by the schema that the tool prints for it."""
    validator = Draft202012Validator(json.loads(call("schema", schema).stdout))
    assert not list(validator.iter_errors(json.loads(call(*arguments, "--format", "json").stdout)))


def test_columns_of_several_cases_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Units of two cases are compared in full names, and one that both have cannot be named alone."""
    shutil.copytree(PROJECT, tmp_path, dirs_exist_ok=True)
    other = NOVA.read_text(encoding="utf-8").replace("case: nova", "case: vega").replace("Nova <Labs>", "Vega")
    (tmp_path / "cases" / "vega.yaml").write_text(other, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    wire = json.loads(call("compare", "nova:brazil", "vega:brazil", "--format", "json").stdout)
    assert [column["id"] for column in wire["columns"]] == ["nova:brazil", "vega:brazil"]
    assert wire["similarity"][0]["jaccard"] == 1
    result = call("compare", "brazil", "japan")
    assert result.exit_code == 2
    assert "nova:brazil, vega:brazil" in result.stderr
    wire = json.loads(call("compare", "nova", "vega", "--format", "json").stdout)
    assert [column["id"] for column in wire["columns"]] == ["nova", "vega"]


def test_errors_elsewhere_do_not_stop_a_comparison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken case that happens to hold the words of the units does not keep theirs from being compared."""
    shutil.copytree(PROJECT, tmp_path, dirs_exist_ok=True)
    (tmp_path / "cases" / "other.yaml").write_text("case: other\nnotes: [brazil, japan\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert call("compare", "brazil", "japan").exit_code == 0
    assert call("compare", "other:brazil", "nova:japan").exit_code == 1


def test_output_file(tmp_path: Path) -> None:
    """With -o the report goes to the file alone; a call that fails leaves no file behind."""
    target = tmp_path / "out.csv"
    result = call("compare", "brazil", "japan", "--format", "csv", "-o", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("case,matrix,factor")
    missed = tmp_path / "missed.csv"
    assert call("analyze", "nobody", "-o", str(missed)).exit_code == 2
    assert not missed.exists()
    assert call("analyze", "nova", "-o", str(tmp_path / "no" / "such" / "folder")).exit_code == 2


def test_check_exits(tmp_path: Path) -> None:
    """Warnings end with 0, with --strict with 1; --quiet leaves them out; errors end with 1."""
    assert call("check", "nova").exit_code == 0
    assert call("check", "--strict", "nova").exit_code == 1
    assert call("check", "--quiet", "nova").stdout == ""
    assert "0 errors and 2 warnings in 1 file." in call("check", "nova").stderr
    broken = tmp_path / "broken.yaml"
    broken.write_text(NOVA.read_text(encoding="utf-8").replace("units: [home]", "units: [hom]", 1), encoding="utf-8")
    assert call("check", str(broken)).exit_code == 1
    result = call("analyze", str(broken))
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "error[unknown-unit]" in result.stderr


def test_help_and_version() -> None:
    """Every command explains itself, the group lists them all, and the version is that of the package."""
    overview = call("--help").stdout
    assert all(name in overview for name in COMMANDS)
    for name in [*calls(), *KINDS]:
        result = call(*name.split(), "--help")
        assert result.exit_code == 0
        assert "Usage:" in result.stdout
    assert call("--version").stdout == f"casecode {__version__}\n"
    assert "Did you mean 'analyze'?" in call("analyse").stderr


def test_closed_pipe_is_quiet(casecode: Run) -> None:
    """A reader that stops early ends the call without a word."""
    command = f"{sys.executable} -m casecode list factors --format csv | head -1"
    result = subprocess.run(command, shell=True, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert result.stdout.startswith("id,framework")
    assert result.stderr == ""
    assert casecode("--version").returncode == 0


def test_pipe_is_plain_and_terminal_is_not(casecode: Run) -> None:
    """A pipe gets no colour, no wrapping and no trailing spaces; a terminal gets colour within its width."""
    piped = casecode("analyze", str(NOVA)).stdout
    assert "\x1b" not in piped
    assert all(line == line.rstrip() for line in piped.splitlines())
    leader, follower = pty.openpty()
    environment = {**os.environ, "COLUMNS": "90", "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "casecode", "compare", "brazil", "japan"]
    with subprocess.Popen(command, cwd=PROJECT, stdout=follower, stderr=follower, env=environment) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                shown += os.read(leader, 65536)
            except OSError:
                break
            if process.poll() is not None and not shown.endswith(b"\n"):
                break
    os.close(leader)
    assert b"\x1b[" in shown
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).replace("\r", "").splitlines()
    wide = casecode("compare", "brazil", "japan", cwd=str(PROJECT), COLUMNS="160").stdout.splitlines()
    assert max(map(cell_len, wide)) > 90
    assert 60 < max(map(cell_len, lines)) <= 90


def test_coverage_figures() -> None:
    """A factor has its pieces and original sources once each, the kinds of source, and the share that contradicts."""
    wire = json.loads(call("coverage", "nova", "--format", "json").stdout)
    figures = {(one["factor"], one["unit"]): one for one in wire["factors"]}
    price = figures["price", None]
    assert (price["pieces"], price["sources"], price["themes"]) == (3, 3, 1)
    assert price["source_kinds"] == ["documentation", "interview"]
    assert price["against"] == pytest.approx(1 / 3)
    assert figures["price", "japan"]["against"] == 1
    assert figures["price", "japan"]["single_source_themes"] == ["low-price"]
    assert figures["home", "japan"]["pieces"] == 0
    assert ("drivers", None) not in figures


@pytest.mark.parametrize(
    ("rule", "status"),
    [
        ("sources>=1", 0),
        ("sources >= 3", 1),
        ("against<50%", 0),
        ("against<=0.1", 1),
        ("single=0", 1),
        ("kinds>0", 0),
        ("sources", 2),
        ("colour>3", 2),
    ],
)
def test_coverage_can_be_required(rule: str, status: int) -> None:
    """A rule that a factor does not meet ends with 1 and names the factor; one that is no rule ends with 2."""
    result = call("coverage", "nova", "--require", rule)
    assert result.exit_code == status
    assert ("is not met" in result.stderr) == (status == 1)
