"""CONTRIBUTING.md is done as it says: what it tells to write is written into a copy of casecode, and works there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pages import LIBRARY, Block, blocks, examples
from tables import sections

import casecode

PAGE = LIBRARY / "CONTRIBUTING.md"
SECTIONS = ["A rule", "An axis", "A format", "A command", "An import format"]


def text_of(section: str) -> tuple[str, int]:
    """What stands below a heading, and where on the page."""
    text = PAGE.read_text(encoding="utf-8")
    start, end = sections(text)[section]
    return text[start:end], start


def take(block: Block, package: Path) -> None:
    """Write what a block says: a file of its own, or an entry of a dict or tuple, or more of a module."""
    name, _, into = block.words.partition(" ")
    path = package / name
    if not into:
        there = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{there}\n\n{block.text}" if there else block.text, encoding="utf-8")
        return
    there = path.read_text(encoding="utf-8")
    opened = re.search(rf"^{into}\b.* = (?:\w+\()?[({{\[]\n", there, re.MULTILINE)
    assert opened, f"{name} has no {into}"
    path.write_text(there[: opened.end()] + block.text + there[opened.end() :], encoding="utf-8")


@pytest.mark.parametrize("section", SECTIONS)
def test_adding_works_as_it_says(section: str, tmp_path: Path) -> None:
    """A rule, key, axis, format, command or import format that is added as the section says does what it shows."""
    package = tmp_path / "cli" / "casecode"
    shutil.copytree(Path(casecode.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__", "library"))
    for name in ("frameworks", "cases"):
        shutil.copytree(LIBRARY / name, tmp_path / name)
    text, _ = text_of(section)
    printed = []
    found = blocks(text)
    assert any(block.language == "console" for block in found)
    for block in found:
        if block.language == "python":
            take(block, package)
        elif "." in block.words:
            (tmp_path / block.words).write_text(block.text, encoding="utf-8")
        for example in examples(block) if block.language == "console" else ():
            printed.append((example, _run(example.command, tmp_path)))
    if os.environ.get("CASECODE_UPDATE_GOLDENS"):
        page = PAGE.read_text(encoding="utf-8")
        _, start = text_of(section)  # another section may have been written meanwhile
        for example, real in reversed(printed):
            page = page[: start + example.start] + real + page[start + example.end :]
        PAGE.write_text(page, encoding="utf-8")
    for example, real in printed:
        assert "internal error" not in real
        assert os.environ.get("CASECODE_UPDATE_GOLDENS") or example.output == real, example.command


def _run(command: str, folder: Path) -> str:
    """What a command prints where the copy is what is installed."""
    line = re.sub(r"\bcasecode ", f"{sys.executable} -m casecode ", command, count=1)
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "cli"), "COLUMNS": "80", "CASECODE_CACHE": "off"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.stdout
