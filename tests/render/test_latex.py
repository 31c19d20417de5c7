"""LaTeX tables that read well in a thesis: rows that break over pages, captions, scripts, and no word lost."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from sheets import APPENDIX, GRID, HIGH, MATRIX, WIDE, Made, words_of

from casecode.render.formats import Look
from casecode.render.latex import render
from casecode.sheet import Line, Sheet, SheetRow

PLAIN = Look()


def tex(*sheets: Sheet, look: Look = PLAIN) -> str:
    """The LaTeX of some sheets."""
    return render(Made(*sheets), look)


def on_paper(engine: str, text: str, folder: Path) -> str:
    """What can be read in the PDF that TeX makes."""
    pypdf = pytest.importorskip("pypdf")
    (folder / "page.tex").write_text(text, encoding="utf-8")
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "page.tex"]
    result = subprocess.run(command, cwd=folder, capture_output=True, timeout=100, check=False)
    assert result.returncode == 0, result.stdout.decode("utf-8", "replace")[-2000:]
    heights = []

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text.strip():
            heights.append(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])

    pages = pypdf.PdfReader(folder / "page.pdf").pages
    found = "\n".join(page.extract_text(visitor_text=visit) for page in pages)
    assert min(heights) > 0  # nothing lies below the edge of the paper
    return found


def test_counts_stay_whole_and_long_words_can_break() -> None:
    """A count such as 12/3 is never parted at its slash; words with a slash may be, and an address anywhere."""
    address = "https://example.org/a-very-long-address/of-a-page-somewhere"
    cells = (Line("Price/cost", "item", count="12/3"), Line(address))
    text = tex(Sheet("T", ("", "A"), (SheetRow(((Line("x"),), cells)),)))
    assert r"{\footnotesize 12/3}" in text
    assert r"Price/\allowbreak{}cost" in text
    assert re.sub(r"\\allowbreak\{\}|\{\}", "", text).count(address) == 1
    assert text.count(r"\allowbreak") > 5


def test_a_high_row_is_parted() -> None:
    """A row of hundreds of themes becomes many rows, each theme once and in order; its head stands in the first."""
    text = tex(HIGH)
    rows = text.partition("\\endhead")[2].split("\\\\\n")
    assert len(rows) > 25
    assert sum("Factor" in row for row in rows) == 1
    assert max(row.count("theme") for row in rows) <= 24
    columns = [[part.strip() for part in row.split(" & ")] for row in rows if " & " in row]
    assert [int(it) for row in columns for it in re.findall(r"theme (\d+)", row[1])] == [*range(300)]
    assert [int(it) for row in columns for it in re.findall(r"theme (\d+)", row[2])] == [*range(40)]


def test_a_long_text_and_many_ids_are_parted() -> None:
    """A statement of thousands of words, and a theme of hundreds of pieces, lose nothing and fit on pages."""
    words = [f"w{at}" for at in range(3000)]
    ids = tuple(f"e{at}" for at in range(900))
    line = Line(" ".join(words), "item", "900/3", ids, "a note")
    text = tex(Sheet("T", ("", "A"), (SheetRow(((Line("x"),), (line,))),)), look=Look(ids=True))
    rows = text.partition("\\endhead")[2].split("\\\\\n")
    assert re.findall(r"\bw\d+", text) == words
    assert re.findall(r"\be\d+\b", text) == [*ids]
    assert (text.count("900/3"), text.count("(a note)"), text.count(r"\textbullet")) == (1, 1, 1)
    assert max(map(len, rows)) < 3000


def test_tables_have_captions_and_labels() -> None:
    """A table has a caption and a label made of its title; the same title twice has two, one in Greek its own."""
    text = tex(MATRIX, MATRIX, Sheet("Πίνακας", ("A",), (SheetRow(((Line("x"),),)),)))
    assert r"\caption{Drivers of Nova}\label{tab:drivers-of-nova}" in text
    assert re.findall(r"\\label\{(.*?)\}", text) == ["tab:drivers-of-nova", "tab:drivers-of-nova-2", "tab:table"]


def test_parts_of_a_wide_table_lie_across_with_one_number() -> None:
    """A table with too many columns is parted on pages that lie across, and counts once."""
    text = tex(MATRIX, WIDE, GRID)
    parts = len(re.findall(r"\\caption\{Wide \(\d+ of \d+\)", text))
    assert parts > 1
    assert text.count(r"\addtocounter{table}{-1}") == parts - 1
    assert text.index(r"\begin{landscape}") < text.index("Wide (1") < text.index(r"\end{landscape}")
    assert text.index(r"\end{landscape}") < text.index(r"\caption{Counts}")


def test_scripts_have_commands_and_their_fonts_are_told() -> None:
    """Greek, Chinese and Hebrew are set in fonts that are looked for; a fragment says which it needs."""
    line = Line("Ελλάδα, 中国 and שלום עולם; Žilina")
    sheet = Sheet("T", ("A",), (SheetRow(((line,),)),))
    text = tex(sheet)
    assert r"{\ccGreek Ελλάδα}" in text
    assert r"{\ccHebrew \ccleftward{שלום עולם}}" in text
    assert r"中\allowbreak{}国" in text
    assert "% Chinese: Noto Serif CJK SC," in text
    assert r"\providecommand\ccGreek{}" in tex(sheet, look=Look(fragment=True))
    assert r"\cc" not in tex(GRID)


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs a TeX installation")
def test_every_word_is_on_paper(tmp_path: Path) -> None:
    """All that tables say is on the pages, and nothing below their edge, also of rows higher than a page."""
    sheets = (HIGH, GRID, APPENDIX)
    text = on_paper("pdflatex", tex(*sheets), tmp_path)
    assert words_of(sheets) - set(text.split()) == set()
    assert len(set(re.findall(r"theme \d+", text))) == 300


@pytest.mark.skipif(shutil.which("lualatex") is None, reason="needs LuaLaTeX")
@pytest.mark.skipif(shutil.which("fc-list") is None, reason="needs fonts of the machine")
def test_other_scripts_are_on_paper(tmp_path: Path) -> None:
    """LuaLaTeX sets Greek with a font of the machine."""
    known = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    if "DejaVu Serif" not in known and "Noto Serif" not in known:
        pytest.skip("needs DejaVu Serif or Noto Serif")
    assert "Ελλάδα" in on_paper("lualatex", tex(MATRIX), tmp_path)
