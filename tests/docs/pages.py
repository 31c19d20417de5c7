"""The README and the pages of the manual as tests see them: blocks, the commands in them, and what these print.

A block ```console is typed in the folder of the library, a block ```console study in a folder of the page's own, which
is empty at first. A block with a file name (```yaml cases/acme.yaml) is a file of that folder. A block ```sh holds
commands that are shown without what they print; they run in the page's folder, too.
"""

import contextlib
import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

from typer.testing import CliRunner

from casecode.app import app

LIBRARY = Path(__file__).parents[2]
GUIDE = LIBRARY / "cli" / "casecode" / "guide"
README = LIBRARY / "README.md"
PAGES = [README, *sorted(GUIDE.glob("*.md"))]
_BLOCK = re.compile(r"^```(\S+)(?: ([^\n]*))?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
# What a test cannot do: it needs a whole terminal, a person or a package index.
_LEFT_OUT = ("casecode code ", "pip install", "casecode --install-completion")


class Block(NamedTuple):
    """A fenced block: its language, what stands behind that, its text, and where the text begins on the page."""

    language: str
    words: str
    text: str
    start: int


class Example(NamedTuple):
    """A command with the output shown below it, and where that stands on the page."""

    command: str
    output: str
    start: int
    end: int


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page."""
    return [Block(it[1], it[2] or "", it[3], it.start(3)) for it in _BLOCK.finditer(text)]


def prose(text: str) -> str:
    """A page without its blocks."""
    return _BLOCK.sub("", text)


def examples(block: Block) -> list[Example]:
    """The commands of a console block; one that ends with a backslash goes on in the next line."""
    found = []
    for it in re.finditer(r"^\$ ((?:[^\n]*\\\n)*[^\n]*)\n(.*?)(?=^\$ |\Z)", block.text, re.DOTALL | re.MULTILINE):
        found.append(Example(it[1], it[2], block.start + it.start(2), block.start + it.end(2)))
    return found


def commands(block: Block) -> list[str]:
    """The commands of a block without outputs, without their comments."""
    lines = re.sub(r"\\\n|(?<=\|)\n", " ", block.text).splitlines()
    bare = (re.sub(r"\s+# .*|^# .*", "", line).strip() for line in lines)
    return [line for line in bare if line and not line.startswith(_LEFT_OUT)]


class Folder:
    """A folder in which commands are typed one after the other, and what they print in 80 columns."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, name: str, text: str) -> None:
        """A file of the folder."""
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        (self.path / name).write_text(text, encoding="utf-8")

    def run(self, command: str, status: int = 0) -> str:
        """Type a command."""
        if command.startswith("cd "):
            self.path = (self.path / command.removeprefix("cd ")).resolve()
            return ""
        if command.startswith("casecode ") and not re.search(r"[|<>;*$~]", re.sub(r"'[^']*'|\"[^\"]*\"", "", command)):
            printed, real = _in_process(command, self.path)
        else:
            printed, real = _in_shell(command, self.path)
        assert real == status, f"{command}\n{printed}"
        return printed


def _in_process(command: str, folder: Path) -> tuple[str, int]:
    arguments = shlex.split(command.replace("\\\n", " "))[1:]
    with contextlib.chdir(folder):
        result = CliRunner().invoke(app, arguments, env={"COLUMNS": "80"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output, result.exit_code


def _in_shell(command: str, folder: Path) -> tuple[str, int]:
    python = shlex.quote(sys.executable)
    names = f'casecode() {{ {python} -m casecode "$@"; }}; export -f casecode; export COLUMNS=80; '
    words = command.replace("xargs casecode", f"xargs {python} -m casecode")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", names + words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.stdout, done.returncode


@cache
def in_library(command: str, status: int) -> str:
    """What a command prints in the folder of the library, asked once however many pages show it."""
    return Folder(LIBRARY).run(command, status)
