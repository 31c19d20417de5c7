"""The manual: Markdown pages beside this file, in the order of their list in README.md."""

import re

_ENTRY = re.compile(r"^- \[([a-z-]+)\]\(\1\.md\): (.+)$", re.MULTILINE)


def pages() -> dict[str, str]:
    """The pages in their order, each with the line that says what it is about."""
    return dict(_ENTRY.findall(text("README")))


def text(page: str) -> str:
    """A page as it is written."""
    from importlib.resources import files

    return files(__name__).joinpath(f"{page}.md").read_text(encoding="utf-8")
