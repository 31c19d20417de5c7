"""Completion as the shells drive it: real shells where they are installed, hostile files, and Typer's own answers."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer import completion as scripts
from typer.testing import CliRunner

from casecode.app import app
from casecode.completion.line import complete
from casecode.completion.table import table
from casecode.model.study import Study

PROJECT = Path(__file__).parents[1] / "goldens" / "project"
HOSTILE = (
    r"$(touch pwned) `touch pwned` \$(touch pwned) \`touch pwned\` \\$(touch pwned)",
    "'; touch pwned; ' \"; touch pwned; \" )) ; touch pwned ((",
    r"\e[31mred\a \r\n--- [bold]x[/bold] \u202e %F{red} *",
)
Shell = Callable[..., list[str]]


def call(folder: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Ask as a script does, of a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "casecode"],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture
def shell(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Runs a script in a shell that has sourced the completion script, as `shell(name, script)`; gives its lines."""
    home = tmp_path_factory.mktemp("home")
    program = home / "bin" / "casecode"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m casecode "$@"\n', encoding="utf-8")
    program.chmod(0o755)

    def run(name: str, script: str) -> list[str]:
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")
        source = home / f"complete.{name}"
        text: str = scripts.get_completion_script(  # type: ignore[attr-defined]
            prog_name="casecode", complete_var="_CASECODE_COMPLETE", shell=name
        )
        source.write_text(text, encoding="utf-8")
        without = {"bash": "--norc", "zsh": "-f", "fish": "--no-config"}[name]
        path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
        apart = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home), "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [name, without, "-c", script.replace("SOURCE", f"source '{source}'")],
            cwd=project,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
            env={**os.environ, **apart, "PATH": path},
        )
        assert done.stderr == ""
        return done.stdout.splitlines()

    return run


BASH = 'SOURCE; COMP_WORDS=({}); COMP_CWORD={}; _casecode_completion casecode; printf "%s\\n" "${{COMPREPLY[@]}}"'
ZSH = (
    'compdef() {{ }}; _files() {{ print FILES }}; _describe() {{ print -rl -- "${{(@P)2}}" }}; SOURCE; '
    "words=({}); CURRENT=$#words; _casecode_completion"
)


@pytest.mark.parametrize(
    ("words", "place", "replies"),
    [
        ("casecode analyze de", 2, ["demo"]),
        ("casecode analyze demo --unit s", 4, ["sea"]),
        ("casecode analyze demo --unit = s", 5, ["sea"]),
        ("casecode analyze demo --unit =", 4, ["russia", "sea"]),
        ("casecode compare demo : ru", 4, ["russia"]),
        ("casecode compare demo :", 3, ["russia", "sea"]),
        ("casecode compare demo : russia demo : s", 7, ["sea"]),
        ("casecode compare demo:ru", 2, ["demo:russia"]),
        ("casecode analyze '\"de'", 2, ["demo"]),
        ("casecode analyze demo --coder ''", 4, [r"Wang\ Rui"]),
        ("casecode analyze demo --coder '\"W'", 4, ["Wang Rui"]),
        ("casecode analyze cases/d", 2, [""]),
        ("casecode '' demo", 1, None),
    ],
)
def test_bash(shell: Shell, study: Callable[..., Study], words: str, place: int, replies: list[str] | None) -> None:
    """Bash breaks words at : and = and wants the last part; with no reply it completes files itself.

    The words stand here as bash breaks them, with what COMP_WORDBREAKS holds and, once, without a colon in it.
    """
    piece = "evidence:\n  - {id: e1, codes: [prices], statement: S, source: survey, coder: Wang Rui}\n"
    study(evidence=piece)
    found = shell("bash", BASH.format(words, place))
    assert "analyze" in found if replies is None else found == replies


def test_zsh(shell: Shell, study: Callable[..., Study]) -> None:
    """Zsh shows titles beside the ids, whose colons it does not take for the start of one."""
    study()
    assert shell("zsh", ZSH.format("casecode analyze demo --unit ''")) == ["russia:Russia", "sea:Southeast Asia"]
    assert shell("zsh", ZSH.format("casecode compare demo:s")) == [r"demo\:sea:Southeast Asia"]
    assert shell("zsh", ZSH.format("casecode analyze cases/d")) == ["FILES"]


def test_fish(shell: Shell, study: Callable[..., Study]) -> None:
    """Fish shows titles beside the ids, and files where no name fits."""
    study()
    assert shell("fish", 'SOURCE; complete -C "casecode compare demo:s"') == ["demo:sea\tSoutheast Asia"]
    assert shell("fish", 'SOURCE; complete -C "casecode analyze demo --unit=r"') == ["--unit=russia\tRussia"]
    assert shell("fish", 'SOURCE; complete -C "casecode analyze cases/d"') == ["cases/demo.yaml"]


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_text_from_files_stays_text(
    shell: Shell, study: Callable[..., Study], project: Path, name: str, title: str
) -> None:
    """A title may hold what shells run and terminals obey: it is shown, without what would act on a terminal."""
    text = title.replace('"', '\\"') if "\\e" in title else title.replace("\\", "\\\\").replace('"', '\\"')
    study(units=f'units:\n  russia: {{title: "{text}"}}\n')
    ask = {
        "bash": BASH.format("casecode compare russ", 2),
        "zsh": ZSH.format("casecode compare russ"),
        "fish": 'SOURCE; complete -C "casecode compare russ"',
    }[name]
    (line,) = shell(name, ask)
    assert line.startswith("russia")
    assert line.replace("\t", "").isprintable()
    assert not list(project.rglob("pwned"))


