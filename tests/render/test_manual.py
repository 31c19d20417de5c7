"""Pages of the manual in a terminal."""

import re

import pytest

from casecode import guide
from casecode.render import manual

PAGE = """\
# A title

See [the matrix](matrix.md#cells), [below](#below) and [a site](https://example.org/x).

```console
$ casecode list
 ──────────────────────────────────────────────────────────────────────────────
 Id                          Kind       Title [x]
```

```yaml cases/acme.yaml
case: acme
```

| one | two |
| --- | --- |
| `a\\|b` | a sentence that is longer than what a narrow terminal has room for in its one line |
"""


def plain(text: str) -> list[str]:
    """The lines without colour."""
    return [line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", text).split("\n")]


def test_page_is_set_for_a_terminal() -> None:
    """Headings stand at the left, code stays as it is, links to other pages become the command that shows them."""
    lines = plain(manual.render(PAGE, 80))
    assert lines[0] == "A title"
    assert "See the matrix (casecode guide matrix), below and a site (https://example.org/x)." in " ".join(lines)
    assert "$ casecode list" in [line.strip() for line in lines]
    assert any(line.startswith(" ───") and line.count("─") == 78 for line in lines)
    assert lines[lines.index("  case: acme") - 1] == "cases/acme.yaml:"
    assert any("Title [x]" in line for line in lines)
    assert any("a|b" in line for line in lines)


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("page", [*guide.pages(), "README"])
def test_no_line_is_wider_than_the_terminal(page: str, width: int) -> None:
    """Whatever its width, no line of any page goes beyond it; wide terminals get lines that can be read."""
    assert max(map(len, plain(manual.render(guide.text(page), width)))) <= min(width, manual.READABLE)


def test_list_of_pages_fits() -> None:
    """Each page has its name and its line, and long lines go on beside the name."""
    lines = plain(manual.contents(guide.pages(), 60))
    assert lines[0].startswith("tutorial")
    assert max(map(len, lines)) <= 60
    assert sum(line[:1] not in ("", " ") for line in lines) == len(guide.pages()) + 1
