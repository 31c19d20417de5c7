"""What the README and the manual show is what a reader gets."""

import os
import re
import shutil
from pathlib import Path

import pytest
from pages import PAGES, Block, Example, Folder, blocks, commands, examples, in_library


def _status(block: Block, example: Example) -> int:
    """The exit of a command: that of the last one of a block is announced, as in ```console exit 1."""
    told = re.search(r"exit (\d)", block.words)
    return int(told[1]) if told and example == examples(block)[-1] else 0


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_page_shows_what_happens(page: Path, tmp_path: Path) -> None:
    """Every command of a page, typed in its order, ends as the page says and prints exactly what stands below it."""
    text = page.read_text(encoding="utf-8")
    study = Folder(tmp_path)
    printed: list[tuple[Example, str]] = []
    for block in blocks(text):
        if block.language == "sh":
            for command in commands(block):
                if "jq" not in command or shutil.which("jq"):
                    study.run(command)
        elif block.language == "console":
            for example in examples(block):
                status = _status(block, example)
                own = "study" in block.words.split()
                real = study.run(example.command, status) if own else in_library(example.command, status)
                printed.append((example, real))
        elif "." in block.words:
            study.write(block.words, block.text)
    if os.environ.get("CASECODE_UPDATE_GOLDENS") and printed:
        for example, real in reversed(printed):
            text = text[: example.start] + real + text[example.end :]
        page.write_text(text, encoding="utf-8")
    for example, real in printed:
        assert os.environ.get("CASECODE_UPDATE_GOLDENS") or example.output == real, example.command