@pytest.mark.parametrize(
    ("content", "shell_name"),
    [
        (b"case: [", "bash"),
        (b"case: [", "zsh"),
        (b"case: [", "fish"),
        (b"\xff\xfe\0", "bash"),
        (b"", "bash"),
        (b"case: bad\nunits: 7\n", "bash"),
        (b"case: &a [*a]\n" * 99, "bash"),
    ],
)
def test_broken_project_says_nothing(project: Path, content: bytes, shell_name: str) -> None:
    """Whatever the files look like, a user who is typing does not read about it."""
    (project / "cases" / "bad.yaml").write_bytes(content)
    (project / "frameworks" / "tiny.yaml").write_bytes(content)
    (project / "cases" / "folder.yaml").mkdir()
    (project / "cases" / "circle.yaml").symlink_to("circle.yaml")
    for line in ("casecode analyze bad --unit ", "casecode analyze --fram tiny --factor ", "casecode x ' --unit '"):
        words = line.split(" ")
        asked = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1), "_TYPER_COMPLETE_ARGS": line}
        done = call(project, _CASECODE_COMPLETE=f"complete_{shell_name}", **asked)
        assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "_files" * (shell_name == "zsh"), "")


def test_wrong_question_says_nothing(project: Path) -> None:
    """A script that asks in a way that nobody knows gets no answer."""
    for asked in ({}, {"COMP_WORDS": "casecode", "COMP_CWORD": "x"}, {"COMP_WORDS": "", "COMP_CWORD": "-3"}):
        done = call(project, _CASECODE_COMPLETE="complete_bash", **asked)
        assert (done.returncode, done.stderr) == (0, "")
    assert call(project, _CASECODE_COMPLETE="complete_fish", _TYPER_COMPLETE_FISH_ACTION="is-args").returncode == 0
    gone = call(
        project,
        _CASECODE_COMPLETE="complete_fish",
        _TYPER_COMPLETE_FISH_ACTION="is-args",
        _TYPER_COMPLETE_ARGS="casecode x ",
    )
    assert gone.returncode == 1


@pytest.mark.parametrize(
    "line",
    [
        "",
        "e",
        "--",
        "analyze ",
        "analyze --",
        "analyze -",
        "analyze nova --",
        "analyze nova -o file --",
        "analyze nova --unit brazil --",
        "analyze nova --unit ",
        "analyze nova --unit b",
        "analyze --unit=b",
        "analyze nova --format ",
        "analyze nova --framework gerschewski-2014 --factor ",
        "analyze -- ",
        "compare brazil ",
        "compare nova:",
        "matrix --rows ",
        "matrix --rows factor:",
        "matrix --no-",
        "profile nova ",
        "evidence nova --group-by ",
        "evidence --theme o",
        "list ",
        "list units --case ",
        "schema ",
        "show low",
        "show factor:",
        "trace low",
        "explain ",
        "check ",
    ],
)
def test_answers_are_those_of_typer(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick way to an answer and Typer's own, which starts from the declared commands, agree."""
    monkeypatch.chdir(PROJECT)
    words = line.split(" ")
    quick = complete(table(), words[:-1], words[-1])
    asked = {"COMP_WORDS": f"casecode {line}", "COMP_CWORD": str(len(words))}
    slow = CliRunner().invoke(app, [], prog_name="casecode", env={"_CASECODE_COMPLETE": "complete_bash", **asked})
    assert slow.exit_code == 0
    values = [value.partition("=")[2] if value.startswith("--unit=") else value for value in quick]
    assert sorted(values) == sorted(dict.fromkeys(slow.stdout.split()))  # which of -h and --help is first is chance


def test_no_typer_on_the_way(project: Path, study: Callable[..., Study]) -> None:
    """Once all is in the cache, names complete without what takes long to import."""
    study()
    script = (
        "import sys\nfrom casecode.completion.shells import main\nmain()\n"
        "sys.exit(str({'typer', 'rich', 'msgspec', 'ruamel'} & set(sys.modules)))"
    )
    asked = {"COMP_WORDS": "casecode\nanalyze\ndemo\n--unit\n", "COMP_CWORD": "4"}
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=project,
            env={**os.environ, "_CASECODE_COMPLETE": "complete_bash", **asked},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == "russia\nsea"
    assert done.stderr.strip() == "set()"


def test_powershell_is_answered_by_typer(project: Path) -> None:
    """PowerShell, for which there is no quick way, gets names as well."""
    asked = {"_TYPER_COMPLETE_ARGS": "casecode explain ambi", "_TYPER_COMPLETE_WORD_TO_COMPLETE": "ambi"}
    done = call(project, _CASECODE_COMPLETE="complete_powershell", **asked)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "ambiguous-code:::error", "")
