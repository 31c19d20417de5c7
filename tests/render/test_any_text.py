"""Text from files is data: whatever it is, every format shows it and none acts on it."""

import csv
import io
import json
import re
import shutil
import subprocess
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from casecode.read.formulas import unguarded
from casecode.render import csv as csv_writer
from casecode.render import html as html_writer
from casecode.render import json as json_writer
from casecode.render import latex as latex_writer
from casecode.render import latex_text, plain, terminal
from casecode.render import markdown as markdown_writer
from casecode.render.formats import Look
from casecode.render.text import SETTING, flowing, one_line, settled, visible
from casecode.sheet import Line, Page, Sheet, SheetRow, Tidy

NASTY = (
    "plain",
    "=1+1",
    "a;=1+1",
    "\u200b\uff1d1",
    "-2.5e3",
    "'-2",
    "x\r=1;'=2",
    "@cmd",
    "-2",
    "'quoted",
    "<script>alert(1)</script>",
    "[bold]rich[/bold]",
    "\x1b[31mred\x1b[0m",
    "right\u202eleft",
    "# head | **bold** _it_ `code` [link](http://x.y) www.example.org ~~no~~ $m$ :smile: &amp; 1. one",
    r"\input{/etc/passwd} \\ % $x^2$ & # _ { } ~ ^",
    "价格 Цена precio \u2019\u201c\u201d …",
    "two\nlines",
    "tab\there",
    "a \u202b\u05e9\u05dc\u05d5\u05dd\u202c co\u00adop",
    "\u2067open \u202bopen\u2069 \u202c",
    "\x9b2J",
)
texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=40).filter(str.strip))


class Plain:
    """A report of a few texts."""

    def __init__(self, *cells: str) -> None:
        self.cells = cells

    def page(self) -> Page:
        lines = tuple(Line(text, "item", "3/2", ("e1",), "note") for text in self.cells)
        rows = (SheetRow(((Line("A section", "strong"),),), is_section=True), SheetRow(((Line("head"),), lines)))
        return Page("Title", (Sheet("Sheet", ("", "Column"), rows, self.cells),), self.cells)

    def tidy(self) -> Tidy:
        return Tidy(("text",), tuple((text,) for text in self.cells))

    def wire(self) -> list[str]:
        return list(self.cells)


def squeezed(text: str) -> str:
    """The text without white space, to find it again in wrapped output."""
    return re.sub(r"\s+", "", text)


@given(texts)
def test_visible_text_cannot_act(text: str) -> None:
    """What is shown holds no control or format character but line feeds and joiners, and nothing is dropped."""
    shown = visible(text)
    acting = [c for c in shown if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp") and c not in "\n\u200c\u200d"]
    assert not acting
    assert len(shown) >= len(text)


@given(st.text(st.sampled_from(f"{SETTING}\u202eab\n"), max_size=12))
def test_text_is_set_as_text(text: str) -> None:
    """Soft hyphens and directions are no part of what is read; where they stay, what is begun ends in its line."""
    assert settled(text) == visible("".join(one for one in text if one not in SETTING))
    shown = flowing(text)
    assert "".join(one for one in shown if one not in SETTING) == settled(text)
    for line in shown.split("\n"):
        assert sum(map(line.count, "\u2066\u2067\u2068")) == line.count("\u2069")
        assert line.count("\u202c") <= sum(map(line.count, "\u202a\u202b"))
        assert flowing(line) == line or "\\" in line


def test_directions_end_in_their_line() -> None:
    """A direction that nobody ends ends with its line; an end of nothing is left out, and overrides are escapes."""
    assert flowing("a \u202bb") == "a \u202bb\u202c"
    assert flowing("a\u202c b\u2069") == "a b"
    assert flowing("\u2067a \u202bb\u2069 c") == "\u2067a \u202bb\u2069 c"
    assert flowing("\u202bso\nit") == "\u202bso\u202c\nit"
    assert flowing("\u202eco\u00adop") == "\\u202eco\u00adop"
    assert settled("co\u00adop \u202bb") == "coop b"


@given(texts, st.sampled_from((None, 30, 80)))
def test_terminal_shows_it(text: str, width: int | None) -> None:
    """The table shows the text, without trailing spaces, and sends no escape to a pipe."""
    page = Plain(text).page()
    out = terminal.render(page, terminal.make_console(width, False), True) if width else plain.render(page, True)
    assert squeezed(settled(text)) in squeezed(out).replace("•", "")
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in out.split("\n"))


