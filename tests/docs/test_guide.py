"""The manual is whole: everything that there is has its place in it, and every link leads somewhere."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from pages import GUIDE, LIBRARY, PAGES, README, blocks, examples, prose
from tables import command_text, key_tables, sections

from casecode import guide
from casecode.app import KINDS, calls
from casecode.completion.table import table
from casecode.render.formats import FORMATS, OFFERS, formats_of
from casecode.render.manual import READABLE
from conftest import Run

COMMAND = re.compile(r"`casecode ([a-z]+)((?: [^`]*)?)`")


def _title_to_anchor(title: str) -> str:
    """The anchor that code hosts give to a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _keep(page: Path, parts: dict[str, str], joined: Callable[[str, str], str]) -> None:
    """What follows from the code stands below its headings; where goldens are rewritten, it is put there."""
    text = page.read_text(encoding="utf-8")
    places = sections(text)
    assert set(parts) <= set(places)
    for heading in reversed([name for name in places if name in parts]):
        start, end = places[heading]
        text = text[:start] + joined(text[start:end], parts[heading]) + text[end:]
    if os.environ.get("CASECODE_UPDATE_GOLDENS"):
        page.write_text(text, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == text


def test_every_key_of_the_files_is_in_the_manual() -> None:
    """The page on the file format lists every key of every record, as the forms have them."""

    def joined(there: str, table_: str) -> str:
        by_hand = there.partition("\n| key |")[0].rstrip("\n")
        return f"{by_hand}\n\n{table_}\n".rstrip("\n").replace("\n\n\n", "\n\n") + "\n\n"

    page = GUIDE / "file-format.md"
    _keep(page, key_tables(), joined)


def test_every_command_and_option_is_in_the_manual() -> None:
    """The page on commands says of each what its help says, with every option."""

    def joined(there: str, said: str) -> str:
        see = re.search(r"^See \[.*\n", there, re.MULTILINE)
        return f"\n{said}\n" + (f"{see[0]}\n" if see else "")

    _keep(GUIDE / "commands.md", {name: command_text(name) for name in calls()}, joined)


def test_every_format_is_in_the_manual() -> None:
    """The page on formats names every format with the ending of its files and the reports that can be written in it."""
    text = (GUIDE / "formats.md").read_text(encoding="utf-8").partition("\n## ")[0]
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in re.findall(r"^\| `[a-z].*", text, re.M)]
    assert sorted(row[0] for row in rows) == sorted({f"`{it.name}`" for it in FORMATS})
    endings = {f"`{it.name}`": it.endings for it in FORMATS}
    every = sum("page" in offered for offered in OFFERS.values())
    for name, ending, _, reports in rows:
        assert ending.strip("`") in (endings[name] or ("",))
        can = {report for report in OFFERS if name.strip("`") in [it.name for it in formats_of(report)]}
        told = set(re.findall(r"`([a-z]+)`", reports)) - {"export"}
        assert told == (can - {it for it in OFFERS if "page" in OFFERS[it]} if len(can) >= every else can)


def test_list_of_pages_is_whole() -> None:
    """Every page stands in the list once, and the README lists the same."""
    listed = guide.pages()
    assert sorted([*listed, "README"]) == sorted(path.stem for path in GUIDE.glob("*.md"))
    shown = re.findall(r"\[([a-z-]+)\]\(cli/casecode/guide/\1\.md\)", README.read_text(encoding="utf-8"))
    assert set(shown) == set(listed)


@pytest.mark.parametrize("page", [*PAGES, LIBRARY / "CONTRIBUTING.md"], ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    """A link between pages names a page that is there, and a heading on it."""
    text = prose(page.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\((?!https?://)([^)]+)\)", text):
        name, _, anchor = target.partition("#")
        leads_to = page.parent / name if name else page
        assert leads_to.is_file(), target
        titles = re.findall(r"^#+ (.+)$", prose(leads_to.read_text(encoding="utf-8")), re.MULTILINE)
        assert not anchor or anchor in map(_title_to_anchor, titles), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_in_running_text_are_real(page: Path) -> None:
    """A command that a sentence names is there, with the options that stand behind it."""
    commands = table()
    for name, rest in COMMAND.findall(prose(page.read_text(encoding="utf-8"))):
        if name in KINDS and rest:
            kind, _, rest = rest.strip().partition(" ")
            name, rest = f"{name} {kind}", f" {rest}"
        assert name in commands, name
        known = {spelling for one in commands[name].parameters for spelling in one.spellings}
        assert set(re.findall(r"(?<=\s)--?[a-z][a-z-]*", rest)) <= known, f"{name}{rest}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_fit_the_width_of_a_page(page: Path) -> None:
    """No line that a reader types is wider than a page of the manual in a terminal."""
    for block in blocks(page.read_text(encoding="utf-8")):
        typed = [block.text] if block.language == "sh" else [f"$ {one.command}" for one in examples(block)]
        assert max((len(line) for text in typed for line in text.splitlines()), default=0) <= READABLE


def test_readme_is_short() -> None:
    """The README is read in one go, and shows the two commands that set casecode up."""
    lines = README.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 170
    assert len([line for line in lines if line.startswith("    python3 -m venv")]) == 2


def test_pages_are_shown_and_listed(casecode: Run, tmp_path: Path) -> None:
    """Through a pipe a page is the Markdown itself; a page that is not there is an error with the nearest."""
    assert casecode("guide", "matrix").stdout == (GUIDE / "matrix.md").read_text(encoding="utf-8")
    lines = casecode("guide").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(guide.pages())
    assert casecode("guide", "words", "-o", str(tmp_path / "words.md")).stdout == ""
    assert (tmp_path / "words.md").read_text(encoding="utf-8").startswith("# Words")
    wrong = casecode("guide", "matrx")
    assert wrong.returncode == 2
    assert 'there is no page "matrx"' in wrong.stderr
    assert 'did you mean "matrix"?' in wrong.stderr
