"""What tests share: a tiny project on disk, and the command line as a user calls it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from calling import call
from casecode.coding.session import Session
from casecode.commands.code import open_session
from casecode.model.study import Study
from casecode.project.catalogue import Catalogue
from casecode.project.project import Project

# The same examples in every run; HYPOTHESIS_PROFILE=explore looks for new ones.
# How long an example takes says something of the machine, and nothing of what is tested.
SLOW = [HealthCheck.too_slow]
settings.register_profile("steady", derandomize=True, max_examples=50, deadline=None, suppress_health_check=SLOW)
settings.register_profile("explore", max_examples=500, deadline=None, suppress_health_check=SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

# Who starts the tests in the background of a script has them ignore Ctrl-C, and what they start with them.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

TINY = """\
framework: tiny
title: A tiny framework
questions:
  why-abroad: {text: "Why do firms go abroad?", factors: [demand]}
factors:
  - id: pull
    title: Pull
    definition: What draws firms abroad.
    when-to-use: Conditions abroad.
    factors:
      - {id: demand, title: Demand, definition: What buyers want., when-to-use: Wishes of buyers.}
      - {id: supply, title: Supply, definition: What sellers offer., when-to-use: Offers of sellers.}
  - {id: outcome, title: Outcome, definition: What came of it., when-to-use: Results.}
matrices:
  - {id: pulls, title: "Pull factors of {case}", rows: [pull], columns: units, roles: [host]}
  - {id: sides, title: Sides, columns: [pull, outcome]}
"""
DEMO = {
    "case": "case: demo\n",
    "title": "title: Demo Group\n",
    "framework": "framework: tiny\n",
    "units": "units:\n  russia: {title: Russia, role: host}\n  sea: {title: Southeast Asia, role: host}\n",
    "sources": "sources:\n  survey: {type: report, title: A survey}\n",
    "themes": "themes:\n  prices: {factor: demand, label: Low prices}\n",
    "evidence": (
        "evidence:\n  - {id: e1, codes: [prices], units: [russia], statement: Shoppers look for low prices.,"
        " source: survey}\n"
    ),
}

REPORT = (
    "The market in 2014\n\n"
    "Shoppers in Russia look for low prices before anything else. They compare three shops on average. "
    "A parcel that comes late is forgiven when the goods were cheap, said one of them in an interview for this report, "
    "which was made among a thousand households in all parts of the country.\n\n"
    "Sellers offer more goods every year. Delivery takes ten days. Few shops have a store of their own there, and "
    "those who have one keep only what sells best; all other goods are sent from the home country by post, which is "
    "slow, and is expected to stay slow for years.\n\n"
    "The end came in 2016, with a new customs law. It made every parcel dearer."
)
REPORT_SOURCES = (
    "sources:\n  survey: {type: report, title: A survey}\n"
    "  report: {type: report, title: The report, file: ../documents/report.txt}\n"
)


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the cache of the tests, and what is remembered, apart from the user's, and turned on."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))
    monkeypatch.setenv("CASECODE_CACHE", "on")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the tiny framework and no cases."""
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "cases").mkdir()
    (tmp_path / "frameworks" / "tiny.yaml").write_text(TINY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def opened(project: Path) -> Project:
    """The project, opened."""
    return Project(Catalogue.at(project))


def case_of(opened: Project, path: Path, data: bytes) -> Study | None:
    """The case that a file holds once these bytes are written there."""
    path.write_bytes(data)
    return opened.case(path)


@pytest.fixture
def study(project: Path, opened: Project) -> Callable[..., Study]:
    """Makes a case of the demo sections, with those given as keywords in their place, and loads it."""

    def make(name: str = "demo", **sections: str) -> Study:
        text = "".join({**DEMO, **{key.replace("_", "-"): value for key, value in sections.items()}}.values())
        path = project / "cases" / f"{name}.yaml"
        if path.exists():  # what was read is not read again: the project is opened anew
            opened.__init__(Catalogue.at(project))  # type: ignore[misc]
        path.write_text(text, encoding="utf-8")
        loaded = opened.case(path)
        assert loaded is not None, opened.problems
        return loaded

    return make


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def casecode(project: Path) -> Run:
    """Calls the command in the project, as `casecode(*arguments, stdin=..., cwd=..., COLUMNS=...)`, in this process."""

    def run(*arguments: str, stdin: str = "", cwd: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        environment = {"XDG_CACHE_HOME": str(project / ".cache"), **environment}
        return call(Path(cwd) if cwd else project, *arguments, stdin=stdin, **environment)

    return run


@pytest.fixture
def process(project: Path) -> Run:
    """The same in a process of its own, in a pipe: what a user gets, the entry point included."""

    def run(*arguments: str, stdin: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "CASECODE_DEBUG")}
        return subprocess.run(
            [sys.executable, "-m", "casecode", *arguments],
            cwd=project,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            env={**kept, "XDG_CACHE_HOME": str(project / ".cache"), **environment},
        )

    return run


@pytest.fixture
def desk(project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Session]:
    """Opens a coding session on a report for the demo case; again goes on where the last one stopped."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("XDG_STATE_HOME", str(project / ".state"))
    (project / "documents").mkdir()
    (project / "documents" / "report.txt").write_text(REPORT, encoding="utf-8")
    text = "".join({**DEMO, "sources": REPORT_SOURCES}.values())
    (project / "cases" / "demo.yaml").write_text(text, encoding="utf-8")

    def open_(document: str = "report", case: str = "demo", coder: str = "") -> Session:
        session: Session = open_session(document, case, coder)
        return session

    return open_