def begins_formula(cell: str) -> bool:
    """Whether a spreadsheet could take a part of a cell for a formula, however it parts cells: figures are none."""
    parts = (unicodedata.normalize("NFKC", part) for part in re.split("[;\t\r\n]", cell))
    seen = ("".join(c for c in part if not c.isspace() and c.isprintable()) for part in parts)
    return any(
        part.startswith(("=", "+", "-", "@")) and not re.fullmatch(r"[+-]\d+([.,]\d+)*(e[+-]?\d+)?%?", part, re.I)
        for part in seen
    )


@given(st.lists(texts, min_size=1, max_size=4))
def test_csv_reads_back(cells: list[str]) -> None:
    """CSV reads back to the same texts, and no cell begins as a formula would."""
    out = csv_writer.render(Plain(*cells), Look())
    header, *rows = csv.reader(io.StringIO(out, newline=""))
    assert header == ["text"]
    assert [unguarded(row[0]) for row in rows] == cells
    assert not [row for row in rows if begins_formula(row[0])]


@given(st.lists(texts, max_size=4))
def test_json_reads_back(cells: list[str]) -> None:
    """JSON reads back to the same texts, without a character that a terminal would act on."""
    out = json_writer.render(Plain(*cells), Look())
    assert json.loads(out) == cells
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)


class Collector(HTMLParser):
    """Gathers the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self.tags.append(tag)
        if tag == "br":
            self.text.append("\n")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@given(texts)
def test_html_shows_it(text: str) -> None:
    """The page holds the text as text: the same tags as for a harmless one, but for line breaks."""
    found, harmless = Collector(), Collector()
    found.feed(html_writer.render(Plain(text), Look(ids=True)))
    harmless.feed(html_writer.render(Plain("harmless"), Look(ids=True)))
    assert [tag for tag in found.tags if tag != "br"] == harmless.tags
    assert squeezed(flowing(text)) in squeezed("".join(found.text))


@given(texts)
def test_markdown_shows_it(text: str) -> None:
    """A Markdown table renders to the text, with no element from the data."""
    out = markdown_writer.render(Plain(text), Look())
    parser = MarkdownIt("gfm-like", {"linkify": False})
    tokens = [token for token in parser.parse(out) if token.type == "inline"]
    types = {child.type for token in tokens for child in token.children or ()}
    assert types <= {"text", "text_special", "html_inline", "em_open", "em_close", "strong_open", "strong_close"}
    assert {child.content for token in tokens for child in token.children or () if child.type == "html_inline"} <= {
        "<br>"
    }
    shown = ["".join(child.content for child in token.children or ()) for token in tokens]
    assert any(squeezed(one_line(text)) in squeezed(cell) for cell in shown)


@given(texts)
def test_latex_has_no_active_character_from_data(text: str) -> None:
    """Escaped text holds TeX's special characters only in the forms that print them."""
    escaped = latex_text.escape(text)
    without = re.sub(r"\\text[a-z]+\{\}|\\[{}$&#%_-]|[,-]\{\}|\\allowbreak\{\}|\{\[\}|\{\]\}", "", escaped)
    without = re.sub(r"\{\\cc[A-Z][a-z]+ (?:\\ccleftward\{[^{}]*\}|[^{}]*)\}", "", without)
    assert not re.search(r"[\\{}$&#%_^~]", without)


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs a TeX installation")
def test_latex_compiles(tmp_path: Path) -> None:
    """A document full of nasty texts compiles with pdfLaTeX without an error."""
    (tmp_path / "page.tex").write_text(latex_writer.render(Plain(*NASTY), Look(ids=True)), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "page.tex"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=100, check=False)
    assert result.returncode == 0, result.stdout.decode("latin-1")[-2000:]


def test_narrow_terminal_gets_a_list() -> None:
    """Where columns would be narrower than a few words the rows become a list that names each column."""
    one, two = Line("one theme of some length", "item"), Line("another of some length", "against", note="contradicted")
    rows = (SheetRow(((Line("a factor of some length"),), (one,), (two,))),)
    page = Page("T", (Sheet("S", ("", "First", "Second"), rows),))
    out = terminal.render(page, terminal.make_console(50, False), False)
    assert out.splitlines() == [
        "S",
        "a factor of some length",
        "  First",
        "  • one theme of some length",
        "  Second",
        "  ✗ another of some length (contradicted)",
        "",
    ]
    assert "First" in terminal.render(page, terminal.make_console(60, False), False).splitlines()[2]


def test_terminal_gets_colour_and_pipe_does_not() -> None:
    """Escapes of the writer itself reach a terminal only."""
    page = Plain("text").page()
    assert "\x1b[" in terminal.render(page, terminal.make_console(80, True), False)
    assert "\x1b[" not in terminal.render(page, terminal.make_console(80, False), False)
